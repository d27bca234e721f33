/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests as tables: one reported cmocka test per row. */
#ifndef SUPPORT_ROWS_H
#define SUPPORT_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A test gets the address of its row: *state. */
typedef void row_test(void **state);

struct rows; /* opaque */

struct rows *rows_new(void);
/* name is copied; row is borrowed until rows_run. */
void rows_add(struct rows *rows, row_test *test, const char *name, const void *row);
/* Runs and frees all; returns what main returns. */
int rows_run(struct rows *rows, const char *group);

/* Adds a test for each row of an array of structs that have a member name. */
#define ROWS_ADD(rows, test, table)                                                                \
    do {                                                                                           \
        for (size_t i_ = 0; i_ < sizeof(table) / sizeof((table)[0]); i_++)                         \
            rows_add(rows, test, (table)[i_].name, &(table)[i_]);                                  \
    } while (0)

#endif
