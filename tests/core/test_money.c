/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/money.h"

#include "support/random.h"
#include "support/rows.h"

enum operation { ADD, SUB, TIMES };

static const struct arithmetic {
    const char *name;
    enum operation operation;
    int64_t a, b;
    enum status status;
    int64_t result;
} arithmetic[] = {
    {"add", ADD, 1, 2, STATUS_OK, 3},
    {"add below zero", ADD, -5, 2, STATUS_OK, -3},
    {"add up to the largest", ADD, INT64_MAX - 1, 1, STATUS_OK, INT64_MAX},
    {"add past the largest", ADD, INT64_MAX, 1, STATUS_OVERFLOW, 0},
    {"add past the smallest", ADD, INT64_MIN, -1, STATUS_OVERFLOW, 0},
    {"sub", SUB, 1, 3, STATUS_OK, -2},
    {"sub down to the smallest", SUB, INT64_MIN + 1, 1, STATUS_OK, INT64_MIN},
    {"sub past the smallest", SUB, INT64_MIN, 1, STATUS_OVERFLOW, 0},
    {"sub of the smallest", SUB, 0, INT64_MIN, STATUS_OVERFLOW, 0},
    {"times", TIMES, 12000, 250, STATUS_OK, 3000000},
    {"times zero", TIMES, INT64_MAX, 0, STATUS_OK, 0},
    {"times a negative count", TIMES, 7, -3, STATUS_OK, -21},
    {"times up to the largest", TIMES, INT64_MAX, 1, STATUS_OK, INT64_MAX},
    {"times past the largest", TIMES, INT64_MAX / 2 + 1, 2, STATUS_OVERFLOW, 0},
    {"minus one times the smallest", TIMES, INT64_MIN, -1, STATUS_OVERFLOW, 0},
};

static void test_arithmetic(void **state)
{
    const struct arithmetic *row = *state;
    struct money out = {4242};
    struct money a = {row->a};
    struct money b = {row->b};
    enum status status = STATUS_OK;

    switch (row->operation) {
    case ADD:
        status = money_add(a, b, &out);
        break;
    case SUB:
        status = money_sub(a, b, &out);
        break;
    case TIMES:
        status = money_times(a, row->b, &out);
        break;
    }
    assert_int_equal(status, row->status);
    assert_true(out.cents == (status == STATUS_OK ? row->result : 4242));
}

/* a × numerator / denominator under the three roundings */
static const struct ratio {
    const char *name;
    int64_t a, numerator, denominator;
    int64_t away, even, down;
} ratios[] = {
    {"exact", 100, 4, 5, 80, 80, 80},
    {"0,005", 1, 1, 2, 1, 0, 0},
    {"0,015", 3, 1, 2, 2, 2, 1},
    {"0,025", 5, 1, 2, 3, 2, 2},
    {"-0,005", -1, 1, 2, -1, 0, 0},
    {"-0,015", -3, 1, 2, -2, -2, -1},
    {"-0,025", -5, 1, 2, -3, -2, -2},
    {"a third", 1, 1, 3, 0, 0, 0},
    {"two thirds", 2, 1, 3, 1, 1, 0},
    {"minus two thirds", -2, 1, 3, -1, -1, 0},
    {"a negative numerator", 5, -1, 2, -3, -2, -2},
    {"just below half", 499999, 1, 1000000, 0, 0, 0},
    {"half of a million", 500000, 1, 1000000, 1, 0, 0},
    {"just above half", 500001, 1, 1000000, 1, 1, 0},
    {"zero", 0, 7, 3, 0, 0, 0},
    {"product of 128 bits", INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX},
    {"largest denominator, half", INT64_MAX / 2 + 1, 1, INT64_MAX, 1, 1, 0},
    {"largest denominator, below half", INT64_MAX / 2, 1, INT64_MAX, 0, 0, 0},
    {"the smallest itself", INT64_MIN, 1, 1, INT64_MIN, INT64_MIN, INT64_MIN},
};

static void test_ratio(void **state)
{
    const struct ratio *row = *state;
    const int64_t expected[] = {row->away, row->even, row->down};

    for (int rounding = ROUNDING_HALF_AWAY; rounding <= ROUNDING_DOWN; rounding++) {
        struct money out = {4242};
        enum status status = money_ratio((struct money){row->a}, row->numerator, row->denominator,
                                         (enum rounding)rounding, &out);
        assert_int_equal(status, STATUS_OK);
        assert_true(out.cents == expected[rounding]);
    }
}

