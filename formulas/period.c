/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   C is the cumulative spending at the end of a day: 0 at the end of the year before, the
 *           reported figure at the end of a known quarter, a straight line over days between
 *           known points, flat after the last one. The share is C(end) − C(start).
 * Units:    euro cents, days.
 * Rounding: each boundary that is not a known point, once, to the cent.
 * Source:   facts (quarterly reports are cumulative): Q4 − Q3 of one year and Q3 of the next are
 *           a project year, exactly.
 * Errors:   STATUS_RANGE without any figure or for a year outside the calendar, STATUS_OVERFLOW. */
#include "formulas/period.h"

enum { FIRST_YEAR = 2, LAST_YEAR = 9998 }; /* their neighbours are in the calendar too */

struct point {
    int32_t days;
    struct money through;
};

/* The known points of the year in order, beginning with 31 December before it. */
static enum status known_points(const struct fiscal_year *fiscal, struct point points[5],
                                int *count, int *last_quarter)
{
    static const int last_day[] = {31, 30, 30, 31};
    struct date day;

    if (fiscal->year < FIRST_YEAR || fiscal->year > LAST_YEAR)
        return STATUS_RANGE;
    enum status status = date_from_civil(fiscal->year - 1, 12, 31, &day);

    points[0] = (struct point){day.days, {0}};
    *count = 1;
    for (int quarter = 1; quarter <= 4 && status == STATUS_OK; quarter++) {
        if (!fiscal->known[quarter - 1])
            continue;
        status = date_from_civil(fiscal->year, quarter * 3, last_day[quarter - 1], &day);
        points[(*count)++] = (struct point){day.days, fiscal->through[quarter - 1]};
        *last_quarter = quarter;
    }
    if (status == STATUS_OK && *count == 1)
        return STATUS_RANGE;
    return status;
}

static enum status through_day(const struct point points[5], int count, int32_t days,
                               enum rounding rounding, struct money *out, bool *estimated)
{
    int next = 0;

    while (next < count && points[next].days < days)
        next++;
    if (next == count) { /* after the last known point */
        *out = points[count - 1].through;
        return STATUS_OK;
    }
    *out = points[next].through;
    if (points[next].days == days)
        return STATUS_OK;
    struct point before = points[next - 1];
    int64_t total = points[next].days - before.days;
    __int128 step = (__int128)points[next].through.cents - before.through.cents;

    *estimated = true;
    return rounded_quotient((__int128)before.through.cents * total + step * (days - before.days),
                            total, rounding, &out->cents);
}

enum status period_share(const struct fiscal_year *fiscal, struct date from, struct date to,
                         enum rounding rounding, struct period_share *out)
{
    struct point points[5];
    int count = 0;
    struct date year_end;
    struct money start;
    struct money end;

    *out = (struct period_share){0};
    enum status status = known_points(fiscal, points, &count, &out->last_quarter);
    if (status == STATUS_OK)
        status = date_from_civil(fiscal->year, 12, 31, &year_end);
    if (status != STATUS_OK)
        return status;
    int32_t first = from.days > points[0].days ? from.days - 1 : points[0].days;
    int32_t last = to.days < year_end.days ? to.days : year_end.days;

    out->outside = last <= first;
    if (out->outside)
        return STATUS_OK;
    out->incomplete = points[count - 1].days < last;
    status = through_day(points, count, first, rounding, &start, &out->estimated);
    if (status == STATUS_OK)
        status = through_day(points, count, last, rounding, &end, &out->estimated);
    if (status == STATUS_OK)
        status = money_sub(end, start, &out->amount);
    return status;
}
