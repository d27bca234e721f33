/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uitgaven.csv: spending from the accounts, written by `saldo bbc` or by hand. */
#include <stdio.h>
#include <string.h>

#include "ingest/dossier/load.h"

enum { S_BENEFICIARY, S_NIS, S_YEAR, S_QUARTER, S_CODE, S_ACTION, S_AMOUNT, S_SOURCE };

enum { FIRST_YEAR = 2000, LAST_YEAR = 2100 };

static bool read_year(struct field_reader *reader, int *out)
{
    struct text text = field_raw(reader, S_YEAR);
    int year = 0;

    for (size_t i = 0; i < text.length && text.length == 4; i++)
        year = text.at[i] >= '0' && text.at[i] <= '9' ? year * 10 + (text.at[i] - '0') : 99999;
    *out = year;
    if (year >= FIRST_YEAR && year <= LAST_YEAR)
        return true;
    field_report(reader, S_YEAR, FINDING_YEAR_BAD, NULL);
    return false;
}

static bool read_quarter(struct field_reader *reader, int *out)
{
    static const char *const quarters[] = {"1", "2", "3", "4"};
    uint32_t index = 0;

    *out = 0;
    if (field_is_empty(reader, S_QUARTER))
        return true;
    if (!field_word(reader, S_QUARTER, quarters, 4, &index))
        return false;
    *out = (int)index + 1;
    return true;
}

static bool is_government_of(const struct dossier *dossier, const struct beneficiary *owner,
                             const struct municipality *municipality)
{
    const struct municipality *own =
        *owner->nis == '\0' ? NULL : register_find(&dossier->nis, (struct text){owner->nis, 5});

    if (own != NULL && municipality_today(own) == municipality_today(municipality))
        return true;
    for (uint32_t i = 0; i < owner->member_count; i++) {
        const struct municipality *member =
            dossier->members.items[owner->first_member + i].municipality;
        if (municipality_today(member) == municipality_today(municipality))
            return true;
    }
    return false;
}

/* Whether it follows from leden.csv, which says nothing of a municipality that stands in no row. */
static bool member_is_wanted(struct loader *loader, const struct beneficiary *owner, struct text id)
{
    bool none = loader->dossier->counts[FILE_MEMBERS].read == 0;

    return !(none && owner->kind == KIND_MUNICIPALITY) &&
           causes_explain(loader, FILE_MEMBERS, id, NULL);
}

/* The code must be that of the beneficiary or of a member, before or after the mergers. */
static bool read_government(struct loader *loader, struct field_reader *reader,
                            struct spending_row *out)
{
    struct dossier *dossier = loader->dossier;
    struct text nis = field_raw(reader, S_NIS);

    out->nis = "";
    if (out->beneficiary == NO_INDEX)
        return false;
    const struct beneficiary *owner = &dossier->beneficiaries.items[out->beneficiary];
    struct text id = {owner->id, strlen(owner->id)};
    if (nis.length == 0 && owner->kind != KIND_MUNICIPALITY && owner->kind != KIND_PARTNERSHIP)
        return true;
    if (nis.length == 0) { /* whose kind is not known, may need none */
        if (!causes_explain(loader, FILE_BENEFICIARIES, id, "nis"))
            field_report_parts(reader, S_NIS, FINDING_FIELD_EMPTY, (struct text){"nis", 3}, NULL,
                               NULL);
        return false;
    }
    if (!text_is_nis(nis)) {
        field_report(reader, S_NIS, FINDING_NIS_BAD, NULL);
        return false;
    }
    const struct municipality *municipality = register_find(&dossier->nis, nis);
    if (municipality == NULL) {
        field_report(reader, S_NIS, FINDING_NIS_UNKNOWN, NULL);
        return false;
    }
    out->nis = municipality->nis;
    if (is_government_of(dossier, owner, municipality))
        return true;
    if (!causes_explain(loader, FILE_BENEFICIARIES, id, "nis") &&
        !member_is_wanted(loader, owner, id))
        field_report_parts(reader, S_NIS, FINDING_NIS_NOT_MEMBER, nis, owner->id, NULL);
    return false;
}

