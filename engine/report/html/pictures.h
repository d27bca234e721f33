/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four pictures of rapport.html. */
#ifndef REPORT_HTML_PICTURES_H
#define REPORT_HTML_PICTURES_H

#include "report/html/page.h"
#include "run/sums.h"

void picture_of_money(const struct html *h); /* a waterfall */
void picture_of_attainment(const struct html *h, const struct run_sums *sums);
void picture_of_spending(const struct html *h, const struct run_sums *sums);
/* One bar per target group. STATUS_MEMORY. */
MUST_CHECK enum status picture_of_actions(const struct html *h, const struct run_sums *sums);

#endif
