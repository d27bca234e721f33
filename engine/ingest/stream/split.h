/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a stream into pieces that begin and end at records, so that threads can share the work.
 *
 * One thread at a time reads on and cuts. It knows the parity of the quotes because it has scanned
 * everything before; nothing is guessed and nothing is read twice. The pieces depend on the chunk
 * size, the records in them do not.
 *
 * Where the quotes are wrong (ingest/stream/scan.h) parity says nothing any more. The rule there:
 * the first physical line of the record in which it happens is a piece of its own, marked with what
 * is wrong, and reading goes on at the next line as if a record began there. So an open quote costs
 * the lines that cannot be understood, each of them named, and never the rows after them. */
#ifndef INGEST_STREAM_SPLIT_H
#define INGEST_STREAM_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "ingest/stream/scan.h"

enum {
    SPLIT_PAD = 64,                  /* readable bytes on both sides of a chunk */
    SPLIT_RECORD_LIMIT = 256 * 1024, /* bytes of one record; more is malformed */
    SPLIT_CHUNK_BYTES = 256 * 1024   /* read at a time; with its masks it stays in a core's cache */
};

/* Fills at most size bytes; *got = 0 is the end. STATUS_IO: errno tells why; STATUS_SYNTAX: a
 * compressed or encoded stream that is damaged. */
typedef enum status (*split_read_fn)(void *context, char *at, size_t size, size_t *got);

enum split_kind {
    SPLIT_RECORDS, /* whole records */
    SPLIT_STRAY,   /* a physical line of a record with a misplaced quote */
    SPLIT_OPEN,    /* … with a quote that is not closed before the end or the limit */
    SPLIT_LONG,    /* … of a record over the limit */
    SPLIT_END      /* nothing left */
};

struct split_chunk {
    enum split_kind kind;
    char *bytes;              /* SPLIT_PAD readable bytes before and after */
    size_t length;            /* ends with a line end, which the last one may have been given */
    struct scan_masks *masks; /* of bytes; SPLIT_RECORDS only */
    uint64_t index;           /* 0, 1, 2 … in the order of the stream */
    uint64_t first_byte;      /* offset of bytes in the stream */
    uint64_t first_line;      /* 1-based */
    uint64_t records;
    uint64_t lines;
    uint64_t skip_last;  /* records at the end that the profile says to skip */
    bool nul;            /* perhaps holds NUL bytes */
    bool unended;        /* the line end of the last record is ours: the stream has none */
    size_t fresh_from;   /* what was read from the stream for this chunk: from here in the */
    size_t fresh_length; /* buffer, which may hold more than length bytes */
    bool drained;        /* everything carried over was taken */
    char *buffer;        /* owned */
    size_t capacity;
    size_t mask_capacity;
};

struct splitter {
    split_read_fn read;
    void *context;
    enum scan_level level;
    struct scan_dialect dialect;
    size_t chunk_bytes;
    size_t record_limit;
    uint64_t hold_back; /* records at the end of the stream to mark with skip_last */
    char *carry;        /* read, not yet handed out: carry_from up to carry_to */
    size_t carry_from;
    size_t carry_to;
    size_t carry_capacity;
    size_t window; /* bytes to look at next; small after a malformed line */
    uint64_t next_index;
    uint64_t next_byte;
    uint64_t next_line;
    bool ended;   /* the stream has no more */
    bool unended; /* it did not end with a line end, so one was added */
    char last;    /* byte that was read */
};

/* first: bytes that were read from the stream already (to see what it is); they are copied. */
MUST_CHECK enum status splitter_open(struct splitter *splitter, split_read_fn read, void *context,
                                     const char *first, size_t first_length);
void splitter_close(struct splitter *splitter);

/* The next piece, with at most max_records records. The caller sees to it that one thread at a time
 * comes here. *chunk is zeroed before its first use and keeps its buffer. */
MUST_CHECK enum status splitter_next(struct splitter *splitter, uint64_t max_records,
                                     struct split_chunk *chunk);
void split_chunk_free(struct split_chunk *chunk);

#endif
