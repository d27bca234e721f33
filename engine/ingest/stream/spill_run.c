/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/stream/spill_run.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct spill_record spill_record_at(const char *at)
{
    size_t key = (size_t)spill_get(at, 2);
    size_t value = (size_t)spill_get(at + 2, 2);

    return (struct spill_record){{at + SPILL_HEAD_BYTES, key},
                                 {at + SPILL_HEAD_BYTES + key, value}};
}

uint64_t spill_prefix(struct text key)
{
    char start[8] = {0};

    memcpy(start, key.at, key.length < sizeof start ? key.length : sizeof start);
    return spill_get(start, sizeof start);
}

int spill_compare(struct text a, struct text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = memcmp(a.at, b.at, shorter);

    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

/* ---- writing ---- */

enum status spill_write_end(struct spill_writer *writer)
{
    size_t done = 0;

    while (done < writer->used) {
        ssize_t wrote = write(writer->fd, writer->block + done, writer->used - done);
        if (wrote == 0)
            errno = ENOSPC; /* says nothing, and would go on for ever */
        if (wrote == 0 || (wrote < 0 && errno != EINTR))
            return STATUS_IO;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    writer->used = 0;
    return STATUS_OK;
}

enum status spill_write(struct spill_writer *writer, const char *record, size_t size)
{
    if (writer->used + size > SPILL_BLOCK_BYTES) {
        enum status status = spill_write_end(writer);
        if (status != STATUS_OK)
            return status;
    }
    memcpy(writer->block + writer->used, record, size);
    writer->used += size;
    return STATUS_OK;
}

/* ---- reading ---- */

/* Moves what is left to the front and reads on behind it. */
static enum status fill(struct spill_reader *reader)
{
    ssize_t got = 0;

    memmove(reader->block, reader->block + reader->from, reader->to - reader->from);
    reader->to -= reader->from;
    reader->from = 0;
    do {
        got = pread(reader->fd, reader->block + reader->to, SPILL_BLOCK_BYTES - reader->to,
                    (off_t)reader->offset);
        if (got < 0 && errno != EINTR)
            return STATUS_IO;
        if (got > 0) {
            reader->to += (size_t)got;
            reader->offset += (uint64_t)got;
        }
    } while (got != 0 && reader->to < SPILL_BLOCK_BYTES);
    return STATUS_OK;
}

static bool holds_record(const struct spill_reader *reader)
{
    size_t left = reader->to - reader->from;

    return left >= SPILL_HEAD_BYTES && left >= spill_record_size(reader->block + reader->from);
}

enum status spill_read_next(struct spill_reader *reader)
{
    if (!holds_record(reader)) {
        enum status status = fill(reader);
        if (status != STATUS_OK)
            return status;
    }
    reader->ended = reader->to == reader->from;
    if (reader->ended)
        return STATUS_OK;
    if (!holds_record(reader))
        return STATUS_BROKEN; /* the file is not what was written */
    reader->now = spill_record_at(reader->block + reader->from);
    reader->prefix = spill_prefix(reader->now.key);
    reader->from += spill_record_size(reader->block + reader->from);
    return STATUS_OK;
}

enum status spill_read_first(struct spill_reader *reader, int fd)
{
    reader->fd = fd;
    reader->offset = 0;
    reader->from = 0;
    reader->to = 0;
    return spill_read_next(reader);
}
