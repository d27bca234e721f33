/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables whose columns columns.def lists: how they are declared, and how a
 * row is put. */
#include <assert.h>
#include <string.h>

#include "report/database/rows.h"

static bool is_amount(enum run_kind kind)
{
    return kind == RUN_AMOUNT || kind == RUN_SIGNED_AMOUNT || kind == RUN_MAYBE_AMOUNT ||
           kind == RUN_MAYBE_SIGNED;
}

static bool is_number(enum run_kind kind)
{
    return is_amount(kind) || kind == RUN_NUMBER || kind == RUN_COUNT || kind == RUN_MAYBE_COUNT ||
           kind == RUN_LINE || kind == RUN_MAYBE_LINE || kind == RUN_BOOL;
}

static bool may_be_null(enum run_kind kind)
{
    return kind == RUN_EMPTY_TEXT || kind == RUN_EMPTY_WORD || kind == RUN_NULL_TEXT ||
           kind == RUN_MAYBE_COUNT || kind == RUN_MAYBE_LINE || kind == RUN_MAYBE_AMOUNT ||
           kind == RUN_MAYBE_SIGNED;
}

static void add(struct bytes *sql, const char *text)
{
    bytes_add(sql, text, strlen(text));
}

/* "    saldo_cent INTEGER NOT NULL, -- balance to pay" */
static void declare(struct bytes *sql, const struct run_column *column)
{
    add(sql, "    ");
    add(sql, column->name);
    add(sql, is_amount(column->kind) ? "_cent" : "");
    add(sql, is_number(column->kind) ? " INTEGER" : " TEXT");
    add(sql, may_be_null(column->kind) ? "" : " NOT NULL");
    if (column->kind == RUN_BOOL) {
        add(sql, " CHECK (");
        add(sql, column->name);
        add(sql, " IN (0, 1))");
    }
    if (column->sql != NULL) {
        add(sql, " ");
        add(sql, column->sql);
    }
}

static void declare_all(struct bytes *sql, enum run_table table, bool more)
{
    struct run_shape shape;

    run_shape(table, RUN_SQL, &shape);
    for (size_t i = 0; i < shape.count; i++) {
        declare(sql, shape.columns[i]);
        add(sql, i + 1 < shape.count || more ? ",  -- " : "  -- ");
        add(sql, shape.columns[i]->says[LANGUAGE_EN]);
        if (shape.columns[i]->symbol != NULL) {
            add(sql, ": ");
            add(sql, shape.columns[i]->symbol);
        }
        add(sql, "\n");
    }
}

/* A line "    @line," or "    @line": the columns of that table, and more after
 * them or not. */
static bool declared(struct bytes *sql, const char *line, size_t length)
{
    static const struct {
        const char *mark;
        enum run_table table;
    } marks[] = {{"    @begunstigden", RUN_beneficiary},
                 {"    @lezing", RUN_reading},
                 {"    @lid", RUN_member},
                 {"    @afrekening", RUN_line},
                 {"    @alternatief", RUN_option},
                 {"    @stimulansen", RUN_incentive},
                 {"    @toekenning", RUN_grant},
                 {"    @rapport", RUN_report},
                 {"    @beslissing", RUN_decision},
                 {"    @betaling", RUN_payment},
                 {"    @uitgave", RUN_spending},
                 {"    @bevindingen", RUN_finding}};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t size = strlen(marks[i].mark);
        bool more = length == size + 1 && line[size] == ',';
        if ((more || length == size) && memcmp(line, marks[i].mark, size) == 0) {
            declare_all(sql, marks[i].table, more);
            return true;
        }
    }
    return false;
}

enum status database_schema(const char *template, struct bytes *sql)
{
    for (const char *line = template; *line != '\0';) {
        const char *end = strchr(line, '\n');
        size_t length = end == NULL ? strlen(line) : (size_t)(end - line);
        if (!declared(sql, line, length)) {
            bytes_add(sql, line, length);
            add(sql, "\n");
        }
        line += length + (end != NULL);
    }
    bytes_add(sql, "", 1);
    return bytes_status(sql);
}

void database_open_rows(struct database *db, const char *name, int before, enum run_table table)
{
    struct bytes sql = {0};

    run_shape(table, RUN_SQL, &db->shape);
    add(&sql, "INSERT INTO ");
    add(&sql, name);
    add(&sql, " VALUES (");
    for (int i = 0; i < before; i++)
        add(&sql, "?, ");
    for (size_t i = 0; i < db->shape.count; i++) {
        add(&sql, i > 0 ? ", " : "");
        add(&sql, db->shape.columns[i]->kind == RUN_NUMBER ? "CAST(? AS INTEGER)" : "?");
    }
    bytes_add(&sql, ")", sizeof ")");
    if (bytes_status(&sql) == STATUS_OK)
        database_open(db, sql.at);
    else
        database_no_memory(db);
    bytes_free(&sql);
}

static void put_cell(struct database *db, const struct run_column *column, const void *row)
{
    switch (column->kind) {
    case RUN_EMPTY_TEXT:
    case RUN_EMPTY_WORD:
    case RUN_NULL_TEXT:
        put_text_or_none(db, run_member_text(column, row));
        return;
    case RUN_COUNT:
    case RUN_MAYBE_COUNT:
        put_count(db, run_member_count(column, row));
        return;
    case RUN_LINE:
        put_count(db, *(const uint32_t *)run_member(column, row));
        return;
    case RUN_MAYBE_LINE:
        put_count(db, *(const uint32_t *)run_member(column, row) == 0
                          ? RUN_NONE
                          : (int64_t) * (const uint32_t *)run_member(column, row));
        return;
    case RUN_BOOL:
        put_bool(db, *(const bool *)run_member(column, row));
        return;
    case RUN_AMOUNT:
    case RUN_SIGNED_AMOUNT:
        put_money(db, run_member_money(column, row));
        return;
    case RUN_MAYBE_AMOUNT:
    case RUN_MAYBE_SIGNED:
        put_amount(db, run_member_amount(column, row));
        return;
    default:
        put_text(db, run_member_text(column, row));
        return;
    }
}

void database_row(struct database *db, const void *row)
{
    for (size_t i = 0; i < db->shape.count; i++)
        put_cell(db, db->shape.columns[i], row);
    database_row_end(db);
}
