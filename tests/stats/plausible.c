/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/plausible.h"

#include <string.h>

#include "support/random.h"
#include "support/rows.h"

/* By hand: k/n with three decimals beside each. */
static const struct counts_row {
    const char *name;
    struct percent percent;
    int64_t n;
    struct count_range counts[PERCENT_ROUNDINGS]; /* {1, 0}: none */
} counts_rows[] = {
    {"43 % of 7: 3/7 = 42,857", {43, 0}, 7, {{3, 3}, {3, 3}, {1, 0}}},
    {"57 % of 7: 4/7 = 57,143", {57, 0}, 7, {{4, 4}, {4, 4}, {4, 4}}},
    {"45 % of 7: between 3/7 and 4/7", {45, 0}, 7, {{1, 0}, {1, 0}, {1, 0}}},
    {"28 % of 7: 2/7 = 28,571, cut", {28, 0}, 7, {{1, 0}, {1, 0}, {2, 2}}},
    {"71 % of 59: 42/59 = 71,186", {71, 0}, 59, {{42, 42}, {42, 42}, {42, 42}}},
    {"63 % of 8: 5/8 = 62,5, half up", {63, 0}, 8, {{5, 5}, {1, 0}, {1, 0}}},
    {"62 % of 8: 62,5 to the even side", {62, 0}, 8, {{1, 0}, {5, 5}, {5, 5}}},
    {"13 % of 8: 1/8 = 12,5", {13, 0}, 8, {{1, 1}, {1, 0}, {1, 0}}},
    {"38 % of 8: 3/8 = 37,5, both up", {38, 0}, 8, {{3, 3}, {3, 3}, {1, 0}}},
    {"0 % of 300: 0, 1 (0,333) or 2", {0, 0}, 300, {{0, 1}, {0, 1}, {0, 2}}},
    {"0 % of 200: 1/200 = 0,5", {0, 0}, 200, {{0, 0}, {0, 1}, {0, 1}}},
    {"100 % of 200: 199/200 = 99,5", {100, 0}, 200, {{199, 200}, {199, 200}, {200, 200}}},
    {"100 % of 1", {100, 0}, 1, {{1, 1}, {1, 1}, {1, 1}}},
    {"101 %", {101, 0}, 7, {{1, 0}, {1, 0}, {1, 0}}},
    {"42,9 % of 7", {429, 1}, 7, {{3, 3}, {3, 3}, {1, 0}}},
    {"43,0 % of 7", {430, 1}, 7, {{1, 0}, {1, 0}, {1, 0}}},
    {"42,8571 % of 7", {428571, 4}, 7, {{3, 3}, {3, 3}, {3, 3}}},
    {"the largest n: 50 %",
     {500000, 4},
     PLAUSIBLE_SAMPLE,
     {{499999500000, 500000499999}, {499999500000, 500000500000}, {500000000000, 500000999999}}},
};

static void check_range(struct count_range found, struct count_range expected)
{
    assert_int_equal(count_range_is_empty(found), count_range_is_empty(expected));
    if (count_range_is_empty(expected))
        return;
    assert_int_equal(found.low, expected.low);
    assert_int_equal(found.high, expected.high);
}

static void test_counts(void **state)
{
    const struct counts_row *row = *state;

    for (int r = 0; r < PERCENT_ROUNDINGS; r++)
        check_range(percent_counts(row->percent, row->n, (enum percent_rounding)r), row->counts[r]);
}

/* Counts k of n, and the counts that percent_counts gives are exactly those. */
static void check_percentages(int64_t n, int decimals, enum percent_rounding rounding)
{
    int64_t scale = decimals == 0 ? 100 : 1000;
    int64_t seen = 0;

    for (int64_t units = 0; units <= scale; units++) {
        struct percent percent = {units, decimals};
        struct count_range counts = percent_counts(percent, n, rounding);
        for (int64_t k = 0; k <= n; k++) {
            bool inside = counts.low <= k && k <= counts.high;
            assert_true(inside == (percent_of(k, n, decimals, rounding).units == units));
            seen += inside;
        }
    }
    assert_int_equal(seen, n + 1); /* every count has one percentage */
}

