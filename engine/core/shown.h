/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that others wrote (a file name, a cell, a word of a run, an argument, a message of a
 * library), made fit to stand in a line of ours on a screen or in a message.
 *
 * Each character that could move a cursor, end the line, turn the direction of what stands around
 * it or hide in it (text_is_control), and each byte that is no UTF-8, becomes one '?'. Everything
 * that is shown passes through here: no other room decides what is safe. */
#ifndef CORE_SHOWN_H
#define CORE_SHOWN_H

#include "core/text.h"

/* Whether the text can be shown as it stands. */
bool shown_is_plain(struct text text);

/* Writes what can be shown to `to`, which has room for text.length bytes and may be text.at
 * itself. Returns the length, at most text.length. No NUL is added. */
size_t shown_write(char *to, struct text text);
/* The same, with another mark for what hides; a byte that is no UTF-8 stays '?'. */
size_t shown_write_as(char *to, struct text text, char mark);

/* How many characters it shows. */
size_t shown_columns(struct text text);

/* The first character, as it stands in a string of JSON: itself, or escaped when JSON or a screen
 * would take it for something else (text_is_control); a byte that is no UTF-8 becomes U+FFFD.
 * Returns the length; *used: the bytes of text that it stands for. text.length > 0. */
enum { SHOWN_ESCAPE_BYTES = 12 };
size_t shown_escape(struct text text, char out[SHOWN_ESCAPE_BYTES], size_t *used);

/* A copy in the arena, with its NUL. NULL: no memory. */
const char *shown_copy(struct arena *arena, struct text text);
const char *shown_word(struct arena *arena, const char *word);

#endif
