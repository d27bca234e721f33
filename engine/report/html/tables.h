/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of rapport.html: per action, per beneficiary, and what waits for a decision. */
#ifndef REPORT_HTML_TABLES_H
#define REPORT_HTML_TABLES_H

#include "report/html/page.h"
#include "run/sums.h"

void table_of_decisions(const struct html *h, const struct run_sums *sums);
MUST_CHECK enum status table_of_actions(const struct html *h, const struct run_sums *sums);
void table_of_beneficiaries(const struct html *h);

#endif
