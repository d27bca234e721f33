/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence intervals of a proportion in a population that is asked in part: estimates, never
 * paid amounts.
 *
 * Both correct for a finite population, and have no width when everybody answered. They say what
 * chance does when the respondents are a simple random sample of the population; who does not
 * answer is not chance, and no interval repairs that. */
#ifndef STATS_PROPORTION_H
#define STATS_PROPORTION_H

#include <stdint.h>

#include "core/status.h"

enum {
    PROPORTION_INFINITE = 0,  /* as population: no correction */
    PROPORTION_MOST = 1000000 /* largest sample and population */
};

struct proportion {
    int64_t count;      /* k: how many of the sample */
    int64_t sample;     /* n: 1 to PROPORTION_MOST */
    int64_t population; /* N: n to PROPORTION_MOST, or PROPORTION_INFINITE */
};

struct interval { /* both from 0 to 1 */
    double low;
    double high;
};

/* The score interval of Wilson with n replaced by the effective sample n' = n(N − 1)/(N − n): the
 * values of p whose distance to k/n is at most z·√(p(1 − p)/n'), where p(1 − p)/n' is the variance
 * of k/n drawn without replacement. confidence: between 0 and 1, both excluded. STATUS_RANGE
 * when a number does not fit. */
MUST_CHECK enum status stats_wilson(struct proportion in, double confidence, struct interval *out);

/* The exact interval of Clopper and Pearson. N infinite: tails of the binomial. N known: tails of
 * the hypergeometric, the values M/N of every whole number M for which neither P(X ≥ k) nor
 * P(X ≤ k) is below (1 − confidence)/2; M runs from k to N − n + k only. */
MUST_CHECK enum status stats_clopper_pearson(struct proportion in, double confidence,
                                             struct interval *out);

#endif
