/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of a workbook as the text of an export: delimited as the profile says, one line a row, so
 * that a line of the text is a row of the sheet.
 *
 * The sheet is read twice: once to see which it is, how wide it is and what a person should know of
 * it, and once to give it out, by a thread that is at most two pieces ahead. What is held does not
 * grow with the sheet. */
#ifndef INGEST_BBC_SHEET_H
#define INGEST_BBC_SHEET_H

#include "core/arena.h"
#include "core/diag.h"
#include "ingest/bbc/bbc.h"

struct bbc_sheet; /* opaque */

/* Opens the workbook in fd, which is borrowed and from the first bbc_sheet_read on is not the
 * caller's to read; what is found goes to diags, with names in the
 * arena. *out stays NULL with STATUS_OK when the zip is no workbook. STATUS_INVALID: damaged, or it
 * is not clear which sheet; STATUS_IO: errno tells; STATUS_MEMORY. */
MUST_CHECK enum status bbc_sheet_open(int fd, const char *name, const struct bbc_options *options,
                                      struct arena *arena, struct diag_list *diags,
                                      struct bbc_sheet **out);
/* "export.xlsx:Blad1!", in the arena of bbc_sheet_open. */
const char *bbc_sheet_name(const struct bbc_sheet *sheet);
/* The next bytes; *got = 0 is the end. STATUS_INVALID: a finding stands in diags. */
MUST_CHECK enum status bbc_sheet_read(struct bbc_sheet *sheet, char *at, size_t size, size_t *got,
                                      struct diag_list *diags);
void bbc_sheet_close(struct bbc_sheet *sheet); /* NULL is fine */

#endif
