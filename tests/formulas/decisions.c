/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas_test/decisions.h"

#include "formulas_test/exact.h"
#include "support/rows.h"

static struct money random_amount(uint64_t *seed, const struct advance *advance)
{
    const int64_t near[] = {advance->balance.cents, advance->amount.cents, advance->granted.cents};
    int64_t base = near[random_below(seed, 3)];

    switch (random_below(seed, 4)) {
    case 0:
        return (struct money){base};
    case 1: /* one cent beside a limit */
        return (struct money){
            base > 1 && base < INT64_MAX ? base + 1 - 2 * (int64_t)random_below(seed, 2) : 1};
    default:
        return (struct money){1 + exact_random(seed, 62) % (base == INT64_MAX ? base : base + 1)};
    }
}

int decisions_random(uint64_t *seed, const struct advance *advance, struct step steps[STEPS])
{
    int count = (int)random_below(seed, STEPS + 1);

    for (int i = 0; i < count; i++)
        steps[i] = (struct step){.decision = (enum decision)random_below(seed, 4),
                                 .amount = random_amount(seed, advance)};
    for (int i = 0; i < count; i++)
        steps[i].whole = steps[i].decision == DECISION_WITHHOLD && random_below(seed, 2) == 0;
    return count;
}

struct verdict decisions_apply(const struct step *steps, int count, struct money balance,
                               bool incentive)
{
    struct verdict verdict = {0};

    for (int i = 0; i < count; i++) {
        const struct money *amount = steps[i].whole ? NULL : &steps[i].amount;

        if (incentive)
            incentive_verdict_apply(&verdict, steps[i].decision, amount, balance);
        else
            verdict_apply(&verdict, steps[i].decision, amount, balance);
    }
    return verdict;
}

struct verdict decisions_expected(const struct step *steps, int count, struct money balance,
                                  bool incentive)
{
    struct verdict out = {0};
    bool withheld = false;
    bool recovered = false;

    for (int i = count - 1; i >= 0 && !out.accepted; i--) {
        bool refusal = steps[i].decision == DECISION_REFUSED;

        if (!withheld && (steps[i].decision == DECISION_WITHHOLD || (refusal && incentive))) {
            withheld = true;
            out.withheld = refusal || steps[i].whole ? balance : steps[i].amount;
        }
        if (!recovered && steps[i].decision == DECISION_RECOVER) {
            recovered = true;
            out.recovery = steps[i].amount;
        }
        if (refusal)
            out.refused = true;
        else if (steps[i].decision == DECISION_ACCEPTED)
            out.accepted = true;
    }
    if (out.refused) /* it came after the acceptance */
        out.accepted = false;
    return out;
}

bool decisions_fit(const struct advance *advance, const struct verdict *verdict,
                   bool recovery_withholds, int64_t *withheld)
{
    bool all = recovery_withholds && verdict->recovery.cents > 0 && verdict->withheld.cents == 0;

    *withheld = all ? advance->balance.cents : verdict->withheld.cents;
    __int128 received = (__int128)advance->amount.cents + advance->balance.cents - *withheld;
    return *withheld <= advance->balance.cents &&
           (verdict->recovery.cents == 0 || verdict->recovery.cents <= received);
}

void decisions_check_sums(const struct advance *advance, const struct balance *balance)
{
    __int128 parts = (__int128)balance->paid.cents + balance->withheld.cents + balance->open.cents;

    assert_true(parts == advance->balance.cents);
    assert_true(parts + advance->amount.cents == advance->granted.cents);
    assert_true(balance->paid.cents >= 0 && balance->withheld.cents >= 0);
    assert_true(balance->open.cents >= 0 && balance->recovery.cents >= 0);
    assert_true(balance->recovery.cents <= (__int128)advance->amount.cents + balance->paid.cents);
}

struct advance decisions_advance(int64_t granted_cents)
{
    struct advance out;

    assert_int_equal(advance_split((struct money){granted_cents}, (struct rate){800000},
                                   ROUNDING_HALF_AWAY, &out),
                     STATUS_OK);
    return out;
}
