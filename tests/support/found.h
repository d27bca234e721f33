/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings as one line of text, to compare with what a row of a table expects. */
#ifndef SUPPORT_FOUND_H
#define SUPPORT_FOUND_H

#include <stdio.h>

#include "core/diag.h"

/* "2:1 VELD-LEEG; 3:0 RIJ-LEEG": line, column and code in the order of the list. The caller frees
 * the text. */
char *found_text(const struct diag_list *diags);
/* The sentence of the first finding, with "" when there is none. */
const char *found_sentence(const struct diag_list *diags, char out[DIAG_TEXT_BYTES]);

#endif
