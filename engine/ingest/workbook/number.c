/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored numbers are decimal text; they stay decimal: no double takes part. */
#include <string.h>

#include "ingest/workbook/part.h"

enum { DIGITS_MOST = 18, EXPONENT_MOST = 400 };

/* digits × 10^exponent */
struct decimal {
    bool negative;
    uint64_t digits;
    int exponent;
};

static bool digit(struct text text, size_t at)
{
    return at < text.length && text.at[at] >= '0' && text.at[at] <= '9';
}

/* Digits from *at on into out; those beyond what fits only count, as a double has 17. */
static size_t read_digits(struct text text, size_t *at, struct decimal *out, bool fraction)
{
    size_t count = 0;

    for (; digit(text, *at); (*at)++, count++) {
        if (out->digits < UINT64_C(100000000000000000)) {
            out->digits = out->digits * 10 + (uint64_t)(text.at[*at] - '0');
            out->exponent -= fraction;
        } else {
            out->exponent += !fraction;
        }
    }
    return count;
}

static bool read_exponent(struct text text, size_t *at, struct decimal *out)
{
    int value = 0;
    bool negative = false;

    (*at)++; /* E */
    if (*at < text.length && (text.at[*at] == '-' || text.at[*at] == '+'))
        negative = text.at[(*at)++] == '-';
    if (!digit(text, *at))
        return false;
    for (; digit(text, *at); (*at)++)
        if (value <= EXPONENT_MOST)
            value = value * 10 + (text.at[*at] - '0');
    out->exponent += negative ? -value : value;
    return true;
}

static bool read_decimal(struct text text, struct decimal *out)
{
    size_t at = 0;

    *out = (struct decimal){0};
    if (at < text.length && (text.at[at] == '-' || text.at[at] == '+'))
        out->negative = text.at[at++] == '-';
    size_t count = read_digits(text, &at, out, false);
    if (at < text.length && text.at[at] == '.') {
        at++;
        count += read_digits(text, &at, out, true);
    }
    if (count == 0)
        return false;
    if (at < text.length && (text.at[at] == 'e' || text.at[at] == 'E') &&
        !read_exponent(text, &at, out))
        return false;
    while (out->digits > 0 && out->digits % 10 == 0) {
        out->digits /= 10;
        out->exponent++;
    }
    if (out->digits == 0)
        *out = (struct decimal){0};
    return at == text.length;
}

