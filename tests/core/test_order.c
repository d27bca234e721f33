/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/order.h"

#include <stdbool.h>
#include <stdlib.h>

#include "support/random.h"
#include "support/rows.h"

struct item {
    uint64_t key;
    uint32_t place; /* in the order of the input */
    char bulk[5];   /* a size that is no power of two */
};

static uint64_t key_of(const void *context, const void *item)
{
    const uint64_t *mask = context;

    return ((const struct item *)item)->key & *mask;
}

/* Random keys under a mask: which bits vary, and how many keys are equal. */
static const struct shape {
    const char *name;
    size_t count;
    uint64_t mask;
} shapes[] = {
    {"nothing", 0, UINT64_MAX},
    {"one", 1, UINT64_MAX},
    {"two", 2, UINT64_MAX},
    {"a hundred", 100, UINT64_MAX},
    {"all keys equal", 1000, 0},
    {"two keys", 1000, 1},
    {"lowest digit", 10000, 0x7ff},
    {"middle digit", 10000, UINT64_C(0x7ff) << 33},
    {"highest bits", 10000, UINT64_C(0xff) << 56},
    {"two digits apart", 10000, UINT64_C(0x8000000000000003)},
    {"all bits", 100000, UINT64_MAX},
};

static void assert_sorted(const struct item *items, size_t count, uint64_t mask)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t before = items[i - 1].key & mask;
        uint64_t key = items[i].key & mask;
        if (before > key || (before == key && items[i - 1].place >= items[i].place))
            fail_msg("items %zu and %zu are exchanged", i - 1, i);
    }
}

static void test_shape(void **state)
{
    const struct shape *row = *state;
    struct item *items = calloc(row->count + 1, sizeof *items);
    bool *seen = calloc(row->count + 1, sizeof *seen);
    uint64_t seed = 5;

    assert_non_null(items);
    assert_non_null(seen);
    for (size_t i = 0; i < row->count; i++)
        items[i] = (struct item){.key = random_next(&seed), .place = (uint32_t)i};
    assert_int_equal(order_rows(items, row->count, sizeof *items, key_of, &row->mask), STATUS_OK);
    assert_sorted(items, row->count, row->mask);
    for (size_t i = 0; i < row->count; i++) {
        assert_false(seen[items[i].place]);
        seen[items[i].place] = true;
    }
    /* In order already: nothing moves. */
    assert_int_equal(order_rows(items, row->count, sizeof *items, key_of, &row->mask), STATUS_OK);
    assert_sorted(items, row->count, row->mask);
    free(items);
    free(seen);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_shape, shapes);
    return rows_run(rows, "core/order");
}
