/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where two versions of a file of a run first differ. */
#ifndef API_COMPARE_H
#define API_COMPARE_H

#include <stdint.h>

#include "core/arena.h"
#include "core/text.h"

struct comparison {
    bool same;
    uint32_t line, column;   /* 1-based; column: the field of a table, the byte of another file */
    const char *beneficiary; /* of the row; "" when it cannot be told */
    const char *action;      /* number of an action, or id of an incentive */
    const char *group;
    const char *field;     /* name of the column; "" when it is not one cell that differs */
    const char *old, *new; /* the cells, or the pieces that differ, fit to show */
};

/* A table of ours: `;`, quotes, a header. old and new may be anything at all. STATUS_MEMORY. */
MUST_CHECK enum status compare_tables(struct text old, struct text new, struct arena *arena,
                                      struct comparison *out);
/* Any other text. */
MUST_CHECK enum status compare_texts(struct text old, struct text new, struct arena *arena,
                                     struct comparison *out);

/* How many amounts a table of ours holds: cells of the columns that are in euro, not empty. */
uint64_t compare_amounts(struct text table);

#endif
