/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What verify and seal say of a run. */
#ifndef SALDO_SCREEN_VERIFY_PRINT_H
#define SALDO_SCREEN_VERIFY_PRINT_H

#include "api/verify.h"

/* Why nothing could be verified, on stderr; gives the exit status. */
int verify_print_trouble(const struct verify_options *in, const struct verification *v);
/* Everything that was found, and its causes, on stdout. */
void verify_print_findings(const struct verification *v);

#endif
