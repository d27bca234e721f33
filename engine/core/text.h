/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as it stands in files: pieces of UTF-8, Belgian numbers, identifiers.
 *
 * No locale takes part: a digit is '0' to '9', in every locale. */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/money.h"
#include "core/status.h"

struct arena;

struct text { /* a borrowed piece; not NUL-terminated */
    const char *at;
    size_t length;
};

enum {
    MONEY_TEXT_BYTES = 40, /* longest formatted amount and its NUL */
    COUNT_TEXT_BYTES = 32
};

bool text_is(struct text text, const char *word);
bool text_has_outer_space(struct text text); /* blank, tab or NBSP at either end */

/* Length in bytes of the character at the start; 0 when it is not well-formed UTF-8. */
size_t text_character(const char *at, size_t length);

/* The code point of a character (of text_character). */
uint32_t text_code_point(const char *at, size_t size);

/* Whether a character (of text_character) could change what a reader or a terminal makes of the
 * text around it: C0 and C1 controls, DEL, line separators, marks that turn the direction, and
 * what has no width. */
bool text_is_control(const char *at, size_t size);
/* Moreover characters that cannot be seen or told from a blank: for keys. */
bool text_is_invisible(const char *at, size_t size);

/* Offset of the first byte that does not belong to well-formed UTF-8 (RFC 3629: no overlong
 * forms, no surrogates, at most U+10FFFF); length when all of it is. */
size_t text_utf8_error(const char *at, size_t length);

/* Reads a count: digits, with or without points between groups of three ("1234", "1.234").
 * STATUS_SYNTAX for anything else, a sign and a fraction among them; STATUS_RANGE above
 * LIMIT_COUNT. */
MUST_CHECK enum status text_parse_count(struct text text, int64_t *out);

/* Reads a Belgian amount: an optional '-', digits with or without right grouping by points, and
 * optionally a comma and one or two decimals: "1.234,56", "1234,5", "1234".
 * STATUS_SYNTAX: another form ("1.23,4", "1,234.56", "12,345"); STATUS_RANGE: above
 * LIMIT_MONEY_CENTS. */
MUST_CHECK enum status text_parse_money(struct text text, struct money *out);

/* Reads an amount as text_format_money_plain writes it, "-30000.00": an optional '-', digits
 * without a leading zero, a point, two decimals. A sum may be above LIMIT_MONEY_CENTS.
 * STATUS_SYNTAX: another form; STATUS_RANGE: it does not fit in 64 bits. */
MUST_CHECK enum status text_parse_money_plain(struct text text, struct money *out);

/* Reads a percentage such as "80 %", "12,5 %" (up to four decimals) into parts per million. */
MUST_CHECK enum status text_parse_rate(struct text text, struct rate *out);

/* "30.000,00": the form of CSV and reports. Returns the length. */
size_t text_format_money(struct money money, char out[MONEY_TEXT_BYTES]);
/* "30000.00": the form of JSON. Returns the length. */
size_t text_format_money_plain(struct money money, char out[MONEY_TEXT_BYTES]);
/* "1.234": for people. */
size_t text_format_count(int64_t count, char out[COUNT_TEXT_BYTES]);
/* "1234": for files. */
size_t text_format_count_plain(int64_t count, char out[COUNT_TEXT_BYTES]);
/* "80 %", "12,5 %": no needless zeros. */
size_t text_format_rate(struct rate rate, char out[COUNT_TEXT_BYTES]);

/* Belgian enterprise number: ten digits, the first 0 or 1, and 97 minus the first eight modulo
 * 97 equals the last two. */
bool text_is_kbo(struct text text);
/* Code of a municipality as Statbel writes it: five digits. */
bool text_is_nis(struct text text);

#endif
