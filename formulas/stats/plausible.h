/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Can a published percentage exist? Which counts k of n round to it, and can all answers to one
 * question be true together? Whole numbers only; no distribution is assumed. */
#ifndef STATS_PLAUSIBLE_H
#define STATS_PLAUSIBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLAUSIBLE_DECIMALS = 4 };                /* at most, of a percentage */
#define PLAUSIBLE_SAMPLE INT64_C(1000000000000) /* largest n */

struct
    percent { /* "43 %" is {43, 0}; "42,9 %" is {429, 1}: the decimals are part of what it says */
    int64_t units;
    int decimals; /* 0 to PLAUSIBLE_DECIMALS */
};

/* How the writer may have rounded. */
enum percent_rounding {
    PERCENT_HALF_UP,                               /* 12,5 → 13 */
    PERCENT_HALF_EVEN,                             /* 12,5 → 12; 13,5 → 14 */
    PERCENT_TRUNCATED,                             /* 12,9 → 12 */
    PERCENT_ROUNDINGS,                             /* of a figure by itself */
    PERCENT_LARGEST_REMAINDER = PERCENT_ROUNDINGS, /* of all answers at once, so that they add up
                                                      to 100: cut off, and the largest rests up */
    PERCENT_WAYS
};

struct count_range { /* whole numbers; low > high: none */
    int64_t low;
    int64_t high;
};

bool count_range_is_empty(struct count_range range);
struct count_range count_range_both(struct count_range a, struct count_range b);

/* k of n as a percentage; 0 ≤ k ≤ n, 1 ≤ n ≤ PLAUSIBLE_SAMPLE. */
struct percent percent_of(int64_t k, int64_t n, int decimals, enum percent_rounding rounding);

/* Every k with percent_of(k, n) = percent; they follow one another, as rounding never falls. */
struct count_range percent_counts(struct percent percent, int64_t n,
                                  enum percent_rounding rounding);

/* Every k that largest remainder can give the percentage to: cut off and a unit more when the rest,
 * in n-ths of a unit, is above the threshold; at it, either. 1 ≤ threshold < n. */
struct count_range percent_counts_by_rest(struct percent percent, int64_t n, int64_t threshold);

/* Answers to one question of which a respondent chose one. Some are published together ("succesvol
 * of zeer succesvol"): an answer is in at most one such combination. */
enum { COMPOSITION_ALONE = -1 };
struct composition_part {
    struct count_range counts; /* what is published of it; 0 to n when it is not */
    int in;                    /* index of its combination, or COMPOSITION_ALONE */
};
struct composition {
    struct composition_part *parts;
    size_t part_count;
    struct count_range *combined; /* by combination: the sum of its parts */
    size_t combined_count;
    struct count_range total; /* n to n: the answers are all there are; 0 to n: there may be more */
};

/* Whether counts exist that make everything true at once. When they do, each range is narrowed to
 * the counts that such a composition can have; otherwise the ranges are of no use. */
bool composition_narrow(struct composition *in);

#endif
