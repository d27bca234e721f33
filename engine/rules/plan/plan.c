/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/plan/plan.h"

#include <stdio.h>
#include <string.h>

#include "core/limits.h"
#include "core/text.h"
#include "rules/plan/read.h"
#include "rules/yaml/bind.h"
#include "rules/yaml/names.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2100, EXPECTED_BYTES = 96 };

/* ---- what the parts share ---- */

void plan_refuse(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                 const char *value, const char *expected)
{
    diag_add(reader->diags, FINDING_PLAN_VALUE, yaml_place(reader->file, node, key),
             (struct diag_subject){0}, key, value == NULL ? "" : value, expected);
}

const char *plan_keep(struct plan_reader *reader, const char *text)
{
    const char *copy = text == NULL ? NULL : arena_copy(reader->arena, text, strlen(text));

    if (text != NULL && copy == NULL)
        reader->without_memory = true;
    return copy;
}

const char *plan_need(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                      const char *text)
{
    if (text != NULL && *text != '\0') {
        const char *copy = plan_keep(reader, text);
        return copy == NULL ? "" : copy;
    }
    diag_add(reader->diags, FINDING_YAML_KEY_MISSING, yaml_place(reader->file, node, key),
             (struct diag_subject){0}, key, NULL, NULL);
    return "";
}

void *plan_room(struct plan_reader *reader, size_t count, size_t size)
{
    void *room = arena_alloc(reader->arena, (count == 0 ? 1 : count) * size);

    if (room == NULL)
        reader->without_memory = true;
    return room;
}

uint32_t plan_line_read(struct plan_reader *reader, const struct yaml_node *node, const char *line)
{
    int64_t value = 0;

    if (*plan_need(reader, node, "regel", line) == '\0')
        return 0;
    struct text text = {line, strlen(line)};
    if (text_parse_count(text, &value) == STATUS_OK && value >= 1 && value <= 1000000)
        return (uint32_t)value;
    plan_refuse(reader, node, "regel", line, "een regelnummer van het document, vanaf 1");
    return 0;
}

struct plan_passage plan_passage_read(struct plan_reader *reader, const struct yaml_node *node,
                                      const char *words, const char *line, const char *remark)
{
    if (words != NULL && strlen(words) > LIMIT_TEXT_BYTES)
        plan_refuse(reader, node, "passage", words, "hoogstens 4000 bytes");
    return (struct plan_passage){.words = plan_need(reader, node, "passage", words),
                                 .document_line = plan_line_read(reader, node, line),
                                 .remark = plan_keep(reader, remark)};
}

static int read_year(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                     const char *text, int from, int to)
{
    char expected[EXPECTED_BYTES];
    int64_t value = 0;

    if (text == NULL)
        return 0;
    if (strlen(text) == 4 && text_parse_count((struct text){text, 4}, &value) == STATUS_OK &&
        value >= from && value <= to)
        return (int)value;
    snprintf(expected, sizeof expected, "een jaar van %d tot %d", from, to);
    plan_refuse(reader, node, key, text, expected);
    return 0;
}

int plan_year_read(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                   const char *text)
{
    return read_year(reader, node, key, text, reader->plan->from, reader->plan->to);
}

size_t plan_word_read(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                      const char *word, const char *const *words, size_t standard)
{
    struct names expected = {0};

    if (word == NULL)
        return standard;
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], word) == 0)
            return i;
        names_add(&expected, words[i]);
    }
    plan_refuse(reader, node, key, word, expected.text);
    return standard;
}

/* ---- period, ministers, goals ---- */

static void read_period(struct plan_reader *reader, const struct yaml_node *node,
                        const struct raw_passage *raw)
{
    struct plan *plan = reader->plan;

    (void)plan_need(reader, node, "van", raw->van);
    (void)plan_need(reader, node, "tot", raw->tot);
    plan->from = read_year(reader, node, "van", raw->van, YEAR_FIRST, YEAR_LAST);
    if (plan->from != 0)
        plan->to =
            read_year(reader, node, "tot", raw->tot, plan->from, plan->from + PLAN_YEARS - 1);
    plan->period = plan_passage_read(reader, node, raw->passage, raw->regel, raw->opmerking);
}

/* The block under key; NULL after a finding. */
static const struct yaml_node *need_block(struct plan_reader *reader, const char *key)
{
    const struct yaml_node *block = yaml_child(reader->root, key);

    if (block == NULL)
        (void)plan_need(reader, reader->root, key, NULL);
    return block;
}

