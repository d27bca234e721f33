/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reports each government's postings come from, and which of them would count twice. */
#ifndef INGEST_BBC_REPORTS_H
#define INGEST_BBC_REPORTS_H

#include "ingest/bbc/rows.h"

struct bbc_reports; /* opaque; one thread at a time */

/* NULL without memory. */
struct bbc_reports *bbc_reports_new(const struct bbc_options *options, size_t memory);
void bbc_reports_free(struct bbc_reports *reports);

/* Remembers which report an accepted posting, or that of an OCMW that was left out, comes from. */
MUST_CHECK enum status bbc_reports_add(struct bbc_reports *reports, const struct bbc_event *event,
                                       struct text name);

/* After the last one: adds findings about what would count twice, and about NIS codes that no
 * register has. */
MUST_CHECK enum status bbc_reports_check(struct bbc_reports *reports, struct diag_list *diags);

#endif
