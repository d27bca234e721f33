/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/stream/split.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_WINDOW_BYTES = 4096 };

enum status splitter_open(struct splitter *splitter, split_read_fn read, void *context,
                          const char *first, size_t first_length)
{
    splitter->read = read;
    splitter->context = context;
    splitter->carry = malloc(first_length + 1);
    if (splitter->carry == NULL)
        return STATUS_MEMORY;
    memcpy(splitter->carry, first, first_length);
    splitter->carry_from = 0;
    splitter->carry_to = first_length;
    splitter->carry_capacity = first_length + 1;
    splitter->window = splitter->chunk_bytes;
    splitter->next_index = 0;
    splitter->next_byte = 0;
    splitter->next_line = 1;
    splitter->ended = false;
    splitter->unended = false;
    splitter->last =
        (char)(first_length == 0 ? splitter->dialect.line_end : first[first_length - 1]);
    return STATUS_OK;
}

void splitter_close(struct splitter *splitter)
{
    free(splitter->carry);
    splitter->carry = NULL;
}

void split_chunk_free(struct split_chunk *chunk)
{
    free(chunk->buffer);
    free(chunk->masks);
    *chunk = (struct split_chunk){0};
}

/* Makes room for size bytes and their masks. */
static enum status chunk_reserve(struct split_chunk *chunk, size_t size)
{
    size_t blocks = size / SCAN_BLOCK + 2;

    if (size > chunk->capacity) {
        char *buffer = realloc(chunk->buffer, size + 1 + (size_t)2 * SPLIT_PAD + SCAN_BLOCK);
        if (buffer == NULL)
            return STATUS_MEMORY;
        if (chunk->buffer == NULL)
            memset(buffer, '\n', SPLIT_PAD);
        chunk->buffer = buffer;
        chunk->capacity = size;
    }
    chunk->bytes = chunk->buffer + SPLIT_PAD;
    if (blocks > chunk->mask_capacity) {
        free(chunk->masks);
        chunk->masks = malloc(blocks * sizeof *chunk->masks);
        chunk->mask_capacity = chunk->masks == NULL ? 0 : blocks;
    }
    return chunk->masks == NULL ? STATUS_MEMORY : STATUS_OK;
}

/* Reads on into a chunk that took everything carried over. A stream whose last line has no end is
 * given one. */
static enum status read_on(struct splitter *splitter, struct split_chunk *chunk, size_t wanted)
{
    if (chunk->fresh_length == 0)
        chunk->fresh_from = chunk->length;
    chunk->drained = true;
    while (chunk->length < wanted && !splitter->ended) {
        size_t got = 0;
        enum status status = splitter->read(splitter->context, chunk->bytes + chunk->length,
                                            wanted - chunk->length, &got);
        if (status != STATUS_OK)
            return status;
        chunk->length += got;
        chunk->fresh_length += got;
        splitter->ended = got == 0;
        if (got > 0)
            splitter->last = chunk->bytes[chunk->length - 1];
    }
    if (splitter->ended && !splitter->unended && splitter->last != splitter->dialect.line_end) {
        chunk->bytes[chunk->length++] = splitter->dialect.line_end;
        splitter->unended = true;
    }
    return STATUS_OK;
}

/* Brings the chunk up to wanted bytes, first with what was carried over; fewer only at the end. */
static enum status fill(struct splitter *splitter, struct split_chunk *chunk, size_t wanted)
{
    size_t kept = splitter->carry_to - splitter->carry_from;
    enum status status = chunk_reserve(chunk, wanted);

    if (status != STATUS_OK)
        return status;
    if (kept > wanted - chunk->length)
        kept = wanted - chunk->length;
    memcpy(chunk->bytes + chunk->length, splitter->carry + splitter->carry_from, kept);
    splitter->carry_from += kept;
    chunk->length += kept;
    if (splitter->carry_from < splitter->carry_to)
        return STATUS_OK;
    return read_on(splitter, chunk, wanted);
}

/* Gives back everything from keep on. */
static enum status give_back(struct splitter *splitter, struct split_chunk *chunk, size_t keep)
{
    size_t rest = chunk->length - keep;

    chunk->length = keep;
    if (!chunk->drained) { /* all of it stands before carry_from still */
        splitter->carry_from -= rest;
        return STATUS_OK;
    }
    if (rest > splitter->carry_capacity) {
        char *carry = realloc(splitter->carry, rest);
        if (carry == NULL)
            return STATUS_MEMORY;
        splitter->carry = carry;
        splitter->carry_capacity = rest;
    }
    memcpy(splitter->carry, chunk->bytes + keep, rest);
    splitter->carry_from = 0;
    splitter->carry_to = rest;
    return STATUS_OK;
}

/* The end of the last record before valid, leaving out the last hold records; 0: there is none. */
static size_t last_cut(const struct scan_masks *masks, size_t valid, uint64_t hold)
{
    for (size_t i = (valid + SCAN_BLOCK - 1) / SCAN_BLOCK; i-- > 0;) {
        uint64_t ends = masks[i].record_ends;
        if (valid - i * SCAN_BLOCK < SCAN_BLOCK)
            ends &= (UINT64_C(1) << (valid - i * SCAN_BLOCK)) - 1;
        for (; ends != 0; hold--) {
            unsigned top = 63 - (unsigned)__builtin_clzll(ends);
            if (hold == 0)
                return i * SCAN_BLOCK + top + 1;
            ends &= ~(UINT64_C(1) << top);
        }
    }
    return 0;
}

