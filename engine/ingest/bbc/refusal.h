/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and postings that are rejected, and rows that are no rows at all. */
#ifndef INGEST_BBC_REFUSAL_H
#define INGEST_BBC_REFUSAL_H

#include "ingest/bbc/rows.h"

enum { BBC_NO_COLUMN = -1, BBC_SHOWN_BYTES = 60 };

/* Out of the way of the many rows that are only skipped. */
#define SELDOM __attribute__((noinline))
#define COLD __attribute__((noinline, cold))

struct bbc_refusal {
    enum finding finding;
    int32_t column;                      /* BBC_NO_COLUMN: the whole row */
    char shown[BBC_SHOWN_BYTES * 4 + 8]; /* part {1} */
    const char *part[2];                 /* {2} and {3} */
    char numbers[2][COUNT_TEXT_BYTES];
    bool readable; /* the amount is known */
    int64_t cents;
    uint32_t postings;
};

static inline void bbc_sum_add(struct bbc_sum *sum, int64_t cents)
{
    sum->count++;
    sum->cents += cents;
}

/* Decodes a field for reading. False: it is not text in this encoding, or memory ran out. */
bool bbc_decode_field(struct bbc_rows *rows, struct text raw, struct text *out);
/* The start of a field, fit for a sentence. */
void bbc_show(const struct bbc_rows *rows, struct text raw, char *out);
/* NULL without memory, which rows->status tells. place: in the chunk. */
struct bbc_event *bbc_event_add(struct bbc_rows *rows, const struct bbc_record *record,
                                uint32_t place);

/* Keeps the record in the batch, once for all its postings. Not while a row of output is made. */
void bbc_raw_keep(struct bbc_rows *rows, const struct bbc_record *record, struct bbc_event *event);

/* Puts the true reason in the place of what was noticed first. False: there is nothing at all in
 * the row, and it is skipped. */
bool bbc_refine(struct bbc_rows *rows, const struct bbc_record *record,
                struct bbc_refusal *refusal);
/* Rejects the postings that a refusal is about. class NULL: the record has no classes. */
COLD void bbc_refuse(struct bbc_rows *rows, const struct bbc_record *record,
                     struct bbc_class *class, const struct bbc_refusal *refusal);

/* Whether a field of the record says that it is a total. */
bool bbc_find_total(struct bbc_rows *rows, const struct bbc_record *record, uint32_t *column);
/* Takes a record with another number of fields than the header. */
COLD void bbc_ragged_take(struct bbc_rows *rows, const struct bbc_record *record);
/* False: there is no NUL byte in this record. */
COLD bool bbc_nul_take(struct bbc_rows *rows, const struct bbc_record *record);
void bbc_malformed_take(struct bbc_rows *rows, const struct bbc_record *record,
                        enum split_kind kind);
/* count whole records that the profile does not want. */
void bbc_row_skip(struct bbc_rows *rows, enum bbc_skip reason, uint64_t count);

/* 1-based physical line of a place in the chunk (bbc_rows.c). */
uint64_t bbc_line_at(struct bbc_rows *rows, size_t place);

#endif
