/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of verworpen.csv, in order, within bounds.
 *
 * A short row that is wrong makes a long row of the file, so the file is bounded: of each reason
 * the first rows are written, up to LIMIT_REJECTED_REASON_BYTES, and of all together up to
 * LIMIT_REJECTED_BYTES. What is left out is counted, in rows, amounts and cents. */
#ifndef INGEST_BBC_REJECTS_H
#define INGEST_BBC_REJECTS_H

#include <stdatomic.h>

#include "ingest/bbc/bbc.h"

struct bbc_rejects; /* opaque; one thread at a time */

struct bbc_reject {
    enum finding finding;
    uint32_t postings; /* amounts that the row stands for */
    int64_t cents;     /* 0 when it cannot be read */
    struct text head;  /* the row up to the record, without a delimiter at its end */
    struct text raw;   /* the record as it stands */
};

/* NULL without memory. */
struct bbc_rejects *bbc_rejects_new(const struct bbc_options *options);
void bbc_rejects_free(struct bbc_rejects *rejects);

/* Writes a row, or counts it. A reason that left out one row writes none that comes later. */
MUST_CHECK enum status bbc_rejects_add(struct bbc_rejects *rejects,
                                       const struct bbc_reject *reject);
/* By finding: whether its rows are only counted from here on. Any thread may look; whoever has a
 * row that comes later need not make its head. */
const atomic_bool *bbc_rejects_full(const struct bbc_rejects *rejects);
struct bbc_left bbc_rejects_left(const struct bbc_rejects *rejects, enum finding finding);

#endif
