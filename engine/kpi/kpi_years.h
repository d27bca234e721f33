/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of several project years side by side, newest first: per action what the published figures
 * show, the sums, and why a year differs from the one before. */
#ifndef KPI_KPI_YEARS_H
#define KPI_KPI_YEARS_H

#include "kpi/kpi_figures.h"

enum { KPI_YEARS_MOST = 16 };

/* Why an application differs from that of the year before. Each application has one reason, so
 * that their amounts add up to the difference of the budgets. */
enum kpi_change {
    KPI_CHANGE_STOPPED, /* gestopt */
    KPI_CHANGE_DROPPED, /* niet-meer-gevraagd: it stood in the year before only */
    KPI_CHANGE_LOWER,   /* verlaagd: the target is lower */
    KPI_CHANGE_HIGHER,  /* verhoogd */
    KPI_CHANGE_NEW,     /* nieuw */
    KPI_CHANGE_AMOUNT,  /* ander-bedrag: the same target, another amount */
    KPI_CHANGE_NOTHING, /* gelijk */
    KPI_CHANGES
};

/* What the newer year says of the older one (kpi_vorig_jaar) and the older one does not confirm. */
enum kpi_claim {
    KPI_CLAIM_FINE,
    KPI_CLAIM_DIFFERS, /* another target */
    KPI_CLAIM_ABSENT   /* no such application, or one that was stopped */
};

struct kpi_difference {
    uint32_t year;         /* the newer of the two */
    uint32_t line, before; /* lines of both runs; RUN_NO_ROW: none */
    enum kpi_change change;
    enum kpi_claim claim;
    struct money amount; /* granted now less granted before */
};

struct kpi_year_figures { /* of one action, or of all */
    struct kpi_figures figures;
    bool has_before; /* there is a year before */
    uint32_t counts[KPI_CHANGES];
    struct money amounts[KPI_CHANGES];
    struct money change;   /* budget less that of the year before */
    uint32_t claims;       /* applications whose kpi_vorig_jaar is not confirmed */
    uint32_t joined, left; /* represented governments */
};

struct kpi_action_years {
    const char *number; /* "": all actions */
    const char *name;
    const char *unit;                     /* "" when there are several */
    const struct kpi_year_figures *years; /* by year; no applications: not in that year */
    struct money budget;                  /* sums over the years */
    int64_t promised;
    int64_t achieved;
    uint32_t applications;
    uint32_t reported; /* applications behind achieved */
};

struct kpi_year {
    const struct kpi_facts *facts;
    const uint32_t *order; /* lines by action, applicant, target group */
    struct money awarded;  /* to actions and incentives */
};

struct kpi_years {
    struct kpi_year years[KPI_YEARS_MOST]; /* newest first */
    uint32_t year_count;
    const struct kpi_action_years *actions; /* by number */
    uint32_t action_count;
    struct kpi_action_years total;
    struct money awarded;                     /* over the years */
    const struct kpi_difference *differences; /* newest year first; without KPI_CHANGE_NOTHING
                                                 unless a claim is not confirmed */
    uint32_t difference_count;
};

/* STATUS_EXISTS: two runs of one project period; STATUS_RANGE: a run without a known project
 * period, or too many; STATUS_OVERFLOW; STATUS_BROKEN: the reasons do not add up; STATUS_MEMORY. */
MUST_CHECK enum status kpi_years_make(const struct kpi_facts *const *facts, uint32_t count,
                                      struct arena *arena, struct kpi_years *out);

const char *kpi_change_name(enum kpi_change change);
const char *kpi_claim_name(enum kpi_claim claim); /* "" when it is confirmed */

#endif
