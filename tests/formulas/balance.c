/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulas/balance.h"

#include "formulas_test/decisions.h"
#include "support/rows.h"

/* The first example of the nota: 30 000 euro, advance 24 000, balance 6 000, KPI 500. */
enum { GRANTED = 3000000, TARGET = 500, NO_REPORT = -1 };

/* clang-format off */
static const struct settle_row {
    const char *name;
    int64_t achieved; /* or NO_REPORT */
    int count;
    struct step steps[STEPS];
    bool recovery_stands_alone; /* saldo-volgt-beslissing */
    enum outcome outcome;
    enum reason reason;
    int64_t paid, withheld, open, recovery;
} settles[] = {
    {"nota §2.5, no final report",
     NO_REPORT, 0, {{0}}, false, OUTCOME_RUNNING, REASON_NO_FINAL_REPORT, 0, 0, 600000, 0},
    {"nota §2.5, the KPI exactly",
     500, 0, {{0}}, false, OUTCOME_PAY_BALANCE, REASON_TARGET_REACHED, 600000, 0, 0, 0},
    {"nota §2.5, more than the KPI",
     501, 0, {{0}}, false, OUTCOME_PAY_BALANCE, REASON_TARGET_REACHED, 600000, 0, 0, 0},
    {"nota §2.5, the KPI missed",
     499, 0, {{0}}, false, OUTCOME_DECISION_NEEDED, REASON_TARGET_MISSED, 0, 0, 600000, 0},
    {"nota §2.5, motivation accepted",
     499, 1, {ACCEPTED}, false, OUTCOME_PAY_BALANCE, REASON_MOTIVATION_ACCEPTED, 600000, 0, 0, 0},
    {"nota §2.5, motivation refused",
     499, 1, {REFUSED}, false, OUTCOME_DECISION_NEEDED, REASON_MOTIVATION_REFUSED, 0, 0, 600000, 0},
    {"nota §2.5, balance withheld",
     499, 1, {WITHHOLD_ALL}, false, OUTCOME_WITHHELD, REASON_WITHHOLDING_DECIDED, 0, 600000, 0, 0},
    {"nota §2.5, part of the balance withheld",
     499, 1, {WITHHOLD(100000)}, false, OUTCOME_WITHHELD, REASON_WITHHOLDING_DECIDED, 500000,
     100000, 0, 0},
    {"nota §2.5, all recovered",
     0, 1, {RECOVER(2400000)}, false, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 0, 600000, 0,
     2400000},
    {"settlement §4, a recovery withholds",
     400, 1, {RECOVER(1)}, false, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 0, 600000, 0, 1},
    {"settlement §4, saldo-volgt-beslissing",
     400, 1, {RECOVER(1)}, true, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 600000, 0, 0, 1},
    {"settlement §4, saldo-volgt-beslissing, the most",
     400, 1, {RECOVER(3000000)}, true, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 600000, 0, 0,
     3000000},
    {"settlement §4, recovery beside a part withheld",
     400, 2, {WITHHOLD(200000), RECOVER(2800000)}, false, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED,
     400000, 200000, 0, 2800000},
    {"settlement §4, the later withholding counts",
     400, 2, {WITHHOLD(9900000), WITHHOLD(2)}, false, OUTCOME_WITHHELD, REASON_WITHHOLDING_DECIDED,
     599998, 2, 0, 0},
    {"settlement §4, the later recovery counts",
     400, 2, {RECOVER(9900000), RECOVER(2)}, false, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 0,
     600000, 0, 2},
    {"settlement §4, acceptance after a recovery",
     400, 3, {WITHHOLD_ALL, RECOVER(5), ACCEPTED}, false, OUTCOME_PAY_BALANCE,
     REASON_MOTIVATION_ACCEPTED, 600000, 0, 0, 0},
    {"settlement §4, withholding after an acceptance",
     400, 2, {ACCEPTED, WITHHOLD_ALL}, false, OUTCOME_WITHHELD, REASON_WITHHOLDING_DECIDED, 0,
     600000, 0, 0},
    {"settlement §4, refusal after an acceptance",
     400, 2, {ACCEPTED, REFUSED}, false, OUTCOME_DECISION_NEEDED, REASON_MOTIVATION_REFUSED, 0, 0,
     600000, 0},
    {"settlement §4, acceptance after a refusal",
     400, 2, {REFUSED, ACCEPTED}, false, OUTCOME_PAY_BALANCE, REASON_MOTIVATION_ACCEPTED, 600000, 0,
     0, 0},
    {"settlement §4, decision without a final report",
     NO_REPORT, 1, {WITHHOLD(1)}, false, OUTCOME_WITHHELD, REASON_WITHHOLDING_DECIDED, 599999, 1, 0,
     0},
    {"settlement §4, decision on a KPI that is reached",
     500, 1, {RECOVER(1)}, false, OUTCOME_RECOVERY, REASON_RECOVERY_DECIDED, 0, 600000, 0, 1},
    {"settlement §4, acceptance without a final report",
     NO_REPORT, 1, {ACCEPTED}, false, OUTCOME_RUNNING, REASON_NO_FINAL_REPORT, 0, 0, 600000, 0},
};
/* clang-format on */

