/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/balance.h"

#include "formulas_test/decisions.h"
#include "formulas_test/exact.h"
#include "support/rows.h"

static struct advance random_advance(uint64_t *seed)
{
    struct advance out;
    struct rate rate = {random_below(seed, 4) == 0 ? (int64_t)random_below(seed, 1000001) : 800000};

    assert_int_equal(
        advance_split((struct money){exact_random(seed, 63)}, rate, exact_rounding(seed), &out),
        STATUS_OK);
    return out;
}

static enum outcome expected_outcome(const struct balance_input *in)
{
    if (in->advance.granted.cents == 0)
        return in->stopped ? OUTCOME_STOPPED : OUTCOME_NO_GRANT;
    if (in->verdict.recovery.cents > 0)
        return OUTCOME_RECOVERY;
    if (in->verdict.withheld.cents > 0)
        return OUTCOME_WITHHELD;
    if (!in->reported)
        return OUTCOME_RUNNING;
    return in->achieved >= in->target || in->verdict.accepted ? OUTCOME_PAY_BALANCE
                                                              : OUTCOME_DECISION_NEEDED;
}

static struct balance_input random_input(uint64_t *seed)
{
    struct balance_input out = {.advance = random_advance(seed),
                                .reported = random_below(seed, 4) > 0,
                                .target = exact_random(seed, 8),
                                .achieved = exact_random(seed, 8),
                                .recovery_withholds = random_below(seed, 2) == 0};
    struct step steps[STEPS];
    int count = decisions_random(seed, &out.advance, steps);
    struct verdict expected = decisions_expected(steps, count, out.advance.balance, false);

    out.stopped = out.advance.granted.cents == 0 && random_below(seed, 2) == 0;
    out.verdict = decisions_apply(steps, count, out.advance.balance, false);
    assert_true(out.verdict.accepted == expected.accepted);
    assert_true(out.verdict.refused == expected.refused);
    assert_true(out.verdict.withheld.cents == expected.withheld.cents);
    assert_true(out.verdict.recovery.cents == expected.recovery.cents);
    return out;
}

static void test_sequences(void **state)
{
    (void)state;
    uint64_t seed = 1;
    int refused = 0;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct balance_input in = random_input(&seed);
        int64_t withheld;
        bool fits = decisions_fit(&in.advance, &in.verdict, in.recovery_withholds, &withheld);
        struct balance out;
        enum status status = balance_settle(&in, &out);

        assert_int_equal(status, fits || in.advance.granted.cents == 0 ? STATUS_OK : STATUS_RANGE);
        if (status != STATUS_OK) {
            refused++;
            continue;
        }
        decisions_check_sums(&in.advance, &out);
        assert_int_equal(out.outcome, expected_outcome(&in));
        assert_true((out.open.cents > 0) <=
                    (out.outcome == OUTCOME_RUNNING || out.outcome == OUTCOME_DECISION_NEEDED));
        if (in.advance.granted.cents > 0)
            assert_true(out.withheld.cents == withheld &&
                        out.recovery.cents == in.verdict.recovery.cents);
    }
    assert_in_range(refused, EXACT_ROUNDS / 20, EXACT_ROUNDS / 2);
}

/* The limit is exact: it may be recovered, and a cent more may not. */
static void test_recovery_limit(void **state)
{
    (void)state;
    uint64_t seed = 2;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct balance_input in = {.advance = random_advance(&seed), .recovery_withholds = i % 2};
        struct balance out;
        struct money limit;

        if (in.advance.granted.cents == 0)
            continue;
        if (in.advance.balance.cents > 0 && i % 3 == 0)
            in.verdict.withheld.cents = exact_random(&seed, 63) % (in.advance.balance.cents);
        assert_int_equal(
            balance_recovery_limit(&in.advance, &in.verdict, in.recovery_withholds, &limit),
            STATUS_OK);
        in.verdict.recovery = limit;
        assert_int_equal(balance_settle(&in, &out), STATUS_OK);
        decisions_check_sums(&in.advance, &out);
        if (limit.cents > 0)
            assert_true(out.recovery.cents == in.advance.amount.cents + out.paid.cents);
        in.verdict.recovery.cents = limit.cents == INT64_MAX ? 0 : limit.cents + 1;
        if (in.verdict.recovery.cents > 0)
            assert_int_equal(balance_settle(&in, &out), STATUS_RANGE);
    }
}

static void check_alternative(const struct advance *advance, const struct alternative *choice)
{
    assert_true(choice->paid.cents >= 0 && choice->withheld.cents >= 0);
    assert_true((__int128)choice->paid.cents + choice->withheld.cents == advance->balance.cents);
    assert_true(choice->recovery.cents >= 0);
    assert_true(choice->recovery.cents <= (__int128)advance->amount.cents + choice->paid.cents);
}

static void test_alternatives_tie(void **state)
{
    (void)state;
    uint64_t seed = 3;

    for (int i = 0; i < EXACT_ROUNDS; i++) {
        struct advance advance = random_advance(&seed);
        struct money regrant = {exact_random(&seed, 63)};
        struct alternatives out;

        if (i % 2 == 0 && advance.granted.cents > 0)
            regrant.cents %= advance.granted.cents;
        int64_t least = regrant.cents < advance.granted.cents ? regrant.cents
                                                              : advance.granted.cents;

        assert_int_equal(balance_alternatives(&advance, regrant, &out), STATUS_OK);
        check_alternative(&advance, &out.withhold);
        check_alternative(&advance, &out.recompute);
        check_alternative(&advance, &out.recover_all);
        assert_true(out.regrant.cents == least);
        assert_true((__int128)advance.amount.cents + out.recompute.paid.cents -
                        out.recompute.recovery.cents ==
                    least);
        assert_true(out.recompute.paid.cents == 0 || out.recompute.recovery.cents == 0);
        assert_true(out.recover_all.recovery.cents == advance.amount.cents);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_sequences, "nothing is lost or made by any sequence", NULL);
    rows_add(rows, test_recovery_limit, "the limit of a recovery is exact", NULL);
    rows_add(rows, test_alternatives_tie, "alternatives tie", NULL);
    return rows_run(rows, "formulas/balance_properties");
}
