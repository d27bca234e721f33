/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table in CSV whose columns are named beside their cells: the function that writes a row writes
 * the header first, when a cell writes its name instead. A row with another number of cells than
 * the header is a programmer's error. The form of a cell: write/cell.h. */
#ifndef WRITE_TABLE_H
#define WRITE_TABLE_H

#include <stdbool.h>

#include "write/cell.h"

struct table {
    struct out *out;
    unsigned columns; /* of the header */
    unsigned cells;   /* so far in this line */
    bool naming;      /* the header is being written: there is no row to look at */
};

static inline struct table table_open(struct out *out)
{
    return (struct table){.out = out, .naming = true};
}

/* Begins the next cell. true: its value is to be written; false: its name was. */
bool table_cell(struct table *table, const char *name);
/* Ends the header, or a row. */
void table_end(struct table *table);

/* A cell; write is evaluated for a row only. */
#define TABLE_CELL(table, name, write)                                                             \
    do {                                                                                           \
        if (table_cell((table), (name)))                                                           \
            write;                                                                                 \
    } while (0)
#define TABLE_TEXT(table, name, value) TABLE_CELL(table, name, cell_text((table)->out, (value)))
#define TABLE_COUNT(table, name, value) TABLE_CELL(table, name, out_count((table)->out, (value)))
#define TABLE_MONEY(table, name, value) TABLE_CELL(table, name, out_money((table)->out, (value)))

#endif
