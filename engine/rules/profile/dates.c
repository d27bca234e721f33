/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/profile/dates.h"

#include <string.h>

enum { YEAR_DIGITS = 4, SHORT_DIGITS = 2 };

static const char marks[] = "/-. ";

static bool is_mark(char c)
{
    return c != '\0' && strchr(marks, c) != NULL;
}

/* How often the letter at form stands there. */
static size_t run_of(const char *form)
{
    size_t length = 1;

    while (form[length] == form[0])
        length++;
    return length;
}

bool date_form_is_whole(const char *form)
{
    int days = 0;
    int months = 0;
    int years = 0;

    while (*form != '\0') {
        size_t length = run_of(form);
        if (is_mark(*form) && length == 1) {
            form++;
            continue;
        }
        days += *form == 'd' && length <= SHORT_DIGITS;
        months += *form == 'm' && length <= SHORT_DIGITS;
        years += *form == 'j' && length == YEAR_DIGITS;
        bool open = *form != 'j' && length == 1 && form[1] != '\0' && !is_mark(form[1]);
        if (strchr("dmj", *form) == NULL || open)
            return false;
        form += length;
    }
    return days == 1 && months == 1 && years == 1;
}

/* The form without its lengths, and with one letter for day and month. */
static void skeleton(const char *form, char out[16])
{
    size_t n = 0;

    for (; *form != '\0' && n < 15; form += run_of(form))
        out[n++] = (char)(*form == 'm' ? 'd' : *form);
    out[n] = '\0';
}

bool date_forms_clash(const char *one, const char *other)
{
    char a[16];
    char b[16];
    const char *day = strchr(one, 'd');
    const char *other_day = strchr(other, 'd');

    skeleton(one, a);
    skeleton(other, b);
    return strcmp(a, b) == 0 && (day < strchr(one, 'm')) != (other_day < strchr(other, 'm'));
}

/* The digits of one part. NULL: not so many. */
static const char *read_part(const char *word, size_t least, size_t most, int *out)
{
    size_t count = 0;

    for (*out = 0; count < most && word[count] >= '0' && word[count] <= '9'; count++)
        *out = *out * 10 + (word[count] - '0');
    return count < least ? NULL : word + count;
}

static bool read_form(const char *form, const char *word, struct date_numbers *out)
{
    while (*form != '\0') {
        size_t length = run_of(form);
        if (is_mark(*form)) {
            if (*word++ != *form++)
                return false;
            continue;
        }
        int *number = *form == 'd' ? &out->day : *form == 'm' ? &out->month : &out->year;
        word = read_part(word, length, length == 1 ? SHORT_DIGITS : length, number);
        if (word == NULL)
            return false;
        form += length;
    }
    return *word == '\0';
}

bool date_read(struct profile_names forms, const char *word, struct date_numbers *out)
{
    for (size_t i = 0; i < forms.count; i++)
        if (read_form(forms.at[i], word, out))
            return true;
    return false;
}
