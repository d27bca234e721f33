/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/grant.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

struct sample {
    struct money price;
    int64_t baseline, target;
};

/* Every fourth sample lies around K = 2·B, every eighth around K = B. */
static struct sample random_sample(uint64_t *seed, int round, unsigned bits)
{
    struct sample out = {{exact_random(seed, bits)},
                         exact_random(seed, bits > 40 ? bits : 40),
                         exact_random(seed, bits > 40 ? bits : 40)};
    int64_t near = (int64_t)random_below(seed, 5) - 2;

    if (round % 4 == 0)
        out.baseline /= 2;
    if (round % 8 == 4)
        out.target = out.baseline + near;
    else if (round % 4 == 0)
        out.target = 2 * (out.baseline / 2) + near;
    if (round % 8 == 0)
        out.baseline /= 2;
    if (out.target < 0)
        out.target = 0;
    return out;
}

/* S = p·min(K/2, K − B), doubled so that it is whole; at most 2^126 for K − B > 0. */
static __int128 twice_the_grant(struct sample in)
{
    __int128 additional = (__int128)in.target - in.baseline;
    __int128 least = in.target < 2 * additional ? in.target : 2 * additional;

    return least <= 0 || additional <= 0 ? 0 : in.price.cents * least;
}

static void check_branch(struct sample in, const struct grant *out)
{
    __int128 double_baseline = 2 * (__int128)in.baseline;

    if (in.target <= in.baseline)
        assert_int_equal(out->split, SPLIT_NONE);
    else if (in.target >= double_baseline)
        assert_int_equal(out->split, SPLIT_HALVING);
    else
        assert_int_equal(out->split, SPLIT_DIFFERENCE);
    assert_true((out->split == SPLIT_NONE) == (out->counted == 0));
}

static void run_minimum(uint64_t seed, unsigned bits, int *overflows)
{
    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct sample in = random_sample(&seed, i, bits);
        __int128 twice = twice_the_grant(in);

        for (int r = 0; r < EXACT_ROUNDINGS; r++) {
            __int128 expected = exact_round(twice, 2, (enum rounding)r);
            struct grant out;
            enum status status =
                grant_split(in.price, in.baseline, in.target, (enum rounding)r, &out);

            assert_int_equal(status, exact_fits(expected) ? STATUS_OK : STATUS_OVERFLOW);
            *overflows += status == STATUS_OVERFLOW;
            check_branch(in, &out);
            if (status == STATUS_OK)
                assert_true(out.amount.cents == expected);
        }
    }
}

static void test_minimum(void **state)
{
    (void)state;
    int overflows = 0;

    run_minimum(1, 24, &overflows);
    assert_int_equal(overflows, 0);
}

static void test_minimum_huge(void **state)
{
    (void)state;
    int overflows = 0;

    run_minimum(2, 63, &overflows);
    assert_true(overflows > EXACT_ROUNDS / 10);
}

static int64_t amount_of(struct sample in, int64_t target, enum rounding rounding)
{
    struct grant out;

    assert_int_equal(grant_split(in.price, in.baseline, target, rounding, &out), STATUS_OK);
    return out.amount.cents;
}

/* One unit more never costs the applicant, and never brings more than its price. */
static void test_monotone(void **state)
{
    (void)state;
    uint64_t seed = 3;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct sample in = random_sample(&seed, i, 20);
        enum rounding rounding = exact_rounding(&seed);
        int64_t here = amount_of(in, in.target, rounding);
        int64_t next = amount_of(in, in.target + 1, rounding);
        int64_t far = amount_of(in, in.target + exact_random(&seed, 30), rounding);

        assert_true(here >= 0 && next >= here && far >= here);
        assert_true(next - here <= in.price.cents);
    }
}

/* At K = 2·B both branches are p·B; beside it the grant is a price lower or half a price higher. */
static void test_continuous(void **state)
{
    (void)state;
    uint64_t seed = 4;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct sample in = {{exact_random(&seed, 20)}, 1 + exact_random(&seed, 39), 0};
        enum rounding rounding = exact_rounding(&seed);
        int64_t joint = in.price.cents * in.baseline;
        __int128 half = exact_round(2 * (__int128)joint + in.price.cents, 2, rounding);

        assert_true(amount_of(in, 2 * in.baseline, rounding) == joint);
        assert_true(amount_of(in, 2 * in.baseline - 1, rounding) == joint - in.price.cents);
        assert_true(amount_of(in, 2 * in.baseline + 1, rounding) == half);
    }
}

