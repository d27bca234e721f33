/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/of_settlement.h"

#include <stdlib.h>
#include <string.h>

#include "run/of_settlement_part.h"

/* ---- rows inside a row ---- */

static const char *use_name(enum row_use use)
{
    static const char *const names[] = {"telt", "vervangen", "later-dan-peildatum", "telt-niet"};

    return names[use];
}

#define RESERVE(vector, number)                                                                    \
    __extension__({                                                                                \
        enum status reserved = STATUS_OK;                                                          \
        (vector)->count = 0;                                                                       \
        while ((vector)->capacity < (number) && reserved == STATUS_OK) {                           \
            void *items = (vector)->items;                                                         \
            reserved = vector_grow(&items, (vector)->capacity, &(vector)->capacity,                \
                                   sizeof *(vector)->items);                                       \
            (vector)->items = items;                                                               \
        }                                                                                          \
        reserved;                                                                                  \
    })

/* There is room for it. */
static const char *date_word(struct run_maker *m, struct date date)
{
    char *text = m->dates.items[m->dates.count++].text;

    date_format(date, text);
    return text;
}

static void take_grant(struct run_maker *m, uint32_t index)
{
    const struct grant_row *row = &m->s->dossier->grants.items[index];

    m->grants.items[m->grants.count++] =
        (struct run_grant){.line = row->line,
                           .date = date_word(m, row->date),
                           .amount = row->amount,
                           .act = row->act,
                           .use = use_name(settlement_grant_use(m->s, index))};
}

static void take_report(struct run_maker *m, uint32_t index)
{
    const struct report_row *row = &m->s->dossier->reports.items[index];

    m->reports.items[m->reports.count++] =
        (struct run_report){.line = row->line,
                            .moment = report_moment_name((enum report_moment)row->moment),
                            .date = date_word(m, row->date),
                            .achieved = row->achieved,
                            .motivation = row->motivation,
                            .use = use_name(settlement_report_use(m->s, index))};
}

/* Of the decisions first to first + count, which are about the same. */
static void take_decision(struct run_maker *m, uint32_t first, uint32_t count, uint32_t index)
{
    const struct decision_row *row = &m->s->dossier->decisions.items[index];

    m->decisions.items[m->decisions.count++] =
        (struct run_decision){.line = row->line,
                              .date = date_word(m, row->date),
                              .decision = decision_kind_name(row->kind),
                              .amount = {row->has_amount, row->amount},
                              .reference = row->reference,
                              .use = use_name(settlement_decision_use(m->s, first, count, index))};
}

static void take_decisions(struct run_maker *m, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++)
        take_decision(m, first, count, i);
}

static void take_member(struct run_maker *m, uint32_t index)
{
    const struct member *row = &m->s->dossier->members.items[index];

    m->members.items[m->members.count++] =
        (struct run_member){.line = row->line,
                            .nis = row->municipality->nis,
                            .name = row->municipality->name,
                            .inhabitants = row->inhabitants < 0 ? RUN_NONE : row->inhabitants};
}

static void take_payment(struct run_maker *m, uint32_t index)
{
    const struct payment_row *row = &m->s->dossier->payments.items[index];
    bool later = settlement_is_later(m->s, row->date);

    m->payments.items[m->payments.count++] =
        (struct run_payment){.line = row->line,
                             .date = date_word(m, row->date),
                             .kind = payment_kind_name(row->kind),
                             .amount = row->amount,
                             .reference = row->reference,
                             .use = use_name(later ? ROW_LATER : ROW_COUNTS)};
}

static void take_spending(struct run_maker *m, uint32_t index)
{
    const struct spending_row *row = &m->s->dossier->spending.items[index];
    const struct spending_result *result = &m->s->spending[index];

    m->spending.items[m->spending.count++] =
        (struct run_spending){.line = row->line,
                              .nis = row->nis,
                              .fiscal_year = row->fiscal_year,
                              .quarter = row->quarter == 0 ? RUN_NONE : row->quarter,
                              .code = row->code,
                              .action = row->action,
                              .amount = row->amount,
                              .source = row->source,
                              .use = use_name(result->use),
                              .share = {result->closes_series, result->share},
                              .estimated = result->estimated};
}

/* Arrays that grew have moved. */
static void point(struct run_maker *m)
{
    m->run.grants = m->grants.items;
    m->run.reports = m->reports.items;
    m->run.decisions = m->decisions.items;
    m->run.members = m->members.items;
    m->run.payments = m->payments.items;
    m->run.spending = m->spending.items;
}

static const char *const *resting_words(struct run_maker *m, struct resting on, uint32_t *count)
{
    const struct scheme *scheme = m->s->scheme;

    *count = 0;
    for (size_t i = 0; i < scheme->assumption_count; i++)
        if (scheme->assumptions[i].known < ASSUMPTION_COUNT && on.on[scheme->assumptions[i].known])
            m->words[(*count)++] = scheme->assumptions[i].id;
    return m->words;
}

