/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a scheme: sources, assumptions, parameters; and its totals. */
#include <string.h>

#include "rules/scheme/read.h"
#include "rules/scheme/rules.h"
#include "rules/yaml/names.h"

void scheme_sources_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "bronnen");
    struct scheme_source *sources = scheme_room(reader, raw->bronnen_count, sizeof *sources);
    const struct yaml_node *node = list == NULL ? NULL : list->first;

    if (sources == NULL)
        return;
    if (raw->bronnen_count == 0)
        scheme_refuse(reader, FINDING_SCHEME_MISSING, reader->root, "bronnen", "bronnen", NULL,
                      NULL);
    for (uint32_t i = 0; i < raw->bronnen_count && node != NULL; i++, node = node->next) {
        const struct raw_source *source = &raw->bronnen[i];
        sources[i].id = scheme_need(reader, node, "bron", "id", source->id);
        sources[i].title = scheme_need(reader, node, "bron", "titel", source->titel);
        sources[i].document = scheme_need(reader, node, "bron", "document", source->document);
    }
    scheme_unique(reader, list, "id", "bron");
    reader->scheme->sources = sources;
    reader->scheme->source_count = raw->bronnen_count;
}

static void read_alternatives(struct scheme_reader *reader, const struct yaml_node *node,
                              const struct raw_assumption *raw, const char *what,
                              struct scheme_assumption *out)
{
    const struct yaml_node *list = yaml_child(node, "alternatieven");
    struct scheme_alternative *alternatives =
        scheme_room(reader, raw->alternatieven_count, sizeof *alternatives);
    const struct yaml_node *item = list == NULL ? NULL : list->first;

    if (alternatives == NULL)
        return;
    for (uint32_t i = 0; i < raw->alternatieven_count && item != NULL; i++, item = item->next) {
        const struct raw_alternative *alternative = &raw->alternatieven[i];
        alternatives[i].id = scheme_need(reader, item, what, "id", alternative->id);
        alternatives[i].text = scheme_need(reader, item, what, "tekst", alternative->tekst);
    }
    scheme_unique(reader, list, "id", what);
    out->alternatives = alternatives;
    out->alternative_count = raw->alternatieven_count;
}

static void read_standard(struct scheme_reader *reader, const struct yaml_node *node,
                          const char *what, const char *text, struct scheme_assumption *out)
{
    struct names expected = {0};

    if (scheme_need(reader, node, what, "standaard", text)[0] == '\0')
        return;
    for (out->standard = 0; out->standard < out->alternative_count; out->standard++) {
        if (strcmp(out->alternatives[out->standard].id, text) == 0)
            return;
        names_add(&expected, out->alternatives[out->standard].id);
    }
    out->standard = 0;
    scheme_refuse(reader, FINDING_ALTERNATIVE_UNKNOWN, node, "standaard", text, out->id,
                  expected.text);
}

/* An assumption that the program knows has exactly the alternatives of its enum, in that order. */
static void check_known(struct scheme_reader *reader, const struct yaml_node *node,
                        const char *what, struct scheme_assumption *assumption)
{
    char name[WHAT_BYTES];
    struct names found = {0};

    assumption->known = ASSUMPTION_COUNT;
    for (enum assumption_id known = 0; known < ASSUMPTION_COUNT; known++)
        if (strcmp(assumption_rules[known].id, assumption->id) == 0)
            assumption->known = known;
    if (assumption->known == ASSUMPTION_COUNT)
        return;
    for (size_t i = 0; i < assumption->alternative_count; i++)
        names_add(&found, assumption->alternatives[i].id);
    const char *expected = assumption_rules[assumption->known].alternatives;
    if (strcmp(found.text, expected) == 0)
        return;
    scheme_what(name, what, "", "alternatieven");
    scheme_refuse(reader, FINDING_SCHEME_VALUE, node, "alternatieven", name, found.text, expected);
}

static void read_assumption(struct scheme_reader *reader, const struct yaml_node *node,
                            const struct raw_assumption *raw, struct scheme_assumption *out)
{
    char what[WHAT_BYTES];

    out->id = scheme_need(reader, node, "aanname", "id", raw->id);
    scheme_what(what, "aanname", out->id, "");
    out->silent = scheme_need(reader, node, what, "zwijgt", raw->zwijgt);
    out->assumed = scheme_need(reader, node, what, "aangenomen", raw->aangenomen);
    out->ref = scheme_ref_read(reader, node, what, &raw->ref);
    read_alternatives(reader, node, raw, what, out);
    read_standard(reader, node, what, raw->standaard, out);
    check_known(reader, node, what, out);
}

