/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Financial control at the end: is at least the same amount as the subsidy invested?
 *
 * Source: nota Oproep 3 §2.5: "minstens hetzelfde bedrag als de Vlaamse subsidie geïnvesteerd".
 * Two readings (assumption `verantwoording`); both are always computed, the chosen one decides. */
#ifndef FORMULAS_MATCHING_H
#define FORMULAS_MATCHING_H

#include <stdbool.h>

#include "core/money.h"

enum matching_reading {
    READING_OWN,  /* eigen-inbreng: the applicant adds the same amount, spending ≥ 2 × base */
    READING_GROSS /* bruto: spending ≥ base */
};

struct matching_result {
    struct money required;
    struct money shortfall; /* max(0, required − spending) */
    struct money recovery;  /* base − the part that the spending justifies, at least 0 */
};

struct matching {
    struct money base;                 /* subsidy to justify, incentives excluded */
    struct money spending;             /* on actions with a reporting code; may be negative */
    struct matching_result reading[2]; /* by enum matching_reading */
};

/* base ≥ 0, otherwise STATUS_RANGE. */
MUST_CHECK enum status matching_check(struct money base, struct money spending,
                                      enum rounding rounding, struct matching *out);

#endif
