/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On which assumptions an amount rests: where another alternative could have given another
 * amount. What a report prints beside it. */
#ifndef SETTLE_ASSUMPTIONS_H
#define SETTLE_ASSUMPTIONS_H

#include "settle/settlement.h"

struct resting {
    bool on[ASSUMPTION_COUNT];
};

struct resting line_assumptions(const struct settlement *settlement, const struct line *line);
struct resting incentive_assumptions(const struct settlement *settlement,
                                     const struct incentive_line *line);
struct resting beneficiary_assumptions(const struct settlement *settlement,
                                       const struct beneficiary_line *line);
/* Of the whole settlement. */
struct resting settlement_assumptions(const struct settlement *settlement);

/* The alternative that the dossier has, of an assumption of the scheme. */
const struct scheme_alternative *chosen_alternative(const struct settlement *settlement,
                                                    const struct scheme_assumption *assumption);

#endif
