/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the tables of the open data; not for others. */
#ifndef REPORT_OPENDATA_TABLES_H
#define REPORT_OPENDATA_TABLES_H

#include "run/run.h"

enum open_kind { OPEN_TEXT, OPEN_COUNT, OPEN_MONEY, OPEN_BOOLEAN };

struct open_text {
    const char *nl;
    const char *en;
};

struct open_column {
    const char *name;
    enum open_kind kind;
    bool required; /* never empty */
    bool is_date;
    const char *format; /* a regular expression for text, yyyy-MM-dd for a date; NULL: any */
    bool empty_is_text; /* an empty field is the empty text, not null: for keys */
    const char *unit;   /* of a count; NULL: no unit, or another in each row */
    struct open_text says;
};

struct open_cell {
    enum open_kind kind;
    const char *text;
    int64_t count;
    struct run_amount amount;
};

enum { OPEN_LINKS = 3, OPEN_COLUMNS = 24 };

struct open_table {
    const char *file;
    struct open_text title;
    const struct open_column *columns;
    size_t column_count;
    const char *key; /* columns of the primary key, with blanks between */
    struct {
        const char *columns; /* the same names in both tables */
        const char *file;
    } links[OPEN_LINKS];
    uint32_t (*rows)(const struct run *run);
    /* Fills the cells of a row, one for each column. */
    void (*fill)(const struct run *run, uint32_t row, struct open_cell *cells);
};

extern const struct open_table *const open_tables[]; /* by name of the file */
extern const size_t open_table_count;

#endif