static enum status take_spending(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct spending_row out = {.line = row->line, .code = "", .action = "", .source = ""};

    out.beneficiary = find_beneficiary(loader, &reader, S_BENEFICIARY);
    bool right = read_government(loader, &reader, &out);
    right &= read_year(&reader, &out.fiscal_year);
    right &= read_quarter(&reader, &out.quarter);
    right &= field_text(&reader, S_CODE, loader->arena, &out.code);
    right &= field_text(&reader, S_ACTION, loader->arena, &out.action);
    right &= field_money(&reader, S_AMOUNT, true, &out.amount);
    right &= field_text(&reader, S_SOURCE, loader->arena, &out.source);
    if (out.code == NULL || out.action == NULL || out.source == NULL)
        return STATUS_MEMORY;
    out.manual = strcmp(out.source, "manueel") == 0;
    return right ? VECTOR_PUSH(&loader->dossier->spending, out) : STATUS_OK;
}

static int compare_series(const struct spending_row *a, const struct spending_row *b)
{
    int order = (a->beneficiary > b->beneficiary) - (a->beneficiary < b->beneficiary);

    if (order == 0)
        order = strcmp(a->nis, b->nis);
    if (order == 0)
        order = strcmp(a->code, b->code);
    if (order == 0)
        order = strcmp(a->action, b->action);
    return order != 0 ? order : a->fiscal_year - b->fiscal_year;
}

static int quarter_of(const struct spending_row *row)
{
    return row->quarter == 0 ? 4 : row->quarter; /* the whole year is the end of quarter 4 */
}

static int compare_spending(const void *left, const void *right)
{
    const struct spending_row *a = left;
    const struct spending_row *b = right;
    int order = compare_series(a, b);

    if (order == 0)
        order = quarter_of(a) - quarter_of(b);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

enum { SERIES_BYTES = 160 };

/* What a row is about beside its code and action: "44021, 2024, kwartaal 3". */
static const char *series_text(const struct spending_row *row, char out[SERIES_BYTES])
{
    snprintf(out, SERIES_BYTES, "%s%s%d, kwartaal %d", row->nis, *row->nis == '\0' ? "" : ", ",
             row->fiscal_year, quarter_of(row));
    return out;
}

static enum status check_row(struct loader *loader, const struct spending_row *row,
                             const char *owner, bool first)
{
    char series[SERIES_BYTES];
    char scope[SERIES_BYTES + LIMIT_KEY_BYTES + 4];
    size_t size = strlen(row->code) + strlen(row->action) + 4;
    char *key = arena_alloc(loader->arena, size);

    if (key == NULL)
        return STATUS_MEMORY;
    if (!first && compare_series(row, row - 1) == 0 && quarter_of(row) == quarter_of(row - 1))
        report_duplicate(loader, FILE_SPENDING, row->line, row[-1].line,
                         (struct diag_subject){.beneficiary = owner},
                         *row->code == '\0' ? series_text(row, series) : row->code);
    snprintf(key, size, "%s%s%s", row->code, *row->action == '\0' ? "" : " ", row->action);
    snprintf(scope, sizeof scope, "%s, %s", owner, series_text(row, series));
    return causes_compare(loader, FILE_SPENDING, row->line, scope, key);
}

enum status load_spending(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    enum status status = load_table(loader, FILE_SPENDING, take_spending);

    if (status != STATUS_OK)
        return status;
    if (dossier->spending.count > 1)
        qsort(dossier->spending.items, dossier->spending.count, sizeof *dossier->spending.items,
              compare_spending);
    for (uint32_t i = 0; i < dossier->spending.count && status == STATUS_OK; i++) {
        const struct spending_row *row = &dossier->spending.items[i];
        struct beneficiary *owner = &dossier->beneficiaries.items[row->beneficiary];
        if (owner->spending_count++ == 0)
            owner->first_spending = i;
        status = check_row(loader, row, owner->id, i == 0);
    }
    return status;
}
