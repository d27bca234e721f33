/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepted postings, in the order of the files: added up, and held against each other, in bounded
 * memory. */
#ifndef INGEST_BBC_LEDGER_H
#define INGEST_BBC_LEDGER_H

#include "ingest/bbc/bbc.h"
#include "ingest/bbc/repeat.h"
#include "ingest/bbc/rows.h"

enum { BBC_MEMORY_BYTES = 28 << 20 }; /* what a ledger uses, about, unless options say other */

struct bbc_ledger; /* opaque; one thread at a time */

/* repeat is borrowed. NULL without memory. */
struct bbc_ledger *bbc_ledger_new(const struct bbc_options *options, struct bbc_repeat *repeat);
void bbc_ledger_free(struct bbc_ledger *ledger);

/* Of BBC_MEMORY_BYTES, or what the options say, the part of the repeats. */
size_t bbc_ledger_repeat_bytes(const struct bbc_options *options);

/* file is borrowed. STATUS_RANGE: too many files. */
MUST_CHECK enum status bbc_ledger_file(struct bbc_ledger *ledger, const char *file);
/* Takes the events of a batch of the last file and empties it. */
MUST_CHECK enum status bbc_ledger_take(struct bbc_ledger *ledger, struct bbc_batch *batch);

/* Postings of the last file that repeat an earlier one and were rejected for it. */
struct bbc_sum bbc_ledger_repeated(const struct bbc_ledger *ledger);

/* By finding: whether its rejects are only counted from here on (bbc/rejects.h). */
const atomic_bool *bbc_ledger_full(const struct bbc_ledger *ledger);
struct bbc_left bbc_ledger_left(const struct bbc_ledger *ledger, enum finding finding);

/* What the system refused, after a STATUS_IO of any call. */
struct bbc_trouble bbc_ledger_trouble(const struct bbc_ledger *ledger);

/* Total rows of the last file; valid until the next one begins. */
struct bbc_checked bbc_ledger_checked(const struct bbc_ledger *ledger);

/* Adds findings about what would count twice or is too large. */
MUST_CHECK enum status bbc_ledger_check(struct bbc_ledger *ledger, struct diag_list *diags);
/* After the check. */
MUST_CHECK enum status bbc_ledger_spending(struct bbc_ledger *ledger, bbc_spending_fn take,
                                           void *context);

#endif
