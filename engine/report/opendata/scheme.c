/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open data about the scheme: actions, target groups, parameters, sources. */
#include <string.h>

#include "report/opendata/columns.h"

/* ---- acties, doelgroepen ---- */

static const struct open_column action_columns[] = {
    ACTION,
    WORD("naam", true, "naam van de actie", "name of the action"),
    WORD("doel", true, "doelstelling waar de actie onder valt", "goal that the action serves"),
    {.name = "altijd_beoordeeld",
     .kind = OPEN_BOOLEAN,
     .required = true,
     .says = {"wordt bij het tussentijdse rapport altijd beoordeeld",
              "is always judged at the interim report"}}};

static uint32_t action_rows(const struct run *run)
{
    return run->action_count;
}

/* The number of an action as a number; the scheme holds it as digits. */
struct open_cell open_action_number(const char *number)
{
    int64_t value = RUN_NONE;

    if (text_parse_count((struct text){number, strlen(number)}, &value) != STATUS_OK)
        value = RUN_NONE;
    return open_count(value);
}

static void action_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_action *action = &run->actions[row];

    *cells++ = open_action_number(action->number);
    *cells++ = open_text(action->name);
    *cells++ = open_text(action->goal);
    *cells++ = open_boolean(action->always_judged);
}

static const struct open_column group_columns[] = {
    ACTION,
    GROUP,
    WORD("eenheid", true, "wat er geteld wordt", "what is counted"),
    {.name = "standaardbedrag",
     .kind = OPEN_MONEY,
     .says = {"bedrag per eenheid volgens de regeling; leeg: de regeling zegt het niet",
              "amount per unit of the scheme; empty: the scheme does not say"}},
    UNITS("maximum", false, "hoogste aantal eenheden per aanvrager",
          "largest number of units per applicant")};

uint32_t open_group_rows(const struct run *run)
{
    return run->group_count;
}

static void group_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_group *group = &run->groups[row];
    const struct run_parameter *price = run_parameter_find(run, group->price_parameter);
    const char *value = price == NULL ? "" : price->value;
    struct run_amount per_unit = {0};

    per_unit.known = text_parse_money((struct text){value, strlen(value)}, &per_unit.money) ==
                     STATUS_OK;
    *cells++ = open_action_number(group->action);
    *cells++ = open_text(group->group);
    *cells++ = open_text(group->unit);
    *cells++ = open_amount(per_unit);
    *cells++ = open_count(group->maximum);
}

/* ---- parameters, bronnen ---- */

static const struct open_column parameter_columns[] = {
    WORD("naam", true, "naam van de waarde", "name of the value"),
    DATE("van", "geldig vanaf", "valid from"),
    DATE("tot", "geldig tot en met", "valid up to and including"),
    WORD("waarde", false, "waarde zoals ze in de regeling staat; leeg: de bron zegt het niet",
         "value as written in the scheme; empty: the source does not say"),
    WORD("bron", true, "bron", "source"),
    WORD("passage", true, "plaats in de bron", "passage"),
    WORD("aanname", false, "aanname waar de waarde op rust", "assumption on which it rests")};

static uint32_t parameter_rows(const struct run *run)
{
    return run->parameter_count;
}

static void parameter_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_parameter *parameter = &run->parameters[row];

    *cells++ = open_text(parameter->name);
    *cells++ = open_text(parameter->from);
    *cells++ = open_text(parameter->to);
    *cells++ = open_text(parameter->value);
    *cells++ = open_text(parameter->source);
    *cells++ = open_text(parameter->passage);
    *cells++ = open_text(parameter->assumption);
}

static const struct open_column source_columns[] = {
    WORD("bron", true, "sleutel van de bron", "key of the source"),
    WORD("titel", true, "titel", "title"),
    WORD("document", true, "document, of waar het gepubliceerd is",
         "document, or where it is published")};

static uint32_t source_rows(const struct run *run)
{
    return run->source_count;
}

static void source_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    *cells++ = open_text(run->sources[row].id);
    *cells++ = open_text(run->sources[row].title);
    *cells++ = open_text(run->sources[row].document);
}

/* ---- the tables ---- */

const struct open_table open_acties = {
    .file = "acties.csv",
    .title = {"Acties", "Actions"},
    COLUMNS(action_columns),
    .key = "actie",
    .rows = action_rows,
    .fill = action_fill,
};

const struct open_table open_doelgroepen = {
    .file = "doelgroepen.csv",
    .title = {"Doelgroepen en eenheden", "Target groups and units"},
    COLUMNS(group_columns),
    .key = "actie doelgroep",
    .links = {{"actie", "acties.csv"}},
    .rows = open_group_rows,
    .fill = group_fill,
};

const struct open_table open_parameters = {
    .file = "parameters.csv",
    .title = {"Waarden van de regeling", "Values of the scheme"},
    COLUMNS(parameter_columns),
    .key = "naam van",
    .links = {{"bron", "bronnen.csv"}},
    .rows = parameter_rows,
    .fill = parameter_fill,
};

const struct open_table open_bronnen = {
    .file = "bronnen.csv",
    .title = {"Bronnen", "Sources"},
    COLUMNS(source_columns),
    .key = "bron",
    .rows = source_rows,
    .fill = source_fill,
};
