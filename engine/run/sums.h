/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run adds up to, beside its own totals: per target group and per action, how targets were
 * met, and what waits for a decision. Everything that says so asks here. */
#ifndef RUN_SUMS_H
#define RUN_SUMS_H

#include "run/run.h"
#include "stats/quantile.h"

struct run_sum {        /* the lines of one target group, of one action, or of all */
    const char *action; /* number; of all: "totaal" */
    const char *group;  /* "" when the action has none; of several: "totaal" */
    int64_t lines;
    int64_t beneficiaries; /* that have such a line */
    int64_t stopped;
    int64_t promised; /* by those that were not stopped */
    int64_t reported; /* number of final reports, */
    int64_t reached;  /* of those, with A ≥ K, */
    int64_t due;      /* what those lines promised, */
    int64_t achieved; /* and what they reached */
    bool has_quartiles;
    struct quartiles quartiles; /* of A / K of each report, in per cent */
    struct money granted, advance, paid, withheld, open, recovery;
};

/* Attainment in per cent: below 25, 50, 75, 90, 100, 110, 125, 150, and above. */
enum { RUN_BINS = 9 };
extern const int run_bin_ends[RUN_BINS - 1];

/* How many rows wait for a decision. */
struct run_waiting {
    uint32_t lines, incentives, accounts;
};

struct run_sums {
    struct run_sum *groups;  /* by index of run->groups; owned */
    struct run_sum *actions; /* by index of run->actions */
    struct run_sum *all;     /* one; units differ, so its reach means nothing */
    int64_t bins[RUN_BINS];
    int64_t unreported;      /* lines that were not stopped and have no final report */
    struct money spending;   /* of the beneficiaries that have figures, */
    struct money required;   /* and what it takes of them */
    int64_t without_figures; /* beneficiaries of whom figures are missing */
    struct run_waiting waiting;
};

/* STATUS_MEMORY, STATUS_OVERFLOW. */
MUST_CHECK enum status run_sums_make(const struct run *run, struct run_sums *sums);
void run_sums_free(struct run_sums *sums);

/* Whether the applicant stopped; whether a final report of one that did not stop counts. */
bool run_line_stopped(const struct run_line *line);
bool run_line_reported(const struct run_line *line);

/* Whether it waits for a decision: a line or an incentive; the financial control of a
 * beneficiary. */
bool run_balance_waits(const struct run_balance *balance);
bool run_accounts_wait(const struct run_beneficiary *beneficiary);
/* The rows of one beneficiary that do. */
struct run_waiting run_waiting(const struct run *run, const struct run_beneficiary *beneficiary);
uint32_t run_waiting_count(const struct run_waiting *waiting);

#endif
