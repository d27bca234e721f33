/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aanvragen.csv, and how another table refers to one of its rows. */
#include <string.h>

#include "core/order.h"
#include "ingest/dossier/load.h"

enum {
    A_BENEFICIARY,
    A_ACTION,
    A_GROUP,
    A_CHOICE,
    A_BASELINE,
    A_TARGET,
    A_LAST_YEAR,
    A_PRICE,
    A_PRIORITY
};

static void report_unknown_action(struct loader *loader, struct field_reader *reader,
                                  uint32_t column)
{
    const struct scheme *scheme = loader->dossier->scheme;
    const char *numbers[LIMIT_COLUMNS];
    char expected[WORDS_BYTES];
    uint32_t count = 0;

    for (size_t i = 0; i < scheme->action_count && count < LIMIT_COLUMNS; i++)
        if (scheme->actions[i].funded)
            numbers[count++] = scheme->actions[i].number_text;
    words_join(numbers, count, expected);
    field_report_parts(reader, column, FINDING_ACTION_UNKNOWN, field_raw(reader, column), expected,
                       NULL);
}

static void report_unknown_group(struct field_reader *reader, uint32_t column,
                                 const struct scheme_action *action)
{
    const char *ids[LIMIT_COLUMNS];
    char expected[WORDS_BYTES];
    uint32_t count = 0;

    if (action->group_count == 1 && *action->groups[0].id == '\0') {
        field_report_parts(reader, column, FINDING_GROUP_NONE, field_raw(reader, column),
                           action->number_text, NULL);
        return;
    }
    for (size_t i = 0; i < action->group_count && count < LIMIT_COLUMNS; i++)
        ids[count++] = action->groups[i].id;
    words_join(ids, count, expected);
    field_report_parts(reader, column, FINDING_GROUP_UNKNOWN, field_raw(reader, column),
                       action->number_text, expected);
}

/* The target group stands in the column after the action. */
bool find_group(struct loader *loader, struct field_reader *reader, uint32_t action_column,
                const struct scheme_action **action, const struct scheme_group **group)
{
    uint32_t group_column = action_column + 1;
    struct text number;

    if (!field_key(reader, action_column, &number))
        return false;
    *action = scheme_action_find(loader->dossier->scheme, number);
    if (*action == NULL) {
        report_unknown_action(loader, reader, action_column);
        return false;
    }
    reader->subject.action = (*action)->number_text;
    if (!(*action)->funded) {
        field_report(reader, action_column, FINDING_ACTION_UNFUNDED, NULL);
        return false;
    }
    *group = scheme_group_find(*action, field_raw(reader, group_column));
    if (*group == NULL) {
        report_unknown_group(reader, group_column, *action);
        return false;
    }
    reader->subject.group = (*group)->id;
    return true;
}

/* Whether the scheme goes on from the year before, by choice. */
static bool asks_choice(const struct loader *loader)
{
    return strcmp(scheme_value(loader->dossier->scheme, PARAMETER_CHOICE)->text, "verplicht") == 0;
}

static bool read_choice(struct loader *loader, struct field_reader *reader, struct application *out)
{
    uint32_t choice = APPLICATION_NONE;

    out->choice = APPLICATION_NONE;
    if (asks_choice(loader)) {
        if (!field_word(reader, A_CHOICE, words_choice, WORDS_CHOICE, &choice))
            return false;
    } else if (!field_is_empty(reader, A_CHOICE)) {
        field_report(reader, A_CHOICE, FINDING_FIELD_NOT_EMPTY, loader->dossier->scheme->id);
        return false;
    }
    out->choice = (enum application_choice)choice;
    return true;
}

static bool read_last_year(struct loader *loader, struct field_reader *reader,
                           struct application *out)
{
    out->last_year = -1;
    if (!asks_choice(loader)) {
        if (field_is_empty(reader, A_LAST_YEAR))
            return true;
        field_report(reader, A_LAST_YEAR, FINDING_FIELD_NOT_EMPTY, loader->dossier->scheme->id);
        return false;
    }
    return field_count(reader, A_LAST_YEAR, &out->last_year);
}

