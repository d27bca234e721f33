/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output folder of `saldo bbc`. */
#ifndef SALDO_CMD_BBC_WRITE_H
#define SALDO_CMD_BBC_WRITE_H

#include "api/place.h"
#include "ingest/bbc/bbc.h"
#include "write/out.h"

struct bbc_output {
    struct place *folder;
    struct out *rejected; /* verworpen.csv */
    struct out *origin;   /* herkomst.csv */
    const char *failed;   /* the file of the last STATUS_IO; "": the folder; NULL: there was none */
    int error;            /* errno of it */
};

/* Makes the folder, in a temporary place, and the two files that are written while reading. */
MUST_CHECK enum status bbc_output_open(struct bbc_output *output, const char *path);
/* For struct bbc_options; context is the struct bbc_output. */
enum status bbc_output_rejected(void *context, const char *at, size_t length);
enum status bbc_output_origin(void *context, const char *at, size_t length);
/* Empties these two files for a second reading. */
MUST_CHECK enum status bbc_output_restart(struct bbc_output *output);
/* Writes uitgaven.csv and controle.json and puts the folder in place. When the result is refused
 * the folder has verworpen.csv and controle.json only. */
MUST_CHECK enum status bbc_output_finish(struct bbc_output *output, struct bbc_run *run,
                                         const struct bbc_options *options,
                                         const struct bbc_result *result,
                                         const char *const *sha256);
void bbc_output_free(struct bbc_output *output); /* removes what was not put in place */

#endif
