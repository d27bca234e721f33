/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the fields and records of a delimited text end, 64 bytes at a time.
 *
 * The text is strict: a quote opens a field only as its first character, closes it only before a
 * delimiter, a line end or the end of the text, and is written double inside. For such a text the
 * parity of the quotes before a place says whether it lies inside a field; one carry-less
 * multiplication gives the parity of 64 places. The first quote that stands elsewhere stops the
 * scan, because parity says nothing beyond it: what to do is decided by ingest/stream/split.h.
 *
 * Every instruction set gives the same bits; tests/ingest/scan_test.c holds them against libcsv. */
#ifndef INGEST_STREAM_SCAN_H
#define INGEST_STREAM_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCAN_BLOCK = 64 };

struct scan_dialect {
    char delimiter;
    char quote;
    char line_end; /* '\n' (a '\r' before it does not count), or '\r' */
};

struct scan_masks {       /* of one block: bit i stands for byte i */
    uint64_t separators;  /* delimiters and line ends outside quotes */
    uint64_t record_ends; /* line ends outside quotes */
    uint64_t line_ends;   /* all line ends: what an editor counts */
};

enum scan_level { SCAN_PORTABLE, SCAN_SSE2, SCAN_AVX2, SCAN_AVX512, SCAN_LEVELS };

struct scan_outcome {
    size_t valid;   /* masks are right for the bytes before this place */
    bool malformed; /* a misplaced quote, or a record over the limit, stands at or after it */
    bool inside;    /* the text ends inside quotes; not set when malformed */
    bool nul;       /* there is a NUL byte in the blocks that were looked at */
};

/* The best level of this processor. */
enum scan_level scan_best_level(void);
bool scan_level_works(enum scan_level level);
const char *scan_level_name(enum scan_level level);

/* Scans length bytes that start at the beginning of a record. at must be readable up to a multiple
 * of SCAN_BLOCK; masks has one item a block, and no bit is set at or beyond length. A record longer
 * than record_limit, its end included, is malformed. */
struct scan_outcome scan_classify(enum scan_level level, const struct scan_dialect *dialect,
                                  const char *at, size_t length, size_t record_limit,
                                  struct scan_masks *masks);

/* Writes down the places of all separators before length in the blocks from first to last (not
 * included), behind the count that are in ends already, and after each record end how many there
 * are in ends by then. ends has room for SCAN_BLOCK a block and one block more, records for
 * SCAN_BLOCK a block and one more. Returns the count in ends. */
size_t scan_flatten(enum scan_level level, const struct scan_masks *masks, size_t first,
                    size_t last, size_t length, uint32_t *ends, size_t count, uint32_t *records,
                    size_t *record_count);

struct scan_counts {
    uint64_t records;
    uint64_t lines;
};

/* How many record ends and line ends there are at the places from (a multiple of SCAN_BLOCK) up to,
 * but not including, to. */
struct scan_counts scan_count(enum scan_level level, const struct scan_masks *masks, size_t from,
                              size_t to);

#endif
