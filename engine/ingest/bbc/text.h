/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of an export: out of its quotes, into UTF-8, read as an amount, a label, a quarter. */
#ifndef INGEST_BBC_TEXT_H
#define INGEST_BBC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/text.h"
#include "rules/profile/profile.h"

/* An amount is read exactly or not at all. */
enum bbc_amount {
    BBC_AMOUNT_OK,
    BBC_AMOUNT_EMPTY,
    BBC_AMOUNT_SYNTAX,   /* no amount at all */
    BBC_AMOUNT_GROUPING, /* 1.23,4: marks that do not stand between groups of three */
    BBC_AMOUNT_LOST,     /* 990.0: a tool took the grouping mark for a decimal point */
    BBC_AMOUNT_DECIMALS, /* more than two decimals */
    BBC_AMOUNT_SCALE,    /* more than the unit has, which is not one euro */
    BBC_AMOUNT_RANGE,
    BBC_AMOUNT_SIGN /* of a column of its own, which holds another word (ingest/bbc/adjust.h) */
};

/* Reads raw as the profile says; *cents is set only on BBC_AMOUNT_OK. */
enum bbc_amount bbc_amount_read(const struct profile *profile, struct text raw, int64_t *cents);

/* Which of eight bytes, loaded with the first one lowest, are among the first count - 8: 0 up to 8
 * and then one more a step. One look instead of a branch that nobody can foresee. */
extern const uint64_t bbc_first_bytes[25];

static inline uint64_t bbc_load_eight(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* "d.ddd,dd" as digits: every byte 0 to 9, and the marks 0. */
static inline int64_t bbc_eight_value(uint64_t x)
{
    uint64_t pairs = x * 10 + (x >> 8);

    return (int64_t)((pairs >> 48 & 0xff) + (pairs >> 24 & 0xff) * 100 + (x >> 16 & 0xff) * 10000 +
                     (x & 0xff) * 100000);
}

/* The common case, and nothing else: 1.234,56 with an optional minus, up to 16 characters. Seen
 * from the right the form is fixed, so there is no loop. False: take the long way. at must be
 * readable 16 bytes before its end. */
static inline bool bbc_amount_fast(const char *at, size_t length, int64_t *cents)
{
    const uint64_t low_form = UINT64_C(0x30302c3030302e30);  /* "0.000,00", first byte lowest */
    const uint64_t high_form = UINT64_C(0x30302e3030302e30); /* "0.000.00" */
    const uint64_t over = UINT64_C(0x76767f7676767f76);      /* makes a 10, or a wrong mark, show */
    bool negative = *at == '-';
    size_t count = length - negative;
    const char *end = at + length;

    if (count < 4 || count > 16 || count % 4 == 3 || (count > 6 && at[negative] == '0'))
        return false; /* ",56", ".234,56", "0.234,56" */
    /* What differs from the form, in the rightmost count bytes only. */
    uint64_t low = (bbc_load_eight(end - 8) ^ low_form) & ~bbc_first_bytes[16 - count];
    uint64_t high = (bbc_load_eight(end - 16) ^ high_form) & ~bbc_first_bytes[24 - count];
    uint64_t wrong = (low + over) | low | (high + over) | high;
    int64_t value = bbc_eight_value(low) + bbc_eight_value(high) * 1000000;
    *cents = negative ? -value : value;
    return (wrong & UINT64_C(0x8080808080808080)) == 0;
}

/* Takes a field out of its quotes (doubled ones become one) and into UTF-8. out has room for
 * BBC_DECODED(raw.length) bytes. False: a byte that the encoding does not have. */
#define BBC_DECODED(length) ((length)*3 + 1)
bool bbc_decode(enum profile_encoding encoding, char quote, struct text raw, char *out,
                size_t *length);
/* The same for showing: what is not text becomes \xHH; out has room for BBC_SHOWN(raw.length). */
#define BBC_SHOWN(length) ((length)*4 + 1)
size_t bbc_decode_shown(enum profile_encoding encoding, struct text raw, char *out);

/* What stands behind "label:" at the start of a line of a decoded block, without outer blanks. */
bool bbc_block_find(struct text block, const char *label, struct text *out);

struct text bbc_trim(struct text text);           /* without outer blanks, NBSP and line ends */
bool bbc_same_word(struct text a, const char *b); /* ASCII letters without case */
enum { BBC_FIRST_YEAR = 2000, BBC_LAST_YEAR = 2100 };
/* Four digits, from the first year to the last. */
bool bbc_year_read(struct text text, uint32_t *year);

#endif
