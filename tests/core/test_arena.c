/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/arena.h"

#include <stdalign.h>
#include <string.h>

#include "support/random.h"
#include "support/rows.h"

static const struct piece {
    const char *name;
    size_t size;
} pieces[] = {
    {"nothing", 0},
    {"a byte", 1},
    {"less than the alignment", 15},
    {"the alignment", 16},
    {"a quarter of a block", 1 << 16},
    {"a quarter and a byte", (1 << 16) + 1},
    {"a block", 1 << 18},
    {"ten blocks", 10 << 18},
};

static void assert_piece(const char *at, size_t size)
{
    assert_non_null(at);
    assert_int_equal((uintptr_t)at % alignof(max_align_t), 0);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(at[i], 0);
}

/* As the first of its arena and as a later one. */
static void test_piece(void **state)
{
    const struct piece *row = *state;
    struct arena *arena = arena_new();

    assert_non_null(arena);
    char *first = arena_alloc(arena, row->size);
    assert_piece(first, row->size);
    char *second = arena_alloc(arena, row->size);
    assert_piece(second, row->size);
    assert_ptr_not_equal(first, second);
    arena_free(arena);
}

static const struct piece too_large[] = {
    {"all of memory", SIZE_MAX},
    {"all but the rounding", SIZE_MAX - 16},
    {"all but the head of a block", SIZE_MAX - 40},
};

static void test_too_large(void **state)
{
    const struct piece *row = *state;
    struct arena *arena = arena_new();

    assert_non_null(arena);
    assert_null(arena_alloc(arena, row->size));
    assert_null(arena_copy(arena, "", SIZE_MAX));
    assert_piece(arena_alloc(arena, 8), 8); /* still of use */
    arena_free(arena);
}

/* Pieces never overlap: each keeps the byte it was filled with. */
static void test_many(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    static unsigned char *at[COUNT];
    static size_t size[COUNT];
    uint64_t seed = 7;
    struct arena *arena = arena_new();

    assert_non_null(arena);
    for (size_t i = 0; i < COUNT; i++) {
        size[i] = random_below(&seed, i % 1000 == 0 ? 200000 : 200);
        at[i] = arena_alloc(arena, size[i]);
        assert_non_null(at[i]);
        memset(at[i], (int)(i % 251) + 1, size[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < size[i]; j++)
            assert_int_equal(at[i][j], (int)(i % 251) + 1);
    arena_free(arena);
}

static void test_copy(void **state)
{
    (void)state;
    struct arena *arena = arena_new();

    assert_non_null(arena);
    assert_string_equal(arena_copy(arena, "saldo of a grant", 5), "saldo");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    arena_free(arena);
    arena_free(NULL);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_piece, pieces);
    ROWS_ADD(rows, test_too_large, too_large);
    rows_add(rows, test_many, "many pieces", NULL);
    rows_add(rows, test_copy, "copy", NULL);
    return rows_run(rows, "core/arena");
}
