/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a run for a command. */
#ifndef SALDO_RUN_ARGUMENTS_H
#define SALDO_RUN_ARGUMENTS_H

#include "run/run.h"

/* Reads the run into the arena, or says on stderr why not; NULL then, and *result is the exit
 * status. */
const struct run *read_run(const char *folder, struct arena *arena, int *result);

#endif
