/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/write_json_scheme.h"

#include <stdio.h>

#include "settle/assumptions.h"

const char *price_name(const struct scheme_action *action, const struct scheme_group *group,
                       char out[PRICE_NAME_BYTES])
{
    bool has_group = *group->id != '\0';

    snprintf(out, PRICE_NAME_BYTES, "standaardbedrag %s%s%s", action->number_text,
             has_group ? " " : "", group->id);
    return out;
}

static void sources(struct json *json, const struct scheme *scheme)
{
    json_line(json);
    json_key(json, "bronnen");
    json_open(json, '[');
    for (size_t i = 0; i < scheme->source_count; i++) {
        json_open(json, '{');
        json_member_text(json, "id", scheme->sources[i].id);
        json_member_text(json, "titel", scheme->sources[i].title);
        json_member_text(json, "document", scheme->sources[i].document);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void ref(struct json *json, const struct scheme_ref *from)
{
    json_member_text(json, "bron", from->source->id);
    json_member_text(json, "passage", from->passage);
}

static void parameter(struct json *json, const char *name, const struct scheme_value *value)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "naam", name);
    json_member_text(json, "waarde", value->known ? value->text : NULL);
    json_member_date(json, "van", value->from);
    json_member_date(json, "tot", value->to);
    json_member_count(json, "lijn", value->line);
    ref(json, &value->ref);
    json_member_text(json, "aanname", value->ref.assumption);
    json_close(json, '}');
}

static void action_parameters(struct json *json, const struct scheme_action *action)
{
    char name[PRICE_NAME_BYTES];
    char maximum[PRICE_NAME_BYTES + 16];

    for (size_t i = 0; i < action->group_count; i++) {
        const struct scheme_group *group = &action->groups[i];
        price_name(action, group, name);
        parameter(json, name, group->price);
        if (group->maximum == NULL)
            continue;
        snprintf(maximum, sizeof maximum, "maximum%s", name + sizeof "standaardbedrag" - 1);
        parameter(json, maximum, group->maximum);
    }
}

static void parameters(struct json *json, const struct scheme *scheme)
{
    char name[PRICE_NAME_BYTES];

    json_line(json);
    json_key(json, "parameters");
    json_open(json, '[');
    for (int i = 0; i < PARAMETER_COUNT; i++)
        for (size_t v = 0; v < scheme->parameters[i].count; v++)
            parameter(json, scheme->parameters[i].name, &scheme->parameters[i].values[v]);
    for (size_t i = 0; i < scheme->action_count; i++)
        if (scheme->actions[i].funded)
            action_parameters(json, &scheme->actions[i]);
    for (size_t i = 0; i < scheme->incentive_count; i++) {
        snprintf(name, sizeof name, "stimulans %s", scheme->incentives[i].id);
        parameter(json, name, scheme->incentives[i].amount);
    }
    json_close(json, ']');
}

static void groups(struct json *json, const struct scheme_action *action)
{
    char name[PRICE_NAME_BYTES];

    json_open(json, '[');
    for (size_t i = 0; i < action->group_count; i++) {
        const struct scheme_group *group = &action->groups[i];
        json_open(json, '{');
        json_member_text(json, "doelgroep", group->id);
        json_member_text(json, "eenheid", group->unit);
        json_member_text(json, "standaardbedrag_parameter", price_name(action, group, name));
        json_key(json, "maximum");
        if (group->maximum != NULL && group->maximum->known)
            json_count(json, group->maximum->count);
        else
            json_none(json);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void actions(struct json *json, const struct scheme *scheme)
{
    json_line(json);
    json_key(json, "acties");
    json_open(json, '[');
    for (size_t i = 0; i < scheme->action_count; i++) {
        const struct scheme_action *action = &scheme->actions[i];
        if (!action->funded)
            continue;
        json_line(json);
        json_open(json, '{');
        json_member_text(json, "actie", action->number_text);
        json_member_text(json, "naam", action->name);
        json_member_text(json, "doel", action->goal);
        json_key(json, "altijd_beoordeeld");
        json_bool(json, action->always_judged);
        json_key(json, "doelgroepen");
        groups(json, action);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void incentive_kinds(struct json *json, const struct scheme *scheme)
{
    json_line(json);
    json_key(json, "stimulanssoorten");
    json_open(json, '[');
    for (size_t i = 0; i < scheme->incentive_count; i++) {
        json_open(json, '{');
        json_member_text(json, "stimulans", scheme->incentives[i].id);
        json_member_text(json, "naam", scheme->incentives[i].name);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void assumptions(struct json *json, const struct settlement *s)
{
    struct resting resting = settlement_assumptions(s);

    json_line(json);
    json_key(json, "aannames");
    json_open(json, '[');
    for (size_t i = 0; i < s->scheme->assumption_count; i++) {
        const struct scheme_assumption *assumption = &s->scheme->assumptions[i];
        json_line(json);
        json_open(json, '{');
        json_member_text(json, "id", assumption->id);
        json_member_text(json, "zwijgt", assumption->silent);
        json_member_text(json, "aangenomen", assumption->assumed);
        json_member_text(json, "gekozen", chosen_alternative(s, assumption)->id);
        json_key(json, "standaard");
        json_bool(json, chosen_alternative(s, assumption) ==
                            &assumption->alternatives[assumption->standard]);
        json_key(json, "alternatieven");
        json_open(json, '{');
        for (size_t a = 0; a < assumption->alternative_count; a++)
            json_member_text(json, assumption->alternatives[a].id,
                             assumption->alternatives[a].text);
        json_close(json, '}');
        ref(json, &assumption->ref);
        json_key(json, "bepaalt_bedrag");
        json_bool(json, assumption->known < ASSUMPTION_COUNT && resting.on[assumption->known]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void declared_totals(struct json *json, const struct scheme *scheme)
{
    json_line(json);
    json_key(json, "totalen_regeling");
    json_open(json, '[');
    for (size_t i = 0; i < scheme->total_count; i++) {
        json_open(json, '{');
        json_member_text(json, "onderwerp", scheme->totals[i].subject);
        json_member_money(json, "bedrag", scheme->totals[i].amount);
        json_key(json, "gebruikt");
        json_bool(json, scheme->totals[i].used);
        ref(json, &scheme->totals[i].ref);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void scheme_json(struct json *json, const struct settlement *settlement)
{
    sources(json, settlement->scheme);
    parameters(json, settlement->scheme);
    actions(json, settlement->scheme);
    incentive_kinds(json, settlement->scheme);
    assumptions(json, settlement);
    declared_totals(json, settlement->scheme);
}
