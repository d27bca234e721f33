/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/proportion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "support/random.h"
#include "support/rows.h"

/* Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine
 * 17, table I: his four examples at 95 %, to four decimals; methods 3 (score) and 5 (exact). */
static const struct published_row {
    const char *name;
    int64_t count, sample;
    double wilson[2];
    double exact[2];
} published_rows[] = {
    {"81 of 263", 81, 263, {0.2553, 0.3662}, {0.2527, 0.3676}},
    {"15 of 148", 15, 148, {0.0624, 0.1605}, {0.0578, 0.1617}},
    {"0 of 20", 0, 20, {0, 0.1611}, {0, 0.1684}},
    {"1 of 29", 1, 29, {0.0061, 0.1718}, {0.0009, 0.1776}},
};

static void assert_near(double found, double expected, double most)
{
    if (!(fabs(found - expected) <= most))
        fail_msg("%.17g is not %.17g", found, expected);
}

static void test_published(void **state)
{
    const struct published_row *row = *state;
    struct proportion in = {row->count, row->sample, PROPORTION_INFINITE};
    struct interval out;

    assert_int_equal(stats_wilson(in, 0.95, &out), STATUS_OK);
    assert_near(out.low, row->wilson[0], 0.00005);
    assert_near(out.high, row->wilson[1], 0.00005);
    assert_int_equal(stats_clopper_pearson(in, 0.95, &out), STATUS_OK);
    assert_near(out.low, row->exact[0], 0.00005);
    assert_near(out.high, row->exact[1], 0.00005);
}

static void test_beta_inverse(void **state)
{
    (void)state;
    static const double levels[] = {0.8, 0.9, 0.95, 0.99};

    for (int64_t n = 1; n <= 60; n++)
        for (int64_t k = 0; k <= n; k++)
            for (size_t i = 0; i < 4; i++) {
                struct interval out;
                double tail = (1 - levels[i]) / 2;
                double a = (double)k;
                double b = (double)(n - k);

                assert_int_equal(
                    stats_clopper_pearson((struct proportion){k, n, 0}, levels[i], &out),
                    STATUS_OK);
                assert_near(out.low, k == 0 ? 0 : gsl_cdf_beta_Pinv(tail, a, b + 1), 1e-9);
                assert_near(out.high, k == n ? 1 : gsl_cdf_beta_Qinv(tail, a + 1, b), 1e-9);
            }
}

/* ---- whole populations, counted out ---- */

enum { MOST_POPULATION = 24 };

static uint64_t choose(int64_t n, int64_t k)
{
    static uint64_t table[MOST_POPULATION + 1][MOST_POPULATION + 1];

    if (table[0][0] == 0)
        for (int i = 0; i <= MOST_POPULATION; i++)
            for (int j = 0; j <= i; j++)
                table[i][j] = i == 0 || j == 0 || j == i ? 1
                                                         : table[i - 1][j - 1] + table[i - 1][j];
    return k < 0 || k > n ? 0 : table[n][k];
}

/* Samples of n from N, M of which are so, with from to `to` that are so. */
static uint64_t samples(struct proportion in, int64_t m, int64_t from, int64_t to)
{
    uint64_t count = 0;

    for (int64_t x = from; x <= to; x++)
        count += choose(m, x) * choose(in.population - m, in.sample - x);
    return count;
}

/* Tails in a twentieth, a fortieth and a two-hundredth: 90, 95 and 99 %. */
static void check_counted_out(struct proportion in, uint64_t tail_part)
{
    uint64_t all = choose(in.population, in.sample);
    int64_t low = in.population;
    int64_t high = 0;
    struct interval out;

    for (int64_t m = in.count; m <= in.population - in.sample + in.count; m++) {
        bool likely = samples(in, m, in.count, in.sample) * tail_part >= all &&
                      samples(in, m, 0, in.count) * tail_part >= all;
        low = likely && m < low ? m : low;
        high = likely && m > high ? m : high;
    }
    assert_int_equal(stats_clopper_pearson(in, 1 - 2 / (double)tail_part, &out), STATUS_OK);
    assert_near(out.low * (double)in.population, (double)low, 1e-9);
    assert_near(out.high * (double)in.population, (double)high, 1e-9);
    assert_true(out.low <= (double)in.count / (double)in.sample);
    assert_true(out.high >= (double)in.count / (double)in.sample);
}

static void test_counted_out(void **state)
{
    (void)state;
    static const uint64_t tails[] = {20, 40, 200};

    for (int64_t population = 1; population <= MOST_POPULATION; population++)
        for (int64_t n = 1; n <= population; n++)
            for (int64_t k = 0; k <= n; k++)
                for (size_t i = 0; i < 3; i++)
                    check_counted_out((struct proportion){k, n, population}, tails[i]);
}

/* Every p of the score interval satisfies |k/n − p| ≤ z·√(p(1 − p)(N − n)/(n(N − 1))), and no p
 * beyond its ends does. */
