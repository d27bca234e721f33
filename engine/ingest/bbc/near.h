/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that are meant to be the same: in another case, with other marks, a letter wrong. */
#ifndef INGEST_BBC_NEAR_H
#define INGEST_BBC_NEAR_H

#include <stdbool.h>

/* Whether the letters and digits are the same, whatever their case and what stands between. */
bool bbc_alike(const char *a, const char *b);
/* The same, or one of at least five letters and digits is another, too many, missing or changed
 * place with its neighbour. */
bool bbc_near(const char *a, const char *b);

#endif
