/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to the balance of an action: the outcome, and what could be decided.
 *
 * Source: nota Oproep 3 §2.5: when the promised KPI was not reached and there is no sufficient
 * motivation "kan ABB beslissen om niet over te gaan tot uitbetaling van het saldo en/of middelen
 * terug te vorderen". That is a decision of people: it is applied when recorded, never made. */
#ifndef FORMULAS_BALANCE_H
#define FORMULAS_BALANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"
#include "formulas/advance.h"

/* In the order in which decisions of one date are taken. */
enum decision {
    DECISION_REFUSED,  /* motivering-geweigerd, stimulans-geweigerd */
    DECISION_WITHHOLD, /* saldo-inhouden */
    DECISION_RECOVER,  /* terugvordering */
    DECISION_ACCEPTED  /* motivering-aanvaard, stimulans-aanvaard */
};

/* What the recorded decisions come to. Begin with zeros and apply them in order of date. */
struct verdict {
    bool accepted;
    bool refused;
    struct money withheld; /* W, 0 to the balance */
    struct money recovery; /* R, at least 0 */
};

/* Applies one decision; the later one replaces the earlier of its kind, and an acceptance clears
 * what was withheld or recovered. amount NULL: the whole balance (only DECISION_WITHHOLD). */
void verdict_apply(struct verdict *verdict, enum decision decision, const struct money *amount,
                   struct money balance);

/* Worst first: the order in which a beneficiary inherits them. */
enum outcome {
    OUTCOME_DECISION_NEEDED, /* beslissing-nodig */
    OUTCOME_RECOVERY,        /* terugvordering */
    OUTCOME_WITHHELD,        /* saldo-ingehouden */
    OUTCOME_RUNNING,         /* lopend */
    OUTCOME_PAY_BALANCE,     /* saldo-uitbetalen */
    OUTCOME_STOPPED,         /* stopgezet */
    OUTCOME_NO_GRANT         /* geen-subsidie */
};

enum reason {
    REASON_STOPPED,
    REASON_NO_GRANT,
    REASON_RECOVERY_DECIDED,
    REASON_WITHHOLDING_DECIDED,
    REASON_NO_FINAL_REPORT,
    REASON_TARGET_REACHED,
    REASON_MOTIVATION_ACCEPTED,
    REASON_MOTIVATION_REFUSED, /* a further decision is needed */
    REASON_TARGET_MISSED,
    REASON_INCENTIVE_ACCEPTED,
    REASON_INCENTIVE_REFUSED,
    REASON_INCENTIVE_RUNNING,
    REASON_INCENTIVE_UNDECIDED
};
enum { REASON_COUNT = REASON_INCENTIVE_UNDECIDED + 1 };

struct balance_input {
    struct advance advance;
    bool stopped;
    bool reported;    /* a final report counts */
    int64_t achieved; /* A, when reported */
    int64_t target;   /* K */
    struct verdict verdict;
    bool recovery_withholds; /* a recovery withholds the balance, unless a decision says how much
                                is withheld (assumption) */
};

struct balance {
    enum outcome outcome;
    enum reason reason;
    struct money paid; /* paid + withheld + open = balance of the advance */
    struct money withheld;
    struct money open;
    struct money recovery; /* 0 ≤ recovery ≤ advance + paid */
};

/* STATUS_RANGE: withheld above the balance, recovery above what was paid, or one below 0. */
MUST_CHECK enum status balance_settle(const struct balance_input *in, struct balance *out);

/* The part that actions and incentives share: applies a recovery or a withholding when there is
 * one. *decided tells whether it did. */
MUST_CHECK enum status balance_decided(const struct advance *advance, const struct verdict *verdict,
                                       bool recovery_withholds, struct balance *out, bool *decided);

/* Largest recovery that the verdict leaves room for. */
MUST_CHECK enum status balance_recovery_limit(const struct advance *advance,
                                              const struct verdict *verdict,
                                              bool recovery_withholds, struct money *out);

/* What could be decided when the outcome is OUTCOME_DECISION_NEEDED. */
struct alternative {
    struct money paid;
    struct money withheld;
    struct money recovery;
};
struct alternatives {
    struct alternative withhold;
    struct money regrant; /* min(granted, grant with A in place of K) */
    struct alternative recompute;
    struct alternative recover_all;
};

/* regrant: the grant with A in place of K, not negative. */
MUST_CHECK enum status balance_alternatives(const struct advance *advance, struct money regrant,
                                            struct alternatives *out);

#endif