static double score_excess(struct proportion in, double p, double z)
{
    double n = (double)in.sample;
    double population = (double)in.population;
    double distance = (double)in.count / n - p;

    return distance * distance - z * z * p * (1 - p) * (population - n) / (n * (population - 1));
}

static void test_score(void **state)
{
    (void)state;
    uint64_t seed = 3;

    for (int i = 0; i < 100000; i++) {
        int64_t population = 2 + (int64_t)random_below(&seed, 200);
        int64_t n = 1 + (int64_t)random_below(&seed, (uint64_t)population);
        struct proportion in = {(int64_t)random_below(&seed, (uint64_t)n + 1), n, population};
        struct interval out;

        assert_int_equal(stats_wilson(in, 0.95, &out), STATUS_OK);
        assert_near(score_excess(in, out.low, 1.9599639845400545), 0, 1e-12);
        assert_near(score_excess(in, out.high, 1.9599639845400545), 0, 1e-12);
    }
}

typedef enum status interval_fn(struct proportion in, double confidence, struct interval *out);

static const struct method_row {
    const char *name;
    interval_fn *method;
} method_rows[] = {
    {"property: Wilson", stats_wilson},
    {"property: Clopper and Pearson", stats_clopper_pearson},
};

static struct interval at(interval_fn *method, int64_t k, int64_t n, int64_t population,
                          double confidence)
{
    struct interval out;

    assert_int_equal(method((struct proportion){k, n, population}, confidence, &out), STATUS_OK);
    return out;
}

static void check_method(interval_fn *method, int64_t k, int64_t n, int64_t population)
{
    struct interval here = at(method, k, n, population, 0.95);
    struct interval wider = at(method, k, n, population, 0.99);
    struct interval mirror = at(method, n - k, n, population, 0.95);
    double p = (double)k / (double)n;

    assert_true(0 <= here.low && here.low <= p && p <= here.high && here.high <= 1);
    assert_true(wider.low <= here.low && here.high <= wider.high);
    assert_near(mirror.low, 1 - here.high, 1e-9);
    if (k < n) {
        struct interval next = at(method, k + 1, n, population, 0.95);
        assert_true(here.low <= next.low && here.high <= next.high);
    }
    if (population == n) { /* everybody answered */
        assert_near(here.low, p, 0);
        assert_near(here.high, p, 0);
    }
}

static void test_method(void **state)
{
    const struct method_row *row = *state;

    for (int64_t n = 1; n <= 42; n++)
        for (int64_t k = 0; k <= n; k++) {
            check_method(row->method, k, n, PROPORTION_INFINITE);
            check_method(row->method, k, n, n);
            check_method(row->method, k, n, n + 1);
            check_method(row->method, k, n, 59);
        }
    check_method(row->method, 1234, 50000, PROPORTION_MOST);
    check_method(row->method, 0, PROPORTION_MOST, PROPORTION_MOST);
}

/* The correction narrows, and fades as the population grows. */
static void test_correction(void **state)
{
    const struct method_row *row = *state;
    struct interval infinite = at(row->method, 30, 42, PROPORTION_INFINITE, 0.95);
    struct interval large = at(row->method, 30, 42, PROPORTION_MOST, 0.95);
    struct interval some = at(row->method, 30, 42, 59, 0.95);

    assert_true(some.low > infinite.low && some.high < infinite.high);
    assert_near(large.low, infinite.low, 1e-4);
    assert_near(large.high, infinite.high, 1e-4);
}

static const struct refused_row {
    const char *name;
    struct proportion in;
    double confidence;
} refused_rows[] = {
    {"nobody", {0, 0, 0}, 0.95},
    {"a count below 0", {-1, 7, 0}, 0.95},
    {"a count above the sample", {8, 7, 0}, 0.95},
    {"a sample above the population", {3, 7, 6}, 0.95},
    {"a population below 0", {3, 7, -1}, 0.95},
    {"a sample too large", {3, PROPORTION_MOST + 1, 0}, 0.95},
    {"a population too large", {3, 7, PROPORTION_MOST + 1}, 0.95},
    {"confidence 0", {3, 7, 0}, 0},
    {"confidence 1", {3, 7, 0}, 1},
    {"confidence that is no number", {3, 7, 0}, (double)NAN},
};

static void test_refused(void **state)
{
    const struct refused_row *row = *state;
    struct interval out;

    assert_int_equal(stats_wilson(row->in, row->confidence, &out), STATUS_RANGE);
    assert_int_equal(stats_clopper_pearson(row->in, row->confidence, &out), STATUS_RANGE);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_published, published_rows);
    rows_add(rows, test_beta_inverse, "the inverse beta of GSL", NULL);
    rows_add(rows, test_counted_out, "property: small populations counted out", NULL);
    rows_add(rows, test_score, "property: the ends solve the score equation", NULL);
    ROWS_ADD(rows, test_method, method_rows);
    ROWS_ADD(rows, test_correction, method_rows);
    ROWS_ADD(rows, test_refused, refused_rows);
    return rows_run(rows, "stats/proportion");
}
