/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:    Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, definition 7.
 * Accuracy:  double; the inputs are ratios of whole numbers. Estimates, never paid amounts.
 * Verified:  tests/stats/quantile.c against figures worked out by hand. */
#include "stats/quantile.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

/* Between the order statistics floor((n − 1)·f) and the next one, each found in linear time. */
static double quantile(double *values, size_t count, double fraction)
{
    double index = (double)(count - 1) * fraction;
    size_t below = (size_t)floor(index);
    double part = index - (double)below;
    double low = gsl_stats_select(values, 1, count, below);

    if (below + 1 == count)
        return low;
    return (1.0 - part) * low + part * gsl_stats_select(values, 1, count, below + 1);
}

enum status stats_quartiles(double *values, size_t count, struct quartiles *out)
{
    if (count == 0)
        return STATUS_RANGE;
    out->first = quantile(values, count, 0.25);
    out->median = quantile(values, count, 0.5);
    out->third = quantile(values, count, 0.75);
    return STATUS_OK;
}
