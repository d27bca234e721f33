/* SPDX-License-Identifier: GPL-3.0-or-later */
/* begunstigden.csv, leden.csv: who takes part, and nobody twice. */
#include <string.h>

#include "core/order.h"
#include "ingest/dossier/load.h"

/* ---- begunstigden.csv ---- */

enum { B_ID, B_NAME, B_KIND, B_NIS, B_KBO };

/* Reads a NIS code that must exist; "" when the field is empty. */
static const struct municipality *read_nis(struct loader *loader, struct field_reader *reader,
                                           uint32_t column)
{
    struct text nis = field_raw(reader, column);

    if (!text_is_nis(nis)) {
        field_report(reader, column, FINDING_NIS_BAD, NULL);
        return NULL;
    }
    const struct municipality *municipality = register_find(&loader->dossier->nis, nis);
    if (municipality == NULL)
        field_report(reader, column, FINDING_NIS_UNKNOWN, NULL);
    else if (municipality->successor != NULL)
        field_report_parts(reader, column, FINDING_NIS_MERGED, nis, municipality->successor->name,
                           NULL);
    return municipality;
}

static void check_kbo(struct field_reader *reader, const struct municipality *municipality,
                      struct beneficiary *out)
{
    if (!text_is_kbo(field_raw(reader, B_KBO))) {
        field_report(reader, B_KBO, FINDING_KBO_BAD, NULL);
        return;
    }
    if (municipality == NULL || *municipality->kbo == '\0' || out->kind != KIND_MUNICIPALITY ||
        text_is(field_raw(reader, B_KBO), municipality->kbo) ||
        text_is(field_raw(reader, B_KBO), municipality->kbo_ocmw))
        return;
    field_report_parts(reader, B_KBO, FINDING_KBO_DIFFERS, field_raw(reader, B_KBO),
                       municipality->name, municipality->kbo);
}

static void check_kind(struct loader *loader, struct field_reader *reader, uint32_t kind)
{
    const struct scheme_value *kinds = scheme_value(loader->dossier->scheme, PARAMETER_KINDS);

    for (size_t i = 0; i < kinds->list_count; i++)
        if (strcmp(kinds->list[i], words_kind[kind]) == 0)
            return;
    field_report_parts(reader, B_KIND, FINDING_KIND_NOT_ADMITTED, field_raw(reader, B_KIND),
                       kinds->text, NULL);
}

static void read_identity(struct loader *loader, struct field_reader *reader,
                          struct beneficiary *out)
{
    const struct municipality *municipality = NULL;

    if (!field_is_empty(reader, B_NIS)) {
        municipality = read_nis(loader, reader, B_NIS);
        if (municipality != NULL)
            out->nis = municipality->nis;
    } else if (out->kind == KIND_MUNICIPALITY) {
        field_report_parts(reader, B_NIS, FINDING_FIELD_EMPTY, (struct text){"nis", 3}, NULL, NULL);
    }
    if (!field_is_empty(reader, B_KBO)) {
        check_kbo(reader, municipality, out);
        struct text kbo = field_raw(reader, B_KBO);
        out->kbo = arena_copy(loader->arena, kbo.at, kbo.length);
    } else if (out->kind == KIND_MUNICIPALITY) {
        field_report_parts(reader, B_KBO, FINDING_FIELD_EMPTY, (struct text){"kbo", 3}, NULL, NULL);
    }
}

static enum status take_beneficiary(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct beneficiary out = {.name = "", .nis = "", .kbo = "", .line = row->line};
    struct text id;
    uint32_t kind = KIND_MUNICIPALITY;
    bool known = false; /* which governments it may spend for */

    if (!field_key(&reader, B_ID, &id) || text_utf8_error(id.at, id.length) < id.length)
        return causes_refuse(loader, FILE_BENEFICIARIES, field_raw(&reader, B_ID), NULL);
    out.id = arena_copy(loader->arena, id.at, id.length);
    if (out.id == NULL)
        return STATUS_MEMORY;
    reader.subject.beneficiary = out.id;
    if (field_is_empty(&reader, B_NAME))
        field_report_parts(&reader, B_NAME, FINDING_FIELD_EMPTY, (struct text){"naam", 4}, NULL,
                           NULL);
    else if (!field_text(&reader, B_NAME, loader->arena, &out.name))
        out.name = "";
    if (field_word(&reader, B_KIND, words_kind, KIND_COUNT, &kind)) {
        check_kind(loader, &reader, kind);
        out.kind = (enum beneficiary_kind)kind;
        read_identity(loader, &reader, &out);
        known = field_is_empty(&reader, B_NIS) ? out.kind != KIND_MUNICIPALITY : *out.nis != '\0';
    }
    if (out.name == NULL || out.kbo == NULL)
        return STATUS_MEMORY;
    enum status status = known ? STATUS_OK : causes_refuse(loader, FILE_BENEFICIARIES, id, "nis");
    return status == STATUS_OK ? VECTOR_PUSH(&loader->dossier->beneficiaries, out) : status;
}

