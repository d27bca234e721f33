/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which accepted postings repeat an earlier one, in bounded memory.
 *
 * While the postings fit in memory each one is told at once. Beyond that they go to sorted runs,
 * and the repeats are known only at the end: bbc_repeat_settle then asks for a second reading, in
 * which each posting is told from a list. What is told is the same either way. */
#ifndef INGEST_BBC_REPEAT_H
#define INGEST_BBC_REPEAT_H

#include "ingest/bbc/bbc.h"
#include "ingest/bbc/hash.h"

struct bbc_repeat; /* opaque; one thread at a time */

/* NULL without memory. */
struct bbc_repeat *bbc_repeat_new(const struct bbc_options *options, size_t memory);
void bbc_repeat_free(struct bbc_repeat *repeat);

struct bbc_posting_id {
    struct bbc_hash hash; /* of the record and the column */
    uint64_t place;       /* file and line */
    int64_t cents;
};

/* Takes the next posting. *repeats: it equals an earlier one, that stands at *first. */
MUST_CHECK enum status bbc_repeat_take(struct bbc_repeat *repeat, const struct bbc_posting_id *id,
                                       bool *repeats, uint64_t *first);

/* After the last posting. *again: all are to be taken a second time. STATUS_INVALID: in the second
 * reading they were not the same. */
MUST_CHECK enum status bbc_repeat_settle(struct bbc_repeat *repeat, bool *again);

/* After settling: repeats that count all the same, because the profile says so. */
struct bbc_sum bbc_repeat_kept(const struct bbc_repeat *repeat);

#endif
