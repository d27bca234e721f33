/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grant for one action and target group.
 *
 * Source: nota Oproep 3 §2.4 (halving and difference); application form of call 1 (additional
 * reach). Units: amounts in euro cents, reach and KPI in whole units (0 to LIMIT_COUNT). */
#ifndef FORMULAS_GRANT_H
#define FORMULAS_GRANT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"

enum split {
    SPLIT_NONE,       /* geen: target not above the baseline, or the action is stopped */
    SPLIT_HALVING,    /* halvering: p·K/2 */
    SPLIT_DIFFERENCE, /* verschil: p·(K − B) */
    SPLIT_ADDITIONAL  /* meerbereik: c·min(K − B, maximum) */
};

struct grant {
    struct money price; /* p, as the scheme or the application states it */
    int64_t divisor;    /* amount = price × counted / divisor: 2 halving, 1 difference */
    int64_t baseline;   /* B */
    int64_t target;     /* K */
    int64_t additional; /* K − B, may be negative */
    int64_t counted;    /* units that were multiplied by the price: K, K − B or the maximum */
    bool capped;        /* the maximum cut counted */
    enum split split;
    struct money amount;
};

enum { GRANT_NO_MAXIMUM = -1 };

/* S = p·K/2 when K ≥ 2·B and K > B; p·(K − B) when B < K < 2·B; 0 when K ≤ B.
 * STATUS_RANGE: a negative price or count. STATUS_OVERFLOW: S does not fit. */
MUST_CHECK enum status grant_split(struct money price, int64_t baseline, int64_t target,
                                   enum rounding rounding, struct grant *out);

/* S = c·min(K − B, maximum) when K > B, otherwise 0. The contribution c is price / divisor:
 * divisor 1 where the scheme states the contribution, 2 where it states the full trajectory price
 * (the contribution is half of it); rounded once. maximum is in units or GRANT_NO_MAXIMUM. Errors
 * as above; STATUS_RANGE unless divisor > 0, and for another negative maximum. */
MUST_CHECK enum status grant_additional(struct money price, int64_t divisor, int64_t baseline,
                                        int64_t target, int64_t maximum, enum rounding rounding,
                                        struct grant *out);

/* A stopped action: the derivation with amount 0 and SPLIT_NONE. */
struct grant grant_stopped(struct money price, int64_t baseline);

#endif