void scheme_assumption_list_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "aannames");
    struct scheme_assumption *assumptions =
        scheme_room(reader, raw->aannames_count, sizeof *assumptions);
    const struct yaml_node *node = list == NULL ? NULL : list->first;

    if (assumptions == NULL)
        return;
    for (uint32_t i = 0; i < raw->aannames_count && node != NULL; i++, node = node->next)
        read_assumption(reader, node, &raw->aannames[i], &assumptions[i]);
    scheme_unique(reader, list, "id", "aanname");
    reader->scheme->assumptions = assumptions;
    reader->scheme->assumption_count = raw->aannames_count;
}

void scheme_assumptions_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "aannames");
    char what[WHAT_BYTES];

    scheme_assumption_list_read(reader, raw);
    if (reader->without_memory)
        return;
    for (enum assumption_id known = 0; known < ASSUMPTION_COUNT; known++) {
        if (!assumption_rules[known].required ||
            scheme_assumption_find(reader->scheme, known) != NULL)
            continue;
        scheme_what(what, "aanname", assumption_rules[known].id, "");
        scheme_refuse(reader, FINDING_SCHEME_MISSING, list, NULL, what, NULL, NULL);
    }
}

static void read_parameter(struct scheme_reader *reader, const struct yaml_node *block,
                           enum scheme_parameter_id id, const struct raw_values *raw)
{
    const struct yaml_node *list = yaml_child(block, parameter_rules[id].name);
    struct scheme_parameter *out = &reader->scheme->parameters[id];
    char what[WHAT_BYTES];

    scheme_what(what, "parameter", parameter_rules[id].name, "");
    struct value_form form = {what, parameter_rules[id].kind, parameter_words(id),
                              parameter_may_be_unknown(id)};
    *out = (struct scheme_parameter){.id = id, .name = parameter_rules[id].name};
    if (raw->at_count == 0)
        scheme_refuse(reader, FINDING_SCHEME_MISSING, list == NULL ? block : list, NULL, what, NULL,
                      NULL);
    else
        out->values = scheme_values_read(reader, list, raw, &form, &out->count);
}

/* The dates that the others hang on cannot change halfway. */
static bool single_date(struct scheme_reader *reader, const struct yaml_node *block,
                        enum scheme_parameter_id id, struct date *out)
{
    const struct scheme_parameter *parameter = &reader->scheme->parameters[id];
    char what[WHAT_BYTES];

    if (parameter->count == 0)
        return false;
    *out = parameter->values[0].date;
    if (parameter->count > 1) {
        scheme_what(what, "parameter", parameter->name, "");
        scheme_refuse(reader, FINDING_SCHEME_DUPLICATE, block, parameter->name, what, NULL, NULL);
    }
    return parameter->count == 1 && out->days != 0;
}

static void check_order(struct scheme_reader *reader, enum scheme_parameter_id early,
                        enum scheme_parameter_id late)
{
    const struct scheme_parameter *first = &reader->scheme->parameters[early];
    const struct scheme_parameter *last = &reader->scheme->parameters[late];
    char what[WHAT_BYTES], expected[WHAT_BYTES];

    if (first->count == 0 || last->count == 0 || last->values[0].date.days == 0 ||
        date_compare(first->values[0].date, last->values[0].date) <= 0)
        return;
    scheme_what(what, "parameter", last->name, "");
    scheme_what(expected, ">=", first->values[0].text, "");
    diag_add(reader->diags, FINDING_SCHEME_VALUE,
             (struct source_pos){reader->file, last->values[0].line, 0}, (struct diag_subject){0},
             what, last->values[0].text, expected);
}

static void check_dates(struct scheme_reader *reader, const struct yaml_node *block)
{
    struct date end;
    bool from = single_date(reader, block, PARAMETER_DOSSIER_FROM, &reader->from);
    bool to = single_date(reader, block, PARAMETER_DOSSIER_TO, &reader->to);
    bool start = single_date(reader, block, PARAMETER_PROJECT_FROM, &reader->start);
    bool ended = single_date(reader, block, PARAMETER_PROJECT_TO, &end);

    check_order(reader, PARAMETER_DOSSIER_FROM, PARAMETER_PROJECT_FROM);
    check_order(reader, PARAMETER_PROJECT_FROM, PARAMETER_PROJECT_TO);
    check_order(reader, PARAMETER_PROJECT_TO, PARAMETER_DOSSIER_TO);
    check_order(reader, PARAMETER_SPENDING_FROM, PARAMETER_SPENDING_TO);
    reader->dated = from && to && start && ended && date_compare(reader->from, reader->to) <= 0 &&
                    date_within(reader->start, reader->from, reader->to);
}

void scheme_parameters_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *block = yaml_child(reader->root, "parameters");
    char what[WHAT_BYTES];

    for (enum scheme_parameter_id id = 0; id < PARAMETER_COUNT; id++)
        read_parameter(reader, block == NULL ? reader->root : block, id,
                       &raw->parameters.by_id[id]);
    check_dates(reader, block);
    for (enum scheme_parameter_id id = 0; id < PARAMETER_COUNT; id++) {
        const struct scheme_parameter *parameter = &reader->scheme->parameters[id];
        scheme_what(what, "parameter", parameter->name, "");
        scheme_values_cover(reader, what, parameter->values, parameter->count);
    }
}

