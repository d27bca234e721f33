/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs to tamper with, and what verify says of them. */
#ifndef API_TEST_VERIFIED_H
#define API_TEST_VERIFIED_H

#include "api/verify.h"
#include "support/folder.h"

/* The files of a run, by name. */
enum { RUN_FILES = 7 };
extern const char *const run_files[RUN_FILES];

/* A copy of a fixture, of the source tree, in folder/name. */
void copy_fixture(const struct folder *folder, const char *from, const char *name);

/* "afrekening.csv:2:14 CELL voorbeeld-1 5 saldo 6.001,00 6.000,00; … | OUTPUT afrekening.csv": what
 * verify finds and its causes; "trouble 1" when it cannot. The caller frees it. */
char *verified(const struct verify_options *options);
/* The same of run in the folder, against dossier in the folder (NULL: none). */
char *verified_in(const struct folder *folder, const char *run, const char *dossier);

/* Replaces the first `from` in a file; fails when it is not there. */
void edit(const struct folder *folder, const char *path, const char *from, const char *to);
/* Makes the manifest of folder/run agree with its files again, as somebody would who knows how. */
void reseal(const struct folder *folder, const char *run);

#endif
