/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States, trends, deadlines and missing years: one row of measurements, years and dates each. What
 * is wrong with a measurement is in fixtures/horizontaal.bad. */
#include <stdio.h>
#include <string.h>

#include "indicators/tally.h"
#include "support/rows.h"

static const char plan_id[] = "horizontaal-integratieplan-2025-2029";

enum { CSV_BYTES = 1024 };

struct world {
    struct arena *arena;
    struct diag_list *diags;
    const struct plan *plan;
    struct measurements measurements;
    struct progress_list list;
};

static struct world world_new(const char *csv_rows, int year, const char *cutoff_text)
{
    struct world world = {.arena = arena_new(), .diags = diag_list_new()};
    const struct embedded_file *builtin = plan_builtin_find(plan_id);
    struct date cutoff;
    char csv[CSV_BYTES];

    assert_int_equal(plan_load(builtin->file, builtin->bytes, builtin->size, world.arena,
                               world.diags, &world.plan),
                     STATUS_OK);
    assert_int_equal(date_parse(cutoff_text, strlen(cutoff_text), &cutoff), STATUS_OK);
    int length = snprintf(csv, sizeof csv, MEASURE_HEADER "\n%s", csv_rows);
    assert_true(length > 0 && length < CSV_BYTES);
    assert_int_equal(measure_read(world.plan, (struct text){csv, (size_t)length}, cutoff,
                                  world.arena, world.diags, &world.measurements),
                     STATUS_OK);
    assert_int_equal(diag_count_of(world.diags, SEVERITY_ERROR), 0);
    assert_int_equal(
        progress_make(world.plan, &world.measurements, year, cutoff, world.arena, &world.list),
        STATUS_OK);
    return world;
}

static void world_free(struct world *world)
{
    measure_free(&world->measurements);
    diag_list_free(world->diags);
    arena_free(world->arena);
}

/* The first row of the indicator, and how many it has. */
static const struct progress *find(const struct world *world, const char *action,
                                   const char *indicator, size_t *count)
{
    const struct progress *found = NULL;

    *count = 0;
    for (size_t i = 0; i < world->list.count; i++) {
        const struct plan_indicator *one = world->list.rows[i].indicator;
        if (strcmp(one->action->number, action) != 0 || strcmp(one->number, indicator) != 0)
            continue;
        found = found == NULL ? &world->list.rows[i] : found;
        (*count)++;
    }
    assert_non_null(found);
    return found;
}

