/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record and its postings: accepted, rejected with a reason, or skipped. */
#ifndef INGEST_BBC_POSTING_H
#define INGEST_BBC_POSTING_H

#include "ingest/bbc_rows.h"

/* Each sets rows->status when memory runs out or there are too many classes. */
void bbc_record_take(struct bbc_rows *rows, const struct bbc_record *record);
void bbc_malformed_take(struct bbc_rows *rows, const struct bbc_record *record,
                        enum split_kind kind);
/* count whole records that the profile does not want. */
void bbc_row_skip(struct bbc_rows *rows, enum bbc_skip reason, uint64_t count);

/* 1-based physical line of a place in the chunk (bbc_rows.c). */
uint64_t bbc_line_at(struct bbc_rows *rows, size_t place);

#endif
