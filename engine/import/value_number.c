/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts and counts as people write them. */
#include <stdio.h>
#include <string.h>

#include "import/value_part.h"

struct number {
    char digits[64]; /* before the decimal mark */
    size_t count;
    char decimals[64];
    size_t decimal_count;
    char mark;   /* the decimal mark that is there, or '\0' */
    char group;  /* '.' or ',' between thousands, or '\0' */
    bool spaces; /* blanks between thousands */
    bool currency;
    bool dashes; /* ",-" in the place of decimals */
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
        return value_trim(text, &ignored);
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
        size_t blank = value_blank_at(text.at + i, text.length - i);
        char c = blank > 0 ? ' ' : text.at[i];
        i += blank > 0 ? blank : 1;
        if (value_is_digit(c)) {
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
    bool separates = decimal == '\0' ? others || !three : mark == decimal;
    if (point && !again && separates) {
        number->mark = mark;
        whole = last - 1;
    } else if (point && !again && decimal == '\0') {
        number->ambiguous = true;
    }
    for (size_t i = 1; i <= whole; i++) {
        if (groups->lengths[i] != 3 || groups->lengths[0] > 3 ||
            groups->marks[i] != groups->marks[1] || groups->marks[i] == number->mark ||
            groups->marks[i] == decimal)
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

/* "500,-" and "500,--": no cents. */
static struct text without_dashes(struct text text, struct number *number)
{
    size_t length = text.length;

    while (length > 0 && text.at[length - 1] == '-' && text.length - length < 2)
        length--;
    if (length == text.length || length < 2 || text.at[length - 1] != ',')
        return text;
    number->dashes = true;
    return (struct text){text.at, length - 1};
}

static bool read_number(struct text text, char decimal, struct number *out)
{
    struct groups groups;

    *out = (struct number){0};
    text = without_dashes(without_currency(text, out), out);
    if (out->dashes && decimal == '\0')
        decimal = ',';
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
    if (number->dashes)
        return ',';
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

enum value_outcome value_number(enum column_kind kind, struct text text, char decimal,
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
    *changes |= number.dashes ? CHANGE_DECIMALS : 0;
    *changes |= number.spaces ? CHANGE_SPACE : 0;
    *changes |= number.group != '\0' ? CHANGE_GROUPING : 0;
    return kind == COLUMN_COUNT ? put_count(&number, out, changes)
                                : put_money(&number, out, changes);
}

bool value_number_proves(struct text text, struct value_habits *habits)
{
    struct number number;

    return !read_number(text, '\0', &number) ||
           value_take_proof(&habits->decimal, proved_decimal(&number));
}
