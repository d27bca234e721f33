/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of `saldo survey` on a screen of 80 columns. */
#ifndef SALDO_SCREEN_SURVEY_TEXT_H
#define SALDO_SCREEN_SURVEY_TEXT_H

#include "survey/answers.h"
#include "survey/published.h"

enum { SURVEY_ANSWER_WIDTH = 30 };

/* "57,8 -  92,5": always SURVEY_INTERVAL_WIDTH columns. */
enum { SURVEY_INTERVAL_WIDTH = 13, SURVEY_INTERVAL_BYTES = 64 };
const char *survey_interval(struct interval interval, char out[SURVEY_INTERVAL_BYTES]);

/* An answer in its column; one that is too long gets lines of its own. */
void survey_answer(const char *answer);

/* "Action 2  beoordeling" with a line under it. */
void survey_heading(const struct scheme_action *action, const char *question);

void survey_print_published(const struct published *published, const char *level,
                            struct arena *arena);
void survey_print_answers(const struct survey *survey, double confidence, const char *level);

#endif
