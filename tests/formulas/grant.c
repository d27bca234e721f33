/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/grant.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

/* price p, baseline B, target K; the amount under the three roundings */
/* clang-format off */
static const struct split_row {
    const char *name;
    int64_t price, baseline, target;
    enum split split;
    int64_t counted, divisor;
    int64_t amount[EXACT_ROUNDINGS];
} splits[] = {
    {"nota §2.4, first example",
     12000, 100, 500, SPLIT_HALVING, 500, 2, {3000000, 3000000, 3000000}},
    {"nota §2.4, second example",
     12000, 500, 800, SPLIT_DIFFERENCE, 300, 1, {3600000, 3600000, 3600000}},
    {"nota §2.4, the double exactly",
     12000, 400, 800, SPLIT_HALVING, 800, 2, {4800000, 4800000, 4800000}},
    {"nota §2.4, one below the double",
     12000, 400, 799, SPLIT_DIFFERENCE, 399, 1, {4788000, 4788000, 4788000}},
    {"nota §2.4, one above the double",
     12000, 400, 801, SPLIT_HALVING, 801, 2, {4806000, 4806000, 4806000}},
    {"settlement §2, K = B", 12000, 500, 500, SPLIT_NONE, 0, 1, {0, 0, 0}},
    {"settlement §2, K < B", 12000, 500, 499, SPLIT_NONE, 0, 1, {0, 0, 0}},
    {"settlement §2, K = 0", 12000, 500, 0, SPLIT_NONE, 0, 1, {0, 0, 0}},
    {"settlement §2, B = 0 and K = 0", 12000, 0, 0, SPLIT_NONE, 0, 1, {0, 0, 0}},
    {"settlement §2, B = 0 and K = 1", 12000, 0, 1, SPLIT_HALVING, 1, 2, {6000, 6000, 6000}},
    {"settlement §2, B = 1 and K = 2", 12000, 1, 2, SPLIT_HALVING, 2, 2, {12000, 12000, 12000}},
    {"settlement §2, B = 2 and K = 3", 12000, 2, 3, SPLIT_DIFFERENCE, 1, 1, {12000, 12000, 12000}},
    {"facts, action 2: one plan", 5000000, 0, 1, SPLIT_HALVING, 1, 2, {2500000, 2500000, 2500000}},
    {"rounding, half a cent", 1, 0, 1, SPLIT_HALVING, 1, 2, {1, 0, 0}},
    {"rounding, a cent and a half", 3, 0, 1, SPLIT_HALVING, 1, 2, {2, 2, 1}},
    {"rounding, two cents and a half", 5, 0, 1, SPLIT_HALVING, 1, 2, {3, 2, 2}},
    {"rounding, no half in a difference", 1, 2, 3, SPLIT_DIFFERENCE, 1, 1, {1, 1, 1}},
    {"limits, a price of 0", 0, 0, 500, SPLIT_HALVING, 500, 2, {0, 0, 0}},
    {"limits, the largest amount",
     INT64_MAX, 1, 2, SPLIT_HALVING, 2, 2, {INT64_MAX, INT64_MAX, INT64_MAX}},
    {"limits, half of the largest",
     INT64_MAX, 0, 1, SPLIT_HALVING, 1, 2, {INT64_MAX / 2 + 1, INT64_MAX / 2 + 1, INT64_MAX / 2}},
    {"limits, the largest target",
     2, 0, INT64_MAX, SPLIT_HALVING, INT64_MAX, 2, {INT64_MAX, INT64_MAX, INT64_MAX}},
    {"limits, 2B does not fit", 1, INT64_MAX - 1, INT64_MAX, SPLIT_DIFFERENCE, 1, 1, {1, 1, 1}},
    {"limits, the largest baseline", 1, INT64_MAX, 0, SPLIT_NONE, 0, 1, {0, 0, 0}},
};
/* clang-format on */

static void test_split(void **state)
{
    const struct split_row *row = *state;

    for (int i = 0; i < EXACT_ROUNDINGS; i++) {
        struct grant out;

        assert_int_equal(grant_split((struct money){row->price}, row->baseline, row->target,
                                     (enum rounding)i, &out),
                         STATUS_OK);
        assert_int_equal(out.split, row->split);
        assert_true(out.amount.cents == row->amount[i]);
        assert_true(out.counted == row->counted && out.divisor == row->divisor);
        assert_true(out.price.cents == row->price && out.baseline == row->baseline);
        assert_true(out.target == row->target && out.additional == row->target - row->baseline);
        assert_false(out.capped);
    }
}

