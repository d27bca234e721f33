/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a sheet as lines of delimited text, in the encoding and with the marks of a profile. */
#ifndef INGEST_BBC_SHEET_TEXT_H
#define INGEST_BBC_SHEET_TEXT_H

#include "core/bytes.h"
#include "core/diag.h"
#include "ingest/workbook/workbook.h"
#include "rules/profile/profile.h"

struct sheet_text {
    const struct profile *profile;
    uint32_t width;   /* columns of every row that holds something */
    const char *name; /* of the sheet, for findings */
    struct diag_list *diags;
    uint32_t row; /* the line that comes next */
    struct bytes out;
};

/* Adds lines for the rows that are not there, up to the row; at most a piece of them at a time: the
 * row was reached when text->row says so. */
MUST_CHECK enum status sheet_text_to_row(struct sheet_text *text, uint32_t row);
/* Adds the line of a row that was reached. STATUS_INVALID with a finding: a character that the
 * encoding of the profile does not have. */
MUST_CHECK enum status sheet_text_row(struct sheet_text *text, const struct workbook_row *row);

#endif
