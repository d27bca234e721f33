/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lenient door to the strict core: what people hand in becomes rows of the tables of a dossier.
 *
 * Every change is on record, nothing ambiguous is guessed, and a row that is there already with
 * other content is a conflict: then nothing is written. Rows come behind those that are there, in
 * their own order; importing the same file twice changes nothing. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "core/bytes.h"
#include "import/layout.h"

enum { IMPORT_CHANGES = 8 }; /* bits of enum value_change */

struct import_options {
    enum dossier_file table;    /* what every sheet is; FILE_COUNT: find out */
    struct value_habits habits; /* what the user says; 0: the file must prove it */
};

/* One cell that was rewritten. */
struct import_change {
    uint32_t line;        /* in the table */
    uint32_t sheet;       /* index in sheets */
    uint32_t row, column; /* in the sheet */
    const char *name;     /* of the column in the table */
    const char *from, *to;
    unsigned changes; /* set of enum value_change */
};

/* Where a new row of a table comes from. */
struct import_row {
    uint32_t line, sheet, row;
};

struct import_sheet {
    const char *file, *sheet; /* sheet is NULL for a CSV */
    const char *encoding;     /* NULL: ASCII, or a workbook */
    char separator;           /* '\0': a workbook */
    bool separator_line, mark;
    enum dossier_file table;
    uint32_t header_row;
    uint32_t read, added, same, blank, totals;
    uint32_t counts[IMPORT_CHANGES]; /* cells changed, by kind of change */
};

struct import_table {
    struct bytes bytes; /* the whole new file; empty: unchanged */
    struct text old;    /* what was read; in the arena; empty: there is none */
    uint32_t added;
    VECTOR(struct import_change) changes;
    VECTOR(struct import_row) rows;
};

struct import {
    struct arena *arena;
    struct import_table tables[FILE_COUNT];
    VECTOR(struct import_sheet) sheets;
    const char *unread; /* with STATUS_IO: the path that the system refused; NULL: the dossier */
};

/* Reads the files against the tables of the dossier folder. STATUS_INVALID with findings: then
 * nothing in out may be written. Findings may be warnings with STATUS_OK. STATUS_IO: errno tells.
 */
MUST_CHECK enum status import_files(int dossier_fd, const char *const *paths, size_t count,
                                    const struct import_options *options, struct diag_list *diags,
                                    struct import *out);
void import_free(struct import *import);
bool import_changes_anything(const struct import *import);

/* import.json: what was changed, and where each row comes from. old: the record that stands in the
 * dossier, which stays in front; empty: none. STATUS_SYNTAX: old is no record of ours. */
MUST_CHECK enum status import_record(const struct import *import, struct text old,
                                     struct bytes *out);

#endif
