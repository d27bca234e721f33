/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that may crash, in a process of its own. libxlsxwriter uses memory that it did not get, and
 * writes on after an error; what happens to the child does not happen to us. */
#ifndef REPORT_BOOK_APART_H
#define REPORT_BOOK_APART_H

#include "core/status.h"

typedef enum status (*apart_fn)(void *context);

/* Does the work in a child and gives what it gave, with its errno. What the work changes in memory
 * is lost; what it writes to open files stays. A child that dies, or that succeeds and printed to
 * standard error (where the library tells of memory that it did not get, and goes on):
 * STATUS_MEMORY. STATUS_IO: there is no child (see errno). */
MUST_CHECK enum status apart(apart_fn work, void *context);

#endif
