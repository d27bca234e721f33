/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/advance.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

static const struct advance_row {
    const char *name;
    int64_t granted, rate;
    int64_t advance[EXACT_ROUNDINGS];
} advances[] = {
    {"nota §2.5, first example of §2.4", 3000000, 800000, {2400000, 2400000, 2400000}},
    {"nota §2.5, second example of §2.4", 3600000, 800000, {2880000, 2880000, 2880000}},
    {"nota §2.5, co-operation incentive", 1000000, 800000, {800000, 800000, 800000}},
    {"settlement §4, nothing granted", 0, 800000, {0, 0, 0}},
    {"rounding, 80 % of a cent", 1, 800000, {1, 1, 0}},
    {"rounding, 80 % of two cents", 2, 800000, {2, 2, 1}},
    {"rounding, 80 % of three cents", 3, 800000, {2, 2, 2}},
    {"rounding, half a cent", 1, 500000, {1, 0, 0}},
    {"rounding, a cent and a half", 3, 500000, {2, 2, 1}},
    {"rounding, just below half a cent", 1, 499999, {0, 0, 0}},
    {"rounding, just above half a cent", 1, 500001, {1, 1, 0}},
    {"limits, a rate of 0", 3000001, 0, {0, 0, 0}},
    {"limits, the whole", 3000001, 1000000, {3000001, 3000001, 3000001}},
    {"limits, the whole of the largest", INT64_MAX, 1000000, {INT64_MAX, INT64_MAX, INT64_MAX}},
    {"limits, nothing of the largest", INT64_MAX, 0, {0, 0, 0}},
};

static void test_advance(void **state)
{
    const struct advance_row *row = *state;

    for (int i = 0; i < EXACT_ROUNDINGS; i++) {
        struct advance out;

        assert_int_equal(advance_split((struct money){row->granted}, (struct rate){row->rate},
                                       (enum rounding)i, &out),
                         STATUS_OK);
        assert_true(out.amount.cents == row->advance[i]);
        assert_true(out.balance.cents == row->granted - row->advance[i]);
        assert_true(out.granted.cents == row->granted && out.rate.ppm == row->rate);
    }
}

static const struct refusal_row {
    const char *name;
    int64_t granted, rate;
} refusals[] = {
    {"a granted amount below 0", -1, 800000},
    {"the smallest amount", INT64_MIN, 800000},
    {"a rate below 0", 3000000, -1},
    {"a rate above the whole", 3000000, 1000001},
    {"the largest rate", INT64_MAX, INT64_MAX},
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    struct advance out;

    assert_int_equal(advance_split((struct money){row->granted}, (struct rate){row->rate},
                                   ROUNDING_HALF_AWAY, &out),
                     STATUS_RANGE);
}

static void test_sum(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct money granted = {exact_random(&seed, 63)};
        struct rate rate = {i % 4 == 0 ? 800000 : (int64_t)random_below(&seed, 1000001)};

        for (int r = 0; r < EXACT_ROUNDINGS; r++) {
            struct advance out;

            assert_int_equal(advance_split(granted, rate, (enum rounding)r, &out), STATUS_OK);
            assert_true((__int128)out.amount.cents + out.balance.cents == granted.cents);
            assert_true(out.amount.cents >= 0 && out.balance.cents >= 0);
            assert_true(out.amount.cents ==
                        exact_round((__int128)granted.cents * rate.ppm, 1000000, (enum rounding)r));
        }
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_advance, advances);
    ROWS_ADD(rows, test_refusal, refusals);
    rows_add(rows, test_sum, "property: advance + balance = granted", NULL);
    return rows_run(rows, "formulas/advance");
}
