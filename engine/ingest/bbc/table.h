/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of small items that begin with their key of 64 or 128 bits.
 *
 * Items never move: they stand in segments in the order in which they were added, and a few bytes
 * an item find them by key. So growing costs no second copy, which the bound on memory needs. */
#ifndef INGEST_BBC_TABLE_H
#define INGEST_BBC_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bbc_table {
    size_t item_bytes; /* set by the owner; the rest zero */
    size_t key_bytes;  /* the same; 8 or 16, of which the first 8 are well spread or few */
    char **segments;
    uint32_t segment_count;
    uint32_t count;
    uint32_t *slots; /* index + 1; 0: free */
    uint32_t slot_count;
};

void bbc_table_free(struct bbc_table *table);
/* Empties it and keeps its memory for what comes next. */
void bbc_table_clear(struct bbc_table *table);
size_t bbc_table_bytes(const struct bbc_table *table); /* about what its items take */
/* The item with this key, zeroed but for the key when it was not there. NULL without memory. */
void *bbc_table_add(struct bbc_table *table, const void *key, bool *added);
const void *bbc_table_at(const struct bbc_table *table, uint32_t index);

#endif
