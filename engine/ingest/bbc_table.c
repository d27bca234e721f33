/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc_table.h"

#include <stdlib.h>
#include <string.h>

enum { SEGMENT_ITEMS = 4096, FIRST_SLOTS = 1024 };

void bbc_table_free(struct bbc_table *table)
{
    for (uint32_t i = 0; i < table->segment_count; i++)
        free(table->segments[i]);
    free(table->segments);
    free(table->slots);
    *table = (struct bbc_table){.item_bytes = table->item_bytes};
}

static char *item_at(const struct bbc_table *table, uint32_t index)
{
    return table->segments[index / SEGMENT_ITEMS] + index % SEGMENT_ITEMS * table->item_bytes;
}

const void *bbc_table_at(const struct bbc_table *table, uint32_t index)
{
    return item_at(table, index);
}

static uint64_t key_at(const struct bbc_table *table, uint32_t index)
{
    uint64_t key;

    memcpy(&key, item_at(table, index), sizeof key);
    return key;
}

static uint32_t slot_of(const struct bbc_table *table, uint64_t key)
{
    uint64_t hash = (key ^ key >> 32) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t slot = (uint32_t)(hash >> 32) & (table->slot_count - 1);

    while (table->slots[slot] != 0 && key_at(table, table->slots[slot] - 1) != key)
        slot = (slot + 1) & (table->slot_count - 1);
    return slot;
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
        table->slots[slot_of(table, key_at(table, i))] = i + 1;
    return table->slots != NULL;
}

static bool grow_segments(struct bbc_table *table)
{
    char **segments =
        realloc(table->segments, (table->segment_count + 1) * sizeof *table->segments);

    if (segments == NULL)
        return false;
    table->segments = segments;
    segments[table->segment_count] = calloc(SEGMENT_ITEMS, table->item_bytes);
    if (segments[table->segment_count] == NULL)
        return false;
    table->segment_count++;
    return true;
}

void *bbc_table_add(struct bbc_table *table, uint64_t key, bool *added)
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
    memcpy(item, &key, sizeof key);
    return item;
}

const void *bbc_table_find(const struct bbc_table *table, uint64_t key)
{
    if (table->slot_count == 0)
        return NULL;
    uint32_t found = table->slots[slot_of(table, key)];

    return found == 0 ? NULL : item_at(table, found - 1);
}
