/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quartiles of attainment: for reading, never for paying. */
#ifndef STATS_QUANTILE_H
#define STATS_QUANTILE_H

#include <stddef.h>

#include "core/status.h"

struct quartiles {
    double first;
    double median;
    double third;
};

/* Puts values in another order and interpolates linearly between the order statistics around
 * (n − 1)·f: definition 7 of Hyndman and Fan, as gsl_stats_quantile_from_sorted_data does, in
 * linear time. The quartiles of nothing do not exist: STATUS_RANGE for count 0. No value may be
 * NaN. */
MUST_CHECK enum status stats_quartiles(double *values, size_t count, struct quartiles *out);

#endif
