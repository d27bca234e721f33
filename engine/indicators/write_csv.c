/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as tables, and the template of metingen.csv. */
#include <stdio.h>

#include "core/limits.h"
#include "core/text.h"
#include "indicators/write.h"
#include "write/table.h"

#define TEXT(name, words) TABLE_CELL(t, name, put_text(t->out, words))
#define COUNT(name, number) TABLE_COUNT(t, name, (int64_t)(number))
#define YEAR(name, number) TABLE_CELL(t, name, put_year(t->out, number))

static void put_text(struct out *out, const char *words) /* NULL: none */
{
    if (words != NULL)
        cell_text(out, words);
}

/* A year or line; 0: none. */
static void put_year(struct out *out, int64_t number)
{
    if (number != 0)
        out_count(out, number);
}

/* A figure is no text: a minus in front of it is no formula. */
static void figure(struct out *out, const struct plan_indicator *indicator, int64_t number)
{
    char digits[FIGURE_BYTES];

    indicators_figure(indicator, number, ',', digits);
    out_text(out, digits);
}

static void put_ministers(struct out *out, const struct plan_minister *const *list, size_t length)
{
    char ids[MINISTERS_BYTES];

    indicators_ministers(list, length, ids);
    cell_text(out, ids);
}
#define MINISTERS(name, list, length) TABLE_CELL(t, name, put_ministers(t->out, list, length))

static bool has_number(const struct plan_indicator *indicator)
{
    return indicator->kind == INDICATOR_COUNT || indicator->kind == INDICATOR_PERCENTAGE;
}

static void put_measured(struct out *out, const struct measurement *row)
{
    if (row != NULL && has_number(row->indicator))
        figure(out, row->indicator, row->number);
    else if (row != NULL)
        cell_text(out, row->words);
}

static void put_target(struct out *out, const struct plan_indicator *indicator)
{
    if (indicator->target_per != TARGET_NONE)
        figure(out, indicator, indicator->target);
}

static const char *target_per(const struct plan_indicator *indicator)
{
    return indicator->target_per == TARGET_YEAR   ? "jaar"
           : indicator->target_per == TARGET_PLAN ? "plan"
                                                  : "";
}

static void state_cells(struct table *t, const struct tally *tally)
{
    COUNT("indicatoren", tally->indicators);
    for (int state = 0; state < PROGRESS_STATE_COUNT; state++)
        COUNT(progress_state_name((enum progress_state)state, LANGUAGE_NL), tally->states[state]);
    table_end(t);
}

/* ---- indicatoren.csv ---- */

static void indicator_cells(struct table *t, const struct plan_indicator *indicator)
{
    const struct plan_action *action = indicator == NULL ? NULL : indicator->action;

    TEXT("doelstelling", action->objective->goal->number);
    TEXT("operationele_doelstelling", action->objective->number);
    TEXT("actie", action->number);
    TEXT("titel", action->title);
    MINISTERS("verantwoordelijk", indicator->ministers, indicator->minister_count);
    MINISTERS("samenwerking", action->cooperating, action->cooperating_count);
    TEXT("indicator", indicator->number);
    TEXT("soort", indicator_kind_name(indicator->kind));
    TEXT("omschrijving", plan_indicator_words(indicator));
    TEXT("uitsplitsing", indicator->split);
}

static void put_difference(struct out *out, const struct progress *row)
{
    if (row->now != NULL && row->last != NULL && has_number(row->indicator))
        figure(out, row->indicator, row->difference);
}

static void put_due(struct out *out, const struct progress *row)
{
    char due[DATE_TEXT_BYTES] = "";

    if (row->dated)
        date_format(row->due, due);
    cell_text(out, due);
}

static void put_missing(struct out *out, const struct plan *plan, const struct progress *row)
{
    char missing[YEARS_BYTES];

    indicators_years(plan, row->missing, missing);
    cell_text(out, missing);
}

