/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:    Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, definition 7.
 * Accuracy:  double; the inputs are ratios of whole numbers. Estimates, never paid amounts.
 * Verified:  tests/stats/quantile.c against figures worked out by hand. */
#include "stats/quantile.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

enum status stats_quartiles(double *values, size_t count, struct quartiles *out)
{
    if (count == 0)
        return STATUS_RANGE;
    gsl_sort(values, 1, count);
    out->first = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.25);
    out->median = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.5);
    out->third = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.75);
    return STATUS_OK;
}
