/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people write them. */
#include <string.h>

#include "core/date.h"
#include "import/value_part.h"

enum { DATE_PARTS = 3 };

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
        small[i] = value_lower(word.at[i]);
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
    if (value_is_digit(word.at[0])) {
        for (size_t i = 0; i < word.length; i++) {
            if (!value_is_digit(word.at[i]) || word.length > 4)
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
                     (text.at[i] == '.' && i + 1 < text.length && value_is_digit(text.at[i + 1])));
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

enum value_outcome value_date(struct text text, char order, char out[VALUE_BYTES])
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
    if (parts.digits[2] == 2 && order == '\0' && !parts.month_is_word)
        return VALUE_ASK_DATES; /* 25-04-03: the year may stand first too */
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

bool value_date_proves(struct text text, struct value_habits *habits)
{
    struct parts parts;

    if (!cut_date(text, &parts) || parts.digits[2] != 4 || parts.month_is_word)
        return true;
    if (parts.value[0] > 12 && parts.value[1] <= 12)
        return value_take_proof(&habits->date_order, 'd');
    if (parts.value[1] > 12 && parts.value[0] <= 12)
        return value_take_proof(&habits->date_order, 'm');
    return true;
}
