/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   advance = granted × rate; balance = granted − advance.
 * Units:    euro cents, parts per million.
 * Rounding: the advance, once, to the cent (assumption `afronding`); the balance takes the rest.
 * Source:   nota Oproep 3 §2.5 (80 procent; "uitbetaling van het saldo").
 * Errors:   STATUS_RANGE for a negative amount or a rate outside 0 to 100 %. */
#include "formulas/advance.h"

enum status advance_split(struct money granted, struct rate rate, enum rounding rounding,
                          struct advance *out)
{
    if (granted.cents < 0 || rate.ppm < 0 || rate.ppm > RATE_WHOLE.ppm)
        return STATUS_RANGE;
    *out = (struct advance){.granted = granted, .rate = rate};
    enum status status = money_times_rate(granted, rate, rounding, &out->amount);

    if (status == STATUS_OK)
        status = money_sub(granted, out->amount, &out->balance);
    return status;
}
