/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:    a rounding that never falls maps to one percentage a row of neighbouring counts; sums
 *            of such rows are again rows of neighbouring counts, so that bounds decide everything
 *            and no search is needed.
 * Accuracy:  exact; 100·10^4·n and twice that fit 64 bits.
 * Verified:  tests/stats/plausible.c, against every count and every composition of small n. */
#include "stats/plausible.h"

#include <assert.h>

bool count_range_is_empty(struct count_range range)
{
    return range.low > range.high;
}

struct count_range count_range_both(struct count_range a, struct count_range b)
{
    return (struct count_range){a.low > b.low ? a.low : b.low, a.high < b.high ? a.high : b.high};
}

static int64_t hundred(int decimals)
{
    int64_t scale = 100;

    assert(decimals >= 0 && decimals <= PLAUSIBLE_DECIMALS);
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    return scale;
}

struct percent percent_of(int64_t k, int64_t n, int decimals, enum percent_rounding rounding)
{
    assert(0 <= k && k <= n && 1 <= n && n <= PLAUSIBLE_SAMPLE);
    int64_t exact = hundred(decimals) * k; /* over n */
    int64_t down = exact / n;
    int64_t twice_rest = 2 * (exact % n);
    bool up =
        rounding != PERCENT_TRUNCATED &&
        (twice_rest > n || (twice_rest == n && (rounding == PERCENT_HALF_UP || down % 2 != 0)));

    return (struct percent){down + (up ? 1 : 0), decimals};
}

/* a/b rounded up; b > 0. */
static int64_t ceiling(int64_t a, int64_t b)
{
    return a <= 0 ? 0 : (a - 1) / b + 1;
}

struct count_range percent_counts(struct percent percent, int64_t n, enum percent_rounding rounding)
{
    int64_t scale = hundred(percent.decimals);

    assert(1 <= n && n <= PLAUSIBLE_SAMPLE);
    if (percent.units < 0 || percent.units > scale)
        return (struct count_range){1, 0};
    /* From the first count at or above `from` halves of a unit to the last below `to`. */
    int64_t from = 2 * percent.units - (rounding == PERCENT_TRUNCATED ? 0 : 1);
    int64_t to = from + 2;
    int64_t low = ceiling(from * n, 2 * scale);
    int64_t high = ceiling(to * n, 2 * scale) - 1;

    if (rounding == PERCENT_HALF_EVEN && percent.units % 2 == 0 && to * n % (2 * scale) == 0)
        high++; /* exactly half way above goes down to an even number */
    if (rounding == PERCENT_HALF_EVEN && percent.units % 2 != 0 && from * n % (2 * scale) == 0)
        low++; /* and from an odd one below up, away from it */
    return count_range_both((struct count_range){low, high}, (struct count_range){0, n});
}

struct count_range percent_counts_by_rest(struct percent percent, int64_t n, int64_t threshold)
{
    int64_t scale = hundred(percent.decimals);

    assert(1 <= threshold && threshold < n && n <= PLAUSIBLE_SAMPLE);
    if (percent.units < 0 || percent.units > scale)
        return (struct count_range){1, 0};
    /* scale × k lies from the threshold in the unit below up to that in its own */
    int64_t low = ceiling((percent.units - 1) * n + threshold, scale);
    int64_t high = (percent.units * n + threshold) / scale;
    return count_range_both((struct count_range){low, high}, (struct count_range){0, n});
}

/* ---- compositions ---- */

static struct count_range add(struct count_range a, struct count_range b)
{
    return (struct count_range){a.low + b.low, a.high + b.high};
}

/* What is left for one of the terms when all together are `sum` and must end in `target`. */
static struct count_range left_for(struct count_range term, struct count_range sum,
                                   struct count_range target)
{
    struct count_range others = {sum.low - term.low, sum.high - term.high};

    return count_range_both(
        term, (struct count_range){target.low - others.high, target.high - others.low});
}

static struct count_range sum_of(const struct composition *in, int combination)
{
    struct count_range sum = {0, 0};

    for (size_t i = 0; i < in->part_count; i++)
        if (in->parts[i].in == combination)
            sum = add(sum, in->parts[i].counts);
    return sum;
}

/* Makes the parts of a combination, or those that stand alone, fit their sum. */
static void narrow_parts(struct composition *in, int combination, struct count_range sum,
                         struct count_range target)
{
    for (size_t i = 0; i < in->part_count; i++)
        if (in->parts[i].in == combination)
            in->parts[i].counts = left_for(in->parts[i].counts, sum, target);
}

static bool has_empty_part(const struct composition *in)
{
    for (size_t i = 0; i < in->part_count; i++)
        if (count_range_is_empty(in->parts[i].counts))
            return true;
    return false;
}

bool composition_narrow(struct composition *in)
{
    struct count_range all;

    if (has_empty_part(in))
        return false;
    all = sum_of(in, COMPOSITION_ALONE);
    for (size_t c = 0; c < in->combined_count; c++) {
        in->combined[c] = count_range_both(in->combined[c], sum_of(in, (int)c));
        if (count_range_is_empty(in->combined[c]))
            return false;
        all = add(all, in->combined[c]);
    }
    struct count_range total = count_range_both(in->total, all);
    if (count_range_is_empty(total))
        return false;
    in->total = total;
    narrow_parts(in, COMPOSITION_ALONE, all, total);
    for (size_t c = 0; c < in->combined_count; c++) {
        struct count_range sum = sum_of(in, (int)c);
        in->combined[c] = left_for(in->combined[c], all, total);
        narrow_parts(in, (int)c, sum, in->combined[c]);
    }
    return true;
}