static const struct row {
    const char *name;
    const char *csv;
    const char *action, *indicator;
    int year;
    const char *cutoff;
    enum progress_state state;
    enum trend trend;
    uint32_t missing; /* bit 0: 2025 */
} table[] = {
    {"nothing yet, the year runs", "", "1", "1", 2025, "2025-12-31", PROGRESS_DUE, TREND_NONE, 0},
    {"nothing, the year is over", "", "1", "1", 2025, "2026-01-01", PROGRESS_MISSING, TREND_NONE,
     1},
    {"two years missing, the third runs", "", "1", "1", 2027, "2027-06-30", PROGRESS_DUE,
     TREND_NONE, 3},
    {"measured, no target", "2026;1;1;7;departementen en agentschappen;b;\n", "1", "1", 2026,
     "2027-01-01", PROGRESS_MEASURED, TREND_NONE, 1},
    {"rises",
     "2026;1;1;7;departementen en agentschappen;b;\n2025;1;1;6;departementen en agentschappen;b;\n",
     "1", "1", 2026, "2027-01-01", PROGRESS_MEASURED, TREND_UP, 0},
    {"falls, over a gap",
     "2027;1;1;5;departementen en agentschappen;b;\n2025;1;1;6;departementen en agentschappen;b;\n",
     "1", "1", 2027, "2028-01-01", PROGRESS_MEASURED, TREND_DOWN, 2},
    {"a later year does not count",
     "2027;1;1;5;departementen en agentschappen;b;\n2025;1;1;6;departementen en agentschappen;b;\n",
     "1", "1", 2026, "2028-01-01", PROGRESS_MISSING, TREND_NONE, 2},
    {"same percentage", "2025;12;1;9,5;%;b;x\n2026;12;1;9,50;%;b;x\n", "12", "1", 2026,
     "2027-01-01", PROGRESS_MEASURED, TREND_SAME, 0},
    {"words have no trend", "2026;3;1;meer;tekst;b;\n2027;3;1;minder;tekst;b;\n", "3", "1", 2027,
     "2028-01-01", PROGRESS_MEASURED, TREND_NONE, 0},
    {"yes after no", "2025;14;4;nee;ja-nee;b;\n2026;14;4;ja;ja-nee;b;\n", "14", "4", 2026,
     "2027-01-01", PROGRESS_MEASURED, TREND_CHANGED, 0},
    {"the action begins later", "", "9", "1", 2026, "2027-06-30", PROGRESS_NOT_STARTED, TREND_NONE,
     0},
    {"the indicator begins later", "", "6", "1b", 2026, "2027-06-30", PROGRESS_NOT_STARTED,
     TREND_NONE, 0},
    {"the indicator has begun", "", "6", "1b", 2027, "2028-01-01", PROGRESS_MISSING, TREND_NONE, 4},
    {"the action has ended", "", "9", "1", 2029, "2029-06-30", PROGRESS_ENDED, TREND_NONE, 12},
    {"a target date ends the years before it", "", "23", "1", 2028, "2028-06-30", PROGRESS_ENDED,
     TREND_NONE, 7},
    {"no timing, nothing is due", "", "33", "1", 2029, "2030-06-30", PROGRESS_UNDATED, TREND_NONE,
     0},
    {"no timing, but measured", "2026;33;1;2;extra buurtpunten;b;\n", "33", "1", 2026, "2027-01-01",
     PROGRESS_MEASURED, TREND_NONE, 0},
    {"target of the year reached", "2026;35;1;3;bijeenkomsten;b;\n", "35", "1", 2026, "2026-06-30",
     PROGRESS_REACHED, TREND_NONE, 0},
    {"target of the year, it runs", "2026;35;1;2;bijeenkomsten;b;\n", "35", "1", 2026, "2026-12-31",
     PROGRESS_RUNNING, TREND_NONE, 0},
    {"target of the year not reached", "2026;35;1;2;bijeenkomsten;b;\n", "35", "1", 2026,
     "2027-01-01", PROGRESS_SHORT, TREND_NONE, 0},
    {"target of the plan: running", "2026;5;2;1;vernieuwende initiatieven;b;\n", "5", "2", 2026,
     "2027-01-01", PROGRESS_RUNNING, TREND_NONE, 1},
    {"target of the plan: reached, and stays", "2026;5;2;2;vernieuwende initiatieven;b;\n", "5",
     "2", 2028, "2029-01-01", PROGRESS_REACHED, TREND_NONE, 1},
    {"target of the plan: overdue", "2029;5;2;1;vernieuwende initiatieven;b;\n", "5", "2", 2029,
     "2030-01-01", PROGRESS_OVERDUE, TREND_NONE, 15},
    {"target of the plan: last day", "2029;5;2;1;vernieuwende initiatieven;b;\n", "5", "2", 2029,
     "2029-12-31", PROGRESS_RUNNING, TREND_NONE, 15},
    {"milestone without report", "", "20", "1", 2026, "2027-12-31", PROGRESS_DUE, TREND_NONE, 0},
    {"milestone overdue", "", "20", "1", 2027, "2028-01-01", PROGRESS_OVERDUE, TREND_NONE, 0},
    {"milestone: an earlier year was not late", "", "20", "1", 2026, "2028-01-01", PROGRESS_DUE,
     TREND_NONE, 0},
    {"milestone not reached, in time", "2026;20;1;niet-bereikt;mijlpaal;b;\n", "20", "1", 2026,
     "2027-01-01", PROGRESS_RUNNING, TREND_NONE, 0},
    {"milestone not reached, late", "2027;20;1;niet-bereikt;mijlpaal;b;\n", "20", "1", 2027,
     "2028-01-01", PROGRESS_OVERDUE, TREND_NONE, 0},
    {"milestone reached late", "2028;20;1;bereikt;mijlpaal;b;\n", "20", "1", 2028, "2029-01-01",
     PROGRESS_REACHED, TREND_NONE, 0},
    {"milestone stays reached",
     "2026;20;1;niet-bereikt;mijlpaal;b;\n2027;20;1;bereikt;mijlpaal;b;\n", "20", "1", 2029,
     "2030-01-01", PROGRESS_REACHED, TREND_CHANGED, 0},
    {"year of the target", "", "41", "1", 2025, "2025-12-31", PROGRESS_DUE, TREND_NONE, 0},
    {"year of the target is over", "", "41", "1", 2025, "2026-01-01", PROGRESS_OVERDUE, TREND_NONE,
     0},
    {"once, in words", "2027;23;2;positief;tekst;b;\n", "23", "2", 2029, "2030-01-01",
     PROGRESS_MEASURED, TREND_NONE, 0},
    {"once, target date", "", "23", "2", 2028, "2028-01-01", PROGRESS_DUE, TREND_NONE, 0},
    {"once, after the target date", "", "23", "2", 2028, "2028-01-02", PROGRESS_OVERDUE, TREND_NONE,
     0},
    {"milestone without timing", "", "42", "1", 2029, "2031-01-01", PROGRESS_UNDATED, TREND_NONE,
     0},
};

