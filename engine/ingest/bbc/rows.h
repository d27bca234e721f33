/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of an export: its records decoded, each posting put in its place.
 *
 * A worker keeps what can be added up in any order (classes, counts); what must come out in the
 * order of the file (rejects, accepted postings) it writes into a batch, which the run takes in
 * that order. */
#ifndef INGEST_BBC_ROWS_H
#define INGEST_BBC_ROWS_H

#include <stdatomic.h>

#include "ingest/bbc/bbc.h"
#include "ingest/bbc/buffer.h"
#include "ingest/bbc/class.h"
#include "ingest/bbc/hash.h"
#include "ingest/bbc/layout.h"
#include "ingest/stream/split.h"

#include "core/vector.h"

struct bbc_event {        /* a posting that was accepted, or a row of verworpen.csv */
    enum bbc_place place; /* BBC_SKIPPED: an OCMW that was left out */
    enum bbc_entity entity;
    char nis[8];
    struct bbc_class *class; /* accepted and skipped */
    int64_t cents;
    uint64_t line;
    uint64_t byte;                       /* 1-based, in the text */
    struct bbc_hash hash;                /* of the raw record and the column */
    enum finding finding;                /* rejected only, as is postings */
    uint32_t postings;                   /* amounts that the row stands for */
    uint32_t row_from, row_length;       /* in the text of the batch: a row of output; of a reject
                                            all but the record, or nothing when only counted */
    uint32_t action_from, action_length; /* accepted only */
    uint32_t raw_from, raw_length;       /* the record as it stands */
    uint32_t name_from, name_length;     /* accepted only: the government; length 0: not said */
    bool like_total;                     /* accepted only: a cell begins with a word for a total */
};

struct bbc_total_row {       /* that was rejected as a total */
    uint64_t line;           /* of its record */
    uint32_t event;          /* how many events stand before it in the batch */
    __int128 cents;          /* of all its amounts */
    __int128 above;          /* of what was read in the batch above it and is no total */
    bool readable;           /* all its amounts are */
    struct bbc_class *class; /* where a record has one amount; otherwise NULL */
};

struct bbc_batch {
    VECTOR(struct bbc_event) events;
    VECTOR(struct bbc_total_row) totals;
    __int128 plain; /* of everything that was read and is no total */
    struct bbc_buffer text;
};

struct bbc_reason_sum {
    struct bbc_sum sum;
    uint64_t unreadable;
};

/* What was worked out of the record at hand. A record of a matrix has thousands of postings: each
 * looks here first, so that the work does not grow with the square of its columns. */
struct bbc_known {
    bool raw, hash, total, filled, header; /* whether the rest is set */
    bool is_total, is_header, like_total;  /* like_total: set with total */
    uint32_t raw_from;                     /* in the text of the batch */
    uint32_t total_column;
    uint32_t filled_count, filled_first; /* fields that are not empty */
    struct bbc_hash record_hash;
};

static inline void bbc_known_forget(struct bbc_known *known)
{
    known->raw = known->hash = known->total = known->filled = known->header = false;
}

enum { BBC_NAME_BYTES = 100 };

struct bbc_rows {                    /* one a thread */
    char government[BBC_NAME_BYTES]; /* the name that was looked at last, */
    size_t government_length;
    enum bbc_entity entity; /* and what it is */
    const struct bbc_options *options;
    const struct bbc_layout *layout;
    struct bbc_classes *classes;
    struct bbc_batch *batch;
    struct split_chunk chunk;
    struct bbc_cut cut;
    char *scratch; /* for one decoded record */
    size_t scratch_capacity;
    struct bbc_buffer compared; /* what a record is compared by */
    const atomic_bool *full;    /* by finding: its rejects are only counted; NULL: none is */
    struct bbc_known known;     /* of the record at hand */
    size_t counted_block;       /* lines of the chunk are counted up to here */
    uint64_t counted_lines;
    uint64_t record_count;
    __int128 cents;       /* of all amounts that could be read: the control total */
    __int128 total_cents; /* of them, those of rows that are totals */
    __int128 handed;      /* of cents less total_cents, what stands in batches handed over */
    uint64_t unreadable;
    struct bbc_sum rejected, skipped; /* postings outside any class */
    struct bbc_reason_sum rejects[FINDING_COUNT];
    struct bbc_sum skips[BBC_SKIP_COUNT]; /* for the row; those for the class are in the class */
    enum status status;                   /* first thing that went wrong */
};

MUST_CHECK enum status bbc_rows_open(struct bbc_rows *rows, const struct bbc_options *options,
                                     const struct bbc_layout *layout);
void bbc_rows_close(struct bbc_rows *rows);

/* Called when the batch is full; it must be empty afterwards. */
typedef enum status (*bbc_flush_fn)(void *context);

/* Takes rows->chunk, of any kind but SPLIT_END. */
MUST_CHECK enum status bbc_rows_take(struct bbc_rows *rows, bbc_flush_fn flush, void *context);

#endif
