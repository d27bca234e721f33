/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/book/tally.h"

#include <string.h>

void tally_piece(struct tally_cell *cell, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) /* FNV-1a: nobody attacks here, a disk only fails */
        cell->hash = (cell->hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
}

void tally_begin(struct tally_cell *cell, const char *place, bool text)
{
    cell->hash = UINT64_C(0xcbf29ce484222325);
    tally_piece(cell, place, strlen(place));
    tally_piece(cell, text ? "\1" : "\2", 1);
}

void tally_formula_end(struct tally_cell *cell)
{
    tally_piece(cell, "", 1);
}

void tally_end(const struct tally_cell *cell, struct tally_cells *cells)
{
    uint64_t hash = cell->hash;

    hash = (hash ^ hash >> 32) * UINT64_C(0x9e3779b97f4a7c15); /* high bits into low ones */
    cells->sum += hash ^ hash >> 29;
    cells->count++;
}

static void add_formula(struct tally_cell *cell, const char *formula)
{
    bool braced = *formula == '{';
    const char *at = formula + braced;

    at += *at == '=';
    tally_piece(cell, at, strlen(at) - braced);
    tally_formula_end(cell);
}

void tally_add(struct tally_cells *cells, const char *place, bool text, const char *formula,
               const char *value)
{
    struct tally_cell cell;

    tally_begin(&cell, place, text);
    if (formula != NULL)
        add_formula(&cell, formula);
    tally_piece(&cell, value, strlen(value));
    tally_end(&cell, cells);
}

static bool same_cells(const struct tally_cells *one, const struct tally_cells *other)
{
    return one->count == other->count && one->sum == other->sum;
}

bool tally_same(const struct tally *one, const struct tally *other)
{
    for (int i = 0; i < TALLY_SHEETS; i++)
        if (!same_cells(&one->sheets[i], &other->sheets[i]))
            return false;
    return same_cells(&one->notes, &other->notes) && one->lists == other->lists &&
           one->rules == other->rules && one->names == other->names &&
           one->widths == other->widths && one->noted_sheets == other->noted_sheets;
}
