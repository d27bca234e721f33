/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/json_read.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "support/rows.h"

#define BRACKETS_31 "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
#define CLOSED_31 "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"

static const struct reading {
    const char *name;
    const char *text;
    enum status status;
} readings[] = {
    {"object", "{\"a\":[1,\"b\"]}", STATUS_OK},
    {"nothing", "", STATUS_SYNTAX},
    {"cut off", "{\"a\":", STATUS_SYNTAX},
    {"more behind it", "{} {}", STATUS_SYNTAX},
    {"a key twice", "{\"a\":1,\"a\":2}", STATUS_SYNTAX},
    {"no UTF-8", "[\"\xff\"]", STATUS_SYNTAX},
    {"a NUL in a string", "[\"\\u0000\"]", STATUS_SYNTAX},
    {"a number that does not fit", "[99999999999999999999]", STATUS_SYNTAX},
    {"as deep as may be", BRACKETS_31 "[]" CLOSED_31, STATUS_OK},
    {"one deeper", BRACKETS_31 "[[]]" CLOSED_31, STATUS_SYNTAX},
    {"one deeper, never closed", BRACKETS_31 "[{", STATUS_SYNTAX},
    {"brackets in a string", "[\"" BRACKETS_31 BRACKETS_31 "\\\"[[\"]", STATUS_OK},
};

static void test_reading(void **state)
{
    const struct reading *row = *state;
    json_t *root;

    assert_int_equal(json_read(row->text, strlen(row->text), &root), row->status);
    assert_int_equal(root != NULL, row->status == STATUS_OK);
    json_decref(root);
}

static long left = LONG_MAX; /* allocations that succeed */

static void *failing_malloc(size_t size)
{
    return left-- > 0 ? malloc(size) : NULL;
}

/* Each allocation fails once: it is never told as a fault of the text. */
static void test_memory(void **state)
{
    static const char text[] = "{\"a\":[1,2.5,\"b\",true,null,{\"c\":{},\"d\":[[]]}],"
                               "\"a long key that does not fit in a small buffer\":\"long text\"}";
    enum status status = STATUS_MEMORY;
    json_t *root;

    (void)state;
    for (long count = 0; status != STATUS_OK && count < 1000; count++) {
        left = count;
        status = json_read(text, sizeof text - 1, &root);
        if (status != STATUS_OK)
            assert_int_equal(status, STATUS_MEMORY);
        json_decref(root);
    }
    left = LONG_MAX;
    assert_int_equal(status, STATUS_OK);
}

int main(void)
{
    struct rows *rows = rows_new();

    json_set_alloc_funcs(failing_malloc, free);
    ROWS_ADD(rows, test_reading, readings);
    rows_add(rows, test_memory, "memory", NULL);
    return rows_run(rows, "seal/json_read");
}