static bool read_numbers(struct field_reader *reader, struct application *out)
{
    bool right = field_count(reader, A_BASELINE, &out->baseline);

    out->target = 0;
    if (out->choice != APPLICATION_STOP || !field_is_empty(reader, A_TARGET))
        right &= field_count(reader, A_TARGET, &out->target);
    out->has_price = !field_is_empty(reader, A_PRICE);
    if (out->has_price)
        right &= field_money(reader, A_PRICE, false, &out->price);
    out->priority = -1;
    if (!field_is_empty(reader, A_PRIORITY))
        right &= field_count(reader, A_PRIORITY, &out->priority);
    return right;
}

static enum status take_application(void *context, const struct table_row *row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = row, .diags = loader->diags};
    struct application out = {.line = row->line};

    out.beneficiary = find_beneficiary(loader, &reader, A_BENEFICIARY);
    bool placed = find_group(loader, &reader, A_ACTION, &out.action, &out.group);
    out.usable = read_choice(loader, &reader, &out);
    out.usable &= read_last_year(loader, &reader, &out);
    out.usable &= read_numbers(&reader, &out);
    if (!placed || out.beneficiary == NO_INDEX)
        return causes_refuse(loader, FILE_APPLICATIONS, field_raw(&reader, A_BENEFICIARY),
                             reader.subject.action);
    return VECTOR_PUSH(&loader->dossier->applications, out);
}

/* Rank of a group id among those of its action, by bytes. */
static uint64_t group_rank(const struct application *row)
{
    uint64_t rank = 0;

    for (size_t i = 0; i < row->action->group_count; i++)
        rank += strcmp(row->action->groups[i].id, row->group->id) < 0;
    return rank;
}

static uint64_t application_key(const void *context, const void *item)
{
    const struct application *row = item;

    (void)context;
    return (uint64_t)row->beneficiary << 32 | (uint64_t)(row->action->number & 0xffffff) << 8 |
           group_rank(row);
}

enum status load_applications(struct loader *loader)
{
    struct dossier *dossier = loader->dossier;
    char key[KEY_TEXT_BYTES];
    enum status status = load_table(loader, FILE_APPLICATIONS, take_application);

    if (status == STATUS_OK)
        status = order_rows(dossier->applications.items, dossier->applications.count,
                            sizeof *dossier->applications.items, application_key, NULL);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < dossier->applications.count; i++) {
        const struct application *row = &dossier->applications.items[i];
        struct beneficiary *owner = &dossier->beneficiaries.items[row->beneficiary];
        if (owner->application_count++ == 0)
            owner->first_application = i;
        if (i > 0 && row->beneficiary == row[-1].beneficiary && row->group == row[-1].group)
            report_duplicate(loader, FILE_APPLICATIONS, row->line, row[-1].line,
                             subject_of(dossier, i), key_text(subject_of(dossier, i), key));
    }
    return STATUS_OK;
}

uint32_t place_application(struct loader *loader, uint32_t beneficiary,
                           const struct scheme_group *group, struct source_pos pos,
                           struct diag_subject subject)
{
    const struct dossier *dossier = loader->dossier;
    const struct beneficiary *owner = &dossier->beneficiaries.items[beneficiary];
    char key[KEY_TEXT_BYTES];

    for (uint32_t i = 0; i < owner->application_count; i++)
        if (dossier->applications.items[owner->first_application + i].group == group)
            return owner->first_application + i;
    if (!causes_explain(loader, FILE_APPLICATIONS, (struct text){owner->id, strlen(owner->id)},
                        subject.action))
        diag_add(loader->diags, FINDING_APPLICATION_UNKNOWN, pos, subject, key_text(subject, key),
                 NULL, NULL);
    return NO_INDEX;
}

uint32_t find_application(struct loader *loader, struct field_reader *reader, uint32_t beneficiary,
                          uint32_t action_column)
{
    const struct scheme_action *action;
    const struct scheme_group *group;

    if (!find_group(loader, reader, action_column, &action, &group) || beneficiary == NO_INDEX)
        return NO_INDEX;
    return place_application(loader, beneficiary, group, table_pos(reader->row, action_column),
                             reader->subject);
}