static int compare_beneficiaries(const void *left, const void *right)
{
    const struct beneficiary *a = left;
    const struct beneficiary *b = right;
    int order = strcmp(a->id, b->id);

    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

enum status load_beneficiaries(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    uint32_t found;
    enum status status = load_table(loader, FILE_BENEFICIARIES, take_beneficiary);

    if (dossier->beneficiaries.count > 1)
        qsort(dossier->beneficiaries.items, dossier->beneficiaries.count,
              sizeof *dossier->beneficiaries.items, compare_beneficiaries);
    for (uint32_t i = 0; i < dossier->beneficiaries.count && status == STATUS_OK; i++) {
        const struct beneficiary *row = &dossier->beneficiaries.items[i];
        status = text_map_add(dossier->beneficiary_by_id, (struct text){row->id, strlen(row->id)},
                              i, &found);
        if (status == STATUS_OK && found != i)
            report_duplicate(loader, FILE_BENEFICIARIES, row->line,
                             dossier->beneficiaries.items[found].line,
                             (struct diag_subject){.beneficiary = row->id}, row->id);
        if (status == STATUS_OK)
            status = causes_compare(loader, FILE_BENEFICIARIES, row->line, NULL, row->id);
    }
    return status;
}

static void report_orphan(struct loader *loader, const struct field_reader *reader, uint32_t column)
{
    struct text id = field_raw(reader, column);

    if (causes_explain(loader, FILE_BENEFICIARIES, id, NULL))
        return;
    field_report(reader, column, FINDING_BENEFICIARY_UNKNOWN, NULL);
    if (text_utf8_error(id.at, id.length) == id.length)
        causes_almost(loader, table_pos(reader->row, column), id);
}

uint32_t find_beneficiary(struct loader *loader, struct field_reader *reader, uint32_t column)
{
    struct dossier *dossier = loader->dossier;
    struct text id = field_raw(reader, column);

    if (loader->last.index == NO_INDEX || loader->last.id.length != id.length ||
        memcmp(loader->last.id.at, id.at, id.length) != 0) {
        if (!field_key(reader, column, &id))
            return NO_INDEX;
        uint32_t index = text_map_find(dossier->beneficiary_by_id, id);
        if (index == MAP_NONE) {
            report_orphan(loader, reader, column);
            return NO_INDEX;
        }
        loader->last.index = index;
        loader->last.id = (struct text){dossier->beneficiaries.items[index].id, id.length};
    }
    reader->subject.beneficiary = loader->last.id.at;
    return loader->last.index;
}

/* ---- leden.csv ---- */

enum { M_BENEFICIARY, M_NIS, M_NAME, M_INHABITANTS };

static enum status take_member(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct member out = {.line = row->line, .inhabitants = -1, .name = ""};

    out.beneficiary = find_beneficiary(loader, &reader, M_BENEFICIARY);
    out.municipality = read_nis(loader, &reader, M_NIS);
    if (!field_text(&reader, M_NAME, loader->arena, &out.name))
        out.name = "";
    if (!field_is_empty(&reader, M_INHABITANTS) &&
        !field_count(&reader, M_INHABITANTS, &out.inhabitants))
        out.inhabitants = -1;
    if (out.name == NULL)
        return STATUS_MEMORY;
    if (out.beneficiary == NO_INDEX || out.municipality == NULL)
        return causes_refuse(loader, FILE_MEMBERS, field_raw(&reader, M_BENEFICIARY), NULL);
    return VECTOR_PUSH(&loader->dossier->members, out);
}

static uint64_t member_key(const void *context, const void *item)
{
    const struct dossier *dossier = context;
    const struct member *member = item;

    return (uint64_t)member->beneficiary << 32 |
           (uint64_t)(member->municipality - dossier->nis.items);
}

enum status load_members(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    enum status status = load_table(loader, FILE_MEMBERS, take_member);

    if (status == STATUS_OK)
        status = order_rows(dossier->members.items, dossier->members.count,
                            sizeof *dossier->members.items, member_key, dossier);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < dossier->members.count; i++) {
        const struct member *row = &dossier->members.items[i];
        struct beneficiary *owner = &dossier->beneficiaries.items[row->beneficiary];
        if (owner->member_count++ == 0)
            owner->first_member = i;
        if (i > 0 && member_key(dossier, row) == member_key(dossier, row - 1))
            report_duplicate(loader, FILE_MEMBERS, row->line, row[-1].line,
                             (struct diag_subject){.beneficiary = owner->id},
                             row->municipality->nis);
    }
    return STATUS_OK;
}

