/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   required = factor × base, factor 2 or 1; shortfall = max(0, required − spending);
 *           recovery = max(0, base − spending / factor), never above the base.
 * Units:    euro cents.
 * Rounding: the recovery as a whole, once, to the cent; everything else is exact.
 * Source:   nota Oproep 3 §2.5; 50 % own contribution: facts (form of call 1, public pages).
 * Errors:   STATUS_RANGE for a negative base, STATUS_OVERFLOW. */
#include "formulas/matching.h"

static enum status check_reading(struct money base, struct money spending, int64_t factor,
                                 enum rounding rounding, struct matching_result *out)
{
    static const struct money nothing = {0};
    enum status status = money_times(base, factor, &out->required);

    if (status == STATUS_OK)
        status = money_sub(out->required, spending, &out->shortfall);
    if (status == STATUS_OK) /* base − spending / factor, rounded once */
        status = rounded_quotient((__int128)base.cents * factor - spending.cents, factor, rounding,
                                  &out->recovery.cents);
    if (status != STATUS_OK)
        return status;
    out->shortfall = money_max(out->shortfall, nothing);
    out->recovery = money_min(money_max(out->recovery, nothing), base);
    return STATUS_OK;
}

enum status matching_check(struct money base, struct money spending, enum rounding rounding,
                           struct matching *out)
{
    if (base.cents < 0)
        return STATUS_RANGE;
    *out = (struct matching){.base = base, .spending = spending};
    enum status status = check_reading(base, spending, 2, rounding, &out->reading[READING_OWN]);

    if (status != STATUS_OK)
        return status;
    return check_reading(base, spending, 1, rounding, &out->reading[READING_GROSS]);
}
