/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One beneficiary: its sums, payments, population, and the state of its accounts. */
#include <string.h>

#include "settle/settle.h"

static struct diag_subject subject_of_line(const struct beneficiary_line *line)
{
    return (struct diag_subject){line->beneficiary->id, "", ""};
}

static void report_money(struct settling *s, const struct beneficiary_line *line,
                         enum finding finding, struct source_pos pos, struct money first,
                         struct money second, struct money third)
{
    char part[3][MONEY_TEXT_BYTES];

    text_format_money(first, part[0]);
    text_format_money(second, part[1]);
    text_format_money(third, part[2]);
    diag_add(s->diags, finding, pos, subject_of_line(line), part[0], part[1], part[2]);
}

static struct source_pos line_pos(const struct settling *s, const struct beneficiary_line *line)
{
    return dossier_pos(s->dossier, FILE_BENEFICIARIES, line->beneficiary->line, "");
}

enum status sums_add(struct sums *to, const struct sums *more)
{
    struct money *a = &to->computed;
    const struct money *b = &more->computed;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof *to / sizeof *a && status == STATUS_OK; i++)
        status = money_add(a[i], b[i], &a[i]);
    return status;
}

static struct sums sums_of(const struct advance *advance, const struct balance *balance)
{
    return (struct sums){.advance = advance->amount,
                         .paid = balance->paid,
                         .withheld = balance->withheld,
                         .open = balance->open,
                         .recovery = balance->recovery};
}

static void worsen(struct beneficiary_line *line, enum outcome outcome)
{
    if (outcome < line->outcome)
        line->outcome = outcome;
}

static enum status add_lines(struct settling *s, struct beneficiary_line *line,
                             struct money *withdrawn)
{
    const struct beneficiary *owner = line->beneficiary;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < owner->application_count && status == STATUS_OK; i++) {
        const struct line *row = &s->out->lines[owner->first_application + i];
        struct sums sums = sums_of(&row->advance, &row->balance);
        sums.computed = row->grant.amount;
        sums.granted = row->advance.granted;
        worsen(line, row->balance.outcome);
        status = sums_add(&line->sums, &sums);
        if (status == STATUS_OK)
            status = money_add(*withdrawn, row->balance.withheld, withdrawn);
        if (status == STATUS_OK)
            status = money_add(*withdrawn, row->balance.recovery, withdrawn);
    }
    return status;
}

static enum status add_incentives(struct settling *s, struct beneficiary_line *line)
{
    const struct beneficiary *owner = line->beneficiary;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < owner->incentive_count && status == STATUS_OK; i++) {
        const struct incentive_line *row = &s->out->incentives[owner->first_incentive + i];
        struct sums sums = sums_of(&row->advance, &row->balance);
        sums.incentives = row->advance.granted;
        worsen(line, row->balance.outcome);
        status = sums_add(&line->sums, &sums);
    }
    return status;
}

/* ---- payments ---- */

static enum status add_payments(struct settling *s, struct beneficiary_line *line,
                                struct money *advances, struct money *repaid)
{
    const struct beneficiary *owner = line->beneficiary;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < owner->payment_count && status == STATUS_OK; i++) {
        const struct payment_row *row = &s->dossier->payments.items[owner->first_payment + i];
        if (settlement_is_later(s->out, row->date))
            continue;
        status = row->kind == PAYMENT_RECOVERY
                     ? money_sub(line->received, row->amount, &line->received)
                     : money_add(line->received, row->amount, &line->received);
        if (status == STATUS_OK && row->kind == PAYMENT_ADVANCE)
            status = money_add(*advances, row->amount, advances);
        if (status == STATUS_OK && row->kind == PAYMENT_RECOVERY)
            status = money_add(*repaid, row->amount, repaid);
    }
    return status;
}

static enum status settle_payments(struct settling *s, struct beneficiary_line *line)
{
    struct money advances = {0};
    struct money repaid = {0};
    struct money owed;
    enum status status = add_payments(s, line, &advances, &repaid);

