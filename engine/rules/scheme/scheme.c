/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/scheme/scheme.h"

#include <string.h>

#include "rules/scheme/read.h"
#include "rules/scheme/rules.h"
#include "rules/yaml/bind.h"

/* Where the choice of the grant rule is left open, its default is the rule of the parameter. */
static void check_grant_rule(struct scheme_reader *reader)
{
    const struct scheme_assumption *assumption =
        scheme_assumption_find(reader->scheme, ASSUMPTION_GRANT_RULE);
    const struct scheme_parameter *rule = &reader->scheme->parameters[PARAMETER_GRANT_RULE];

    if (assumption == NULL || assumption->alternative_count == 0 || rule->count == 0)
        return;
    const char *standard = assumption->alternatives[assumption->standard].id;
    if (strcmp(standard, rule->values[0].text) != 0)
        scheme_refuse(reader, FINDING_SCHEME_VALUE, yaml_child(reader->root, "aannames"), NULL,
                      "aanname verdeelsleutel: standaard", standard, rule->values[0].text);
}

static enum status read_scheme(struct scheme_reader *reader, const struct raw_scheme *raw)
{
    struct scheme *scheme = reader->scheme;
    size_t errors = diag_count_of(reader->diags, SEVERITY_ERROR);

    scheme->id = scheme_need(reader, reader->root, "", "id", raw->id);
    scheme->name = scheme_need(reader, reader->root, "", "naam", raw->naam);
    scheme_sources_read(reader, raw);
    scheme_assumptions_read(reader, raw);
    scheme_parameters_read(reader, raw);
    scheme_actions_read(reader, raw);
    scheme_incentives_read(reader, raw);
    scheme_totals_read(reader, raw);
    scheme_reconciliations_read(reader, raw);
    check_grant_rule(reader);
    if (reader->without_memory)
        return STATUS_MEMORY;
    return diag_count_of(reader->diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}

enum status scheme_load(const char *file, const char *bytes, size_t size, struct arena *arena,
                        struct diag_list *diags, const struct scheme **out)
{
    struct scheme_reader reader = {.file = file, .arena = arena, .diags = diags};
    void *raw = NULL;
    enum status status = yaml_tree_read(file, bytes, size, arena, diags, &reader.root);

    if (status != STATUS_OK)
        return status;
    reader.scheme = arena_alloc(arena, sizeof *reader.scheme);
    if (reader.scheme == NULL)
        return STATUS_MEMORY;
    reader.scheme->file = file;
    reader.scheme->bytes = bytes;
    reader.scheme->size = size;
    status = yaml_bind(file, bytes, size, reader.root, &scheme_raw_schema, diags, &raw);
    if (status == STATUS_OK)
        status = read_scheme(&reader, raw);
    yaml_unbind(&scheme_raw_schema, raw);
    if (status == STATUS_OK)
        *out = reader.scheme;
    return status;
}

const struct scheme_value *scheme_value(const struct scheme *scheme, enum scheme_parameter_id id)
{
    struct date start = scheme->parameters[PARAMETER_PROJECT_FROM].values[0].date;

    return scheme_values_at(scheme->parameters[id].values, scheme->parameters[id].count, start);
}

const struct scheme_action *scheme_action_find(const struct scheme *scheme, struct text number)
{
    uint32_t value = 0;

    if (number.length == 0 || number.length > 9 || number.at[0] == '0')
        return NULL;
    for (size_t i = 0; i < number.length; i++) {
        if (number.at[i] < '0' || number.at[i] > '9')
            return NULL;
        value = value * 10 + (uint32_t)(number.at[i] - '0');
    }
    for (size_t i = 0; i < scheme->action_count; i++)
        if (scheme->actions[i].number == value)
            return &scheme->actions[i];
    return NULL;
}

const struct scheme_group *scheme_group_find(const struct scheme_action *action, struct text id)
{
    for (size_t i = 0; i < action->group_count; i++)
        if (text_is(id, action->groups[i].id))
            return &action->groups[i];
    return NULL;
}

const struct scheme_incentive *scheme_incentive_find(const struct scheme *scheme, struct text id)
{
    for (size_t i = 0; i < scheme->incentive_count; i++)
        if (text_is(id, scheme->incentives[i].id))
            return &scheme->incentives[i];
    return NULL;
}

const struct scheme_assumption *scheme_assumption_find(const struct scheme *scheme,
                                                       enum assumption_id known)
{
    for (size_t i = 0; i < scheme->assumption_count; i++)
        if (scheme->assumptions[i].known == known)
            return &scheme->assumptions[i];
    return NULL;
}

const struct scheme_assumption *scheme_assumption_named(const struct scheme *scheme, struct text id)
{
    for (size_t i = 0; i < scheme->assumption_count; i++)
        if (text_is(id, scheme->assumptions[i].id))
            return &scheme->assumptions[i];
    return NULL;
}
