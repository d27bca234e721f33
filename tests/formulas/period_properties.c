/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/period.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

static const int month_of[] = {3, 6, 9, 12};
static const int last_day_of[] = {31, 30, 30, 31};

static struct date day(int year, int month, int of_month)
{
    struct date out;

    assert_int_equal(date_from_civil(year, month, of_month, &out), STATUS_OK);
    return out;
}

enum { ANY_NUMBER = 64 }; /* bits of random_year: mostly near the largest and the smallest */

static struct fiscal_year random_year(uint64_t *seed, unsigned bits)
{
    struct fiscal_year out = {.year = 1990 + (int)random_below(seed, 120)};
    uint64_t known = 1 + random_below(seed, 15);

    for (int q = 0; q < 4; q++) {
        out.known[q] = known >> q & 1;
        out.through[q].cents = bits == ANY_NUMBER ? (int64_t)random_next(seed)
                                                  : exact_random(seed, bits);
        if (random_below(seed, 8) == 0)
            out.through[q].cents = ~out.through[q].cents;
    }
    return out;
}

static int64_t share_of(const struct fiscal_year *fiscal, struct date from, struct date to,
                        enum rounding rounding)
{
    struct period_share out;

    assert_int_equal(period_share(fiscal, from, to, rounding, &out), STATUS_OK);
    return out.amount.cents;
}

/* A quarter that is known, 0 to 3. */
static int known_quarter(const struct fiscal_year *fiscal, uint64_t *seed)
{
    int q = (int)random_below(seed, 4);

    while (!fiscal->known[q])
        q = (q + 1) % 4;
    return q;
}

static struct date quarter_end(int year, int quarter)
{
    return day(year, month_of[quarter], last_day_of[quarter]);
}

static void test_project_year(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct fiscal_year first = random_year(&seed, 60);
        struct fiscal_year next = random_year(&seed, 60);
        enum rounding rounding = exact_rounding(&seed);
        struct date from = day(first.year, 10, 1);
        struct date to = day(first.year + 1, 9, 30);
        struct period_share a;
        struct period_share b;

        next.year = first.year + 1;
        first.known[2] = first.known[3] = next.known[2] = true;
        assert_int_equal(period_share(&first, from, to, rounding, &a), STATUS_OK);
        assert_int_equal(period_share(&next, from, to, rounding, &b), STATUS_OK);
        assert_true(a.amount.cents == first.through[3].cents - first.through[2].cents);
        assert_true(b.amount.cents == next.through[2].cents);
        assert_false(a.estimated || b.estimated || a.incomplete || b.incomplete);
    }
}

struct window {
    struct date from, boundary, to; /* from ≤ boundary < to, near the year */
};

static struct window random_window(uint64_t *seed, int year)
{
    int32_t begin = day(year, 1, 1).days - 60;
    int32_t a = begin + (int32_t)random_below(seed, 485);
    int32_t b = begin + (int32_t)random_below(seed, 485);
    int32_t from = a < b ? a : b;
    int32_t to = (a < b ? b : a) + 1;

    return (struct window){
        {from}, {from + (int32_t)random_below(seed, (uint64_t)(to - from))}, {to}};
}

/* C is rounded and then subtracted, so adjacent windows add up whatever the boundary: at a known
 * point because C is exact there, elsewhere because both take the same C. */
static void test_additive(void **state)
{
    (void)state;
    uint64_t seed = 2;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct fiscal_year fiscal = random_year(&seed, 60);
        struct window window = random_window(&seed, fiscal.year);
        enum rounding rounding = exact_rounding(&seed);
        struct date known = quarter_end(fiscal.year, known_quarter(&fiscal, &seed));

        if (i % 2 == 0 && known.days >= window.from.days && known.days < window.to.days)
            window.boundary = known;
        struct date next = {window.boundary.days + 1};

        assert_true(share_of(&fiscal, window.from, window.boundary, rounding) +
                        share_of(&fiscal, next, window.to, rounding) ==
                    share_of(&fiscal, window.from, window.to, rounding));
    }
}

