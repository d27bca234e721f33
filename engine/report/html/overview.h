/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of rapport.html: which run this is, its figures and its pictures. */
#ifndef REPORT_HTML_OVERVIEW_H
#define REPORT_HTML_OVERVIEW_H

#include "report/html/page.h"
#include "run/sums.h"

void overview_write(const struct html *h, const struct run_sums *sums);

#endif
