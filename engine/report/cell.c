/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/cell.h"

#include <stdbool.h>
#include <string.h>

void cell_text(struct out *out, const char *text)
{
    bool quoted = strpbrk(text, ";\"\r\n") != NULL;

    if (quoted)
        out_char(out, '"');
    if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL)
        out_char(out, '\'');
    if (!quoted) {
        out_text(out, text);
        return;
    }
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            out_char(out, '"');
        out_char(out, *p);
    }
    out_char(out, '"');
}
