/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roles of an export, held against what the profile requires and the user declared. */
#ifndef INGEST_BBC_ROLES_H
#define INGEST_BBC_ROLES_H

#include "ingest/bbc/layout.h"

/* Fills layout->fixed with what is declared; the columns are known. Adds a finding for each role
 * that is missing, there twice, or declared as something that does not count. */
void bbc_roles_check(const struct bbc_options *options, struct bbc_layout *layout,
                     struct diag_list *diags);

#endif
