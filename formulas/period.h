/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spending of a fiscal year that falls within a period.
 *
 * Fiscal years run January–December, project years October–September. BBC quarterly figures are
 * cumulative within the fiscal year (facts), so a period that begins or ends with a quarter is
 * exact when the figure of that quarter is known. */
#ifndef FORMULAS_PERIOD_H
#define FORMULAS_PERIOD_H

#include <stdbool.h>

#include "core/date.h"
#include "core/money.h"

struct fiscal_year {
    int year;                /* 2 to 9998 */
    bool known[4];           /* quarter 1 to 4; the whole year counts as quarter 4 */
    struct money through[4]; /* cumulative from 1 January to the end of the quarter */
};

struct period_share {
    struct money amount;
    bool outside;     /* no day of the year lies in the period; amount is 0 */
    bool estimated;   /* a boundary lies between known points and was split by days */
    bool incomplete;  /* the last known quarter ends before the period does */
    int last_quarter; /* last known quarter, 1 to 4 */
};

/* C(end) − C(start): docs/settlement.md §7; from ≤ to. STATUS_RANGE unless a quarter is known and
 * the year is in its range. */
MUST_CHECK enum status period_share(const struct fiscal_year *fiscal, struct date from,
                                    struct date to, enum rounding rounding,
                                    struct period_share *out);

#endif
