/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beginning of an export: its form, its line ends, its header. */
#ifndef INGEST_BBC_HEAD_H
#define INGEST_BBC_HEAD_H

#include "ingest/bbc/layout.h"
#include "ingest/bbc/source.h"
#include "ingest/stream/split.h"

struct bbc_head {
    const struct bbc_options *options;
    struct bbc_source *source; /* opened here, closed by the caller, also after a failure */
    struct splitter *splitter; /* the same */
    struct arena *arena;
    struct diag_list *diags;
    const char *file;
    uint64_t skipped_before; /* out: records above the header that the profile skips */
};

/* Opens path and reads up to and including the header; the splitter stands at the first record of
 * data. STATUS_INVALID: there is a finding. */
MUST_CHECK enum status bbc_head_read(struct bbc_head *head, const char *path,
                                     struct bbc_layout *layout);

/* The decoded and trimmed cells of the first record of a chunk of SPLIT_RECORDS. STATUS_SYNTAX: not
 * in the encoding. */
MUST_CHECK enum status bbc_cells_read(const struct bbc_options *options,
                                      const struct split_chunk *chunk, struct arena *arena,
                                      struct bbc_cells *out);

#endif
