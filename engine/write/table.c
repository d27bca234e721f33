/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/table.h"

#include <assert.h>

bool table_cell(struct table *table, const char *name)
{
    if (table->cells++ > 0)
        out_char(table->out, ';');
    if (table->naming)
        out_text(table->out, name);
    return !table->naming;
}

void table_end(struct table *table)
{
    assert(table->naming || table->cells == table->columns);
    if (table->naming)
        table->columns = table->cells;
    table->naming = false;
    table->cells = 0;
    out_char(table->out, '\n');
}
