/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a finished workbook back: libxlsxwriter does not say that its temporary files were cut
 * short. */
#ifndef REPORT_BOOK_CHECK_H
#define REPORT_BOOK_CHECK_H

#include "core/status.h"
#include "report/book/tally.h"

/* The workbook in the open file must be whole: every part well-formed, every list as long as it
 * says, and in the sheets the cells that were written. STATUS_BROKEN: it is not; STATUS_MEMORY;
 * STATUS_IO: see errno. The file stays open. */
MUST_CHECK enum status book_check(int file, const struct tally *written);

#endif
