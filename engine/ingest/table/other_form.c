/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/other_form.h"

#include <string.h>
#include <strings.h>

/* The next letter or digit, small; what stands between the words of a heading is passed over.
 * '\0': the heading is at its end. */
static char next_letter(const char **at, const char *end)
{
    for (; *at < end; ++*at) {
        char c = **at;
        if (c == ' ' || c == '_' || c == '-' || c == '"')
            continue;
        ++*at;
        return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return '\0';
}

static bool same_heading(struct text heading, const char *column)
{
    const char *a = heading.at;
    const char *b = column;
    char one, other;

    do {
        one = next_letter(&a, heading.at + heading.length);
        other = next_letter(&b, column + strlen(column));
    } while (one == other && one != '\0');
    return one == other;
}

/* Whether a column stands in a field between marks that separate. */
static bool stands_in(struct text field, const char *column)
{
    const char *end = field.at + field.length;

    for (const char *from = field.at; from <= end;) {
        const char *to = from;
        while (to < end && memchr(",\t|", *to, 3) == NULL)
            to++;
        if (same_heading((struct text){from, (size_t)(to - from)}, column))
            return true;
        from = to + 1;
    }
    return false;
}

bool header_has_other_form(const struct table_spec *spec, const struct text *fields, uint32_t count)
{
    if (count > 0 && fields[0].length >= 4 && strncasecmp(fields[0].at, "sep=", 4) == 0)
        return true;
    for (uint32_t c = 0; c < spec->column_count; c++) {
        bool found = false;
        for (uint32_t i = 0; i < count && !found; i++)
            found = stands_in(fields[i], spec->columns[c]);
        if (!found)
            return false;
    }
    return true;
}
