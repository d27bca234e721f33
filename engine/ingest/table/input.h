/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One input file, read whole and once: what is parsed is what is hashed. */
#ifndef INGEST_TABLE_INPUT_H
#define INGEST_TABLE_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag.h"

struct input {
    const char *name; /* borrowed: "aanvragen.csv" */
    char *bytes;      /* owned; NULL when the file is absent */
    size_t size;
};

/* Reads the regular file name in folder. Absent, and required: a finding. A folder, FIFO, device or
 * socket is never opened for reading: a finding. STATUS_INVALID with a finding; STATUS_OK with
 * bytes NULL when an optional file is absent; STATUS_MEMORY. */
MUST_CHECK enum status input_read(int folder_fd, const char *name, bool required,
                                  struct diag_list *diags, struct input *out);
void input_free(struct input *input);

/* Checks the bytes and turns them into UTF-8 without byte order mark. UTF-16, NUL, invalid
 * bytes: findings, one a line. *out is owned by the caller (free) when *owned is set, otherwise
 * it points into the input. STATUS_INVALID when the text cannot be parsed at all (UTF-16). */
MUST_CHECK enum status input_decode(const struct input *input, bool windows_1252,
                                    struct diag_list *diags, struct text *out, char **owned);

#endif
