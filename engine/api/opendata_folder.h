/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open data is a folder for the public, never a part of a run: a run holds what verify makes again
 * and nothing else. */
#ifndef API_OPENDATA_FOLDER_H
#define API_OPENDATA_FOLDER_H

#include "api/report_files.h"
#include "report/opendata/opendata.h"

/* Writes OPENDATA_FOLDER into the folder, whole or not at all; with force it replaces one that
 * holds nothing but files of open data. The statuses of place_new and place_put. */
MUST_CHECK enum status opendata_folder_write(const struct run *run,
                                             const struct opendata_options *options,
                                             const struct report_target *target);

#endif
