/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, BUCKETS = 1 << DIGIT_BITS };

struct keyed {
    uint64_t key;
    size_t index;
};

/* Fills keys; false: the rows are in order already. */
static bool read_keys(struct keyed *keys, const char *items, size_t count, size_t item_bytes,
                      order_key_fn key, const void *context, uint64_t *varying)
{
    bool disorder = false;

    *varying = 0;
    for (size_t i = 0; i < count; i++) {
        keys[i] = (struct keyed){key(context, items + i * item_bytes), i};
        if (i == 0)
            continue;
        disorder |= keys[i].key < keys[i - 1].key;
        *varying |= keys[i].key ^ keys[0].key;
    }
    return disorder;
}

static void sort_digit(const struct keyed *from, struct keyed *to, size_t count, unsigned shift)
{
    size_t start[BUCKETS] = {0};
    size_t sum = 0;

    for (size_t i = 0; i < count; i++)
        start[from[i].key >> shift & (BUCKETS - 1)]++;
    for (size_t b = 0; b < BUCKETS; b++) {
        size_t size = start[b];
        start[b] = sum;
        sum += size;
    }
    for (size_t i = 0; i < count; i++)
        to[start[from[i].key >> shift & (BUCKETS - 1)]++] = from[i];
}

static enum status permute(char *items, const struct keyed *keys, size_t count, size_t item_bytes)
{
    char *sorted = malloc(count * item_bytes);

    if (sorted == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < count; i++)
        memcpy(sorted + i * item_bytes, items + keys[i].index * item_bytes, item_bytes);
    memcpy(items, sorted, count * item_bytes);
    free(sorted);
    return STATUS_OK;
}

enum status order_rows(void *items, size_t count, size_t item_bytes, order_key_fn key,
                       const void *context)
{
    enum status status = STATUS_OK;
    uint64_t varying = 0;

    if (count < 2)
        return STATUS_OK;
    struct keyed *keys = malloc(2 * count * sizeof *keys);
    if (keys == NULL)
        return STATUS_MEMORY;
    struct keyed *from = keys;
    struct keyed *to = keys + count;
    if (read_keys(keys, items, count, item_bytes, key, context, &varying)) {
        for (unsigned shift = 0; shift < 64; shift += DIGIT_BITS) {
            if ((varying >> shift & (BUCKETS - 1)) == 0)
                continue;
            sort_digit(from, to, count, shift);
            struct keyed *swap = from;
            from = to;
            to = swap;
        }
        status = permute(items, from, count, item_bytes);
    }
    free(keys);
    return status;
}
