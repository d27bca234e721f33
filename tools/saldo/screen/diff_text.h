/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moved between two runs, on a terminal of 80 columns. */
#ifndef SALDO_SCREEN_DIFF_TEXT_H
#define SALDO_SCREEN_DIFF_TEXT_H

#include "run/diff/diff.h"

void diff_text_print(const struct diff *diff);

#endif
