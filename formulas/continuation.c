/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   comparison; the interim test in whole numbers: achieved × 10^6 ≥ target × threshold.
 * Units:    whole units, parts per million.
 * Rounding: none.
 * Source:   nota Oproep 3 §2.3 and §2.4; the threshold is a parameter of the scheme.
 * Errors:   none; what is not allowed is the result. */
#include "formulas/continuation.h"

enum continuation continuation_check(enum choice choice, int64_t last_year, int64_t target)
{
    if (last_year <= 0)
        return CONTINUATION_NOT_FUNDED;
    if (choice == CHOICE_STOP)
        return target > 0 ? CONTINUATION_TARGET_ON_STOP : CONTINUATION_ALLOWED;
    if (target > last_year)
        return CONTINUATION_ABOVE;
    if (choice == CHOICE_CONTINUE && target < last_year)
        return CONTINUATION_CONTINUES_LESS;
    if (choice == CHOICE_REDUCE && target == last_year)
        return CONTINUATION_REDUCES_NOTHING;
    return CONTINUATION_ALLOWED;
}

bool continuation_interim_reached(int64_t achieved, int64_t target, struct rate threshold)
{
    return (__int128)achieved * RATE_WHOLE.ppm >= (__int128)target * threshold.ppm;
}
