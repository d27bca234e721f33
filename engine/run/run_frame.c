/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of afrekening.json is not a row: the rules of the run, its totals, and the names of the
 * columns. */
#include <jansson.h>
#include <string.h>

#include "run/run_value.h"

/* Every block of a list of rules. */
#define TAKE_LIST(r, root, table, vector)                                                          \
    do {                                                                                           \
        const json_t *list = value_member((root), run_table_name(RUN_##table));                    \
        for (size_t item = 0; item < value_rows((r), list); item++) {                              \
            struct run_##table taken = {0};                                                        \
            run_take_row((r), RUN_##table, json_array_get(list, item), true, &taken);              \
            RUN_PUSH((r), vector, taken);                                                          \
        }                                                                                          \
    } while (0)

static void name_group(struct run_reader *r, const struct run_group *group, uint32_t index)
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
    if (text_map_add(r->groups, (struct text){key, head + tail + 1}, index, &found) != STATUS_OK)
        run_fail(r, STATUS_MEMORY);
}

static void name_groups(struct run_reader *r)
{
    for (uint32_t a = 0; a < r->to->actions.count && r->to->status == STATUS_OK; a++) {
        const struct run_action *action = &r->to->actions.items[a];
        for (uint32_t g = action->first_group; g < action->first_group + action->group_count; g++) {
            r->to->groups.items[g].action = action->number;
            name_group(r, &r->to->groups.items[g], g);
        }
    }
}

static void name_kinds(struct run_reader *r)
{
    uint32_t found;

    for (uint32_t i = 0; i < r->to->incentive_kinds.count && r->to->status == STATUS_OK; i++) {
        const char *id = r->to->incentive_kinds.items[i].id;
        if (text_map_add(r->kinds, (struct text){id, strlen(id)}, i, &found) != STATUS_OK)
            run_fail(r, STATUS_MEMORY);
    }
}

/* Cells are read by their place: the names that the file gives them must be ours, in our order. */
static void check_names(struct run_reader *r, const json_t *root, enum run_table table)
{
    const struct run_shape *shape = &r->shapes[table];
    const json_t *names = value_member(value_member(root, run_table_name(table)), "kolommen");

    if (json_array_size(names) != shape->count)
        run_fail(r, STATUS_SYNTAX);
    for (size_t i = 0; i < shape->count && r->to->status == STATUS_OK; i++) {
        const char *name = json_string_value(json_array_get(names, i)); /* may be NULL */
        if (name == NULL || strcmp(name, shape->columns[i]->name) != 0)
            run_fail(r, STATUS_SYNTAX);
    }
}

static void take_assumptions(struct run_reader *r, const json_t *root)
{
    TAKE_LIST(r, root, assumption, assumptions);
    if (r->to->status != STATUS_OK)
        return;
    r->to->run.assumptions = r->to->assumptions.items; /* no more come: rows may ask for them */
    r->to->run.assumption_count = r->to->assumptions.count;
}

static void take_head(struct run_reader *r, const json_t *root)
{
    static const char *const languages[] = {"nl", "en"};
    struct run *run = &r->to->run;

    run->engine = value_text(r, value_member(root, "motor"));
    run->scheme = value_text(r, value_member(root, "regeling"));
    run->scheme_name = value_text(r, value_member(root, "regeling_naam"));
    run->cutoff = value_text(r, value_member(root, "peildatum"));
    run->cutoff_replaced = value_bool(r, value_member(root, "peildatum_vervangen"));
    run->language = value_word(r, value_member(root, "taal"), languages, 2) == languages[0]
                        ? LANGUAGE_NL
                        : LANGUAGE_EN;
}

void run_frame(struct run_reader *r, const json_t *root)
{
    const char *schema = json_string_value(value_member(root, "schema")); /* may be NULL */

    if (schema == NULL || strcmp(schema, RUN_JSON_SCHEMA) != 0) {
        run_fail(r, STATUS_SYNTAX);
        return;
    }
    check_names(r, root, RUN_line);
    check_names(r, root, RUN_incentive);
    check_names(r, root, RUN_beneficiary);
    if (r->to->status != STATUS_OK)
        return;
    take_head(r, root);
    TAKE_LIST(r, root, source, sources);
    TAKE_LIST(r, root, parameter, parameters);
    TAKE_LIST(r, root, action, actions);
    TAKE_LIST(r, root, incentive_kind, incentive_kinds);
    take_assumptions(r, root);
    TAKE_LIST(r, root, stated_total, stated_totals);
    run_take_row(r, RUN_totals, value_member(root, run_table_name(RUN_totals)), true,
                 &r->to->run.totals);
    if (r->to->status != STATUS_OK) /* what failed may lack texts */
        return;
    name_groups(r);
    name_kinds(r);
}
