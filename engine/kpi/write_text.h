/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The KPI reports for a terminal of 80 columns. */
#ifndef KPI_WRITE_TEXT_H
#define KPI_WRITE_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "kpi/kpi_view.h"
#include "kpi/kpi_years.h"

/* Who reported, who must be looked at, and the figures by key. */
void kpi_text_view(FILE *stream, const struct kpi_view *view, enum language language);
/* The applications, with the reports that were replaced. */
void kpi_text_rows(FILE *stream, const struct kpi_view *view, enum language language);
/* Per action the layout of the published figures; rows: and by application. */
void kpi_text_years(FILE *stream, const struct kpi_years *years, bool rows, enum language language);

#endif
