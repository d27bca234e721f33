/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is this run what was sealed, and does it come out again?
 *
 * A run (folder or bundle) is read whole and nothing in it is trusted: no name, path or size of the
 * manifest leads to a file. Without a dossier the files are held against the manifest, and the
 * manifest against what they say. With a dossier, or with a bundle, which carries its own, the run
 * is computed again in memory and compared to the byte. */
#ifndef API_VERIFY_H
#define API_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/diag.h"
#include "seal/signature.h"

enum verify_kind {
    /* the files, held against the manifest */
    VERIFY_ABSENT,    /* file */
    VERIFY_NOT_PLAIN, /* file: a folder, link, FIFO, device */
    VERIFY_TOO_BIG,   /* file */
    VERIFY_STRANGER,  /* file: no file of a run */
    VERIFY_EDITED,    /* file: not the bytes that were sealed; old, new: the SHA-256 */
    VERIFY_MANIFEST,  /* file: not a manifest as saldo writes it */
    VERIFY_NOT_A_RUN, /* file: sealed, but it cannot be read as a file of a run */
    VERIFY_TOTAL,     /* field: old in the manifest, new in afrekening.json */
    VERIFY_TELLS,     /* field: old in the manifest, new in afrekening.json; no amount */
    VERIFY_TABLE,     /* a cell of a table, or a line of it: not what afrekening.json says */
    VERIFY_WRITING,   /* bevindingen.csv, line, column: read back, it is written in another way */
    VERIFY_FORM,      /* file, line: not what report makes of this run */
    VERIFY_SIGNATURE_ABSENT,
    VERIFY_SIGNATURE_SIZE, /* not 64 bytes */
    VERIFY_SIGNATURE_WRONG,
    /* the run, held against what is computed now: the rest stands in old and new */
    VERIFY_CELL, /* file, line, column, beneficiary, action, group, field */
    VERIFY_TEXT, /* file, line, column */
    /* why */
    VERIFY_INPUT_CHANGED, /* file */
    VERIFY_INPUT_ADDED,
    VERIFY_INPUT_ABSENT,
    VERIFY_CHANGE,   /* file, line, field; old, new: what moved the first amount, as diff says */
    VERIFY_SCHEME,   /* file, or field of the manifest; old, new: the SHA-256 */
    VERIFY_ENGINE,   /* old, new: versions */
    VERIFY_CUTOFF,   /* old, new: peildatum */
    VERIFY_OUTPUT,   /* file: edited after it was sealed */
    VERIFY_RESEALED, /* no input differs: files and manifest were edited together */
    VERIFY_DOSSIER   /* file, line, column; new: the first error of the dossier */
};

struct verify_finding {
    enum verify_kind kind;
    const char *file; /* never NULL; "" when it does not apply: so are all */
    uint32_t line, column;
    const char *beneficiary, *action, *group, *field;
    const char *old, *new;
};

struct verify_options {
    const char *run;           /* a folder or a bundle */
    const char *dossier;       /* NULL: none, or that of the bundle */
    const char *scheme_folder; /* schemes of the user's own; NULL */
    const char *key;           /* path of a public key in PEM; NULL: signatures are not checked */
    enum language language;    /* of the first error of a dossier */
};

enum verify_trouble {
    VERIFY_FINE,
    VERIFY_RUN,        /* this is not a run */
    VERIFY_BUNDLE,     /* a bundle that cannot be unpacked: file is to blame, or "" */
    VERIFY_KEY,        /* the key is not there, or not an Ed25519 public key: key tells */
    VERIFY_OWN_SCHEME, /* the run was made with a scheme that is not built in, and none was given */
    VERIFY_NO_DOSSIER, /* the dossier cannot be opened: errno tells */
    VERIFY_NOT_READ    /* a file of the dossier: the system failed, words tell */
};

struct verification {
    enum verify_trouble trouble;
    const char *trouble_file;              /* with STATUS_IO: where reading failed, or "" */
    const char *trouble_words;             /* of VERIFY_NOT_READ, */
    bool trouble_of_input;                 /* which the user can mend: there is no such folder */
    enum signature_key key;                /* of VERIFY_KEY; fine: it is not there */
    const struct verify_finding *findings; /* of the files; then differences, the first first */
    uint32_t finding_count;
    const struct verify_finding *causes; /* of the differences */
    uint32_t cause_count;
    bool recomputed;
    const char *scheme_wanted; /* file of the scheme without which nothing was computed; or "" */
    bool bundled;
    bool own_scheme;
    bool is_signed;           /* there is a signature */
    bool signature_checked;   /* and it is right */
    bool key_given;           /* that it was held against */
    uint64_t amounts;         /* in the tables of the run */
    uint64_t files;           /* that were held against the manifest */
    const char *scheme;       /* id; "" without a manifest */
    const char *engine;       /* version that made the run */
    const char *cutoff;       /* peildatum */
    char manifest_sha256[65]; /* "" without a manifest */
};

/* Everything lives in the arena. STATUS_OK: see the findings; STATUS_INVALID: see the trouble;
 * STATUS_IO: errno tells, of trouble_file; STATUS_MEMORY. Where the system fails, nobody is
 * accused: no finding comes of it. */
MUST_CHECK enum status verify_run(const struct verify_options *options, struct arena *arena,
                                  struct verification *out);

#endif
