/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads afrekening.json for explain; not for others. */
#ifndef REPORT_EXPLAIN_READ_H
#define REPORT_EXPLAIN_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "report/explain/explain.h"

struct json_t; /* jansson's */

struct explanation {
    struct json_t *root; /* with the rows of one beneficiary only */
    FILE *stream;
    enum language language;
};

/* A row of a table, with the names of its columns. */
struct row {
    const struct json_t *columns;
    const struct json_t *cells;
};

/* Keeps what is not a row, and the rows of the beneficiary: every row stands on a line of its own,
 * so a run of a million rows is not held as a tree. NULL: not such a file, or no memory. */
struct json_t *explain_load(const char *json, size_t size, const char *beneficiary,
                            enum status *status);

/* Row `index` of a table, of those that were kept; cells NULL: there are no more. */
struct row explain_row(const struct explanation *e, const char *table, size_t index);
const struct json_t *row_cell(struct row row, const char *column);
const char *row_text(struct row row, const char *column); /* "" when it is no text */
int64_t row_count(struct row row, const char *column);    /* 0 when it is no number */
bool row_has(struct row row, const char *column);         /* not null, not "" */

/* An amount of the file, "30000.00", in Belgian form; in a buffer that the sixteenth call after
 * overwrites. */
const char *explain_money(const char *plain);
const char *explain_number(int64_t count);

#endif
