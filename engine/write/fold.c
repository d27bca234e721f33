/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/fold.h"

#include <stdbool.h>
#include <string.h>

#include "core/shown.h"
#include "write/screen.h"

static int columns_of(const char *text, size_t bytes)
{
    return (int)shown_columns((struct text){text, bytes});
}

int fold_columns(const char *text)
{
    return columns_of(text, strlen(text));
}

void fold_text(FILE *stream, const char *text, int at, int indent)
{
    int column = at;

    if (at == 0) {
        screen_print(stream, "%*s", indent, "");
        column = indent;
    }
    for (bool first = true; *text != '\0'; first = false) {
        size_t bytes = strcspn(text, " \n");
        int width = columns_of(text, bytes);
        if (!first && column + 1 + width > FOLD_WIDTH) {
            screen_print(stream, "\n%*s", indent, "");
            column = indent;
        } else if (!first) {
            fputc(' ', stream);
            column++;
        }
        screen_text(stream, (struct text){text, bytes});
        column += width;
        text += bytes;
        text += strspn(text, " \n");
    }
    fputc('\n', stream);
}
