/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/cell.h"

#include <stdbool.h>
#include <string.h>

/* Copies without looking further when nothing in the cell needs care, which is nearly always. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == ';' || text[i] == '"' || text[i] == '\r' || text[i] == '\n')
            return false;
    return true;
}

void cell_text(struct out *out, const char *text)
{
    size_t length = strlen(text);
    bool quoted = !is_plain(text, length);

    if (quoted)
        out_char(out, '"');
    if (length > 0 && strchr("=+-@\t\r", *text) != NULL)
        out_char(out, '\'');
    if (!quoted) {
        out_bytes(out, text, length);
        return;
    }
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            out_char(out, '"');
        out_char(out, *p);
    }
    out_char(out, '"');
}
