/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a set of applications. For reading: nothing is paid by them.
 *
 * Reach is added within one action only: a plan and a practice opportunity are no sum. Shares,
 * quartiles and amounts have no unit and are always there. */
#ifndef KPI_KPI_FIGURES_H
#define KPI_KPI_FIGURES_H

#include "kpi/kpi_facts.h"
#include "stats/quantile.h"

struct kpi_figures {
    uint32_t action;  /* index of the one action of all applications; RUN_NO_ROW: several */
    const char *unit; /* of the one target group; "" when there are several */
    uint32_t applications;
    uint32_t beneficiaries; /* applicants */
    uint32_t governments;   /* that they represent, each once */
    uint32_t municipalities;
    uint32_t going_on; /* governments of which an application goes on */
    uint32_t stopped;
    uint32_t reduced;
    uint32_t interim[KPI_STATES];
    uint32_t final[KPI_STATES];
    uint32_t tests[KPI_TESTS];
    uint32_t corrected;                    /* reports that a later one replaced */
    uint32_t motivations[KPI_MOTIVATIONS]; /* of final reports below the target */
    uint32_t reported;                     /* applications that go on, with a final report */
    uint32_t reached;
    int64_t target;   /* of applications that go on; 0 with several actions, as the next two */
    int64_t promised; /* target of those that are reported: what achieved compares with */
    int64_t achieved;
    bool has_quartiles;         /* a report has a target above zero */
    struct quartiles quartiles; /* of achieved / target of each report, in per cent */
    bool has_weighted;
    double weighted;       /* mean of achieved / target in per cent, weighted by the grant */
    uint32_t worst, best;  /* line of lowest and highest achieved / target; RUN_NO_ROW: none */
    struct money granted;  /* of actions; incentives have no KPI */
    struct money kept;     /* of the reported: granted less withheld and recovered */
    uint32_t first, count; /* rows of the view */
};

/* Where the figures are made. Begin with zeroes and stamp 1; each time a higher stamp. */
struct kpi_room {
    uint64_t *seen;             /* an item per government: 2 × stamp, and 1 more when it goes on */
    uint64_t *seen_beneficiary; /* the same per applicant */
    double *ratios;             /* room for a value per line */
};

/* Whether the government goes on, after kpi_figures_make with that stamp. */
static inline bool kpi_room_goes_on(const struct kpi_room *room, uint32_t stamp,
                                    uint32_t government)
{
    return room->seen[government] == 2 * (uint64_t)stamp + 1;
}

/* Fills the figures of count lines. STATUS_OVERFLOW when a sum does not fit. */
MUST_CHECK enum status kpi_figures_make(const struct kpi_facts *facts, const uint32_t *lines,
                                        uint32_t count, uint32_t stamp, const struct kpi_room *room,
                                        struct kpi_figures *out);

/* Rounded half away from zero, to the cent. */
struct run_amount kpi_grant_per_unit(const struct kpi_figures *figures);
struct run_amount kpi_cost_per_unit(const struct kpi_figures *figures);

struct kpi_share { /* hundredths of a per cent; known is false when there is none */
    bool known;
    int64_t hundredths;
};

/* part / whole, exact until it is rounded. */
struct kpi_share kpi_share_of(int64_t part, int64_t whole);
struct kpi_share kpi_attainment(const struct kpi_figures *figures); /* achieved / promised */
struct kpi_share kpi_line_attainment(const struct run_line *line);
struct kpi_share kpi_weighted(const struct kpi_figures *figures);
struct kpi_share kpi_quartile(const struct kpi_figures *figures, int which); /* 1 to 3 */

#endif
