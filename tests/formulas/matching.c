/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/matching.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

/* required, shortfall and recovery of both readings, half away from zero */
/* clang-format off */
static const struct control_row {
    const char *name;
    int64_t base, spending;
    int64_t own[3], gross[3];
} controls[] = {
    {"nota §2.5, twice the subsidy", 3000000, 6000000, {6000000, 0, 0}, {3000000, 0, 0}},
    {"nota §2.5, a cent less", 3000000, 5999999, {6000000, 1, 0}, {3000000, 0, 0}},
    {"nota §2.5, two cents less", 3000000, 5999998, {6000000, 2, 1}, {3000000, 0, 0}},
    {"nota §2.5, more", 3000000, 9000000, {6000000, 0, 0}, {3000000, 0, 0}},
    {"nota §2.5, the subsidy itself",
     3000000, 3000000, {6000000, 3000000, 1500000}, {3000000, 0, 0}},
    {"nota §2.5, less than the subsidy",
     3000000, 2999999, {6000000, 3000001, 1500000}, {3000000, 1, 1}},
    {"settlement §7, spending of 0",
     3000000, 0, {6000000, 6000000, 3000000}, {3000000, 3000000, 3000000}},
    {"settlement §7, spending below 0", 100, -50, {200, 250, 100}, {100, 150, 100}},
    {"settlement §7, a base of 0", 0, 500, {0, 0, 0}, {0, 0, 0}},
    {"settlement §7, nothing at all", 0, 0, {0, 0, 0}, {0, 0, 0}},
    {"limits, the largest base",
     INT64_MAX / 2, 0, {INT64_MAX - 1, INT64_MAX - 1, INT64_MAX / 2}, {INT64_MAX / 2, INT64_MAX / 2,
     INT64_MAX / 2}},
    {"limits, the largest spending", 1, INT64_MAX, {2, 0, 0}, {1, 0, 0}},
};
/* clang-format on */

static void check_result(const struct matching_result *result, const int64_t expected[3])
{
    assert_true(result->required.cents == expected[0]);
    assert_true(result->shortfall.cents == expected[1]);
    assert_true(result->recovery.cents == expected[2]);
}

static void test_control(void **state)
{
    const struct control_row *row = *state;
    struct matching out;

    assert_int_equal(matching_check((struct money){row->base}, (struct money){row->spending},
                                    ROUNDING_HALF_AWAY, &out),
                     STATUS_OK);
    assert_true(out.base.cents == row->base && out.spending.cents == row->spending);
    check_result(&out.reading[READING_OWN], row->own);
    check_result(&out.reading[READING_GROSS], row->gross);
}

/* base 10, spending so that spending / 2 is half a cent: what is recovered under each rounding */
static const struct half_row {
    const char *name;
    int64_t spending;
    int64_t recovery[EXACT_ROUNDINGS];
} halves[] = {
    {"rounding, half a cent", 1, {9, 10, 10}},
    {"rounding, a cent and a half", 3, {8, 8, 9}},
    {"rounding, two cents and a half", 5, {7, 8, 8}},
};

static void test_half(void **state)
{
    const struct half_row *row = *state;

    for (int i = 0; i < EXACT_ROUNDINGS; i++) {
        struct matching out;

        assert_int_equal(matching_check((struct money){10}, (struct money){row->spending},
                                        (enum rounding)i, &out),
                         STATUS_OK);
        assert_true(out.reading[READING_OWN].recovery.cents == row->recovery[i]);
        assert_true(out.reading[READING_GROSS].recovery.cents == 10 - row->spending);
    }
}

static const struct refusal_row {
    const char *name;
    int64_t base, spending;
    enum status status;
} refusals[] = {
    {"a base below 0", -1, 0, STATUS_RANGE},
    {"the smallest base", INT64_MIN, INT64_MIN, STATUS_RANGE},
    {"twice the base does not fit", INT64_MAX / 2 + 1, 0, STATUS_OVERFLOW},
    {"the shortfall does not fit", INT64_MAX / 2, -2, STATUS_OVERFLOW},
    {"the shortfall of the smallest spending", 0, INT64_MIN, STATUS_OVERFLOW},
    {"the largest base and the smallest spending", INT64_MAX, INT64_MIN, STATUS_OVERFLOW},
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    struct matching out;

    assert_int_equal(matching_check((struct money){row->base}, (struct money){row->spending},
                                    ROUNDING_HALF_AWAY, &out),
                     row->status);
}

static void check_reading(const struct matching *in, int64_t factor, enum rounding rounding)
{
    const struct matching_result *result = &in->reading[factor == 2 ? READING_OWN : READING_GROSS];
    __int128 required = factor * (__int128)in->base.cents;
    __int128 shortfall = required > in->spending.cents ? required - in->spending.cents : 0;
    __int128 recovery = in->base.cents - exact_round(in->spending.cents, factor, rounding);

    if (recovery < 0)
        recovery = 0;
    if (recovery > in->base.cents)
        recovery = in->base.cents;
    assert_true(result->required.cents == required);
    assert_true(result->shortfall.cents == shortfall);
    assert_true((result->shortfall.cents == 0) == (in->spending.cents >= required));
    assert_true(result->recovery.cents == recovery);
    assert_true(result->shortfall.cents > 0 || result->recovery.cents == 0);
}

static void test_definition(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        unsigned bits = i % 4 == 0 ? 63 : 45;
        struct money base = {exact_random(&seed, bits)};
        struct money spending = {exact_random(&seed, bits)};
        enum rounding rounding = exact_rounding(&seed);
        struct matching out;

        if (i % 4 == 1) /* around what is required */
            spending.cents = base.cents * (1 + i / 4 % 2) + (int64_t)random_below(&seed, 7) - 3;
        if (i % 8 == 6)
            spending.cents = ~spending.cents;
        __int128 required = 2 * (__int128)base.cents;
        bool fits = exact_fits(required) && exact_fits(required - spending.cents);

        assert_int_equal(matching_check(base, spending, rounding, &out),
                         fits ? STATUS_OK : STATUS_OVERFLOW);
        if (!fits)
            continue;
        check_reading(&out, 2, rounding);
        check_reading(&out, 1, rounding);
    }
}

/* Spending a cent more never raises what is short or recovered. */
static void test_monotone(void **state)
{
    (void)state;
    uint64_t seed = 2;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct money base = {exact_random(&seed, 50)};
        struct money spending = {exact_random(&seed, 51)};
        struct money more = {spending.cents + exact_random(&seed, 20)};
        enum rounding rounding = exact_rounding(&seed);
        struct matching a;
        struct matching b;

        assert_int_equal(matching_check(base, spending, rounding, &a), STATUS_OK);
        assert_int_equal(matching_check(base, more, rounding, &b), STATUS_OK);
        for (int r = READING_OWN; r <= READING_GROSS; r++) {
            assert_true(b.reading[r].shortfall.cents <= a.reading[r].shortfall.cents);
            assert_true(b.reading[r].recovery.cents <= a.reading[r].recovery.cents);
        }
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_control, controls);
    ROWS_ADD(rows, test_half, halves);
    ROWS_ADD(rows, test_refusal, refusals);
    rows_add(rows, test_definition, "property: shortfall and recovery of both readings", NULL);
    rows_add(rows, test_monotone, "property: more spending is never worse", NULL);
    return rows_run(rows, "formulas/matching");
}