static void test_settle(void **state)
{
    const struct settle_row *row = *state;
    struct balance_input in = {.advance = decisions_advance(GRANTED),
                               .reported = row->achieved != NO_REPORT,
                               .achieved = row->achieved,
                               .target = TARGET,
                               .recovery_withholds = !row->recovery_stands_alone};
    struct balance out;

    in.verdict = decisions_apply(row->steps, row->count, in.advance.balance, false);
    assert_int_equal(balance_settle(&in, &out), STATUS_OK);
    assert_int_equal(out.outcome, row->outcome);
    assert_int_equal(out.reason, row->reason);
    assert_true(out.paid.cents == row->paid && out.withheld.cents == row->withheld);
    assert_true(out.open.cents == row->open && out.recovery.cents == row->recovery);
    decisions_check_sums(&in.advance, &out);
}

static void test_nothing_granted(void **state)
{
    (void)state;
    struct balance_input in = {.advance = decisions_advance(0), .reported = true, .target = 1};
    struct balance out;

    assert_int_equal(balance_settle(&in, &out), STATUS_OK);
    assert_int_equal(out.outcome, OUTCOME_NO_GRANT);
    assert_int_equal(out.reason, REASON_NO_GRANT);
    in.stopped = true;
    assert_int_equal(balance_settle(&in, &out), STATUS_OK);
    assert_int_equal(out.outcome, OUTCOME_STOPPED);
    assert_int_equal(out.reason, REASON_STOPPED);
    decisions_check_sums(&in.advance, &out);
}

static void test_recovery_without_amount(void **state)
{
    (void)state;
    struct verdict verdict = {.recovery = {5}};

    verdict_apply(&verdict, DECISION_RECOVER, NULL, (struct money){600000});
    assert_true(verdict.recovery.cents == 0);
}

static const struct refusal_row {
    const char *name;
    int64_t withheld, recovery;
    bool recovery_withholds;
    enum status status;
} refusals[] = {
    {"the whole balance withheld", 600000, 0, true, STATUS_OK},
    {"more withheld than the balance", 600001, 0, true, STATUS_RANGE},
    {"more recovered than the advance", 0, 2400001, true, STATUS_RANGE},
    {"more recovered than advance and balance", 0, 3000001, false, STATUS_RANGE},
    {"more recovered than advance and paid part", 200000, 2800001, true, STATUS_RANGE},
    {"withheld below 0", -1, 0, true, STATUS_RANGE},
    {"withheld below 0 beside a recovery", -1, 1, true, STATUS_RANGE},
    {"recovered below 0", 0, -1, true, STATUS_RANGE},
    {"the largest amounts", INT64_MAX, INT64_MAX, true, STATUS_RANGE},
    {"the smallest withheld", INT64_MIN, 0, true, STATUS_OVERFLOW},
    {"the smallest recovery", 0, INT64_MIN, true, STATUS_RANGE},
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    struct balance_input in = {
        .advance = decisions_advance(GRANTED),
        .verdict = {.withheld = {row->withheld}, .recovery = {row->recovery}},
        .recovery_withholds = row->recovery_withholds};
    struct balance out;

    assert_int_equal(balance_settle(&in, &out), row->status);
}

