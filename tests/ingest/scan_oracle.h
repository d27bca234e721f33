/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds the scan against libcsv and against a reader of one byte at a time that follows the words
 * of ingest/stream/split.h. Shared by the tests and the fuzzer. */
#ifndef INGEST_TEST_SCAN_ORACLE_H
#define INGEST_TEST_SCAN_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/stream/split.h"

struct oracle_case {
    const char *text;
    size_t length;
    char line_end;       /* '\n' or '\r' */
    size_t record_limit; /* at least SCAN_BLOCK */
    uint64_t hold_back;
};

/* What the pieces of a stream say, as text that can be compared: one line a record with its place,
 * its kind and its fields. To be freed. */
char *oracle_by_byte(const struct oracle_case *input);
/* The same through the splitter. cut: the first read ends there; 0: reads are as large as asked. */
char *oracle_by_scan(const struct oracle_case *input, enum scan_level level, size_t chunk_bytes,
                     size_t cut);
/* The same through libcsv, up to the first thing that it refuses: *refused. It knows no limit,
 * so only for texts without a record over it; nor can it read a text with a lone CR. */
char *oracle_by_libcsv(const struct oracle_case *input, bool *refused);

/* Whether libcsv can be asked about this text at all. */
bool oracle_libcsv_can(const struct oracle_case *input);

/* Compares them all: every instruction set, a few chunk sizes and cuts, or every one of them when
 * thorough. NULL: they agree; otherwise what differs, to be freed. */
char *oracle_difference(const struct oracle_case *input, bool thorough);

#endif
