/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statements (afrekeningen) of rapport.html: one per beneficiary, on paper a page each. */
#ifndef REPORT_HTML_STATEMENT_H
#define REPORT_HTML_STATEMENT_H

#include "report/html/page.h"

MUST_CHECK enum status statements_write(const struct html *h); /* STATUS_MEMORY */

/* The box for what waits for a decision: what each choice would come to. */
void decisions_of_beneficiary(const struct html *h, const struct run_beneficiary *b);

#endif
