/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of a date: d or dd for the day, m or mm for the month, jjjj for the year, and between them
 * a mark. A single letter takes one digit or two, a double one takes two: d/m/jjjj reads 1/10/2024
 * and 01/10/2024, dd/mm/jjjj the second only. */
#ifndef RULES_PROFILE_DATES_H
#define RULES_PROFILE_DATES_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/profile/profile.h"

struct date_numbers {
    int year, month, day;
};

/* Whether a form has each of the three once, and marks that keep digits of no fixed number apart.
 */
bool date_form_is_whole(const char *form);
/* Whether one text could be read as two dates: d/m/jjjj beside m/d/jjjj. */
bool date_forms_clash(const char *one, const char *other);
/* Reads a whole word by one of the forms; it need not be a date of the calendar. */
bool date_read(struct profile_names forms, const char *word, struct date_numbers *out);

#endif