static void test_every_count(void **state)
{
    (void)state;
    for (int64_t n = 1; n <= 130; n++)
        for (int r = 0; r < PERCENT_ROUNDINGS; r++)
            check_percentages(n, 0, (enum percent_rounding)r);
    for (int64_t n = 1; n <= 24; n++)
        for (int r = 0; r < PERCENT_ROUNDINGS; r++)
            check_percentages(n, 1, (enum percent_rounding)r);
}

static void test_large(void **state)
{
    (void)state;
    uint64_t seed = 4;

    for (int i = 0; i < 200000; i++) {
        int64_t n = 1 + (int64_t)random_below(&seed, i % 2 ? PLAUSIBLE_SAMPLE : 100000);
        int64_t k = (int64_t)random_below(&seed, (uint64_t)n + 1);
        int decimals = (int)random_below(&seed, PLAUSIBLE_DECIMALS + 1);
        enum percent_rounding rounding = (enum percent_rounding)(i % PERCENT_ROUNDINGS);
        struct percent percent = percent_of(k, n, decimals, rounding);
        struct count_range counts = percent_counts(percent, n, rounding);

        assert_true(counts.low <= k && k <= counts.high);
        assert_int_equal(percent_of(counts.low, n, decimals, rounding).units, percent.units);
        assert_int_equal(percent_of(counts.high, n, decimals, rounding).units, percent.units);
        if (counts.low > 0)
            assert_true(percent_of(counts.low - 1, n, decimals, rounding).units < percent.units);
        if (counts.high < n)
            assert_true(percent_of(counts.high + 1, n, decimals, rounding).units > percent.units);
    }
}

/* ---- compositions ---- */

enum { MOST_PARTS = 5, MOST_COMBINED = 2 };

struct fixed { /* a composition with room of its own */
    struct composition_part parts[MOST_PARTS];
    struct count_range combined[MOST_COMBINED];
    struct composition composition;
};

static void fix(struct fixed *fixed, size_t parts, size_t combined, struct count_range total)
{
    fixed->composition =
        (struct composition){fixed->parts, parts, fixed->combined, combined, total};
}

static const struct composition_row {
    const char *name;
    int64_t n;
    int percents[MOST_PARTS]; /* whole per cents, half up; -1: not published */
    size_t count;
    int first_two; /* published together; -1: not */
    bool complete;
    bool possible;
} composition_rows[] = {
    {"43 and 57 of 7", 7, {43, 57}, 2, -1, true, true},
    {"43 and 45 of 7", 7, {43, 45}, 2, -1, false, false},
    {"43 and 43 of 7 are not all", 7, {43, 43}, 2, -1, true, false},
    {"43 and 43 of 7, others kept silent", 7, {43, 43}, 2, -1, false, true},
    {"57 and 57 of 7 are more than 7", 7, {57, 57}, 2, -1, false, false},
    {"33, 33 and 33 of 3 add up to 99", 3, {33, 33, 33}, 3, -1, true, true},
    {"17 five times leaves one of six", 6, {17, 17, 17, 17, 17}, 5, -1, false, true},
    {"39 and 55 of 38 are 95 together", 38, {39, 55, 5}, 3, 95, true, true},
    {"39 and 55 of 38 are not 94", 38, {39, 55, 5}, 3, 94, true, false},
    {"57 together, 14 of 7", 7, {-1, -1, 14}, 3, 57, false, true},
    {"57 together, 14, the rest silent: not all", 7, {-1, -1, 14}, 3, 57, true, false},
};

static void test_composition(void **state)
{
    const struct composition_row *row = *state;
    struct fixed fixed;
    bool together = row->first_two >= 0;

    for (size_t i = 0; i < row->count; i++)
        fixed.parts[i] = (struct composition_part){
            row->percents[i] < 0
                ? (struct count_range){0, row->n}
                : percent_counts((struct percent){row->percents[i], 0}, row->n, PERCENT_HALF_UP),
            together && i < 2 ? 0 : COMPOSITION_ALONE};
    if (together)
        fixed.combined[0] =
            percent_counts((struct percent){row->first_two, 0}, row->n, PERCENT_HALF_UP);
    fix(&fixed, row->count, together ? 1 : 0,
        (struct count_range){row->complete ? row->n : 0, row->n});
    assert_true(composition_narrow(&fixed.composition) == row->possible);
}

