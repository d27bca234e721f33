/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a private key for a command. */
#ifndef SALDO_KEY_ARGUMENTS_H
#define SALDO_KEY_ARGUMENTS_H

#include "core/arena.h"
#include "core/text.h"

/* The bytes of the file, or a sentence on stderr; gives the exit status. */
int read_key(const char *path, struct arena *arena, struct text *out);
/* Says that it is not a private key; gives the exit status. */
int refuse_key(const char *path);

#endif
