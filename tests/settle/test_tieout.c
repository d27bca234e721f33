/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A settlement in which any amount is one cent off does not pass. */
#include <string.h>

#include "settle/settle.h"
#include "settle_test/settled.h"
#include "support/folder.h"
#include "support/rows.h"

static struct settled settled;

static void check(enum status status)
{
    assert_int_equal(tie_out(settled.settlement), status);
}

/* One cent more and one less are caught; as it was it passes. */
static void tamper(struct money *amount)
{
    amount->cents++;
    check(STATUS_BROKEN);
    amount->cents -= 2;
    check(STATUS_BROKEN);
    amount->cents++;
    check(STATUS_OK);
}

/* A cent that moves from one amount to another is caught too. */
static void move(struct money *from, struct money *to)
{
    from->cents--;
    to->cents++;
    check(STATUS_BROKEN);
    from->cents++;
    to->cents--;
}

static void tamper_sums(struct sums *sums)
{
    tamper(&sums->computed);
    tamper(&sums->granted);
    tamper(&sums->incentives);
    tamper(&sums->advance);
    tamper(&sums->paid);
    tamper(&sums->withheld);
    tamper(&sums->open);
    tamper(&sums->recovery);
}

static void test_totals(void **state)
{
    struct settlement *s = settled.settlement;

    (void)state;
    tamper_sums(&s->totals);
    tamper(&s->total_received);
    tamper(&s->total_due);
    tamper(&s->total_payable);
    tamper(&s->total_claimable);
    move(&s->total_received, &s->total_due);
    move(&s->totals.paid, &s->totals.withheld);
}

static void test_beneficiaries(void **state)
{
    struct settlement *s = settled.settlement;

    (void)state;
    for (uint32_t i = 0; i < settled.dossier->beneficiaries.count; i++) {
        struct beneficiary_line *line = &s->beneficiaries[i];
        tamper_sums(&line->sums);
        tamper(&line->accounts_recovery);
        tamper(&line->received);
        tamper(&line->due);
        move(&line->received, &line->due);
        if (i > 0) {
            move(&line->sums.computed, &s->beneficiaries[i - 1].sums.computed);
            move(&line->sums.open, &s->beneficiaries[i - 1].sums.open);
        }
    }
}

static void tamper_row(struct advance *advance, struct balance *balance)
{
    tamper(&advance->granted);
    tamper(&advance->amount);
    tamper(&advance->balance);
    tamper(&balance->paid);
    tamper(&balance->withheld);
    tamper(&balance->open);
    tamper(&balance->recovery);
    move(&balance->paid, &balance->withheld);
    move(&balance->withheld, &balance->open);
    move(&balance->open, &balance->paid);
    move(&advance->amount, &balance->paid);
}

static void test_lines(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < settled.dossier->applications.count; i++) {
        struct line *line = &settled.settlement->lines[i];
        tamper_row(&line->advance, &line->balance);
        tamper(&line->grant.amount);
    }
}

static void test_incentives(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < settled.dossier->incentives.count; i++) {
        struct incentive_line *line = &settled.settlement->incentives[i];
        tamper_row(&line->advance, &line->balance);
    }
}

/* Amounts below zero that add up all the same. */
static void test_negative(void **state)
{
    struct balance *balance = &settled.settlement->lines[0].balance;
    struct balance kept = *balance;

    (void)state;
    balance->paid.cents = -5;
    balance->open.cents = kept.paid.cents + kept.open.cents + 5;
    check(STATUS_BROKEN);
    *balance = kept;
    balance->recovery.cents = -1;
    check(STATUS_BROKEN);
    *balance = kept;
    check(STATUS_OK);
}

/* A recovery above what was paid, carried through all sums. */
static void test_recovery_above_paid(void **state)
{
    struct settlement *s = settled.settlement;
    struct line *line = &s->lines[0];
    int64_t more = line->advance.amount.cents + line->balance.paid.cents + 1;
    struct money *touched[] = {&line->balance.recovery,
                               &s->beneficiaries[line->application->beneficiary].sums.recovery,
                               &s->totals.recovery};
    struct money *lowered[] = {&s->beneficiaries[line->application->beneficiary].due, &s->total_due,
                               &s->total_payable};

    (void)state; /* everything adds up; only the bound of the row is broken */
    assert_int_equal(line->balance.recovery.cents, 0);
    for (size_t i = 0; i < 3; i++)
        touched[i]->cents += more;
    for (size_t i = 0; i < 3; i++)
        lowered[i]->cents -= more;
    check(STATUS_BROKEN);
    for (size_t i = 0; i < 3; i++) /* at the bound it holds */
        touched[i]->cents--;
    for (size_t i = 0; i < 3; i++)
        lowered[i]->cents++;
    check(STATUS_OK);
    for (size_t i = 0; i < 3; i++)
        touched[i]->cents -= more - 1;
    for (size_t i = 0; i < 3; i++)
        lowered[i]->cents += more - 1;
    check(STATUS_OK);
}

static void test_counts(void **state)
{
    (void)state;
    for (int file = FILE_BENEFICIARIES; file < FILE_COUNT; file++) {
        struct table_counts *counts = &settled.dossier->counts[file];
        counts->read++;
        check(STATUS_BROKEN);
        counts->read--;
        counts->rejected++;
        check(STATUS_BROKEN);
        counts->rejected--;
    }
    check(STATUS_OK);
}

/* Rows that no beneficiary owns would not be counted. */
static void test_owners(void **state)
{
    struct beneficiary *owner = &settled.dossier->beneficiaries.items[0];

    (void)state;
    assert_true(owner->application_count > 0);
    owner->application_count--;
    check(STATUS_BROKEN);
    owner->application_count++;
    check(STATUS_OK);
}

int main(void)
{
    struct rows *rows = rows_new();

    settled = settled_new(SALDO_SOURCE_DIR "/fixtures/oproep-3", NULL);
    if (settled.status != STATUS_OK)
        return 1;
    rows_add(rows, test_totals, "totals", NULL);
    rows_add(rows, test_beneficiaries, "beneficiaries", NULL);
    rows_add(rows, test_lines, "actions", NULL);
    rows_add(rows, test_incentives, "incentives", NULL);
    rows_add(rows, test_negative, "below zero", NULL);
    rows_add(rows, test_recovery_above_paid, "a recovery above what was paid", NULL);
    rows_add(rows, test_counts, "rows read and rejected", NULL);
    rows_add(rows, test_owners, "rows without an owner", NULL);
    int failed = rows_run(rows, "settle/tieout");
    settled_free(&settled);
    return failed;
}
