/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/stream/spill.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/stream/spill_run.h"

struct place { /* of a record in memory */
    uint64_t prefix;
    uint32_t at;
};

/* FAN_IN runs of one level become one of the next, so that few are open at a time. */
enum {
    FAN_IN = 16,
    MOST_RUNS = 8 * FAN_IN,
    FIRST_BYTES = 16 * 1024,
    FIRST_PLACES = 256,
    SORT_BYTES = 2 * sizeof(struct place)
};

struct run {
    int fd;
    unsigned level;
};

struct spill {
    spill_file_fn open;
    void *context;
    size_t memory;
    char *bytes; /* records that were added and stand in no run */
    size_t used, capacity;
    struct place *places; /* of these records */
    struct place *spare;  /* as many, to sort with */
    uint32_t place_count, place_capacity;
    uint32_t next;              /* reading from memory: the next place */
    struct run runs[MOST_RUNS]; /* the oldest first */
    unsigned run_count;
    struct spill_reader *readers; /* one a run */
    unsigned reader_count;
    struct spill_reader *last; /* whose record was given out */
    uint64_t count;
};

struct spill *spill_new(size_t memory, spill_file_fn open, void *context)
{
    struct spill *spill = calloc(1, sizeof *spill);

    if (spill == NULL)
        return NULL;
    spill->open = open;
    spill->context = context;
    spill->memory = memory < UINT32_MAX ? memory : UINT32_MAX;
    return spill;
}

static void close_readers(struct spill *spill)
{
    for (unsigned i = 0; i < spill->reader_count; i++)
        free(spill->readers[i].block);
    free(spill->readers);
    spill->readers = NULL;
    spill->reader_count = 0;
    spill->last = NULL;
}

void spill_free(struct spill *spill)
{
    if (spill == NULL)
        return;
    close_readers(spill);
    for (unsigned i = 0; i < spill->run_count; i++)
        close(spill->runs[i].fd);
    free(spill->bytes);
    free(spill->places);
    free(spill->spare);
    free(spill);
}

uint64_t spill_count(const struct spill *spill)
{
    return spill->count;
}

/* ---- in memory ---- */

/* Whether a stands before b, which was added later. */
static inline bool comes_first(const struct spill *spill, const struct place *a,
                               const struct place *b)
{
    if (a->prefix != b->prefix)
        return a->prefix < b->prefix;
    return spill_compare(spill_record_at(spill->bytes + a->at).key,
                         spill_record_at(spill->bytes + b->at).key) <= 0;
}

/* Merges the sorted places from one and from middle, up to end, into the spare ones. */
static void merge_places(struct spill *spill, uint32_t one, uint32_t middle, uint32_t end)
{
    const struct place *from = spill->places;
    uint32_t other = middle;

    for (uint32_t to = one; to < end; to++) {
        bool first = other == end || (one < middle && comes_first(spill, &from[one], &from[other]));
        spill->spare[to] = first ? from[one++] : from[other++];
    }
}

/* A merge sort: stable, and without memory of its own, which would come and go in every thread. */
static void sort_places(struct spill *spill)
{
    for (uint32_t width = 1; width < spill->place_count; width *= 2) {
        for (uint32_t i = 0; i < spill->place_count; i += 2 * width) {
            uint32_t left = spill->place_count - i;
            merge_places(spill, i, i + (left < width ? left : width),
                         i + (left < 2 * width ? left : 2 * width));
        }
        struct place *sorted = spill->spare;
        spill->spare = spill->places;
        spill->places = sorted;
    }
}

static enum status reserve_places(struct spill *spill)
{
    if (spill->place_count < spill->place_capacity)
        return STATUS_OK;
    uint32_t wanted = spill->place_capacity == 0 ? FIRST_PLACES : spill->place_capacity * 2;
    struct place *places = realloc(spill->places, wanted * sizeof *places);
    if (places == NULL)
        return STATUS_MEMORY;
    spill->places = places;
    struct place *spare = realloc(spill->spare, wanted * sizeof *spare);
    if (spare == NULL)
        return STATUS_MEMORY;
    spill->spare = spare;
    spill->place_capacity = wanted;
    return STATUS_OK;
}

static enum status reserve(struct spill *spill, size_t size)
{
    size_t wanted = spill->capacity == 0 ? FIRST_BYTES : spill->capacity;

    while (wanted < spill->used + size)
        wanted *= 2;
    if (wanted == spill->capacity)
        return STATUS_OK;
    char *bytes = wanted > UINT32_MAX ? NULL : realloc(spill->bytes, wanted);
    if (bytes == NULL)
        return STATUS_MEMORY;
    spill->bytes = bytes;
    spill->capacity = wanted;
    return STATUS_OK;
}

static bool is_full(const struct spill *spill, size_t size)
{
    return spill->open != NULL && spill->place_count > 0 &&
           spill->used + size + (spill->place_count + 1) * (size_t)SORT_BYTES > spill->memory;
}

/* ---- runs ---- */

static enum status start_run(struct spill *spill, struct spill_writer *writer)
{
    *writer = (struct spill_writer){.fd = -1, .block = malloc(SPILL_BLOCK_BYTES)};
    if (writer->block == NULL)
        return STATUS_MEMORY;
    writer->fd = spill->open(spill->context);
    return writer->fd < 0 ? STATUS_IO : STATUS_OK;
}

/* Adds what was written to the runs, or throws it away after a failure. */
static enum status end_run(struct spill *spill, struct spill_writer *writer, unsigned level,
                           enum status status)
{
    if (status == STATUS_OK)
        status = spill_write_end(writer);
    int why = errno; /* of what failed, not of closing what it left */
    free(writer->block);
    if (status == STATUS_OK)
        spill->runs[spill->run_count++] = (struct run){writer->fd, level};
    else if (writer->fd >= 0)
        close(writer->fd);
    errno = why;
    return status;
}

