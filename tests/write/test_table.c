/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/bytes.h"
#include "support/rows.h"
#include "write/table.h"

/* row: NULL in the header; more: a cell that the header has not got. */
static void put_row(struct table *t, const int *row, bool more)
{
    TABLE_TEXT(t, "naam", *row == 1 ? "een;twee" : "=drie");
    TABLE_COUNT(t, "aantal", *row);
    TABLE_MONEY(t, "bedrag", (struct money){*row * 100});
    if (more)
        TABLE_COUNT(t, "meer", *row);
    table_end(t);
}

static void write_rows(struct out *out, bool more)
{
    struct table t = table_open(out);

    put_row(&t, NULL, false);
    for (int row = 1; row <= 2; row++)
        put_row(&t, &row, more);
}

static void test_rows(void **state)
{
    struct bytes made = {0};
    struct out *out = out_tap_new(bytes_add, &made);

    (void)state;
    write_rows(out, false);
    assert_int_equal(out_finish(out), STATUS_OK);
    bytes_add(&made, "", 1);
    assert_string_equal(made.at, "naam;aantal;bedrag\n\"een;twee\";1;1,00\n'=drie;2;2,00\n");
    bytes_free(&made);
}

static void test_another_number(void **state)
{
    int status = 0;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        struct bytes made = {0};
        close(STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        write_rows(out_tap_new(bytes_add, &made), true);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_rows, "header and rows", NULL);
    rows_add(rows, test_another_number, "another number of cells", NULL);
    return rows_run(rows, "write/table");
}
