/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/participation.h"

#include <string.h>

enum { KEY_LEAST = 4, KEY_MOST = 64, HEX_LEAST = 8, LETTERS_MOST = 3, PERSON_DIGITS = 11 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* 8-4-4-4-12 hexadecimal digits */
static bool is_uuid(struct text key)
{
    if (key.length != 36)
        return false;
    for (size_t i = 0; i < key.length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? key.at[i] != '-' : !is_hex(key.at[i]))
            return false;
    }
    return true;
}

static bool is_hexadecimal(struct text key)
{
    for (size_t i = 0; i < key.length; i++)
        if (!is_hex(key.at[i]))
            return false;
    return key.length >= HEX_LEAST;
}

/* Letters and digits, never so many letters together that they could be a name. */
static bool is_plain(struct text key)
{
    size_t letters = 0;

    for (size_t i = 0; i < key.length; i++) {
        letters = is_letter(key.at[i]) ? letters + 1 : 0;
        if (letters > LETTERS_MOST || (letters == 0 && !is_digit(key.at[i])))
            return false;
    }
    return key.length >= KEY_LEAST;
}

static size_t count_digits(struct text text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.length; i++)
        digits += is_digit(text.at[i]);
    return digits;
}

static int64_t number_of(const char *at, size_t digits)
{
    int64_t number = 0;

    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (at[i] - '0');
    return number;
}

/* 97 minus the first nine modulo 97 equals the last two; a 2 stands before the nine of who was
 * born from 2000. The months of BIS numbers differ, their check does not. */
static bool has_person_check(const char *at)
{
    int64_t nine = number_of(at, 9);
    int64_t check = number_of(at + 9, 2);

    return 97 - nine % 97 == check || 97 - (INT64_C(2000000000) + nine) % 97 == check;
}

/* Whether a run of exactly eleven digits is a number of the national register. */
static bool holds_person_number(struct text key)
{
    for (size_t i = 0; i < key.length;) {
        size_t run = 0;
        while (i + run < key.length && is_digit(key.at[i + run]))
            run++;
        if (run == PERSON_DIGITS && has_person_check(key.at + i))
            return true;
        i += run + 1;
    }
    return false;
}

/* The same number written with points, dashes, slashes or blanks. */
static bool is_written_person_number(struct text key)
{
    char digits[PERSON_DIGITS];
    size_t count = 0;

    if (count_digits(key) != PERSON_DIGITS)
        return false;
    for (size_t i = 0; i < key.length; i++) {
        if (is_digit(key.at[i]))
            digits[count++] = key.at[i];
        else if (strchr(".-/ ", key.at[i]) == NULL)
            return false;
    }
    return has_person_check(digits);
}

static bool is_day(int64_t year, int64_t month, int64_t day)
{
    struct date date;

    return year >= 1900 && year <= 2099 &&
           date_from_civil((int)year, (int)month, (int)day, &date) == STATUS_OK;
}

/* Eight digits that are a day, the year first or last. */
static bool is_date(struct text key)
{
    if (key.length != 8 || count_digits(key) != 8)
        return false;
    return is_day(number_of(key.at, 4), number_of(key.at + 4, 2), number_of(key.at + 6, 2)) ||
           is_day(number_of(key.at + 4, 4), number_of(key.at + 2, 2), number_of(key.at, 2));
}

enum key_verdict participation_key(struct text key)
{
    bool random = is_uuid(key) || (is_hexadecimal(key) && key.length >= 16);

    if (is_written_person_number(key) || (!random && holds_person_number(key)))
        return KEY_PERSON_NUMBER;
    if (is_date(key))
        return KEY_DATE;
    if (key.length > KEY_MOST || count_digits(key) == 0)
        return KEY_FORM;
    return is_uuid(key) || is_hexadecimal(key) || is_plain(key) ? KEY_FINE : KEY_FORM;
}
