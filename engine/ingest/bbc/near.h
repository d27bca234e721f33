/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that are meant to be the same: in another case, with other marks, a letter wrong. */
#ifndef INGEST_BBC_NEAR_H
#define INGEST_BBC_NEAR_H

#include <stdbool.h>

/* Whether the letters and digits are the same, whatever their case, accents, width (core/alike.h)
 * and what stands between. A word of more than 128 bytes is like no other. */
bool bbc_alike(const char *a, const char *b);
/* The same, or one of at least five letters and digits of b is another, too many, missing or
 * changed place with its neighbour; or b stands in a as a word, before or behind others. */
bool bbc_near(const char *a, const char *b);

/* Whether the letters and digits of a text hold a word of small letters: "Débit" holds "debit". */
bool bbc_alike_holds(const char *text, const char *word);
/* Whether they begin with it. */
bool bbc_alike_begins(const char *text, const char *word);
/* Whether a name says OCMW: "O.C.M.W.", "Mechelen (OCMW)", or what the letters stand for. */
bool bbc_names_ocmw(const char *name);

#endif
