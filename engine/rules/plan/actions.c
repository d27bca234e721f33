/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of a plan: ministers, timing, and what holds for their indicators. */
#include "rules/plan/read.h"

#include <string.h>

#include "core/text.h"
#include "rules/yaml/names.h"

enum duration { DURATION_GIVEN, DURATION_PLAN, DURATION_UNKNOWN };

static const char *const durations[] = {"", "planperiode", "onbepaald", NULL};

static const struct plan_minister *find_minister(struct plan_reader *reader,
                                                 const struct yaml_node *node, const char *id)
{
    const struct plan *plan = reader->plan;
    struct names expected = {0};
    const struct plan_minister *minister = plan_minister_find(plan, (struct text){id, strlen(id)});

    if (minister != NULL)
        return minister;
    for (size_t i = 0; i < plan->minister_count; i++)
        names_add(&expected, plan->ministers[i].id);
    plan_refuse(reader, node, "ministers", id, expected.text);
    return NULL;
}

static const struct plan_minister *const *read_role(struct plan_reader *reader,
                                                    const struct yaml_node *node,
                                                    const struct raw_role *raw, size_t *count)
{
    const struct plan_minister **list =
        plan_room(reader, raw->ministers_count, sizeof(const struct plan_minister *));

    *count = 0;
    (void)plan_line_read(reader, node, raw->regel);
    if (raw->ministers_count == 0)
        (void)plan_need(reader, node, "ministers", NULL);
    for (unsigned i = 0; list != NULL && i < raw->ministers_count; i++) {
        const struct plan_minister *minister = find_minister(reader, node, raw->ministers[i]);
        for (size_t before = 0; before < *count; before++)
            if (list[before] == minister)
                plan_refuse(reader, node, "ministers", raw->ministers[i], "elke minister één keer");
        if (minister != NULL)
            list[(*count)++] = minister;
    }
    return list;
}

static const struct plan_objective *find_objective(struct plan_reader *reader,
                                                   const struct yaml_node *node, const char *number)
{
    static const char key[] = "operationele-doelstelling";
    struct names expected = {0};

    if (*plan_need(reader, node, key, number) == '\0')
        return NULL;
    for (size_t i = 0; i < reader->plan->objective_count; i++) {
        if (strcmp(reader->plan->objectives[i].number, number) == 0)
            return &reader->plan->objectives[i];
        names_add(&expected, reader->plan->objectives[i].number);
    }
    plan_refuse(reader, node, key, number, expected.text);
    return NULL;
}

static struct date last_day(int year)
{
    struct date day = {0};

    if (date_from_civil(year, 12, 31, &day) != STATUS_OK)
        day = (struct date){0}; /* a year that was refused: the plan is not used */
    return day;
}

/* A target date ends the years in which the action runs: the year of the day before it. */
static void read_target_date(struct plan_reader *reader, const struct yaml_node *node,
                             const char *text, struct plan_timing *timing)
{
    int month, day;

    if (date_parse(text, strlen(text), &timing->end) != STATUS_OK) {
        plan_refuse(reader, node, "streefdatum", text, "een datum JJJJ-MM-DD");
        return;
    }
    date_to_civil((struct date){timing->end.days - 1}, &timing->to, &month, &day);
    if (timing->to < timing->from || timing->to > reader->plan->to)
        plan_refuse(reader, node, "streefdatum", text, "een datum binnen de periode van het plan");
}

static struct plan_timing read_timing(struct plan_reader *reader, const struct yaml_node *node,
                                      const struct raw_timing *raw)
{
    const struct plan *plan = reader->plan;
    struct plan_timing timing = {.from = plan->from, .to = plan->to};
    bool years = raw->van != NULL || raw->tot != NULL || raw->streefdatum != NULL;
    enum duration duration =
        (enum duration)plan_word_read(reader, node, "duur", raw->duur, durations, DURATION_GIVEN);

    timing.passage = plan_passage_read(reader, node, raw->passage, raw->regel, NULL);
    timing.undetermined = duration == DURATION_UNKNOWN;
    if ((raw->duur == NULL) != years)
        plan_refuse(reader, node, "duur", raw->duur, "ofwel duur, ofwel van, tot of streefdatum");
    if (raw->van != NULL)
        timing.from = plan_year_read(reader, node, "van", raw->van);
    if (raw->tot != NULL)
        timing.to = plan_year_read(reader, node, "tot", raw->tot);
    if (timing.from != 0 && timing.to != 0 && timing.from > timing.to)
        plan_refuse(reader, node, "tot", raw->tot, "een jaar dat niet voor van ligt");
    timing.end = last_day(timing.to);
    if (raw->streefdatum != NULL && raw->tot != NULL)
        plan_refuse(reader, node, "streefdatum", raw->streefdatum,
                    "tot of streefdatum, niet beide");
    else if (raw->streefdatum != NULL)
        read_target_date(reader, node, raw->streefdatum, &timing);
    return timing;
}

static void read_action(struct plan_reader *reader, const struct yaml_node *node,
                        const struct raw_plan_action *raw, struct plan_action *action)
{
    action->number = plan_need(reader, node, "nummer", raw->nummer);
    action->title = plan_need(reader, node, "titel", raw->titel);
    action->document_line = plan_line_read(reader, node, raw->regel);
    action->objective = find_objective(reader, node, raw->doelstelling);
    action->remark = plan_keep(reader, raw->opmerking);
    if (yaml_child(node, "verantwoordelijk") == NULL)
        (void)plan_need(reader, node, "verantwoordelijk", NULL);
    else
        action->responsible = read_role(reader, yaml_child(node, "verantwoordelijk"),
                                        &raw->verantwoordelijk, &action->responsible_count);
    if (yaml_child(node, "samenwerking") != NULL)
        action->cooperating = read_role(reader, yaml_child(node, "samenwerking"),
                                        &raw->samenwerking, &action->cooperating_count);
    if (yaml_child(node, "tijdspad") == NULL)
        (void)plan_need(reader, node, "tijdspad", NULL);
    else
        action->timing = read_timing(reader, yaml_child(node, "tijdspad"), &raw->tijdspad);
    if (raw->indicatoren_count == 0)
        (void)plan_need(reader, node, "indicatoren", NULL);
    else
        plan_indicators_read(reader, yaml_child(node, "indicatoren"), raw, action);
}

void plan_actions_read(struct plan_reader *reader, const struct raw_plan *raw)
{
    const struct yaml_node *node = yaml_child(reader->root, "acties")->first;
    struct plan_action *actions = plan_room(reader, raw->acties_count, sizeof *actions);
    char expected[COUNT_TEXT_BYTES];

    for (unsigned i = 0; actions != NULL && i < raw->acties_count; i++, node = node->next) {
        read_action(reader, node, &raw->acties[i], &actions[i]);
        text_format_count_plain(i + 1, expected);
        if (*actions[i].number != '\0' && strcmp(actions[i].number, expected) != 0)
            plan_refuse(reader, node, "nummer", actions[i].number, expected);
    }
    reader->plan->actions = actions;
    reader->plan->action_count = raw->acties_count;
}
