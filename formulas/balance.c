/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:   the table of docs/settlement.md §4, first line that applies; nothing is decided here.
 * Units:    euro cents, whole units.
 * Rounding: none; all amounts are sums and differences of rounded ones.
 * Source:   nota Oproep 3 §2.5; that a recovery withholds the balance is assumption
 *           `terugvordering-en-saldo` of the schemes.
 * Errors:   STATUS_RANGE when a decision asks more than there is, STATUS_OVERFLOW. */
#include "formulas/balance.h"

#include <stddef.h>

static const struct money nothing = {0};

void verdict_apply(struct verdict *verdict, enum decision decision, const struct money *amount,
                   struct money balance)
{
    switch (decision) {
    case DECISION_REFUSED:
        verdict->refused = true;
        verdict->accepted = false;
        break;
    case DECISION_WITHHOLD:
        verdict->withheld = amount == NULL ? balance : *amount;
        break;
    case DECISION_RECOVER:
        verdict->recovery = amount == NULL ? nothing : *amount;
        break;
    case DECISION_ACCEPTED:
        *verdict = (struct verdict){.accepted = true};
        break;
    }
}

/* What is withheld beside a recovery. */
static struct money withheld_beside(const struct advance *advance, const struct verdict *verdict,
                                    bool recovery_withholds)
{
    return recovery_withholds && verdict->withheld.cents == 0 ? advance->balance
                                                              : verdict->withheld;
}

enum status balance_recovery_limit(const struct advance *advance, const struct verdict *verdict,
                                   bool recovery_withholds, struct money *out)
{
    return money_sub(advance->granted, withheld_beside(advance, verdict, recovery_withholds), out);
}

static enum status decide(const struct advance *advance, struct money withheld,
                          struct money recovery, struct balance *out)
{
    out->withheld = withheld;
    out->recovery = recovery;
    return money_sub(advance->balance, withheld, &out->paid);
}

enum status balance_decided(const struct advance *advance, const struct verdict *verdict,
                            bool recovery_withholds, struct balance *out, bool *decided)
{
    struct money limit;
    enum status status = balance_recovery_limit(advance, verdict, recovery_withholds, &limit);

    if (status != STATUS_OK)
        return status;
    if (verdict->withheld.cents < 0 || verdict->recovery.cents < 0 ||
        money_compare(verdict->withheld, advance->balance) > 0 ||
        money_compare(verdict->recovery, limit) > 0)
        return STATUS_RANGE;
    *decided = verdict->recovery.cents > 0 || verdict->withheld.cents > 0;
    if (verdict->recovery.cents > 0) {
        out->outcome = OUTCOME_RECOVERY;
        out->reason = REASON_RECOVERY_DECIDED;
        return decide(advance, withheld_beside(advance, verdict, recovery_withholds),
                      verdict->recovery, out);
    }
    if (verdict->withheld.cents > 0) {
        out->outcome = OUTCOME_WITHHELD;
        out->reason = REASON_WITHHOLDING_DECIDED;
        return decide(advance, verdict->withheld, nothing, out);
    }
    return STATUS_OK;
}

static void settle_open(const struct balance_input *in, enum outcome outcome, enum reason reason,
                        struct balance *out)
{
    out->outcome = outcome;
    out->reason = reason;
    if (outcome == OUTCOME_PAY_BALANCE)
        out->paid = in->advance.balance;
    else
        out->open = in->advance.balance;
}

enum status balance_settle(const struct balance_input *in, struct balance *out)
{
    bool decided = false;

    *out = (struct balance){.outcome = OUTCOME_STOPPED, .reason = REASON_STOPPED};
    if (in->stopped && in->advance.granted.cents == 0)
        return STATUS_OK;
    if (in->advance.granted.cents == 0) {
        out->outcome = OUTCOME_NO_GRANT;
        out->reason = REASON_NO_GRANT;
        return STATUS_OK;
    }
    enum status status =
        balance_decided(&in->advance, &in->verdict, in->recovery_withholds, out, &decided);

    if (status != STATUS_OK || decided)
        return status;
    if (!in->reported)
        settle_open(in, OUTCOME_RUNNING, REASON_NO_FINAL_REPORT, out);
    else if (in->achieved >= in->target)
        settle_open(in, OUTCOME_PAY_BALANCE, REASON_TARGET_REACHED, out);
    else if (in->verdict.accepted)
        settle_open(in, OUTCOME_PAY_BALANCE, REASON_MOTIVATION_ACCEPTED, out);
    else
        settle_open(in, OUTCOME_DECISION_NEEDED,
                    in->verdict.refused ? REASON_MOTIVATION_REFUSED : REASON_TARGET_MISSED, out);
    return STATUS_OK;
}

enum status balance_alternatives(const struct advance *advance, struct money regrant,
                                 struct alternatives *out)
{
    struct money gain;
    struct money loss;

    if (regrant.cents < 0)
        return STATUS_RANGE;
    *out = (struct alternatives){
        .withhold = {nothing, advance->balance, nothing},
        .regrant = money_min(regrant, advance->granted),
        .recover_all = {nothing, advance->balance, advance->amount},
    };
    enum status status = money_sub(out->regrant, advance->amount, &gain);

    if (status == STATUS_OK)
        status = money_sub(advance->amount, out->regrant, &loss);
    if (status != STATUS_OK)
        return status;
    out->recompute.paid = money_max(gain, nothing);
    out->recompute.recovery = money_max(loss, nothing);
    return money_sub(advance->balance, out->recompute.paid, &out->recompute.withheld);
}
