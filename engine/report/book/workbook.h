/* SPDX-License-Identifier: GPL-3.0-or-later */
/* afrekening.xlsx: the settlement as live formulas over its inputs, our amounts beside them.
 * docs/report.md says what each sheet holds, what is a formula, and up to which amounts it is
 * exact. */
#ifndef REPORT_BOOK_WORKBOOK_H
#define REPORT_BOOK_WORKBOOK_H

#include "run/run.h"
#include "write/out.h"

/* STATUS_RANGE: more rows than a sheet has, or amounts that a spreadsheet does not keep exactly;
 * STATUS_IO: see errno; STATUS_MEMORY. */
MUST_CHECK enum status workbook_write(const struct run *run, enum language language,
                                      struct out *out);

#endif
