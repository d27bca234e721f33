/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar days: proleptic Gregorian, no time of day, no time zone. */
#ifndef CORE_DATE_H
#define CORE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

struct date {
    int32_t days; /* since 0000-03-01; ordered like the dates themselves */
};

enum { DATE_TEXT_BYTES = 11 }; /* "2024-10-01" and its NUL */

/* year 1 to 9999, month 1 to 12, day within the month; otherwise STATUS_RANGE. */
MUST_CHECK enum status date_from_civil(int year, int month, int day, struct date *out);
void date_to_civil(struct date date, int *year, int *month, int *day);

/* Reads exactly YYYY-MM-DD: STATUS_SYNTAX for another form, STATUS_RANGE for a day that does
 * not exist. */
MUST_CHECK enum status date_parse(const char *text, size_t length, struct date *out);
void date_format(struct date date, char text[DATE_TEXT_BYTES]);

int date_compare(struct date a, struct date b);
bool date_within(struct date date, struct date from, struct date to); /* both ends included */
bool date_is_leap_year(int year);

#endif
