/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of text on a terminal; what comes from a run cannot move the cursor. */
#ifndef KPI_CELL_H
#define KPI_CELL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "kpi/kpi_figures.h"

/* Text in exactly width columns: cut with an ellipsis or filled with blanks. */
void kpi_cell_left(FILE *stream, const char *text, int width);
/* The same without the blanks: at the end of a line. */
void kpi_cell_last(FILE *stream, const char *text, int width);
/* At the right end of width columns, never cut: a figure stays whole. */
void kpi_cell_right(FILE *stream, const char *text, int width);
void kpi_cell_count(FILE *stream, bool known, int64_t count, int width); /* "–" when not known */
void kpi_cell_money(FILE *stream, bool known, struct money money, int width);
void kpi_cell_amount(FILE *stream, struct run_amount amount, int width);
void kpi_cell_percent(FILE *stream, struct kpi_share share, int width);

#endif
