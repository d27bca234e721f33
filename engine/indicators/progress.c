/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/progress.h"

#include <string.h>

struct view { /* from where it is looked at */
    const struct plan *plan;
    int year;
    int cutoff_year;
    struct date cutoff;
};

struct series { /* measurements of one indicator (and split), by year */
    const struct plan_indicator *indicator;
    const struct measurement *rows;
    uint32_t count;
};

const char *progress_state_name(enum progress_state state, enum language language)
{
    static const char *const names[PROGRESS_STATE_COUNT][2] = {
#define STATE(name, id, english) {id, english},
        PROGRESS_STATES(STATE)
#undef STATE
    };

    return names[state][language];
}

const char *trend_name(enum trend trend, enum language language)
{
    static const char *const names[][2] = {[TREND_NONE] = {"", ""},
                                           [TREND_UP] = {"stijgt", "rises"},
                                           [TREND_DOWN] = {"daalt", "falls"},
                                           [TREND_SAME] = {"gelijk", "same"},
                                           [TREND_CHANGED] = {"gewijzigd", "changed"}};

    return names[trend][language];
}

/* Whether the year is over at the cut-off date. */
static bool is_over(const struct view *view, int year)
{
    return view->cutoff_year > year;
}

static bool is_due_in(const struct plan_indicator *indicator, int year)
{
    return !indicator->action->timing.undetermined && indicator->from <= year &&
           year <= indicator->to;
}

/* The target since the start of the plan, or the milestone. */
static bool is_reached(const struct plan_indicator *indicator, const struct measurement *row)
{
    if (indicator->kind == INDICATOR_MILESTONE)
        return row->number == 1;
    return indicator->target_per == TARGET_PLAN && row->number >= indicator->target;
}

static bool is_late(const struct view *view, const struct plan_indicator *indicator)
{
    int year, month, day;

    if (!indicator->dated || date_compare(view->cutoff, indicator->deadline) <= 0)
        return false;
    date_to_civil(indicator->deadline, &year, &month, &day);
    return year <= view->year;
}

/* Without a figure of the year. */
static enum progress_state state_without(const struct view *view,
                                         const struct plan_indicator *indicator)
{
    if (is_late(view, indicator))
        return PROGRESS_OVERDUE;
    if (indicator->action->timing.undetermined)
        return PROGRESS_UNDATED;
    if (view->year < indicator->from)
        return PROGRESS_NOT_STARTED;
    if (indicator->once)
        return PROGRESS_DUE; /* up to its deadline, whatever the years of the action */
    if (view->year > indicator->to)
        return PROGRESS_ENDED;
    return is_over(view, view->year) ? PROGRESS_MISSING : PROGRESS_DUE;
}

/* With a figure. */
static enum progress_state state_with(const struct view *view,
                                      const struct plan_indicator *indicator,
                                      const struct measurement *now)
{
    if (indicator->kind == INDICATOR_MILESTONE || indicator->target_per == TARGET_PLAN) {
        if (is_reached(indicator, now))
            return PROGRESS_REACHED;
        return is_late(view, indicator) ? PROGRESS_OVERDUE : PROGRESS_RUNNING;
    }
    if (indicator->target_per == TARGET_NONE)
        return PROGRESS_MEASURED;
    if (now->number >= indicator->target)
        return PROGRESS_REACHED;
    return is_over(view, view->year) ? PROGRESS_SHORT : PROGRESS_RUNNING;
}

/* What is asked once, or was reached, stays; of the rest only a figure of the year counts. */
static const struct measurement *find_now(const struct view *view, const struct series *series,
                                          const struct measurement **last)
{
    const struct measurement *now = NULL;

    *last = NULL;
    for (uint32_t i = 0; i < series->count && series->rows[i].year <= view->year; i++) {
        *last = now;
        now = &series->rows[i];
        if (is_reached(series->indicator, now))
            return now;
    }
    if (now == NULL || now->year == view->year || series->indicator->once)
        return now;
    *last = now;
    return NULL;
}

