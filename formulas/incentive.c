/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   the table of docs/settlement.md §5, first line that applies.
 * Units:    euro cents.
 * Rounding: none.
 * Source:   nota Oproep 3 §2.5; no co-financing and accumulation: facts (public pages).
 * Errors:   STATUS_RANGE when a decision asks more than there is, STATUS_OVERFLOW. */
#include "formulas/incentive.h"

void incentive_verdict_apply(struct verdict *verdict, enum decision decision,
                             const struct money *amount, struct money balance)
{
    verdict_apply(verdict, decision, amount, balance);
    if (decision == DECISION_REFUSED)
        verdict->withheld = balance;
}

enum status incentive_settle(const struct incentive_input *in, struct balance *out)
{
    bool decided = false;

    *out = (struct balance){.outcome = OUTCOME_NO_GRANT, .reason = REASON_NO_GRANT};
    if (in->advance.granted.cents == 0)
        return STATUS_OK;
    enum status status =
        balance_decided(&in->advance, &in->verdict, in->recovery_withholds, out, &decided);

    if (status != STATUS_OK)
        return status;
    if (decided) {
        if (in->verdict.refused && out->outcome == OUTCOME_WITHHELD)
            out->reason = REASON_INCENTIVE_REFUSED;
        return STATUS_OK;
    }
    if (in->verdict.accepted) {
        out->outcome = OUTCOME_PAY_BALANCE;
        out->reason = REASON_INCENTIVE_ACCEPTED;
        out->paid = in->advance.balance;
        return STATUS_OK;
    }
    out->outcome = in->running ? OUTCOME_RUNNING : OUTCOME_DECISION_NEEDED;
    out->reason = in->running ? REASON_INCENTIVE_RUNNING : REASON_INCENTIVE_UNDECIDED;
    out->open = in->advance.balance;
    return STATUS_OK;
}
