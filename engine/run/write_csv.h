/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV files of a run: their columns are those of columns.def. Amounts are Belgian, counts
 * plain. */
#ifndef RUN_WRITE_CSV_H
#define RUN_WRITE_CSV_H

#include "core/diag.h"
#include "run/feed.h"
#include "write/out.h"

/* afrekening.csv, stimulansen.csv, begunstigden.csv. STATUS_MEMORY. */
MUST_CHECK enum status run_write_table(struct out *out, struct run_feed *feed,
                                       enum run_table table);
void run_write_kpi(struct out *out, const struct run_kpi *rows, uint32_t count);
void run_write_findings(struct out *out, const struct run_finding *rows, uint32_t count);

/* bevindingen.csv of what was found: sorted by everything but the line first, so that the order of
 * the rows in the input changes nothing but the lines. STATUS_MEMORY. */
MUST_CHECK enum status table_findings(struct out *out, const struct diag_list *diags,
                                      enum language language);

#endif
