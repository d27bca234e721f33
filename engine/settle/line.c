/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One application: price, grant, granted amount, advance, decisions, balance. */
#include <string.h>

#include "formulas/continuation.h"
#include "formulas/incentive.h"
#include "settle/settle.h"

static struct source_pos application_pos(const struct settling *s, const struct line *line,
                                         const char *column)
{
    return dossier_pos(s->dossier, FILE_APPLICATIONS, line->application->line, column);
}

static struct diag_subject line_subject(const struct settling *s, const struct line *line)
{
    const struct application *row = line->application;

    return (struct diag_subject){s->dossier->beneficiaries.items[row->beneficiary].id,
                                 row->action->number_text, row->group->id};
}

static void report_counts(struct settling *s, const struct line *line, enum finding finding,
                          const char *column, int64_t first, int64_t second)
{
    char part1[COUNT_TEXT_BYTES];
    char part2[COUNT_TEXT_BYTES];

    text_format_count(first, part1);
    text_format_count(second, part2);
    diag_add(s->diags, finding, application_pos(s, line, column), line_subject(s, line), part1,
             part2, NULL);
}

static void report_money(struct settling *s, struct diag_subject subject, struct source_pos pos,
                         enum finding finding, struct money first, struct money second)
{
    char part1[MONEY_TEXT_BYTES];
    char part2[MONEY_TEXT_BYTES];

    text_format_money(first, part1);
    text_format_money(second, part2);
    diag_add(s->diags, finding, pos, subject, part1, part2, NULL);
}

/* The rule of the call on going on; false when it refuses. */
static bool check_continuation(struct settling *s, const struct line *line)
{
    static const enum choice choices[] = {
        [APPLICATION_CONTINUE] = CHOICE_CONTINUE,
        [APPLICATION_REDUCE] = CHOICE_REDUCE,
        [APPLICATION_STOP] = CHOICE_STOP,
    };
    const struct application *row = line->application;

    if (row->choice == APPLICATION_NONE)
        return true;
    switch (continuation_check(choices[row->choice], row->last_year, row->target)) {
    case CONTINUATION_ALLOWED:
        return true;
    case CONTINUATION_NOT_FUNDED:
        report_counts(s, line, FINDING_NOT_FUNDED_BEFORE, "kpi_vorig_jaar", row->last_year, 0);
        return false;
    case CONTINUATION_ABOVE:
        report_counts(s, line, FINDING_TARGET_ABOVE_LAST, "vooropgestelde_kpi", row->target,
                      row->last_year);
        return false;
    case CONTINUATION_TARGET_ON_STOP:
        report_counts(s, line, FINDING_TARGET_ON_STOP, "vooropgestelde_kpi", row->target, 0);
        return false;
    case CONTINUATION_CONTINUES_LESS:
        report_counts(s, line, FINDING_CHOICE_CONTINUE_LESS, "keuze", row->target, row->last_year);
        return true;
    case CONTINUATION_REDUCES_NOTHING:
        report_counts(s, line, FINDING_CHOICE_REDUCE_SAME, "keuze", row->target, row->last_year);
        return true;
    }
    return false;
}

/* Whether the application has to give the price itself. */
static bool price_is_open(const struct settling *s, const struct scheme_value *price)
{
    const struct scheme_assumption *prices = scheme_assumption_find(s->scheme, ASSUMPTION_PRICES);

    if (!price->known)
        return true;
    return prices != NULL && price->ref.assumption != NULL &&
           strcmp(price->ref.assumption, prices->id) == 0 &&
           s->dossier->config.chosen[ASSUMPTION_PRICES] == PRICES_GIVEN;
}

static bool find_price(struct settling *s, struct line *line, struct money *out)
{
    const struct application *row = line->application;
    const struct scheme_value *price = row->group->price;

    if (price_is_open(s, price)) {
        *out = row->price;
        if (row->has_price || row->choice == APPLICATION_STOP)
            return true;
        diag_add(s->diags, FINDING_PRICE_NEEDED, application_pos(s, line, "standaardbedrag"),
                 line_subject(s, line), row->action->number_text, NULL, NULL);
        return false;
    }
    line->price_value = price;
    *out = price->money;
    if (!row->has_price || row->price.cents == price->money.cents)
        return true;
    report_money(s, line_subject(s, line), application_pos(s, line, "standaardbedrag"),
                 FINDING_PRICE_DIFFERS, row->price, price->money);
    return false;
}

static int64_t maximum_of(const struct scheme *scheme, const struct scheme_group *group)
{
    bool cap = strcmp(scheme_value(scheme, PARAMETER_ABOVE_MAXIMUM)->text, "aftoppen") == 0;

    return cap && group->maximum != NULL && group->maximum->known ? group->maximum->count
                                                                  : GRANT_NO_MAXIMUM;
}

/* The price of a scheme whose own rule is the split is the full trajectory price; its
 * contribution is half of it. */
