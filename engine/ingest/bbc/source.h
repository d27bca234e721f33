/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of an export, whatever it came in: a plain file, gzip or zip, UTF-16, a workbook.
 *
 * What comes out is in the encoding of the profile, except that UTF-16 becomes UTF-8. Unpacking is
 * bounded; nothing is ever held whole. */
#ifndef INGEST_BBC_SOURCE_H
#define INGEST_BBC_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/diag.h"
#include "ingest/bbc/bbc.h"

enum { BBC_FIRST_BYTES = 64 * 1024 };

struct archive;
struct arena;
struct bbc_sheet;

struct bbc_source {
    const struct bbc_options *options;
    const char *name; /* for messages; of a workbook with its sheet, in the arena */
    struct diag_list *diags;
    int fd;
    uint64_t bytes;              /* read from the file */
    uint64_t text_bytes;         /* given out */
    char first[BBC_FIRST_BYTES]; /* of the file, while its form is found out */
    size_t first_from, first_to;
    struct archive *archive; /* gzip or zip; NULL: plain */
    struct bbc_sheet *sheet; /* of a workbook; NULL: it is none */
    char *packed;            /* what libarchive works on */
    const char *unpacked;    /* "gzip", "zip", NULL */
    uint64_t unpacked_bytes;
    bool unpacked_all;
    bool utf16;
    bool big_endian;
    bool ended;
    unsigned char odd[4]; /* bytes of an unfinished character of UTF-16, or looked at */
    size_t odd_count;
    char *ready; /* UTF-16 that has become UTF-8 */
    size_t ready_from, ready_to;
    unsigned wide_left; /* bytes of a character of UTF-8 that are still to come, where the profile
                           says single bytes */
    bool wide, no_wide; /* there was a whole one, and what can be none */
    bool hash_inline;   /* false: whoever reads hashes */
    enum status failed; /* why libarchive got nothing, */
    int error;          /* and the errno of a STATUS_IO */
};

/* "utf-8", "windows-1252" …: as a profile says it. */
const char *bbc_encoding_name(enum profile_encoding encoding);

/* Opens the file and finds out its form; what is no table, such as a PDF, is refused by name.
 * *mark: bytes of a byte order mark that were left out. STATUS_INVALID with a finding. */
MUST_CHECK enum status bbc_source_open(struct bbc_source *source, const char *path,
                                       const char *name, const struct bbc_options *options,
                                       struct arena *arena, struct diag_list *diags, size_t *mark);
/* A split_read_fn on a struct bbc_source. STATUS_INVALID: there is a finding. */
MUST_CHECK enum status bbc_source_read(void *source, char *at, size_t size, size_t *got);
/* After the last byte: a text that holds letters of UTF-8, though the profile says bytes, would be
 * read as other letters. STATUS_INVALID with a finding. */
MUST_CHECK enum status bbc_source_encoding(const struct bbc_source *source,
                                           struct diag_list *diags);
void bbc_source_close(struct bbc_source *source);

#endif
