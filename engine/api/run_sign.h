/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs a run: manifest.json.sig beside the manifest. */
#ifndef API_RUN_SIGN_H
#define API_RUN_SIGN_H

#include "api/verify.h"
#include "core/text.h"

/* The bytes of a key file, in the arena. STATUS_SYNTAX: too large, or not a plain file;
 * STATUS_IO: errno tells. */
MUST_CHECK enum status run_key_read(const char *path, struct arena *arena, struct text *out);

/* Holds the run against its manifest and signs it only when nothing is wrong; *found says what is
 * (STATUS_INVALID, with findings or a trouble). STATUS_EXISTS: it is signed, and force is not set;
 * STATUS_SYNTAX: not an Ed25519 private key; STATUS_IO: errno tells. */
MUST_CHECK enum status run_sign(const char *run, struct text key, bool force, struct arena *arena,
                                struct verification *found);

/* Writes a new private key for its owner alone (0600), and gives the public one, a PEM in the
 * arena. STATUS_EXISTS: the file is there. */
MUST_CHECK enum status run_key_new(const char *path, struct arena *arena, const char **public);

#endif
