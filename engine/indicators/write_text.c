/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report for people: counts by goal and minister, then every indicator. */
#include <stdio.h>
#include <stdlib.h>

#include "indicators/write.h"
#include "write/fold.h"
#include "write/screen.h"

enum { LABEL_WIDTH = 19, FIGURE_WIDTH = 7, STATE_WIDTH = 9, INDENT = 8 };

/* Columns of the counts: states that belong together. */
enum column { MEASURED, REACHED, BEHIND, DUE, MISSING, OTHER, COLUMN_COUNT };

static const enum column column_of[PROGRESS_STATE_COUNT] = {
    [PROGRESS_MEASURED] = MEASURED, [PROGRESS_RUNNING] = MEASURED,  [PROGRESS_REACHED] = REACHED,
    [PROGRESS_SHORT] = BEHIND,      [PROGRESS_OVERDUE] = BEHIND,    [PROGRESS_DUE] = DUE,
    [PROGRESS_MISSING] = MISSING,   [PROGRESS_NOT_STARTED] = OTHER, [PROGRESS_ENDED] = OTHER,
    [PROGRESS_UNDATED] = OTHER,
};

enum word {
    WORD_YEAR,
    WORD_CUTOFF,
    WORD_ACTIONS,
    WORD_INDICATORS,
    WORD_SHORT,
    WORD_MEASURED,
    WORD_REACHED,
    WORD_BEHIND,
    WORD_DUE,
    WORD_MISSING,
    WORD_OTHER,
    WORD_TOTAL,
    WORD_LEGEND,
    WORD_BOTH,
    WORD_TARGET,
    WORD_A_YEAR,
    WORD_IN,
    WORD_BY,
    WORD_NONE,
    WORD_SOURCE,
    WORD_WITH,
    WORD_NOTE
};

static const char *const words[][2] = {
    [WORD_YEAR] = {"jaar", "year"},
    [WORD_CUTOFF] = {"peildatum", "cut-off date"},
    [WORD_ACTIONS] = {"acties", "actions"},
    [WORD_INDICATORS] = {"indicatoren", "indicators"},
    [WORD_SHORT] = {"indic.", "indic."},
    [WORD_MEASURED] = {"gemeten", "measured"},
    [WORD_REACHED] = {"gehaald", "reached"},
    [WORD_BEHIND] = {"achter", "behind"},
    [WORD_DUE] = {"verwacht", "due"},
    [WORD_MISSING] = {"ontbr.", "missing"},
    [WORD_OTHER] = {"overig", "other"},
    [WORD_TOTAL] = {"totaal", "total"},
    [WORD_LEGEND] = {"gemeten: ook loopt; achter: niet-gehaald en te-laat; overig: niet-begonnen, "
                     "afgelopen en geen-tijdspad",
                     "measured: also running; behind: not reached and overdue; other: not begun, "
                     "ended and no timing"},
    [WORD_BOTH] = {"verantwoordelijke minister (een indicator met twee ministers telt bij elk)",
                   "responsible minister (an indicator of two ministers counts for each)"},
    [WORD_TARGET] = {"doel", "target"},
    [WORD_A_YEAR] = {"per jaar", "a year"},
    [WORD_IN] = {"in", "in"},
    [WORD_BY] = {"uiterlijk", "by"},
    [WORD_NONE] = {"zonder cijfer:", "without figure:"},
    [WORD_SOURCE] = {"bron", "source"},
    [WORD_WITH] = {"met", "with"},
    [WORD_NOTE] = {"opmerking", "remark"},
};

struct page {
    const struct indicators_report *report;
    enum language language;
    FILE *stream;
};

static const char *say(const struct page *page, enum word word)
{
    return words[word][page->language];
}

/* ---- counts ---- */

static void pad(FILE *stream, const char *text, int width) /* to the right */
{
    screen_print(stream, "%*s%s", width - fold_columns(text), "", text);
}

static void put_heads(const struct page *page, const char *label)
{
    screen_print(page->stream, "%s%*s", label, LABEL_WIDTH - 1 - fold_columns(label), "");
    pad(page->stream, say(page, WORD_SHORT), FIGURE_WIDTH);
    for (int column = 0; column < COLUMN_COUNT; column++)
        pad(page->stream, say(page, (enum word)(WORD_MEASURED + column)), STATE_WIDTH);
    fputc('\n', page->stream);
}