/* ---- one government in one partnership ---- */

struct participation {
    const struct municipality *municipality;
    uint32_t beneficiary;
    struct source_pos pos;
};

struct participations {
    VECTOR(struct participation) all;
};

static void report_double(struct loader *loader, const struct participation *second,
                          const struct participation *first)
{
    const struct beneficiary *items = loader->dossier->beneficiaries.items;

    if (strcmp(items[second->beneficiary].id, items[first->beneficiary].id) == 0)
        return;
    diag_add(loader->diags, FINDING_NIS_TWICE, second->pos,
             (struct diag_subject){.beneficiary = items[second->beneficiary].id},
             second->municipality->nis, items[first->beneficiary].id, NULL);
}

static enum status collect_participations(const struct dossier *dossier, struct participations *out)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < dossier->beneficiaries.count && status == STATUS_OK; i++) {
        const struct beneficiary *row = &dossier->beneficiaries.items[i];
        if (row->kind != KIND_MUNICIPALITY || *row->nis == '\0')
            continue;
        const struct municipality *municipality =
            register_find(&dossier->nis, (struct text){row->nis, 5});
        struct source_pos pos = {dossier_file_name(FILE_BENEFICIARIES), row->line, 0};
        status = VECTOR_PUSH(&out->all, (struct participation){municipality, i, pos});
    }
    for (uint32_t i = 0; i < dossier->members.count && status == STATUS_OK; i++) {
        const struct member *row = &dossier->members.items[i];
        struct source_pos pos = {dossier_file_name(FILE_MEMBERS), row->line, 0};
        status = VECTOR_PUSH(&out->all,
                             (struct participation){row->municipality, row->beneficiary, pos});
    }
    return status;
}

/* The same code twice, or an old code beside the new one that it became. */
static enum status check_pairs(struct loader *loader, const struct participations *list,
                               struct text_map *by_nis)
{
    enum status status = STATUS_OK;
    uint32_t found;

    for (uint32_t i = 0; i < list->all.count && status == STATUS_OK; i++) {
        struct text nis = {list->all.items[i].municipality->nis, 5};
        status = text_map_add(by_nis, nis, i, &found);
        if (status == STATUS_OK && found != i)
            report_double(loader, &list->all.items[i], &list->all.items[found]);
    }
    for (uint32_t i = 0; i < list->all.count && status == STATUS_OK; i++) {
        const struct municipality *next = list->all.items[i].municipality->successor;
        if (next == NULL || !next->is_new)
            continue;
        found = text_map_find(by_nis, (struct text){next->nis, 5});
        if (found != MAP_NONE)
            report_double(loader, &list->all.items[i], &list->all.items[found]);
    }
    return status;
}

enum status check_participation(struct loader *loader)
{
    struct participations list = {0};
    struct text_map *by_nis = text_map_new();
    enum status status = STATUS_MEMORY;

    if (by_nis != NULL)
        status = collect_participations(loader->dossier, &list);
    if (status == STATUS_OK)
        status = check_pairs(loader, &list, by_nis);
    text_map_free(by_nis);
    free(list.all.items);
    return status;
}
