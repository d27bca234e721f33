/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a workbook, in a few numbers: counted while it is written and again when it is
 * read back. The sum over the cells does not depend on their order, and changes with each of them.
 * No allocation. */
#ifndef REPORT_BOOK_TALLY_H
#define REPORT_BOOK_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TALLY_SHEETS = 16 };

struct tally_cells {
    uint64_t count;
    uint64_t sum; /* of the cells' hashes, modulo 2^64 */
};

struct tally {
    struct tally_cells sheets[TALLY_SHEETS]; /* in the order of the tabs */
    struct tally_cells notes;                /* of all sheets */
    uint32_t lists;                          /* cells with a choice of words: ranges of them */
    uint32_t rules;                          /* conditional formats */
    uint32_t names;                          /* of ranges, print areas and filters too */
    uint32_t widths;                         /* columns with one */
    uint32_t noted_sheets;                   /* with a note */
};

/* One cell, hashed as it comes: tally_begin with its place ("A1"), the formula (where there is
 * one), the value, tally_end. Texts may come in pieces. */
struct tally_cell {
    uint64_t hash;
};
void tally_begin(struct tally_cell *cell, const char *place, bool text);
void tally_piece(struct tally_cell *cell, const char *bytes, size_t size);
void tally_formula_end(struct tally_cell *cell);
void tally_end(const struct tally_cell *cell, struct tally_cells *cells);

/* A whole cell; formula: NULL or with the marks "{=" and "}" around it that do not stand in the
 * file. */
void tally_add(struct tally_cells *cells, const char *place, bool text, const char *formula,
               const char *value);

bool tally_same(const struct tally *one, const struct tally *other);

#endif
