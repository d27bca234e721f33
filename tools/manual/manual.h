/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the manual and the completions from what each command hands to its parser, so that they
 * cannot disagree with --help. A program of the build, not of the product. */
#ifndef MANUAL_MANUAL_H
#define MANUAL_MANUAL_H

#include <argp.h>
#include <stdio.h>

/* Writes one command, or with argp NULL the program itself. */
typedef void (*manual_write_fn)(FILE *out, const char *name, const char *does,
                                const struct argp *argp);

/* An option as the parser knows it; those of children too. */
struct manual_option {
    const char *name; /* "out" */
    char letter;      /* 'o', or NUL */
    const char *arg;  /* metavar as translated; NULL: takes none */
    const char *doc;  /* as translated */
};
typedef void (*manual_option_fn)(void *context, const struct manual_option *option);

/* Every option of the command in the order of --help, --help and --version last. */
void manual_options(const struct argp *argp, manual_option_fn each, void *context);

void manual_page(FILE *out, const char *name, const char *does, const struct argp *argp);
void manual_bash(FILE *out, const char *name, const char *does, const struct argp *argp);
void manual_zsh(FILE *out, const char *name, const char *does, const struct argp *argp);

/* What stands around the commands of a completion. */
void manual_bash_head(FILE *out);
void manual_bash_foot(FILE *out);
void manual_zsh_head(FILE *out);
void manual_zsh_foot(FILE *out);

#endif
