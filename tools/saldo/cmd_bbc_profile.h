/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The profile that a word names. */
#ifndef SALDO_CMD_BBC_PROFILE_H
#define SALDO_CMD_BBC_PROFILE_H

#include "core/arena.h"
#include "core/diag.h"
#include "rules/profile/profile.h"

/* A path has a slash or ends in .yaml; anything else is an id. */
MUST_CHECK enum status bbc_profile_load(const char *word, struct arena *arena,
                                        struct diag_list *diags, const struct profile **out);

/* Prints a built-in profile as it stands; finish() tells whether that worked. STATUS_INVALID: it is
 * unknown, there is a finding. */
MUST_CHECK enum status bbc_profile_show(const char *id, struct diag_list *diags);

#endif