static uint64_t power_of_ten(int exponent)
{
    uint64_t power = 1;

    for (int i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

#define CENTS_MOST UINT64_C(1000000000000000) /* 10^13 euro */

/* value × 10^scale as a whole number, when it lies within a millionth of one. */
static bool nearly_whole(struct decimal value, int scale, uint64_t *out)
{
    int exponent = value.exponent + scale;

    if (exponent >= 0) {
        if (exponent > DIGITS_MOST - 2 || value.digits > CENTS_MOST / power_of_ten(exponent))
            return value.digits == 0 && (*out = 0, true);
        *out = value.digits * power_of_ten(exponent);
        return *out < CENTS_MOST;
    }
    if (exponent < -DIGITS_MOST) {
        *out = 0;
        return exponent < -DIGITS_MOST - 6;
    }
    uint64_t unit = power_of_ten(-exponent);
    uint64_t rest = value.digits % unit;
    uint64_t away = rest < unit - rest ? rest : unit - rest;
    *out = value.digits / unit + (rest >= unit - rest);
    return away <= unit / 1000000 && *out < CENTS_MOST;
}

/* A spreadsheet shows and keeps 15 digits; what a binary fraction has behind them is no one's. */
static struct decimal to_15_digits(struct decimal value)
{
    uint64_t unit = 1;

    for (; value.digits / unit >= UINT64_C(1000000000000000); unit *= 10)
        value.exponent++;
    value.digits = (value.digits + unit / 2) / unit;
    return value;
}

static size_t put_whole(uint64_t value, char *out)
{
    char turned[24];
    size_t length = 0;

    do
        turned[length++] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    for (size_t i = 0; i < length; i++)
        out[i] = turned[length - 1 - i];
    return length;
}

static void put_amount(bool negative, uint64_t cents, char decimal, char *out)
{
    size_t length = 0;

    if (negative && cents > 0)
        out[length++] = '-';
    length += put_whole(cents / 100, out + length);
    if (cents % 100 != 0) {
        out[length++] = decimal;
        out[length++] = (char)('0' + cents / 10 % 10);
        out[length++] = (char)('0' + cents % 10);
    }
    out[length] = '\0';
}

/* As a spreadsheet writes it: the stored digits with the other mark. */
static void put_stored(struct text stored, char decimal, char *out)
{
    size_t length = stored.length < WORKBOOK_NUMBER_BYTES ? stored.length
                                                          : WORKBOOK_NUMBER_BYTES - 1;

    memcpy(out, stored.at, length);
    out[length] = '\0';
    char *point = memchr(out, '.', length);
    if (point != NULL)
        *point = decimal;
}

enum status workbook_number(struct text stored, char decimal, char out[WORKBOOK_NUMBER_BYTES])
{
    struct decimal value;
    uint64_t cents = 0;

    put_stored(stored, decimal, out);
    if (!read_decimal(stored, &value))
        return STATUS_SYNTAX;
    if (!nearly_whole(value, 2, &cents) && !nearly_whole(to_15_digits(value), 2, &cents))
        return STATUS_RANGE;
    put_amount(value.negative, cents, decimal, out);
    return STATUS_OK;
}

/* ---- dates ---- */

enum { SECONDS_A_DAY = 86400, LEAP_THAT_WAS_NONE = 60 };

/* Excel counts 29 February 1900, which did not exist, as day 60 of the system of 1900. */
static bool day_of_serial(uint64_t serial, bool from_1904, struct date *out)
{
    struct date base;

    if (date_from_civil(from_1904 ? 1904 : 1899, from_1904 ? 1 : 12, from_1904 ? 1 : 30, &base) !=
        STATUS_OK)
        return false;
    if (!from_1904 && serial <= LEAP_THAT_WAS_NONE) {
        if (serial == LEAP_THAT_WAS_NONE || serial == 0)
            return false;
        serial++;
    }
    *out = (struct date){base.days + (int32_t)serial};
    return true;
}

static void put_two(char *out, uint64_t value)
{
    out[0] = (char)('0' + value / 10 % 10);
    out[1] = (char)('0' + value % 10);
}

bool number_is_date(struct text stored, bool from_1904, char out[NUMBER_DATE_BYTES])
{
    struct decimal value;
    struct date day;
    uint64_t seconds = 0;

    if (!read_decimal(stored, &value) || value.negative || value.exponent > 4)
        return false;
    /* whole seconds: fractions of a day are binary */
    if (value.exponent < -DIGITS_MOST)
        return false;
    unsigned __int128 scaled = (unsigned __int128)value.digits * SECONDS_A_DAY;
    uint64_t unit = power_of_ten(value.exponent < 0 ? -value.exponent : 0);
    scaled *= power_of_ten(value.exponent > 0 ? value.exponent : 0);
    scaled = (scaled + unit / 2) / unit;
    if (scaled / SECONDS_A_DAY > 2958465) /* 9999-12-31 */
        return false;
    seconds = (uint64_t)(scaled % SECONDS_A_DAY);
    if (!day_of_serial((uint64_t)(scaled / SECONDS_A_DAY), from_1904, &day))
        return false;
    date_format(day, out);
    if (seconds == 0)
        return true;
    memcpy(out + 10, " 00:00:00", 10);
    put_two(out + 11, seconds / 3600);
    put_two(out + 14, seconds / 60 % 60);
    put_two(out + 17, seconds % 60);
    return true;
}

/* ---- places ---- */

bool number_place(const char *text, struct workbook_place *out)
{
    struct workbook_place place = {0};
    size_t at = 0;

    for (; text[at] >= 'A' && text[at] <= 'Z' && at < 4; at++)
        place.column = place.column * 26 + (uint32_t)(text[at] - 'A') + 1;
    size_t letters = at;
    for (; text[at] >= '0' && text[at] <= '9' && at < letters + 8; at++)
        place.row = place.row * 10 + (uint32_t)(text[at] - '0');
    if (text[at] != '\0' || letters == 0 || at == letters || place.row == 0 ||
        place.row > LIMIT_WORKBOOK_ROWS || place.column > LIMIT_WORKBOOK_COLUMNS)
        return false;
    *out = place;
    return true;
}

bool number_count(const char *text, uint32_t *out)
{
    uint64_t value = 0;
    size_t at = 0;

    for (; text != NULL && text[at] >= '0' && text[at] <= '9' && value <= UINT32_MAX; at++)
        value = value * 10 + (uint64_t)(text[at] - '0');
    if (text == NULL || at == 0 || text[at] != '\0' || value > UINT32_MAX)
        return false;
    *out = (uint32_t)value;
    return true;
}