static void read_head(struct plan_reader *reader, const struct raw_plan *raw)
{
    const struct raw_passage *reporting = &raw->rapportering;
    const struct yaml_node *period_node = need_block(reader, "periode");
    const struct yaml_node *reporting_node = need_block(reader, "rapportering");

    if (period_node != NULL)
        read_period(reader, period_node, &raw->periode);
    if (reporting_node != NULL)
        reader->plan->reporting = plan_passage_read(reader, reporting_node, reporting->passage,
                                                    reporting->regel, reporting->opmerking);
}

/* The list under key; a finding when it has no entries. */
static const struct yaml_node *need_list(struct plan_reader *reader, const char *key, size_t count)
{
    const struct yaml_node *list = yaml_child(reader->root, key);

    if (count == 0)
        (void)plan_need(reader, reader->root, key, NULL);
    return list == NULL ? NULL : list->first;
}

static void read_ministers(struct plan_reader *reader, const struct raw_plan *raw)
{
    const struct yaml_node *node = need_list(reader, "ministers", raw->ministers_count);
    struct plan_minister *ministers = plan_room(reader, raw->ministers_count, sizeof *ministers);

    for (unsigned i = 0; ministers != NULL && i < raw->ministers_count; i++, node = node->next) {
        struct plan_minister minister = {plan_need(reader, node, "id", raw->ministers[i].id),
                                         plan_need(reader, node, "naam", raw->ministers[i].naam)};
        struct text id = {minister.id, strlen(minister.id)};
        if (*minister.id != '\0' && plan_minister_find(reader->plan, id) != NULL)
            plan_refuse(reader, node, "id", minister.id, "een id dat nog niet in ministers staat");
        ministers[i] = minister;
        reader->plan->ministers = ministers;
        reader->plan->minister_count = i + 1;
    }
}

static void read_goals(struct plan_reader *reader, const struct raw_plan *raw)
{
    const struct yaml_node *node = need_list(reader, "doelstellingen", raw->doelstellingen_count);
    struct plan_goal *goals = plan_room(reader, raw->doelstellingen_count, sizeof *goals);

    if (goals == NULL)
        return;
    for (unsigned i = 0; i < raw->doelstellingen_count; i++, node = node->next) {
        const struct raw_passage *goal = &raw->doelstellingen[i];
        char expected[COUNT_TEXT_BYTES];
        goals[i].number = plan_need(reader, node, "nummer", goal->nummer);
        goals[i].passage =
            plan_passage_read(reader, node, goal->passage, goal->regel, goal->opmerking);
        text_format_count_plain(i + 1, expected);
        if (*goals[i].number != '\0' && strcmp(goals[i].number, expected) != 0)
            plan_refuse(reader, node, "nummer", goals[i].number, expected);
    }
    reader->plan->goals = goals;
    reader->plan->goal_count = raw->doelstellingen_count;
}

/* Objective number behind the one before: the goal of it, or NULL where it does not follow. */
static const struct plan_goal *goal_of(const struct plan *plan, const char *number,
                                       const char *before)
{
    char expected[EXPECTED_BYTES];
    const struct plan_goal *last = NULL;
    int within = 0;

    if (before != NULL) {
        size_t length = strcspn(before, ".");
        int64_t value = 0;
        struct text behind = {before + length + 1, strlen(before + length + 1)};
        last = plan_goal_find(plan, (struct text){before, length});
        if (text_parse_count(behind, &value) == STATUS_OK && value < 1000)
            within = (int)value;
    }
    for (size_t i = 0; i < plan->goal_count; i++) {
        const struct plan_goal *goal = &plan->goals[i];
        snprintf(expected, sizeof expected, "%s.%d", goal->number, goal == last ? within + 1 : 1);
        if (strcmp(number, expected) == 0 && (last == NULL || goal >= last))
            return goal;
    }
    return NULL;
}

