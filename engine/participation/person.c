/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/person.h"

#include <string.h>

#include "core/date.h"

enum { PERSON_DIGITS = 11, DAY_DIGITS = 8, SHORT_DAY_DIGITS = 6, KEY_DIGITS = 64, SPELT_LEAST = 8 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static int64_t number_of(const char *at, size_t digits)
{
    int64_t number = 0;

    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (at[i] - '0');
    return number;
}

/* ---- characters ---- */

enum sort { SORT_DIGIT, SORT_MARK, SORT_OTHER };

/* The code point at the start, and its size; a byte that is no UTF-8 is one of its own. */
static uint32_t code_point(const char *at, size_t length, size_t *size)
{
    unsigned char first = (unsigned char)*at;

    *size = text_character(at, length);
    if (*size <= 1) {
        *size = 1;
        return first;
    }
    uint32_t code = first & (0x7fU >> *size);
    for (size_t i = 1; i < *size; i++)
        code = code << 6 | ((unsigned char)at[i] & 0x3fU);
    return code;
}

/* Digits of any script that a keyboard here gives; marks and blanks that people put between. */
static enum sort sort_of(uint32_t code, char *digit)
{
    static const uint32_t zeros[] = {'0',    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,
                                     0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6};

    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (code >= zeros[i] && code < zeros[i] + 10) {
            *digit = (char)('0' + (code - zeros[i]));
            return SORT_DIGIT;
        }
    if (code < 0x80)
        return code != 0 && strchr(".-/\\_ ,'|+*\t", (int)code) != NULL ? SORT_MARK : SORT_OTHER;
    return code == 0xa0 || code == 0xad || code == 0xb7 || code == 0x1680 || code == 0x180e ||
                   (code >= 0x2000 && code <= 0x206f) || code == 0x2212 || code == 0x3000 ||
                   code == 0xfeff || code == 0xff0d || code == 0xff0e || code == 0xff0f
               ? SORT_MARK
               : SORT_OTHER;
}

/* ---- numbers ---- */

static bool has_check(const char *at)
{
    int64_t nine = number_of(at, 9);
    int64_t check = number_of(at + 9, 2);

    return 97 - nine % 97 == check || 97 - (INT64_C(2000000000) + nine) % 97 == check;
}

/* Year, month and day can be those of such a number. Without a year and a month it is a serial
 * number that begins with zeros. */
static bool has_birth(const char *at)
{
    int64_t month = number_of(at + 2, 2);

    return month < 60 && month % 20 <= 12 && number_of(at + 4, 2) <= 31 && number_of(at, 4) > 0;
}

static bool is_number(const char *at)
{
    return has_birth(at) && has_check(at);
}

static bool is_number_backwards(const char *at)
{
    char turned[PERSON_DIGITS];

    for (size_t i = 0; i < PERSON_DIGITS; i++)
        turned[i] = at[PERSON_DIGITS - 1 - i];
    return is_number(turned);
}

/* Whether eleven digits in a row are a number, marks between them left out; what else stands
 * between ends the row. *all becomes the digits of the text, other reports whether there was
 * something else than digits and marks. */
static bool number_in_rows(struct text text, size_t *all, bool *other)
{
    char row[PERSON_DIGITS];
    size_t have = 0, size;
    bool found = false;

    *all = 0;
    *other = false;
    for (size_t i = 0; i < text.length; i += size) {
        char digit = '0';
        enum sort sort = sort_of(code_point(text.at + i, text.length - i, &size), &digit);
        if (sort == SORT_OTHER) {
            have = 0;
            *other = true;
        }
        if (sort != SORT_DIGIT)
            continue;
        if (have == PERSON_DIGITS)
            memmove(row, row + 1, --have);
        row[have++] = digit;
        (*all)++;
        found |= have == PERSON_DIGITS && is_number(row);
    }
    return found;
}

/* The digits of a key, whatever stands between; those above KEY_DIGITS are left out. */
static size_t digits_of(struct text key, char out[KEY_DIGITS])
{
    size_t count = 0, size;
    char digit;

    for (size_t i = 0; i < key.length && count < KEY_DIGITS; i += size)
        if (sort_of(code_point(key.at + i, key.length - i, &size), &digit) == SORT_DIGIT)
            out[count++] = digit;
    return count;
}

/* Whether nothing but one digit, again and again, stands around the piece. */
static bool is_padded(const char *digits, size_t count, size_t at, size_t length)
{
    const char *pad = at > 0 ? digits : digits + length;

    for (size_t i = 0; i < count; i++)
        if ((i < at || i >= at + length) && digits[i] != *pad)
            return false;
    return true;
}

static bool number_apart(struct text key, bool random)
{
    char digits[KEY_DIGITS];
    size_t count = digits_of(key, digits);

    if (count == PERSON_DIGITS && ((!random && has_check(digits)) || is_number_backwards(digits)))
        return true;
    for (size_t i = 0; i + PERSON_DIGITS <= count; i++)
        if (is_number(digits + i) && (!random || is_padded(digits, count, i, PERSON_DIGITS)))
            return true;
    return false;
}

/* ---- hexadecimal ---- */

/* The characters that a key is the hexadecimal of, dashes left out: letters, digits, marks; 0: of
 * something else. */
static size_t spelt_in_hex(struct text key, char out[KEY_DIGITS])
{
    size_t halves = 0;
    char digit;

    for (size_t i = 0; i < key.length && halves < 2 * (size_t)KEY_DIGITS; i++) {
        int value = hex_value(key.at[i]);
        if (key.at[i] == '-')
            continue;
        if (value < 0)
            return 0;
        out[halves / 2] = (char)(halves % 2 == 0 ? value : out[halves / 2] << 4 | value);
        halves++;
    }
    if (halves % 2 != 0 || halves / 2 < SPELT_LEAST)
        return 0;
    for (size_t i = 0; i < halves / 2; i++)
        if (!is_letter(out[i]) && out[i] != '@' &&
            sort_of((unsigned char)out[i], &digit) == SORT_OTHER)
            return 0;
    return halves / 2;
}

bool person_words_in_hex(struct text key)
{
    char spelt[KEY_DIGITS];

    return spelt_in_hex(key, spelt) > 0;
}

/* Whether the key is hexadecimal of the value of a number with a day of birth: nine or ten digits
 * behind zeros and 0x. */
static bool is_value_in_hex(struct text key)
{
    char digits[PERSON_DIGITS];
    int64_t value = 0;
    bool letter = key.length > 2 && key.at[0] == '0' && (key.at[1] == 'x' || key.at[1] == 'X');
    size_t i = letter ? 2 : 0;

    while (i < key.length && key.at[i] == '0')
        i++;
    if (key.length < i + 9 || key.length > i + 10)
        return false;
    for (; i < key.length; i++) {
        if (hex_value(key.at[i]) < 0)
            return false;
        letter |= !is_digit(key.at[i]);
        value = value * 16 + hex_value(key.at[i]);
    }
    for (i = PERSON_DIGITS; i-- > 0; value /= 10)
        digits[i] = (char)('0' + value % 10);
    return letter && value == 0 && number_of(digits + 2, 2) % 20 > 0 &&
           number_of(digits + 4, 2) > 0 && is_number(digits);
}

bool person_number_in_text(struct text text)
{
    size_t all;
    bool other;
    char digits[KEY_DIGITS];
    bool found = number_in_rows(text, &all, &other);

    if (!other && all == PERSON_DIGITS) {
        digits_of(text, digits);
        return has_check(digits); /* and nothing else stands there: whatever the day */
    }
    return found;
}

bool person_number_in_key(struct text key, bool random)
{
    char spelt[KEY_DIGITS];
    size_t length = spelt_in_hex(key, spelt);

    return person_number_in_text(key) || number_apart(key, random) || is_value_in_hex(key) ||
           (length > 0 && (person_number_in_text((struct text){spelt, length}) ||
                           number_apart((struct text){spelt, length}, false)));
}

/* ---- days ---- */

static bool is_day(int64_t year, int64_t month, int64_t day)
{
    struct date date;

    return year >= 1900 && year <= 2099 &&
           date_from_civil((int)year, (int)month, (int)day, &date) == STATUS_OK;
}

/* Eight digits: the year first or last; the day before the month, as is done here. */
static bool is_long_day(const char *at)
{
    return is_day(number_of(at, 4), number_of(at + 4, 2), number_of(at + 6, 2)) ||
           is_day(number_of(at + 4, 4), number_of(at + 2, 2), number_of(at, 2));
}

static bool is_short_day(const char *at)
{
    int64_t first = 2000 + number_of(at, 2), middle = number_of(at + 2, 2);
    int64_t last = number_of(at + 4, 2); /* 2000 was a leap year: no 29 February is lost */

    return is_day(first, middle, last) || is_day(2000 + last, middle, first - 2000);
}

/* Two or three letters in front of six digits, or behind: initials and a day. */
static bool is_initials_and_day(struct text key)
{
    size_t letters = 0, behind = 0;

    while (letters < key.length && is_letter(key.at[letters]))
        letters++;
    while (behind < key.length && is_letter(key.at[key.length - 1 - behind]))
        behind++;
    if (letters + behind < 2 || key.length != letters + behind + SHORT_DAY_DIGITS)
        return false;
    for (size_t i = 0; i < SHORT_DAY_DIGITS; i++)
        if (!is_digit(key.at[letters + i]))
            return false;
    return is_short_day(key.at + letters);
}

static bool is_month(const char *at)
{
    static const char months[] =
        "jan feb mrt mar maa apr avr mei may mai jun jul aug aou sep okt oct nov dec ";
    char lower[4] = {(char)(at[0] | 0x20), (char)(at[1] | 0x20), (char)(at[2] | 0x20), ' '};

    for (const char *m = months; *m != '\0'; m += 4)
        if (memcmp(m, lower, sizeof lower) == 0)
            return true;
    return false;
}

/* 30jul1985, 1985jul30, 30jul85: digits around a month. */
static bool is_day_with_month(struct text key)
{
    size_t before = 0;

    while (before < key.length && is_digit(key.at[before]))
        before++;
    if (before + 3 >= key.length || !is_month(key.at + before))
        return false;
    size_t after = key.length - before - 3;
    for (size_t i = before + 3; i < key.length; i++)
        if (!is_digit(key.at[i]))
            return false;
    return (before >= 1 && before <= 2 && (after == 2 || after == 4)) ||
           (after <= 2 && (before == 2 || before == 4));
}

bool person_day_in_key(struct text key, bool random)
{
    char digits[KEY_DIGITS];
    size_t count = digits_of(key, digits);

    if (is_initials_and_day(key) || is_day_with_month(key))
        return true;
    if (count == DAY_DIGITS && !random)
        return is_long_day(digits);
    for (size_t i = 0; i + DAY_DIGITS <= count; i++)
        if (is_long_day(digits + i) && (!random || is_padded(digits, count, i, DAY_DIGITS)))
            return true;
    return false;
}
