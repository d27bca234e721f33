/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan, with every instruction set and several chunk sizes, against one byte at a time and
 * against libcsv. The first byte chooses the line end and the limit of a record. */
#include <stdio.h>
#include <stdlib.h>

#include "ingest_test/scan_oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const struct oracle_case input = {
        .text = (const char *)data + 1,
        .length = size - 1,
        .line_end = (data[0] & 1) != 0 ? '\r' : '\n',
        .record_limit = (data[0] & 2) != 0   ? 64
                        : (data[0] & 4) != 0 ? 192
                                             : SPLIT_RECORD_LIMIT,
    };
    char *difference = oracle_difference(&input, size < 100);

    if (difference != NULL) {
        fputs(difference, stderr);
        abort();
    }
    return 0;
}
