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

/* ---- decisions that a later one replaced ---- */

static void remark_replaced(struct settling *s, uint32_t first, uint32_t count,
                            struct diag_subject subject)
{
    const struct decision_row *rows = s->dossier->decisions.items;
    char date[DATE_TEXT_BYTES];

    for (uint32_t i = first; i < first + count; i++) {
        if (settlement_decision_use(s->out, first, count, i) != ROW_REPLACED)
            continue;
        uint32_t next = i + 1;
        while (rows[next].kind != rows[i].kind && rows[next].kind < KIND_MOTIVATION_ACCEPTED)
            next++;
        date_format(rows[next].date, date);
        diag_add(s->diags, FINDING_REPLACED,
                 dossier_pos(s->dossier, FILE_DECISIONS, rows[i].line, "beslissing"), subject, date,
                 NULL, NULL);
    }
}

static void remark_decisions(struct settling *s)
{
    const struct dossier *d = s->dossier;

    for (uint32_t i = 0; i < d->applications.count; i++) {
        const struct application *row = &d->applications.items[i];
        if (row->decision_count > 1)
            remark_replaced(s, row->first_decision, row->decision_count,
                            (struct diag_subject){d->beneficiaries.items[row->beneficiary].id,
                                                  row->action->number_text, row->group->id});
    }
    for (uint32_t i = 0; i < d->incentives.count; i++) {
        const struct incentive_row *row = &d->incentives.items[i];
        remark_replaced(s, row->first_decision, row->decision_count,
                        (struct diag_subject){d->beneficiaries.items[row->beneficiary].id,
                                              row->incentive->id, ""});
    }
    for (uint32_t i = 0; i < d->beneficiaries.count; i++)
        remark_replaced(s, d->beneficiaries.items[i].first_decision,
                        d->beneficiaries.items[i].decision_count,
                        (struct diag_subject){d->beneficiaries.items[i].id, "", ""});
    if (d->incentives.count > 0 &&
        strcmp(scheme_value(s->scheme, PARAMETER_CHOICE)->text, "verplicht") == 0)
        diag_add(s->diags, FINDING_INCENTIVE_NEW,
                 (struct source_pos){dossier_file_name(FILE_INCENTIVES), 0, 0},
                 (struct diag_subject){0}, NULL, NULL, NULL);
}

/* ---- one booked action under two beneficiaries ---- */

static int compare_booked(const void *left, const void *right)
{
    const struct spending_row *a = *(const struct spending_row *const *)left;
    const struct spending_row *b = *(const struct spending_row *const *)right;
    int order = strcmp(a->nis, b->nis);

    if (order == 0)
        order = strcmp(a->code, b->code);
    if (order == 0)
        order = strcmp(a->action, b->action);
    if (order == 0)
        order = a->fiscal_year - b->fiscal_year;
    if (order == 0)
        order = (a->beneficiary > b->beneficiary) - (a->beneficiary < b->beneficiary);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static bool booked_twice(const struct spending_row *a, const struct spending_row *b)
{
    return a->beneficiary != b->beneficiary && *a->nis != '\0' &&
           a->fiscal_year == b->fiscal_year && strcmp(a->nis, b->nis) == 0 &&
           strcmp(a->code, b->code) == 0 && strcmp(a->action, b->action) == 0;
}

static enum status remark_booked(struct settling *s)
{
    const struct dossier *d = s->dossier;
    const struct spending_row **rows =
        malloc(((size_t)d->spending.count + 1) * sizeof(const struct spending_row *));
    uint32_t count = 0;
    char year[COUNT_TEXT_BYTES];

    if (rows == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < d->spending.count; i++)
        if (s->out->spending[i].use == ROW_COUNTS)
            rows[count++] = &d->spending.items[i];
    if (count > 1)
        qsort(rows, count, sizeof(const struct spending_row *), compare_booked); /* pointers */
    for (uint32_t i = 1; i < count; i++) {
        if (!booked_twice(rows[i - 1], rows[i]))
            continue;
        text_format_count_plain(rows[i]->fiscal_year, year);
        diag_add(s->diags, FINDING_SPENDING_TWICE,
                 dossier_pos(d, FILE_SPENDING, rows[i]->line, "nis"),
                 (struct diag_subject){d->beneficiaries.items[rows[i]->beneficiary].id, "", ""},
                 year, d->beneficiaries.items[rows[i - 1]->beneficiary].id, NULL);
    }
    free(rows);
    return STATUS_OK;
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
        struct money *gross = line->due.cents > 0 ? &out->total_payable : &out->total_claimable;
        struct money size = {line->due.cents > 0 ? line->due.cents : -line->due.cents};
        if (status == STATUS_OK)
            status = money_add(*gross, size, gross);
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
    remark_decisions(s);
    status = remark_booked(s);
    if (status == STATUS_OK)
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
