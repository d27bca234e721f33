/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rapport.html adds up itself: per target group of an action, and how targets were met. */
#ifndef RUN_SUMS_H
#define RUN_SUMS_H

#include "run/run.h"

struct html_group_sum { /* the lines of one target group of one action */
    int64_t lines;
    int64_t promised; /* by those that were not stopped */
    int64_t reported; /* number of final reports, */
    int64_t due;      /* what those lines promised, */
    int64_t achieved; /* and what they reached */
    struct money granted, advance, paid, withheld, open, recovery;
};

/* Attainment in per cent: below 25, 50, 75, 90, 100, 110, 125, 150, and above. */
enum { HTML_BINS = 9 };
extern const int html_bin_ends[HTML_BINS - 1];

struct html_sums {
    struct html_group_sum *groups; /* by index of run->groups */
    int64_t bins[HTML_BINS];
    int64_t unreported;      /* lines that were not stopped and have no final report */
    struct money spending;   /* of the beneficiaries that have figures, */
    struct money required;   /* and what it takes of them */
    int64_t without_figures; /* beneficiaries of whom figures are missing */
    uint32_t line_decisions, incentive_decisions, account_decisions;
};

/* STATUS_MEMORY, STATUS_OVERFLOW. */
MUST_CHECK enum status html_sums_make(const struct run *run, struct html_sums *sums);
void html_sums_free(struct html_sums *sums);

bool html_line_open(const struct run_balance *balance); /* waits for a decision */

#endif