static int64_t contribution_divisor(const struct scheme *scheme)
{
    return strcmp(scheme_value(scheme, PARAMETER_GRANT_RULE)->text, "meerbereik") == 0 ? 1 : 2;
}

enum status settlement_grant(const struct scheme *scheme, const struct scheme_group *group,
                             enum grant_rule rule, enum rounding rounding, struct money price,
                             int64_t baseline, int64_t target, struct grant *out)
{
    if (rule == GRANT_RULE_ADDITIONAL)
        return grant_additional(price, contribution_divisor(scheme), baseline, target,
                                maximum_of(scheme, group), rounding, out);
    return grant_split(price, baseline, target, rounding, out);
}

static enum status grant_for(const struct settling *s, const struct line *line, struct money price,
                             int64_t target, struct grant *out)
{
    return settlement_grant(s->scheme, line->application->group, s->out->grant_rule,
                            s->out->rounding, price, line->application->baseline, target, out);
}

static void remark_grant(struct settling *s, const struct line *line)
{
    const struct grant *grant = &line->grant;
    const struct scheme_value *maximum = line->application->group->maximum;

    if (grant->target <= grant->baseline)
        report_counts(s, line, FINDING_TARGET_NOT_ABOVE, "vooropgestelde_kpi", grant->target,
                      grant->baseline);
    if (maximum == NULL || !maximum->known || grant->additional <= maximum->count)
        return;
    report_counts(s, line, grant->capped ? FINDING_MAXIMUM_CAPPED : FINDING_MAXIMUM_EXCEEDED,
                  "vooropgestelde_kpi", grant->additional, maximum->count);
}

static bool compute_grant(struct settling *s, struct line *line)
{
    const struct application *row = line->application;
    struct money price;

    if (!find_price(s, line, &price))
        return false;
    if (row->choice == APPLICATION_STOP) {
        line->grant = grant_stopped(price, row->baseline);
        return true;
    }
    if (grant_for(s, line, price, row->target, &line->grant) != STATUS_OK) {
        diag_add(s->diags, FINDING_GRANT_OVERFLOW, application_pos(s, line, ""),
                 line_subject(s, line), NULL, NULL, NULL);
        return false;
    }
    remark_grant(s, line);
    return true;
}

/* The latest row up to the cut-off date; the earlier ones are replaced. */
static void find_grant_row(struct settling *s, struct line *line)
{
    const struct application *row = line->application;

    line->grant_row = NO_INDEX;
    for (uint32_t i = 0; i < row->grant_count; i++)
        if (!settlement_is_later(s->out, s->dossier->grants.items[row->first_grant + i].date))
            line->grant_row = row->first_grant + i;
}

static bool find_granted(struct settling *s, struct line *line, struct money *out)
{
    bool stopped = line->application->choice == APPLICATION_STOP;

    find_grant_row(s, line);
    *out = line->grant.amount;
    if (line->grant_row == NO_INDEX) {
        if (s->dossier->grants.count > 0 && out->cents > 0)
            report_money(s, line_subject(s, line), application_pos(s, line, ""),
                         FINDING_GRANTED_MISSING, *out, *out);
        return true;
    }
    const struct grant_row *row = &s->dossier->grants.items[line->grant_row];
    struct source_pos pos = dossier_pos(s->dossier, FILE_GRANTS, row->line, "bedrag");
    *out = row->amount;
    if (stopped && row->amount.cents > 0) {
        report_money(s, line_subject(s, line), pos, FINDING_GRANTED_ON_STOP, row->amount,
                     row->amount);
        return false;
    }
    if (row->amount.cents != line->grant.amount.cents)
        report_money(s, line_subject(s, line), pos, FINDING_GRANTED_DIFFERS, row->amount,
                     line->grant.amount);
    return true;
}

static void find_reports(struct settling *s, struct line *line)
{
    const struct application *row = line->application;

    line->interim_report = NO_INDEX;
    line->final_report = NO_INDEX;
    for (uint32_t i = row->first_report; i < row->first_report + row->report_count; i++) {
        const struct report_row *report = &s->dossier->reports.items[i];
        if (settlement_is_later(s->out, report->date))
            continue;
        if (report->moment == MOMENT_INTERIM)
            line->interim_report = i;
        else
            line->final_report = i;
    }
    if (line->final_report != NO_INDEX)
        line->achieved = s->dossier->reports.items[line->final_report].achieved;
}

static const enum decision decision_of[DECISION_KIND_COUNT] = {
    [KIND_MOTIVATION_REFUSED] = DECISION_REFUSED,
    [KIND_INCENTIVE_REFUSED] = DECISION_REFUSED,
    [KIND_WITHHOLD] = DECISION_WITHHOLD,
    [KIND_RECOVER] = DECISION_RECOVER,
    [KIND_MOTIVATION_ACCEPTED] = DECISION_ACCEPTED,
    [KIND_INCENTIVE_ACCEPTED] = DECISION_ACCEPTED,
    [KIND_ACCOUNTS_ACCEPTED] = DECISION_ACCEPTED};

