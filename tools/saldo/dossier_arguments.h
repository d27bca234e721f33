/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command takes that reads a dossier: DOSSIER, --as-of, --scheme-dir, --strict. */
#ifndef SALDO_DOSSIER_ARGUMENTS_H
#define SALDO_DOSSIER_ARGUMENTS_H

#include <argp.h>
#include <saldo.h>
#include <stdbool.h>

struct dossier_arguments {
    const char *dossier;
    struct saldo_options options;
    bool strict;
};

/* As the children of a command, with --lang. Its parser hands them a struct dossier_arguments as
 * child_inputs[0] at ARGP_KEY_INIT. */
extern const struct argp_child dossier_children[];

/* Reads, checks and settles the dossier and prints its findings; NULL after a sentence why not.
 * *status is SALDO_INVALID also where warnings are errors. */
struct saldo_dossier *read_dossier(const struct dossier_arguments *in, int *status);

#endif
