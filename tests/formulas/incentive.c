/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/incentive.h"

#include "formulas_test/decisions.h"
#include "formulas_test/exact.h"
#include "support/rows.h"

/* The co-operation incentive of the facts: 10 000 euro, advance 8 000, balance 2 000. */
enum { GRANTED = 1000000 };

/* clang-format off */
static const struct settle_row {
    const char *name;
    bool running;
    int count;
    struct step steps[STEPS];
    bool recovery_stands_alone;
    enum outcome outcome;
    enum reason reason;
    int64_t paid, withheld, open, recovery;
} settles[] = {
    {"settlement §5, the year runs",
     true, 0, {{0}}, false, OUTCOME_RUNNING, REASON_INCENTIVE_RUNNING, 0, 0, 200000, 0},
    {"settlement §5, undecided",
     false, 0, {{0}}, false, OUTCOME_DECISION_NEEDED, REASON_INCENTIVE_UNDECIDED, 0, 0, 200000, 0},
    {"settlement §5, accepted",
     false, 1, {ACCEPTED}, false, OUTCOME_PAY_BALANCE, REASON_INCENTIVE_ACCEPTED, 200000, 0, 0, 0},
    {"settlement §5, accepted while the year runs",
     true, 1, {ACCEPTED}, false, OUTCOME_PAY_BALANCE, REASON_INCENTIVE_ACCEPTED, 200000, 0, 0, 0},
    {"nota §2.5, refused",
     false, 1, {REFUSED}, false, OUTCOME_WITHHELD, REASON_INCENTIVE_REFUSED, 0, 200000, 0, 0},
    {"nota §2.5, balance withheld",
     false, 1, {WITHHOLD_ALL}, false, OUTCOME_WITHHELD, REASON_WITHHOLDING_DECIDED, 0, 200000, 0,
     0},
    {"nota §2.5, part withheld",
     false, 1, {WITHHOLD(50000)}, false, OUTCOME_WITHHELD, REASON_WITHHOLDING_DECIDED, 150000,
     50000, 0, 0},
    {"nota §2.5, recovered",
     false, 1, {RECOVER(800000)}, false, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 0, 200000, 0,
     800000},
    {"settlement §5, saldo-volgt-beslissing",
     false, 1, {RECOVER(800000)}, true, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 200000, 0, 0,
     800000},
    {"settlement §5, refused and recovered",
     false, 2, {REFUSED, RECOVER(800000)}, true, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 0,
     200000, 0, 800000},
    {"settlement §5, refused, then a part withheld",
     false, 2, {REFUSED, WITHHOLD(1)}, false, OUTCOME_WITHHELD, REASON_INCENTIVE_REFUSED, 199999, 1,
     0, 0},
    {"settlement §5, a part withheld, then refused",
     false, 2, {WITHHOLD(1), REFUSED}, false, OUTCOME_WITHHELD, REASON_INCENTIVE_REFUSED, 0, 200000,
     0, 0},
    {"settlement §5, refused, then accepted",
     false, 2, {REFUSED, ACCEPTED}, false, OUTCOME_PAY_BALANCE, REASON_INCENTIVE_ACCEPTED, 200000,
     0, 0, 0},
    {"settlement §5, accepted, then refused",
     false, 2, {ACCEPTED, REFUSED}, false, OUTCOME_WITHHELD, REASON_INCENTIVE_REFUSED, 0, 200000, 0,
     0},
};
/* clang-format on */

static void test_settle(void **state)
{
    const struct settle_row *row = *state;
    struct incentive_input in = {.advance = decisions_advance(GRANTED),
                                 .running = row->running,
                                 .recovery_withholds = !row->recovery_stands_alone};
    struct balance out;

    in.verdict = decisions_apply(row->steps, row->count, in.advance.balance, true);
    assert_int_equal(incentive_settle(&in, &out), STATUS_OK);
    assert_int_equal(out.outcome, row->outcome);
    assert_int_equal(out.reason, row->reason);
    assert_true(out.paid.cents == row->paid && out.withheld.cents == row->withheld);
    assert_true(out.open.cents == row->open && out.recovery.cents == row->recovery);
    decisions_check_sums(&in.advance, &out);
}

static void test_nothing_granted(void **state)
{
    (void)state;
    struct incentive_input in = {.advance = decisions_advance(0)};
    struct balance out;

    assert_int_equal(incentive_settle(&in, &out), STATUS_OK);
    assert_int_equal(out.outcome, OUTCOME_NO_GRANT);
    assert_int_equal(out.reason, REASON_NO_GRANT);
    decisions_check_sums(&in.advance, &out);
}

static const struct refusal_row {
    const char *name;
    int64_t withheld, recovery;
    enum status status;
} refusals[] = {
    {"more withheld than the balance", 200001, 0, STATUS_RANGE},
    {"more recovered than the advance", 0, 800001, STATUS_RANGE},
    {"withheld below 0", -1, 0, STATUS_RANGE},
    {"recovered below 0", 0, -1, STATUS_RANGE},
    {"the smallest withheld", INT64_MIN, 0, STATUS_OVERFLOW},
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    struct incentive_input in = {
        .advance = decisions_advance(GRANTED),
        .verdict = {.withheld = {row->withheld}, .recovery = {row->recovery}},
        .recovery_withholds = true};
    struct balance out;

    assert_int_equal(incentive_settle(&in, &out), row->status);
}

static enum outcome expected_outcome(const struct incentive_input *in)
{
    if (in->advance.granted.cents == 0)
        return OUTCOME_NO_GRANT;
    if (in->verdict.recovery.cents > 0)
        return OUTCOME_RECOVERY;
    if (in->verdict.withheld.cents > 0)
        return OUTCOME_WITHHELD;
    if (in->verdict.accepted)
        return OUTCOME_PAY_BALANCE;
    return in->running ? OUTCOME_RUNNING : OUTCOME_DECISION_NEEDED;
}

static struct incentive_input random_input(uint64_t *seed)
{
    struct incentive_input out = {.running = random_below(seed, 2) == 0,
                                  .recovery_withholds = random_below(seed, 2) == 0};
    struct step steps[STEPS];

    assert_int_equal(advance_split((struct money){exact_random(seed, 63)}, (struct rate){800000},
                                   exact_rounding(seed), &out.advance),
                     STATUS_OK);
    int count = decisions_random(seed, &out.advance, steps);
    struct verdict expected = decisions_expected(steps, count, out.advance.balance, true);

    out.verdict = decisions_apply(steps, count, out.advance.balance, true);
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
        struct incentive_input in = random_input(&seed);
        int64_t withheld;
        bool fits = decisions_fit(&in.advance, &in.verdict, in.recovery_withholds, &withheld);
        struct balance out;
        enum status status = incentive_settle(&in, &out);

        assert_int_equal(status, fits || in.advance.granted.cents == 0 ? STATUS_OK : STATUS_RANGE);
        if (status != STATUS_OK) {
            refused++;
            continue;
        }
        decisions_check_sums(&in.advance, &out);
        assert_int_equal(out.outcome, expected_outcome(&in));
        if (in.advance.granted.cents > 0)
            assert_true(out.withheld.cents == withheld &&
                        out.recovery.cents == in.verdict.recovery.cents);
    }
    assert_in_range(refused, EXACT_ROUNDS / 20, EXACT_ROUNDS / 2);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_settle, settles);
    rows_add(rows, test_nothing_granted, "settlement §5, nothing granted", NULL);
    ROWS_ADD(rows, test_refusal, refusals);
    rows_add(rows, test_sequences, "property: nothing is lost or made by any sequence", NULL);
    return rows_run(rows, "formulas/incentive");
}
