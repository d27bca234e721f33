/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "saldo/screen/survey_text.h"
#include "survey/number.h"
#include "survey/published_write.h"
#include "write/fold.h"
#include "write/screen.h"

#define _(text) gettext(text)
#define N_(text) text

static const char *const verdicts[PUBLISHED_VERDICTS] = {
    [PUBLISHED_POSSIBLE] = N_("possible"),
    [PUBLISHED_OTHERWISE] = N_("possible, rounded otherwise"),
    [PUBLISHED_IMPOSSIBLE] = N_("IMPOSSIBLE"),
    [PUBLISHED_IN_WORDS] = N_("in words"),
};

static const char *const roundings[PERCENT_WAYS] = {
    [PERCENT_HALF_UP] = N_("half rounded up"),
    [PERCENT_HALF_EVEN] = N_("half rounded to even"),
    [PERCENT_TRUNCATED] = N_("cut off, not rounded"),
    [PERCENT_LARGEST_REMAINDER] = N_("made to add up to 100 (largest remainder)"),
};

enum { FIGURE_BYTES = 64, PRINTED_WIDTH = 8, COUNTS_WIDTH = 9 };

/* "85", "1/4", "37 (73)": as published. */
static void write_printed(const struct published_figure *figure, char text[FIGURE_BYTES])
{
    if (figure->count < 0)
        snprintf(text, FIGURE_BYTES, "%s%s", figure->printed, figure->has_percent ? " %" : "");
    else if (figure->printed[0] == '\0')
        snprintf(text, FIGURE_BYTES, "%" PRId64, figure->count);
    else
        snprintf(text, FIGURE_BYTES, "%" PRId64 " (%s)", figure->count, figure->printed);
}

/* "11/42", or "29-30/42". */
static void write_counts(const struct published_figure *figure, char text[FIGURE_BYTES])
{
    if (!figure->has_counts)
        snprintf(text, FIGURE_BYTES, "-");
    else if (figure->counts.low == figure->counts.high)
        snprintf(text, FIGURE_BYTES, "%" PRId64 "/%" PRId64, figure->counts.low, figure->sample);
    else
        snprintf(text, FIGURE_BYTES, "%" PRId64 "-%" PRId64 "/%" PRId64, figure->counts.low,
                 figure->counts.high, figure->sample);
}

static void print_figure(const struct published_figure *figure)
{
    char printed[FIGURE_BYTES], counts[FIGURE_BYTES];
    char text[SURVEY_INTERVAL_BYTES];
    int beside = PRINTED_WIDTH;

    write_printed(figure, printed);
    write_counts(figure, counts);
    if (strlen(printed) < PRINTED_WIDTH && strlen(counts) < COUNTS_WIDTH) {
        survey_answer(figure->answer);
    } else { /* long ones take the place of the answer, which gets a line of its own */
        fold_text(stdout, figure->answer, 0, 2);
        beside += 2 + SURVEY_ANSWER_WIDTH + COUNTS_WIDTH - (int)strlen(counts) - 1;
    }
    screen_print(stdout, "%*s%*s", beside, printed,
                 beside == PRINTED_WIDTH ? COUNTS_WIDTH : (int)strlen(counts) + 1, counts);
    if (figure->has_counts) {
        screen_print(stdout, "  %s", survey_interval(figure->interval.wilson, text));
        screen_print(stdout, "  %s", survey_interval(figure->interval.exact, text));
    }
    fputc('\n', stdout);
}

static void print_note(const char *text)
{
    fold_text(stdout, text, 0, 4);
}

/* What is wrong with a figure itself. */
static void print_impossible(const struct published_question *question,
                             const struct published_figure *figure)
{
    char text[512];

    if (question->n_known)
        snprintf(text, sizeof text, _("! %s: no count of %" PRId64 " gives this"), figure->answer,
                 question->most);
    else
        snprintf(text, sizeof text, _("! %s: no n up to %" PRId64 " gives this"), figure->answer,
                 question->most);
    print_note(text);
}

