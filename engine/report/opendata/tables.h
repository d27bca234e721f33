/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the open data; not for others. Their columns stand in run/columns.def. */
#ifndef REPORT_OPENDATA_TABLES_H
#define REPORT_OPENDATA_TABLES_H

#include "run/columns.h"
#include "run/sums.h"

struct open_text {
    const char *nl;
    const char *en;
};

struct open_data { /* what the tables are filled from */
    const struct run *run;
    const struct run_sums *sums;
    struct run_group group; /* the row of doelgroepen.csv that was made last */
};

enum { OPEN_LINKS = 3 };

struct open_table {
    const char *file;
    struct open_text title;
    enum run_table table;
    enum run_table owner; /* of whose columns the first `before` stand before its own */
    unsigned char before; /* 0: it has no owner */
    const char *key;      /* columns of the primary key, with blanks between */
    struct {
        const char *columns; /* the same names in both tables */
        const char *file;
    } links[OPEN_LINKS];
};

extern const struct open_table open_tables[]; /* by name of the file */
extern const size_t open_table_count;

/* The columns, those of its owner first. */
void open_table_shape(const struct open_table *table, struct run_shape *out);
uint32_t open_table_rows(const struct open_table *table, const struct run *run);
/* A row, right until the next one, and that of its owner. */
const void *open_table_row(const struct open_table *table, struct open_data *data, uint32_t index);
const void *open_table_owner(const struct open_table *table, const struct run *run, uint32_t index);

#endif
