/* SPDX-License-Identifier: GPL-3.0-or-later */
/* toekenningen.csv, stimulansen.csv, kpi.csv, betalingen.csv: what came after the application. */
#include <stdio.h>
#include <string.h>

#include "core/order.h"
#include "ingest/dossier/load.h"

enum { DATE_BITS = 22 }; /* a date's days fit: 9999 × 366 < 2^22 */

/* ---- toekenningen.csv ---- */

enum { G_BENEFICIARY, G_ACTION, G_GROUP, G_AMOUNT, G_DATE, G_ACT };

static enum status take_grant(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct grant_row out = {.line = row->line, .act = ""};
    uint32_t beneficiary = find_beneficiary(loader, &reader, G_BENEFICIARY);

    out.application = find_application(loader, &reader, beneficiary, G_ACTION);
    bool right = field_money(&reader, G_AMOUNT, false, &out.amount);
    right &= field_date(&reader, G_DATE, loader->from, loader->to, &out.date);
    right &= field_text(&reader, G_ACT, loader->arena, &out.act);
    if (out.act == NULL)
        return STATUS_MEMORY;
    if (!right || out.application == NO_INDEX)
        return STATUS_OK;
    return VECTOR_PUSH(&loader->dossier->grants, out);
}

static uint64_t grant_key(const void *context, const void *item)
{
    const struct grant_row *row = item;

    (void)context;
    return (uint64_t)row->application << DATE_BITS | (uint64_t)row->date.days;
}

enum status load_grants(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    char key[KEY_TEXT_BYTES];
    enum status status = load_table(loader, FILE_GRANTS, take_grant);

    if (status == STATUS_OK)
        status = order_rows(dossier->grants.items, dossier->grants.count,
                            sizeof *dossier->grants.items, grant_key, NULL);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < dossier->grants.count; i++) {
        const struct grant_row *row = &dossier->grants.items[i];
        struct application *owner = &dossier->applications.items[row->application];
        struct diag_subject subject = subject_of(dossier, row->application);
        if (owner->grant_count++ == 0)
            owner->first_grant = i;
        if (i > 0 && grant_key(NULL, row) == grant_key(NULL, row - 1))
            report_duplicate(loader, FILE_GRANTS, row->line, row[-1].line, subject,
                             key_text(subject, key));
    }
    return STATUS_OK;
}

/* ---- stimulansen.csv ---- */

enum { I_BENEFICIARY, I_INCENTIVE, I_AMOUNT };

static void report_unknown_incentive(struct loader *loader, struct field_reader *reader,
                                     uint32_t column)
{
    const struct scheme *scheme = loader->dossier->scheme;
    const char *ids[LIMIT_COLUMNS];
    char expected[WORDS_BYTES];
    uint32_t count = 0;

    for (size_t i = 0; i < scheme->incentive_count && count < LIMIT_COLUMNS; i++)
        ids[count++] = scheme->incentives[i].id;
    words_join(ids, count, expected);
    field_report_parts(reader, column, FINDING_INCENTIVE_UNKNOWN, field_raw(reader, column),
                       expected, NULL);
}

static enum status take_incentive(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct incentive_row out = {.line = row->line};
    struct text id;
    bool right = field_key(&reader, I_INCENTIVE, &id);

    out.beneficiary = find_beneficiary(loader, &reader, I_BENEFICIARY);
    if (right)
        out.incentive = scheme_incentive_find(loader->dossier->scheme, id);
    if (right && out.incentive == NULL)
        report_unknown_incentive(loader, &reader, I_INCENTIVE);
    if (out.incentive != NULL)
        reader.subject.action = out.incentive->id;
    out.has_amount = !field_is_empty(&reader, I_AMOUNT);
    if (out.has_amount)
        right &= field_money(&reader, I_AMOUNT, false, &out.amount);
    else if (out.incentive != NULL && !out.incentive->amount->known)
        field_report_parts(&reader, I_AMOUNT, FINDING_INCENTIVE_AMOUNT,
                           (struct text){out.incentive->id, strlen(out.incentive->id)}, NULL, NULL);
    if (!right || out.incentive == NULL || out.beneficiary == NO_INDEX)
        return causes_refuse(loader, FILE_INCENTIVES, field_raw(&reader, I_BENEFICIARY),
                             reader.subject.action);
    return VECTOR_PUSH(&loader->dossier->incentives, out);
}