    if (status == STATUS_OK)
        status = money_add(line->sums.advance, line->sums.paid, &owed);
    if (status == STATUS_OK)
        status = money_sub(owed, line->sums.recovery, &owed);
    if (status == STATUS_OK)
        status = money_sub(owed, line->received, &line->due);
    if (status != STATUS_OK)
        return status;
    if (line->due.cents < 0)
        report_money(s, line, FINDING_PAID_TOO_MUCH, line_pos(s, line), line->received, owed,
                     (struct money){-line->due.cents});
    if (money_compare(repaid, line->sums.recovery) > 0)
        report_money(s, line, FINDING_REPAID_MORE, line_pos(s, line), repaid, line->sums.recovery,
                     repaid);
    if (advances.cents > 0 && advances.cents != line->sums.advance.cents)
        report_money(s, line, FINDING_ADVANCE_DIFFERS, line_pos(s, line), advances,
                     line->sums.advance, advances);
    return STATUS_OK;
}

/* ---- population ---- */

static enum status settle_population(struct settling *s, struct beneficiary_line *line)
{
    const struct beneficiary *owner = line->beneficiary;
    const struct scheme_value *threshold = scheme_value(s->scheme, PARAMETER_POPULATION);
    bool by_name = owner->kind == KIND_VGC || owner->kind == KIND_DE_RAND;
    char have[COUNT_TEXT_BYTES];
    char want[COUNT_TEXT_BYTES];
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < owner->member_count && status == STATUS_OK; i++)
        status = population_add(&line->population,
                                s->dossier->members.items[owner->first_member + i].inhabitants);
    if (status != STATUS_OK)
        return status;
    if (owner->kind == KIND_PARTNERSHIP && owner->member_count == 0)
        diag_add(s->diags, FINDING_MEMBERS_NONE, line_pos(s, line), subject_of_line(line), NULL,
                 NULL, NULL);
    line->eligibility = ELIGIBLE_UNKNOWN;
    if (!threshold->known)
        return STATUS_OK;
    line->eligibility = eligibility_test(by_name, line->population, threshold->count);
    text_format_count(line->population.inhabitants, have);
    text_format_count(threshold->count, want);
    if (line->eligibility == ELIGIBLE_NOT)
        diag_add(s->diags, FINDING_POPULATION_LOW, line_pos(s, line), subject_of_line(line), have,
                 want, NULL);
    if (line->eligibility == ELIGIBLE_UNKNOWN)
        diag_add(s->diags, FINDING_POPULATION_UNKNOWN, line_pos(s, line), subject_of_line(line),
                 want, NULL, NULL);
    return STATUS_OK;
}

/* ---- financial control ---- */

/* The last decision about the accounts that counts; NULL: none. */
static const struct decision_row *accounts_decision(const struct settling *s,
                                                    const struct beneficiary *owner)
{
    const struct decision_row *last = NULL;

    for (uint32_t i = 0; i < owner->decision_count; i++) {
        const struct decision_row *row = &s->dossier->decisions.items[owner->first_decision + i];
        if (!settlement_is_later(s->out, row->date))
            last = row;
    }
    return last;
}

static enum accounts judge_accounts(const struct settling *s, const struct beneficiary_line *line,
                                    const struct decision_row *decision)
{
    const struct config *config = &s->dossier->config;
    struct date end = scheme_value(s->scheme, PARAMETER_SPENDING_TO)->date;

    if (line->base.cents == 0)
        return ACCOUNTS_NOT_REQUIRED;
    if (decision != NULL)
        return decision->kind == KIND_RECOVER ? ACCOUNTS_RECOVERY : ACCOUNTS_ACCEPTED;
    if (!line->has_spending)
        return ACCOUNTS_ABSENT;
    if (line->matching.reading[config->chosen[ASSUMPTION_MATCHING]].shortfall.cents == 0)
        return ACCOUNTS_SUFFICIENT;
    return date_compare(config->cutoff, end) <= 0 ? ACCOUNTS_RUNNING : ACCOUNTS_DECISION_NEEDED;
}

