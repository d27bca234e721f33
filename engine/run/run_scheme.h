/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose scheme a run was computed with. */
#ifndef RUN_RUN_SCHEME_H
#define RUN_RUN_SCHEME_H

#include <stdbool.h>

#include "seal/manifest.h"

/* Whether the scheme bears the id of a built-in one, or says that it is built in, and is not that
 * one to the byte. The built-in one of another version of saldo may be another: of a run that says
 * to be of that version nothing is known here, and *altered is false. STATUS_MEMORY. */
MUST_CHECK enum status run_scheme_judge(const struct manifest *manifest, bool *altered);

#endif
