/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in memory that grow: a file that is made without a disk. */
#ifndef CORE_BYTES_H
#define CORE_BYTES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

struct bytes { /* zeroed: empty */
    char *at;  /* owned; NULL while empty */
    size_t size;
    size_t capacity;
    bool failed; /* memory ran out: what was added since is lost */
};

/* The form of an output's tap (write/out.h): context is the struct bytes. */
void bytes_add(void *context, const void *from, size_t size);
MUST_CHECK enum status bytes_status(const struct bytes *bytes); /* STATUS_MEMORY when it failed */
void bytes_free(struct bytes *bytes);

#endif
