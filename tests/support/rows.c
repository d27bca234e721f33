/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 120 };

struct rows {
    struct CMUnitTest *tests;
    size_t count;
    size_t capacity;
};

static void *or_abort(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

struct rows *rows_new(void)
{
    return or_abort(calloc(1, sizeof(struct rows)));
}

void rows_add(struct rows *rows, row_test *test, const char *name, const void *row)
{
    if (rows->count == rows->capacity) {
        rows->capacity = rows->capacity == 0 ? 64 : rows->capacity * 2;
        rows->tests = or_abort(realloc(rows->tests, rows->capacity * sizeof *rows->tests));
    }
    char *copy = or_abort(calloc(1, NAME_BYTES));

    snprintf(copy, NAME_BYTES, "%s", name);
    rows->tests[rows->count++] = (struct CMUnitTest){
        .name = copy,
        .test_func = test,
        .initial_state = (void *)(uintptr_t)row, /* cmocka does not write to it */
    };
}

int rows_run(struct rows *rows, const char *group)
{
    int failed = _cmocka_run_group_tests(group, rows->tests, rows->count, NULL, NULL);

    for (size_t i = 0; i < rows->count; i++)
        free((void *)(uintptr_t)rows->tests[i].name);
    free(rows->tests);
    free(rows);
    return failed == 0 ? 0 : 1;
}
