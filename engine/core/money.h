/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact euro amounts. No I/O, no allocation, no globals.
 *
 * An amount is a signed number of euro cents. Each operation sets *out only on STATUS_OK and
 * returns STATUS_OVERFLOW when the exact result does not fit; nothing ever wraps or saturates. */
#ifndef CORE_MONEY_H
#define CORE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/status.h"

struct money { /* a struct, so that the compiler refuses to mix amounts, */
    int64_t cents;
};
struct rate { /* rates and plain counts: 1 000 000 ppm is the whole */
    int64_t ppm;
};

enum rounding {
    ROUNDING_HALF_AWAY, /* half-weg-van-nul: 0,005 -> 0,01 and -0,005 -> -0,01 */
    ROUNDING_HALF_EVEN, /* half-naar-even:   0,005 -> 0,00 and 0,015 -> 0,02 */
    ROUNDING_DOWN       /* naar-beneden: towards zero */
};

#define RATE_WHOLE ((struct rate){1000000})

MUST_CHECK enum status money_add(struct money a, struct money b, struct money *out);
MUST_CHECK enum status money_sub(struct money a, struct money b, struct money *out);

/* a × count, exactly. */
MUST_CHECK enum status money_times(struct money a, int64_t count, struct money *out);

/* a × numerator / denominator, exact until one rounding to the cent. denominator > 0, otherwise
 * STATUS_RANGE. The product is formed in 128 bits. */
MUST_CHECK enum status money_ratio(struct money a, int64_t numerator, int64_t denominator,
                                   enum rounding rounding, struct money *out);

/* a × rate, rounded once, to the cent. */
MUST_CHECK enum status money_times_rate(struct money a, struct rate rate, enum rounding rounding,
                                        struct money *out);

/* Divides a 128-bit numerator by a positive denominator with one rounding; STATUS_RANGE unless
 * denominator > 0. Shared by the formulas that must not round twice. */
MUST_CHECK enum status rounded_quotient(__int128 numerator, int64_t denominator,
                                        enum rounding rounding, int64_t *out);

int money_compare(struct money a, struct money b); /* <0, 0, >0 */
struct money money_min(struct money a, struct money b);
struct money money_max(struct money a, struct money b);

#endif