static const struct refusal {
    const char *name;
    int64_t a, numerator, denominator;
    enum status status;
} refusals[] = {
    {"ratio by zero", 1, 1, 0, STATUS_RANGE},
    {"ratio by a negative", 1, 1, -2, STATUS_RANGE},
    {"ratio past the largest", INT64_MAX, 2, 1, STATUS_OVERFLOW},
    {"ratio past the smallest", INT64_MIN, 2, 1, STATUS_OVERFLOW},
    {"ratio of extremes", INT64_MIN, INT64_MIN, 1, STATUS_OVERFLOW},
    {"minus the smallest", INT64_MIN, -1, 1, STATUS_OVERFLOW},
};

static void test_refusal(void **state)
{
    const struct refusal *row = *state;
    struct money out = {4242};
    enum status status = money_ratio((struct money){row->a}, row->numerator, row->denominator,
                                     ROUNDING_HALF_AWAY, &out);

    assert_int_equal(status, row->status);
    assert_true(out.cents == 4242);
}

static void test_rounds_over_the_edge(void **state)
{
    (void)state;
    int64_t out = 0;
    __int128 numerator = 2 * (__int128)INT64_MAX + 1; /* INT64_MAX and a half */

    assert_int_equal(rounded_quotient(numerator, 2, ROUNDING_DOWN, &out), STATUS_OK);
    assert_true(out == INT64_MAX);
    assert_int_equal(rounded_quotient(numerator, 2, ROUNDING_HALF_AWAY, &out), STATUS_OVERFLOW);
}

static void test_rate(void **state)
{
    (void)state;
    struct money out = {0};

    assert_int_equal(
        money_times_rate((struct money){3000001}, (struct rate){800000}, ROUNDING_DOWN, &out),
        STATUS_OK);
    assert_int_equal(out.cents, 2400000);
    assert_int_equal(
        money_times_rate((struct money){3000001}, RATE_WHOLE, ROUNDING_HALF_AWAY, &out), STATUS_OK);
    assert_int_equal(out.cents, 3000001);
}

/* The definition itself, on random input: |q·d − n| is at most half of d, and a tie goes away
 * from zero or to the even neighbour. */
static void test_rounding_by_definition(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < 1000000; i++) {
        int64_t numerator = (int64_t)random_next(&seed) >> (i % 60);
        int64_t denominator = 1 + (int64_t)random_below(&seed, 1 + (UINT64_C(1) << (i % 40)));
        int64_t away = 0;
        int64_t even = 0;
        int64_t down = 0;

        assert_int_equal(rounded_quotient(numerator, denominator, ROUNDING_HALF_AWAY, &away), 0);
        assert_int_equal(rounded_quotient(numerator, denominator, ROUNDING_HALF_EVEN, &even), 0);
        assert_int_equal(rounded_quotient(numerator, denominator, ROUNDING_DOWN, &down), 0);
        __int128 error = 2 * ((__int128)away * denominator - numerator);
        __int128 size = error < 0 ? -error : error;
        assert_true(size <= denominator);
        assert_true(down == numerator / denominator);
        if (size < denominator) {
            assert_true(even == away);
        } else {
            assert_true((error > 0) == (numerator > 0));
            assert_true(even % 2 == 0);
            assert_true(even == away || even == down);
        }
    }
}

static void test_order(void **state)
{
    (void)state;
    struct money a = {INT64_MIN};
    struct money b = {INT64_MAX};

    assert_true(money_compare(a, b) < 0);
    assert_true(money_compare(b, a) > 0);
    assert_int_equal(money_compare(a, a), 0);
    assert_true(money_min(a, b).cents == a.cents && money_min(b, a).cents == a.cents);
    assert_true(money_max(a, b).cents == b.cents && money_max(b, a).cents == b.cents);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_arithmetic, arithmetic);
    ROWS_ADD(rows, test_ratio, ratios);
    ROWS_ADD(rows, test_refusal, refusals);
    rows_add(rows, test_rounds_over_the_edge, "rounds over the edge", NULL);
    rows_add(rows, test_rate, "rate", NULL);
    rows_add(rows, test_rounding_by_definition, "rounding by its definition", NULL);
    rows_add(rows, test_order, "order", NULL);
    return rows_run(rows, "core/money");
}