static void progress_cells(struct table *t, const struct plan *plan, const struct progress *row)
{
    TABLE_CELL(t, "verschil", put_difference(t->out, row));
    TEXT("trend", trend_name(row->trend, LANGUAGE_NL));
    TEXT("toestand", progress_state_name(row->state, LANGUAGE_NL));
    TABLE_CELL(t, "vervaldag", put_due(t->out, row));
    TABLE_CELL(t, "ontbrekende_jaren", put_missing(t->out, plan, row));
}

/* row: NULL in the header. */
static void put_row(struct table *t, const struct indicators_report *report,
                    const struct progress *row)
{
    const struct plan_indicator *indicator = row == NULL ? NULL : row->indicator;
    const struct measurement *now = row == NULL ? NULL : row->now;

    COUNT("jaar", report->list->year);
    indicator_cells(t, indicator);
    TEXT("onderdeel", row->split);
    TEXT("eenheid", now != NULL ? now->unit : indicator->unit);
    TABLE_CELL(t, "streefwaarde", put_target(t->out, indicator));
    TEXT("streef_per", target_per(indicator));
    YEAR("streefjaar", indicator->target_year);
    TABLE_CELL(t, "waarde", put_measured(t->out, now));
    YEAR("meetjaar", now == NULL ? 0 : now->year);
    TABLE_CELL(t, "vorige_waarde", put_measured(t->out, row->last));
    YEAR("vorig_jaar", row->last == NULL ? 0 : row->last->year);
    progress_cells(t, report->plan, row);
    TEXT("bron", now == NULL ? "" : now->source);
    TEXT("toelichting", now == NULL || indicator->split != NULL ? "" : now->note);
    YEAR("lijn", now == NULL ? 0 : now->line);
    COUNT("document_regel", indicator->passage.document_line);
    TEXT("opmerking", indicator->passage.remark);
    table_end(t);
}

void indicators_csv(const struct indicators_report *report, struct out *out)
{
    struct table t = table_open(out);

    put_row(&t, report, NULL);
    for (size_t i = 0; i < report->list->count; i++)
        if (selection_has(&report->selection, report->list->rows[i].indicator))
            put_row(&t, report, &report->list->rows[i]);
}

/* ---- actions, goals, ministers ---- */

static struct tally count_in(const struct indicators_report *report, struct selection selection)
{
    return tally_make(report->plan, report->list, &selection);
}

/* action: NULL in the header. */
static void put_action(struct table *t, const struct plan_action *action, const struct tally *tally)
{
    const struct plan_timing *timing = action == NULL ? NULL : &action->timing;

    TEXT("actie", action->number);
    TEXT("titel", action->title);
    TEXT("doelstelling", action->objective->goal->number);
    TEXT("operationele_doelstelling", action->objective->number);
    MINISTERS("verantwoordelijk", action->responsible, action->responsible_count);
    MINISTERS("samenwerking", action->cooperating, action->cooperating_count);
    TEXT("tijdspad", timing->passage.words);
    YEAR("van", timing->undetermined ? 0 : timing->from);
    YEAR("tot", timing->undetermined ? 0 : timing->to);
    COUNT("document_regel", action->document_line);
    TEXT("opmerking", action->remark);
    state_cells(t, tally);
}

void indicators_csv_actions(const struct indicators_report *report, struct out *out)
{
    struct table t = table_open(out);

    put_action(&t, NULL, NULL);
    for (size_t i = 0; i < report->plan->action_count; i++) {
        const struct plan_action *action = &report->plan->actions[i];
        struct selection selection = report->selection;
        if (selection.action != NULL && selection.action != action)
            continue;
        selection.action = action;
        struct tally tally = count_in(report, selection);
        if (tally.indicators > 0)
            put_action(&t, action, &tally);
    }
}

/* goal: NULL in the header; objective: NULL: the whole goal. */
static void put_goal(struct table *t, const struct plan_goal *goal,
                     const struct plan_objective *objective, const struct tally *tally)
{
    TEXT("doelstelling", goal->number);
    TEXT("operationele_doelstelling", objective == NULL ? "" : objective->number);
    TEXT("naam", objective == NULL ? goal->passage.words : objective->passage.words);
    COUNT("acties", tally->actions);
    state_cells(t, tally);
}

