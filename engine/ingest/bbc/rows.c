/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/rows.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/bbc/posting.h"

enum {
    BATCH_TEXT_BYTES = 1 << 20, /* a batch is handed over when it holds this much … */
    BATCH_EVENTS = 16384        /* … or so many */
};

enum status bbc_rows_open(struct bbc_rows *rows, const struct bbc_options *options,
                          const struct bbc_layout *layout)
{
    *rows = (struct bbc_rows){.options = options, .layout = layout};
    rows->classes = bbc_classes_new(options, layout);
    rows->cut.level = options->level;
    return rows->classes == NULL ? STATUS_MEMORY : STATUS_OK;
}

void bbc_rows_close(struct bbc_rows *rows)
{
    bbc_classes_free(rows->classes);
    split_chunk_free(&rows->chunk);
    bbc_cut_close(&rows->cut);
    free(rows->scratch);
    bbc_buffer_free(&rows->compared);
    *rows = (struct bbc_rows){0};
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

/* What was read since the last batch was handed over goes with this one. */
static void close_batch(struct bbc_rows *rows)
{
    __int128 plain = rows->cents - rows->total_cents;

    rows->batch->plain += plain - rows->handed;
    rows->handed = plain;
}

static bool is_full(const struct bbc_batch *batch)
{
    return batch->text.length > BATCH_TEXT_BYTES || batch->events.count > BATCH_EVENTS;
}

/* Takes the next records at hand, up to count. */
static enum status take_at_hand(struct bbc_rows *rows, size_t count, bbc_flush_fn flush,
                                void *context)
{
    for (size_t i = 0; i < count; i++) {
        const struct bbc_record record = bbc_cut_take(&rows->cut);
        rows->record_count++;
        bbc_known_forget(&rows->known);
        bbc_record_take(rows, &record);
        if (__builtin_expect(rows->status != STATUS_OK, 0))
            return rows->status;
        if (__builtin_expect(is_full(rows->batch), 0)) {
            close_batch(rows);
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
    uint64_t left = rows->chunk.records - rows->chunk.skip_last;
    bool any = false;

    bbc_cut_start(&rows->cut, &rows->chunk);
    while (left > 0) {
        enum status status = bbc_cut_more(&rows->cut, &any);
        if (status != STATUS_OK || !any)
            return status == STATUS_OK ? STATUS_BROKEN : status;
        size_t count = rows->cut.count < left ? rows->cut.count : left;
        status = take_at_hand(rows, count, flush, context);
        if (status != STATUS_OK)
            return status;
        left -= count;
    }
    skip_records(rows, rows->chunk.skip_last);
    return STATUS_OK;
}

static void take_malformed(struct bbc_rows *rows)
{
    uint32_t end = 0;
    const struct bbc_record record = bbc_record_of_line(&rows->chunk, &end);

    rows->record_count++;
    bbc_known_forget(&rows->known);
    bbc_malformed_take(rows, &record, rows->chunk.kind);
}

enum status bbc_rows_take(struct bbc_rows *rows, bbc_flush_fn flush, void *context)
{
    rows->counted_block = 0;
    rows->counted_lines = 0;
    if (rows->chunk.kind != SPLIT_RECORDS)
        take_malformed(rows);
    enum status status = rows->chunk.kind == SPLIT_RECORDS ? take_records(rows, flush, context)
                                                           : rows->status;
    close_batch(rows);
    return status;
}
