/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrays that grow: items, how many there are, how many fit. */
#ifndef CORE_VECTOR_H
#define CORE_VECTOR_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/limits.h"
#include "core/status.h"

#define VECTOR(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count;                                                                            \
        uint32_t capacity;                                                                         \
    }

/* Makes room for one item more; STATUS_RANGE at LIMIT_ROWS. Use through VECTOR_PUSH. */
MUST_CHECK static inline enum status vector_grow(void **items, uint32_t count, uint32_t *capacity,
                                                 size_t item_bytes)
{
    if (count < *capacity)
        return STATUS_OK;
    if (*capacity >= LIMIT_ROWS)
        return STATUS_RANGE;
    uint32_t wanted = *capacity == 0 ? 16 : *capacity > LIMIT_ROWS / 2 ? LIMIT_ROWS : *capacity * 2;
    void *grown = realloc(*items, (size_t)wanted * item_bytes);

    if (grown == NULL)
        return STATUS_MEMORY;
    *items = grown;
    *capacity = wanted;
    return STATUS_OK;
}

/* Appends item; an expression with a status. */
#define VECTOR_PUSH(vector, ...)                                                                   \
    __extension__({                                                                                \
        void *vector_items = (vector)->items;                                                      \
        enum status vector_status = vector_grow(&vector_items, (vector)->count,                    \
                                                &(vector)->capacity, sizeof *(vector)->items);     \
        (vector)->items = vector_items;                                                            \
        if (vector_status == STATUS_OK)                                                            \
            (vector)->items[(vector)->count++] = (__VA_ARGS__);                                    \
        vector_status;                                                                             \
    })

#endif
