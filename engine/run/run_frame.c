/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of afrekening.json is not a row: the rules of the run, and its totals. */
#include <jansson.h>
#include <string.h>

#include "run/run_value.h"

static void take_sources(struct run_reader *r, const json_t *list)
{
    for (size_t i = 0; i < value_rows(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        RUN_PUSH(r, sources,
                 (struct run_source){value_text(r, value_member(from, "id")),
                                     value_text(r, value_member(from, "titel")),
                                     value_text(r, value_member(from, "document"))});
    }
}

static void take_parameters(struct run_reader *r, const json_t *list)
{
    for (size_t i = 0; i < value_rows(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_parameter to = {
            .name = value_text(r, value_member(from, "naam")),
            .value = value_text_or_none(r, value_member(from, "waarde")),
            .from = value_text(r, value_member(from, "van")),
            .to = value_text(r, value_member(from, "tot")),
            .line = value_line(r, value_member(from, "lijn")),
            .source = value_text(r, value_member(from, "bron")),
            .passage = value_text(r, value_member(from, "passage")),
            .assumption = value_text_or_none(r, value_member(from, "aanname"))};
        RUN_PUSH(r, parameters, to);
    }
}

static const struct run_alternative *take_alternatives(struct run_reader *r, json_t *from,
                                                       uint32_t *alternatives)
{
    size_t size = json_object_size(from);
    struct run_alternative *kept = arena_alloc(r->to->arena, size * sizeof *kept);
    const char *key;
    json_t *value;

    *alternatives = 0;
    if (kept == NULL) {
        run_fail(r, STATUS_MEMORY);
        return NULL;
    }
    json_object_foreach(from, key, value) kept[(*alternatives)++] =
        (struct run_alternative){value_copy(r, key, strlen(key)), value_text(r, value)};
    return kept;
}

static void take_assumptions(struct run_reader *r, const json_t *list)
{
    for (size_t i = 0; i < value_rows(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_assumption to = {.id = value_text(r, value_member(from, "id")),
                                    .silent = value_text(r, value_member(from, "zwijgt")),
                                    .assumed = value_text(r, value_member(from, "aangenomen")),
                                    .chosen = value_text(r, value_member(from, "gekozen")),
                                    .standard = value_bool(r, value_member(from, "standaard")),
                                    .decides = value_bool(r, value_member(from, "bepaalt_bedrag")),
                                    .source = value_text(r, value_member(from, "bron")),
                                    .passage = value_text(r, value_member(from, "passage"))};
        to.alternatives =
            take_alternatives(r, json_object_get(from, "alternatieven"), &to.alternative_count);
        RUN_PUSH(r, assumptions, to);
    }
}

static void take_stated_totals(struct run_reader *r, const json_t *list)
{
    for (size_t i = 0; i < value_rows(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        RUN_PUSH(r, stated_totals,
                 (struct run_stated_total){value_text(r, value_member(from, "onderwerp")),
                                           value_amount(r, value_member(from, "bedrag")),
                                           value_bool(r, value_member(from, "gebruikt")),
                                           value_text(r, value_member(from, "bron")),
                                           value_text(r, value_member(from, "passage"))});
    }
}

static void name_group(struct run_reader *r, const struct run_group *group)
{
    size_t head = strlen(group->action);
    size_t tail = strlen(group->group);
    char *key = arena_alloc(r->to->arena, head + tail + 2);
    uint32_t found;

    if (key == NULL) {
        run_fail(r, STATUS_MEMORY);
        return;
    }
    memcpy(key, group->action, head);
    key[head] = '\t';
    memcpy(key + head + 1, group->group, tail);
    if (text_map_add(r->groups, (struct text){key, head + tail + 1}, r->to->groups.count, &found) !=
        STATUS_OK)
        run_fail(r, STATUS_MEMORY);
}

static void take_groups(struct run_reader *r, const json_t *list, const char *action)
{
    for (size_t i = 0; i < value_rows(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_group group = {
            .action = action,
            .group = value_text(r, value_member(from, "doelgroep")),
            .unit = value_text(r, value_member(from, "eenheid")),
            .price_parameter = value_text(r, value_member(from, "standaardbedrag_parameter")),
            .maximum = value_count_or_none(r, value_member(from, "maximum"))};
        name_group(r, &group);
        RUN_PUSH(r, groups, group);
    }
}

static void take_actions(struct run_reader *r, const json_t *list)
{
    for (size_t i = 0; i < value_rows(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_action action = {
            .number = value_text(r, value_member(from, "actie")),
            .name = value_text(r, value_member(from, "naam")),
            .goal = value_text(r, value_member(from, "doel")),
            .always_judged = value_bool(r, value_member(from, "altijd_beoordeeld")),
            .first_group = r->to->groups.count};
        take_groups(r, value_member(from, "doelgroepen"), action.number);
        action.group_count = r->to->groups.count - action.first_group;
        RUN_PUSH(r, actions, action);
    }
}

static void take_kinds(struct run_reader *r, const json_t *list)
{
    uint32_t found;

    for (size_t i = 0; i < value_rows(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_incentive_kind kind = {value_text(r, value_member(from, "stimulans")),
                                          value_text(r, value_member(from, "naam"))};
        if (text_map_add(r->kinds, (struct text){kind.id, strlen(kind.id)},
                         r->to->incentive_kinds.count, &found) != STATUS_OK)
            run_fail(r, STATUS_MEMORY);
        RUN_PUSH(r, incentive_kinds, kind);
    }
}

static void take_totals(struct run_reader *r, const json_t *from, struct run_totals *to)
{
    to->beneficiaries = value_count(r, value_member(from, "begunstigden"));
    to->applications = value_count(r, value_member(from, "aanvragen"));
    to->incentive_count = value_count(r, value_member(from, "stimulansen_aantal"));
    to->computed = value_amount(r, value_member(from, "subsidie_berekend"));
    to->granted = value_amount(r, value_member(from, "toegekend"));
    to->incentives = value_amount(r, value_member(from, "stimulansen"));
    to->advance = value_amount(r, value_member(from, "voorschot"));
    to->paid = value_amount(r, value_member(from, "saldo"));
    to->withheld = value_amount(r, value_member(from, "ingehouden"));
    to->open = value_amount(r, value_member(from, "open"));
    to->recovery = value_amount(r, value_member(from, "terugvordering"));
    to->received = value_amount(r, value_member(from, "betaald"));
    to->due = value_amount(r, value_member(from, "te_betalen"));
    to->payable = value_amount(r, value_member(from, "uit_te_betalen"));
    to->claimable = value_amount(r, value_member(from, "terug_te_vragen"));
    for (size_t i = 0; i < 7; i++)
        to->outcomes[i] =
            value_count(r, value_member(value_member(from, "uitkomsten"), run_outcomes[i]));
}

void run_frame(struct run_reader *r, const json_t *root)
{
    static const char *const languages[] = {"nl", "en"};
    struct run *run = &r->to->run;
    const char *schema = json_string_value(value_member(root, "schema")); /* may be NULL */

    if (schema == NULL || strcmp(schema, RUN_JSON_SCHEMA) != 0) {
        run_fail(r, STATUS_SYNTAX);
        return;
    }
    run->engine = value_text(r, value_member(root, "motor"));
    run->scheme = value_text(r, value_member(root, "regeling"));
    run->scheme_name = value_text(r, value_member(root, "regeling_naam"));
    run->cutoff = value_text(r, value_member(root, "peildatum"));
    run->cutoff_replaced = value_bool(r, value_member(root, "peildatum_vervangen"));
    run->language = value_word(r, value_member(root, "taal"), languages, 2) == languages[0]
                        ? LANGUAGE_NL
                        : LANGUAGE_EN;
    take_sources(r, value_member(root, "bronnen"));
    take_parameters(r, value_member(root, "parameters"));
    take_actions(r, value_member(root, "acties"));
    take_kinds(r, value_member(root, "stimulanssoorten"));
    take_assumptions(r, value_member(root, "aannames"));
    take_stated_totals(r, value_member(root, "totalen_regeling"));
    take_totals(r, value_member(root, "totalen"), &run->totals);
}