/* Opens readers on the last count runs. */
static enum status open_readers(struct spill *spill, unsigned count)
{
    enum status status = STATUS_OK;

    close_readers(spill);
    spill->readers = calloc(count, sizeof *spill->readers);
    if (spill->readers == NULL)
        return STATUS_MEMORY;
    spill->reader_count = count;
    for (unsigned i = 0; i < count && status == STATUS_OK; i++) {
        struct spill_reader *reader = &spill->readers[i];
        reader->block = malloc(SPILL_BLOCK_BYTES);
        status = reader->block == NULL
                     ? STATUS_MEMORY
                     : spill_read_first(reader, spill->runs[spill->run_count - count + i].fd);
    }
    return status;
}

/* The reader with the least record, of equals the oldest; NULL: all have ended. */
static struct spill_reader *least_reader(struct spill *spill)
{
    struct spill_reader *least = NULL;

    for (unsigned i = 0; i < spill->reader_count; i++) {
        struct spill_reader *reader = &spill->readers[i];
        if (reader->ended)
            continue;
        if (least == NULL || reader->prefix < least->prefix ||
            (reader->prefix == least->prefix && spill_compare(reader->now.key, least->now.key) < 0))
            least = reader;
    }
    return least;
}

static enum status copy_all(struct spill *spill, struct spill_writer *writer)
{
    enum status status = STATUS_OK;
    struct spill_reader *least;

    while (status == STATUS_OK && (least = least_reader(spill)) != NULL) {
        const char *record = least->now.key.at - SPILL_HEAD_BYTES;
        status = spill_write(writer, record, spill_record_size(record));
        if (status == STATUS_OK)
            status = spill_read_next(least);
    }
    return status;
}

/* Makes one run of the last FAN_IN. */
static enum status merge_runs(struct spill *spill)
{
    unsigned level = spill->runs[spill->run_count - 1].level;
    struct spill_writer writer;
    enum status status = start_run(spill, &writer);

    if (status == STATUS_OK)
        status = open_readers(spill, FAN_IN);
    if (status == STATUS_OK)
        status = copy_all(spill, &writer);
    int why = errno;
    close_readers(spill);
    errno = why;
    if (status == STATUS_OK) {
        spill->run_count -= FAN_IN;
        for (unsigned i = 0; i < FAN_IN; i++)
            close(spill->runs[spill->run_count + i].fd);
    }
    return end_run(spill, &writer, level + 1, status);
}

static bool wants_merge(const struct spill *spill)
{
    return spill->run_count >= FAN_IN &&
           spill->runs[spill->run_count - FAN_IN].level == spill->runs[spill->run_count - 1].level;
}

static enum status write_run(struct spill *spill)
{
    struct spill_writer writer;
    enum status status = start_run(spill, &writer);

    sort_places(spill);
    for (uint32_t i = 0; i < spill->place_count && status == STATUS_OK; i++) {
        const char *record = spill->bytes + spill->places[i].at;
        status = spill_write(&writer, record, spill_record_size(record));
    }
    status = end_run(spill, &writer, 0, status);
    spill->place_count = 0;
    spill->used = 0;
    while (status == STATUS_OK && wants_merge(spill))
        status = merge_runs(spill);
    return status;
}

/* ---- adding and reading ---- */

enum status spill_add(struct spill *spill, struct text key, struct text value)
{
    size_t size = SPILL_HEAD_BYTES + key.length + value.length;
    enum status status = STATUS_OK;

    assert(key.length + value.length <= SPILL_RECORD_BYTES);
    if (is_full(spill, size))
        status = write_run(spill);
    if (status == STATUS_OK)
        status = reserve(spill, size);
    if (status == STATUS_OK)
        status = reserve_places(spill);
    if (status != STATUS_OK)
        return status;
    spill->places[spill->place_count++] = (struct place){spill_prefix(key), (uint32_t)spill->used};
    char *at = spill->bytes + spill->used;
    spill_put(at, key.length, 2);
    spill_put(at + 2, value.length, 2);
    memcpy(at + SPILL_HEAD_BYTES, key.at, key.length);
    if (value.length > 0)
        memcpy(at + SPILL_HEAD_BYTES + key.length, value.at, value.length);
    spill->used += size;
    spill->count++;
    return STATUS_OK;
}

enum status spill_rewind(struct spill *spill)
{
    enum status status = STATUS_OK;

    spill->next = 0;
    if (spill->run_count == 0) {
        sort_places(spill);
        return STATUS_OK;
    }
    if (spill->place_count > 0)
        status = write_run(spill);
    return status == STATUS_OK ? open_readers(spill, spill->run_count) : status;
}

static void next_in_memory(struct spill *spill, struct spill_record *out, bool *found)
{
    *found = spill->next < spill->place_count;
    if (*found)
        *out = spill_record_at(spill->bytes + spill->places[spill->next++].at);
}

enum status spill_next(struct spill *spill, struct text *key, struct text *value, bool *found)
{
    struct spill_record record = {0};
    enum status status = STATUS_OK;

    if (spill->run_count == 0) {
        next_in_memory(spill, &record, found);
    } else {
        if (spill->last != NULL)
            status = spill_read_next(spill->last);
        if (status != STATUS_OK)
            return status;
        spill->last = least_reader(spill);
        *found = spill->last != NULL;
        if (*found)
            record = spill->last->now;
    }
    *key = record.key;
    *value = record.value;
    return STATUS_OK;
}
