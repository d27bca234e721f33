/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings of a run in rapport.html, by code. */
#ifndef REPORT_HTML_FINDINGS_H
#define REPORT_HTML_FINDINGS_H

#include "report/html/page.h"

void findings_write(const struct html *h);

#endif
