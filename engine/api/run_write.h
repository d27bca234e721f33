/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a run: a folder, and everything that it takes to make it again in one file. */
#ifndef API_RUN_WRITE_H
#define API_RUN_WRITE_H

#include "api/outputs.h"
#include "api/place.h"

struct run_target {
    const char *run;
    const char *bundle;     /* a file; NULL: none */
    bool force;             /* replace a run, and a bundle */
    const struct text *key; /* PEM of an Ed25519 private key to sign with; NULL: none */
};
enum run_part { RUN_PART_RUN, RUN_PART_BUNDLE };

/* Writes both, or neither; the run is the first to stand. A kill between the two leaves the new run
 * beside the old bundle, each whole. *blamed: which of them the status is about. The statuses of
 * place_new and place_put; STATUS_SYNTAX: the key is none. */
MUST_CHECK enum status run_write(const struct saldo_dossier *dossier,
                                 const struct run_target *target, enum run_part *blamed);

/* Makes a bundle (seal/bundle.h) and leaves it to be put in place: the files of the dossier that
 * were read, the scheme, the run and, with a key, its signature. force replaces a bundle and no
 * other file. The same statuses; *out is NULL unless STATUS_OK. */
MUST_CHECK enum status run_bundle(const struct saldo_dossier *dossier, const char *path, bool force,
                                  const struct text *key, struct place **out);

#endif
