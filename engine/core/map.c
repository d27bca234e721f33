/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/map.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>

enum { FIRST_CAPACITY = 64 }; /* a power of two, as every later capacity */

struct text_slot {
    struct text key;
    uint64_t hash;
    uint32_t value; /* MAP_NONE: free */
};

/* A number of its own for each map, so that nobody can prepare keys that all fall into one place.
 * No output depends on it: a map is never walked. */
static uint64_t new_seed(const void *map)
{
    uint64_t seed;

    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) == (ssize_t)sizeof seed)
        return seed;
    return (uint64_t)(uintptr_t)map; /* where memory happens to be */
}

struct text_map {
    struct text_slot *slots;
    size_t capacity;
    size_t used;
    uint64_t seed;
};

struct id_slot {
    uint64_t key;
    uint32_t value; /* MAP_NONE: free */
};

struct id_map {
    struct id_slot *slots;
    size_t capacity;
    size_t used;
};

static uint64_t mix(uint64_t x) /* finalizer of splitmix64 */
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static uint64_t hash_text(uint64_t seed, struct text key)
{
    uint64_t hash = mix(seed ^ key.length);
    size_t i = 0;

    for (; i + 8 <= key.length; i += 8) {
        uint64_t eight;
        memcpy(&eight, key.at + i, sizeof eight);
        hash = mix(hash ^ eight);
    }
    uint64_t rest = 0;
    if (key.length > i)
        memcpy(&rest, key.at + i, key.length - i);
    return mix(hash ^ rest);
}

static bool same_text(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

static bool is_full(size_t used, size_t capacity)
{
    return used >= capacity / 2;
}

struct text_map *text_map_new(void)
{
    struct text_map *map = calloc(1, sizeof *map);

    if (map != NULL)
        map->seed = new_seed(map);
    return map;
}

void text_map_free(struct text_map *map)
{
    if (map == NULL)
        return;
    free(map->slots);
    free(map);
}

/* The slot of the key, or the free slot where it belongs. */
static struct text_slot *text_slot_of(struct text_slot *slots, size_t capacity, struct text key,
                                      uint64_t hash)
{
    size_t i = (size_t)hash & (capacity - 1);

    while (slots[i].value != MAP_NONE && (slots[i].hash != hash || !same_text(slots[i].key, key)))
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

uint32_t text_map_find(const struct text_map *map, struct text key)
{
    if (map->capacity == 0)
        return MAP_NONE;
    return text_slot_of(map->slots, map->capacity, key, hash_text(map->seed, key))->value;
}

static enum status text_map_grow(struct text_map *map)
{
    size_t capacity = map->capacity == 0 ? FIRST_CAPACITY : map->capacity * 2;
    struct text_slot *slots = NULL;

    if (capacity <= SIZE_MAX / sizeof *slots)
        slots = malloc(capacity * sizeof *slots);
    if (slots == NULL)
        return STATUS_MEMORY;
    memset(slots, 0xff, capacity * sizeof *slots); /* all values MAP_NONE */
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].value != MAP_NONE)
            *text_slot_of(slots, capacity, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    free(map->slots);
    map->slots = slots;
    map->capacity = capacity;
    return STATUS_OK;
}

enum status text_map_add(struct text_map *map, struct text key, uint32_t value, uint32_t *found)
{
    uint64_t hash = hash_text(map->seed, key);

    assert(value != MAP_NONE);
    if (is_full(map->used, map->capacity) && text_map_grow(map) != STATUS_OK)
        return STATUS_MEMORY;
    struct text_slot *slot = text_slot_of(map->slots, map->capacity, key, hash);
    if (slot->value == MAP_NONE) {
        *slot = (struct text_slot){key, hash, value};
        map->used++;
    }
    *found = slot->value;
    return STATUS_OK;
}

struct id_map *id_map_new(void)
{
    return calloc(1, sizeof(struct id_map));
}

void id_map_free(struct id_map *map)
{
    if (map == NULL)
        return;
    free(map->slots);
    free(map);
}

static struct id_slot *id_slot_of(struct id_slot *slots, size_t capacity, uint64_t key)
{
    size_t i = (size_t)mix(key) & (capacity - 1);

    while (slots[i].value != MAP_NONE && slots[i].key != key)
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

uint32_t id_map_find(const struct id_map *map, uint64_t key)
{
    if (map->capacity == 0)
        return MAP_NONE;
    return id_slot_of(map->slots, map->capacity, key)->value;
}

static enum status id_map_grow(struct id_map *map)
{
    size_t capacity = map->capacity == 0 ? FIRST_CAPACITY : map->capacity * 2;
    struct id_slot *slots = NULL;

    if (capacity <= SIZE_MAX / sizeof *slots)
        slots = malloc(capacity * sizeof *slots);
    if (slots == NULL)
        return STATUS_MEMORY;
    memset(slots, 0xff, capacity * sizeof *slots); /* all values MAP_NONE */
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].value != MAP_NONE)
            *id_slot_of(slots, capacity, map->slots[i].key) = map->slots[i];
    free(map->slots);
    map->slots = slots;
    map->capacity = capacity;
    return STATUS_OK;
}

enum status id_map_add(struct id_map *map, uint64_t key, uint32_t value, uint32_t *found)
{
    assert(value != MAP_NONE);
    if (is_full(map->used, map->capacity) && id_map_grow(map) != STATUS_OK)
        return STATUS_MEMORY;
    struct id_slot *slot = id_slot_of(map->slots, map->capacity, key);
    if (slot->value == MAP_NONE) {
        *slot = (struct id_slot){key, value};
        map->used++;
    }
    *found = slot->value;
    return STATUS_OK;
}
