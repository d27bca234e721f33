/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What compute says when it is done: totals, outcomes, what needs a decision, where to look
 * next. */
#ifndef SALDO_SCREEN_SUMMARY_H
#define SALDO_SCREEN_SUMMARY_H

#include <saldo.h>

/* For people, at most 80 columns; colours only on a terminal, unless NO_COLOR is set. */
void summary_print(const struct saldo_dossier *dossier, const char *run);

/* The same for machines, as one JSON object on stdout; everything that waits for a decision is in
 * it. Schema: docs/samenvatting.schema.json. SALDO_RESOURCES when it could not be written. */
int summary_json(const struct saldo_dossier *dossier, const char *run);

#endif
