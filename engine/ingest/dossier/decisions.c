/* SPDX-License-Identifier: GPL-3.0-or-later */
/* beslissingen.csv: what people decided, about an action, an incentive or a whole beneficiary. */
#include <string.h>

#include "core/order.h"
#include "ingest/dossier/load.h"

enum { DATE_BITS = 22, KIND_BITS = 3 };

enum { D_BENEFICIARY, D_ACTION, D_GROUP, D_DATE, D_DECISION, D_AMOUNT, D_REFERENCE };

enum target { TARGET_ACTION, TARGET_INCENTIVE, TARGET_BENEFICIARY, TARGET_NOWHERE };

static const char *const allowed[3] = {
    "motivering-aanvaard, motivering-geweigerd, saldo-inhouden, terugvordering",
    "stimulans-aanvaard, stimulans-geweigerd, saldo-inhouden, terugvordering",
    "verantwoording-aanvaard, terugvordering"};

static bool fits_target(enum decision_kind kind, enum target target)
{
    switch (kind) {
    case KIND_MOTIVATION_REFUSED:
    case KIND_MOTIVATION_ACCEPTED:
        return target == TARGET_ACTION;
    case KIND_INCENTIVE_REFUSED:
    case KIND_INCENTIVE_ACCEPTED:
        return target == TARGET_INCENTIVE;
    case KIND_WITHHOLD:
        return target != TARGET_BENEFICIARY;
    case KIND_RECOVER:
        return true;
    case KIND_ACCOUNTS_ACCEPTED:
        return target == TARGET_BENEFICIARY;
    case DECISION_KIND_COUNT:
        break;
    }
    return false;
}

static uint32_t find_incentive_row(struct loader *loader, struct field_reader *reader,
                                   uint32_t beneficiary, const struct scheme_incentive *incentive)
{
    const struct dossier *dossier = loader->dossier;

    reader->subject.action = incentive->id;
    if (!field_is_empty(reader, D_GROUP))
        field_report(reader, D_GROUP, FINDING_FIELD_NOT_EMPTY, incentive->id);
    if (beneficiary == NO_INDEX)
        return NO_INDEX;
    const struct beneficiary *owner = &dossier->beneficiaries.items[beneficiary];
    for (uint32_t i = 0; i < owner->incentive_count; i++)
        if (dossier->incentives.items[owner->first_incentive + i].incentive == incentive)
            return owner->first_incentive + i;
    if (!causes_explain(loader, FILE_INCENTIVES, (struct text){owner->id, strlen(owner->id)},
                        incentive->id))
        field_report(reader, D_ACTION, FINDING_INCENTIVE_MISSING, NULL);
    return NO_INDEX;
}

static enum target find_target(struct loader *loader, struct field_reader *reader,
                               struct decision_row *out)
{
    out->application = NO_INDEX;
    out->incentive = NO_INDEX;
    if (field_is_empty(reader, D_ACTION)) {
        if (!field_is_empty(reader, D_GROUP))
            field_report(reader, D_GROUP, FINDING_FIELD_NOT_EMPTY, "begunstigde");
        return TARGET_BENEFICIARY;
    }
    const struct scheme_incentive *incentive =
        scheme_incentive_find(loader->dossier->scheme, field_raw(reader, D_ACTION));
    if (incentive != NULL) {
        out->incentive = find_incentive_row(loader, reader, out->beneficiary, incentive);
        return TARGET_INCENTIVE;
    }
    out->application = find_application(loader, reader, out->beneficiary, D_ACTION);
    return out->application == NO_INDEX ? TARGET_NOWHERE : TARGET_ACTION;
}

/* terugvordering needs an amount, saldo-inhouden may have one, the others have none. */
static bool read_amount(struct field_reader *reader, struct decision_row *out)
{
    const char *kind = words_decision[out->kind];

    if (out->kind != KIND_RECOVER && out->kind != KIND_WITHHOLD) {
        if (field_is_empty(reader, D_AMOUNT))
            return true;
        field_report(reader, D_AMOUNT, FINDING_FIELD_NOT_EMPTY, kind);
        return false;
    }
    if (out->kind == KIND_WITHHOLD && field_is_empty(reader, D_AMOUNT))
        return true;
    if (!field_money(reader, D_AMOUNT, false, &out->amount))
        return false;
    out->has_amount = true;
    if (out->amount.cents > 0)
        return true;
    field_report(reader, D_AMOUNT, FINDING_MONEY_ZERO, kind);
    return false;
}

