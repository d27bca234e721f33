/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a run: a folder, or everything that it takes to make it again in one file. */
#ifndef API_RUN_WRITE_H
#define API_RUN_WRITE_H

#include "api/outputs.h"

/* saldo_run_write, signed when there is a key (PEM of an Ed25519 private key). STATUS_SYNTAX: it
 * is not one; STATUS_EXISTS; STATUS_IO: errno tells. */
MUST_CHECK enum status run_write(const struct saldo_dossier *dossier, const char *path, bool force,
                                 const struct text *key);

/* Writes a bundle (seal/bundle.h): the files of the dossier that were read, the scheme, the run
 * and, with a key, its signature. Whole or not at all; force replaces a plain file. The same
 * statuses. */
MUST_CHECK enum status run_bundle(const struct saldo_dossier *dossier, const char *path, bool force,
                                  const struct text *key);

#endif
