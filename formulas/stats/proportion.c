/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:    Wilson (1927), Probable inference, the law of succession, and statistical inference,
 *            JASA 22; with the variance of sampling without replacement, Cochran (1977), Sampling
 *            Techniques, theorem 3.2. Clopper and Pearson (1934), The use of confidence or
 *            fiducial limits, Biometrika 26; for a finite population Buonaccorsi (1987), A note on
 *            confidence intervals for proportions in finite populations, Am. Statistician 41.
 * Accuracy:  double. The tails of the binomial are those of the beta distribution, bisected until
 *            two neighbouring numbers are left: gsl_cdf_beta_Pinv may end the program instead.
 *            A hypergeometric tail within 1e-12 of the bound counts as the bound, on the wide side,
 *            so that an exact tie does not hang on the last bit of a machine.
 * Verified:  tests/stats/proportion.c, against published values, gsl_cdf_beta_Pinv, and whole
 *            populations counted out in integers. */
#include "stats/proportion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static bool fits(struct proportion in, double confidence)
{
    return in.sample >= 1 && in.sample <= PROPORTION_MOST && in.count >= 0 &&
           in.count <= in.sample &&
           (in.population == PROPORTION_INFINITE ||
            (in.population >= in.sample && in.population <= PROPORTION_MOST)) &&
           confidence > 0 && confidence < 1;
}

static double share(int64_t part, int64_t whole)
{
    return (double)part / (double)whole;
}

/* 1/n', which is 1/n for an infinite population and 0 when everybody answered. */
static double inverse_effective_sample(struct proportion in)
{
    double n = (double)in.sample;

    if (in.population == PROPORTION_INFINITE)
        return 1 / n;
    if (in.population == in.sample)
        return 0;
    return (double)(in.population - in.sample) / (n * (double)(in.population - 1));
}

enum status stats_wilson(struct proportion in, double confidence, struct interval *out)
{
    if (!fits(in, confidence))
        return STATUS_RANGE;
    double p = share(in.count, in.sample);
    double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
    double inverse = inverse_effective_sample(in);
    double c = z * z * inverse;
    double middle = (p + c / 2) / (1 + c);
    double half = sqrt(c * (p * (1 - p) + c / 4)) / (1 + c);

    /* At the ends the formula gives the end itself, but for the last bit. */
    out->low = in.count == 0 ? 0 : fmax(0, fmin(p, middle - half));
    out->high = in.count == in.sample ? 1 : fmin(1, fmax(p, middle + half));
    return STATUS_OK;
}

/* The p at which the beta distribution function reaches tail. */
static double beta_quantile(double tail, double a, double b)
{
    double low = 0;
    double high = 1;

    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if (gsl_cdf_beta_P(middle, a, b) < tail)
            low = middle;
        else
            high = middle;
    }
}

static void binomial(struct proportion in, double tail, struct interval *out)
{
    double k = (double)in.count;
    double n = (double)in.sample;

    out->low = in.count == 0 ? 0 : beta_quantile(tail, k, n - k + 1);
    out->high = in.count == in.sample ? 1 : 1 - beta_quantile(tail, n - k, k + 1);
}

/* Whether at least k of the sample is likely enough when M of the population are so. */
static bool is_likely(int64_t k, struct proportion in, int64_t m, double tail)
{
    static const double slack = 1e-12;

    if (k == 0)
        return true;
    return gsl_cdf_hypergeometric_Q((unsigned)(k - 1), (unsigned)m, (unsigned)(in.population - m),
                                    (unsigned)in.sample) >= tail - slack;
}

/* The smallest such M. It rises with M, and everybody of the rest being so is always likely. */
static int64_t least(int64_t k, struct proportion in, double tail)
{
    int64_t low = k;
    int64_t high = in.population - in.sample + k;

    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (is_likely(k, in, middle, tail))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

enum status stats_clopper_pearson(struct proportion in, double confidence, struct interval *out)
{
    if (!fits(in, confidence))
        return STATUS_RANGE;
    double tail = (1 - confidence) / 2;

    if (in.population == PROPORTION_INFINITE) {
        binomial(in, tail, out);
        return STATUS_OK;
    }
    /* At most k are so when at least n − k are not. */
    int64_t others = least(in.sample - in.count, in, tail);
    out->low = share(least(in.count, in, tail), in.population);
    out->high = share(in.population - others, in.population);
    return STATUS_OK;
}
