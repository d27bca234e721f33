/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/diag.h"

static size_t put_number(uint32_t number, char *out)
{
    char digits[COUNT_TEXT_BYTES];
    size_t length = text_format_count_plain(number, digits);

    memcpy(out, digits, length + 1);
    return length;
}

void cell_place_text(uint32_t row, uint32_t column, char out[CELL_PLACE_BYTES])
{
    char letters[8];
    size_t count = 0;
    size_t length = 0;

    for (uint32_t left = column; left > 0; left = (left - 1) / 26)
        letters[count++] = (char)('A' + (left - 1) % 26);
    while (count > 0)
        out[length++] = letters[--count];
    put_number(row, out + length);
}

/* "kpi.xlsx:Blad1!" */
static bool is_sheet(const char *file)
{
    size_t length = strlen(file);

    return length > 0 && file[length - 1] == '!' && strchr(file, ':') != NULL;
}

void source_pos_text(struct source_pos pos, size_t *name, char out[POSITION_BYTES])
{
    size_t length = 0;

    *name = pos.file == NULL ? 0 : strlen(pos.file);
    out[0] = '\0';
    if (pos.file != NULL && is_sheet(pos.file)) {
        *name -= pos.line == 0;
        if (pos.line > 0)
            cell_place_text(pos.line, pos.column, out);
        return;
    }
    if (pos.line > 0) {
        out[length++] = ':';
        length += put_number(pos.line, out + length);
    }
    if (pos.column > 0) {
        out[length++] = ':';
        put_number(pos.column, out + length);
    }
}