/* Which figures stand in the way of the others; nothing when each one does. */
static void print_disturbing(const struct published_question *question,
                             const struct published_figure *figures)
{
    char text[512];
    uint32_t count = 0;

    for (uint32_t i = 0; i < question->count; i++)
        count += figures[i].disturbs;
    for (uint32_t i = 0; i < question->count && count < question->count; i++) {
        if (!figures[i].disturbs)
            continue;
        snprintf(text, sizeof text,
                 _("! half rounded up it is possible without the figure of '%s'"),
                 figures[i].answer);
        print_note(text);
    }
}

static void print_sum(const struct published_question *question)
{
    char sum[NUMBER_TEXT_BYTES];
    char text[128];

    if (!question->has_sum || question->sum == 1000000)
        return;
    number_share((double)question->sum / 1e6, ',', sum);
    snprintf(text, sizeof text, _("the percentages add up to %s"), sum);
    print_note(text);
}

static void print_notes(const struct published_question *question,
                        const struct published_figure *figures, const char *beyond)
{
    char text[6 * 1024];

    for (uint32_t i = 0; i < question->count; i++)
        if (figures[i].alone == PUBLISHED_IMPOSSIBLE)
            print_impossible(question, &figures[i]);
    print_sum(question);
    if (question->verdict == PUBLISHED_OTHERWISE)
        print_note(_(roundings[question->rounding]));
    print_disturbing(question, figures);
    if (question->verdict != PUBLISHED_IMPOSSIBLE || beyond[0] == '\0')
        return;
    snprintf(text, sizeof text,
             _("! more than the %" PRId64 " that can have answered would make all of it possible: "
               "n = %s"),
             question->most, beyond);
    print_note(text);
}

static void print_n(const struct published_question *question, const char *fitting)
{
    char text[6 * 1024];
    const char *verdict = _(verdicts[question->verdict]);

    if (question->n_known)
        snprintf(text, sizeof text, _("%s; n = %" PRId64), verdict, question->most);
    else if (question->verdict == PUBLISHED_IMPOSSIBLE)
        snprintf(text, sizeof text, _("%s for any n up to %" PRId64), verdict, question->most);
    else
        snprintf(text, sizeof text, _("%s; n is not published and can be: %s"), verdict, fitting);
    fold_text(stdout, text, 0, 2);
}

static void print_question(const struct published *published,
                           const struct published_question *question, struct arena *arena)
{
    const struct published_figure *figures = published->figures.items + question->first;
    const char *fitting = published_fitting(question, false, arena);
    const char *beyond = published_fitting(question, true, arena);

    survey_heading(question->action, question->question);
    print_n(question, fitting == NULL ? "" : fitting);
    for (uint32_t i = 0; i < question->count; i++)
        print_figure(&figures[i]);
    print_notes(question, figures, beyond == NULL ? "" : beyond);
}

static void print_tally(const struct published *published)
{
    struct published_tally tally = published_tally(published);

    screen_print(stdout, "%-32s%10s%10s\n", "", _("figures"), _("questions"));
    for (int v = 0; v < PUBLISHED_VERDICTS; v++)
        screen_print(stdout, "  %-30s%10u%10u\n", _(verdicts[v]), tally.figures[v],
                     tally.questions[v]);
    screen_print(stdout, "  %-30s%10u%10u\n", _("together"), published->figures.count,
                 published->questions.count);
}

void survey_print_published(const struct published *published, const char *level,
                            struct arena *arena)
{
    char text[64];

    print_tally(published);
    snprintf(text, sizeof text, _("Wilson %s %%"), level);
    screen_print(stdout, "\n  %-30s%8s%9s  %-13s  ", _("answer"), _("printed"), "k/n", text);
    snprintf(text, sizeof text, _("exact %s %%"), level);
    screen_print(stdout, "%s\n", text);
    for (uint32_t q = 0; q < published->questions.count; q++)
        print_question(published, &published->questions.items[q], arena);
}
