/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each amount of rapport.html came about: formula with its numbers, rule, input file and line,
 * decisions, assumptions. Closed until it is opened. */
#ifndef REPORT_HTML_DERIVE_H
#define REPORT_HTML_DERIVE_H

#include "report/html/page.h"

void derive_line(const struct html *h, uint32_t index);
void derive_incentive(const struct html *h, uint32_t index);
/* Payments, spending and the financial control of a beneficiary. */
void derive_beneficiary(const struct html *h, const struct run_beneficiary *b);

#endif
