/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settle/settlement.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "settle/settle.h"

bool settlement_is_later(const struct settlement *settlement, struct date date)
{
    return date_compare(date, settlement->dossier->config.cutoff) > 0;
}

enum row_use settlement_grant_use(const struct settlement *settlement, uint32_t grant)
{
    const struct grant_row *row = &settlement->dossier->grants.items[grant];

    if (settlement_is_later(settlement, row->date))
        return ROW_LATER;
    return settlement->lines[row->application].grant_row == grant ? ROW_COUNTS : ROW_REPLACED;
}

enum row_use settlement_report_use(const struct settlement *settlement, uint32_t report)
{
    const struct report_row *row = &settlement->dossier->reports.items[report];
    const struct line *line = &settlement->lines[row->application];

    if (settlement_is_later(settlement, row->date))
        return ROW_LATER;
    return report == line->interim_report || report == line->final_report ? ROW_COUNTS
                                                                          : ROW_REPLACED;
}

enum row_use settlement_decision_use(const struct settlement *settlement, uint32_t first,
                                     uint32_t count, uint32_t decision)
{
    const struct decision_row *rows = settlement->dossier->decisions.items;

    if (settlement_is_later(settlement, rows[decision].date))
        return ROW_LATER;
    for (uint32_t i = decision + 1; i < first + count; i++) {
        bool accepts = rows[i].kind >= KIND_MOTIVATION_ACCEPTED;
        if (!settlement_is_later(settlement, rows[i].date) &&
            (accepts || rows[i].kind == rows[decision].kind))
            return ROW_REPLACED;
    }
    return ROW_COUNTS;
}

static enum status allocate(struct settlement *out)
{
    const struct dossier *dossier = out->dossier;

    out->lines = calloc((size_t)dossier->applications.count + 1, sizeof *out->lines);
    out->incentives = calloc((size_t)dossier->incentives.count + 1, sizeof *out->incentives);
    out->beneficiaries =
        calloc((size_t)dossier->beneficiaries.count + 1, sizeof *out->beneficiaries);
    out->spending = calloc((size_t)dossier->spending.count + 1, sizeof *out->spending);
    out->side_arena = arena_new();
    return out->side_arena == NULL || out->lines == NULL || out->incentives == NULL ||
                   out->beneficiaries == NULL || out->spending == NULL
               ? STATUS_MEMORY
               : STATUS_OK;
}

/* ---- rows later than the cut-off date, counted per file ---- */

static void report_later(struct settling *s, enum dossier_file file, uint32_t count)
{
    char rows[COUNT_TEXT_BYTES];
    char cutoff[DATE_TEXT_BYTES];

    if (count == 0)
        return;
    text_format_count(count, rows);
    date_format(s->dossier->config.cutoff, cutoff);
    diag_add(s->diags, FINDING_LATER, (struct source_pos){dossier_file_name(file), 0, 0},
             (struct diag_subject){0}, rows, cutoff, NULL);
}

static void count_later(struct settling *s)
{
    const struct dossier *d = s->dossier;
    uint32_t later[4] = {0};

    for (uint32_t i = 0; i < d->grants.count; i++)
        later[0] += settlement_is_later(s->out, d->grants.items[i].date);
    for (uint32_t i = 0; i < d->reports.count; i++)
        later[1] += settlement_is_later(s->out, d->reports.items[i].date);
    for (uint32_t i = 0; i < d->decisions.count; i++)
        later[2] += settlement_is_later(s->out, d->decisions.items[i].date);
    for (uint32_t i = 0; i < d->payments.count; i++)
        later[3] += settlement_is_later(s->out, d->payments.items[i].date);
    report_later(s, FILE_GRANTS, later[0]);
    report_later(s, FILE_REPORTS, later[1]);
    report_later(s, FILE_DECISIONS, later[2]);
    report_later(s, FILE_PAYMENTS, later[3]);
}

/* ---- budget ---- */

static void report_budget(struct settling *s, enum finding finding, struct money first,
                          struct money second)
{
    char part1[MONEY_TEXT_BYTES];
    char part2[MONEY_TEXT_BYTES];

    text_format_money(first, part1);
    text_format_money(second, part2);
    diag_add(s->diags, finding, (struct source_pos){s->scheme->file, 0, 0},
             (struct diag_subject){0}, part1, part2, NULL);
}

/* Totals of one subject that contradict each other, and a budget that does not suffice. */
static void remark_budget(struct settling *s, struct money granted)
{
    const struct scheme_value *budget = scheme_value(s->scheme, PARAMETER_BUDGET);
    const struct scheme *scheme = s->scheme;

    if (budget->known && money_compare(granted, budget->money) > 0)
        report_budget(s, FINDING_BUDGET, granted, budget->money);
    for (size_t i = 0; i < scheme->total_count; i++)
        for (size_t j = 0; j < scheme->total_count; j++)
            if (scheme->totals[i].used && !scheme->totals[j].used &&
                strcmp(scheme->totals[i].subject, scheme->totals[j].subject) == 0)
                report_budget(s, FINDING_BUDGET_CONTRADICTORY, scheme->totals[i].amount,
                              scheme->totals[j].amount);
}