/* ---- afrekening, stimulansen ---- */

static void fill_balance(struct run_maker *m, const struct advance *advance,
                         const struct balance *balance, const struct line *line,
                         struct run_balance *out)
{
    *out = (struct run_balance){.granted = advance->granted,
                                .advance = advance->amount,
                                .computed = advance->balance,
                                .outcome = outcome_name(balance->outcome),
                                .paid = balance->paid,
                                .withheld = balance->withheld,
                                .open = balance->open,
                                .recovery = balance->recovery,
                                .reason = reason_name(balance->reason),
                                .reason_text = ""};
    if (m->part != RUN_SENTENCES)
        return;
    reason_text(balance, line, m->s->dossier->config.language, m->reason);
    out->reason_text = m->reason;
}

static struct run_option option_of(const struct alternative *from)
{
    return (struct run_option){from->paid, from->withheld, from->recovery};
}

static void fill_options(const struct alternatives *from, struct run_line *out)
{
    if (from == NULL)
        return;
    out->needs_decision = true;
    out->options = (struct run_options_open){.withhold = option_of(&from->withhold),
                                             .regrant = from->regrant,
                                             .recompute = option_of(&from->recompute),
                                             .recover_all = option_of(&from->recover_all)};
}

static enum status fill_line_rows(struct run_maker *m, const struct line *line,
                                  struct run_line *out)
{
    const struct application *row = line->application;
    enum status status =
        RESERVE(&m->dates, row->grant_count + row->report_count + row->decision_count);

    if (status == STATUS_OK)
        status = RESERVE(&m->grants, row->grant_count);
    if (status == STATUS_OK)
        status = RESERVE(&m->reports, row->report_count);
    if (status == STATUS_OK)
        status = RESERVE(&m->decisions, row->decision_count);
    point(m);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < row->grant_count; i++)
        take_grant(m, row->first_grant + i);
    for (uint32_t i = 0; i < row->report_count; i++)
        take_report(m, row->first_report + i);
    take_decisions(m, row->first_decision, row->decision_count);
    out->grant_count = m->grants.count;
    out->report_count = m->reports.count;
    out->balance.decision_count = m->decisions.count;
    out->balance.assumptions =
        resting_words(m, line_assumptions(m->s, line), &out->balance.assumption_count);
    return STATUS_OK;
}

/* Where the group stands in run->groups: those of funded actions, in their order. */
static void find_group(const struct run_maker *m, const struct application *row,
                       struct run_line *out)
{
    const struct scheme *scheme = m->s->scheme;

    out->action = 0;
    for (const struct scheme_action *a = scheme->actions; a < row->action; a++)
        out->action += a->funded;
    out->group = m->run.actions[out->action].first_group +
                 (uint32_t)(row->group - row->action->groups);
}

enum status run_maker_line(struct run_maker *m, uint32_t index, struct run_line *out)
{
    const struct line *line = &m->s->lines[index];
    const struct application *row = line->application;
    const struct beneficiary *owner = &m->s->dossier->beneficiaries.items[row->beneficiary];

    *out =
        (struct run_line){.owner = owner->id,
                          .owner_name = owner->name,
                          .number = row->action->number_text,
                          .group_id = row->group->id,
                          .beneficiary = row->beneficiary,
                          .line = row->line,
                          .choice = application_choice_name(row->choice),
                          .baseline = row->baseline,
                          .target = line->grant.target,
                          .last_year = row->last_year < 0 ? RUN_NONE : row->last_year,
                          .price = line->grant.price,
                          .price_parameter = "",
                          .counted = line->grant.counted,
                          .divisor = line->grant.divisor,
                          .split = split_name(line->grant.split),
                          .grant = line->grant.amount,
                          .achieved = line->final_report == NO_INDEX ? RUN_NONE : line->achieved};
    find_group(m, row, out);
    if (line->price_value != NULL)
        out->price_parameter = m->run.groups[out->group].price_parameter;
    fill_balance(m, &line->advance, &line->balance, line, &out->balance);
    fill_options(line->alternatives, out);
    return m->part == RUN_INSIDE ? fill_line_rows(m, line, out) : STATUS_OK;
}

enum status run_maker_incentive(struct run_maker *m, uint32_t index, struct run_incentive *out)
{
    const struct incentive_line *line = &m->s->incentives[index];
    const struct incentive_row *row = line->row;
    const struct beneficiary *owner = &m->s->dossier->beneficiaries.items[row->beneficiary];

