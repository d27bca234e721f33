/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of text on a terminal, for tables that people read there; widths are in columns. What
 * others wrote cannot move the cursor. */
#ifndef WRITE_GRID_H
#define WRITE_GRID_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/money.h"

/* Text in exactly width columns: cut with an ellipsis or filled with blanks. */
void grid_left(FILE *stream, const char *text, int width);
/* The same without the blanks: at the end of a line. */
void grid_last(FILE *stream, const char *text, int width);
/* At the right end of width columns, never cut: a figure stays whole. */
void grid_right(FILE *stream, const char *text, int width);
void grid_count(FILE *stream, bool known, int64_t count, int width); /* "–" when not known */
void grid_money(FILE *stream, bool known, struct money money, int width);

#endif
