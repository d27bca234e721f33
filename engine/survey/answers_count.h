/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting what was read of a survey. Shared by the files of answers.h. */
#ifndef SURVEY_ANSWERS_COUNT_H
#define SURVEY_ANSWERS_COUNT_H

#include "core/arena.h"
#include "core/diag.h"
#include "survey/answers.h"

/* A table for every question about every action that it was put about, answered or not. */
MUST_CHECK enum status survey_add_tables(struct survey *out, struct arena *arena);

/* Sorts the answers and fills the tables; a second answer where there is one, and the same answer
 * again, are findings. */
void survey_count(struct survey *out, struct diag_list *diags);

#endif
