/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of an export is what: the header and the metadata, held against a profile. */
#ifndef INGEST_BBC_LAYOUT_H
#define INGEST_BBC_LAYOUT_H

#include "core/arena.h"
#include "ingest/bbc/bbc.h"
#include "ingest/bbc/record.h"

enum { BBC_COLUMNS = 8192, BBC_METADATA_ROWS = 64 };

struct bbc_value_column {
    uint32_t column;
    const char *fixed[ROLE_COUNT]; /* what the header or the metadata say of it; NULL: nothing */
    uint32_t variant;              /* columns of one variant are alike in all but the action */
};

struct bbc_span { /* key columns that stand side by side */
    uint32_t first, last;
};

struct bbc_layout {
    const struct profile *profile;
    const char *file;
    const char *const *headers; /* of the header row, trimmed */
    uint32_t width;
    int32_t column[ROLE_COUNT];    /* -1: no column of its own */
    const char *fixed[ROLE_COUNT]; /* declared for the whole export, or NULL */
    const struct bbc_value_column *values;
    uint32_t value_count;
    enum profile_role keys[ROLE_COUNT]; /* what says what kind of posting a row is, by column */
    uint32_t key_count;
    struct bbc_span spans[ROLE_COUNT]; /* the same columns */
    uint32_t span_count;
};

struct bbc_cells { /* a decoded record */
    const char *const *at;
    uint32_t count;
};

/* rows: the header row last, metadata before it. Findings name what is missing: STATUS_INVALID. */
MUST_CHECK enum status bbc_layout_make(const struct bbc_options *options, const char *file,
                                       const struct bbc_cells *rows, size_t row_count,
                                       struct arena *arena, struct diag_list *diags,
                                       struct bbc_layout *out);

/* The name of a column for messages: its header, or "kolom 7". */
const char *bbc_column_name(const struct bbc_layout *layout, uint32_t column, char buffer[24]);

/* "Totaal", "Eindtotaal", "Subtotaal", "Total", "Grand total", alone or followed by a name. */
bool bbc_is_total(const char *cell);

#endif
