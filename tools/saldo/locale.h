/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the program's own words. Nothing else follows the locale: numbers, dates and
 * the order of text are the same everywhere. */
#ifndef SALDO_LOCALE_H
#define SALDO_LOCALE_H

#include <stdbool.h>

#include "core/diag.h"

/* Takes the language from LC_MESSAGES and its like in the environment and finds the translations
 * beside the program. Call once, before argp. */
void locale_start(void);

/* --lang: this language, whatever the environment says. */
void locale_choose(enum language language);

/* Whether --lang chose. */
bool locale_chosen(void);

/* The language in use. */
enum language locale_language(void);

#endif
