/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/quantile.h"

#include "support/random.h"
#include "support/rows.h"

enum { MOST = 12, ROUNDS = 1000000 };

/* Worked out by hand: position (n − 1)·f between the sorted values, counted from 0. */
static const struct quartile_row {
    const char *name;
    size_t count;
    double values[MOST];
    double first, median, third;
} quartile_rows[] = {
    {"one value", 1, {0.75}, 0.75, 0.75, 0.75},
    {"two values", 2, {1, 2}, 1.25, 1.5, 1.75},
    {"two values, the larger first", 2, {2, 1}, 1.25, 1.5, 1.75},
    {"three values", 3, {3, 1, 2}, 1.5, 2, 2.5},
    {"four values", 4, {1, 2, 3, 4}, 1.75, 2.5, 3.25},
    {"five values, no interpolation", 5, {5, 3, 1, 2, 4}, 2, 3, 4},
    {"six values", 6, {6, 5, 4, 3, 2, 1}, 2.25, 3.5, 4.75},
    {"seven values", 7, {1, 2, 3, 4, 5, 6, 7}, 2.5, 4, 5.5},
    {"all equal", 4, {2, 2, 2, 2}, 2, 2, 2},
    {"many equal", 5, {1, 1, 1, 1, 9}, 1, 1, 1},
    {"attainment, one far above", 4, {0, 0.5, 1, 8}, 0.375, 0.75, 2.75},
    {"below 0", 3, {-1, -3, -2}, -2.5, -2, -1.5},
};

static void copy_values(double *to, const double *from)
{
    for (int i = 0; i < MOST; i++)
        to[i] = from[i];
}

static void test_quartiles(void **state)
{
    const struct quartile_row *row = *state;
    double values[MOST];
    struct quartiles out;

    copy_values(values, row->values);
    assert_int_equal(stats_quartiles(values, row->count, &out), STATUS_OK);
    /* the values above are exact in binary */
    assert_true(out.first <= row->first && out.first >= row->first);
    assert_true(out.median <= row->median && out.median >= row->median);
    assert_true(out.third <= row->third && out.third >= row->third);
}

static void test_nothing(void **state)
{
    (void)state;
    double value = 4;
    struct quartiles out;

    assert_int_equal(stats_quartiles(&value, 0, &out), STATUS_RANGE);
}

static void insertion_sort(double *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && values[j] < values[j - 1]; j--) {
            double swap = values[j];

            values[j] = values[j - 1];
            values[j - 1] = swap;
        }
}

/* Values are quarters of whole numbers, so position and interpolation in sixteenths are exact. */
static double at_quarter(const double *sorted, size_t count, size_t quarter)
{
    size_t position = (count - 1) * quarter;
    double low = sorted[position / 4];
    double high = sorted[position / 4 == count - 1 ? count - 1 : position / 4 + 1];

    return low + (high - low) * (double)(position % 4) / 4;
}

static void test_definition(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < ROUNDS; i++) {
        double values[MOST];
        double sorted[MOST];
        struct quartiles out;
        size_t count = 1 + random_below(&seed, MOST);

        for (int v = 0; v < MOST; v++)
            values[v] = ((double)random_below(&seed, 4000) - 1000) / 4;
        copy_values(sorted, values);
        insertion_sort(sorted, count);
        assert_int_equal(stats_quartiles(values, count, &out), STATUS_OK);
        const double found[] = {out.first, out.median, out.third};

        for (size_t q = 0; q < 3; q++) {
            double error = found[q] - at_quarter(sorted, count, q + 1);

            assert_true(error <= 0 && error >= 0);
        }
        assert_true(sorted[0] <= out.first && out.first <= out.median);
        assert_true(out.median <= out.third && out.third <= sorted[count - 1]);
        insertion_sort(values, count); /* nothing was lost or made */
        for (size_t v = 0; v < count; v++)
            assert_true(values[v] <= sorted[v] && values[v] >= sorted[v]);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_quartiles, quartile_rows);
    rows_add(rows, test_nothing, "no values", NULL);
    rows_add(rows, test_definition, "property: definition 7 on random values", NULL);
    return rows_run(rows, "stats/quantile");
}
