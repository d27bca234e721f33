/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of a workbook, row by row: Office Open XML (.xlsx: ECMA-376, transitional and strict)
 * and OpenDocument (.ods: OASIS ODF 1.3).
 *
 * A cell keeps its type: a date is a date, a number is a number, an identifier with its leading
 * zeros is text. Nothing is computed: of a formula the stored value is given, and that it is one is
 * said. Rows stream; what is held is a row and, of .xlsx, the table of shared strings. Everything
 * that is read is bounded (core/limits.h), no document type is accepted, so no entity expands. */
#ifndef INGEST_WORKBOOK_WORKBOOK_H
#define INGEST_WORKBOOK_WORKBOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/diag.h"
#include "core/text.h"

struct workbook; /* opaque; one reader at a time */

struct workbook_sheet {
    const char *name; /* as the user sees it; lives as long as the workbook */
    bool hidden;
};

enum workbook_kind {
    WORKBOOK_TEXT,   /* UTF-8; line ends inside are LF */
    WORKBOOK_NUMBER, /* as it is stored: digits, point, exponent ("1234.5", "9.5E-05") */
    WORKBOOK_DATE,   /* "2024-10-01", with a time of day "2024-10-01 12:00:00" */
    WORKBOOK_TRUTH,  /* "1" or "0" */
    WORKBOOK_ERROR,  /* "#N/A" and the like: there is no value */
    WORKBOOK_UNKNOWN /* a formula without a stored value; text is empty */
};

struct workbook_cell {
    uint32_t column; /* 1-based */
    enum workbook_kind kind;
    bool formula;
    bool hidden; /* its column is */
    struct text text;
};

struct workbook_row {
    uint32_t number; /* 1-based, as the user sees it */
    bool hidden;
    const struct workbook_cell *cells; /* those that hold something, by column */
    uint32_t count;                    /* 0 is never handed out */
};

struct workbook_place {
    uint32_t row, column; /* 0: there is none */
};

/* What a person should know before trusting a sheet: how often, and where first. */
struct workbook_facts {
    uint32_t formulas, merges, errors, unknowns, hidden_rows, hidden_cells;
    struct workbook_place formula, merge, error, unknown, hidden_row, hidden_cell;
    uint32_t last_column; /* of a cell that holds something */
};

/* Whether bytes at the start of a file are those of a zip, which a workbook is. */
bool workbook_is_zip(const char *at, size_t size);

/* Opens the workbook in the open file fd, which is borrowed and must be seekable, or in the bytes,
 * which are borrowed too (then fd is -1). name: for the findings, borrowed. *out stays NULL with
 * STATUS_OK when the zip is no workbook (an export that was zipped). STATUS_INVALID: damaged,
 * encrypted or beyond a limit, with a finding; STATUS_IO: errno tells; STATUS_MEMORY. */
MUST_CHECK enum status workbook_open(int fd, struct text bytes, const char *name,
                                     struct diag_list *diags, struct workbook **out);
void workbook_free(struct workbook *workbook); /* NULL is fine */

uint32_t workbook_sheet_count(const struct workbook *workbook); /* at least 1 */
const struct workbook_sheet *workbook_sheet_at(const struct workbook *workbook, uint32_t index);

/* Takes one row; anything but STATUS_OK stops the sheet and is passed on (not STATUS_EXISTS, which
 * is a part that is missing). */
typedef enum status (*workbook_row_fn)(void *context, const struct workbook_row *row);

/* Hands out the rows of a sheet in their order. STATUS_INVALID with a finding. */
MUST_CHECK enum status workbook_read(struct workbook *workbook, uint32_t sheet,
                                     workbook_row_fn take, void *context,
                                     struct workbook_facts *facts);

/* ---- numbers ---- */

enum { WORKBOOK_NUMBER_BYTES = 48 };

/* A stored number as CSV has it, with the decimal mark asked: "1234", "1234,50". A spreadsheet
 * computes in binary fractions: what lies within a millionth of a cent of a whole cent, or is one
 * in the 15 digits that spreadsheets keep, below 10^13, is that amount. Anything else is written
 * with the digits that are stored ("0,3000753476"), so that whoever reads amounts refuses it;
 * STATUS_RANGE says so. STATUS_SYNTAX: no number. */
MUST_CHECK enum status workbook_number(struct text stored, char decimal,
                                       char out[WORKBOOK_NUMBER_BYTES]);

#endif
