/* SPDX-License-Identifier: GPL-3.0-or-later */
/* manifest.json: what went into a run and what came out. No clock, host or path. */
#ifndef SEAL_MANIFEST_H
#define SEAL_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/limits.h"
#include "core/money.h"
#include "seal/digest.h"

#define MANIFEST_SCHEMA "saldo-manifest/1"

struct manifest_file {
    const char *name;
    uint64_t size;
    char sha256[DIGEST_TEXT_BYTES];
    int64_t rows; /* of a table, header not included; -1: not a table */
};

struct manifest_total {
    const char *name;
    struct money amount;
};

struct manifest {
    const char *engine; /* version */
    const char *scheme_id;
    struct manifest_file scheme;
    bool own_scheme;      /* the user's own, not built in */
    const char *cutoff;   /* "2026-03-31" */
    bool cutoff_replaced; /* by an option, not by dossier.yaml */
    const struct manifest_file *inputs;
    size_t input_count;
    const struct manifest_file *outputs;
    size_t output_count;
    const struct manifest_total *totals;
    size_t total_count;
};

/* The text of the file; *out is the caller's (free). STATUS_MEMORY. */
MUST_CHECK enum status manifest_write(const struct manifest *manifest, char **out);

/* Reads what manifest_write wrote and a line end; text lives in the arena. Nothing in it is to be
 * trusted: names and sizes are what somebody wrote there. STATUS_SYNTAX: not a manifest of this
 * schema, or not to the byte as manifest_write writes it; STATUS_MEMORY. */
MUST_CHECK enum status manifest_read(const char *text, size_t size, struct arena *arena,
                                     struct manifest *out);

/* Looks up an output in the text of a manifest. STATUS_SYNTAX: not a manifest of this schema;
 * STATUS_RANGE: it does not name that output. */
MUST_CHECK enum status manifest_find_output(const char *text, size_t size, const char *name,
                                            struct manifest_file *out);

#endif