/* C of §7, as a fraction of *total: 0 before the year, a line between known points, flat after. */
static __int128 through(const struct fiscal_year *fiscal, int32_t end_of_day, int64_t *total)
{
    int32_t left = day(fiscal->year - 1, 12, 31).days;
    int64_t left_cents = 0;

    *total = 1;
    if (end_of_day <= left)
        return 0;
    for (int q = 0; q < 4; q++) {
        int32_t right = quarter_end(fiscal->year, q).days;

        if (!fiscal->known[q])
            continue;
        if (end_of_day <= right) {
            *total = right - left;
            return (__int128)left_cents * (right - end_of_day) +
                   (__int128)fiscal->through[q].cents * (end_of_day - left);
        }
        left = right;
        left_cents = fiscal->through[q].cents;
    }
    return left_cents;
}

static void test_definition(void **state)
{
    (void)state;
    uint64_t seed = 3;
    int overflows = 0;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct fiscal_year fiscal = random_year(&seed, i % 4 == 0 ? ANY_NUMBER : 50);
        struct window window = random_window(&seed, fiscal.year);
        enum rounding rounding = exact_rounding(&seed);
        int64_t start_total;
        int64_t end_total;
        __int128 start = through(&fiscal, window.from.days - 1, &start_total);
        __int128 end = through(&fiscal, window.to.days, &end_total);
        __int128 expected = exact_round(end, end_total, rounding) -
                            exact_round(start, start_total, rounding);
        struct period_share out;
        enum status status = period_share(&fiscal, window.from, window.to, rounding, &out);

        assert_int_equal(status, exact_fits(expected) ? STATUS_OK : STATUS_OVERFLOW);
        overflows += status == STATUS_OVERFLOW;
        if (status != STATUS_OK)
            continue;
        assert_true(out.amount.cents == expected);
        __int128 error = expected * start_total * end_total - end * start_total + start * end_total;
        __int128 cent = (__int128)start_total * end_total;
        __int128 room = rounding == ROUNDING_DOWN ? 2 * cent : cent; /* two ends */
        assert_true(-room <= error && error <= room);
        assert_true(out.estimated || error == 0);
    }
    assert_in_range(overflows, EXACT_ROUNDS / 1000, EXACT_ROUNDS / 4);
}

static void test_whole_year(void **state)
{
    (void)state;
    uint64_t seed = 4;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct fiscal_year fiscal = random_year(&seed, 62);
        struct date from = day(fiscal.year, 1, 1);
        struct date to = day(fiscal.year, 12, 31);
        struct period_share out;

        assert_int_equal(period_share(&fiscal, from, to, exact_rounding(&seed), &out), STATUS_OK);
        assert_true(out.amount.cents == fiscal.through[out.last_quarter - 1].cents);
        assert_true(fiscal.known[out.last_quarter - 1] && !out.estimated && !out.outside);
        assert_true(out.incomplete == (out.last_quarter < 4));
        struct date before = {from.days - 1 - (int32_t)random_below(&seed, 400)};
        struct date after = {to.days + 1 + (int32_t)random_below(&seed, 400)};

        assert_int_equal(
            period_share(&fiscal, before, (struct date){from.days - 1}, ROUNDING_DOWN, &out), 0);
        assert_true(out.outside && out.amount.cents == 0);
        assert_int_equal(
            period_share(&fiscal, (struct date){to.days + 1}, after, ROUNDING_DOWN, &out), 0);
        assert_true(out.outside && out.amount.cents == 0);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_project_year, "Q4 − Q3 and Q3 of the next are a year", NULL);
    rows_add(rows, test_additive, "adjacent windows add up", NULL);
    rows_add(rows, test_definition, "C(end) − C(start), or an error", NULL);
    rows_add(rows, test_whole_year, "the whole year, and outside it", NULL);
    return rows_run(rows, "formulas/period_properties");
}
