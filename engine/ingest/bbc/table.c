/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/table.h"

#include <stdlib.h>
#include <string.h>

enum {
    SEGMENT_ITEMS = 8192,
    FIRST_SLOTS = 1024,
    SLOT_BYTES = 10 /* of the slots an item, at most and on a round number */
};

void bbc_table_free(struct bbc_table *table)
{
    for (uint32_t i = 0; i < table->segment_count; i++)
        free(table->segments[i]);
    free(table->segments);
    free(table->slots);
    *table = (struct bbc_table){.item_bytes = table->item_bytes, .key_bytes = table->key_bytes};
}

void bbc_table_clear(struct bbc_table *table)
{
    table->count = 0;
    if (table->slots != NULL)
        memset(table->slots, 0, table->slot_count * sizeof *table->slots);
}

static char *item_at(const struct bbc_table *table, uint32_t index)
{
    return table->segments[index / SEGMENT_ITEMS] + index % SEGMENT_ITEMS * table->item_bytes;
}

const void *bbc_table_at(const struct bbc_table *table, uint32_t index)
{
    return item_at(table, index);
}

static uint32_t slot_of(const struct bbc_table *table, const void *key)
{
    uint64_t start;

    memcpy(&start, key, sizeof start);
    uint64_t hash = (start ^ start >> 32) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t slot = (uint32_t)(hash >> 32) & (table->slot_count - 1);

    while (table->slots[slot] != 0 &&
           memcmp(item_at(table, table->slots[slot] - 1), key, table->key_bytes) != 0)
        slot = (slot + 1) & (table->slot_count - 1);
    return slot;
}

size_t bbc_table_bytes(const struct bbc_table *table)
{
    return table->count * (table->item_bytes + SLOT_BYTES);
}

static bool grow_slots(struct bbc_table *table)
{
    uint32_t count = table->slot_count == 0 ? FIRST_SLOTS : table->slot_count * 2;

    if (count == 0)
        return false;
    free(table->slots); /* they are made anew from the items */
    table->slots = calloc(count, sizeof *table->slots);
    table->slot_count = table->slots == NULL ? 0 : count;
    for (uint32_t i = 0; i < table->count && table->slots != NULL; i++)
        table->slots[slot_of(table, item_at(table, i))] = i + 1;
    return table->slots != NULL;
}

static bool grow_segments(struct bbc_table *table)
{
    char **segments =
        realloc(table->segments, (table->segment_count + 1) * sizeof *table->segments);

    if (segments == NULL)
        return false;
    table->segments = segments;
    segments[table->segment_count] = malloc(SEGMENT_ITEMS * table->item_bytes);
    if (segments[table->segment_count] == NULL)
        return false;
    table->segment_count++;
    return true;
}

void *bbc_table_add(struct bbc_table *table, const void *key, bool *added)
{
    if (table->count >= table->slot_count / 4 * 3 && !grow_slots(table))
        return NULL;
    uint32_t slot = slot_of(table, key);
    *added = table->slots[slot] == 0;
    if (!*added)
        return item_at(table, table->slots[slot] - 1);
    if (table->count == table->segment_count * SEGMENT_ITEMS && !grow_segments(table))
        return NULL;
    table->slots[slot] = ++table->count;
    char *item = item_at(table, table->count - 1);
    memset(item + table->key_bytes, 0, table->item_bytes - table->key_bytes);
    memcpy(item, key, table->key_bytes);
    return item;
}
