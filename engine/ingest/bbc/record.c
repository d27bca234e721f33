/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/record.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 256 }; /* flattened at a time: 16 KiB of text */

struct bbc_record bbc_record_of_line(const struct split_chunk *chunk, uint32_t *end)
{
    char last = chunk->bytes[chunk->length - 1];

    *end = (uint32_t)(chunk->length - (last == '\n' || last == '\r'));
    return (struct bbc_record){chunk->bytes, 0, end, 1};
}

void bbc_cut_close(struct bbc_cut *cut)
{
    free(cut->ends);
    free(cut->records);
    *cut = (struct bbc_cut){0};
}

void bbc_cut_start(struct bbc_cut *cut, const struct split_chunk *chunk)
{
    cut->chunk = chunk;
    cut->found = 0;
    cut->block = 0;
    cut->from = 0;
    cut->behind = 0;
    cut->count = 0;
    cut->next = 0;
}

static enum status reserve(uint32_t **at, size_t *capacity, size_t wanted)
{
    if (wanted <= *capacity)
        return STATUS_OK;
    uint32_t *grown = realloc(*at, wanted * sizeof **at);
    if (grown == NULL)
        return STATUS_MEMORY;
    *at = grown;
    *capacity = wanted;
    return STATUS_OK;
}

/* Looks at the next blocks; the ends of a record that goes on in them are kept. */
static enum status flatten_next(struct bbc_cut *cut, size_t blocks)
{
    size_t last = cut->block + BLOCKS < blocks ? cut->block + BLOCKS : blocks;
    size_t kept = cut->found - cut->behind;
    size_t most = (last - cut->block + 1) * SCAN_BLOCK;
    enum status status = reserve(&cut->ends, &cut->ends_capacity, kept + most);

    if (status == STATUS_OK)
        status = reserve(&cut->records, &cut->records_capacity, most);
    if (status != STATUS_OK)
        return status;
    memmove(cut->ends, cut->ends + cut->behind, kept * sizeof *cut->ends);
    cut->count = 0;
    cut->found = scan_flatten(cut->level, cut->chunk->masks, cut->block, last, cut->chunk->length,
                              cut->ends, kept, cut->records, &cut->count);
    cut->block = last;
    cut->behind = 0;
    cut->next = 0;
    return STATUS_OK;
}

enum status bbc_cut_more(struct bbc_cut *cut, bool *any)
{
    size_t blocks = (cut->chunk->length + SCAN_BLOCK - 1) / SCAN_BLOCK;
    enum status status = STATUS_OK;

    while (status == STATUS_OK && cut->next == cut->count && cut->block < blocks)
        status = flatten_next(cut, blocks);
    *any = cut->next < cut->count;
    return status;
}
