/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/grid.h"

#include <string.h>

#include "core/text.h"
#include "write/fold.h"
#include "write/screen.h"

/* Bytes of the first columns characters. */
static size_t bytes_of(const char *text, int columns)
{
    size_t bytes = 0;

    while (text[bytes] != '\0' && columns > 0) {
        bytes++;
        while (((unsigned char)text[bytes] & 0xc0) == 0x80)
            bytes++;
        columns--;
    }
    return bytes;
}

void grid_last(FILE *stream, const char *text, int width)
{
    bool whole = fold_columns(text) <= width;

    screen_text(stream, (struct text){text, whole ? strlen(text) : bytes_of(text, width - 1)});
    if (!whole)
        screen_print(stream, "…");
}

void grid_left(FILE *stream, const char *text, int width)
{
    int columns = fold_columns(text);

    grid_last(stream, text, width);
    if (columns < width)
        screen_print(stream, "%*s", width - columns, "");
}

void grid_right(FILE *stream, const char *text, int width)
{
    int columns = fold_columns(text);

    screen_print(stream, "%*s", width > columns ? width - columns : 1, "");
    screen_print(stream, "%s", text);
}

void grid_count(FILE *stream, bool known, int64_t count, int width)
{
    char text[COUNT_TEXT_BYTES];

    if (known)
        text_format_count(count, text);
    grid_right(stream, known ? text : "–", width);
}

void grid_money(FILE *stream, bool known, struct money money, int width)
{
    char text[MONEY_TEXT_BYTES];

    if (known)
        text_format_money(money, text);
    grid_right(stream, known ? text : "–", width);
}
