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

struct bbc_cells { /* a decoded record */
    const char *const *at;
    uint32_t count;
};

struct bbc_span { /* key columns that stand side by side */
    uint32_t first, last;
};

struct bbc_column_use { /* of a column, or of a row of metadata */
    const char *name;
    const char *role;    /* NULL: not read */
    const char *unread;  /* why not; NULL where there is a role */
    const char *measure; /* PROFILE_MATRIX: what a row above the header calls it; NULL: nothing */
};

struct bbc_layout {
    const struct profile *profile;
    const char *file;
    const char *const *headers; /* of the header row, trimmed */
    uint32_t width;
    const uint32_t *by_name;               /* all columns, in the order of their headers */
    const uint32_t *rank;                  /* of a column in that order */
    struct bbc_column_use *uses;           /* of all columns (ingest/bbc/columns.h) */
    const struct bbc_column_use *metadata; /* of the rows above the header */
    uint32_t metadata_count;
    const struct bbc_cells *labels[ROLE_COUNT]; /* PROFILE_MATRIX: its row of metadata, or NULL */
    bool fast_amounts;                          /* 1.234,56: bbc_amount_fast may read them */
    bool adjusted;                 /* what is read is not yet the amount (ingest/bbc/adjust.c) */
    bool keyed;                    /* a row may lack a key that the profile says it has */
    int32_t column[ROLE_COUNT];    /* -1: no column of its own */
    const char *fixed[ROLE_COUNT]; /* declared for the whole export, or NULL */
    const struct bbc_value_column *values;
    uint32_t value_count;
    enum profile_role keys[ROLE_COUNT]; /* what says what kind of posting a row is, by column */
    uint32_t key_count;
    struct bbc_span spans[ROLE_COUNT]; /* the same columns */
    uint32_t span_count;
};

/* rows: the header row last, metadata before it. Findings name what is missing: STATUS_INVALID. */
MUST_CHECK enum status bbc_layout_make(const struct bbc_options *options, const char *file,
                                       const struct bbc_cells *rows, size_t row_count,
                                       struct arena *arena, struct diag_list *diags,
                                       struct bbc_layout *out);

/* The name of a column for messages: its header, or "kolom 7". */
const char *bbc_column_name(const struct bbc_layout *layout, uint32_t column, char buffer[24]);

/* Whether a column or a row of metadata has this role. */
bool bbc_layout_says(const struct bbc_layout *layout, enum profile_role role);

/* "Totaal", "Eindtotaal", "Subtotaal", "Total", "Grand total", alone or before a colon. */
bool bbc_is_total(const char *cell);
/* The same, or followed by a name: so says the column of the name of a government. */
bool bbc_begins_total(const char *cell);

#endif
