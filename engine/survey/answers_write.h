/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A counted survey as a file. Dutch, whatever the language of the screen. */
#ifndef SURVEY_ANSWERS_WRITE_H
#define SURVEY_ANSWERS_WRITE_H

#include "survey/answers.h"
#include "write/out.h"

void survey_write_csv(struct out *out, const struct survey *survey, double confidence);
/* level: the confidence as text, "95", "99,9"; shorter than NUMBER_LEVEL_BYTES. */
void survey_write_json(struct out *out, const struct survey *survey, double confidence,
                       const char *level);

#endif
