/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of uitgaven.csv: accepted postings added up, in order, in bounded memory. */
#ifndef INGEST_BBC_SERIES_H
#define INGEST_BBC_SERIES_H

#include "ingest/bbc/rows.h"

struct bbc_series; /* opaque; one thread at a time */

/* NULL without memory. */
struct bbc_series *bbc_series_new(const struct bbc_options *options, size_t memory);
void bbc_series_free(struct bbc_series *series);

/* Adds an accepted posting; place is its file, from bit 48 up, and its line. */
MUST_CHECK enum status bbc_series_add(struct bbc_series *series, const struct bbc_event *event,
                                      struct text action, uint64_t place);

/* After the last one: adds findings about quarters that rise where they should stand apart or fall
 * where they should add up, and about sums that are too large (STATUS_INVALID then). */
MUST_CHECK enum status bbc_series_check(struct bbc_series *series, struct diag_list *diags);

/* After the check. files: by number. */
MUST_CHECK enum status bbc_series_give(struct bbc_series *series, const char *const *files,
                                       bbc_spending_fn take, void *context);

#endif
