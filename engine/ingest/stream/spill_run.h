/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorted records in a temporary file: written once, read from the start as often as needed. */
#ifndef INGEST_STREAM_SPILL_RUN_H
#define INGEST_STREAM_SPILL_RUN_H

#include "ingest/stream/spill.h"

enum { SPILL_HEAD_BYTES = 4, SPILL_BLOCK_BYTES = 32 * 1024 };

/* A record as it stands in memory and in a file: length of key, length of value, key, value. */
struct spill_record {
    struct text key;
    struct text value;
};

struct spill_record spill_record_at(const char *at);
static inline size_t spill_record_size(const char *at)
{
    return SPILL_HEAD_BYTES + (size_t)spill_get(at, 2) + (size_t)spill_get(at + 2, 2);
}

struct spill_writer {
    int fd;
    char *block;
    size_t used;
};

/* fd stays the caller's. block has SPILL_BLOCK_BYTES. */
MUST_CHECK enum status spill_write(struct spill_writer *writer, const char *record, size_t size);
MUST_CHECK enum status spill_write_end(struct spill_writer *writer);

struct spill_reader {
    int fd;
    uint64_t offset; /* in the file, of what is read next */
    char *block;     /* SPILL_BLOCK_BYTES */
    size_t from, to;
    bool ended;              /* there is no record */
    struct spill_record now; /* unless ended */
    uint64_t prefix;         /* of its key */
};

/* Reads the first record; block has been set. */
MUST_CHECK enum status spill_read_first(struct spill_reader *reader, int fd);
MUST_CHECK enum status spill_read_next(struct spill_reader *reader);

/* The first eight bytes of a key as a number; most comparisons need no more. */
uint64_t spill_prefix(struct text key);
int spill_compare(struct text a, struct text b);

#endif
