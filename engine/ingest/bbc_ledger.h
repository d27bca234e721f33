/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepted postings, in the order of the files: added up, and held against each other.
 *
 * About 80 bytes for each distinct row of uitgaven.csv and 20 for each accepted posting; nothing
 * grows with what is skipped. */
#ifndef INGEST_BBC_LEDGER_H
#define INGEST_BBC_LEDGER_H

#include "ingest/bbc.h"
#include "ingest/bbc_rows.h"

struct bbc_ledger; /* opaque; one thread at a time */

/* NULL without memory. */
struct bbc_ledger *bbc_ledger_new(const struct bbc_options *options);
void bbc_ledger_free(struct bbc_ledger *ledger);

/* file is borrowed. STATUS_RANGE: too many files. */
MUST_CHECK enum status bbc_ledger_file(struct bbc_ledger *ledger, const char *file);
/* Takes the events of a batch of the last file and empties it. STATUS_OVERFLOW: a sum that does not
 * fit. */
MUST_CHECK enum status bbc_ledger_take(struct bbc_ledger *ledger, struct bbc_batch *batch);

/* Postings of the last file that repeat an earlier one and were rejected for it. */
struct bbc_sum bbc_ledger_repeated(const struct bbc_ledger *ledger);

/* Adds findings about what would count twice. */
MUST_CHECK enum status bbc_ledger_check(struct bbc_ledger *ledger, struct diag_list *diags);
MUST_CHECK enum status bbc_ledger_spending(struct bbc_ledger *ledger, bbc_spending_fn take,
                                           void *context);

#endif
