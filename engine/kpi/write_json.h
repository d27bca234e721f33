/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The KPI reports as JSON ("saldo-kpi/1", docs/kpi.md): counts, amounts and percentages as in the
 * CSV, null where there is none. */
#ifndef KPI_WRITE_JSON_H
#define KPI_WRITE_JSON_H

#include <stdbool.h>

#include "kpi/kpi_view.h"
#include "kpi/kpi_years.h"
#include "write/out.h"

/* rows: each key also with its applications and all their reports. */
void kpi_json_view(struct out *out, const struct kpi_view *view, bool rows);
void kpi_json_years(struct out *out, const struct kpi_years *years);

#endif