static __int128 expected_additional(struct sample in, int64_t divisor, int64_t maximum,
                                    enum rounding rounding)
{
    __int128 counted = (__int128)in.target - in.baseline;

    if (maximum >= 0 && counted > maximum)
        counted = maximum;
    return counted <= 0 ? 0 : exact_round(in.price.cents * counted, divisor, rounding);
}

static void test_additional_by_definition(void **state)
{
    (void)state;
    uint64_t seed = 5;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct sample in = random_sample(&seed, i, i % 16 == 1 ? 63 : 24);
        enum rounding rounding = exact_rounding(&seed);
        int64_t maximum = i % 3 == 0 ? GRANT_NO_MAXIMUM : exact_random(&seed, 40);
        int64_t divisor = i % 5 == 0 ? 1 + exact_random(&seed, 62) : 1 + i % 2;
        __int128 expected = expected_additional(in, divisor, maximum, rounding);
        struct grant out;
        enum status status =
            grant_additional(in.price, divisor, in.baseline, in.target, maximum, rounding, &out);

        assert_int_equal(status, exact_fits(expected) ? STATUS_OK : STATUS_OVERFLOW);
        if (status == STATUS_OK)
            assert_true(out.amount.cents == expected);
        assert_true(out.capped ==
                    (maximum >= 0 && in.target > in.baseline && out.additional > maximum));
    }
}

/* The trajectory price halved is the contribution; the cap holds; more reach is never less. */
static void test_additional_relations(void **state)
{
    (void)state;
    uint64_t seed = 6;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct sample in = random_sample(&seed, i, 20);
        enum rounding rounding = exact_rounding(&seed);
        int64_t maximum = exact_random(&seed, 40);
        struct money twice = {2 * in.price.cents};
        struct grant plain;
        struct grant halved;
        struct grant more;

        assert_int_equal(
            grant_additional(in.price, 1, in.baseline, in.target, maximum, rounding, &plain),
            STATUS_OK);
        assert_int_equal(
            grant_additional(twice, 2, in.baseline, in.target, maximum, rounding, &halved),
            STATUS_OK);
        assert_int_equal(grant_additional(in.price, 1, in.baseline,
                                          in.target + exact_random(&seed, 30), maximum, rounding,
                                          &more),
                         STATUS_OK);
        assert_true(halved.amount.cents == plain.amount.cents);
        assert_true(plain.amount.cents <= (__int128)in.price.cents * maximum);
        assert_true(more.amount.cents >= plain.amount.cents);
    }
}

static void test_negative(void **state)
{
    (void)state;
    uint64_t seed = 7;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct sample in = random_sample(&seed, i, 63);
        struct grant out;

        in.price.cents = i % 3 == 0 ? ~in.price.cents : in.price.cents;
        in.baseline = i % 3 == 1 ? ~in.baseline : in.baseline;
        in.target = i % 3 == 2 ? ~in.target : in.target;
        assert_int_equal(grant_split(in.price, in.baseline, in.target, exact_rounding(&seed), &out),
                         STATUS_RANGE);
        assert_int_equal(grant_additional(in.price, 1, in.baseline, in.target, GRANT_NO_MAXIMUM,
                                          exact_rounding(&seed), &out),
                         STATUS_RANGE);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_minimum, "p·min(K/2, K − B)", NULL);
    rows_add(rows, test_minimum_huge, "p·min(K/2, K − B) or an error, huge", NULL);
    rows_add(rows, test_monotone, "monotone in K", NULL);
    rows_add(rows, test_continuous, "continuous at K = 2·B", NULL);
    rows_add(rows, test_additional_by_definition, "additional reach", NULL);
    rows_add(rows, test_additional_relations, "contribution, cap, monotone", NULL);
    rows_add(rows, test_negative, "below 0 is refused", NULL);
    return rows_run(rows, "formulas/grant_properties");
}
