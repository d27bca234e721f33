/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `saldo bbc` was asked. */
#ifndef SALDO_CMD_BBC_ARGUMENTS_H
#define SALDO_CMD_BBC_ARGUMENTS_H

#include <stdbool.h>

#include "ingest/bbc/bbc.h"

struct bbc_arguments {
    char **files;
    int file_count;
    const char *profile;
    const char *explain;
    const char *show; /* a built-in profile to print */
    const char *out;
    const char *dossier;
    bool strict;
    struct bbc_options options;
};

/* Fills in what the arguments say, on top of what in holds. Ends the program on wrong use. */
void bbc_arguments_parse(int argc, char **argv, struct bbc_arguments *in);

#endif
