/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the modules that make an import; not for others. */
#ifndef IMPORT_PART_H
#define IMPORT_PART_H

#include "core/map.h"
#include "import/import.h"

/* One row for a table: a text a column, "" where the sheet has none. */
struct new_row {
    const char *values[IMPORT_COLUMNS];
    uint32_t sheet, row;
};

/* What is in a table of the dossier, and what comes behind it. */
struct merge {
    enum dossier_file file;
    struct text_map *seen; /* key of a row -> index in known, plus one */
    VECTOR(struct known_row {
        const char *values[IMPORT_COLUMNS];
        uint32_t line;   /* in the table */
        uint32_t copies; /* equal rows that no new row has matched yet */
    }) known;
    uint32_t source[IMPORT_COLUMNS]; /* by column: where it stands in the file, from 1; 0: not */
    uint32_t width;
    uint32_t next_line;
    struct text old; /* the file as it is, without a lack of a last line end */
    bool anew;       /* it is what is handed in: its rows come in the place of themselves */
};

/* given: the table in the dossier is the file that is handed in; when it cannot be read as it is,
 * it is written anew. */
MUST_CHECK enum status merge_open(int dossier_fd, enum dossier_file file, bool given,
                                  struct arena *arena, struct diag_list *diags, struct merge *out);
void merge_close(struct merge *merge);
/* *line: of the row in the table, when it is new; 0: it is there already. STATUS_INVALID with a
 * finding: it is there with other content. */
MUST_CHECK enum status merge_row(struct merge *merge, const struct new_row *row,
                                 struct source_pos pos, struct arena *arena,
                                 struct diag_list *diags, struct bytes *to, uint32_t *line);

/* The rows of a sheet, cleaned and given to take. */
typedef enum status (*new_row_fn)(void *context, const struct new_row *row,
                                  const struct import_change *changes, uint32_t count);
MUST_CHECK enum status rows_read(const struct sheet *sheet, uint32_t index,
                                 const struct layout *layout, struct value_habits habits,
                                 struct arena *arena, struct diag_list *diags,
                                 struct import_sheet *counts, new_row_fn take, void *context);

#endif
