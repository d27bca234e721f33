/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan that is part of the program, against what was counted by hand in the document
 * (plan/indicatoren.txt); for what is bad see test_bad.c. That every word of it stands in the
 * document is checked by plan/document.sh. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/plan/plan.h"
#include "rules_test/load.h"
#include "support/rows.h"

static const char plan_id[] = "horizontaal-integratieplan-2025-2029";

enum { ACTIONS = 42, LINE_BYTES = 256 };

static const struct plan *load_plan(const struct load *load)
{
    const struct embedded_file *builtin = plan_builtin_find(plan_id);
    const struct plan *plan = NULL;

    assert_non_null(builtin);
    enum status status =
        plan_load(builtin->file, builtin->bytes, builtin->size, load->arena, load->diags, &plan);
    char *found = load_findings(load, LANGUAGE_EN);
    assert_string_equal(found, "");
    assert_int_equal(status, STATUS_OK);
    free(found);
    return plan;
}

/* Reads the whole numbers of a line. */
static size_t numbers_of(const char *line, unsigned numbers[4])
{
    size_t count = 0;

    while (count < 4 && *line != '\0') {
        numbers[count] = 0;
        while (*line >= '0' && *line <= '9')
            numbers[count] = numbers[count] * 10 + (unsigned)(*line++ - '0');
        count++;
        line += strspn(line, " \n");
    }
    return count;
}

static size_t count_mentions(const struct plan_action *action)
{
    size_t mentions = 0;

    for (size_t i = 0; i < action->indicator_count; i++) {
        const char *number = action->indicators[i].number;
        mentions += number[strspn(number, "0123456789")] <= 'a';
    }
    return mentions;
}

static void test_counts(void **state)
{
    struct load load = load_new();
    const struct plan *plan = load_plan(&load);
    FILE *file = fopen(SALDO_SOURCE_DIR "/tests/rules/plan/indicatoren.txt", "rb");
    char line[LINE_BYTES];
    unsigned rows = 0, numbers[4];
    size_t total = 0;

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '#')
            continue;
        assert_int_equal(numbers_of(line, numbers), 4);
        assert_int_equal(numbers[0], ++rows);
        const struct plan_action *action = &plan->actions[rows - 1];
        assert_int_equal(count_mentions(action), numbers[1]);
        assert_int_equal(action->indicator_count, numbers[2]);
        assert_int_equal(action->indicators[0].passage.document_line, numbers[3]);
        total += numbers[2];
    }
    fclose(file);
    assert_int_equal(rows, ACTIONS);
    assert_int_equal(plan->action_count, ACTIONS);
    assert_int_equal(plan->indicator_count, total);
    load_free(&load);
}

/* Every target that the document gives, and nothing else. */
static const struct target {
    const char *name; /* "action/indicator" */
    enum target_per per;
    int64_t target;
    int year;
} targets[] = {
    {"5/2", TARGET_PLAN, 2, 0},     {"26/1a", TARGET_PLAN, 1, 0},  {"26/1b", TARGET_PLAN, 1, 0},
    {"35/1", TARGET_YEAR, 3, 0},    {"36/3", TARGET_PLAN, 1, 0},   {"38/1a", TARGET_YEAR, 60, 0},
    {"38/1b", TARGET_YEAR, 10, 0},  {"38/1c", TARGET_YEAR, 50, 0}, {"41/1", TARGET_PLAN, 1, 2025},
    {"41/2", TARGET_PLAN, 1, 2027},
};

static void test_targets(void **state)
{
    struct load load = load_new();
    const struct plan *plan = load_plan(&load);
    size_t found = 0;
    char name[32];

    (void)state;
    for (size_t a = 0; a < plan->action_count; a++)
        for (size_t i = 0; i < plan->actions[a].indicator_count; i++) {
            const struct plan_indicator *indicator = &plan->actions[a].indicators[i];
            if (indicator->target_per == TARGET_NONE && indicator->target_year == 0)
                continue;
            snprintf(name, sizeof name, "%s/%s", indicator->action->number, indicator->number);
            assert_true(found < sizeof targets / sizeof *targets);
            assert_string_equal(name, targets[found].name);
            assert_int_equal(indicator->target_per, targets[found].per);
            assert_int_equal(indicator->target, targets[found].target);
            assert_int_equal(indicator->target_year, targets[found].year);
            found++;
        }
    assert_int_equal(found, sizeof targets / sizeof *targets);
    load_free(&load);
}

/* How the words of the document on timing become years. */
static const struct timing {
    const char *name; /* action */
    bool undetermined;
    int from, to;
    const char *end;
} timings[] = {
    {"1", false, 2025, 2029, "2029-12-31"},  /* the whole term */
    {"3", false, 2026, 2029, "2029-12-31"},  /* from a day */
    {"9", false, 2027, 2028, "2028-12-31"},  /* years */
    {"23", false, 2025, 2027, "2028-01-01"}, /* a target date only */
    {"33", true, 2025, 2029, "2029-12-31"},  /* still to be determined */
};

static void test_timing(void **state)
{
    const struct timing *row = *state;
    struct load load = load_new();
    struct text number = {row->name, strlen(row->name)};
    const struct plan_action *action = plan_action_find(load_plan(&load), number);
    char end[DATE_TEXT_BYTES];

    assert_non_null(action);
    assert_int_equal(action->timing.undetermined, row->undetermined);
    assert_int_equal(action->timing.from, row->from);
    assert_int_equal(action->timing.to, row->to);
    date_format(action->timing.end, end);
    assert_string_equal(end, row->end);
    load_free(&load);
}

static void test_references(void **state)
{
    struct load load = load_new();
    const struct plan *plan = load_plan(&load);
    const struct plan_action *action = plan_action_find(plan, (struct text){"36", 2});

    (void)state;
    assert_int_equal(plan->goal_count, 4);
    assert_int_equal(plan->objective_count, 13);
    assert_int_equal(plan->minister_count, 18);
    assert_string_equal(action->objective->goal->number, "4");
    assert_int_equal(action->responsible_count, 2);
    assert_int_equal(action->indicators[2].minister_count, 1);
    assert_string_equal(action->indicators[2].ministers[0]->id, "sport");
    assert_null(plan_action_find(plan, (struct text){"43", 2}));
    assert_null(plan_indicator_find(action, (struct text){"4", 1}));
    assert_null(plan_minister_find(plan, (struct text){"zee", 3}));
    assert_null(plan_builtin_find("ander-plan"));
    assert_int_equal(plan_builtin_count(), 1);
    assert_string_equal(plan_builtin_at(0)->id, plan_id);
    load_free(&load);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_counts, "counts per action", NULL);
    rows_add(rows, test_targets, "targets", NULL);
    ROWS_ADD(rows, test_timing, timings);
    rows_add(rows, test_references, "references", NULL);
    return rows_run(rows, "rules/plan");
}
