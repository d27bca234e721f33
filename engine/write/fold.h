/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for a terminal of 80 columns. */
#ifndef WRITE_FOLD_H
#define WRITE_FOLD_H

#include <stdio.h>

enum { FOLD_WIDTH = 80 };

/* Writes text behind an indent, broken at blanks so that no line passes FOLD_WIDTH where a break
 * is possible. The first line begins at column `at` (0: write the indent first). Ends with a line
 * end. */
void fold_text(FILE *stream, const char *text, int at, int indent);

/* Number of characters that the text shows, one column each. */
int fold_columns(const char *text);

#endif
