/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/eligibility.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

enum { MEMBERS = 6, NO_FIGURE = -1 };

static const struct partnership_row {
    const char *name;
    bool by_name;
    size_t count;
    int64_t inhabitants[MEMBERS];
    int64_t threshold;
    enum eligibility expected;
} partnerships[] = {
    {"nota §2.2, more than 7.500", false, 1, {7501}, 7500, ELIGIBLE},
    {"nota §2.2, 7.500 is not more", false, 1, {7500}, 7500, ELIGIBLE_NOT},
    {"nota §2.2, fewer", false, 1, {7499}, 7500, ELIGIBLE_NOT},
    {"nota §2.2, together more", false, 2, {3750, 3751}, 7500, ELIGIBLE},
    {"nota §2.2, together not more", false, 2, {3750, 3750}, 7500, ELIGIBLE_NOT},
    {"nota §2.2, VGC and vzw De Rand", true, 0, {0}, 7500, ELIGIBLE_BY_NAME},
    {"nota §2.2, by name whatever the figures", true, 1, {1}, 7500, ELIGIBLE_BY_NAME},
    {"settlement, nobody inhabits", false, 1, {0}, 7500, ELIGIBLE_NOT},
    {"settlement, no municipality", false, 0, {0}, 7500, ELIGIBLE_UNKNOWN},
    {"settlement, no figure", false, 1, {NO_FIGURE}, 7500, ELIGIBLE_UNKNOWN},
    {"settlement, a figure is missing", false, 2, {7500, NO_FIGURE}, 7500, ELIGIBLE_UNKNOWN},
    {"settlement, the known figures suffice", false, 2, {NO_FIGURE, 7501}, 7500, ELIGIBLE},
    {"limits, the largest threshold", false, 1, {INT64_MAX}, INT64_MAX, ELIGIBLE_NOT},
};

static void test_partnership(void **state)
{
    const struct partnership_row *row = *state;
    struct population population = {0};

    for (size_t i = 0; i < row->count; i++)
        assert_int_equal(population_add(&population, row->inhabitants[i]), STATUS_OK);
    assert_int_equal(population.municipalities, row->count);
    assert_int_equal(eligibility_test(row->by_name, population, row->threshold), row->expected);
}

static void test_overflow(void **state)
{
    (void)state;
    struct population population = {0};

    assert_int_equal(population_add(&population, INT64_MAX), STATUS_OK);
    assert_int_equal(population_add(&population, 1), STATUS_OVERFLOW);
    assert_true(population.inhabitants == INT64_MAX && population.municipalities == 1);
    assert_int_equal(population_add(&population, NO_FIGURE), STATUS_OK);
    assert_true(population.municipalities == 2 && population.missing == 1);
    assert_int_equal(eligibility_test(false, population, 7500), ELIGIBLE);
}

/* The sum is exact or refused; what is refused changes nothing. */
static void test_sum(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct population population = {0};
        __int128 sum = 0;
        size_t missing = 0;
        size_t refused = 0;
        size_t count = random_below(&seed, MEMBERS + 1);

        for (size_t m = 0; m < count; m++) {
            int64_t figure = random_below(&seed, 8) == 0 ? ~exact_random(&seed, 63)
                                                         : exact_random(&seed, i % 2 ? 14 : 63);
            bool fits = figure < 0 || exact_fits(sum + figure);

            assert_int_equal(population_add(&population, figure),
                             fits ? STATUS_OK : STATUS_OVERFLOW);
            sum += fits && figure > 0 ? figure : 0;
            missing += figure < 0;
            refused += !fits;
        }
        assert_true(population.inhabitants == sum && population.missing == missing);
        assert_true(population.municipalities == count - refused);
        int64_t threshold = exact_random(&seed, i % 2 ? 16 : 63);
        enum eligibility found = eligibility_test(false, population, threshold);

        assert_true((found == ELIGIBLE) == (sum > threshold));
        if (found == ELIGIBLE_NOT)
            assert_true(missing == 0 && count > refused);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_partnership, partnerships);
    rows_add(rows, test_overflow, "limits, a sum that does not fit", NULL);
    rows_add(rows, test_sum, "property: the sum is exact or refused", NULL);
    return rows_run(rows, "formulas/eligibility");
}
