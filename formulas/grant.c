/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   halving and difference of the nota; both agree at K = 2·B, so S = p·min(K/2, K − B).
 * Units:    euro cents × units.
 * Rounding: where there is a division by two, once, to the cent, in the way the scheme says.
 * Source:   nota Oproep 3 §2.4: "(standaardbedrag per eenheid x vooropgestelde KPI)/2" and
 *           "(vooropgestelde KPI – KPI huidig bereik) x standaardbedrag per eenheid"; its examples
 *           are in tests/formulas/grant.c. Additional reach: application form of call 1 (facts).
 * Errors:   STATUS_RANGE for negative input, STATUS_OVERFLOW when the amount does not fit. */
#include "formulas/grant.h"

static enum status grant_begin(struct money price, int64_t baseline, int64_t target,
                               struct grant *out)
{
    if (price.cents < 0 || baseline < 0 || target < 0)
        return STATUS_RANGE;
    *out = (struct grant){.price = price,
                          .baseline = baseline,
                          .target = target,
                          .additional = target - baseline,
                          .divisor = 1,
                          .split = SPLIT_NONE};
    return STATUS_OK;
}

enum status grant_split(struct money price, int64_t baseline, int64_t target,
                        enum rounding rounding, struct grant *out)
{
    enum status status = grant_begin(price, baseline, target, out);

    if (status != STATUS_OK || target <= baseline)
        return status;
    if (out->additional >= baseline) { /* K ≥ 2·B, without forming 2·B */
        out->split = SPLIT_HALVING;
        out->counted = target;
        out->divisor = 2;
        return money_ratio(price, target, 2, rounding, &out->amount);
    }
    out->split = SPLIT_DIFFERENCE;
    out->counted = out->additional;
    return money_times(price, out->additional, &out->amount);
}

enum status grant_additional(struct money price, int64_t divisor, int64_t baseline, int64_t target,
                             int64_t maximum, enum rounding rounding, struct grant *out)
{
    if (divisor <= 0 || maximum < GRANT_NO_MAXIMUM)
        return STATUS_RANGE;
    enum status status = grant_begin(price, baseline, target, out);

    if (status != STATUS_OK || target <= baseline)
        return status;
    out->capped = maximum != GRANT_NO_MAXIMUM && out->additional > maximum;
    out->counted = out->capped ? maximum : out->additional;
    out->divisor = divisor;
    out->split = SPLIT_ADDITIONAL;
    return money_ratio(price, out->counted, divisor, rounding, &out->amount);
}

struct grant grant_stopped(struct money price, int64_t baseline)
{
    return (struct grant){.price = price, .baseline = baseline, .divisor = 1, .split = SPLIT_NONE};
}
