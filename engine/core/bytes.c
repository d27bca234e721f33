/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/bytes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 4096 };

static bool make_room(struct bytes *bytes, size_t size)
{
    size_t wanted = bytes->capacity == 0 ? FIRST_BYTES : bytes->capacity;

    if (size > SIZE_MAX / 2 - bytes->size)
        return false;
    while (wanted < bytes->size + size)
        wanted *= 2;
    if (wanted == bytes->capacity)
        return true;
    char *grown = realloc(bytes->at, wanted);
    if (grown == NULL)
        return false;
    bytes->at = grown;
    bytes->capacity = wanted;
    return true;
}

void bytes_add(void *context, const void *from, size_t size)
{
    struct bytes *bytes = context;

    if (size == 0 || bytes->failed)
        return;
    if (!make_room(bytes, size)) {
        bytes->failed = true;
        return;
    }
    memcpy(bytes->at + bytes->size, from, size);
    bytes->size += size;
}

enum status bytes_status(const struct bytes *bytes)
{
    return bytes->failed ? STATUS_MEMORY : STATUS_OK;
}

void bytes_free(struct bytes *bytes)
{
    free(bytes->at);
    *bytes = (struct bytes){0};
}
