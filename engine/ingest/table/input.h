/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One input file, read whole and once: what is parsed is what is hashed. */
#ifndef INGEST_TABLE_INPUT_H
#define INGEST_TABLE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/diag.h"
#include "core/encoding.h"

struct input {
    const char *name; /* borrowed: "aanvragen.csv" */
    char *bytes;      /* owned; NULL when the file is absent */
    size_t size;
};

/* Reads the regular file name in folder. Absent, and required: a finding. A folder, FIFO, device or
 * socket is never opened for reading: a finding; so is a file above the limit of its kind
 * (core/limits.h: YAML and manifest.json by their names), of which nothing is read. STATUS_INVALID
 * with a finding; STATUS_OK with bytes NULL when an optional file is absent; STATUS_MEMORY. */
MUST_CHECK enum status input_read(int folder_fd, const char *name, bool required,
                                  struct diag_list *diags, struct input *out);
/* The same, where the name does not tell the kind: at most `most` bytes, below SIZE_MAX. */
MUST_CHECK enum status input_read_most(int folder_fd, const char *name, bool required,
                                       uint64_t most, struct diag_list *diags, struct input *out);
/* Whether it is the path that is wrong, or closed to us; otherwise the system failed. What of it
 * becomes a finding is remembered: diag_blames_system. errno as of open or read. */
bool input_is_refused(int error);
void input_free(struct input *input);

/* Checks the bytes of a table and turns them into UTF-8 without byte order mark. The encoding is
 * that of the file, whatever the dossier says of all: nothing is read as what it is not.
 *
 *   the file                             utf-8 is said          windows-1252 is said
 *   UTF-8, marked or with such letters   read                   read as UTF-8, a warning
 *   bytes that are no UTF-8              an error for each line read as Windows-1252
 *   a UTF-8 letter and bytes that are    an error for each      an error for each line with
 *     none                               line                   such a letter
 *   UTF-16, UTF-32, marked or not; a     refused                refused
 *     workbook, an archive, PDF, HTML
 *
 * What is refused gives STATUS_INVALID. A byte that stands for nothing goes on as it is: no text,
 * which a reader of a field sees. NUL: a finding. config: the file that says the encoding, NULL
 * where there is none. *out is owned by the caller (free) when *owned is set, otherwise it points
 * into the input. */
MUST_CHECK enum status input_decode(const struct input *input, enum encoding encoding,
                                    const char *config, struct diag_list *diags, struct text *out,
                                    char **owned);

#endif