static uint64_t incentive_key(const void *context, const void *item)
{
    const struct dossier *dossier = context;
    const struct incentive_row *row = item;

    return (uint64_t)row->beneficiary << 32 |
           (uint64_t)(row->incentive - dossier->scheme->incentives);
}

enum status load_incentives(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    enum status status = load_table(loader, FILE_INCENTIVES, take_incentive);

    if (status == STATUS_OK)
        status = order_rows(dossier->incentives.items, dossier->incentives.count,
                            sizeof *dossier->incentives.items, incentive_key, dossier);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < dossier->incentives.count; i++) {
        const struct incentive_row *row = &dossier->incentives.items[i];
        struct beneficiary *owner = &dossier->beneficiaries.items[row->beneficiary];
        if (owner->incentive_count++ == 0)
            owner->first_incentive = i;
        if (i > 0 && incentive_key(dossier, row) == incentive_key(dossier, row - 1))
            report_duplicate(loader, FILE_INCENTIVES, row->line, row[-1].line,
                             (struct diag_subject){.beneficiary = owner->id}, row->incentive->id);
    }
    return STATUS_OK;
}

/* ---- kpi.csv ---- */

enum { R_BENEFICIARY, R_ACTION, R_GROUP, R_MOMENT, R_DATE, R_ACHIEVED, R_MOTIVATION };

static enum status take_report(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    const struct scheme *scheme = loader->dossier->scheme;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct report_row out = {.line = row->line, .motivation = ""};
    const struct scheme_action *action;
    const struct scheme_group *group;
    uint32_t moment = MOMENT_INTERIM;

    out.application = find_beneficiary(loader, &reader, R_BENEFICIARY); /* until linked */
    bool right = find_group(loader, &reader, R_ACTION, &action, &group);
    if (right) {
        out.action = (uint32_t)(action - scheme->actions) & 0x7fff;
        out.group = (uint32_t)(group - action->groups) & 0xffff;
    }
    right &= field_word(&reader, R_MOMENT, words_moment, WORDS_MOMENT, &moment);
    right &= field_date(&reader, R_DATE, loader->from, loader->to, &out.date);
    right &= field_count(&reader, R_ACHIEVED, &out.achieved);
    right &= field_text(&reader, R_MOTIVATION, loader->arena, &out.motivation);
    out.moment = moment & 1;
    if (out.motivation == NULL)
        return STATUS_MEMORY;
    if (!right || out.application == NO_INDEX)
        return STATUS_OK;
    return VECTOR_PUSH(&loader->dossier->reports, out);
}

enum status read_reports(struct loader *loader)
{
    return load_table(loader, FILE_REPORTS, take_report);
}

/* The application of a report; NO_INDEX after a finding. */
static uint32_t application_of(struct loader *loader, const struct report_row *row)
{
    const struct dossier *dossier = loader->dossier;
    const struct scheme_action *action = &dossier->scheme->actions[row->action];
    const struct scheme_group *group = &action->groups[row->group];
    struct diag_subject subject = {dossier->beneficiaries.items[row->application].id,
                                   action->number_text, group->id};

    return place_application(loader, row->application, group,
                             dossier_pos(dossier, FILE_REPORTS, row->line, "actie"), subject);
}

static uint64_t report_key(const void *context, const void *item)
{
    const struct report_row *row = item;

    (void)context;
    return ((uint64_t)row->application << 1 | row->moment) << DATE_BITS | (uint64_t)row->date.days;
}

static void index_reports(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    char key[KEY_TEXT_BYTES];

    for (uint32_t i = 0; i < dossier->reports.count; i++) {
        const struct report_row *row = &dossier->reports.items[i];
        struct application *owner = &dossier->applications.items[row->application];
        if (owner->report_count++ == 0)
            owner->first_report = i;
        if (i > 0 && report_key(NULL, row) == report_key(NULL, row - 1)) {
            struct diag_subject subject = subject_of(dossier, row->application);
            report_duplicate(loader, FILE_REPORTS, row->line, row[-1].line, subject,
                             key_text(subject, key));
        }
    }
}

