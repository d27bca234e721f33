/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a plan. All are optional here: rules/plan/plan.c names what is missing. */
#include "rules/plan/raw.h"

#include <stddef.h>

#include <cyaml/cyaml.h>

#define WORD(key, type, member)                                                                    \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, 0,         \
                           CYAML_UNLIMITED)
#define LIST(key, type, member, entry)                                                             \
    CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, entry, 0,    \
                         CYAML_UNLIMITED)
#define BLOCK(key, type, member, fields)                                                           \
    CYAML_FIELD_MAPPING(key, CYAML_FLAG_OPTIONAL, type, member, fields)
#define ENTRY(name, type, fields)                                                                  \
    static const cyaml_schema_value_t name = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, type, fields)}
#define PASSAGE(type) WORD("passage", type, passage), WORD("regel", type, regel)
#define REMARK(type) WORD("opmerking", type, opmerking)

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

static const cyaml_schema_field_t period_fields[] = {
    WORD("van", struct raw_passage, van), WORD("tot", struct raw_passage, tot),
    PASSAGE(struct raw_passage), REMARK(struct raw_passage), CYAML_FIELD_END};

static const cyaml_schema_field_t reporting_fields[] = {
    PASSAGE(struct raw_passage), REMARK(struct raw_passage), CYAML_FIELD_END};

static const cyaml_schema_field_t minister_fields[] = {
    WORD("id", struct raw_minister, id), WORD("naam", struct raw_minister, naam), CYAML_FIELD_END};
ENTRY(minister, struct raw_minister, minister_fields);

static const cyaml_schema_field_t goal_fields[] = {WORD("nummer", struct raw_passage, nummer),
                                                   PASSAGE(struct raw_passage),
                                                   REMARK(struct raw_passage), CYAML_FIELD_END};
ENTRY(goal, struct raw_passage, goal_fields);

static const cyaml_schema_field_t objective_fields[] = {
    WORD("nummer", struct raw_passage, nummer), WORD("paragraaf", struct raw_passage, paragraaf),
    PASSAGE(struct raw_passage), REMARK(struct raw_passage), CYAML_FIELD_END};
ENTRY(objective, struct raw_passage, objective_fields);

static const cyaml_schema_field_t role_fields[] = {
    LIST("ministers", struct raw_role, ministers, &word), WORD("regel", struct raw_role, regel),
    CYAML_FIELD_END};

static const cyaml_schema_field_t timing_fields[] = {
    WORD("duur", struct raw_timing, duur),
    WORD("van", struct raw_timing, van),
    WORD("tot", struct raw_timing, tot),
    WORD("streefdatum", struct raw_timing, streefdatum),
    PASSAGE(struct raw_timing),
    CYAML_FIELD_END};

static const cyaml_schema_field_t indicator_fields[] = {
    WORD("nummer", struct raw_indicator, nummer),
    WORD("soort", struct raw_indicator, soort),
    WORD("eenheid", struct raw_indicator, eenheid),
    WORD("deel", struct raw_indicator, deel),
    WORD("uitsplitsing", struct raw_indicator, uitsplitsing),
    WORD("minister", struct raw_indicator, minister),
    WORD("ritme", struct raw_indicator, ritme),
    WORD("vanaf", struct raw_indicator, vanaf),
    WORD("streefwaarde", struct raw_indicator, streefwaarde),
    WORD("streef-per", struct raw_indicator, streef_per),
    WORD("streefjaar", struct raw_indicator, streefjaar),
    PASSAGE(struct raw_indicator),
    REMARK(struct raw_indicator),
    CYAML_FIELD_END};
ENTRY(indicator, struct raw_indicator, indicator_fields);

static const cyaml_schema_field_t action_fields[] = {
    WORD("nummer", struct raw_plan_action, nummer),
    WORD("titel", struct raw_plan_action, titel),
    WORD("regel", struct raw_plan_action, regel),
    WORD("operationele-doelstelling", struct raw_plan_action, doelstelling),
    BLOCK("verantwoordelijk", struct raw_plan_action, verantwoordelijk, role_fields),
    BLOCK("samenwerking", struct raw_plan_action, samenwerking, role_fields),
    BLOCK("tijdspad", struct raw_plan_action, tijdspad, timing_fields),
    LIST("indicatoren", struct raw_plan_action, indicatoren, &indicator),
    REMARK(struct raw_plan_action),
    CYAML_FIELD_END};
ENTRY(action, struct raw_plan_action, action_fields);

static const cyaml_schema_field_t plan_fields[] = {
    WORD("id", struct raw_plan, id),
    WORD("naam", struct raw_plan, naam),
    WORD("document", struct raw_plan, document),
    BLOCK("periode", struct raw_plan, periode, period_fields),
    BLOCK("rapportering", struct raw_plan, rapportering, reporting_fields),
    LIST("ministers", struct raw_plan, ministers, &minister),
    LIST("doelstellingen", struct raw_plan, doelstellingen, &goal),
    LIST("operationele-doelstellingen", struct raw_plan, operationele, &objective),
    LIST("acties", struct raw_plan, acties, &action),
    CYAML_FIELD_END};

const cyaml_schema_value_t plan_raw_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_plan, plan_fields)};
