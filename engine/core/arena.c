/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 1 << 18 };

struct block {
    struct block *next;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *blocks;
    char *free_at;
    size_t free_bytes;
};

struct arena *arena_new(void)
{
    return calloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    for (struct block *block = arena->blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

static struct block *block_new(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct block))
        return NULL;
    struct block *block = calloc(1, sizeof *block + size);

    if (block == NULL)
        return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - alignof(max_align_t))
        return NULL;
    if (size == 0) /* a piece of its own all the same */
        size = 1;
    size = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (size > BLOCK_BYTES / 4) { /* large pieces stand alone and leave the current block be */
        struct block *block = block_new(arena, size);
        return block == NULL ? NULL : block->bytes;
    }
    if (size > arena->free_bytes) {
        struct block *block = block_new(arena, BLOCK_BYTES);
        if (block == NULL)
            return NULL;
        arena->free_at = block->bytes;
        arena->free_bytes = BLOCK_BYTES;
    }
    void *at = arena->free_at;

    arena->free_at += size;
    arena->free_bytes -= size;
    return at;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX)
        return NULL;
    char *copy = arena_alloc(arena, length + 1);

    if (copy != NULL && length > 0)
        memcpy(copy, text, length);
    return copy;
}
