/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/fold.h"

#include <stdbool.h>
#include <string.h>

#include "core/text.h"

static int columns_of(const char *text, size_t bytes)
{
    int columns = 0;

    for (size_t i = 0; i < bytes; i++)
        columns += ((unsigned char)text[i] & 0xc0) != 0x80;
    return columns;
}

int fold_columns(const char *text)
{
    return columns_of(text, strlen(text));
}

void fold_safe(FILE *stream, const char *text, size_t bytes)
{
    size_t size;

    for (size_t i = 0; i < bytes; i += size) {
        size = text_character(text + i, bytes - i);
        if (size > 0 && !text_is_control(text + i, size))
            fwrite(text + i, 1, size, stream);
        else
            fputc('?', stream);
        size = size > 0 ? size : 1;
    }
}

void fold_text(FILE *stream, const char *text, int at, int indent)
{
    int column = at;

    if (at == 0) {
        fprintf(stream, "%*s", indent, "");
        column = indent;
    }
    for (bool first = true; *text != '\0'; first = false) {
        size_t bytes = strcspn(text, " \n");
        int width = columns_of(text, bytes);
        if (!first && column + 1 + width > FOLD_WIDTH) {
            fprintf(stream, "\n%*s", indent, "");
            column = indent;
        } else if (!first) {
            fputc(' ', stream);
            column++;
        }
        fold_safe(stream, text, bytes);
        column += width;
        text += bytes;
        text += strspn(text, " \n");
    }
    fputc('\n', stream);
}
