/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run adds up: totals per file, per class of postings, per reason; and their tie-outs. */
#ifndef INGEST_BBC_TOTALS_H
#define INGEST_BBC_TOTALS_H

#include "core/arena.h"
#include "core/map.h"
#include "core/vector.h"
#include "ingest/bbc/ledger.h"
#include "ingest/bbc/rows.h"

struct bbc_run {
    const struct bbc_options *options;
    struct diag_list *all;   /* the caller's */
    struct diag_list *diags; /* of this reading; a second one starts anew */
    struct arena *arena;
    struct bbc_repeat *repeat;
    struct bbc_ledger *ledger;
    struct text_map *names; /* of the files */
    VECTOR(struct bbc_file) files;
    struct text_map *total_keys;
    struct text_map *skip_keys;
    VECTOR(struct bbc_skip_value) skip_values;
    bool kinds_said;    /* an export says of what kind its reports are */
    bool chosen_recent; /* --status chooses by ROLE_RECENT */
    VECTOR(struct bbc_total) totals;
    VECTOR(struct bbc_reason_total) reasons;
    struct bbc_reason_sum rejects[FINDING_COUNT];
    struct bbc_sum skips[BBC_SKIP_COUNT];
    struct bbc_trouble trouble; /* of a STATUS_IO */
    bool failed;                /* a file could not be read; findings are the caller's at once */
    bool settled;
};

static inline void bbc_sum_into(struct bbc_sum *sum, struct bbc_sum more)
{
    sum->count += more.count;
    sum->cents += more.cents;
}

/* Adds a finding about a file (bbc.c). */
void bbc_run_report(struct bbc_run *run, enum finding finding, const char *file, const char *a,
                    const char *b, const char *c);

/* Adds what the threads found in a file. STATUS_RANGE: too many classes. */
MUST_CHECK enum status bbc_totals_add(struct bbc_run *run, struct bbc_file *file,
                                      const struct bbc_rows *rows, unsigned threads);
/* Sorts and adds up. STATUS_BROKEN: the sums by reason are not those by file. */
MUST_CHECK enum status bbc_totals_finish(struct bbc_run *run, struct bbc_result *out);

#endif
