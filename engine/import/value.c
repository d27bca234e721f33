/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/value.h"

#include <stdio.h>
#include <string.h>

#include "core/date.h"

enum { DATE_PARTS = 3 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes of the blank that stands here: space, tab, CR, LF, NBSP, and U+2000 to U+200B, 202F, 205F,
 * 3000, FEFF. 0: none. */
static size_t blank_at(const char *at, size_t left)
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
        if (blank_at(at + length - size, size) == size)
            return size;
    return 0;
}

static struct text trim(struct text text, unsigned *changes)
{
    size_t length = text.length;

    for (size_t blank; (blank = blank_at(text.at, text.length)) > 0;)
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
        size_t blank = blank_at(text.at + i, text.length - i);
        char c = blank > 0 ? '-' : lower(text.at[i]);
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

/* ---- numbers ---- */

struct number {
    char digits[64]; /* before the decimal mark */
    size_t count;
    char decimals[64];
    size_t decimal_count;
    char mark;   /* the decimal mark that is there, or '\0' */
    char group;  /* '.' or ',' between thousands, or '\0' */
    bool spaces; /* blanks between thousands */
    bool currency;
    bool negative;
    bool ambiguous; /* one mark, three digits behind it: groups or separates */
};

static struct text without_currency(struct text text, struct number *number)
{
    static const char *const signs[] = {"€", "EUR", "eur", "euro", "Euro"};
    unsigned ignored = 0;

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i]);
        if (text.length < size)
            continue;
        bool before = memcmp(text.at, signs[i], size) == 0;
        bool after = memcmp(text.at + text.length - size, signs[i], size) == 0;
        if (!before && !after)
            continue;
        number->currency = true;
        text = (struct text){text.at + (before ? size : 0), text.length - size};
        return trim(text, &ignored);
    }
    return text;
}

/* The groups of digits between marks, as "3,3": lengths, with the mark before each. */
struct groups {
    size_t count;
    size_t lengths[24];
    char marks[24];
};

static bool cut(struct text text, struct number *number, struct groups *groups)
{
    size_t length = 0;

    *groups = (struct groups){0};
    for (size_t i = 0; i < text.length;) {
        size_t blank = blank_at(text.at + i, text.length - i);
        char c = blank > 0 ? ' ' : text.at[i];
        i += blank > 0 ? blank : 1;
        if (is_digit(c)) {
            if (length >= sizeof number->digits - 1)
                return false;
            number->digits[length++] = c;
            groups->lengths[groups->count]++;
            continue;
        }
        if ((c != '.' && c != ',' && c != ' ' && c != '\'') || groups->count >= 23 ||
            groups->lengths[groups->count] == 0)
            return false;
        groups->marks[++groups->count] = c;
    }
    number->count = length;
    return groups->lengths[groups->count] > 0;
}

/* The last mark separates decimals when it is the only one of its kind and no group of three, or
 * when the marks before it are others. */
static bool judge(struct number *number, const struct groups *groups, char decimal)
{
    size_t last = groups->count;
    char mark = last == 0 ? '\0' : groups->marks[last];
    size_t whole = last; /* groups up to here are the whole part */
    bool point = mark == '.' || mark == ',';
    bool others = false;
    bool again = false;

    for (size_t i = 1; i < last; i++) {
        others |= groups->marks[i] != mark;
        again |= groups->marks[i] == mark;
    }
    bool three = last > 0 && groups->lengths[last] == 3 && groups->lengths[0] <= 3;
    if (point && !again && (others || !three || mark == decimal)) {
        number->mark = mark;
        whole = last - 1;
    } else if (point && !again && decimal == '\0') {
        number->ambiguous = true;
    }
    for (size_t i = 1; i <= whole; i++) {
        if (groups->lengths[i] != 3 || groups->lengths[0] > 3 ||
            groups->marks[i] != groups->marks[1] || groups->marks[i] == number->mark)
            return false;
        number->spaces |= groups->marks[i] == ' ' || groups->marks[i] == '\'';
        if (groups->marks[i] == '.' || groups->marks[i] == ',')
            number->group = groups->marks[i];
    }
    if (number->mark != '\0') {
        number->decimal_count = groups->lengths[last];
        memcpy(number->decimals, number->digits + number->count - number->decimal_count,
               number->decimal_count);
        number->count -= number->decimal_count;
    }
    return true;
}

static bool read_number(struct text text, char decimal, struct number *out)
{
    struct groups groups;

    *out = (struct number){0};
    text = without_currency(text, out);
    if (text.length > 0 && text.at[0] == '-') {
        out->negative = true;
        text = without_currency((struct text){text.at + 1, text.length - 1}, out);
    }
    return text.length > 0 && cut(text, out, &groups) && judge(out, &groups, decimal);
}

/* What a file with these marks says: "1.234,56" and "1234,5" have a comma, "1,234.56" a point. */
static char proved_decimal(const struct number *number)
{
    if (number->mark != '\0')
        return number->mark;
    if (number->group != '\0' && !number->ambiguous) /* 1.234.567 */
        return number->group == '.' ? ',' : '.';
    return '\0';
}

