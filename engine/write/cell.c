/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/cell.h"

#include <stdbool.h>
#include <string.h>

#include "core/text.h"

/* Copies without looking further when nothing in the cell needs care, which is nearly always. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20 || c >= 0x7f || c == ';' || c == '"')
            return false;
    }
    return true;
}

/* A character inside quotes may be a tab or a line end; another that cannot be shown is a '?', as
 * in core/shown.h: a table is read on screens too. */
static void put_character(struct out *out, const char *at, size_t size)
{
    if (*at == '"')
        out_char(out, '"');
    if (size > 0 && (strchr("\t\r\n", *at) != NULL || !text_is_control(at, size)))
        out_bytes(out, at, size);
    else
        out_char(out, '?');
}

void cell_text(struct out *out, const char *text)
{
    size_t length = strlen(text);
    bool quoted = strpbrk(text, ";\"\r\n") != NULL;

    if (quoted)
        out_char(out, '"');
    if (length > 0 && strchr("=+-@\t\r", *text) != NULL)
        out_char(out, '\'');
    if (is_plain(text, length)) {
        out_bytes(out, text, length);
        return;
    }
    for (size_t size; length > 0; text += size, length -= size) {
        size = text_character(text, length);
        put_character(out, text, size);
        size = size > 0 ? size : 1;
    }
    if (quoted)
        out_char(out, '"');
}