/* clang-format off */
static const struct additional_row {
    const char *name;
    int64_t price, divisor, baseline, target, maximum;
    enum split split;
    bool capped;
    int64_t counted;
    int64_t amount[EXACT_ROUNDINGS];
} additionals[] = {
    {"form of call 1, action 5",
     6000, 1, 100, 500, 2250, SPLIT_ADDITIONAL, false, 400, {2400000, 2400000, 2400000}},
    {"form of call 1, the maximum exactly",
     6000, 1, 100, 2350, 2250, SPLIT_ADDITIONAL, false, 2250, {13500000, 13500000, 13500000}},
    {"form of call 1, one above the maximum",
     6000, 1, 100, 2351, 2250, SPLIT_ADDITIONAL, true, 2250, {13500000, 13500000, 13500000}},
    {"form of call 1, action 2: one plan",
     2500000, 1, 0, 3, 1, SPLIT_ADDITIONAL, true, 1, {2500000, 2500000, 2500000}},
    {"form of call 1, a maximum of 0", 6000, 1, 100, 500, 0, SPLIT_ADDITIONAL, true, 0, {0, 0, 0}},
    {"settlement §2, half of the trajectory price",
     12000, 2, 100, 500, GRANT_NO_MAXIMUM, SPLIT_ADDITIONAL, false, 400, {2400000, 2400000,
     2400000}},
    {"settlement §2, no maximum",
     6000, 1, 0, 1000000, GRANT_NO_MAXIMUM, SPLIT_ADDITIONAL, false, 1000000, {6000000000,
     6000000000, 6000000000}},
    {"settlement §2, K = B", 6000, 1, 500, 500, 2250, SPLIT_NONE, false, 0, {0, 0, 0}},
    {"settlement §2, K < B", 6000, 1, 500, 499, 2250, SPLIT_NONE, false, 0, {0, 0, 0}},
    {"settlement §2, B = 0 and K = 0", 6000, 1, 0, 0, 2250, SPLIT_NONE, false, 0, {0, 0, 0}},
    {"rounding, half a cent", 1, 2, 2, 3, GRANT_NO_MAXIMUM, SPLIT_ADDITIONAL, false, 1, {1, 0, 0}},
    {"rounding, once and not per unit",
     5, 2, 0, 3, GRANT_NO_MAXIMUM, SPLIT_ADDITIONAL, false, 3, {8, 8, 7}},
    {"limits, the largest amount",
     INT64_MAX, 1, 0, 9, 1, SPLIT_ADDITIONAL, true, 1, {INT64_MAX, INT64_MAX, INT64_MAX}},
};
/* clang-format on */

static void test_additional(void **state)
{
    const struct additional_row *row = *state;

    for (int i = 0; i < EXACT_ROUNDINGS; i++) {
        struct grant out;

        assert_int_equal(grant_additional((struct money){row->price}, row->divisor, row->baseline,
                                          row->target, row->maximum, (enum rounding)i, &out),
                         STATUS_OK);
        assert_int_equal(out.split, row->split);
        assert_true(out.amount.cents == row->amount[i]);
        assert_true(out.counted == row->counted && out.capped == row->capped);
        assert_true(out.additional == row->target - row->baseline);
        assert_true(out.divisor == (row->split == SPLIT_NONE ? 1 : row->divisor));
    }
}

/* what both rules refuse, without a maximum and with the contribution as price */
static const struct refusal_row {
    const char *name;
    int64_t price, baseline, target;
    enum status split, additional;
} refusals[] = {
    {"a price below 0", -1, 100, 500, STATUS_RANGE, STATUS_RANGE},
    {"a baseline below 0", 12000, -1, 500, STATUS_RANGE, STATUS_RANGE},
    {"a target below 0", 12000, 100, -1, STATUS_RANGE, STATUS_RANGE},
    {"the smallest numbers", INT64_MIN, INT64_MIN, INT64_MIN, STATUS_RANGE, STATUS_RANGE},
    {"a half that does not fit", INT64_MAX, 0, 3, STATUS_OVERFLOW, STATUS_OVERFLOW},
    {"a difference that does not fit", INT64_MAX, 10, 12, STATUS_OVERFLOW, STATUS_OVERFLOW},
    {"the largest numbers", INT64_MAX, 0, INT64_MAX, STATUS_OVERFLOW, STATUS_OVERFLOW},
    {"fits by half only", INT64_MAX, 1, 2, STATUS_OK, STATUS_OK},
    {"fits by half, not as a whole", INT64_MAX, 0, 2, STATUS_OK, STATUS_OVERFLOW},
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    struct money price = {row->price};
    struct grant out;

    assert_int_equal(grant_split(price, row->baseline, row->target, ROUNDING_HALF_AWAY, &out),
                     row->split);
    assert_int_equal(grant_additional(price, 1, row->baseline, row->target, GRANT_NO_MAXIMUM,
                                      ROUNDING_HALF_AWAY, &out),
                     row->additional);
}

static const struct parameter_row {
    const char *name;
    int64_t divisor, target, maximum;
} parameters[] = {
    {"a divisor of 0", 0, 500, GRANT_NO_MAXIMUM},
    {"a divisor below 0", -2, 500, GRANT_NO_MAXIMUM},
    {"a divisor of 0 without a grant", 0, 100, GRANT_NO_MAXIMUM},
    {"a maximum below 0", 1, 500, -2},
    {"the smallest maximum", 1, 500, INT64_MIN},
    {"a maximum below 0 without a grant", 1, 100, -2},
};

static void test_parameter(void **state)
{
    const struct parameter_row *row = *state;
    struct grant out;

    assert_int_equal(grant_additional((struct money){6000}, row->divisor, 100, row->target,
                                      row->maximum, ROUNDING_HALF_AWAY, &out),
                     STATUS_RANGE);
}

static void test_stopped(void **state)
{
    (void)state;
    struct grant out = grant_stopped((struct money){12000}, 500);

    assert_int_equal(out.split, SPLIT_NONE);
    assert_true(out.amount.cents == 0 && out.counted == 0 && out.target == 0);
    assert_true(out.price.cents == 12000 && out.baseline == 500 && out.divisor == 1);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_split, splits);
    ROWS_ADD(rows, test_additional, additionals);
    ROWS_ADD(rows, test_refusal, refusals);
    ROWS_ADD(rows, test_parameter, parameters);
    rows_add(rows, test_stopped, "settlement §2, a stopped action", NULL);
    return rows_run(rows, "formulas/grant");
}