void settle_verdict(struct settling *s, uint32_t first, uint32_t count,
                    const struct advance *advance, bool incentive, struct verdict *out)
{
    *out = (struct verdict){0};
    for (uint32_t i = first; i < first + count; i++) {
        const struct decision_row *row = &s->dossier->decisions.items[i];
        const struct money *amount = row->has_amount ? &row->amount : NULL;
        if (settlement_is_later(s->out, row->date))
            continue;
        if (incentive)
            incentive_verdict_apply(out, decision_of[row->kind], amount, advance->balance);
        else
            verdict_apply(out, decision_of[row->kind], amount, advance->balance);
    }
}

/* The last row of that kind that counts. */
static const struct decision_row *last_decision(const struct settling *s, uint32_t first,
                                                uint32_t count, enum decision_kind kind)
{
    const struct decision_row *last = NULL;

    for (uint32_t i = first; i < first + count; i++)
        if (s->dossier->decisions.items[i].kind == kind &&
            !settlement_is_later(s->out, s->dossier->decisions.items[i].date))
            last = &s->dossier->decisions.items[i];
    return last;
}

static void report_decision_amount(struct settling *s, const struct decision_row *row,
                                   struct diag_subject subject, struct money limit)
{
    char asked[MONEY_TEXT_BYTES];
    char possible[MONEY_TEXT_BYTES];

    text_format_money(row->amount, asked);
    text_format_money(limit, possible);
    diag_add(s->diags, FINDING_DECISION_AMOUNT,
             dossier_pos(s->dossier, FILE_DECISIONS, row->line, "bedrag"), subject,
             decision_kind_name(row->kind), asked, possible);
}

bool settle_verdict_fits(struct settling *s, uint32_t first, uint32_t count,
                         const struct advance *advance, const struct verdict *verdict,
                         struct diag_subject subject)
{
    struct money limit;
    bool fits = true;

    if (money_compare(verdict->withheld, advance->balance) > 0) {
        report_decision_amount(s, last_decision(s, first, count, KIND_WITHHOLD), subject,
                               advance->balance);
        return false;
    }
    if (balance_recovery_limit(advance, verdict, s->out->recovery_withholds, &limit) != STATUS_OK)
        return false;
    if (money_compare(verdict->recovery, limit) > 0) {
        report_decision_amount(s, last_decision(s, first, count, KIND_RECOVER), subject, limit);
        fits = false;
    }
    return fits;
}

static enum status compute_alternatives(struct settling *s, struct line *line)
{
    struct grant regrant;
    struct alternatives *alternatives = arena_alloc(s->arena, sizeof *alternatives);

    if (alternatives == NULL)
        return STATUS_MEMORY;
    enum status status = grant_for(s, line, line->grant.price, line->achieved, &regrant);

    if (status == STATUS_OK)
        status = balance_alternatives(&line->advance, regrant.amount, alternatives);
    line->alternatives = alternatives;
    return status;
}

static enum status settle_balance(struct settling *s, struct line *line)
{
    const struct application *row = line->application;
    struct balance_input in = {.advance = line->advance,
                               .stopped = row->choice == APPLICATION_STOP,
                               .reported = line->final_report != NO_INDEX,
                               .achieved = line->achieved,
                               .target = line->grant.target,
                               .recovery_withholds = s->out->recovery_withholds};

    settle_verdict(s, row->first_decision, row->decision_count, &line->advance, false,
                   &line->verdict);
    in.verdict = line->verdict;
    if (line->advance.granted.cents > 0 &&
        !settle_verdict_fits(s, row->first_decision, row->decision_count, &line->advance,
                             &line->verdict, line_subject(s, line)))
        return STATUS_INVALID;
    enum status status = balance_settle(&in, &line->balance);

    if (status == STATUS_OK && line->balance.outcome == OUTCOME_DECISION_NEEDED)
        status = compute_alternatives(s, line);
    return status;
}

enum status settle_line(struct settling *s, uint32_t index)
{
    struct line *line = &s->out->lines[index];
    struct money granted;

    *line = (struct line){.application = &s->dossier->applications.items[index],
                          .grant_row = NO_INDEX,
                          .final_report = NO_INDEX,
                          .interim_report = NO_INDEX};
    if (!line->application->usable)
        return STATUS_OK;
    bool allowed = check_continuation(s, line);
    if (!compute_grant(s, line) || !allowed || !find_granted(s, line, &granted))
        return STATUS_OK;
    find_reports(s, line);
    enum status status = advance_split(granted, scheme_value(s->scheme, PARAMETER_ADVANCE)->rate,
                                       s->out->rounding, &line->advance);
    if (status == STATUS_OK)
        status = settle_balance(s, line);
    if (status == STATUS_INVALID)
        return STATUS_OK; /* the finding says so */
    if (status != STATUS_OK)
        return status;
    line->valid = true;
    if (s->clean)
        settle_remarks(s, line);
    return STATUS_OK;
}