static void put_counts(const struct page *page, const char *label, struct selection selection)
{
    const struct indicators_report *report = page->report;
    struct tally tally = tally_make(report->plan, report->list, &selection);
    size_t columns[COLUMN_COUNT] = {0};

    if (tally.indicators == 0)
        return;
    for (int state = 0; state < PROGRESS_STATE_COUNT; state++)
        columns[column_of[state]] += tally.states[state];
    screen_print(page->stream, "%s%*s%*zu", label, LABEL_WIDTH - 1 - fold_columns(label), "",
                 FIGURE_WIDTH, tally.indicators);
    for (int column = 0; column < COLUMN_COUNT; column++)
        screen_print(page->stream, "%*zu", STATE_WIDTH, columns[column]);
    fputc('\n', page->stream);
}

static void put_goal_counts(const struct page *page)
{
    const struct plan *plan = page->report->plan;
    struct selection selection = page->report->selection;
    char label[LABEL_WIDTH];

    put_heads(page, "");
    for (size_t i = 0; i < plan->goal_count; i++) {
        if (page->report->selection.goal != NULL && page->report->selection.goal != &plan->goals[i])
            continue;
        selection.goal = &plan->goals[i];
        snprintf(label, sizeof label, "HD %s", plan->goals[i].number);
        put_counts(page, label, selection);
    }
    put_counts(page, say(page, WORD_TOTAL), page->report->selection);
    fold_text(page->stream, say(page, WORD_LEGEND), 0, 0);
}

static void put_minister_counts(const struct page *page)
{
    const struct plan *plan = page->report->plan;
    struct selection selection = page->report->selection;

    screen_print(page->stream, "\n%s\n", say(page, WORD_BOTH));
    put_heads(page, "");
    for (size_t i = 0; i < plan->minister_count; i++) {
        if (page->report->selection.minister != NULL &&
            page->report->selection.minister != &plan->ministers[i])
            continue;
        selection.minister = &plan->ministers[i];
        put_counts(page, plan->ministers[i].id, selection);
    }
}

/* ---- one indicator ---- */

static void put_value(FILE *line, const struct measurement *row)
{
    const struct plan_indicator *indicator = row->indicator;
    char figure[FIGURE_BYTES];

    if (indicator->kind == INDICATOR_COUNT || indicator->kind == INDICATOR_PERCENTAGE) {
        indicators_figure(indicator, row->number, ',', figure);
        screen_print(line, "%s %s", figure, row->unit);
    } else {
        screen_print(line, "%s", row->words);
    }
}

/* " (2025: 8, +4)": the one before, and how it changed. */
static void put_trend(const struct page *page, FILE *line, const struct progress *row)
{
    const struct plan_indicator *indicator = row->indicator;
    char figure[FIGURE_BYTES];

    if (row->last == NULL)
        return;
    screen_print(line, " (%d: ", row->last->year);
    if (indicator->kind == INDICATOR_COUNT || indicator->kind == INDICATOR_PERCENTAGE) {
        indicators_figure(indicator, row->last->number, ',', figure);
        screen_print(line, "%s", figure);
        indicators_figure(indicator, row->difference, ',', figure);
        if (row->now != NULL)
            screen_print(line, ", %s%s", row->difference > 0 ? "+" : "", figure);
    } else {
        screen_print(line, "%s", row->last->words);
    }
    if (row->trend != TREND_NONE)
        screen_print(line, ", %s", trend_name(row->trend, page->language));
    fputc(')', line);
}

static void put_target(const struct page *page, FILE *line, const struct progress *row)
{
    const struct plan_indicator *indicator = row->indicator;
    char figure[FIGURE_BYTES], due[DATE_TEXT_BYTES];

    if (indicator->target_per != TARGET_NONE && indicator->kind != INDICATOR_MILESTONE) {
        indicators_figure(indicator, indicator->target, ',', figure);
        screen_print(line, "; %s %s", say(page, WORD_TARGET), figure);
        if (indicator->target_per == TARGET_YEAR)
            screen_print(line, " %s", say(page, WORD_A_YEAR));
        if (indicator->target_year != 0)
            screen_print(line, " %s %d", say(page, WORD_IN), indicator->target_year);
    }
    if (!row->dated || row->state == PROGRESS_REACHED)
        return;
    date_format(row->due, due);
    screen_print(line, "; %s %s", say(page, WORD_BY), due);
}

