/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/value_part.h"

#include <string.h>

#include "core/date.h"

bool value_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

char value_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes of the blank that stands here: space, tab, CR, LF, NBSP, and U+2000 to U+200B, 202F, 205F,
 * 3000, FEFF. 0: none. */
size_t value_blank_at(const char *at, size_t left)
{
    const unsigned char *p = (const unsigned char *)at;

    if (left >= 1 && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
        return 1;
    if (left >= 2 && p[0] == 0xc2 && p[1] == 0xa0)
        return 2;
    if (left < 3)
        return 0;
    if (p[0] == 0xe2 && p[1] == 0x80 && ((p[2] >= 0x80 && p[2] <= 0x8b) || p[2] == 0xaf))
        return 3;
    return (p[0] == 0xe2 && p[1] == 0x81 && p[2] == 0x9f) ||
                   (p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80) ||
                   (p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf)
               ? 3
               : 0;
}

/* Bytes of the blank that ends here. */
static size_t blank_before(const char *at, size_t length)
{
    for (size_t size = 1; size <= 3 && size <= length; size++)
        if (value_blank_at(at + length - size, size) == size)
            return size;
    return 0;
}

struct text value_trim(struct text text, unsigned *changes)
{
    size_t length = text.length;

    for (size_t blank; (blank = value_blank_at(text.at, text.length)) > 0;)
        text = (struct text){text.at + blank, text.length - blank};
    for (size_t blank; (blank = blank_before(text.at, text.length)) > 0;)
        text.length -= blank;
    if (text.length != length)
        *changes |= CHANGE_SPACE;
    return text;
}

static void put(struct text text, char out[VALUE_BYTES])
{
    memcpy(out, text.at, text.length);
    out[text.length] = '\0';
}

/* ---- words, keys ---- */

static void put_word(struct text text, char out[VALUE_BYTES], unsigned *changes)
{
    size_t length = 0;

    for (size_t i = 0; i < text.length;) {
        size_t blank = value_blank_at(text.at + i, text.length - i);
        char c = blank > 0 ? '-' : value_lower(text.at[i]);
        if (blank > 0)
            *changes |= CHANGE_SPACE;
        else if (c != text.at[i])
            *changes |= CHANGE_CASE;
        i += blank > 0 ? blank : 1;
        if (!(c == '-' && length > 0 && out[length - 1] == '-' && blank > 0))
            out[length++] = c;
    }
    out[length] = '\0';
}

/* ---- numbers of organisations and municipalities ---- */

static size_t only_digits(struct text text, char *out, size_t size)
{
    size_t length = 0;

    for (size_t i = 0; i < text.length; i++) {
        size_t blank = value_blank_at(text.at + i, text.length - i);
        if (blank > 0) {
            i += blank - 1;
        } else if (value_is_digit(text.at[i]) && length + 1 < size) {
            out[length++] = text.at[i];
        } else if (text.at[i] != '.' && text.at[i] != '-') {
            return 0;
        }
    }
    out[length] = '\0';
    return length;
}

/* "BE 0207.499.430", "207499430": the check digits prove the zero that a spreadsheet took. */
static enum value_outcome clean_kbo(struct text text, char out[VALUE_BYTES])
{
    char digits[16];
    char whole[16];

    if (text.length > 2 && value_lower(text.at[0]) == 'b' && value_lower(text.at[1]) == 'e')
        text = (struct text){text.at + 2, text.length - 2};
    size_t length = only_digits(text, digits, sizeof digits);
    if (length != 9 && length != 10)
        return VALUE_BAD;
    whole[0] = '0';
    memcpy(whole + (length == 9), digits, length + 1);
    if (!text_is_kbo((struct text){whole, 10}))
        return VALUE_BAD;
    memcpy(out, whole, 11);
    return VALUE_FINE;
}

static enum value_outcome clean_nis(struct text text, char out[VALUE_BYTES])
{
    char digits[16];

    if (only_digits(text, digits, sizeof digits) != 5)
        return VALUE_BAD;
    memcpy(out, digits, 6);
    return VALUE_FINE;
}

/* ---- one cell ---- */

static enum value_outcome clean_text(enum column_kind kind, struct text text,
                                     struct value_habits habits, char out[VALUE_BYTES],
                                     unsigned *changes)
{
    struct date date;
    enum value_outcome outcome = VALUE_FINE;

    put(text, out);
    if (text.length == 0)
        return VALUE_FINE;
    switch (kind) {
    case COLUMN_TEXT:
    case COLUMN_KEY:
        return VALUE_FINE;
    case COLUMN_WORD:
        put_word(text, out, changes);
        return VALUE_FINE;
    case COLUMN_COUNT:
    case COLUMN_MONEY:
        return value_number(kind, text, habits.decimal, out, changes);
    case COLUMN_DATE:
        if (date_parse(text.at, text.length, &date) == STATUS_OK)
            return VALUE_FINE;
        outcome = value_date(text, habits.date_order, out);
        break;
    case COLUMN_KBO:
        outcome = clean_kbo(text, out);
        break;
    case COLUMN_NIS:
        outcome = clean_nis(text, out);
        break;
    }
    if (outcome == VALUE_FINE && !text_is(text, out))
        *changes |= kind == COLUMN_DATE ? CHANGE_DATE : CHANGE_NUMBER;
    if (outcome != VALUE_FINE)
        put(text, out);
    return outcome;
}

static enum value_outcome clean_stored(enum column_kind kind, const struct cell *cell,
                                       char out[VALUE_BYTES], unsigned *changes)
{
    char stored[WORKBOOK_NUMBER_BYTES];
    struct value_habits belgian = {',', 'd'};

    *changes |= CHANGE_TYPE;
    if (cell->kind == WORKBOOK_NUMBER) {
        enum status status = workbook_number(cell->text, ',', stored);
        struct text text = {stored, strlen(stored)};
        if (status != STATUS_OK && (kind == COLUMN_MONEY || kind == COLUMN_COUNT)) {
            put(text, out);
            return VALUE_BAD;
        }
        if (kind == COLUMN_DATE) { /* a number is no date: its cell says so */
            put(text, out);
            return VALUE_BAD;
        }
        if ((kind == COLUMN_KEY || kind == COLUMN_WORD) && strchr(stored, ',') != NULL) {
            put(cell->text, out); /* 1.10 or 1.1: the cell does not know any more */
            return VALUE_BAD;
        }
        return clean_text(kind, text, belgian, out, changes);
    }
    if (cell->kind == WORKBOOK_DATE && (kind == COLUMN_DATE || kind == COLUMN_TEXT))
        return clean_text(kind, cell->text, belgian, out, changes);
    put(cell->text, out);
    return VALUE_BAD;
}

bool value_is_error(struct text text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/";

    if (text.length < 4 || text.at[0] != '#')
        return text.length > 4 && memcmp(text.at, "Err:", 4) == 0;
    char last = text.at[text.length - 1];
    for (size_t i = 1; i + 1 < text.length; i++)
        if (memchr(letters, text.at[i], sizeof letters - 1) == NULL)
            return false;
    return last == '!' || last == '?' || text_is(text, "#N/A") || text_is(text, "#N/B");
}

enum value_outcome value_clean(enum column_kind kind, const struct cell *cell,
                               struct value_habits habits, char out[VALUE_BYTES], unsigned *changes)
{
    *changes = 0;
    if (cell->text.length >= VALUE_BYTES) {
        out[0] = '\0';
        return VALUE_BAD;
    }
    if (cell->kind != WORKBOOK_TEXT)
        return clean_stored(kind, cell, out, changes);
    struct text text = value_trim(cell->text, changes);
    if (!value_is_error(text))
        return clean_text(kind, text, habits, out, changes);
    put(text, out);
    return VALUE_BAD;
}

bool value_take_proof(char *habit, char proof)
{
    if (proof == '\0' || *habit == proof)
        return true;
    if (*habit != '\0')
        return false;
    *habit = proof;
    return true;
}

bool value_prove(enum column_kind kind, const struct cell *cell, struct value_habits *habits)
{
    unsigned ignored = 0;
    struct text text = value_trim(cell->text, &ignored);

    if (cell->kind != WORKBOOK_TEXT || text.length == 0 || text.length >= VALUE_BYTES)
        return true;
    if (kind == COLUMN_COUNT || kind == COLUMN_MONEY)
        return value_number_proves(text, habits);
    return kind != COLUMN_DATE || value_date_proves(text, habits);
}

bool value_same(enum column_kind kind, const char *a, const char *b)
{
    static const struct value_habits belgian = {',', 'd'};
    const struct cell left = {.kind = WORKBOOK_TEXT, .text = {a, strlen(a)}};
    const struct cell right = {.kind = WORKBOOK_TEXT, .text = {b, strlen(b)}};
    char x[VALUE_BYTES], y[VALUE_BYTES];
    struct money m, n;
    unsigned ignored;

    if (strcmp(a, b) == 0)
        return true;
    if (value_clean(kind, &left, belgian, x, &ignored) != VALUE_FINE ||
        value_clean(kind, &right, belgian, y, &ignored) != VALUE_FINE)
        return false;
    if (kind == COLUMN_MONEY || kind == COLUMN_COUNT)
        return text_parse_money((struct text){x, strlen(x)}, &m) == STATUS_OK &&
               text_parse_money((struct text){y, strlen(y)}, &n) == STATUS_OK && m.cents == n.cents;
    return strcmp(x, y) == 0;
}
