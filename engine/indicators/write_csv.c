/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as tables, and the template of metingen.csv. */
#include <stdio.h>

#include "core/limits.h"
#include "core/text.h"
#include "indicators/write.h"
#include "write/cell.h"

static void text(struct out *out, const char *words) /* a cell and its separator */
{
    if (words != NULL)
        cell_text(out, words);
    out_char(out, ';');
}

static void count(struct out *out, int64_t number)
{
    out_count(out, number);
    out_char(out, ';');
}

/* A year; 0: none. */
static void year(struct out *out, int number)
{
    if (number != 0)
        out_count(out, number);
    out_char(out, ';');
}

/* A figure is no text: a minus in front of it is no formula. */
static void figure(struct out *out, const struct plan_indicator *indicator, int64_t number)
{
    char digits[FIGURE_BYTES];

    indicators_figure(indicator, number, ',', digits);
    out_text(out, digits);
}

static void ministers(struct out *out, const struct plan_minister *const *list, size_t length)
{
    char ids[MINISTERS_BYTES];

    indicators_ministers(list, length, ids);
    text(out, ids);
}

static bool has_number(const struct plan_indicator *indicator)
{
    return indicator->kind == INDICATOR_COUNT || indicator->kind == INDICATOR_PERCENTAGE;
}

/* waarde;meetjaar or the like. */
static void measured(struct out *out, const struct measurement *row)
{
    if (row != NULL && has_number(row->indicator))
        figure(out, row->indicator, row->number);
    else if (row != NULL)
        cell_text(out, row->words);
    out_char(out, ';');
    year(out, row == NULL ? 0 : row->year);
}

static void target(struct out *out, const struct plan_indicator *indicator)
{
    if (indicator->target_per != TARGET_NONE)
        figure(out, indicator, indicator->target);
    out_char(out, ';');
    text(out, indicator->target_per == TARGET_YEAR   ? "jaar"
              : indicator->target_per == TARGET_PLAN ? "plan"
                                                     : "");
    year(out, indicator->target_year);
}

static void states(struct out *out, const struct tally *tally)
{
    count(out, (int64_t)tally->indicators);
    for (int state = 0; state < PROGRESS_STATE_COUNT; state++) {
        out_count(out, (int64_t)tally->states[state]);
        out_char(out, state + 1 < PROGRESS_STATE_COUNT ? ';' : '\n');
    }
}

static void state_names(struct out *out)
{
    out_text(out, "indicatoren");
    for (int state = 0; state < PROGRESS_STATE_COUNT; state++) {
        out_char(out, ';');
        out_text(out, progress_state_name((enum progress_state)state, LANGUAGE_NL));
    }
    out_char(out, '\n');
}

/* ---- indicatoren.csv ---- */

static void what(struct out *out, const struct plan_indicator *indicator)
{
    const struct plan_action *action = indicator->action;

    text(out, action->objective->goal->number);
    text(out, action->objective->number);
    text(out, action->number);
    text(out, action->title);
    ministers(out, indicator->ministers, indicator->minister_count);
    ministers(out, action->cooperating, action->cooperating_count);
    text(out, indicator->number);
    text(out, indicator_kind_name(indicator->kind));
    text(out, plan_indicator_words(indicator));
    text(out, indicator->split);
}

static void state(struct out *out, const struct indicators_report *report,
                  const struct progress *row)
{
    char due[DATE_TEXT_BYTES] = "", missing[YEARS_BYTES];

    if (row->now != NULL && row->last != NULL && has_number(row->indicator))
        figure(out, row->indicator, row->difference);
    out_char(out, ';');
    text(out, trend_name(row->trend, LANGUAGE_NL));
    text(out, progress_state_name(row->state, LANGUAGE_NL));
    if (row->dated)
        date_format(row->due, due);
    text(out, due);
    indicators_years(report->plan, row->missing, missing);
    text(out, missing);
}

static void put_row(struct out *out, const struct indicators_report *report,
                    const struct progress *row)
{
    const struct plan_indicator *indicator = row->indicator;
    const struct measurement *now = row->now;

    count(out, report->list->year);
    what(out, indicator);
    text(out, row->split);
    text(out, now != NULL ? now->unit : indicator->unit);
    target(out, indicator);
    measured(out, now);
    measured(out, row->last);
    state(out, report, row);
    text(out, now == NULL ? "" : now->source);
    text(out, now == NULL || indicator->split != NULL ? "" : now->note);
    year(out, now == NULL ? 0 : (int)now->line);
    count(out, indicator->passage.document_line);
    if (indicator->passage.remark != NULL)
        cell_text(out, indicator->passage.remark);
    out_char(out, '\n');
}