/* "gemeten: 7 … (2025: 3, +4, stijgt); doel …; uiterlijk …; zonder cijfer: …; bron: …" */
static void write_row(const struct page *page, FILE *line, const struct progress *row)
{
    char years[YEARS_BYTES];

    if (*row->split != '\0')
        screen_print(line, "[%s] ", row->split);
    screen_print(line, "%s", progress_state_name(row->state, page->language));
    if (row->now != NULL) {
        screen_print(line, ": ");
        put_value(line, row->now);
        if (row->now->year != page->report->list->year)
            screen_print(line, " (%d)", row->now->year);
    }
    put_trend(page, line, row);
    put_target(page, line, row);
    if (row->missing != 0) {
        indicators_years(page->report->plan, row->missing, years);
        screen_print(line, "; %s %s", say(page, WORD_NONE), years);
    }
    if (row->now != NULL)
        screen_print(line, "; %s: %s (%s:%u)", say(page, WORD_SOURCE), row->now->source,
                     MEASURE_FILE, row->now->line);
}

static enum status put_row(const struct page *page, const struct progress *row)
{
    char *text = NULL;
    size_t size = 0;
    FILE *line = open_memstream(&text, &size);

    if (line == NULL)
        return STATUS_MEMORY;
    write_row(page, line, row);
    if (fclose(line) != 0) {
        free(text);
        return STATUS_MEMORY;
    }
    fold_text(page->stream, text, 0, INDENT);
    free(text);
    return STATUS_OK;
}

static void put_remark(const struct page *page, const char *remark, int indent)
{
    if (remark == NULL)
        return;
    screen_print(page->stream, "%*s%s: ", indent, "", say(page, WORD_NOTE));
    fold_text(page->stream, remark, indent + 2 + fold_columns(say(page, WORD_NOTE)), indent + 2);
}

static void put_indicator(const struct page *page, const struct plan_indicator *indicator)
{
    screen_print(page->stream, "    %-4s", indicator->number);
    fold_text(page->stream, plan_indicator_words(indicator), INDENT, INDENT);
    put_remark(page, indicator->passage.remark, INDENT);
}

static void put_action(const struct page *page, const struct plan_action *action)
{
    const struct plan_timing *timing = &action->timing;
    char ids[MINISTERS_BYTES];

    screen_print(page->stream, "\n  %s. ", action->number);
    fold_text(page->stream, action->title, 4 + fold_columns(action->number), 4);
    indicators_ministers(action->responsible, action->responsible_count, ids);
    screen_print(page->stream, "    ");
    fold_text(page->stream, ids, 4, 4);
    if (action->cooperating_count > 0) {
        indicators_ministers(action->cooperating, action->cooperating_count, ids);
        screen_print(page->stream, "    %s ", say(page, WORD_WITH));
        fold_text(page->stream, ids, 5 + fold_columns(say(page, WORD_WITH)), 6);
    }
    fold_text(page->stream, timing->passage.words, 0, 4);
    put_remark(page, action->remark, 4);
}

/* Headings where goal, objective or action change. */
static void put_heading(const struct page *page, const struct plan_action *action,
                        const struct plan_action *before)
{
    const struct plan_objective *objective = action->objective;

    if (before == NULL || before->objective->goal != objective->goal) {
        screen_print(page->stream, "\nHD %s. ", objective->goal->number);
        fold_text(page->stream, objective->goal->passage.words,
                  5 + fold_columns(objective->goal->number), 2);
    }
    if (before == NULL || before->objective != objective) {
        screen_print(page->stream, "\nOD %s. ", objective->number);
        fold_text(page->stream, objective->passage.words, 5 + fold_columns(objective->number), 2);
    }
    if (before != action)
        put_action(page, action);
}

static enum status put_rows(const struct page *page)
{
    const struct progress_list *list = page->report->list;
    const struct plan_indicator *before = NULL;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < list->count && status == STATUS_OK; i++) {
        const struct plan_indicator *indicator = list->rows[i].indicator;
        if (!selection_has(&page->report->selection, indicator))
            continue;
        put_heading(page, indicator->action, before == NULL ? NULL : before->action);
        if (before != indicator)
            put_indicator(page, indicator);
        before = indicator;
        status = put_row(page, &list->rows[i]);
    }
    return status;
}

enum status indicators_text(const struct indicators_report *report, enum language language,
                            FILE *stream)
{
    struct page page = {report, language, stream};
    struct tally tally = tally_make(report->plan, report->list, &report->selection);
    char cutoff[DATE_TEXT_BYTES];

    date_format(report->list->cutoff, cutoff);
    fold_text(stream, report->plan->name, 0, 0);
    screen_print(stream, "%s %d, %s %s; %s: %zu, %s: %zu\n\n", say(&page, WORD_YEAR),
                 report->list->year, say(&page, WORD_CUTOFF), cutoff, say(&page, WORD_ACTIONS),
                 tally.actions, say(&page, WORD_INDICATORS), tally.indicators);
    put_goal_counts(&page);
    put_minister_counts(&page);
    return put_rows(&page);
}
