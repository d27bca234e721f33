/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Advance and balance of a granted amount.
 * Source: nota Oproep 3 §2.5: "Bij goedkeuring zal 80 procent van de subsidie worden
 * uitbetaald". */
#ifndef FORMULAS_ADVANCE_H
#define FORMULAS_ADVANCE_H

#include "core/money.h"

struct advance {
    struct money granted;
    struct rate rate;
    struct money amount;  /* the advance: granted × rate, rounded once */
    struct money balance; /* granted − amount, exactly: no cent is lost or made */
};

/* granted ≥ 0 and 0 ≤ rate ≤ the whole, otherwise STATUS_RANGE. */
MUST_CHECK enum status advance_split(struct money granted, struct rate rate, enum rounding rounding,
                                     struct advance *out);

#endif
