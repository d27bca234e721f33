/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts that are more than one plain field: quotes and other marks, debit and credit, a column
 * with the sign, spending written as a negative number. */
#ifndef INGEST_BBC_ADJUST_H
#define INGEST_BBC_ADJUST_H

#include "ingest/bbc/refusal.h"
#include "ingest/bbc/text.h"

/* The long way to the amount in a field. *cents is set only on BBC_AMOUNT_OK. */
COLD enum bbc_amount bbc_amount_slow(struct bbc_rows *rows, struct text raw, int64_t *cents);

/* Takes the credit off an amount (both as read; an empty one of the two is nothing). */
enum bbc_amount bbc_amount_less(enum bbc_amount outcome, int64_t *cents, enum bbc_amount credit,
                                int64_t off);
/* Reverses *cents where the profile says that this word is a minus. */
enum bbc_amount bbc_amount_sign(const struct profile *profile, struct text word, int64_t *cents);

/* layout->adjusted: makes the amount of a record of what its own column gave (outcome, *cents).
 * *column becomes the one that is wrong. */
SELDOM enum bbc_amount bbc_amount_adjust(struct bbc_rows *rows, const struct bbc_record *record,
                                         enum bbc_amount outcome, int64_t *cents, int32_t *column);

struct bbc_row_sum {
    __int128 cents; /* of the amounts that can be read */
    bool readable;  /* none of them cannot */
};

/* Adds up the first count amounts of a record. */
COLD struct bbc_row_sum bbc_row_sum(struct bbc_rows *rows, const struct bbc_record *record,
                                    uint32_t count);

#endif
