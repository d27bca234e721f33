/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rapport.html: a run as one page that needs nothing but itself. */
#ifndef REPORT_HTML_PAGE_OF_RUN_H
#define REPORT_HTML_PAGE_OF_RUN_H

#include "run/run.h"
#include "write/out.h"

/* Writes the whole page. Its bytes are a function of the run and the language. STATUS_OVERFLOW:
 * counts of an action do not add up in 64 bits; STATUS_MEMORY; STATUS_BROKEN: no SHA-256. */
MUST_CHECK enum status html_write(const struct run *run, enum language language, struct out *out);

#endif
