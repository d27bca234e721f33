/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in the order of their keys, however many: what does not fit in memory goes to temporary
 * files as sorted runs, which are merged while reading.
 *
 * Keys are compared byte by byte, a shorter one first; records of equal keys keep the order in
 * which they were added. So the order never depends on how much memory there was. */
#ifndef INGEST_STREAM_SPILL_H
#define INGEST_STREAM_SPILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/text.h"

enum { SPILL_RECORD_BYTES = 1024 }; /* key and value of one record together */

/* Opens an empty file for reading and writing that nobody else sees and that vanishes when it is
 * closed. -1: errno tells why. */
typedef int (*spill_file_fn)(void *context);

struct spill; /* opaque; one thread at a time */

/* memory: bytes for the records that wait to be sorted. open is called when they are more; NULL:
 * never, memory is then no bound. NULL without memory. */
struct spill *spill_new(size_t memory, spill_file_fn open, void *context);
void spill_free(struct spill *spill);

/* STATUS_MEMORY, or STATUS_IO. */
MUST_CHECK enum status spill_add(struct spill *spill, struct text key, struct text value);
uint64_t spill_count(const struct spill *spill); /* records added */

/* Puts the reading at the first record, after the last one was added; may be called again. */
MUST_CHECK enum status spill_rewind(struct spill *spill);
/* The next record; key and value live until the next call. *found is false at the end. */
MUST_CHECK enum status spill_next(struct spill *spill, struct text *key, struct text *value,
                                  bool *found);

/* Numbers in keys, so that they stand in order. */
static inline void spill_put(char *at, uint64_t number, size_t bytes)
{
    for (size_t i = bytes; i-- > 0; number >>= 8)
        at[i] = (char)(number & 0xff);
}

static inline uint64_t spill_get(const char *at, size_t bytes)
{
    uint64_t number = 0;

    for (size_t i = 0; i < bytes; i++)
        number = number << 8 | (unsigned char)at[i];
    return number;
}

#endif