static void test_row(void **state)
{
    const struct row *row = *state;
    struct world world = world_new(row->csv, row->year, row->cutoff);
    size_t count;
    const struct progress *progress = find(&world, row->action, row->indicator, &count);

    assert_int_equal(count, 1);
    assert_string_equal(progress_state_name(progress->state, LANGUAGE_NL),
                        progress_state_name(row->state, LANGUAGE_NL));
    assert_int_equal(progress->trend, row->trend);
    assert_int_equal(progress->missing, row->missing);
    world_free(&world);
}

/* A part for each kind of vacancy: each its own trend, the years of all of them together. */
static void test_parts(void **state)
{
    struct world world =
        world_new("2025;12;1;9;%;b;x\n2026;12;1;10;%;b;x\n2026;12;1;3;%;b;y\n", 2026, "2027-01-01");
    size_t count;
    const struct progress *rows = find(&world, "12", "1", &count);

    (void)state;
    assert_int_equal(count, 2);
    assert_string_equal(rows[0].split, "x");
    assert_int_equal(rows[0].trend, TREND_UP);
    assert_int_equal(rows[0].difference, 10000);
    assert_string_equal(rows[1].split, "y");
    assert_int_equal(rows[1].trend, TREND_NONE);
    assert_int_equal(rows[1].missing, 0);
    world_free(&world);
}

/* Goals, and actions, add up to the plan; an indicator with parts counts once. */
static void test_tallies(void **state)
{
    struct world world =
        world_new("2026;36;3;1;acties;b;x\n2026;36;3;0;acties;b;y\n", 2026, "2027-01-01");
    size_t indicators = 0, states = 0, actions = 0;

    (void)state;
    for (size_t i = 0; i < world.plan->goal_count; i++) {
        struct selection selection = {.goal = &world.plan->goals[i]};
        struct tally tally = tally_make(world.plan, &world.list, &selection);
        indicators += tally.indicators;
        actions += tally.actions;
        for (int s = 0; s < PROGRESS_STATE_COUNT; s++)
            states += tally.states[s];
    }
    assert_int_equal(indicators, 82);
    assert_int_equal(states, 82);
    assert_int_equal(actions, 42);
    struct selection action = {.action = plan_action_find(world.plan, (struct text){"36", 2})};
    struct tally tally = tally_make(world.plan, &world.list, &action);
    assert_int_equal(tally.indicators, 3);
    assert_int_equal(tally.states[PROGRESS_RUNNING], 1); /* y has not, though x has */
    assert_int_equal(tally.states[PROGRESS_REACHED], 0);
    world_free(&world);
}

static const struct minister_row {
    const char *name;
    size_t actions, cooperating, indicators;
} ministers[] = {
    {"sport", 2, 5, 2},   /* 29, and of 36 its own indicator only */
    {"cultuur", 3, 4, 6}, /* 30, 32, and two of 36 */
    {"werk", 2, 9, 5},    /* 11 and 42; cooperates in 42 as well, as the plan says */
    {"justitie", 0, 3, 0},
};

static void test_minister(void **state)
{
    const struct minister_row *row = *state;
    struct world world = world_new("", 2025, "2025-06-30");
    struct selection selection = {
        .minister = plan_minister_find(world.plan, (struct text){row->name, strlen(row->name)})};

    assert_non_null(selection.minister);
    struct tally tally = tally_make(world.plan, &world.list, &selection);
    assert_int_equal(tally.actions, row->actions);
    assert_int_equal(tally.cooperating, row->cooperating);
    assert_int_equal(tally.indicators, row->indicators);
    world_free(&world);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_row, table);
    rows_add(rows, test_parts, "a figure for each part", NULL);
    rows_add(rows, test_tallies, "tallies add up", NULL);
    ROWS_ADD(rows, test_minister, ministers);
    return rows_run(rows, "indicators/progress");
}
