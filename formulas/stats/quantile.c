/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:    Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, definition 7.
 * Accuracy:  double; the inputs are ratios of whole numbers. Estimates, never paid amounts.
 * Verified:  tests/stats/quantile.c against figures worked out by hand. */
#include "stats/quantile.h"

#include <gsl/gsl_statistics_double.h>
#include <stdint.h>
#include <string.h>

#include "core/order.h"

/* The bits of a double as a number that is ordered like the doubles themselves. */
static uint64_t ordered_bits(const void *context, const void *item)
{
    uint64_t bits;

    (void)context;
    memcpy(&bits, item, sizeof bits);
    return bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

enum status stats_quartiles(double *values, size_t count, struct quartiles *out)
{
    if (count == 0)
        return STATUS_RANGE;
    enum status status = order_rows(values, count, sizeof *values, ordered_bits, NULL);
    if (status != STATUS_OK)
        return status;
    out->first = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.25);
    out->median = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.5);
    out->third = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.75);
    return STATUS_OK;
}
