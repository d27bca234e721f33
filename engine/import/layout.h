/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which table of a dossier a sheet is, and where its columns stand. */
#ifndef IMPORT_LAYOUT_H
#define IMPORT_LAYOUT_H

#include "import/sheet.h"
#include "import/value.h"
#include "ingest/dossier/dossier.h"

enum { IMPORT_COLUMNS = 16 }; /* of one table, at most */

struct layout_column {
    const char *name;
    enum column_kind kind;
    bool key;    /* rows with the same keys are the same row; none: the whole row is the key */
    bool needed; /* without it a sheet is not this table */
};

/* The columns of a table, in the order of the dossier; NULL for dossier.yaml. */
const struct layout_column *layout_columns(enum dossier_file file, uint32_t *count);

struct layout {
    enum dossier_file file;
    uint32_t header_row;             /* 0: the sheet holds nothing */
    uint32_t header_cell;            /* index of its first cell */
    uint32_t first_cell;             /* index of the first cell below it */
    uint32_t source[IMPORT_COLUMNS]; /* by column of the table: column of the sheet; 0: not there */
    bool renamed[IMPORT_COLUMNS];    /* the head is written in another way */
    uint32_t unknown;                /* heads that are none of the table */
};

/* Finds table and header. wanted: a table that the user names, or FILE_COUNT. alone: there is no
 * other sheet, so one that is no table is an error. *found: false for a sheet that is left out.
 * STATUS_INVALID with a finding. */
MUST_CHECK enum status layout_find(const struct sheet *sheet, enum dossier_file wanted, bool alone,
                                   struct diag_list *diags, struct layout *out, bool *found);

/* The table whose name a text begins with, in any case; FILE_COUNT: none. */
enum dossier_file layout_file_named(const char *text);

#endif
