/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file of a run, and checks it against the seal of the run. */
#ifndef RUN_RUN_READ_H
#define RUN_RUN_READ_H

#include <stddef.h>

#include "core/status.h"

enum run_trouble {
    RUN_FINE,
    RUN_ABSENT,  /* the folder, the manifest or the file is not there, or is not a regular file */
    RUN_NO_SEAL, /* the manifest is not one, or does not name the file */
    RUN_EDITED   /* the file is not the one that was sealed */
};

/* manifest.json is the seal and is read as it is. bytes is the caller's (free). STATUS_INVALID with
 * *trouble when the run cannot be trusted. */
MUST_CHECK enum status run_read(const char *run, const char *name, char **bytes, size_t *size,
                                enum run_trouble *trouble);

#endif