static bool all_zeros(const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (digits[i] != '0')
            return false;
    return true;
}

static enum value_outcome put_count(const struct number *number, char out[VALUE_BYTES],
                                    unsigned *changes)
{
    if (number->negative || !all_zeros(number->decimals, number->decimal_count))
        return VALUE_BAD;
    if (number->decimal_count > 0)
        *changes |= CHANGE_DECIMALS;
    snprintf(out, VALUE_BYTES, "%.*s", (int)number->count, number->digits);
    return VALUE_FINE;
}

static enum value_outcome put_money(const struct number *number, char out[VALUE_BYTES],
                                    unsigned *changes)
{
    size_t decimals = number->decimal_count;

    if (decimals > 2 && !all_zeros(number->decimals + 2, decimals - 2))
        return VALUE_BAD;
    if (decimals > 2 || number->mark == '.')
        *changes |= CHANGE_DECIMALS;
    decimals = decimals > 2 ? 2 : decimals;
    snprintf(out, VALUE_BYTES, "%s%.*s%s%.*s", number->negative ? "-" : "", (int)number->count,
             number->digits, decimals > 0 ? "," : "", (int)decimals, number->decimals);
    return VALUE_FINE;
}

static bool core_reads(enum column_kind kind, struct text text)
{
    struct money money;
    int64_t count;

    return kind == COLUMN_COUNT ? text_parse_count(text, &count) == STATUS_OK
                                : text_parse_money(text, &money) == STATUS_OK;
}

static enum value_outcome clean_number(enum column_kind kind, struct text text, char decimal,
                                       char out[VALUE_BYTES], unsigned *changes)
{
    struct number number;

    if (!read_number(text, decimal, &number))
        return VALUE_BAD;
    if (number.ambiguous)
        return VALUE_ASK_DECIMAL;
    if (core_reads(kind, text) && (number.group == '\0' || number.group == '.') &&
        number.mark != '.')
        return VALUE_FINE; /* as it stands */
    *changes |= number.currency ? CHANGE_CURRENCY : 0;
    *changes |= number.spaces ? CHANGE_SPACE : 0;
    *changes |= number.group != '\0' ? CHANGE_GROUPING : 0;
    return kind == COLUMN_COUNT ? put_count(&number, out, changes)
                                : put_money(&number, out, changes);
}

/* ---- dates ---- */

static const char *const month_names[][6] = {
    {"januari", "january", "jan", NULL},
    {"februari", "february", "feb", NULL},
    {"maart", "march", "mrt", "mar", NULL},
    {"april", "apr", NULL},
    {"mei", "may", NULL},
    {"juni", "june", "jun", NULL},
    {"juli", "july", "jul", NULL},
    {"augustus", "august", "aug", NULL},
    {"september", "sept", "sep", NULL},
    {"oktober", "october", "okt", "oct", NULL},
    {"november", "nov", NULL},
    {"december", "dec", NULL},
};

static uint32_t month_of(struct text word)
{
    char small[16];

    if (word.length > 0 && word.at[word.length - 1] == '.')
        word.length--;
    if (word.length == 0 || word.length >= sizeof small)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        small[i] = lower(word.at[i]);
    small[word.length] = '\0';
    for (uint32_t month = 0; month < 12; month++)
        for (size_t i = 0; month_names[month][i] != NULL; i++)
            if (strcmp(month_names[month][i], small) == 0)
                return month + 1;
    return 0;
}

/* Three parts of a date in the order in which they stand. */
struct parts {
    uint32_t value[DATE_PARTS];
    size_t digits[DATE_PARTS];
    bool month_is_word;
};

static bool take_part(struct text word, size_t index, struct parts *parts)
{
    uint32_t value = 0;

    if (word.length == 0)
        return false;
    if (is_digit(word.at[0])) {
        for (size_t i = 0; i < word.length; i++) {
            if (!is_digit(word.at[i]) || word.length > 4)
                return false;
            value = value * 10 + (uint32_t)(word.at[i] - '0');
        }
        parts->digits[index] = word.length;
    } else {
        value = month_of(word);
        if (value == 0 || index != 1)
            return false;
        parts->month_is_word = true;
    }
    parts->value[index] = value;
    return true;
}

/* A time of day behind the date counts only when it is midnight. */
static bool drop_midnight(struct text *text)
{
    static const char *const times[] = {" 00:00:00", " 0:00:00", " 00:00", " 0:00", "T00:00:00"};

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        size_t size = strlen(times[i]);
        if (text->length > size + 5 &&
            memcmp(text->at + text->length - size, times[i], size) == 0) {
            text->length -= size;
            return true;
        }
    }
    return false;
}

