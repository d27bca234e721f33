/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a profile reads the first rows of an export, so that a wrong profile is seen at once. */
#ifndef INGEST_BBC_EXPLAIN_H
#define INGEST_BBC_EXPLAIN_H

#include "ingest/bbc/bbc.h"
#include "ingest/bbc/buffer.h"

enum { BBC_EXPLAIN_ROWS = 5 };

/* Writes it as text. STATUS_INVALID: the header does not fit, and the findings say why. */
MUST_CHECK enum status bbc_explain(const struct bbc_options *options, const char *path,
                                   struct diag_list *diags, struct bbc_buffer *out);

#endif
