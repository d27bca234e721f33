/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run as an output: what belongs to it, and what --force may replace. */
#ifndef API_RUN_KIND_H
#define API_RUN_KIND_H

#include <limits.h>

#include "api/place.h"

extern const struct place_kind run_kind;

/* Whether name in a run is a work folder in which a form or a signature is, or was, made: no part
 * of the run. STATUS_EXISTS: it is something else; STATUS_IO: errno tells; STATUS_MEMORY. */
MUST_CHECK enum status run_is_work(int folder, const char *name);

/* Whether what stands at path is a run that may be replaced. Otherwise stranger is the first file
 * in it that no run has, or "". */
bool run_stands(const char *path, char stranger[NAME_MAX + 1]);

#endif
