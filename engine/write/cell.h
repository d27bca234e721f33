/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the run's CSV files: `;`, LF, quotes where needed, nothing that a spreadsheet would
 * take for a formula. */
#ifndef WRITE_CELL_H
#define WRITE_CELL_H

#include "write/out.h"

/* A cell of text. Text that starts with = + - @ tab or CR gets an apostrophe in front; a cell with
 * `;`, a quote or a line end is quoted. What a screen would take for a command, and bytes that are
 * no UTF-8, become '?'. */
void cell_text(struct out *out, const char *text);

#endif
