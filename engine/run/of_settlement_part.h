/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of of_settlement share; not for others. */
#ifndef RUN_OF_SETTLEMENT_PART_H
#define RUN_OF_SETTLEMENT_PART_H

#include "core/arena.h"
#include "core/vector.h"
#include "run/of_settlement.h"
#include "settle/assumptions.h"

struct date_text {
    char text[DATE_TEXT_BYTES];
};

struct run_maker {
    const struct settlement *s;
    enum run_part part;
    struct run run;
    struct arena *arena; /* what lives as long as the maker */
    const char **words;  /* room for the assumptions of a row */
    char reason[REASON_BYTES];
    /* The rows inside the last row, and the text of their dates. */
    VECTOR(struct run_grant) grants;
    VECTOR(struct run_report) reports;
    VECTOR(struct run_decision) decisions;
    VECTOR(struct run_member) members;
    VECTOR(struct run_payment) payments;
    VECTOR(struct run_spending) spending;
    VECTOR(struct date_text) dates;
};

/* Rules and totals. STATUS_MEMORY. */
MUST_CHECK enum status run_maker_scheme(struct run_maker *maker);

#endif
