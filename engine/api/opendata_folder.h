/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open data is a folder for the public, never a part of a run: a run holds what verify makes again
 * and nothing else. */
#ifndef API_OPENDATA_FOLDER_H
#define API_OPENDATA_FOLDER_H

#include <stdbool.h>

#include "report/opendata/opendata.h"

/* Writes OPENDATA_FOLDER into the parent, whole or not at all. STATUS_EXISTS: it is there, and
 * force is not set or it holds something that is not ours; STATUS_IO: errno tells. */
MUST_CHECK enum status opendata_folder_write(const struct run *run,
                                             const struct opendata_options *options,
                                             const char *parent, bool force);

#endif
