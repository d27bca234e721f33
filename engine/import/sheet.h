/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people hand in, as a grid of cells: a sheet of a workbook, or a CSV as a spreadsheet saves
 * it, in whatever character set, with whatever separator. Nothing is judged here; what had to be
 * found out to read it is noted. */
#ifndef IMPORT_SHEET_H
#define IMPORT_SHEET_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/vector.h"
#include "ingest/workbook/workbook.h"

struct cell {
    uint32_t row, column; /* 1-based, as the user sees them; of a CSV row is the physical line */
    enum workbook_kind kind;
    struct text text; /* UTF-8, in the arena */
};

struct sheet {
    const char *file;  /* name without folder */
    const char *sheet; /* NULL: a CSV */
    const char *place; /* for findings: "kpi.csv", "map.xlsx:Blad1!" */
    bool hidden;
    char separator;       /* of a CSV; '\0': a workbook */
    bool separator_line;  /* "sep=;" stood above */
    bool mark;            /* a byte order mark was left out */
    const char *encoding; /* "UTF-8", "Windows-1252", "UTF-16"; NULL: a workbook, or plain ASCII */
    struct workbook_facts facts;
    VECTOR(struct cell) cells; /* by row, column; only those with text */
};

struct sheets {
    VECTOR(struct sheet) items;
};

/* Reads a file into one sheet (CSV) or more (a workbook). STATUS_INVALID with a finding; STATUS_IO:
 * errno tells; STATUS_MEMORY. name: what findings call it, borrowed. */
MUST_CHECK enum status sheets_read(int folder_fd, const char *path, const char *name,
                                   struct arena *arena, struct diag_list *diags,
                                   struct sheets *sheets);
void sheets_free(struct sheets *sheets);

/* Where a cell stands. */
struct source_pos sheet_pos(const struct sheet *sheet, uint32_t row, uint32_t column);

/* The rows of a CSV in memory, split at one separator. For sheets_read, and for a table that is in
 * the dossier already. STATUS_INVALID with a finding. */
MUST_CHECK enum status sheet_split(struct text text, char separator, uint32_t first_line,
                                   struct arena *arena, struct diag_list *diags,
                                   struct sheet *sheet);

#endif
