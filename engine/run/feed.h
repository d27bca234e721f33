/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a run, one at a time: of one that was just settled, or of one that was read back.
 * Every file is written from a feed, so that it is a function of rows and not of where they come
 * from. */
#ifndef RUN_FEED_H
#define RUN_FEED_H

#include "run/columns.h"
#include "run/of_settlement.h"

struct run_feed {
    const struct run *run;   /* rules and totals */
    struct run_maker *maker; /* NULL: the rows stand in run */
    bool own_sentences;
    char sentence[REASON_BYTES];
    union {
        struct run_line line;
        struct run_incentive incentive;
        struct run_beneficiary beneficiary;
    } row; /* that was made last */
};

/* The rows of a run that was read back. own_sentences: the reasons as we say them, which a run of
 * another version may have said in other words; otherwise as its tables say them. */
struct run_feed run_feed_of(const struct run *run, bool own_sentences);
/* The rows of a settlement. */
struct run_feed run_feed_made(struct run_maker *maker);

/* Of RUN_line, RUN_incentive or RUN_beneficiary; right until the next call. NULL: no memory. */
const void *run_feed_row(struct run_feed *feed, enum run_table table, uint32_t index);
uint32_t run_feed_count(const struct run_feed *feed, enum run_table table);

#endif