static bool read_kind(struct field_reader *reader, enum target target, struct decision_row *out)
{
    static const char *const about[3] = {"actie", "stimulans", "begunstigde"};
    uint32_t kind = 0;

    if (!field_word(reader, D_DECISION, words_decision, DECISION_KIND_COUNT, &kind))
        return false;
    out->kind = (enum decision_kind)kind;
    if (target == TARGET_NOWHERE || fits_target(out->kind, target))
        return true;
    field_report_parts(reader, D_DECISION, FINDING_DECISION_MISPLACED,
                       field_raw(reader, D_DECISION), about[target], allowed[target]);
    return false;
}

static enum status take_decision(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct decision_row out = {.line = row->line, .reference = ""};

    out.beneficiary = find_beneficiary(loader, &reader, D_BENEFICIARY);
    enum target target = find_target(loader, &reader, &out);
    bool right = read_kind(&reader, target, &out) && read_amount(&reader, &out);
    right &= field_date(&reader, D_DATE, loader->from, loader->to, &out.date);
    right &= field_text(&reader, D_REFERENCE, loader->arena, &out.reference);
    if (out.reference == NULL)
        return STATUS_MEMORY;
    if (!right || out.beneficiary == NO_INDEX || target == TARGET_NOWHERE ||
        (target == TARGET_INCENTIVE && out.incentive == NO_INDEX))
        return STATUS_OK;
    return VECTOR_PUSH(&loader->dossier->decisions, out);
}

/* Applications first, then incentives, then beneficiaries. */
static uint64_t target_rank(const struct dossier *dossier, const struct decision_row *row)
{
    if (row->application != NO_INDEX)
        return row->application;
    if (row->incentive != NO_INDEX)
        return (uint64_t)dossier->applications.count + row->incentive;
    return (uint64_t)dossier->applications.count + dossier->incentives.count + row->beneficiary;
}

static uint64_t decision_key(const void *context, const void *item)
{
    const struct decision_row *row = item;

    return (target_rank(context, row) << DATE_BITS | (uint64_t)row->date.days) << KIND_BITS |
           row->kind;
}

static void link_decision(struct dossier *dossier, const struct decision_row *row, uint32_t index)
{
    uint32_t *first = &dossier->beneficiaries.items[row->beneficiary].first_decision;
    uint32_t *count = &dossier->beneficiaries.items[row->beneficiary].decision_count;

    if (row->application != NO_INDEX) {
        first = &dossier->applications.items[row->application].first_decision;
        count = &dossier->applications.items[row->application].decision_count;
    } else if (row->incentive != NO_INDEX) {
        first = &dossier->incentives.items[row->incentive].first_decision;
        count = &dossier->incentives.items[row->incentive].decision_count;
    }
    if ((*count)++ == 0)
        *first = index;
}

static struct diag_subject decision_subject(const struct dossier *dossier,
                                            const struct decision_row *row)
{
    struct diag_subject subject = {.beneficiary = dossier->beneficiaries.items[row->beneficiary].id,
                                   .action = "",
                                   .group = ""};

    if (row->application != NO_INDEX)
        return subject_of(dossier, row->application);
    if (row->incentive != NO_INDEX)
        subject.action = dossier->incentives.items[row->incentive].incentive->id;
    return subject;
}

static bool is_acceptance(enum decision_kind kind)
{
    return kind >= KIND_MOTIVATION_ACCEPTED;
}

/* Looks back at the decisions of the same target and date. */
static void check_same_date(struct loader *loader, uint32_t index)
{
    const struct decision_row *row = &loader->dossier->decisions.items[index];
    uint64_t day = decision_key(loader->dossier, row) >> KIND_BITS;

    for (uint32_t i = index; i-- > 0;) {
        const struct decision_row *other = &loader->dossier->decisions.items[i];
        if (decision_key(loader->dossier, other) >> KIND_BITS != day)
            return;
        struct diag_subject subject = decision_subject(loader->dossier, row);
        if (other->kind == row->kind)
            report_duplicate(loader, FILE_DECISIONS, row->line, other->line, subject,
                             words_decision[row->kind]);
        else if (is_acceptance(row->kind) && !is_acceptance(other->kind))
            diag_add(loader->diags, FINDING_DECISION_CONTRADICTS,
                     (struct source_pos){dossier_file_name(FILE_DECISIONS), row->line, 0}, subject,
                     words_decision[row->kind], words_decision[other->kind], NULL);
    }
}

enum status load_decisions(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    enum status status = load_table(loader, FILE_DECISIONS, take_decision);

    if (status == STATUS_OK)
        status = order_rows(dossier->decisions.items, dossier->decisions.count,
                            sizeof *dossier->decisions.items, decision_key, dossier);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < dossier->decisions.count; i++) {
        link_decision(dossier, &dossier->decisions.items[i], i);
        check_same_date(loader, i);
    }
    return STATUS_OK;
}
