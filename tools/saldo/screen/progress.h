/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a long piece of work is: one line on standard error, when that is a terminal and the work
 * takes more than a moment. Nowhere else, and gone when the work is done. */
#ifndef SALDO_SCREEN_PROGRESS_H
#define SALDO_SCREEN_PROGRESS_H

#include <stdint.h>

struct progress; /* opaque; one thread at a time */

/* what: the words before the figures. total: bytes of all the work. NULL when there is nothing to
 * show it on; the functions below take that as well. */
struct progress *progress_new(const char *what, uint64_t total);
void progress_free(struct progress *progress); /* ends it too */

/* bytes of the step at hand are done. */
void progress_at(struct progress *progress, uint64_t bytes);
/* The step at hand is done; the next one begins. */
void progress_step(struct progress *progress);
/* The same work begins again; why is said behind the figures. */
void progress_restart(struct progress *progress, const char *why);
/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