enum status link_reports(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    uint32_t kept = 0;

    loader->reading = FILE_REPORTS;
    for (uint32_t i = 0; i < dossier->reports.count; i++) {
        struct report_row row = dossier->reports.items[i];
        row.application = application_of(loader, &row);
        if (row.application != NO_INDEX)
            dossier->reports.items[kept++] = row;
    }
    dossier->reports.count = kept;
    enum status status = order_rows(dossier->reports.items, dossier->reports.count,
                                    sizeof *dossier->reports.items, report_key, NULL);
    if (status == STATUS_OK)
        index_reports(loader);
    return status;
}

/* ---- betalingen.csv ---- */

enum { P_BENEFICIARY, P_DATE, P_KIND, P_AMOUNT, P_REFERENCE };

static enum status take_payment(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct payment_row out = {.line = row->line, .reference = ""};
    uint32_t kind = PAYMENT_ADVANCE;

    out.beneficiary = find_beneficiary(loader, &reader, P_BENEFICIARY);
    bool right = field_date(&reader, P_DATE, loader->from, loader->to, &out.date);
    right &= field_word(&reader, P_KIND, words_payment, WORDS_PAYMENT, &kind);
    right &= field_money(&reader, P_AMOUNT, false, &out.amount);
    right &= field_text(&reader, P_REFERENCE, loader->arena, &out.reference);
    out.kind = (enum payment_kind)kind;
    if (out.reference == NULL)
        return STATUS_MEMORY;
    if (!right || out.beneficiary == NO_INDEX)
        return STATUS_OK;
    return VECTOR_PUSH(&loader->dossier->payments, out);
}

static uint64_t payment_key(const struct payment_row *row)
{
    return ((uint64_t)row->beneficiary << DATE_BITS | (uint64_t)row->date.days) << 2 | row->kind;
}

static int compare_payments(const void *left, const void *right)
{
    const struct payment_row *a = left;
    const struct payment_row *b = right;
    uint64_t a_key = payment_key(a);
    uint64_t b_key = payment_key(b);
    int order = (a_key > b_key) - (a_key < b_key);

    if (order == 0)
        order = strcmp(a->reference, b->reference);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

enum { MOMENT_TEXT_BYTES = DATE_TEXT_BYTES + 24 };

/* What a payment is beside its reference: "2024-08-01, voorschot". */
static const char *payment_moment(const struct payment_row *row, char out[MOMENT_TEXT_BYTES])
{
    char date[DATE_TEXT_BYTES];

    date_format(row->date, date);
    snprintf(out, MOMENT_TEXT_BYTES, "%s, %s", date, words_payment[row->kind]);
    return out;
}

static enum status check_payment(struct loader *loader, const struct payment_row *row,
                                 const char *owner, bool first)
{
    char moment[MOMENT_TEXT_BYTES];
    char scope[MOMENT_TEXT_BYTES + LIMIT_KEY_BYTES + 4];
    const char *what = payment_moment(row, moment);

    if (!first && payment_key(row) == payment_key(row - 1) &&
        strcmp(row->reference, row[-1].reference) == 0)
        report_duplicate(loader, FILE_PAYMENTS, row->line, row[-1].line,
                         (struct diag_subject){.beneficiary = owner},
                         *row->reference == '\0' ? what : row->reference);
    snprintf(scope, sizeof scope, "%s, %s", owner, what);
    return causes_compare(loader, FILE_PAYMENTS, row->line, scope, row->reference);
}

enum status load_payments(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    enum status status = load_table(loader, FILE_PAYMENTS, take_payment);

    if (status != STATUS_OK)
        return status;
    if (dossier->payments.count > 1)
        qsort(dossier->payments.items, dossier->payments.count, sizeof *dossier->payments.items,
              compare_payments);
    for (uint32_t i = 0; i < dossier->payments.count && status == STATUS_OK; i++) {
        const struct payment_row *row = &dossier->payments.items[i];
        struct beneficiary *owner = &dossier->beneficiaries.items[row->beneficiary];
        if (owner->payment_count++ == 0)
            owner->first_payment = i;
        status = check_payment(loader, row, owner->id, i == 0);
    }
    return status;
}
