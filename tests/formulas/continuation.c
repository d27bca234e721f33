/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/continuation.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

static const struct choice_row {
    const char *name;
    enum choice choice;
    int64_t last_year, target;
    enum continuation expected;
} choices[] = {
    {"nota §2.3, the same KPI", CHOICE_CONTINUE, 500, 500, CONTINUATION_ALLOWED},
    {"nota §2.3, a higher KPI", CHOICE_CONTINUE, 500, 501, CONTINUATION_ABOVE},
    {"nota §2.3, a higher KPI to reduce", CHOICE_REDUCE, 500, 501, CONTINUATION_ABOVE},
    {"nota §2.3, no means last year", CHOICE_CONTINUE, 0, 500, CONTINUATION_NOT_FUNDED},
    {"nota §2.3, no means last year, to stop", CHOICE_STOP, 0, 0, CONTINUATION_NOT_FUNDED},
    {"nota §2.3, no means last year, to reduce", CHOICE_REDUCE, -1, 5, CONTINUATION_NOT_FUNDED},
    {"nota §2.4, reduce", CHOICE_REDUCE, 500, 499, CONTINUATION_ALLOWED},
    {"nota §2.4, reduce to nothing", CHOICE_REDUCE, 500, 0, CONTINUATION_ALLOWED},
    {"nota §2.4, stop", CHOICE_STOP, 500, 0, CONTINUATION_ALLOWED},
    {"settlement §2, a target on a stop", CHOICE_STOP, 500, 1, CONTINUATION_TARGET_ON_STOP},
    {"settlement §2, a higher target on a stop", CHOICE_STOP, 5, 6, CONTINUATION_TARGET_ON_STOP},
    {"settlement §2, continues less", CHOICE_CONTINUE, 500, 499, CONTINUATION_CONTINUES_LESS},
    {"settlement §2, reduces nothing", CHOICE_REDUCE, 500, 500, CONTINUATION_REDUCES_NOTHING},
    {"limits, the largest", CHOICE_CONTINUE, INT64_MAX, INT64_MAX, CONTINUATION_ALLOWED},
};

static void test_choice(void **state)
{
    const struct choice_row *row = *state;

    assert_int_equal(continuation_check(row->choice, row->last_year, row->target), row->expected);
}

static const struct interim_row {
    const char *name;
    int64_t achieved, target, threshold;
    bool reached;
} interims[] = {
    {"facts, 25 % exactly", 125, 500, 250000, true},
    {"facts, just below 25 %", 124, 500, 250000, false},
    {"facts, above 25 %", 126, 500, 250000, true},
    {"facts, 25 % of three is not whole", 0, 3, 250000, false},
    {"facts, one of three", 1, 3, 250000, true},
    {"facts, one of four", 1, 4, 250000, true},
    {"facts, one of five", 1, 5, 250000, false},
    {"limits, a target of 0", 0, 0, 250000, true},
    {"limits, a threshold of 0", 0, 500, 0, true},
    {"limits, the whole", 499, 500, 1000000, false},
    {"limits, the largest", INT64_MAX, INT64_MAX, 1000000, true},
    {"limits, one below the largest", INT64_MAX - 1, INT64_MAX, 1000000, false},
    {"limits, a quarter of the largest", INT64_MAX / 4 + 1, INT64_MAX, 250000, true},
    {"limits, below a quarter of the largest", INT64_MAX / 4, INT64_MAX, 250000, false},
};

static void test_interim(void **state)
{
    const struct interim_row *row = *state;

    assert_true(continuation_interim_reached(row->achieved, row->target,
                                             (struct rate){row->threshold}) == row->reached);
}

/* A target that is refused stays refused when it rises; a target of last year at most never is. */
static void test_choice_property(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        int64_t last_year = 1 + exact_random(&seed, 62);
        int64_t target = i % 4 == 0 ? last_year + i % 3 - 1 : exact_random(&seed, 63);
        enum continuation go_on = continuation_check(CHOICE_CONTINUE, last_year, target);
        enum continuation reduce = continuation_check(CHOICE_REDUCE, last_year, target);

        assert_true((go_on == CONTINUATION_ABOVE) == (target > last_year));
        assert_true((reduce == CONTINUATION_ABOVE) == (target > last_year));
        assert_true((go_on == CONTINUATION_ALLOWED) == (target == last_year));
        assert_true((reduce == CONTINUATION_ALLOWED) == (target < last_year));
        assert_true(continuation_check(CHOICE_STOP, last_year, target) ==
                    (target == 0 ? CONTINUATION_ALLOWED : CONTINUATION_TARGET_ON_STOP));
        assert_int_equal(continuation_check((enum choice)(1 + i % 3), -(target / 2), target),
                         CONTINUATION_NOT_FUNDED);
    }
}

/* The least number that reaches the threshold is target × threshold, rounded up. */
static void test_interim_property(void **state)
{
    (void)state;
    uint64_t seed = 2;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        int64_t target = exact_random(&seed, 63);
        struct rate threshold = {i % 4 == 0 ? 250000 : (int64_t)random_below(&seed, 1000001)};
        __int128 least = -exact_floor(-((__int128)target * threshold.ppm), 1000000);
        int64_t achieved = exact_random(&seed, 63);

        assert_true(continuation_interim_reached((int64_t)least, target, threshold));
        assert_true(least == 0 ||
                    !continuation_interim_reached((int64_t)least - 1, target, threshold));
        assert_true(continuation_interim_reached(achieved, target, threshold) ==
                    (achieved >= least));
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_choice, choices);
    ROWS_ADD(rows, test_interim, interims);
    rows_add(rows, test_choice_property, "property: what may go on", NULL);
    rows_add(rows, test_interim_property, "property: the least that reaches the threshold", NULL);
    return rows_run(rows, "formulas/continuation");
}