void indicators_csv(const struct indicators_report *report, struct out *out)
{
    out_text(out, "jaar;doelstelling;operationele_doelstelling;actie;titel;verantwoordelijk;"
                  "samenwerking;indicator;soort;omschrijving;uitsplitsing;onderdeel;eenheid;"
                  "streefwaarde;streef_per;streefjaar;waarde;meetjaar;vorige_waarde;vorig_jaar;"
                  "verschil;trend;toestand;vervaldag;ontbrekende_jaren;bron;toelichting;lijn;"
                  "document_regel;opmerking\n");
    for (size_t i = 0; i < report->list->count; i++)
        if (selection_has(&report->selection, report->list->rows[i].indicator))
            put_row(out, report, &report->list->rows[i]);
}

/* ---- actions, goals, ministers ---- */

static struct tally count_in(const struct indicators_report *report, struct selection selection)
{
    return tally_make(report->plan, report->list, &selection);
}

void indicators_csv_actions(const struct indicators_report *report, struct out *out)
{
    out_text(out, "actie;titel;doelstelling;operationele_doelstelling;verantwoordelijk;"
                  "samenwerking;tijdspad;van;tot;document_regel;opmerking;");
    state_names(out);
    for (size_t i = 0; i < report->plan->action_count; i++) {
        const struct plan_action *action = &report->plan->actions[i];
        const struct plan_timing *timing = &action->timing;
        struct selection selection = report->selection;
        if (selection.action != NULL && selection.action != action)
            continue;
        selection.action = action;
        struct tally tally = count_in(report, selection);
        if (tally.indicators == 0)
            continue;
        text(out, action->number);
        text(out, action->title);
        text(out, action->objective->goal->number);
        text(out, action->objective->number);
        ministers(out, action->responsible, action->responsible_count);
        ministers(out, action->cooperating, action->cooperating_count);
        text(out, timing->passage.words);
        year(out, timing->undetermined ? 0 : timing->from);
        year(out, timing->undetermined ? 0 : timing->to);
        count(out, action->document_line);
        text(out, action->remark);
        states(out, &tally);
    }
}

static void put_goal(const struct indicators_report *report, struct out *out,
                     const struct plan_goal *goal, const struct plan_objective *objective)
{
    struct selection selection = report->selection;

    if (selection.goal != NULL && selection.goal != goal)
        return;
    selection.goal = goal;
    selection.objective = objective;
    struct tally tally = count_in(report, selection);
    if (tally.indicators == 0)
        return;
    text(out, goal->number);
    text(out, objective == NULL ? "" : objective->number);
    text(out, objective == NULL ? goal->passage.words : objective->passage.words);
    count(out, (int64_t)tally.actions);
    states(out, &tally);
}

void indicators_csv_goals(const struct indicators_report *report, struct out *out)
{
    const struct plan *plan = report->plan;

    out_text(out, "doelstelling;operationele_doelstelling;naam;acties;");
    state_names(out);
    for (size_t i = 0; i < plan->goal_count; i++) {
        put_goal(report, out, &plan->goals[i], NULL);
        for (size_t j = 0; j < plan->objective_count; j++)
            if (plan->objectives[j].goal == &plan->goals[i])
                put_goal(report, out, &plan->goals[i], &plan->objectives[j]);
    }
}

void indicators_csv_ministers(const struct indicators_report *report, struct out *out)
{
    const struct plan *plan = report->plan;

    out_text(out, "minister;naam;acties;acties_meewerkend;");
    state_names(out);
    for (size_t i = 0; i < plan->minister_count; i++) {
        struct selection selection = report->selection;
        if (selection.minister != NULL && selection.minister != &plan->ministers[i])
            continue;
        selection.minister = &plan->ministers[i];
        struct tally tally = count_in(report, selection);
        text(out, plan->ministers[i].id);
        text(out, plan->ministers[i].name);
        count(out, (int64_t)tally.actions);
        count(out, (int64_t)tally.cooperating);
        states(out, &tally);
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

void indicators_template(const struct plan *plan, const struct selection *selection, int of_year,
                         struct out *out)
{
    out_text(out, MEASURE_HEADER ";" MEASURE_WORDS_COLUMN "\n");
    for (size_t a = 0; a < plan->action_count; a++)
        for (size_t i = 0; i < plan->actions[a].indicator_count; i++) {
            const struct plan_indicator *indicator = &plan->actions[a].indicators[i];
            if (!selection_has(selection, indicator))
                continue;
            year(out, of_year);
            text(out, indicator->action->number);
            text(out, indicator->number);
            out_char(out, ';'); /* waarde */
            text(out, indicator->unit);
            out_text(out, ";;"); /* bron, toelichting */
            put_words(out, indicator);
            out_char(out, '\n');
        }
}
