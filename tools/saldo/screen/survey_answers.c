/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "core/limits.h"
#include "saldo/screen/survey_text.h"
#include "survey/number.h"
#include "write/fold.h"
#include "write/screen.h"

#define _(text) gettext(text)

/* "71": as surveys publish it. */
static int64_t percent(int64_t part, int64_t whole)
{
    return whole == 0 ? 0 : percent_of(part, whole, 0, PERCENT_HALF_UP).units;
}

static void print_response_line(const struct survey *survey, int column, const char *name)
{
    int64_t invited = questionnaire_population(survey->questionnaire, NULL, column);
    char text[128];

    if (invited == 0)
        return;
    snprintf(text, sizeof text, _("%" PRId64 " of %" PRId64 " = %" PRId64 " %%"),
             survey->responded[column], invited, percent(survey->responded[column], invited));
    screen_print(stdout, "  %-14s%s\n", name, text);
}

static void print_response(const struct survey *survey)
{
    screen_print(stdout, "%s\n", _("Response"));
    print_response_line(survey, SURVEY_TYPES, _("together"));
    for (int type = 0; type < SURVEY_TYPES; type++)
        print_response_line(survey, type, survey_type_name[type]);
}

static void print_answers(const struct survey_table *table, double confidence)
{
    for (uint32_t a = 0; a < table->question->answer_count; a++) {
        struct survey_intervals intervals;
        char text[SURVEY_INTERVAL_BYTES];
        int64_t count = table->counts[a][SURVEY_TYPES];
        survey_answer(table->question->answers[a]);
        screen_print(stdout, "%8" PRId64 "%9" PRId64, count,
                     percent(count, table->answered[SURVEY_TYPES]));
        if (survey_intervals_of(table, a, SURVEY_TYPES, confidence, &intervals)) {
            screen_print(stdout, "  %s", survey_interval(intervals.wilson, text));
            screen_print(stdout, "  %s", survey_interval(intervals.exact, text));
        }
        fputc('\n', stdout);
    }
}

/* The same answers, a column of counts and percentages for each type. */
static void print_types(const struct survey_table *table)
{
    screen_print(stdout, "  %-30s", "");
    for (int type = 0; type < SURVEY_TYPES; type++)
        screen_print(stdout, "%12s", survey_type_name[type]);
    screen_print(stdout, "\n  %-30s", "n");
    for (int type = 0; type < SURVEY_TYPES; type++)
        screen_print(stdout, "%12" PRId64, table->answered[type]);
    fputc('\n', stdout);
    for (uint32_t a = 0; a < table->question->answer_count; a++) {
        survey_answer(table->question->answers[a]);
        for (int type = 0; type < SURVEY_TYPES; type++) {
            char text[64] = "-";
            int64_t count = table->counts[a][type];
            if (table->answered[type] > 0)
                snprintf(text, sizeof text, "%" PRId64 " (%" PRId64 " %%)", count,
                         percent(count, table->answered[type]));
            screen_print(stdout, "%12s", text);
        }
        fputc('\n', stdout);
    }
}

static void print_median(const struct survey_table *table)
{
    uint32_t middle[2];
    char text[2 * LIMIT_TEXT_BYTES + 128];

    if (table->question->kind != QUESTION_SCALE || !survey_median(table, SURVEY_TYPES, middle))
        return;
    if (middle[0] == middle[1])
        snprintf(text, sizeof text, _("median: %s"), table->question->answers[middle[0]]);
    else
        snprintf(text, sizeof text, _("median: between %s and %s"),
                 table->question->answers[middle[0]], table->question->answers[middle[1]]);
    fold_text(stdout, text, 0, 2);
}

static void print_size(const struct survey_table *table)
{
    char text[256];
    int64_t answered = table->answered[SURVEY_TYPES];
    int64_t population = table->population[SURVEY_TYPES];

    if (population != INVITED_UNKNOWN)
        snprintf(text, sizeof text, _("%s; n = %" PRId64 " of %" PRId64),
                 question_kind_name[table->question->kind], answered, population);
    else
        snprintf(text, sizeof text,
                 _("%s; n = %" PRId64 "; of how many is not said: no correction for a finite "
                   "population"),
                 question_kind_name[table->question->kind], answered);
    fold_text(stdout, text, 0, 2);
}

static void print_table(const struct survey_table *table, double confidence)
{
    survey_heading(table->action, table->question->id);
    if (table->question->text[0] != '\0')
        fold_text(stdout, table->question->text, 0, 2);
    print_size(table);
    print_answers(table, confidence);
    print_median(table);
    print_types(table);
}

void survey_print_answers(const struct survey *survey, double confidence, const char *level)
{
    char wilson[64], exact[64];

    print_response(survey);
    snprintf(wilson, sizeof wilson, _("Wilson %s %%"), level);
    snprintf(exact, sizeof exact, _("exact %s %%"), level);
    screen_print(stdout, "\n  %-30s%8s%9s  %-13s  %s\n", _("answer"), "k", "%", wilson, exact);
    for (uint32_t t = 0; t < survey->tables.count; t++)
        print_table(&survey->tables.items[t], confidence);
}
