/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/period.h"

#include <limits.h>

#include "formulas_test/exact.h"
#include "support/rows.h"

enum { UNKNOWN = -77 }; /* no figure of that quarter */

static struct date day(int year, int month, int of_month)
{
    struct date out;

    assert_int_equal(date_from_civil(year, month, of_month, &out), STATUS_OK);
    return out;
}

/* dates as yyyymmdd */
static struct date day_of(int number)
{
    return day(number / 10000, number / 100 % 100, number % 100);
}

static struct fiscal_year year_of(int year, const int64_t through[4])
{
    struct fiscal_year out = {.year = year};

    for (int q = 0; q < 4; q++) {
        out.known[q] = through[q] != UNKNOWN;
        out.through[q].cents = out.known[q] ? through[q] : 0;
    }
    return out;
}

/* clang-format off */
static const struct share_row {
    const char *name;
    int year;
    int64_t through[4];
    int from, to;
    int64_t amount[EXACT_ROUNDINGS];
    bool outside, estimated, incomplete;
    int last_quarter;
} shares[] = {
    {"settlement §7, call 3: the last quarter of 2024",
     2024, {100, 300, 600, 1000}, 20241001, 20251231, {400, 400, 400}, false, false, false, 4},
    {"settlement §7, call 3: all of 2025",
     2025, {100, 300, 600, 1000}, 20241001, 20251231, {1000, 1000, 1000}, false, false, false, 4},
    {"settlement §7, project year: up to Q3",
     2025, {100, 300, 600, 1000}, 20241001, 20250930, {600, 600, 600}, false, false, false, 4},
    {"settlement §7, the whole year only",
     2025, {UNKNOWN, UNKNOWN, UNKNOWN, 1000}, 20250101, 20251231, {1000, 1000, 1000}, false, false,
     false, 4},
    {"settlement §7, one quarter within the year",
     2025, {100, 300, 600, 1000}, 20250401, 20250630, {200, 200, 200}, false, false, false, 4},
    {"settlement §7, by days: 92 of 366 in a leap year",
     2024, {UNKNOWN, UNKNOWN, UNKNOWN, 36600}, 20241001, 20251231, {9200, 9200, 9200}, false, true,
     false, 4},
    {"settlement §7, by days: 92 of 365",
     2025, {UNKNOWN, UNKNOWN, UNKNOWN, 36500}, 20251001, 20251231, {9200, 9200, 9200}, false, true,
     false, 4},
    {"settlement §7, by days: one day",
     2025, {UNKNOWN, UNKNOWN, UNKNOWN, 36500}, 20250301, 20250301, {100, 100, 100}, false, true,
     false, 4},
    {"settlement §7, by days between two quarters",
     2025, {UNKNOWN, 1000, UNKNOWN, 19400}, 20250101, 20250701, {1100, 1100, 1100}, false, true,
     false, 4},
    {"settlement §7, only the quarter between is split",
     2025, {9000, 18100, UNKNOWN, 36500}, 20250401, 20250630, {9100, 9100, 9100}, false, false,
     false, 4},
    {"settlement §7, incomplete after Q2",
     2025, {100, 300, UNKNOWN, UNKNOWN}, 20241001, 20250930, {300, 300, 300}, false, false, true,
     2},
    {"settlement §7, nothing after the last figure",
     2025, {100, UNKNOWN, UNKNOWN, UNKNOWN}, 20251001, 20251231, {0, 0, 0}, false, false, true, 1},
    {"settlement §7, complete where the period ends with Q2",
     2025, {100, 300, UNKNOWN, UNKNOWN}, 20241001, 20250630, {300, 300, 300}, false, false, false,
     2},
    {"settlement §7, the year before the period",
     2023, {100, 300, 600, 1000}, 20241001, 20251231, {0, 0, 0}, true, false, false, 4},
    {"settlement §7, the year after the period",
     2026, {100, 300, 600, 1000}, 20241001, 20251231, {0, 0, 0}, true, false, false, 4},
    {"settlement §7, from 1 January",
     2025, {100, 300, 600, 1000}, 20250101, 20250331, {100, 100, 100}, false, false, false, 4},
    {"settlement §7, only 31 December",
     2024, {UNKNOWN, UNKNOWN, UNKNOWN, 36600}, 20241231, 20251231, {100, 100, 100}, false, true,
     false, 4},
    {"settlement §7, a correction below 0",
     2025, {500, 300, -100, 200}, 20250401, 20250930, {-600, -600, -600}, false, false, false, 4},
    {"rounding, half a cent up to 1 July 2025",
     2025, {UNKNOWN, 0, UNKNOWN, 92}, 20250701, 20250701, {1, 0, 0}, false, true, false, 4},
    {"rounding, half a cent below 0",
     2025, {UNKNOWN, 0, UNKNOWN, -92}, 20250701, 20250701, {-1, 0, 0}, false, true, false, 4},
    {"rounding, a cent and a half",
     2025, {UNKNOWN, 0, UNKNOWN, 276}, 20250701, 20250701, {2, 2, 1}, false, true, false, 4},
    {"limits, the first year", 2, {1, 2, 3, 4}, 20101, 21231, {4, 4, 4}, false, false, false, 4},
    {"limits, the last year",
     9998, {1, 2, 3, 4}, 99980101, 99991231, {4, 4, 4}, false, false, false, 4},
    {"limits, the largest by days",
     2025, {UNKNOWN, UNKNOWN, UNKNOWN, INT64_MAX}, 20250101, 20251230, {9198102524425036695,
     9198102524425036695, 9198102524425036695}, false, true, false, 4},
};
/* clang-format on */

static void test_share(void **state)
{
    const struct share_row *row = *state;
    struct fiscal_year fiscal = year_of(row->year, row->through);

    for (int i = 0; i < EXACT_ROUNDINGS; i++) {
        struct period_share out;

        assert_int_equal(
            period_share(&fiscal, day_of(row->from), day_of(row->to), (enum rounding)i, &out),
            STATUS_OK);
        assert_true(out.amount.cents == row->amount[i]);
        assert_true(out.outside == row->outside && out.estimated == row->estimated);
        assert_true(out.incomplete == row->incomplete);
        assert_int_equal(out.last_quarter, row->last_quarter);
    }
}

/* clang-format off */
static const struct refusal_row {
    const char *name;
    int year;
    int64_t through[4];
    enum status status;
} refusals[] = {
    {"no figure at all", 2025, {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN}, STATUS_RANGE},
    {"a year before the calendar", 1, {1, 2, 3, 4}, STATUS_RANGE},
    {"a year after the calendar", 9999, {1, 2, 3, 4}, STATUS_RANGE},
    {"the smallest year", INT_MIN, {1, 2, 3, 4}, STATUS_RANGE},
    {"the largest year", INT_MAX, {1, 2, 3, 4}, STATUS_RANGE},
    {"a difference that does not fit",
     2025, {INT64_MIN, UNKNOWN, UNKNOWN, INT64_MAX}, STATUS_OVERFLOW},
    {"a negative difference that does not fit",
     2025, {INT64_MAX, UNKNOWN, UNKNOWN, INT64_MIN}, STATUS_OVERFLOW},
};
/* clang-format on */

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    struct fiscal_year fiscal = year_of(row->year, row->through);
    struct period_share out;

    assert_int_equal(
        period_share(&fiscal, day(2025, 4, 1), day(2025, 12, 31), ROUNDING_HALF_AWAY, &out),
        row->status);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_share, shares);
    ROWS_ADD(rows, test_refusal, refusals);
    return rows_run(rows, "formulas/period");
}