/* Every composition, one by one: what holds in all of them. */
struct brute {
    bool possible;
    int64_t counts[MOST_PARTS];
    struct count_range parts[MOST_PARTS];
    struct count_range combined[MOST_COMBINED];
    struct count_range total;
};

static void widen(struct count_range *range, int64_t k)
{
    range->low = k < range->low ? k : range->low;
    range->high = k > range->high ? k : range->high;
}

static bool inside(struct count_range range, int64_t k)
{
    return range.low <= k && k <= range.high;
}

static void brute_leaf(const struct composition *in, struct brute *brute)
{
    int64_t total = 0;
    int64_t sums[MOST_COMBINED] = {0};

    for (size_t i = 0; i < in->part_count; i++) {
        total += brute->counts[i];
        if (in->parts[i].in >= 0)
            sums[in->parts[i].in] += brute->counts[i];
    }
    bool fits = inside(in->total, total);
    for (size_t c = 0; c < in->combined_count; c++)
        fits = fits && inside(in->combined[c], sums[c]);
    if (!fits)
        return;
    brute->possible = true;
    widen(&brute->total, total);
    for (size_t i = 0; i < in->part_count; i++)
        widen(&brute->parts[i], brute->counts[i]);
    for (size_t c = 0; c < in->combined_count; c++)
        widen(&brute->combined[c], sums[c]);
}

static void brute_force(const struct composition *in, size_t part, struct brute *brute)
{
    if (part == in->part_count) {
        brute_leaf(in, brute);
        return;
    }
    for (int64_t k = in->parts[part].counts.low; k <= in->parts[part].counts.high; k++) {
        brute->counts[part] = k;
        brute_force(in, part + 1, brute);
    }
}

static struct count_range random_range(uint64_t *seed, int64_t n)
{
    if (random_below(seed, 4) == 0)
        return (struct count_range){0, n};
    int64_t low = (int64_t)random_below(seed, (uint64_t)n + 1);
    return (struct count_range){low, low + (int64_t)random_below(seed, 4) - 1};
}

static void test_brute_force(void **state)
{
    (void)state;
    uint64_t seed = 7;
    int possible = 0;

    for (int round = 0; round < 20000; round++) {
        struct fixed fixed;
        struct brute brute = {.total = {INT64_MAX, INT64_MIN}};
        int64_t n = 1 + (int64_t)random_below(&seed, 7);
        size_t parts = 1 + random_below(&seed, MOST_PARTS);
        size_t combined = random_below(&seed, MOST_COMBINED + 1);

        for (size_t i = 0; i < parts; i++)
            fixed.parts[i] = (struct composition_part){random_range(&seed, n),
                                                       (int)random_below(&seed, combined + 1) - 1};
        for (size_t c = 0; c < combined; c++)
            fixed.combined[c] = random_range(&seed, n);
        fix(&fixed, parts, combined, (struct count_range){round % 2 ? n : 0, n});
        for (size_t i = 0; i < MOST_PARTS; i++)
            brute.parts[i] = (struct count_range){INT64_MAX, INT64_MIN};
        for (size_t c = 0; c < MOST_COMBINED; c++)
            brute.combined[c] = (struct count_range){INT64_MAX, INT64_MIN};
        brute_force(&fixed.composition, 0, &brute);
        assert_true(composition_narrow(&fixed.composition) == brute.possible);
        possible += brute.possible;
        if (!brute.possible)
            continue;
        check_range(fixed.composition.total, brute.total);
        for (size_t i = 0; i < parts; i++)
            check_range(fixed.parts[i].counts, brute.parts[i]);
        for (size_t c = 0; c < combined; c++)
            check_range(fixed.combined[c], brute.combined[c]);
    }
    assert_in_range(possible, 2000, 18000); /* both outcomes were seen */
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_counts, counts_rows);
    rows_add(rows, test_every_count, "property: every count of small n", NULL);
    rows_add(rows, test_large, "property: random counts of large n", NULL);
    ROWS_ADD(rows, test_composition, composition_rows);
    rows_add(rows, test_brute_force, "property: every composition of small n", NULL);
    return rows_run(rows, "stats/plausible");
}
