/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run as it is found, in a folder or in a bundle, read whole for verification. Only files whose
 * names stand in a list of ours are opened, never through a link, and only plain ones. */
#ifndef API_EVIDENCE_H
#define API_EVIDENCE_H

#include "api/outputs.h"
#include "seal/bundle.h"

enum { EVIDENCE_FORMS = 8 };

enum piece_state {
    PIECE_ABSENT,
    PIECE_FINE,
    PIECE_KIND,   /* no plain file: a folder, link, FIFO, device */
    PIECE_TOO_BIG /* over its limit (core/limits.h); nothing was read */
};

struct piece {
    const char *name;
    enum piece_state state;
    const char *bytes; /* in the arena */
    size_t size;
};

struct evidence {
    struct arena *arena;
    struct piece outputs[OUT_COUNT];
    struct piece manifest;
    struct piece signature;
    struct piece forms[EVIDENCE_FORMS]; /* as report_form_at */
    size_t form_count;
    const char **strangers; /* files of the folder that are none of these; sorted, fit to show */
    size_t stranger_count;
    const char *unread; /* the file where the system failed (STATUS_IO); "": none, or the whole */
    bool bundled;
    struct bundle *bundle; /* NULL: a folder */
    /* of a bundle: */
    struct piece inputs[FILE_COUNT];
    struct piece scheme;  /* its name without folder; bytes NULL: not there */
    const char **unknown; /* files of the dossier that were not read */
    size_t unknown_count;
};

/* Reads a folder, or a file as a bundle. STATUS_INVALID: there is neither, the folder is full of
 * other files, or the bundle cannot be unpacked (out->bundle->trouble); STATUS_IO: errno tells, of
 * out->unread; STATUS_MEMORY. */
MUST_CHECK enum status evidence_read(const char *path, struct arena *arena, struct evidence *out);

/* The bytes of a plain file, at most `most`; links are followed where `follow` says so. STATUS_IO:
 * the system did not let it be opened or read, errno tells: that says nothing of the file. */
MUST_CHECK enum status piece_read(int folder, const char *name, uint64_t most, bool follow,
                                  struct arena *arena, struct piece *out);

/* Names inside a bundle. */
#define BUNDLE_DOSSIER "dossier/"
#define BUNDLE_RUN "run/"
#define BUNDLE_SCHEME "regeling/"
#define BUNDLE_UNKNOWN "niet-gelezen.txt" /* names of files of the dossier that were not read */
bool evidence_may_hold(const char *name);
/* Whether it can be the id of a scheme or a version: no path, nothing that turns or ends a line. */
bool evidence_is_word(const char *text);

#endif