    *out = (struct run_incentive){.owner = owner->id,
                                  .owner_name = owner->name,
                                  .kind_id = row->incentive->id,
                                  .kind_name = row->incentive->name,
                                  .beneficiary = row->beneficiary,
                                  .kind = (uint32_t)(row->incentive - m->s->scheme->incentives),
                                  .line = row->line};
    fill_balance(m, &line->advance, &line->balance, NULL, &out->balance);
    if (m->part != RUN_INSIDE)
        return STATUS_OK;
    enum status status = RESERVE(&m->dates, row->decision_count);
    if (status == STATUS_OK)
        status = RESERVE(&m->decisions, row->decision_count);
    point(m);
    if (status != STATUS_OK)
        return status;
    take_decisions(m, row->first_decision, row->decision_count);
    out->balance.decision_count = m->decisions.count;
    out->balance.assumptions =
        resting_words(m, incentive_assumptions(m->s, line), &out->balance.assumption_count);
    return STATUS_OK;
}

/* ---- begunstigden ---- */

static struct run_reading reading_of(const struct matching_result *from, bool has_spending)
{
    return (struct run_reading){.required = from->required,
                                .shortfall = {has_spending, from->shortfall},
                                .recovery = {has_spending, from->recovery}};
}

static enum status reserve_beneficiary(struct run_maker *m, const struct beneficiary *from)
{
    enum status status = RESERVE(&m->dates, from->payment_count + from->decision_count);

    if (status == STATUS_OK)
        status = RESERVE(&m->members, from->member_count);
    if (status == STATUS_OK)
        status = RESERVE(&m->payments, from->payment_count);
    if (status == STATUS_OK)
        status = RESERVE(&m->spending, from->spending_count);
    if (status == STATUS_OK)
        status = RESERVE(&m->decisions, from->decision_count);
    point(m);
    return status;
}

static enum status fill_beneficiary_rows(struct run_maker *m, const struct beneficiary_line *line,
                                         struct run_beneficiary *out)
{
    const struct beneficiary *from = line->beneficiary;
    enum status status = reserve_beneficiary(m, from);

    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < from->member_count; i++)
        take_member(m, from->first_member + i);
    for (uint32_t i = 0; i < from->payment_count; i++)
        take_payment(m, from->first_payment + i);
    for (uint32_t i = 0; i < from->spending_count; i++)
        take_spending(m, from->first_spending + i);
    take_decisions(m, from->first_decision, from->decision_count);
    out->member_count = m->members.count;
    out->payment_count = m->payments.count;
    out->spending_count = m->spending.count;
    out->decision_count = m->decisions.count;
    out->assumptions =
        resting_words(m, beneficiary_assumptions(m->s, line), &out->assumption_count);
    return STATUS_OK;
}

enum status run_maker_beneficiary(struct run_maker *m, uint32_t index, struct run_beneficiary *out)
{
    static const char *const eligible[] = {"bij-naam", "ja", "nee", "onbekend"};
    const struct beneficiary_line *line = &m->s->beneficiaries[index];
    const struct beneficiary *from = line->beneficiary;
    bool figures = line->population.municipalities != line->population.missing;

    *out = (struct run_beneficiary){
        .id = from->id,
        .name = from->name,
        .kind = beneficiary_kind_name(from->kind),
        .nis = from->nis,
        .kbo = from->kbo,
        .line = from->line,
        .granted = line->sums.granted,
        .incentives = line->sums.incentives,
        .advance = line->sums.advance,
        .paid = line->sums.paid,
        .withheld = line->sums.withheld,
        .open = line->sums.open,
        .recovery = line->sums.recovery,
        .accounts_recovery = line->accounts_recovery,
        .received = line->received,
        .due = line->due,
        .base = line->base,
        .spending = {line->has_spending, line->matching.spending},
        .own = reading_of(&line->matching.reading[READING_OWN], line->has_spending),
        .gross = reading_of(&line->matching.reading[READING_GROSS], line->has_spending),
        .accounts = accounts_name(line->accounts),
        .outcome = outcome_name(line->outcome),
        .eligible = eligible[line->eligibility],
        .inhabitants = figures ? line->population.inhabitants : RUN_NONE};
    out->chosen = *run_reading_chosen(&m->run, out);
    return m->part == RUN_INSIDE ? fill_beneficiary_rows(m, line, out) : STATUS_OK;
}

/* ---- the maker ---- */

enum status run_maker_new(const struct settlement *settlement, const char *engine_version,
                          enum run_part part, struct run_maker **out)
{
    struct run_maker *m = calloc(1, sizeof *m);

    *out = m;
    if (m == NULL)
        return STATUS_MEMORY;
    m->s = settlement;
    m->part = part;
    m->arena = arena_new();
    m->run.engine = engine_version;
    enum status status = m->arena == NULL ? STATUS_MEMORY : run_maker_scheme(m);
    if (status == STATUS_OK)
        return STATUS_OK;
    run_maker_free(m);
    *out = NULL;
    return status;
}

void run_maker_free(struct run_maker *m)
{
    if (m == NULL)
        return;
    free(m->grants.items);
    free(m->reports.items);
    free(m->decisions.items);
    free(m->members.items);
    free(m->payments.items);
    free(m->spending.items);
    free(m->dates.items);
    arena_free(m->arena);
    free(m);
}

const struct run *run_maker_run(const struct run_maker *maker)
{
    return &maker->run;
}