static enum status settle_totals(struct settling *s)
{
    struct settlement *out = s->out;
    struct money granted;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < s->dossier->beneficiaries.count && status == STATUS_OK; i++) {
        const struct beneficiary_line *line = &out->beneficiaries[i];
        status = sums_add(&out->totals, &line->sums);
        if (status == STATUS_OK)
            status = money_add(out->total_received, line->received, &out->total_received);
        if (status == STATUS_OK)
            status = money_add(out->total_due, line->due, &out->total_due);
    }
    for (uint32_t i = 0; i < s->dossier->applications.count; i++)
        out->outcomes[out->lines[i].balance.outcome]++;
    for (uint32_t i = 0; i < s->dossier->incentives.count; i++)
        out->outcomes[out->incentives[i].balance.outcome]++;
    if (status == STATUS_OK)
        status = money_add(out->totals.granted, out->totals.incentives, &granted);
    if (status == STATUS_OK)
        remark_budget(s, granted);
    return status;
}

typedef enum status (*settle_fn)(struct settling *s, uint32_t index);

struct half { /* the rows of one thread, with findings and memory of its own */
    struct settling s;
    settle_fn step;
    uint32_t from, to;
    enum status status;
};

static void *run_half(void *context)
{
    struct half *half = context;

    half->status = STATUS_OK;
    for (uint32_t i = half->from; i < half->to && half->status == STATUS_OK; i++)
        half->status = half->step(&half->s, i);
    return NULL;
}

/* Settles rows 0 to count, in two halves when there are many: no row looks at another one's
 * result, and findings are sorted afterwards, so the threads change nothing. */
static enum status settle_rows(struct settling *s, settle_fn step, uint32_t count)
{
    enum { FEW = 4096 };
    struct half mine = {.s = *s, .step = step, .to = count < FEW ? count : count / 2};
    struct half other = {.s = *s, .step = step, .from = mine.to, .to = count};
    pthread_t thread;

    other.s.diags = diag_list_new();
    other.s.arena = s->out->side_arena;
    if (other.s.diags == NULL)
        return STATUS_MEMORY;
    bool beside = other.from < other.to && pthread_create(&thread, NULL, run_half, &other) == 0;
    run_half(&mine);
    if (beside)
        pthread_join(thread, NULL);
    else
        run_half(&other);
    diag_take(s->diags, other.s.diags);
    diag_list_free(other.s.diags);
    return mine.status != STATUS_OK ? mine.status : other.status;
}

/* Every stage runs over all rows, so that all problems of a stage show in one pass. Sums are made
 * only of rows without errors. */
static enum status settle(struct settling *s)
{
    enum status status = settle_rows(s, settle_line, s->dossier->applications.count);

    for (uint32_t i = 0; i < s->dossier->incentives.count && status == STATUS_OK; i++)
        status = settle_incentive(s, i);
    if (status == STATUS_OK)
        status = diag_list_status(s->diags);
    if (status == STATUS_OK)
        status = settle_rows(s, settle_beneficiary, s->dossier->beneficiaries.count);
    if (status != STATUS_OK)
        return status;
    count_later(s);
    status = diag_list_status(s->diags);
    if (status == STATUS_OK)
        status = settle_totals(s);
    if (status == STATUS_OK)
        status = settle_kpi(s);
    if (status == STATUS_OK)
        status = tie_out(s->out);
    return status;
}

enum status settlement_new(const struct dossier *dossier, struct arena *arena,
                           struct diag_list *diags, struct settlement **out)
{
    struct settlement *settlement = calloc(1, sizeof *settlement);
    struct settling s = {.out = settlement,
                         .dossier = dossier,
                         .scheme = dossier->scheme,
                         .arena = arena,
                         .diags = diags};

    *out = settlement;
    if (settlement == NULL)
        return STATUS_MEMORY;
    settlement->dossier = dossier;
    settlement->scheme = dossier->scheme;
    settlement->rounding = (enum rounding)dossier->config.chosen[ASSUMPTION_ROUNDING];
    settlement->recovery_withholds = dossier->config.chosen[ASSUMPTION_RECOVERY] ==
                                     RECOVERY_WITHHOLDS;
    settlement->grant_rule = (enum grant_rule)dossier->config.chosen[ASSUMPTION_GRANT_RULE];
    enum status status = diag_list_status(diags);
    s.clean = status == STATUS_OK;
    if (status == STATUS_OK || status == STATUS_INVALID)
        status = allocate(settlement);
    return status == STATUS_OK ? settle(&s) : status;
}

void settlement_free(struct settlement *settlement)
{
    if (settlement == NULL)
        return;
    free(settlement->lines);
    free(settlement->incentives);
    free(settlement->beneficiaries);
    free(settlement->spending);
    free(settlement->kpi.items);
    arena_free(settlement->side_arena);
    free(settlement);
}