/* The end of record number count (from 1), or cut when there are fewer before it. */
static size_t cut_after(const struct scan_masks *masks, size_t cut, uint64_t count)
{
    for (size_t i = 0; i * SCAN_BLOCK < cut; i++)
        for (uint64_t ends = masks[i].record_ends; ends != 0; ends &= ends - 1) {
            size_t end = i * SCAN_BLOCK + (size_t)__builtin_ctzll(ends) + 1;
            if (--count == 0 || end >= cut)
                return end < cut ? end : cut;
        }
    return cut;
}

/* The line that begins the malformed record at the start of the chunk, up to the limit. */
static size_t first_line(const struct splitter *splitter, const struct split_chunk *chunk)
{
    size_t look = chunk->length < splitter->record_limit ? chunk->length : splitter->record_limit;
    const char *end = memchr(chunk->bytes, splitter->dialect.line_end, look);

    return end == NULL ? look : (size_t)(end - chunk->bytes) + 1;
}

static bool has_first_line(const struct splitter *splitter, const struct split_chunk *chunk)
{
    return chunk->length >= splitter->record_limit ||
           memchr(chunk->bytes, splitter->dialect.line_end, chunk->length) != NULL;
}

static bool open_at(const struct splitter *splitter, const char *at, size_t length)
{
    bool open = false;

    for (size_t i = 0; i < length; i++)
        open ^= at[i] == splitter->dialect.quote;
    return open;
}

/* What is wrong with the record at the start of the chunk. */
static enum split_kind malformed_kind(const struct splitter *splitter,
                                      const struct split_chunk *chunk,
                                      const struct scan_outcome *outcome)
{
    size_t limit = splitter->record_limit;

    if (outcome->malformed && outcome->valid > 0 && outcome->valid < limit)
        return SPLIT_STRAY;
    size_t look = chunk->length < limit ? chunk->length : limit;
    return open_at(splitter, chunk->bytes, look) ? SPLIT_OPEN : SPLIT_LONG;
}

/* Numbers the piece that was cut and steps over it. */
static void number(struct splitter *splitter, struct split_chunk *chunk)
{
    chunk->index = splitter->next_index++;
    chunk->first_byte = splitter->next_byte;
    chunk->first_line = splitter->next_line;
    chunk->unended = splitter->unended && splitter->carry_from == splitter->carry_to;
    splitter->next_byte += chunk->length;
    splitter->next_line += chunk->lines;
}

static enum status cut_malformed(struct splitter *splitter, struct split_chunk *chunk,
                                 const struct scan_outcome *outcome)
{
    chunk->kind = malformed_kind(splitter, chunk, outcome);
    enum status status = give_back(splitter, chunk, first_line(splitter, chunk));
    if (status != STATUS_OK)
        return status;
    chunk->records = 1;
    chunk->lines = chunk->bytes[chunk->length - 1] == splitter->dialect.line_end;
    splitter->window = FIRST_WINDOW_BYTES;
    number(splitter, chunk);
    return STATUS_OK;
}

static enum status cut_records(struct splitter *splitter, struct split_chunk *chunk, size_t cut,
                               bool last, uint64_t max_records)
{
    if (max_records != UINT64_MAX) {
        size_t sooner = cut_after(chunk->masks, cut, max_records);
        last = last && sooner == cut;
        cut = sooner;
    }
    enum status status = give_back(splitter, chunk, cut);
    if (status != STATUS_OK)
        return status;
    struct scan_counts counts = scan_count(splitter->level, chunk->masks, 0, cut);
    chunk->kind = SPLIT_RECORDS;
    chunk->records = counts.records;
    chunk->lines = counts.lines;
    chunk->skip_last = 0;
    if (last && splitter->hold_back > 0)
        chunk->skip_last = splitter->hold_back < counts.records ? splitter->hold_back
                                                                : counts.records;
    if (splitter->window < splitter->chunk_bytes)
        splitter->window *= 2;
    number(splitter, chunk);
    return STATUS_OK;
}

enum status splitter_next(struct splitter *splitter, uint64_t max_records,
                          struct split_chunk *chunk)
{
    chunk->length = 0;
    chunk->fresh_length = 0;
    chunk->drained = false;
    for (size_t wanted = splitter->window;; wanted *= 2) {
        enum status status = fill(splitter, chunk, wanted);
        if (status != STATUS_OK)
            return status;
        chunk->kind = SPLIT_END;
        if (chunk->length == 0)
            return STATUS_OK;
        memset(chunk->bytes + chunk->length, 0, SPLIT_PAD);
        struct scan_outcome outcome = scan_classify(splitter->level, &splitter->dialect,
                                                    chunk->bytes, chunk->length,
                                                    splitter->record_limit, chunk->masks);
        bool all = splitter->ended && splitter->carry_from == splitter->carry_to;
        bool wrong = outcome.malformed || (all && outcome.inside);
        size_t cut = last_cut(chunk->masks, outcome.valid, wrong || all ? 0 : splitter->hold_back);
        chunk->nul = outcome.nul;
        if (cut > 0)
            return cut_records(splitter, chunk, cut, all && !wrong, max_records);
        if (wrong && (all || has_first_line(splitter, chunk)))
            return cut_malformed(splitter, chunk, &outcome);
    }
}
