/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which word was meant: the one of a list that differs least from what was typed. */
#ifndef CORE_NEAREST_H
#define CORE_NEAREST_H

#include <stddef.h>

/* How many letters were put in, left out, changed, or swapped with their neighbour; capitals do not
 * count. Bytes, not characters; words over NEAREST_BYTES are SIZE_MAX away. */
enum { NEAREST_BYTES = 64 };
size_t nearest_distance(const char *typed, const char *word);

/* Index of the one word that is nearest, at most a third of its letters away; count when there is
 * none, or when two are as near. */
size_t nearest_word(const char *typed, const char *const *words, size_t count);

#endif
