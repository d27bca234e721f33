/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record and its postings: accepted, rejected with a reason, or skipped. */
#ifndef INGEST_BBC_POSTING_H
#define INGEST_BBC_POSTING_H

#include "ingest/bbc/refusal.h"
#include "ingest/bbc/text.h"

/* Sets rows->status when memory runs out or there are too many classes. */
void bbc_record_take(struct bbc_rows *rows, const struct bbc_record *record);

struct bbc_posting {
    const struct bbc_record *record;
    const struct bbc_value_column *value;
    struct bbc_class *class;
    bool readable;
    int64_t cents;
};

COLD void bbc_posting_refuse(struct bbc_rows *rows, const struct bbc_posting *posting,
                             enum finding finding, int32_t column);
void bbc_posting_skip(struct bbc_rows *rows, const struct bbc_posting *posting,
                      enum bbc_skip reason);
/* Takes a posting whose class counts; it may be rejected or skipped all the same (bbc_accept.c). */
SELDOM void bbc_posting_accept(struct bbc_rows *rows, const struct bbc_posting *posting);

/* What is wrong with an amount that is neither read nor empty. */
enum finding bbc_amount_finding(enum bbc_amount outcome);

#endif
