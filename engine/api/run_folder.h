/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An output folder that appears whole or not at all: a temporary folder beside it, synced, then
 * renamed. */
#ifndef API_RUN_FOLDER_H
#define API_RUN_FOLDER_H

#include <stdbool.h>

#include "core/status.h"

struct run_folder; /* opaque */

/* Makes the temporary folder. STATUS_EXISTS: path is there already and force is not set, or it is
 * there and is not a run of saldo (force removes nothing else); STATUS_IO: errno tells. */
MUST_CHECK enum status run_folder_new(const char *path, bool force, struct run_folder **out);
int run_folder_fd(const struct run_folder *folder);
/* An empty file on the same disk that has no name and vanishes when it is closed. -1: see errno. */
int run_folder_open_unnamed(const struct run_folder *folder);
/* Syncs the folder and puts it in place. */
MUST_CHECK enum status run_folder_commit(struct run_folder *folder);
/* Frees it; removes the temporary folder unless it was committed. NULL is fine. */
void run_folder_free(struct run_folder *folder);

#endif
