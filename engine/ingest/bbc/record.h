/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a piece of an export, cut into fields.
 *
 * One routine cuts every record: the header, the metadata above it and the data, for reading and
 * for explaining. What is a line end, and that a CR before it belongs to it, is known here
 * alone. */
#ifndef INGEST_BBC_RECORD_H
#define INGEST_BBC_RECORD_H

#include "core/text.h"
#include "ingest/stream/split.h"

struct bbc_record {       /* raw, within a chunk */
    const char *base;     /* of the chunk */
    uint32_t from;        /* where the record begins */
    const uint32_t *ends; /* where each field ends: a delimiter, at last the line end */
    uint32_t count;       /* fields; at least one */
};

/* The raw text between two places; the CR of a line end is no part of it. */
static inline struct text bbc_record_part(const struct bbc_record *record, uint32_t from,
                                          uint32_t last)
{
    uint32_t to = record->ends[last];

    if (last + 1 == record->count && to > from && record->base[to - 1] == '\r')
        to--;
    return (struct text){record->base + from, to - from};
}

/* The raw field of a column, in its quotes. */
static inline struct text bbc_field(const struct bbc_record *record, uint32_t column)
{
    uint32_t from = column == 0 ? record->from : record->ends[column - 1] + 1;

    return bbc_record_part(record, from, column);
}

/* The record without its line end. */
static inline struct text bbc_record_text(const struct bbc_record *record)
{
    return bbc_record_part(record, record->from, record->count - 1);
}

/* A physical line that is no record (SPLIT_STRAY and the like) as one field; *end is its room. */
struct bbc_record bbc_record_of_line(const struct split_chunk *chunk, uint32_t *end);

/* Goes through the records of a chunk, in order, some blocks at a time. */
struct bbc_cut {
    enum scan_level level;
    const struct split_chunk *chunk; /* borrowed */
    uint32_t *ends;                  /* of the fields of the records at hand */
    size_t ends_capacity;
    uint32_t *records; /* index in ends behind the last field of each record */
    size_t records_capacity;
    size_t found;    /* in ends */
    size_t block;    /* the next one to look at */
    uint32_t from;   /* where the next record begins */
    uint32_t behind; /* index in ends of its first field */
    size_t count;    /* records at hand */
    size_t next;     /* of them */
};

void bbc_cut_close(struct bbc_cut *cut);

/* A cut is zeroed, and has its level, before its first use. Puts the reading at the first record of
 * a chunk of SPLIT_RECORDS, which outlives it. */
void bbc_cut_start(struct bbc_cut *cut, const struct split_chunk *chunk);
/* Cuts more records, when those at hand have been taken; *any is false at the end of the chunk. */
MUST_CHECK enum status bbc_cut_more(struct bbc_cut *cut, bool *any);

/* The next record at hand, which lives until bbc_cut_more; there must be one. */
static inline struct bbc_record bbc_cut_take(struct bbc_cut *cut)
{
    const uint32_t next = cut->records[cut->next++];
    const struct bbc_record record = {cut->chunk->bytes, cut->from, cut->ends + cut->behind,
                                      next - cut->behind};

    cut->from = cut->ends[next - 1] + 1u;
    cut->behind = next;
    return record;
}

#endif
