/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV files of a run. Columns: docs/dossier.md. Amounts are Belgian, counts plain. */
#ifndef RUN_WRITE_CSV_H
#define RUN_WRITE_CSV_H

#include "core/diag.h"
#include "settle/settlement.h"
#include "write/out.h"

void table_lines(struct out *out, const struct settlement *settlement);      /* afrekening.csv */
void table_incentives(struct out *out, const struct settlement *settlement); /* stimulansen.csv */
void table_beneficiaries(struct out *out,
                         const struct settlement *settlement);        /* begunstigden.csv */
void table_kpi(struct out *out, const struct settlement *settlement); /* kpi.csv */
/* bevindingen.csv: sorted by everything but the line first, so that the order of the rows in the
 * input changes nothing but the lines. STATUS_MEMORY. */
MUST_CHECK enum status table_findings(struct out *out, const struct diag_list *diags,
                                      enum language language);

/* Hundredths of a per cent of a non-negative ratio given in per cent, rounded half up. */
int64_t percent_hundredths(double percent);

#endif
