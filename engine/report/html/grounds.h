/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a statement of rapport.html rests on: passages of the documents, and assumptions. */
#ifndef REPORT_HTML_GROUNDS_H
#define REPORT_HTML_GROUNDS_H

#include "report/html/page.h"

/* used: room for a mark per assumption of the run. */
void grounds_write(const struct html *h, const struct run_beneficiary *b, bool *used);

#endif
