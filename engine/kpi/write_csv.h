/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The KPI reports as CSV: `;`, Belgian amounts, whole counts, percentages with two decimals.
 * docs/kpi.md describes the columns. */
#ifndef KPI_WRITE_CSV_H
#define KPI_WRITE_CSV_H

#include "kpi/kpi_reports.h"
#include "kpi/kpi_view.h"
#include "kpi/kpi_years.h"
#include "write/out.h"

/* One row a key, then the total. */
void kpi_table_view(struct out *out, const struct kpi_view *view);
/* One row an application. */
void kpi_table_rows(struct out *out, const struct kpi_view *view);
/* One row an action and year, then its sum. */
void kpi_table_years(struct out *out, const struct kpi_years *years);
/* One row an application that differs from the year before. */
void kpi_table_differences(struct out *out, const struct kpi_years *years);
/* One row an action, target group and moment. */
void kpi_table_reports(struct out *out, const struct kpi_report_table *table);

#endif
