/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database while it is filled, and how a row of it is written; not for
 * others than database. */
#ifndef REPORT_DATABASE_ROWS_H
#define REPORT_DATABASE_ROWS_H

#include "core/bytes.h"
#include "report/database/database.h"
#include "run/columns.h"

struct sqlite3;
struct sqlite3_stmt;

struct database {
    struct sqlite3 *handle;
    struct sqlite3_stmt *statement;
    int next; /* parameter to bind, from 1 */
    const struct run *run;
    struct run_shape shape; /* of the rows that are put */
    int result;             /* the first of SQLite's that was not right */
};

void database_check(struct database *db, int result);
void database_no_memory(struct database *db);

/* From open to close the values of an INSERT are put from left to right, row by
 * row. */
void database_open(struct database *db, const char *sql);
void database_row_end(struct database *db);
void database_close(struct database *db);
void put_count(struct database *db, int64_t count); /* RUN_NONE: NULL */
void put_text(struct database *db, const char *text);
void put_text_or_none(struct database *db, const char *text); /* "": NULL */
void put_money(struct database *db, struct money money);
void put_amount(struct database *db, struct run_amount amount);
void put_bool(struct database *db, bool value);

/* The statements that make the tables: the columns of columns.def in the place
 * of the marks. */
MUST_CHECK enum status database_schema(const char *template, struct bytes *sql);
/* Opens the table `name` for rows of columns.def; `before` values are put by
 * hand before each. */
void database_open_rows(struct database *db, const char *name, int before, enum run_table table);
/* Puts the cells of a row, and ends it. */
void database_row(struct database *db, const void *row);

/* Tables that stand on their own. */
void database_scheme(struct database *db);
void database_beneficiaries(struct database *db);

#endif
