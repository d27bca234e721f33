/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dossier table: CSV with `;`, strict quotes, LF or CRLF, a header, column order free.
 *
 * Rows come one by one, with the fields in the order of the specification and the physical line
 * of each; everything that is wrong with the form goes to the findings, all in one pass. Where
 * every record has another width than the header, the header is named and not each of them. */
#ifndef INGEST_TABLE_TABLE_H
#define INGEST_TABLE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/diag.h"
#include "core/limits.h"
#include "core/text.h"

struct table_row;
/* Takes one row; anything but STATUS_OK stops the table and is passed on. */
typedef enum status (*table_row_fn)(void *context, const struct table_row *row);

struct table_spec {
    const char *file;           /* "aanvragen.csv" */
    const char *const *columns; /* every one must be in the header */
    uint32_t column_count;      /* at most LIMIT_COLUMNS */
    bool rows_expected;         /* a header alone is a warning */
    bool importable;            /* saldo import reads it in other forms */
    table_row_fn refused;       /* NULL, or takes a record of another width than the header: fields
                                   that it does not have are empty. Its finding was added */
};

struct table_row {
    const struct table_spec *spec;
    const struct text *fields;   /* by column of the specification; valid during the call */
    const uint32_t *columns;     /* 1-based column in the file, for messages */
    const uint32_t *field_lines; /* physical line on which the field begins */
    uint32_t line;               /* physical line on which the row begins */
    uint32_t *held_back;         /* counts what was wrong with a field that is no text */
    bool confidential;           /* see table_read_confidential */
};

struct table_counts {
    uint32_t read;     /* records below the header, blank lines not included */
    uint32_t rejected; /* records that do not have the right form */
    uint32_t blank;
    uint32_t held_back;       /* findings about a field with a byte that is no text: it was named */
    const char *const *names; /* columns of the specification; NULL: no header was read */
    uint32_t columns[LIMIT_COLUMNS]; /* where they stand in the file, 1-based */
    uint32_t column_count;
};

/* STATUS_OK also when there are findings; STATUS_INVALID when the header or the quotes are such
 * that rows could not be read, or fit no row; STATUS_MEMORY; what take returned. */
MUST_CHECK enum status table_read(const struct table_spec *spec, struct text text,
                                  struct diag_list *diags, table_row_fn take, void *context,
                                  struct table_counts *counts);

/* The same for a table whose cells can be about a person, and whose first row can be one of them:
 * no finding repeats a cell or a heading but by table_shown. */
MUST_CHECK enum status table_read_confidential(const struct table_spec *spec, struct text text,
                                               struct diag_list *diags, table_row_fn take,
                                               void *context, struct table_counts *counts);

/* What a finding may repeat of a confidential cell: all of it when it has no letter and at most
 * five digits, otherwise an ellipsis. */
struct text table_shown(struct text text);

/* Where a field stands. */
struct source_pos table_pos(const struct table_row *row, uint32_t column);

#endif
