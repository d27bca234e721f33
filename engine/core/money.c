/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/money.h"

enum status money_add(struct money a, struct money b, struct money *out)
{
    int64_t sum;

    if (__builtin_add_overflow(a.cents, b.cents, &sum))
        return STATUS_OVERFLOW;
    out->cents = sum;
    return STATUS_OK;
}

enum status money_sub(struct money a, struct money b, struct money *out)
{
    int64_t difference;

    if (__builtin_sub_overflow(a.cents, b.cents, &difference))
        return STATUS_OVERFLOW;
    out->cents = difference;
    return STATUS_OK;
}

enum status money_times(struct money a, int64_t count, struct money *out)
{
    int64_t product;

    if (__builtin_mul_overflow(a.cents, count, &product))
        return STATUS_OVERFLOW;
    out->cents = product;
    return STATUS_OK;
}

/* Whether the magnitude of a truncated quotient goes up by one. */
static bool rounds_up(__int128 quotient, __int128 remainder, int64_t denominator,
                      enum rounding rounding)
{
    __int128 twice = 2 * (remainder < 0 ? -remainder : remainder);

    switch (rounding) {
    case ROUNDING_HALF_AWAY:
        return twice >= denominator;
    case ROUNDING_HALF_EVEN:
        return twice > denominator || (twice == denominator && quotient % 2 != 0);
    case ROUNDING_DOWN:
        break;
    }
    return false;
}

enum status rounded_quotient(__int128 numerator, int64_t denominator, enum rounding rounding,
                             int64_t *out)
{
    if (denominator <= 0)
        return STATUS_RANGE;
    __int128 quotient = numerator / denominator;
    __int128 remainder = numerator % denominator;

    if (rounds_up(quotient, remainder, denominator, rounding))
        quotient += numerator < 0 ? -1 : 1;
    if (quotient > INT64_MAX || quotient < INT64_MIN)
        return STATUS_OVERFLOW;
    *out = (int64_t)quotient;
    return STATUS_OK;
}

enum status money_ratio(struct money a, int64_t numerator, int64_t denominator,
                        enum rounding rounding, struct money *out)
{
    return rounded_quotient((__int128)a.cents * numerator, denominator, rounding, &out->cents);
}

enum status money_times_rate(struct money a, struct rate rate, enum rounding rounding,
                             struct money *out)
{
    return money_ratio(a, rate.ppm, RATE_WHOLE.ppm, rounding, out);
}

int money_compare(struct money a, struct money b)
{
    return (a.cents > b.cents) - (a.cents < b.cents);
}

struct money money_min(struct money a, struct money b)
{
    return a.cents < b.cents ? a : b;
}

struct money money_max(struct money a, struct money b)
{
    return a.cents > b.cents ? a : b;
}
