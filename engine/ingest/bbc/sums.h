/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are rejected as a total, held against the rows above them.
 *
 * A total is right when it is the sum of all rows above that are no total, of those since one of
 * the totals before it, or, in an export with one amount a row, of the accepted ones that are
 * alike in year, kind, status and code. */
#ifndef INGEST_BBC_SUMS_H
#define INGEST_BBC_SUMS_H

#include "ingest/bbc/rows.h"

struct bbc_sums; /* opaque; of one file; one thread at a time */

/* NULL without memory. */
struct bbc_sums *bbc_sums_new(void);
void bbc_sums_free(struct bbc_sums *sums);

/* In the order of the file: an accepted posting, a total, the end of a batch. */
MUST_CHECK enum status bbc_sums_accept(struct bbc_sums *sums, const struct bbc_event *event);
MUST_CHECK enum status bbc_sums_total(struct bbc_sums *sums, const struct bbc_total_row *total);
void bbc_sums_batch(struct bbc_sums *sums, __int128 plain);

/* What was found; lives as long as the sums. */
const struct bbc_checked *bbc_sums_checked(struct bbc_sums *sums);

#endif