/* A recovery after the control is at most what the beneficiary keeps otherwise. */
static enum status recover_accounts(struct settling *s, struct beneficiary_line *line,
                                    const struct decision_row *decision)
{
    struct money kept;
    char asked[MONEY_TEXT_BYTES];
    char possible[MONEY_TEXT_BYTES];

    if (decision == NULL || decision->kind != KIND_RECOVER)
        return STATUS_OK;
    enum status status = money_add(line->sums.advance, line->sums.paid, &kept);
    if (status == STATUS_OK)
        status = money_sub(kept, line->sums.recovery, &kept);
    if (status != STATUS_OK)
        return status;
    if (money_compare(decision->amount, kept) > 0) {
        text_format_money(decision->amount, asked);
        text_format_money(kept, possible);
        diag_add(s->diags, FINDING_DECISION_AMOUNT,
                 dossier_pos(s->dossier, FILE_DECISIONS, decision->line, "bedrag"),
                 subject_of_line(line), decision_kind_name(decision->kind), asked, possible);
        return STATUS_OK;
    }
    line->accounts_recovery = decision->amount;
    return money_add(line->sums.recovery, decision->amount, &line->sums.recovery);
}

static enum status settle_accounts(struct settling *s, struct beneficiary_line *line,
                                   struct money withdrawn)
{
    const struct config *config = &s->dossier->config;
    const struct decision_row *decision = accounts_decision(s, line->beneficiary);
    struct money spending = {0};
    enum status status = STATUS_OK;

    line->base = line->sums.granted;
    if (config->chosen[ASSUMPTION_MATCHING_BASE] == MATCHING_BASE_NET)
        status = money_sub(line->base, withdrawn, &line->base);
    if (status == STATUS_OK && line->has_spending)
        spending = line->matching.spending;
    if (status == STATUS_OK)
        status = matching_check(line->base, spending, s->out->rounding, &line->matching);
    if (status == STATUS_OK)
        status = recover_accounts(s, line, decision);
    if (status != STATUS_OK)
        return status;
    line->accounts = judge_accounts(s, line, decision);
    if (decision != NULL && decision->kind == KIND_RECOVER &&
        (line->base.cents == 0 ||
         (line->has_spending &&
          line->matching.reading[config->chosen[ASSUMPTION_MATCHING]].shortfall.cents == 0)))
        report_money(s, line, FINDING_ACCOUNTS_NEEDLESS,
                     dossier_pos(s->dossier, FILE_DECISIONS, decision->line, "beslissing"),
                     decision->amount, spending, spending);
    if (line->accounts == ACCOUNTS_RECOVERY)
        worsen(line, OUTCOME_RECOVERY);
    if (line->accounts != ACCOUNTS_DECISION_NEEDED)
        return STATUS_OK;
    worsen(line, OUTCOME_DECISION_NEEDED);
    const struct matching_result *result =
        &line->matching.reading[config->chosen[ASSUMPTION_MATCHING]];
    report_money(s, line, FINDING_SHORTFALL, line_pos(s, line), spending, result->required,
                 result->recovery);
    return STATUS_OK;
}

enum status settle_beneficiary(struct settling *s, uint32_t index)
{
    struct beneficiary_line *line = &s->out->beneficiaries[index];
    struct money withdrawn = {0};

    *line = (struct beneficiary_line){.beneficiary = &s->dossier->beneficiaries.items[index],
                                      .outcome = OUTCOME_NO_GRANT};
    enum status status = add_lines(s, line, &withdrawn);
    settle_twice(s, line->beneficiary->first_application, line->beneficiary->application_count);
    if (status == STATUS_OK)
        status = add_incentives(s, line);
    if (status == STATUS_OK)
        status = settle_population(s, line);
    if (status == STATUS_OK)
        status = settle_spending(s, line);
    if (status == STATUS_OK)
        status = settle_accounts(s, line, withdrawn);
    if (status == STATUS_OK)
        status = settle_payments(s, line);
    return status;
}