static void read_objectives(struct plan_reader *reader, const struct raw_plan *raw)
{
    const struct yaml_node *node =
        need_list(reader, "operationele-doelstellingen", raw->operationele_count);
    struct plan_objective *objectives =
        plan_room(reader, raw->operationele_count, sizeof *objectives);
    const char *before = NULL;

    if (objectives == NULL)
        return;
    for (unsigned i = 0; i < raw->operationele_count; i++, node = node->next) {
        const struct raw_passage *from = &raw->operationele[i];
        struct plan_objective *to = &objectives[i];
        to->number = plan_need(reader, node, "nummer", from->nummer);
        to->section = plan_need(reader, node, "paragraaf", from->paragraaf);
        to->passage = plan_passage_read(reader, node, from->passage, from->regel, from->opmerking);
        to->goal = goal_of(reader->plan, to->number, before);
        if (to->goal != NULL)
            before = to->number;
        else if (*to->number != '\0')
            plan_refuse(reader, node, "nummer", to->number,
                        "het nummer van de doelstelling, een punt en 1, 2, 3 in volgorde");
    }
    reader->plan->objectives = objectives;
    reader->plan->objective_count = raw->operationele_count;
}

/* ---- the whole ---- */

static void check_id(struct plan_reader *reader)
{
    const char *id = reader->plan->id;
    size_t length = strlen(id);

    if (*id != '\0' &&
        (strncmp(reader->file, id, length) != 0 || strcmp(reader->file + length, ".yaml") != 0))
        plan_refuse(reader, reader->root, "id", id, "de naam van het bestand, zonder .yaml");
}

static enum status read_plan(struct plan_reader *reader, const struct raw_plan *raw)
{
    size_t errors = diag_count_of(reader->diags, SEVERITY_ERROR);

    reader->plan->id = plan_need(reader, reader->root, "id", raw->id);
    reader->plan->name = plan_need(reader, reader->root, "naam", raw->naam);
    reader->plan->document = plan_need(reader, reader->root, "document", raw->document);
    check_id(reader);
    read_head(reader, raw);
    read_ministers(reader, raw);
    read_goals(reader, raw);
    if (!reader->without_memory)
        read_objectives(reader, raw);
    (void)need_list(reader, "acties", raw->acties_count);
    /* Years and references mean nothing before what they refer to is right. */
    if (!reader->without_memory && diag_count_of(reader->diags, SEVERITY_ERROR) == errors)
        plan_actions_read(reader, raw);
    if (reader->without_memory)
        return STATUS_MEMORY;
    return diag_count_of(reader->diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}

enum status plan_load(const char *file, const char *bytes, size_t size, struct arena *arena,
                      struct diag_list *diags, const struct plan **out)
{
    struct plan_reader reader = {.file = file, .arena = arena, .diags = diags};
    void *raw = NULL;
    enum status status = yaml_tree_read(file, bytes, size, arena, diags, &reader.root);

    if (status != STATUS_OK)
        return status;
    reader.plan = arena_alloc(arena, sizeof *reader.plan);
    if (reader.plan == NULL)
        return STATUS_MEMORY;
    *reader.plan = (struct plan){.file = file, .bytes = bytes, .size = size};
    status = yaml_bind(file, bytes, size, reader.root, &plan_raw_schema, diags, &raw);
    if (status == STATUS_OK)
        status = read_plan(&reader, raw);
    yaml_unbind(&plan_raw_schema, raw);
    if (status == STATUS_OK)
        *out = reader.plan;
    return status;
}

/* ---- finding ---- */

extern const struct embedded_file rules_plans[]; /* made by cmake/embed.cmake, by id */
extern const size_t rules_plans_count;

size_t plan_builtin_count(void)
{
    return rules_plans_count;
}

const struct embedded_file *plan_builtin_at(size_t index)
{
    return &rules_plans[index];
}

const struct embedded_file *plan_builtin_find(const char *id)
{
    return embedded_find(rules_plans, rules_plans_count, id);
}

const struct plan_action *plan_action_find(const struct plan *plan, struct text number)
{
    for (size_t i = 0; i < plan->action_count; i++)
        if (text_is(number, plan->actions[i].number))
            return &plan->actions[i];
    return NULL;
}

const struct plan_indicator *plan_indicator_find(const struct plan_action *action,
                                                 struct text number)
{
    for (size_t i = 0; i < action->indicator_count; i++)
        if (text_is(number, action->indicators[i].number))
            return &action->indicators[i];
    return NULL;
}

const struct plan_minister *plan_minister_find(const struct plan *plan, struct text id)
{
    for (size_t i = 0; i < plan->minister_count; i++)
        if (text_is(id, plan->ministers[i].id))
            return &plan->ministers[i];
    return NULL;
}

const struct plan_goal *plan_goal_find(const struct plan *plan, struct text number)
{
    for (size_t i = 0; i < plan->goal_count; i++)
        if (text_is(number, plan->goals[i].number))
            return &plan->goals[i];
    return NULL;
}
