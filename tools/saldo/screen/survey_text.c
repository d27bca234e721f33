/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/screen/survey_text.h"

#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "survey/number.h"
#include "write/fold.h"
#include "write/screen.h"

#define _(text) gettext(text)

const char *survey_interval(struct interval interval, char out[SURVEY_INTERVAL_BYTES])
{
    char low[NUMBER_TEXT_BYTES];
    char high[NUMBER_TEXT_BYTES];

    number_share(interval.low, ',', low);
    number_share(interval.high, ',', high);
    snprintf(out, SURVEY_INTERVAL_BYTES, "%5s - %5s", low, high);
    return out;
}

void survey_answer(const char *answer)
{
    int columns = fold_columns(answer);

    if (columns > SURVEY_ANSWER_WIDTH) {
        fold_text(stdout, answer, 0, 2);
        screen_print(stdout, "  %*s", SURVEY_ANSWER_WIDTH, "");
        return;
    }
    screen_print(stdout, "  ");
    screen_print(stdout, "%s", answer);
    screen_print(stdout, "%*s", SURVEY_ANSWER_WIDTH - columns, "");
}

void survey_heading(const struct scheme_action *action, const char *question)
{
    int at = 0;

    fputc('\n', stdout);
    if (action != NULL) {
        char text[64];
        snprintf(text, sizeof text, _("Action %s"), action->number_text);
        at = fold_columns(text) + 2;
        screen_print(stdout, "%s  ", text);
        fold_text(stdout, action->name, at, at);
    }
    fold_text(stdout, question, 0, 0);
}
