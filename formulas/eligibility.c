/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   the sum over the members is strictly above the threshold.
 * Units:    inhabitants.
 * Rounding: none.
 * Source:   nota Oproep 3 §2.2 ("meer dan 7.500").
 * Errors:   STATUS_OVERFLOW of the sum. */
#include "formulas/eligibility.h"

enum status population_add(struct population *population, int64_t inhabitants)
{
    int64_t sum = population->inhabitants;

    if (inhabitants < 0)
        population->missing++;
    else if (__builtin_add_overflow(sum, inhabitants, &sum))
        return STATUS_OVERFLOW;
    population->inhabitants = sum;
    population->municipalities++;
    return STATUS_OK;
}

enum eligibility eligibility_test(bool admitted_by_name, struct population population,
                                  int64_t threshold)
{
    if (admitted_by_name)
        return ELIGIBLE_BY_NAME;
    if (population.inhabitants > threshold)
        return ELIGIBLE;
    if (population.missing > 0 || population.municipalities == 0)
        return ELIGIBLE_UNKNOWN;
    return ELIGIBLE_NOT;
}
