/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an output is not in place: one sentence for every command. */
#ifndef SALDO_SCREEN_PLACE_PRINT_H
#define SALDO_SCREEN_PLACE_PRINT_H

#include <stdbool.h>

#include "core/status.h"

struct place_words {      /* translated; the path stands before them */
    const char *there;    /* without --force: "is there already; …" */
    const char *not_ours; /* what --force does not replace: "is there already and is not …" */
};

/* Prints the sentence of a status of api/place.h; errno tells of STATUS_IO. Gives the exit
 * status. */
int print_place_failure(const char *path, enum status status, bool force,
                        const struct place_words *words);

#endif