static enum trend compare(const struct measurement *now, const struct measurement *last)
{
    switch (now->indicator->kind) {
    case INDICATOR_COUNT:
    case INDICATOR_PERCENTAGE:
        return now->number > last->number   ? TREND_UP
               : now->number < last->number ? TREND_DOWN
                                            : TREND_SAME;
    case INDICATOR_MILESTONE:
    case INDICATOR_YES_NO:
        return now->number == last->number ? TREND_SAME : TREND_CHANGED;
    default:
        return TREND_NONE; /* words do not rise or fall */
    }
}

static bool has_year(const struct series *series, int year)
{
    for (uint32_t i = 0; i < series->count; i++)
        if (series->rows[i].year == year)
            return true;
    return false;
}

/* Whether what is due up to the year was reached in it or before. */
static bool was_reached(const struct series *series, int year)
{
    for (uint32_t i = 0; i < series->count && series->rows[i].year <= year; i++)
        if (is_reached(series->indicator, &series->rows[i]))
            return true;
    return false;
}

/* Of the whole indicator: a new part in a later year is missing nothing. */
static uint32_t missing_years(const struct view *view, const struct series *all)
{
    uint32_t missing = 0;

    for (int year = view->plan->from; year <= view->year && !all->indicator->once; year++)
        if (is_due_in(all->indicator, year) && is_over(view, year) && !has_year(all, year) &&
            !was_reached(all, year))
            missing |= UINT32_C(1) << (year - view->plan->from);
    return missing;
}

static struct progress make_row(const struct view *view, const struct series *series)
{
    const struct plan_indicator *indicator = series->indicator;
    struct progress row = {
        .indicator = indicator, .split = "", .dated = indicator->dated, .due = indicator->deadline};

    if (series->count > 0)
        row.split = series->rows[0].split;
    row.now = find_now(view, series, &row.last);
    row.state = row.now == NULL ? state_without(view, indicator)
                                : state_with(view, indicator, row.now);
    if (row.now == NULL || row.last == NULL)
        return row;
    row.trend = compare(row.now, row.last);
    if (indicator->kind == INDICATOR_COUNT || indicator->kind == INDICATOR_PERCENTAGE)
        row.difference = row.now->number - row.last->number;
    return row;
}

/* The rows of an indicator that begin at first and have its split. */
static uint32_t split_length(const struct series *all, uint32_t first)
{
    uint32_t count = 0;

    while (first + count < all->count &&
           strcmp(all->rows[first].split, all->rows[first + count].split) == 0)
        count++;
    return count;
}

static void add_indicator(const struct view *view, const struct series *all,
                          struct progress_list *out)
{
    uint32_t missing = missing_years(view, all);
    uint32_t first = 0;

    do {
        struct series series = *all;
        if (all->count > 0)
            series = (struct series){all->indicator, all->rows + first, split_length(all, first)};
        struct progress row = make_row(view, &series);
        row.missing = missing;
        out->rows[out->count++] = row;
        first += series.count;
    } while (first < all->count);
}

/* The measurements of indicator, which begin at first. */
static struct series series_at(const struct measurements *measurements, uint32_t first,
                               const struct plan_indicator *indicator)
{
    struct series series = {indicator, NULL, 0};

    if (measurements->rows.count > 0)
        series.rows = measurements->rows.items + first;
    while (first + series.count < measurements->rows.count &&
           series.rows[series.count].indicator == indicator)
        series.count++;
    return series;
}

enum status progress_make(const struct plan *plan, const struct measurements *measurements,
                          int year, struct date cutoff, struct arena *arena,
                          struct progress_list *out)
{
    struct view view = {.plan = plan, .year = year, .cutoff = cutoff};
    size_t most = plan->indicator_count + measurements->rows.count;
    uint32_t first = 0;
    int month, day;

    date_to_civil(cutoff, &view.cutoff_year, &month, &day);
    *out = (struct progress_list){.year = year, .cutoff = cutoff};
    out->rows = arena_alloc(arena, most * sizeof *out->rows);
    if (out->rows == NULL)
        return STATUS_MEMORY;
    for (size_t a = 0; a < plan->action_count; a++)
        for (size_t i = 0; i < plan->actions[a].indicator_count; i++) {
            struct series all = series_at(measurements, first, &plan->actions[a].indicators[i]);
            add_indicator(&view, &all, out);
            first += all.count;
        }
    return STATUS_OK;
}
