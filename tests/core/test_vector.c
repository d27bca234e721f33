/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vector.h"

#include "support/rows.h"

struct pair {
    uint64_t number;
    char letter;
};

static void test_push(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    VECTOR(struct pair) pairs = {NULL, 0, 0};

    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(VECTOR_PUSH(&pairs, (struct pair){i, (char)('a' + i % 26)}), STATUS_OK);
    assert_int_equal(pairs.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(pairs.items[i].number, i);
        assert_int_equal(pairs.items[i].letter, 'a' + i % 26);
    }
    free(pairs.items);
}

/* Growth of an array that is not there: only the numbers count. */
static const struct growth {
    const char *name;
    uint32_t count;
    uint32_t capacity;
    size_t item_bytes;
    enum status status;
    uint32_t grown;
} growths[] = {
    {"the first", 0, 0, 1, STATUS_OK, 16},
    {"room left", 15, 16, 1, STATUS_OK, 16},
    {"full", 16, 16, 1, STATUS_OK, 32},
    {"full at the limit", LIMIT_ROWS, LIMIT_ROWS, 1, STATUS_RANGE, LIMIT_ROWS},
    {"without memory", 16, 16, SIZE_MAX / 32, STATUS_MEMORY, 16},
};

static void test_growth(void **state)
{
    const struct growth *row = *state;
    void *items = NULL;
    uint32_t capacity = row->capacity;

    assert_int_equal(vector_grow(&items, row->count, &capacity, row->item_bytes), row->status);
    assert_int_equal(capacity, row->grown);
    free(items);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_push, "push", NULL);
    ROWS_ADD(rows, test_growth, growths);
    return rows_run(rows, "core/vector");
}
