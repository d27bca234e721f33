/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of an export: out of its quotes, into UTF-8, read as an amount, a label, a quarter. */
#ifndef INGEST_BBC_TEXT_H
#define INGEST_BBC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "rules/profile.h"

/* An amount is read exactly or not at all. */
enum bbc_amount {
    BBC_AMOUNT_OK,
    BBC_AMOUNT_EMPTY,
    BBC_AMOUNT_SYNTAX,   /* no amount at all */
    BBC_AMOUNT_GROUPING, /* 1.23,4: marks that do not stand between groups of three */
    BBC_AMOUNT_LOST,     /* 990.0: a tool took the grouping mark for a decimal point */
    BBC_AMOUNT_DECIMALS, /* more than two decimals */
    BBC_AMOUNT_RANGE
};

/* Reads raw as the profile says; *cents is set only on BBC_AMOUNT_OK. */
enum bbc_amount bbc_amount_read(const struct profile *profile, struct text raw, int64_t *cents);

/* The common case, and nothing else: 1.234,56 with an optional minus. False: take the long way. */
static inline bool bbc_amount_fast(const char *at, size_t length, int64_t *cents)
{
    bool negative = *at == '-';
    const char *end = at + length - 3;
    const char *p = at + negative;
    size_t whole = length - 3 - negative; /* of "1.234": 5 */
    unsigned wrong = 0;

    if (length < 4 || length > 20 || *end != ',' || whole % 4 == 0 || whole > 17)
        return false;
    int64_t value = 0;
    for (size_t head = whole % 4; head > 0; head--, p++) {
        unsigned digit = (unsigned)(unsigned char)*p - '0';
        wrong |= digit > 9;
        value = value * 10 + (int64_t)digit;
    }
    for (; p < end; p += 4) {
        unsigned a = (unsigned)(unsigned char)p[1] - '0';
        unsigned b = (unsigned)(unsigned char)p[2] - '0';
        unsigned c = (unsigned)(unsigned char)p[3] - '0';
        wrong |= (p[0] != '.') | (a > 9) | (b > 9) | (c > 9);
        value = value * 1000 + (int64_t)(a * 100 + b * 10 + c);
    }
    unsigned tens = (unsigned)(unsigned char)end[1] - '0';
    unsigned units = (unsigned)(unsigned char)end[2] - '0';
    wrong |= (tens > 9) | (units > 9);
    value = value * 100 + (int64_t)(tens * 10 + units);
    *cents = negative ? -value : value;
    return wrong == 0;
}

/* Takes a field out of its quotes (doubled ones become one) and into UTF-8. out has room for
 * BBC_DECODED(raw.length) bytes. False: a byte that the encoding does not have. */
#define BBC_DECODED(length) ((length) * 3 + 1)
bool bbc_decode(enum profile_encoding encoding, char quote, struct text raw, char *out,
                size_t *length);
/* The same for showing: what is not text becomes \xHH; out has room for 4 * length + 1. */
size_t bbc_decode_shown(enum profile_encoding encoding, struct text raw, char *out);

/* What stands behind "label:" at the start of a line of a decoded block, without outer blanks. */
bool bbc_block_find(struct text block, const char *label, struct text *out);

struct text bbc_trim(struct text text); /* without outer blanks, NBSP and line ends */
bool bbc_same_word(struct text a, const char *b); /* ASCII letters without case */
/* Four digits from 2000 to 2100. */
bool bbc_year_read(struct text text, uint32_t *year);

#endif
