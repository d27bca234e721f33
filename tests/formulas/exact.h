/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic that shares nothing with core/money.c: 128 bits and division towards minus infinity,
 * so that a defect there cannot hide itself here. */
#ifndef FORMULAS_TEST_EXACT_H
#define FORMULAS_TEST_EXACT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"
#include "support/random.h"

enum { EXACT_ROUNDS = 1000000, EXACT_ROUNDINGS = 3 };

static inline __int128 exact_floor(__int128 numerator, __int128 denominator)
{
    __int128 quotient = numerator / denominator;

    return quotient * denominator > numerator ? quotient - 1 : quotient;
}

/* numerator / denominator to a whole number; denominator > 0. */
static inline __int128 exact_round(__int128 numerator, __int128 denominator, enum rounding rounding)
{
    __int128 below = exact_floor(numerator, denominator);
    __int128 rest = numerator - below * denominator;

    if (rest == 0)
        return below;
    if (rounding == ROUNDING_DOWN)
        return numerator < 0 ? below + 1 : below;
    if (2 * rest != denominator)
        return 2 * rest < denominator ? below : below + 1;
    if (rounding == ROUNDING_HALF_AWAY)
        return numerator < 0 ? below : below + 1;
    return below % 2 == 0 ? below : below + 1;
}

static inline bool exact_fits(__int128 value)
{
    return value >= INT64_MIN && value <= INT64_MAX;
}

/* From 0 up to 2^bits − 1, of any order of magnitude; bits is 1 to 63. */
static inline int64_t exact_random(uint64_t *seed, unsigned bits)
{
    return (int64_t)(random_next(seed) >> (64 - 1 - random_below(seed, bits)));
}

static inline enum rounding exact_rounding(uint64_t *seed)
{
    return (enum rounding)random_below(seed, EXACT_ROUNDINGS);
}

#endif