static void count_goal(struct table *t, const struct indicators_report *report,
                       const struct plan_goal *goal, const struct plan_objective *objective)
{
    struct selection selection = report->selection;

    if (selection.goal != NULL && selection.goal != goal)
        return;
    selection.goal = goal;
    selection.objective = objective;
    struct tally tally = count_in(report, selection);
    if (tally.indicators > 0)
        put_goal(t, goal, objective, &tally);
}

void indicators_csv_goals(const struct indicators_report *report, struct out *out)
{
    const struct plan *plan = report->plan;
    struct table t = table_open(out);

    put_goal(&t, NULL, NULL, NULL);
    for (size_t i = 0; i < plan->goal_count; i++) {
        count_goal(&t, report, &plan->goals[i], NULL);
        for (size_t j = 0; j < plan->objective_count; j++)
            if (plan->objectives[j].goal == &plan->goals[i])
                count_goal(&t, report, &plan->goals[i], &plan->objectives[j]);
    }
}

/* minister: NULL in the header. */
static void put_minister(struct table *t, const struct plan_minister *minister,
                         const struct tally *tally)
{
    TEXT("minister", minister->id);
    TEXT("naam", minister->name);
    COUNT("acties", tally->actions);
    COUNT("acties_meewerkend", tally->cooperating);
    state_cells(t, tally);
}

void indicators_csv_ministers(const struct indicators_report *report, struct out *out)
{
    const struct plan *plan = report->plan;
    struct table t = table_open(out);

    put_minister(&t, NULL, NULL);
    for (size_t i = 0; i < plan->minister_count; i++) {
        struct selection selection = report->selection;
        if (selection.minister != NULL && selection.minister != &plan->ministers[i])
            continue;
        selection.minister = &plan->ministers[i];
        struct tally tally = count_in(report, selection);
        put_minister(&t, &plan->ministers[i], &tally);
    }
}

/* ---- template ---- */

/* What is to be filled in, where the words of the plan do not say it. */
static const char *hint(const struct plan_indicator *indicator)
{
    if (indicator->kind == INDICATOR_MILESTONE)
        return " [bereikt of niet-bereikt]";
    if (indicator->kind == INDICATOR_YES_NO)
        return " [ja of nee]";
    if (indicator->split != NULL)
        return " [een rij voor elk; toelichting zegt welk]";
    return indicator->target_per == TARGET_PLAN ? " [alles sinds de start van het plan]" : "";
}

static void put_words(struct out *out, const struct plan_indicator *indicator)
{
    char words[LIMIT_TEXT_BYTES + 64]; /* passages are no longer: rules/plan/plan.c */

    snprintf(words, sizeof words, "%s%s", plan_indicator_words(indicator), hint(indicator));
    cell_text(out, words);
}

/* indicator: NULL in the header, which is MEASURE_HEADER and MEASURE_WORDS_COLUMN. */
static void put_blank(struct table *t, const struct plan_indicator *indicator, int of_year)
{
    YEAR("jaar", of_year);
    TEXT("actie", indicator->action->number);
    TEXT("indicator", indicator->number);
    TEXT("waarde", NULL);
    TEXT("eenheid", indicator->unit);
    TEXT("bron", NULL);
    TEXT("toelichting", NULL);
    TABLE_CELL(t, MEASURE_WORDS_COLUMN, put_words(t->out, indicator));
    table_end(t);
}

void indicators_template(const struct plan *plan, const struct selection *selection, int of_year,
                         struct out *out)
{
    struct table t = table_open(out);

    put_blank(&t, NULL, of_year);
    for (size_t a = 0; a < plan->action_count; a++)
        for (size_t i = 0; i < plan->actions[a].indicator_count; i++)
            if (selection_has(selection, &plan->actions[a].indicators[i]))
                put_blank(&t, &plan->actions[a].indicators[i], of_year);
}
