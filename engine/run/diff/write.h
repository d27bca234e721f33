/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moved between two runs, for machines. Columns and members: docs/verify.md. */
#ifndef RUN_DIFF_WRITE_H
#define RUN_DIFF_WRITE_H

#include "run/diff/diff.h"
#include "write/out.h"

#define DIFFERENCE_SCHEMA "saldo-verschil/1"

/* A row for each amount and each of its causes; one with empty cells where there is none. */
void difference_csv(struct out *out, const struct diff *diff);
void difference_json(struct out *out, const struct diff *diff);

/* Stable words: "cel", "rij-nieuw", "rij-weg", "parameter", "aanname", "peildatum", "regeling",
 * "motor". */
const char *difference_word(enum diff_kind kind);
/* new less old, where an absent amount counts for nothing. */
struct run_amount difference_of(const struct diff_move *move);

#endif
