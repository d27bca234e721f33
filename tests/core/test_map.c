/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/rows.h"

/* Pairs of keys that a careless hash or comparison would mix up. */
static const struct pair {
    const char *name;
    struct text a, b;
} pairs[] = {
    {"letters", {"a", 1}, {"b", 1}},
    {"empty and a NUL", {"", 0}, {"\0", 1}},
    {"one and two NULs", {"\0", 1}, {"\0\0", 2}},
    {"prefix", {"11002", 5}, {"1100", 4}},
    {"leading zero", {"011002", 6}, {"11002", 5}},
    {"case", {"Gent", 4}, {"gent", 4}},
    {"end of eight bytes", {"12345678", 8}, {"12345678\0", 9}},
    {"ninth byte", {"12345678a", 9}, {"12345678b", 9}},
    {"sixteen bytes", {"1234567812345678", 16}, {"12345678", 8}},
    {"halves exchanged", {"aaaaaaaabbbbbbbb", 16}, {"bbbbbbbbaaaaaaaa", 16}},
};

static void test_pair(void **state)
{
    const struct pair *row = *state;
    struct text_map *map = text_map_new();
    uint32_t found = 0;

    assert_non_null(map);
    assert_int_equal(text_map_find(map, row->a), MAP_NONE);
    assert_int_equal(text_map_add(map, row->a, 1, &found), STATUS_OK);
    assert_int_equal(found, 1);
    assert_int_equal(text_map_find(map, row->b), MAP_NONE);
    assert_int_equal(text_map_add(map, row->b, 2, &found), STATUS_OK);
    assert_int_equal(found, 2);
    assert_int_equal(text_map_add(map, row->a, 3, &found), STATUS_OK);
    assert_int_equal(found, 1); /* the first one stays */
    assert_int_equal(text_map_find(map, row->a), 1);
    assert_int_equal(text_map_find(map, row->b), 2);
    text_map_free(map);
}

enum { MANY = 100000, KEY_BYTES = 16 };

static void test_many_texts(void **state)
{
    (void)state;
    char(*keys)[KEY_BYTES] = calloc(MANY, sizeof *keys);
    struct text_map *map = text_map_new();

    assert_non_null(keys);
    assert_non_null(map);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t found = 0;
        snprintf(keys[i], KEY_BYTES, "key-%u", (unsigned)i);
        struct text key = {keys[i], strlen(keys[i])};
        assert_int_equal(text_map_add(map, key, i, &found), STATUS_OK);
        assert_int_equal(found, i);
    }
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(text_map_find(map, (struct text){keys[i], strlen(keys[i])}), i);
    assert_int_equal(text_map_find(map, (struct text){"key-100000", 10}), MAP_NONE);
    text_map_free(map);
    free(keys);
}

static uint64_t id_of(uint64_t i) /* keys that agree in their low bits */
{
    return i << 40 | (i & 1);
}

static void test_many_ids(void **state)
{
    (void)state;
    struct id_map *map = id_map_new();

    assert_non_null(map);
    assert_int_equal(id_map_find(map, 0), MAP_NONE);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t found = 0;
        assert_int_equal(id_map_add(map, id_of(i), i, &found), STATUS_OK);
        assert_int_equal(found, i);
        assert_int_equal(id_map_add(map, id_of(i), i + 1, &found), STATUS_OK);
        assert_int_equal(found, i);
    }
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(id_map_find(map, id_of(i)), i);
    assert_int_equal(id_map_find(map, UINT64_MAX), MAP_NONE);
    id_map_free(map);
}

static void test_free_of_nothing(void **state)
{
    (void)state;
    text_map_free(NULL);
    id_map_free(NULL);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_pair, pairs);
    rows_add(rows, test_many_texts, "a hundred thousand texts", NULL);
    rows_add(rows, test_many_ids, "a hundred thousand ids", NULL);
    rows_add(rows, test_free_of_nothing, "free of nothing", NULL);
    return rows_run(rows, "core/map");
}
