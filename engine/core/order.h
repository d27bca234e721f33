/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts rows in the order of a 64-bit key: a stable radix sort, linear in the number of rows. */
#ifndef CORE_ORDER_H
#define CORE_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

typedef uint64_t (*order_key_fn)(const void *context, const void *item);

/* Sorts count items of item_bytes each; items of equal keys keep their order. STATUS_MEMORY
 * leaves them as they were. Rows that are in order already cost one pass. */
MUST_CHECK enum status order_rows(void *items, size_t count, size_t item_bytes, order_key_fn key,
                                  const void *context);

#endif
