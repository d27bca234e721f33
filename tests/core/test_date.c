/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/date.h"

#include <string.h>

#include "support/rows.h"

static const struct parse {
    const char *name;
    const char *text;
    enum status status;
} parses[] = {
    {"a day", "2024-10-01", STATUS_OK},
    {"the first day", "0001-01-01", STATUS_OK},
    {"the last day", "9999-12-31", STATUS_OK},
    {"leap day", "2024-02-29", STATUS_OK},
    {"leap day of a fourth century", "2000-02-29", STATUS_OK},
    {"no leap day", "2023-02-29", STATUS_RANGE},
    {"no leap day in a century", "1900-02-29", STATUS_RANGE},
    {"year zero", "0000-01-01", STATUS_RANGE},
    {"month zero", "2024-00-10", STATUS_RANGE},
    {"month thirteen", "2024-13-10", STATUS_RANGE},
    {"day zero", "2024-10-00", STATUS_RANGE},
    {"day 31 of a short month", "2024-04-31", STATUS_RANGE},
    {"day 32", "2024-01-32", STATUS_RANGE},
    {"nothing", "", STATUS_SYNTAX},
    {"Belgian order", "01-10-2024", STATUS_SYNTAX},
    {"slashes", "2024/10/01", STATUS_SYNTAX},
    {"one slash", "2024-10/01", STATUS_SYNTAX},
    {"too short", "2024-10-1", STATUS_SYNTAX},
    {"too long", "2024-10-011", STATUS_SYNTAX},
    {"a time behind it", "2024-10-01T", STATUS_SYNTAX},
    {"a letter in the year", "2O24-10-01", STATUS_SYNTAX},
    {"a sign in the month", "2024-+1-01", STATUS_SYNTAX},
    {"a space in the day", "2024-10- 1", STATUS_SYNTAX},
    {"a sign in the year", "-024-10-01", STATUS_SYNTAX},
};

static void test_parse(void **state)
{
    const struct parse *row = *state;
    struct date date = {-7};
    char text[DATE_TEXT_BYTES];

    assert_int_equal(date_parse(row->text, strlen(row->text), &date), row->status);
    if (row->status != STATUS_OK) {
        assert_int_equal(date.days, -7);
        return;
    }
    date_format(date, text);
    assert_string_equal(text, row->text);
}

static const struct civil {
    const char *name;
    int year, month, day;
    enum status status;
} civils[] = {
    {"year -1", -1, 1, 1, STATUS_RANGE},   {"year 10000", 10000, 1, 1, STATUS_RANGE},
    {"month 0", 2024, 0, 1, STATUS_RANGE}, {"day -1", 2024, 1, -1, STATUS_RANGE},
    {"leap day", 2400, 2, 29, STATUS_OK},
};

static void test_civil(void **state)
{
    const struct civil *row = *state;
    struct date date;

    assert_int_equal(date_from_civil(row->year, row->month, row->day, &date), row->status);
}

static int days_of(int year, int month)
{
    if (month == 2)
        return date_is_leap_year(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Walks every day of the years 1 to 9999: numbers without a gap, there and back. */
static void test_every_day(void **state)
{
    (void)state;
    int32_t expected = 306; /* 0001-01-01 counted from 0000-03-01 */
    int leap_years = 0;

    for (int year = 1; year <= 9999; year++) {
        leap_years += date_is_leap_year(year);
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= days_of(year, month); day++, expected++) {
                struct date date;
                int y = 0;
                int m = 0;
                int d = 0;
                if (date_from_civil(year, month, day, &date) != STATUS_OK)
                    fail_msg("%d-%d-%d is refused", year, month, day);
                date_to_civil(date, &y, &m, &d);
                if (date.days != expected || y != year || m != month || d != day)
                    fail_msg("%d-%d-%d became %d-%d-%d", year, month, day, y, m, d);
            }
            assert_int_equal(
                date_from_civil(year, month, days_of(year, month) + 1, &(struct date){0}),
                STATUS_RANGE);
        }
    }
    assert_int_equal(leap_years, 2424);
    assert_int_equal(expected, 306 + 3652059);
}

static void test_order(void **state)
{
    (void)state;
    struct date from;
    struct date to;

    assert_int_equal(date_from_civil(2024, 10, 1, &from), STATUS_OK);
    assert_int_equal(date_from_civil(2025, 9, 30, &to), STATUS_OK);
    assert_int_equal(to.days - from.days, 364);
    assert_true(date_compare(from, to) < 0);
    assert_true(date_compare(to, from) > 0);
    assert_int_equal(date_compare(to, to), 0);
    assert_true(date_within(from, from, to));
    assert_true(date_within(to, from, to));
    assert_false(date_within((struct date){from.days - 1}, from, to));
    assert_false(date_within((struct date){to.days + 1}, from, to));
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_parse, parses);
    ROWS_ADD(rows, test_civil, civils);
    rows_add(rows, test_every_day, "every day of the years 1 to 9999", NULL);
    rows_add(rows, test_order, "order", NULL);
    return rows_run(rows, "core/date");
}
