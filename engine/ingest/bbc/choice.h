/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was chosen, held against what the exports hold: a choice that takes nothing is an error. */
#ifndef INGEST_BBC_CHOICE_H
#define INGEST_BBC_CHOICE_H

#include "ingest/bbc/totals.h"

/* After bbc_totals_finish. Adds findings to run->diags. */
void bbc_choice_check(struct bbc_run *run, const struct bbc_result *result);

#endif
