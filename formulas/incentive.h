/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The balance of an incentive (mentorrol, samenwerkingsverband, sociale-impact-obligatie).
 *
 * Source: nota Oproep 3 §2.1 and §2.5: incentives come beside the grants; their balance is not
 * paid, or means are recovered, "indien blijkt dat de middelen in het kader van de financiële
 * stimulansen onvoldoende zijn ingezet". It hangs on a decision, not on a KPI. */
#ifndef FORMULAS_INCENTIVE_H
#define FORMULAS_INCENTIVE_H

#include "formulas/balance.h"

struct incentive_input {
    struct advance advance; /* of the amount of the incentive */
    struct verdict verdict; /* refused: the balance is withheld */
    bool running;           /* the cut-off date is not after the project period */
    bool recovery_withholds;
};

/* Errors as balance_settle. */
MUST_CHECK enum status incentive_settle(const struct incentive_input *in, struct balance *out);

/* As verdict_apply, but a refusal withholds the whole balance. */
void incentive_verdict_apply(struct verdict *verdict, enum decision decision,
                             const struct money *amount, struct money balance);

#endif
