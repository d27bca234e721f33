/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A settlement as a run: its rules and totals as a whole, its rows one at a time, so that a million
 * of them take no more memory. Every file of a run is written from these, as from one read back. */
#ifndef RUN_OF_SETTLEMENT_H
#define RUN_OF_SETTLEMENT_H

#include "run/run.h"
#include "settle/settlement.h"

struct run_maker; /* opaque; one thread at a time */

/* What is asked of a maker: each form needs a part, and the rest takes time. */
enum run_part {
    RUN_INSIDE,   /* the assumptions that amounts rest on, and the rows inside a row: for JSON */
    RUN_SENTENCES /* the reasons as sentences: for CSV */
};

/* The settlement must outlive it. engine_version: "0.1.0". STATUS_MEMORY. */
MUST_CHECK enum status run_maker_new(const struct settlement *settlement,
                                     const char *engine_version, enum run_part part,
                                     struct run_maker **out);
void run_maker_free(struct run_maker *maker);

/* The rules and totals; of the three tables only the number of rows, and of the rows inside a row
 * those of the row that was made last. */
const struct run *run_maker_run(const struct run_maker *maker);

/* A row of a table. What it points to is right until the next row is made. STATUS_MEMORY. */
MUST_CHECK enum status run_maker_line(struct run_maker *maker, uint32_t index,
                                      struct run_line *out);
MUST_CHECK enum status run_maker_incentive(struct run_maker *maker, uint32_t index,
                                           struct run_incentive *out);
MUST_CHECK enum status run_maker_beneficiary(struct run_maker *maker, uint32_t index,
                                             struct run_beneficiary *out);

#endif
