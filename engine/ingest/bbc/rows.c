/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/rows.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/bbc/posting.h"

enum {
    BLOCKS = 256,               /* flattened at a time: 16 KiB of text */
    BATCH_TEXT_BYTES = 1 << 20, /* a batch is handed over when it holds this much … */
    BATCH_EVENTS = 16384        /* … or so many */
};

enum status bbc_rows_open(struct bbc_rows *rows, const struct bbc_options *options,
                          const struct bbc_layout *layout)
{
    *rows = (struct bbc_rows){.options = options, .layout = layout};
    rows->classes = bbc_classes_new(options, layout);
    rows->records = malloc((BLOCKS * SCAN_BLOCK + 1) * sizeof *rows->records);
    return rows->classes == NULL || rows->records == NULL ? STATUS_MEMORY : STATUS_OK;
}

void bbc_rows_close(struct bbc_rows *rows)
{
    bbc_classes_free(rows->classes);
    split_chunk_free(&rows->chunk);
    free(rows->ends);
    free(rows->records);
    free(rows->scratch);
    *rows = (struct bbc_rows){0};
}

static enum status reserve_ends(struct bbc_rows *rows, size_t kept)
{
    size_t wanted = kept + (size_t)(BLOCKS + 1) * SCAN_BLOCK;

    if (wanted <= rows->ends_capacity)
        return STATUS_OK;
    uint32_t *ends = realloc(rows->ends, wanted * sizeof *ends);
    if (ends == NULL)
        return STATUS_MEMORY;
    rows->ends = ends;
    rows->ends_capacity = wanted;
    return STATUS_OK;
}

uint64_t bbc_line_at(struct bbc_rows *rows, size_t place)
{
    size_t block = place / SCAN_BLOCK * SCAN_BLOCK;
    enum scan_level level = rows->options->level;

    if (rows->chunk.kind != SPLIT_RECORDS)
        return rows->chunk.first_line;
    if (block < rows->counted_block) {
        rows->counted_block = 0;
        rows->counted_lines = 0;
    }
    rows->counted_lines += scan_count(level, rows->chunk.masks, rows->counted_block, block).lines;
    rows->counted_block = block;
    return rows->chunk.first_line + rows->counted_lines +
           scan_count(level, rows->chunk.masks, block, place).lines;
}

static bool is_full(const struct bbc_batch *batch)
{
    return batch->text.length > BATCH_TEXT_BYTES || batch->events.count > BATCH_EVENTS;
}

/* Takes the records that were flattened. *from is where the first one begins and, afterwards,
 * where the next one will. */
static enum status take_flat(struct bbc_rows *rows, size_t count, size_t *from, bbc_flush_fn flush,
                             void *context)
{
    const uint32_t *ends = rows->ends;
    uint32_t behind = 0;

    for (size_t i = 0; i < count; i++) {
        const uint32_t next = rows->records[i];
        const struct bbc_record record = {rows->chunk.bytes, (uint32_t)*from, ends + behind,
                                          next - behind};
        rows->record_count++;
        bbc_record_take(rows, &record);
        *from = ends[next - 1] + 1u;
        behind = next;
        if (__builtin_expect(rows->status != STATUS_OK, 0))
            return rows->status;
        if (__builtin_expect(is_full(rows->batch), 0)) {
            enum status status = flush(context);
            if (status != STATUS_OK)
                return status;
        }
    }
    return STATUS_OK;
}

static void skip_records(struct bbc_rows *rows, uint64_t count)
{
    rows->record_count += count;
    bbc_row_skip(rows, BBC_SKIP_AFTER, count);
}

static enum status take_records(struct bbc_rows *rows, bbc_flush_fn flush, void *context)
{
    const size_t blocks = (rows->chunk.length + SCAN_BLOCK - 1) / SCAN_BLOCK;
    uint64_t left = rows->chunk.records - rows->chunk.skip_last;
    size_t from = 0;
    size_t kept = 0; /* ends of a record whose end is in the next blocks */

    for (size_t i = 0; i < blocks && left > 0; i += BLOCKS) {
        size_t last = i + BLOCKS < blocks ? i + BLOCKS : blocks;
        size_t count = 0;
        enum status status = reserve_ends(rows, kept);
        if (status != STATUS_OK)
            return status;
        size_t found = scan_flatten(rows->options->level, rows->chunk.masks, i, last,
                                    rows->chunk.length, rows->ends, kept, rows->records, &count);
        count = count < left ? count : left;
        left -= count;
        status = take_flat(rows, count, &from, flush, context);
        if (status != STATUS_OK)
            return status;
        size_t taken = count == 0 ? 0 : rows->records[count - 1];
        kept = found - taken;
        memmove(rows->ends, rows->ends + taken, kept * sizeof *rows->ends);
    }
    skip_records(rows, rows->chunk.skip_last);
    return STATUS_OK;
}

static void take_malformed(struct bbc_rows *rows)
{
    size_t length = rows->chunk.length;
    bool ended = rows->chunk.bytes[length - 1] == '\n' || rows->chunk.bytes[length - 1] == '\r';
    const uint32_t end = (uint32_t)(length - ended);
    const struct bbc_record record = {rows->chunk.bytes, 0, &end, 1};

    rows->record_count++;
    bbc_malformed_take(rows, &record, rows->chunk.kind);
}

enum status bbc_rows_take(struct bbc_rows *rows, bbc_flush_fn flush, void *context)
{
    rows->counted_block = 0;
    rows->counted_lines = 0;
    if (rows->chunk.kind == SPLIT_RECORDS)
        return take_records(rows, flush, context);
    take_malformed(rows);
    return rows->status;
}
