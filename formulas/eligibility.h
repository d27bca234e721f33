/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may apply.
 *
 * Source: nota Oproep 3 §2.2: "steden en gemeenten of samenwerkingsverbanden met meer dan 7.500
 * inwoners met migratieroots van buiten de EU14. Vzw De Rand en de VGC kunnen ook indienen." That
 * one government sits in one partnership (facts) is a key of the dossier: engine/ingest checks
 * it. */
#ifndef FORMULAS_ELIGIBILITY_H
#define FORMULAS_ELIGIBILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum eligibility {
    ELIGIBLE_BY_NAME, /* VGC, vzw de Rand */
    ELIGIBLE,         /* more inhabitants than the threshold, alone or together */
    ELIGIBLE_NOT,     /* all figures known, and not more than the threshold */
    ELIGIBLE_UNKNOWN  /* figures are missing, and the known ones do not suffice */
};

struct population {
    int64_t inhabitants; /* of non-EU14 origin, summed over the municipalities with a figure */
    size_t municipalities;
    size_t missing; /* municipalities without a figure */
};

/* Adds one municipality; inhabitants < 0: no figure. STATUS_OVERFLOW when the sum does not fit:
 * then nothing is added. */
MUST_CHECK enum status population_add(struct population *population, int64_t inhabitants);

enum eligibility eligibility_test(bool admitted_by_name, struct population population,
                                  int64_t threshold);

#endif