/* Of each subject one amount is used; the others stand there because documents disagree. */
static void check_used(struct scheme_reader *reader, const struct yaml_node *list,
                       const struct scheme_total *totals, size_t count)
{
    const struct yaml_node *node = list == NULL ? NULL : list->first;
    char what[WHAT_BYTES];

    for (size_t i = 0; i < count && node != NULL; i++, node = node->next) {
        size_t used = 0, earlier = 0;
        for (size_t j = 0; j < count; j++) {
            if (strcmp(totals[i].subject, totals[j].subject) != 0)
                continue;
            used += totals[j].used ? 1 : 0;
            earlier += j < i ? 1 : 0;
        }
        if (used == 1 || earlier > 0)
            continue;
        scheme_what(what, "totaal", totals[i].subject, "gebruikt: ja");
        scheme_refuse(reader, used == 0 ? FINDING_SCHEME_MISSING : FINDING_SCHEME_DUPLICATE, node,
                      "gebruikt", what, NULL, NULL);
    }
}

void scheme_totals_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "totalen");
    struct scheme_total *totals = scheme_room(reader, raw->totalen_count, sizeof *totals);
    const struct yaml_node *node = list == NULL ? NULL : list->first;
    char what[WHAT_BYTES];

    if (totals == NULL)
        return;
    for (uint32_t i = 0; i < raw->totalen_count && node != NULL; i++, node = node->next) {
        const struct raw_total *total = &raw->totalen[i];
        totals[i].subject = scheme_need(reader, node, "totaal", "onderwerp", total->onderwerp);
        scheme_what(what, "totaal", totals[i].subject, "");
        totals[i].amount = scheme_money_read(reader, node, what, "bedrag", total->bedrag);
        totals[i].used = total->gebruikt == RAW_YES;
        totals[i].ref = scheme_ref_read(reader, node, what, &total->ref);
    }
    check_used(reader, list, totals, raw->totalen_count);
    reader->scheme->totals = totals;
    reader->scheme->total_count = raw->totalen_count;
}

static void check_sum(struct scheme_reader *reader, const struct yaml_node *node,
                      const struct scheme_reconciliation *item)
{
    char parts[MONEY_TEXT_BYTES], total[MONEY_TEXT_BYTES];
    struct money sum = {0};

    for (size_t i = 0; i < item->part_count; i++)
        if (money_add(sum, item->parts[i], &sum) != STATUS_OK)
            sum.cents = INT64_MAX; /* certainly not the total: that is below LIMIT_MONEY_CENTS */
    if (money_compare(sum, item->total) == 0)
        return;
    text_format_money(sum, parts);
    text_format_money(item->total, total);
    scheme_refuse(reader, FINDING_SCHEME_TOTAL, node, "totaal", item->what, parts, total);
}

static void read_reconciliation(struct scheme_reader *reader, const struct yaml_node *node,
                                const struct raw_reconciliation *raw,
                                struct scheme_reconciliation *out)
{
    size_t errors = diag_count_of(reader->diags, SEVERITY_ERROR);
    struct money *parts = scheme_room(reader, raw->delen_count, sizeof *parts);
    char what[WHAT_BYTES];

    if (parts == NULL)
        return;
    out->what = scheme_need(reader, node, "aansluiting", "wat", raw->wat);
    scheme_what(what, "aansluiting", out->what, "");
    if (raw->delen_count == 0)
        scheme_need(reader, node, what, "delen", NULL);
    for (uint32_t i = 0; i < raw->delen_count; i++)
        parts[i] = scheme_money_read(reader, node, what, "delen", raw->delen[i]);
    out->parts = parts;
    out->part_count = raw->delen_count;
    out->total = scheme_money_read(reader, node, what, "totaal", raw->totaal);
    out->ref = scheme_ref_read(reader, node, what, &raw->ref);
    if (diag_count_of(reader->diags, SEVERITY_ERROR) == errors)
        check_sum(reader, node, out);
}

void scheme_reconciliations_read(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "aansluitingen");
    struct scheme_reconciliation *items =
        scheme_room(reader, raw->aansluitingen_count, sizeof *items);
    const struct yaml_node *node = list == NULL ? NULL : list->first;

    if (items == NULL)
        return;
    for (uint32_t i = 0; i < raw->aansluitingen_count && node != NULL; i++, node = node->next)
        read_reconciliation(reader, node, &raw->aansluitingen[i], &items[i]);
    reader->scheme->reconciliations = items;
    reader->scheme->reconciliation_count = raw->aansluitingen_count;
}
