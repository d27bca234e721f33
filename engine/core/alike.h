/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two keys look the same to whoever types them.
 *
 * Text is brought to one form: small letters, letters apart from their marks (NFD), one blank for
 * several and none at the ends, one kind of apostrophe and hyphen. That covers Latin letters with a
 * mark (U+00C0 to U+017F) and plain Greek and Cyrillic ones; another letter stands for itself, so
 * two texts of one form look alike, but not every two that look alike have one form. A byte that is
 * no UTF-8 is taken for Windows-1252. The form is for comparing only: it is never shown. */
#ifndef CORE_ALIKE_H
#define CORE_ALIKE_H

#include "core/text.h"

/* Room for the form of a text of so many bytes. */
#define ALIKE_BYTES(length) ((length)*3 + 1)

/* Writes the form, not NUL-terminated; returns its length. */
size_t alike_form(struct text text, char *out);

#endif
