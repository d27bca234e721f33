/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rapport.html rests on: assumptions, findings, parameters, documents. */
#ifndef REPORT_HTML_RULES_H
#define REPORT_HTML_RULES_H

#include "report/html/page.h"

void rules_write(const struct html *h);

#endif