static const struct limit_row {
    const char *name;
    int64_t withheld;
    bool recovery_withholds;
    int64_t limit;
} limits[] = {
    {"limit, the advance", 0, true, 2400000},
    {"limit, advance and balance", 0, false, 3000000},
    {"limit, beside a part withheld", 200000, true, 2800000},
    {"limit, beside a part withheld, saldo-volgt-beslissing", 200000, false, 2800000},
    {"limit, beside the whole withheld", 600000, false, 2400000},
};

static void test_limit(void **state)
{
    const struct limit_row *row = *state;
    struct advance advance = decisions_advance(GRANTED);
    struct verdict verdict = {.withheld = {row->withheld}};
    struct money limit;

    assert_int_equal(balance_recovery_limit(&advance, &verdict, row->recovery_withholds, &limit),
                     STATUS_OK);
    assert_true(limit.cents == row->limit);
}

static const struct alternative_row {
    const char *name;
    int64_t regrant;
    int64_t used, paid, withheld, recovery;
} alternatives[] = {
    {"nota §2.4, 400 of 500 reached", 2400000, 2400000, 0, 600000, 0},
    {"settlement §4, part of the balance", 2700000, 2700000, 300000, 300000, 0},
    {"settlement §4, less than the advance", 1000000, 1000000, 0, 600000, 1400000},
    {"settlement §4, a cent more than the advance", 2400001, 2400001, 1, 599999, 0},
    {"settlement §4, a cent less than the advance", 2399999, 2399999, 0, 600000, 1},
    {"settlement §4, nothing", 0, 0, 0, 600000, 2400000},
    {"settlement §4, all", 3000000, 3000000, 600000, 0, 0},
    {"settlement §4, never above the granted amount", 3000001, 3000000, 600000, 0, 0},
    {"limits, the largest", INT64_MAX, 3000000, 600000, 0, 0},
};

static void test_alternative(void **state)
{
    const struct alternative_row *row = *state;
    struct advance advance = decisions_advance(GRANTED);
    struct alternatives out;

    assert_int_equal(balance_alternatives(&advance, (struct money){row->regrant}, &out), STATUS_OK);
    assert_true(out.regrant.cents == row->used);
    assert_true(out.recompute.paid.cents == row->paid);
    assert_true(out.recompute.withheld.cents == row->withheld);
    assert_true(out.recompute.recovery.cents == row->recovery);
    assert_true(out.withhold.paid.cents == 0 && out.withhold.withheld.cents == 600000);
    assert_true(out.withhold.recovery.cents == 0);
    assert_true(out.recover_all.paid.cents == 0 && out.recover_all.withheld.cents == 600000);
    assert_true(out.recover_all.recovery.cents == 2400000);
}

/* An advance that nobody computed: its parts do not add up, and their differences do not fit. */
static const struct impossible_row {
    const char *name;
    int64_t granted, amount, balance, regrant;
    enum status status;
} impossible[] = {
    {"a regrant below 0", 3000000, 2400000, 600000, -1, STATUS_RANGE},
    {"the smallest regrant", 3000000, 2400000, 600000, INT64_MIN, STATUS_RANGE},
    {"what is gained does not fit", INT64_MAX, -1, 0, INT64_MAX, STATUS_OVERFLOW},
    {"what is lost does not fit", -1, INT64_MAX, 0, 0, STATUS_OVERFLOW},
    {"what is withheld does not fit", 5, 4, INT64_MIN, 5, STATUS_OVERFLOW},
};

static void test_impossible(void **state)
{
    const struct impossible_row *row = *state;
    struct advance advance = {
        .granted = {row->granted}, .amount = {row->amount}, .balance = {row->balance}};
    struct alternatives out;

    assert_int_equal(balance_alternatives(&advance, (struct money){row->regrant}, &out),
                     row->status);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_settle, settles);
    rows_add(rows, test_nothing_granted, "settlement §4, nothing granted", NULL);
    rows_add(rows, test_recovery_without_amount, "a recovery without an amount is none", NULL);
    ROWS_ADD(rows, test_refusal, refusals);
    ROWS_ADD(rows, test_limit, limits);
    ROWS_ADD(rows, test_alternative, alternatives);
    ROWS_ADD(rows, test_impossible, impossible);
    return rows_run(rows, "formulas/balance");
}
