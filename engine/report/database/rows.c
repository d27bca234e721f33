/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/database/rows.h"

#include <sqlite3.h>

void database_check(struct database *db, int result)
{
    if (db->result == SQLITE_OK && result != SQLITE_OK && result != SQLITE_DONE)
        db->result = result;
}

void database_no_memory(struct database *db)
{
    database_check(db, SQLITE_NOMEM);
}

void database_open(struct database *db, const char *sql)
{
    if (db->result == SQLITE_OK)
        database_check(db, sqlite3_prepare_v2(db->handle, sql, -1, &db->statement, NULL));
    db->next = 1;
}

void database_close(struct database *db)
{
    sqlite3_finalize(db->statement);
    db->statement = NULL;
}

void put_count(struct database *db, int64_t count)
{
    if (db->result == SQLITE_OK && count != RUN_NONE)
        database_check(db, sqlite3_bind_int64(db->statement, db->next, count));
    db->next++; /* what is not bound is NULL */
}

void put_text(struct database *db, const char *text)
{
    if (db->result == SQLITE_OK)
        database_check(db, sqlite3_bind_text(db->statement, db->next, text, -1, SQLITE_STATIC));
    db->next++;
}

void put_text_or_none(struct database *db, const char *text)
{
    if (*text == '\0')
        put_count(db, RUN_NONE);
    else
        put_text(db, text);
}

void put_money(struct database *db, struct money money)
{
    put_count(db, money.cents);
}

void put_amount(struct database *db, struct run_amount amount)
{
    put_count(db, amount.known ? amount.money.cents : RUN_NONE);
}

void put_bool(struct database *db, bool value)
{
    put_count(db, value);
}

void database_row_end(struct database *db)
{
    if (db->result == SQLITE_OK)
        database_check(db, sqlite3_step(db->statement));
    if (db->statement != NULL) {
        sqlite3_reset(db->statement);
        sqlite3_clear_bindings(db->statement);
    }
    db->next = 1;
}
