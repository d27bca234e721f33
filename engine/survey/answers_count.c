/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/answers_count.h"

#include <stdio.h>
#include <stdlib.h>

/* By question, action, respondent and line: a total order. */
static int compare_answers(const void *left, const void *right)
{
    const struct survey_answer *a = left;
    const struct survey_answer *b = right;

    if (a->question != b->question)
        return a->question < b->question ? -1 : 1;
    if (a->action != b->action)
        return a->action < b->action ? -1 : 1;
    if (a->respondent != b->respondent)
        return a->respondent < b->respondent ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static bool same_table(const struct survey_answer *a, const struct survey_answer *b)
{
    return a->question == b->question && a->action == b->action;
}

static void report_second(const struct survey *survey, struct diag_list *diags,
                          const struct survey_answer *answer, uint32_t first, bool same)
{
    const char *key = survey->respondents.items[answer->respondent].key;
    const struct question *question = &survey->questionnaire->questions[answer->question];
    char line[COUNT_TEXT_BYTES];
    char row[200];

    text_format_count_plain(first, line);
    snprintf(row, sizeof row, "%s, %s, %s", key, question->id, question->answers[answer->answer]);
    diag_add(diags, same ? FINDING_KEY_DUPLICATE : FINDING_SURVEY_ANSWER_SECOND,
             (struct source_pos){survey->file, answer->line, 0}, (struct diag_subject){0},
             same ? row : key, line, question->id);
}

/* The answers of one respondent to one question, up to `end`. */
static void count_respondent(const struct survey *survey, struct diag_list *diags,
                             const struct survey_answer *answer, const struct survey_answer *end,
                             struct survey_table *table)
{
    uint32_t lines[QUESTION_MOST_ANSWERS] = {0}; /* where each answer stands first */
    const struct survey_answer *first = answer;
    int type = (int)survey->respondents.items[answer->respondent].type;

    table->answered[type]++;
    table->answered[SURVEY_TYPES]++;
    for (; answer < end; answer++) {
        if (lines[answer->answer] != 0) {
            report_second(survey, diags, answer, lines[answer->answer], true);
            continue;
        }
        if (answer > first && table->question->kind != QUESTION_MANY)
            report_second(survey, diags, answer, first->line, false);
        lines[answer->answer] = answer->line;
        table->counts[answer->answer][type]++;
        table->counts[answer->answer][SURVEY_TYPES]++;
    }
}

static void count_table(const struct survey *survey, struct diag_list *diags,
                        const struct survey_answer *answer, const struct survey_answer *end,
                        struct survey_table *table)
{
    while (answer < end) {
        const struct survey_answer *next = answer + 1;
        while (next < end && next->respondent == answer->respondent)
            next++;
        count_respondent(survey, diags, answer, next, table);
        answer = next;
    }
}

static enum status add_table(struct survey *out, struct arena *arena,
                             const struct question *question, const struct scheme_action *action)
{
    struct survey_table table = {.question = question, .action = action};

    table.counts = arena_alloc(arena, question->answer_count * sizeof *table.counts);
    if (table.counts == NULL)
        return STATUS_MEMORY;
    for (int column = 0; column < SURVEY_COLUMNS; column++)
        table.population[column] = questionnaire_population(out->questionnaire, action, column);
    return VECTOR_PUSH(&out->tables, table);
}

enum status survey_add_tables(struct survey *out, struct arena *arena)
{
    const struct questionnaire *all = out->questionnaire;
    enum status status = STATUS_OK;

    for (uint32_t q = 0; q < all->question_count && status == STATUS_OK; q++) {
        const struct question *question = &all->questions[q];
        if (question->action_count == 0)
            status = add_table(out, arena, question, NULL);
        for (uint32_t a = 0; a < question->action_count && status == STATUS_OK; a++)
            status = add_table(out, arena, question, question->actions[a]);
    }
    return status;
}

/* Tables and answers are both by question and action. */
void survey_count(struct survey *out, struct diag_list *diags)
{
    const struct survey_answer *answer = out->answers.items;
    const struct survey_answer *end = answer; /* without answers there is no array to add to */

    if (out->answers.count > 0)
        end += out->answers.count;
    if (out->answers.count > 1)
        qsort(out->answers.items, out->answers.count, sizeof *out->answers.items, compare_answers);
    for (uint32_t t = 0; t < out->tables.count && answer < end; t++) {
        struct survey_table *table = &out->tables.items[t];
        const struct questionnaire *all = out->questionnaire;
        struct survey_answer here = {
            .question = (uint32_t)(table->question - all->questions),
            .action = table->action == NULL ? SURVEY_NO_ACTION
                                            : (uint32_t)(table->action - all->scheme->actions)};
        const struct survey_answer *next = answer;
        while (next < end && same_table(next, &here))
            next++;
        count_table(out, diags, answer, next, table);
        answer = next;
    }
    for (uint32_t i = 0; i < out->respondents.count; i++) {
        out->responded[out->respondents.items[i].type]++;
        out->responded[SURVEY_TYPES]++;
    }
}
