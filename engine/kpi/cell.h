/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a KPI report in the columns of write/grid.h. */
#ifndef KPI_CELL_H
#define KPI_CELL_H

#include "kpi/kpi_figures.h"
#include "write/grid.h"

static inline void kpi_cell_amount(FILE *stream, struct run_amount amount, int width)
{
    grid_money(stream, amount.known, amount.money, width);
}

static inline void kpi_cell_percent(FILE *stream, struct kpi_share share, int width)
{
    grid_money(stream, share.known, (struct money){share.hundredths}, width); /* 1.234,56 */
}

#endif
