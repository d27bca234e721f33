/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of verify share; not for others. */
#ifndef API_VERIFY_PART_H
#define API_VERIFY_PART_H

#include "api/evidence.h"
#include "api/verify.h"
#include "core/vector.h"
#include "run/run.h"

struct verifying {
    const struct verify_options *options;
    struct arena *arena;
    struct evidence evidence;
    struct manifest manifest;
    bool has_manifest;
    bool intact;           /* every output is there, as sealed */
    const struct run *run; /* the run read back; NULL unless it is intact */
    VECTOR(struct verify_finding) findings;
    VECTOR(struct verify_finding) causes;
    enum status status; /* of memory */
    struct verification *out;
};

struct verify_finding verify_finding_of(enum verify_kind kind, const char *file);
void verify_add(struct verifying *v, struct verify_finding finding);
void verify_add_cause(struct verifying *v, struct verify_finding finding);
const char *verify_copy(struct verifying *v, const char *text);
/* The output in the manifest, or NULL. */
const struct manifest_file *verify_sealed(const struct verifying *v, const char *name);

/* Holds the files against the manifest, the manifest against them, and looks at the signature. */
MUST_CHECK enum status verify_files(struct verifying *v);
/* Holds every cell of the tables of the run against its afrekening.json. */
MUST_CHECK enum status verify_tables(struct verifying *v);
/* Computes again and compares. */
MUST_CHECK enum status verify_again(struct verifying *v);

#endif
