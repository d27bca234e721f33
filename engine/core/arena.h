/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that lives as long as a run: allocate, never free one by one. */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

struct arena; /* opaque; not shared between threads */

struct arena *arena_new(void); /* NULL without memory */
void arena_free(struct arena *arena);

/* size bytes, zeroed, aligned for any type; NULL without memory. Size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy of length bytes; NULL without memory. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

#endif