static bool cut_date(struct text text, struct parts *parts)
{
    size_t index = 0;
    size_t from = 0;

    *parts = (struct parts){0};
    drop_midnight(&text);
    for (size_t i = 0; i <= text.length; i++) {
        bool mark = i < text.length &&
                    (text.at[i] == '/' || text.at[i] == '-' || text.at[i] == ' ' ||
                     (text.at[i] == '.' && i + 1 < text.length && is_digit(text.at[i + 1])));
        if (i < text.length && !mark)
            continue;
        if (index >= DATE_PARTS ||
            !take_part((struct text){text.at + from, i - from}, index++, parts))
            return false;
        from = i + 1;
        while (i < text.length && text.at[i] == ' ' && from < text.length && text.at[from] == ' ')
            from++, i++;
    }
    return index == DATE_PARTS;
}

static uint32_t full_year(const struct parts *parts, size_t index)
{
    uint32_t year = parts->value[index];

    return parts->digits[index] == 2 ? 2000 + year : year;
}

static bool make_date(uint32_t year, uint32_t month, uint32_t day, char out[VALUE_BYTES])
{
    struct date date;

    if (year > 9999 || date_from_civil((int)year, (int)month, (int)day, &date) != STATUS_OK)
        return false;
    date_format(date, out);
    return true;
}

static enum value_outcome clean_date(struct text text, char order, char out[VALUE_BYTES])
{
    struct parts parts;
    char other[VALUE_BYTES];

    if (!cut_date(text, &parts))
        return VALUE_BAD;
    if (parts.digits[0] == 4)
        return make_date(parts.value[0], parts.value[1], parts.value[2], out) ? VALUE_FINE
                                                                              : VALUE_BAD;
    if (parts.digits[2] != 4 && parts.digits[2] != 2)
        return VALUE_BAD;
    uint32_t year = full_year(&parts, 2);
    bool day_first = make_date(year, parts.value[1], parts.value[0], out);
    if (parts.month_is_word || parts.value[0] == parts.value[1])
        return day_first ? VALUE_FINE : VALUE_BAD;
    bool month_first = make_date(year, parts.value[0], parts.value[1], other);
    if (day_first && month_first && order == '\0')
        return VALUE_ASK_DATES;
    if (order == 'm' || (!day_first && order == '\0'))
        memcpy(out, other, DATE_TEXT_BYTES);
    return (order == 'm'   ? month_first
            : order == 'd' ? day_first
                           : day_first || month_first)
               ? VALUE_FINE
               : VALUE_BAD;
}

/* ---- numbers of organisations and municipalities ---- */

static size_t only_digits(struct text text, char *out, size_t size)
{
    size_t length = 0;

    for (size_t i = 0; i < text.length; i++) {
        size_t blank = blank_at(text.at + i, text.length - i);
        if (blank > 0) {
            i += blank - 1;
        } else if (is_digit(text.at[i]) && length + 1 < size) {
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

    if (text.length > 2 && lower(text.at[0]) == 'b' && lower(text.at[1]) == 'e')
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
        return clean_number(kind, text, habits.decimal, out, changes);
    case COLUMN_DATE:
        if (date_parse(text.at, text.length, &date) == STATUS_OK)
            return VALUE_FINE;
        outcome = clean_date(text, habits.date_order, out);
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
        return clean_text(kind, text, belgian, out, changes);
    }
    if (cell->kind == WORKBOOK_DATE && (kind == COLUMN_DATE || kind == COLUMN_TEXT))
        return clean_text(kind, cell->text, belgian, out, changes);
    put(cell->text, out);
    return VALUE_BAD;
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
    return clean_text(kind, trim(cell->text, changes), habits, out, changes);
}

static bool take_proof(char *habit, char proof)
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
    struct text text = trim(cell->text, &ignored);
    struct number number;
    struct parts parts;

    if (cell->kind != WORKBOOK_TEXT || text.length == 0 || text.length >= VALUE_BYTES)
        return true;
    if (kind == COLUMN_COUNT || kind == COLUMN_MONEY)
        return !read_number(text, '\0', &number) ||
               take_proof(&habits->decimal, proved_decimal(&number));
    if (kind != COLUMN_DATE || !cut_date(text, &parts) || parts.digits[0] == 4 ||
        parts.month_is_word)
        return true;
    if (parts.value[0] > 12 && parts.value[1] <= 12)
        return take_proof(&habits->date_order, 'd');
    if (parts.value[1] > 12 && parts.value[0] <= 12)
        return take_proof(&habits->date_order, 'm');
    return true;
}

bool value_same(enum column_kind kind, const char *a, const char *b)
{
    struct text left = {a, strlen(a)};
    struct text right = {b, strlen(b)};
    struct money x, y;
    int64_t m, n;

    if (strcmp(a, b) == 0)
        return true;
    if (kind == COLUMN_MONEY)
        return text_parse_money(left, &x) == STATUS_OK &&
               text_parse_money(right, &y) == STATUS_OK && x.cents == y.cents;
    if (kind == COLUMN_COUNT)
        return text_parse_count(left, &m) == STATUS_OK &&
               text_parse_count(right, &n) == STATUS_OK && m == n;
    return false;
}
