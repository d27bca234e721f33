/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method: day number of a year that begins in March, so that the leap day comes last; the
 * 400-year cycle has 146 097 days. Exact for all years 1 to 9999 (tests walk every day). */
#include "core/date.h"

enum { DAYS_PER_CYCLE = 146097, YEARS_PER_CYCLE = 400 };

bool date_is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && date_is_leap_year(year) ? 29 : days[month - 1];
}

enum status date_from_civil(int year, int month, int day, struct date *out)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12)
        return STATUS_RANGE;
    if (day < 1 || day > days_in_month(year, month))
        return STATUS_RANGE;
    int march_year = month > 2 ? year : year - 1;
    int cycle = march_year / YEARS_PER_CYCLE;
    int year_of_cycle = march_year % YEARS_PER_CYCLE;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    out->days = cycle * DAYS_PER_CYCLE + year_of_cycle * 365 + year_of_cycle / 4 -
                year_of_cycle / 100 + day_of_year;
    return STATUS_OK;
}

void date_to_civil(struct date date, int *year, int *month, int *day)
{
    int cycle = date.days / DAYS_PER_CYCLE;
    int day_of_cycle = date.days % DAYS_PER_CYCLE;
    int year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 -
                         day_of_cycle / (DAYS_PER_CYCLE - 1)) /
                        365;
    int day_of_year = day_of_cycle -
                      (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    int march_month = (5 * day_of_year + 2) / 153;

    *day = day_of_year - (153 * march_month + 2) / 5 + 1;
    *month = march_month < 10 ? march_month + 3 : march_month - 9;
    *year = year_of_cycle + cycle * YEARS_PER_CYCLE + (*month <= 2);
}

/* Reads count digits; -1 when one of them is not a digit. */
static int digits(const char *text, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

enum status date_parse(const char *text, size_t length, struct date *out)
{
    if (length != DATE_TEXT_BYTES - 1 || text[4] != '-' || text[7] != '-')
        return STATUS_SYNTAX;
    int year = digits(text, 4);
    int month = digits(text + 5, 2);
    int day = digits(text + 8, 2);

    if (year < 0 || month < 0 || day < 0)
        return STATUS_SYNTAX;
    return date_from_civil(year, month, day, out);
}

void date_format(struct date date, char text[DATE_TEXT_BYTES])
{
    int part[3];
    static const int width[] = {4, 2, 2};
    char *at = text + DATE_TEXT_BYTES - 1;

    date_to_civil(date, &part[0], &part[1], &part[2]);
    *at = '\0';
    for (int i = 2; i >= 0; i--) {
        for (int d = 0; d < width[i]; d++, part[i] /= 10)
            *--at = (char)('0' + part[i] % 10);
        if (i > 0)
            *--at = '-';
    }
}

int date_compare(struct date a, struct date b)
{
    return (a.days > b.days) - (a.days < b.days);
}

bool date_within(struct date date, struct date from, struct date to)
{
    return from.days <= date.days && date.days <= to.days;
}
