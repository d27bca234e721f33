/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/rejects.h"

#include <stdlib.h>

#include "core/limits.h"
#include "ingest/bbc/buffer.h"
#include "ingest/bbc/text.h"

struct bbc_rejects {
    const struct bbc_options *options;
    atomic_bool full[FINDING_COUNT];
    uint64_t bytes[FINDING_COUNT];
    uint64_t all_bytes;
    struct bbc_left left[FINDING_COUNT];
    struct bbc_buffer row;
    struct bbc_buffer shown; /* room for the decoded record */
};

struct bbc_rejects *bbc_rejects_new(const struct bbc_options *options)
{
    struct bbc_rejects *rejects = calloc(1, sizeof *rejects);

    if (rejects != NULL)
        rejects->options = options;
    return rejects;
}

void bbc_rejects_free(struct bbc_rejects *rejects)
{
    if (rejects == NULL)
        return;
    bbc_buffer_free(&rejects->row);
    bbc_buffer_free(&rejects->shown);
    free(rejects);
}

const atomic_bool *bbc_rejects_full(const struct bbc_rejects *rejects)
{
    return rejects->full;
}

struct bbc_left bbc_rejects_left(const struct bbc_rejects *rejects, enum finding finding)
{
    return rejects->left[finding];
}

static enum status leave_out(struct bbc_rejects *rejects, const struct bbc_reject *reject)
{
    struct bbc_left *left = &rejects->left[reject->finding];

    atomic_store_explicit(&rejects->full[reject->finding], true, memory_order_relaxed);
    left->rows++;
    left->sum.count += reject->postings;
    left->sum.cents += reject->cents;
    return STATUS_OK;
}

static bool make_row(struct bbc_rejects *rejects, const struct bbc_reject *reject)
{
    struct bbc_buffer *row = &rejects->row;
    char *room = bbc_reserve(&rejects->shown, BBC_SHOWN(reject->raw.length));

    if (room == NULL)
        return false;
    size_t length = bbc_decode_shown(rejects->options->profile->encoding, reject->raw, room);
    row->length = 0;
    bbc_put(row, reject->head.at, reject->head.length);
    bbc_put(row, ";", 1);
    bbc_put_field(row, (struct text){room, length});
    bbc_put(row, "\n", 1);
    return !row->lost;
}

enum status bbc_rejects_add(struct bbc_rejects *rejects, const struct bbc_reject *reject)
{
    uint64_t *bytes = &rejects->bytes[reject->finding];

    if (atomic_load_explicit(&rejects->full[reject->finding], memory_order_relaxed))
        return leave_out(rejects, reject);
    if (!make_row(rejects, reject))
        return STATUS_MEMORY;
    size_t size = rejects->row.length;
    if (*bytes + size > LIMIT_REJECTED_REASON_BYTES ||
        rejects->all_bytes + size > LIMIT_REJECTED_BYTES)
        return leave_out(rejects, reject);
    *bytes += size;
    rejects->all_bytes += size;
    return rejects->options->write_rejected(rejects->options->write_context, rejects->row.at, size);
}
