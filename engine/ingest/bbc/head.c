/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/head.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/bbc/text.h"

enum { FEW_THREADS = 2 };

static enum status refuse(struct bbc_head *head, enum finding finding, const char *part)
{
    diag_add(head->diags, finding, (struct source_pos){head->file, 0, 0}, (struct diag_subject){0},
             part, NULL, NULL);
    return STATUS_INVALID;
}

/* Whether the first line of a text ends with a CR that has no LF behind it. */
static bool ends_with_cr(const char *at, size_t length, char quote)
{
    bool inside = false;

    for (size_t i = 0; i < length; i++) {
        inside ^= at[i] == quote;
        if (!inside && at[i] == '\n')
            return false;
        if (!inside && at[i] == '\r')
            return i + 1 < length && at[i + 1] != '\n';
    }
    return false;
}

static enum status read_first(struct bbc_source *source, char *at, size_t *length)
{
    size_t got = 1;
    enum status status = STATUS_OK;

    for (*length = 0; got > 0 && *length < BBC_FIRST_BYTES; *length += got) {
        status = bbc_source_read(source, at + *length, BBC_FIRST_BYTES - *length, &got);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* From here on what is read plainly is hashed where it does not hold up the others. */
static void hash_apart(struct bbc_source *source)
{
    source->hash_inline = source->archive != NULL || source->sheet != NULL || source->utf16;
}

/* Few threads take long pieces, so that they seldom wait for one another; many take short ones, for
 * the memory. */
static size_t chunk_bytes(const struct bbc_options *options)
{
    if (options->chunk_bytes != 0)
        return options->chunk_bytes;
    return options->threads <= FEW_THREADS ? SPLIT_CHUNK_BYTES * 4 : SPLIT_CHUNK_BYTES;
}

static enum status open_stream(struct bbc_head *head, const char *path)
{
    const struct bbc_options *options = head->options;
    const struct profile *profile = options->profile;
    char *first = malloc(BBC_FIRST_BYTES);
    size_t length = 0;
    size_t mark = 0;
    enum status status = first == NULL ? STATUS_MEMORY : STATUS_OK;

    if (status == STATUS_OK)
        status = bbc_source_open(head->source, path, head->file, options, head->arena, head->diags,
                                 &mark);
    if (status == STATUS_OK) {
        head->file = head->source->name; /* of a workbook: with its sheet */
        status = read_first(head->source, first, &length);
    }
    if (status == STATUS_OK) {
        bool cr = ends_with_cr(first, length, profile->quote);
        if (cr)
            diag_add(head->diags, FINDING_BBC_CR_ONLY, (struct source_pos){head->file, 0, 0},
                     (struct diag_subject){0}, NULL, NULL, NULL);
        *head->splitter = (struct splitter){
            .level = options->level,
            .dialect = {profile->delimiter, profile->quote, cr ? '\r' : '\n'},
            .chunk_bytes = chunk_bytes(options),
            .record_limit = SPLIT_RECORD_LIMIT,
            .hold_back = profile->skip_after,
        };
        status = splitter_open(head->splitter, bbc_source_read, head->source, first, length);
        head->splitter->next_byte = profile->encoding == PROFILE_UTF8 ? mark : 0;
        hash_apart(head->source);
    }
    free(first);
    return status;
}

static enum status add_cell(const struct profile *profile, struct text raw, struct arena *arena,
                            const char **out)
{
    char *room = malloc(BBC_DECODED(raw.length));
    size_t length = 0;
    enum status status = STATUS_SYNTAX;

    *out = NULL;
    if (room == NULL)
        return STATUS_MEMORY;
    if (bbc_decode(profile->encoding, profile->quote, raw, room, &length)) {
        struct text text = bbc_trim((struct text){room, length});
        *out = arena_copy(arena, text.at, text.length);
        status = *out == NULL ? STATUS_MEMORY : STATUS_OK;
    }
    free(room);
    return status;
}

static enum status decode_cells(const struct profile *profile, const struct bbc_record *record,
                                struct arena *arena, struct bbc_cells *out)
{
    const char **cells = arena_alloc(arena, record->count * sizeof *cells);
    enum status status = cells == NULL ? STATUS_MEMORY : STATUS_OK;

    for (uint32_t i = 0; i < record->count && status == STATUS_OK; i++)
        status = add_cell(profile, bbc_field(record, i), arena, &cells[i]);
    *out = (struct bbc_cells){cells, record->count};
    return status;
}

enum status bbc_cells_read(const struct bbc_options *options, const struct split_chunk *chunk,
                           struct arena *arena, struct bbc_cells *out)
{
    struct bbc_cut cut = {.level = options->level};
    bool any = false;

    bbc_cut_start(&cut, chunk);
    enum status status = bbc_cut_more(&cut, &any);
    if (status == STATUS_OK && !any)
        status = STATUS_BROKEN;
    if (status == STATUS_OK) {
        struct bbc_record record = bbc_cut_take(&cut);
        status = decode_cells(options->profile, &record, arena, out);
    }
    bbc_cut_close(&cut);
    return status;
}

/* A cell of the header has a byte that the encoding of the profile does not have. */
static enum status refuse_encoding(struct bbc_head *head, uint64_t line)
{
    enum profile_encoding said = head->options->profile->encoding;
    const char *other =
        bbc_encoding_name(said == PROFILE_WINDOWS_1252 ? PROFILE_UTF8 : PROFILE_WINDOWS_1252);

    diag_add(head->diags, FINDING_BBC_MARK, (struct source_pos){head->file, (uint32_t)line, 0},
             (struct diag_subject){0}, other, bbc_encoding_name(said), NULL);
    return STATUS_INVALID;
}

/* The next record as cells, above the data. */
static enum status next_cells(struct bbc_head *head, struct split_chunk *chunk,
                              const char *expected, struct bbc_cells *out)
{
    const struct bbc_options *options = head->options;
    enum status status = splitter_next(head->splitter, 1, chunk);

    if (status != STATUS_OK)
        return status;
    if (options->seal && !head->source->hash_inline && chunk->fresh_length > 0)
        options->hash(options->hash_context, chunk->bytes + chunk->fresh_from, chunk->fresh_length);
    if (chunk->kind != SPLIT_RECORDS)
        return refuse(head, FINDING_BBC_HEADER, expected);
    status = bbc_cells_read(options, chunk, head->arena, out);
    if (status == STATUS_SYNTAX)
        return refuse_encoding(head, chunk->first_line);
    if (status == STATUS_OK && out->count > BBC_COLUMNS)
        return refuse(head, FINDING_BBC_HEADER, expected);
    return status;
}

/* What the header is known by. */
static const char *expected_of(const struct profile *profile)
{
    if (profile->shape == PROFILE_MATRIX)
        return profile->first_cells.at[0];
    for (int role = 0; role < ROLE_COUNT; role++)
        if (profile->columns[role].required)
            return profile->columns[role].name;
    return profile->id;
}

static bool is_header(const struct profile *profile, const struct bbc_cells *cells)
{
    if (profile->shape != PROFILE_MATRIX)
        return true;
    return cells->count > 0 && profile_has_name(profile->first_cells, cells->at[0]);
}

static enum status read_rows(struct bbc_head *head, struct split_chunk *chunk,
                             struct bbc_layout *layout)
{
    const struct profile *profile = head->options->profile;
    const char *expected = expected_of(profile);
    struct bbc_cells rows[BBC_METADATA_ROWS];
    enum status status = STATUS_OK;

    for (; head->skipped_before < profile->skip_before; head->skipped_before++) {
        status = next_cells(head, chunk, expected, &rows[0]);
        if (status != STATUS_OK)
            return status;
    }
    for (size_t count = 0; count < BBC_METADATA_ROWS; count++) {
        status = next_cells(head, chunk, expected, &rows[count]);
        if (status != STATUS_OK)
            return status;
        if (is_header(profile, &rows[count]))
            return bbc_layout_make(head->options, head->file, rows, count + 1, head->arena,
                                   head->diags, layout);
    }
    return refuse(head, FINDING_BBC_HEADER, expected);
}

enum status bbc_head_read(struct bbc_head *head, const char *path, struct bbc_layout *layout)
{
    struct split_chunk chunk = {0};
    enum status status = open_stream(head, path);

    if (status == STATUS_OK)
        status = read_rows(head, &chunk, layout);
    split_chunk_free(&chunk);
    return status;
}
