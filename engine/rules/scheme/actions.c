/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scheme pays for: actions with their target groups, and incentives. */
#include <stdlib.h>
#include <string.h>

#include "rules/scheme/read.h"

enum { ACTION_NUMBER_MAX = 999 };

/* The value of a group or incentive that counts: the one at the start of the project period. */
static const struct scheme_value *read_amount(struct scheme_reader *reader,
                                              const struct yaml_node *node, const char *key,
                                              const struct raw_values *raw,
                                              const struct value_form *form)
{
    size_t count;
    const struct scheme_value *values =
        scheme_values_read(reader, yaml_child(node, key), raw, form, &count);

    scheme_values_cover(reader, form->what, values, count);
    return reader->dated ? scheme_values_at(values, count, reader->start) : NULL;
}

static void read_group(struct scheme_reader *reader, const struct yaml_node *node,
                       const char *action, const struct raw_group *raw, bool only,
                       struct scheme_group *out)
{
    char what[WHAT_BYTES], price[WHAT_BYTES], maximum[WHAT_BYTES];
    struct value_form price_form = {price, VALUE_MONEY, NULL, true};
    struct value_form maximum_form = {maximum, VALUE_COUNT, NULL, false};

    out->id = only ? scheme_keep(reader, raw->id)
                   : scheme_need(reader, node, action, "doelgroep id", raw->id);
    scheme_what(what, action, out->id, "");
    scheme_what(price, what, "", "prijs");
    scheme_what(maximum, what, "", "maximum");
    out->unit = scheme_need(reader, node, what, "eenheid", raw->eenheid);
    if (raw->prijs.at_count == 0)
        scheme_need(reader, node, what, "prijs", NULL);
    out->price = read_amount(reader, node, "prijs", &raw->prijs, &price_form);
    out->maximum = read_amount(reader, node, "maximum", &raw->maximum, &maximum_form);
}

static void read_groups(struct scheme_reader *reader, const struct yaml_node *node,
                        const char *what, const struct raw_action *raw, struct scheme_action *out)
{
    const struct yaml_node *list = yaml_child(node, "doelgroepen");
    struct scheme_group *groups = scheme_room(reader, raw->doelgroepen_count, sizeof *groups);
    const struct yaml_node *item = list == NULL ? NULL : list->first;

    if (groups == NULL)
        return;
    for (uint32_t i = 0; i < raw->doelgroepen_count && item != NULL; i++, item = item->next)
        read_group(reader, item, what, &raw->doelgroepen[i], raw->doelgroepen_count == 1,
                   &groups[i]);
    scheme_unique(reader, list, "id", what);
    out->groups = groups;
    out->group_count = raw->doelgroepen_count;
}

static void read_number(struct scheme_reader *reader, const struct yaml_node *node,
                        const char *text, struct scheme_action *out)
{
    char canonical[COUNT_TEXT_BYTES];
    int64_t number = 0;

    out->number_text = scheme_need(reader, node, "actie", "nummer", text);
    if (out->number_text[0] == '\0')
        return;
    if (text_parse_count((struct text){text, strlen(text)}, &number) == STATUS_OK && number >= 1 &&
        number <= ACTION_NUMBER_MAX) {
        text_format_count_plain(number, canonical);
        if (strcmp(canonical, text) == 0) {
            out->number = (uint32_t)number;
            return;
        }
    }
    scheme_refuse(reader, FINDING_SCHEME_VALUE, node, "nummer", "actie: nummer", text, "1 - 999");
}

static void read_action(struct scheme_reader *reader, const struct yaml_node *node,
                        const struct raw_action *raw, struct scheme_action *out)
{
    char what[WHAT_BYTES], groups[WHAT_BYTES];

    read_number(reader, node, raw->nummer, out);
    scheme_what(what, "actie", out->number_text, "");
    out->name = scheme_need(reader, node, what, "naam", raw->naam);
    out->goal = scheme_need(reader, node, what, "doelstelling", raw->doelstelling);
    out->funded = raw->gesubsidieerd == RAW_YES;
    out->always_judged = raw->altijd_beoordeeld == RAW_YES;
    out->ref = scheme_ref_read(reader, node, what, &raw->ref);
    read_groups(reader, node, what, raw, out);
    scheme_what(groups, what, "", "doelgroepen");
    if (out->funded && out->group_count == 0)
        scheme_need(reader, node, what, "doelgroepen", NULL);
    if (!out->funded && out->group_count > 0)
        scheme_refuse(reader, FINDING_SCHEME_VALUE, node, "doelgroepen", groups, "doelgroepen",
                      "gesubsidieerd: ja");
}

static int by_number(const void *left, const void *right)
{
    const struct scheme_action *a = left, *b = right;

    return (a->number > b->number) - (a->number < b->number);
}

void scheme_actions_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "acties");
    struct scheme_action *actions = scheme_room(reader, raw->acties_count, sizeof *actions);
    const struct yaml_node *node = list == NULL ? NULL : list->first;

    if (actions == NULL)
        return;
    if (raw->acties_count == 0)
        scheme_refuse(reader, FINDING_SCHEME_MISSING, reader->root, "acties", "acties", NULL, NULL);
    for (uint32_t i = 0; i < raw->acties_count && node != NULL; i++, node = node->next)
        read_action(reader, node, &raw->acties[i], &actions[i]);
    scheme_unique(reader, list, "nummer", "actie");
    qsort(actions, raw->acties_count, sizeof *actions, by_number);
    reader->scheme->actions = actions;
    reader->scheme->action_count = raw->acties_count;
}

static int by_id(const void *left, const void *right)
{
    const struct scheme_incentive *a = left, *b = right;

    return strcmp(a->id, b->id);
}

static void read_incentive(struct scheme_reader *reader, const struct yaml_node *node,
                           const struct raw_incentive *raw, struct scheme_incentive *out)
{
    char what[WHAT_BYTES], amount[WHAT_BYTES];
    struct value_form form = {amount, VALUE_MONEY, NULL, true};

    out->id = scheme_need(reader, node, "stimulans", "id", raw->id);
    scheme_what(what, "stimulans", out->id, "");
    scheme_what(amount, what, "", "bedrag");
    out->name = scheme_need(reader, node, what, "naam", raw->naam);
    if (raw->bedrag.at_count == 0)
        scheme_need(reader, node, what, "bedrag", NULL);
    out->amount = read_amount(reader, node, "bedrag", &raw->bedrag, &form);
}

void scheme_incentives_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "stimulansen");
    struct scheme_incentive *items = scheme_room(reader, raw->stimulansen_count, sizeof *items);
    const struct yaml_node *node = list == NULL ? NULL : list->first;

    if (items == NULL)
        return;
    for (uint32_t i = 0; i < raw->stimulansen_count && node != NULL; i++, node = node->next)
        read_incentive(reader, node, &raw->stimulansen[i], &items[i]);
    scheme_unique(reader, list, "id", "stimulans");
    qsort(items, raw->stimulansen_count, sizeof *items, by_id);
    reader->scheme->incentives = items;
    reader->scheme->incentive_count = raw->stimulansen_count;
}
