/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle: files in a tar, packed with zstd, closed by a skippable frame with the SHA-256 of all
 * bytes before it. Any tar unpacks it; a single changed byte, of the packing too, is noticed.
 *
 * The same files give the same bytes: sorted names, no times, owners or modes, one fixed level.
 * (Another version of libzstd may pack otherwise; what is packed stays the same.) */
#ifndef SEAL_BUNDLE_H
#define SEAL_BUNDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/bytes.h"
#include "core/limits.h"

struct bundle_file {
    const char *name; /* "run/manifest.json" */
    const char *bytes;
    size_t size;
};

/* Packs the files, which stand in the order of their names, behind what out holds.
 * STATUS_MEMORY; STATUS_BROKEN: the library failed. */
MUST_CHECK enum status bundle_pack(const struct bundle_file *files, size_t count,
                                   struct bytes *out);

/* Whether the file that is open is a bundle: zstd, closed by the frame with the digest of what
 * stands before it. What is packed is not looked at. STATUS_SYNTAX: it is none; STATUS_IO: errno
 * tells; STATUS_MEMORY. */
MUST_CHECK enum status bundle_recognise(int fd);

enum bundle_trouble {
    BUNDLE_FINE,
    BUNDLE_DAMAGED, /* not a bundle, cut off, a byte of it was changed, or there is more in it */
    BUNDLE_NAME,    /* a file that no bundle holds, twice the same, or not in the order */
    BUNDLE_KIND,    /* not a plain file with the times and owners that we write */
    BUNDLE_SIZE     /* over LIMIT_BUNDLE_BYTES, or far more than what is packed could be */
};

/* Whether a bundle may hold a file of this name. */
typedef bool (*bundle_name_fn)(const char *name);

struct bundle {
    struct bundle_file files[LIMIT_BUNDLE_FILES]; /* by name; in the arena */
    size_t count;
    enum bundle_trouble trouble;
    char name[LIMIT_BUNDLE_NAME_BYTES + 1]; /* of the file that is to blame, or "" */
};

/* Unpacks in memory; no name of it ever becomes a path. The tar must be to the byte the one that
 * bundle_pack makes of the files, in one frame: nothing hides in it.
 * STATUS_INVALID with the trouble;
 * STATUS_MEMORY. */
MUST_CHECK enum status bundle_unpack(const void *bytes, size_t size, bundle_name_fn may_hold,
                                     struct arena *arena, struct bundle *out);

#endif
