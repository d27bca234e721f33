/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "ingest/table/field.h"
#include "survey/answers_count.h"

enum { C_RESPONDENT, C_TYPE, C_ACTION, C_QUESTION, C_ANSWER, C_COLUMNS };

static const char *const columns[C_COLUMNS] = {"respondent", "type", "actie", "vraag", "antwoord"};

/* How many came, and the line of the first above what was possible (0: none). */
struct crowd {
    int64_t count;
    uint32_t line;
};

struct reader {
    const struct questionnaire *questionnaire;
    struct arena *arena;
    struct diag_list *diags;
    struct survey *out;
    struct text_map *respondents;
    struct text_map *questions;
    struct id_map *seen; /* respondent and action */
    struct crowd plan[SURVEY_TYPES];
    struct crowd (*action)[SURVEY_TYPES]; /* by action of the scheme */
    uint32_t respondent_column;
};

/* ---- respondents ---- */

enum { RESPONDENT_LETTERS = 4, RESPONDENT_DIGITS = 4 };

/* Capitals and a serial number: CS01, IGS-2, 17. Five digits may be a municipality, eleven a
 * person, and a word without a number a name. */
static bool is_pseudonym(struct text key)
{
    size_t letters = 0;

    while (letters < key.length && key.at[letters] >= 'A' && key.at[letters] <= 'Z')
        letters++;
    size_t i = letters;
    if (letters > 0 && i < key.length && key.at[i] == '-')
        i++;
    size_t digits = key.length - i;
    for (; i < key.length; i++)
        if (key.at[i] < '0' || key.at[i] > '9')
            return false;
    return letters <= RESPONDENT_LETTERS && digits >= 1 && digits <= RESPONDENT_DIGITS;
}

static void count_in(struct crowd *crowd, int64_t most, uint32_t line)
{
    if (++crowd->count == most + 1 && most != INVITED_UNKNOWN)
        crowd->line = line;
}

static bool check_type(const struct field_reader *field, const struct survey_respondent *known,
                       enum survey_type type)
{
    char line[COUNT_TEXT_BYTES];

    if (known->type == type)
        return true;
    text_format_count_plain(known->line, line);
    field_report_parts(field, C_TYPE, FINDING_SURVEY_TYPES,
                       (struct text){known->key, strlen(known->key)}, survey_type_name[type], line);
    return false;
}

static enum status take_respondent(struct reader *reader, const struct field_reader *field,
                                   struct text key, enum survey_type type, uint32_t *index,
                                   bool *right)
{
    struct survey *out = reader->out;

    *index = text_map_find(reader->respondents, key);
    if (*index != MAP_NONE) {
        *right &= check_type(field, &out->respondents.items[*index], type);
        return STATUS_OK;
    }
    const char *kept = arena_copy(reader->arena, key.at, key.length);
    if (kept == NULL)
        return STATUS_MEMORY;
    enum status status = text_map_add(reader->respondents, (struct text){kept, key.length},
                                      out->respondents.count, index);
    if (status != STATUS_OK)
        return status;
    count_in(&reader->plan[type], reader->questionnaire->invited[type], field->row->line);
    return VECTOR_PUSH(&out->respondents, (struct survey_respondent){kept, type, field->row->line});
}

/* A key that is refused may be a name: no message repeats it, whatever is wrong with it. */
static bool read_respondent(const struct field_reader *field, struct text *key, uint32_t *type)
{
    bool right = true;

    *key = field_raw(field, C_RESPONDENT);
    if (field_is_empty(field, C_RESPONDENT)) {
        field_report_parts(field, C_RESPONDENT, FINDING_FIELD_EMPTY,
                           (struct text){columns[C_RESPONDENT], strlen(columns[C_RESPONDENT])},
                           NULL, NULL);
        right = false;
    } else if (!is_pseudonym(*key)) {
        field_report_parts(field, C_RESPONDENT, FINDING_SURVEY_RESPONDENT, (struct text){"", 0},
                           NULL, NULL);
        right = false;
    }
    return field_word(field, C_TYPE, survey_type_name, SURVEY_TYPES, type) && right;
}

/* ---- question, action, answer ---- */

static const struct question *read_question(struct reader *reader, const struct field_reader *field,
                                            uint32_t *index)
{
    const struct questionnaire *all = reader->questionnaire;
    const char *words[64];
    char expected[WORDS_BYTES];
    struct text id;
    uint32_t count = 0;

    if (!field_key(field, C_QUESTION, &id))
        return NULL;
    *index = text_map_find(reader->questions, id);
    if (*index != MAP_NONE)
        return &all->questions[*index];
    for (; count < all->question_count && count < 64; count++)
        words[count] = all->questions[count].id;
    words_join(words, count, expected);
    field_report_parts(field, C_QUESTION, FINDING_SURVEY_QUESTION_UNKNOWN,
                       field_shown(field, C_QUESTION), expected, NULL);
    return NULL;
}

static void expect_actions(const struct scheme_action *const *actions, uint32_t count,
                           char out[WORDS_BYTES])
{
    const char *words[64];
    uint32_t shown = count < 64 ? count : 64;

    for (uint32_t i = 0; i < shown; i++)
        words[i] = actions[i]->number_text;
    words_join(words, shown, out);
}

static bool refuse_action(struct reader *reader, const struct field_reader *field,
                          const struct question *question)
{
    char expected[WORDS_BYTES];
    struct text text = field_shown(field, C_ACTION);
    bool known = scheme_action_find(reader->questionnaire->scheme, field_raw(field, C_ACTION)) !=
                 NULL;

    expect_actions(question->actions, question->action_count, expected);
    if (known)
        field_report_parts(field, C_ACTION, FINDING_SURVEY_QUESTION_ACTION, text, question->id,
                           expected);
    else
        field_report_parts(field, C_ACTION, FINDING_ACTION_UNKNOWN, text, expected, NULL);
    return false;
}

/* The action of the row, which the question must be about. */
static bool read_action(struct reader *reader, const struct field_reader *field,
                        const struct question *question, uint32_t *out)
{
    struct text text = field_raw(field, C_ACTION);

    *out = SURVEY_NO_ACTION;
    if (question->action_count == 0) {
        if (text.length == 0)
            return true;
        field_report(field, C_ACTION, FINDING_FIELD_NOT_EMPTY, question->id);
        return false;
    }
    if (text.length == 0) {
        field_report_parts(field, C_ACTION, FINDING_FIELD_EMPTY, (struct text){"actie", 5}, NULL,
                           NULL);
        return false;
    }
    for (uint32_t i = 0; i < question->action_count; i++)
        if (text_is(text, question->actions[i]->number_text)) {
            *out = (uint32_t)(question->actions[i] - reader->questionnaire->scheme->actions);
            return true;
        }
    return refuse_action(reader, field, question);
}

static bool read_answer(const struct field_reader *field, const struct question *question,
                        uint32_t *out)
{
    char expected[WORDS_BYTES];
    struct text text = field_raw(field, C_ANSWER);

    for (*out = 0; *out < question->answer_count; (*out)++)
        if (text_is(text, question->answers[*out]))
            return true;
    words_join(question->answers, question->answer_count, expected);
    field_report_parts(field, C_ANSWER, FINDING_SURVEY_ANSWER_UNKNOWN, field_shown(field, C_ANSWER),
                       question->id, expected);
    return false;
}

static enum status count_action(struct reader *reader, const struct survey_answer *answer)
{
    struct survey *out = reader->out;
    enum survey_type type = out->respondents.items[answer->respondent].type;
    uint32_t found;

    if (answer->action == SURVEY_NO_ACTION)
        return STATUS_OK;
    enum status status = id_map_add(reader->seen,
                                    (uint64_t)answer->respondent << 32 | answer->action,
                                    out->answers.count, &found);
    if (status == STATUS_OK && found == out->answers.count)
        count_in(&reader->action[answer->action][type],
                 reader->questionnaire->participants[answer->action][type], answer->line);
    return status;
}

static enum status take_row(void *context, const struct table_row *row)
{
    struct reader *reader = context;
    struct field_reader field = {.row = row, .diags = reader->diags};
    struct survey_answer answer = {.line = row->line};
    enum status status = STATUS_OK;
    struct text key;
    uint32_t type = 0;
    bool right = read_respondent(&field, &key, &type);

    reader->respondent_column = row->columns[C_RESPONDENT];
    if (right)
        status = take_respondent(reader, &field, key, (enum survey_type)type, &answer.respondent,
                                 &right);
    const struct question *question = read_question(reader, &field, &answer.question);
    if (question != NULL) {
        right &= read_action(reader, &field, question, &answer.action);
        right &= read_answer(&field, question, &answer.answer);
    }
    if (status != STATUS_OK || question == NULL || !right)
        return status;
    status = count_action(reader, &answer);
    return status == STATUS_OK ? VECTOR_PUSH(&reader->out->answers, answer) : status;
}

/* ---- too many ---- */

static void report_crowd(struct reader *reader, const struct crowd *crowd, int type, int64_t most,
                         const char *action)
{
    char count[COUNT_TEXT_BYTES], possible[COUNT_TEXT_BYTES];
    char who[64];

    if (crowd->line == 0)
        return;
    snprintf(who, sizeof who, action == NULL ? "%s" : "%s (actie %s)", survey_type_name[type],
             action);
    text_format_count_plain(crowd->count, count);
    text_format_count_plain(most, possible);
    diag_add(reader->diags, FINDING_SURVEY_MANY,
             (struct source_pos){reader->out->file, crowd->line, reader->respondent_column},
             (struct diag_subject){.action = action}, count, who, possible);
}

static void check_crowds(struct reader *reader)
{
    const struct questionnaire *all = reader->questionnaire;

    for (int type = 0; type < SURVEY_TYPES; type++) {
        report_crowd(reader, &reader->plan[type], type, all->invited[type], NULL);
        for (size_t a = 0; a < all->scheme->action_count; a++)
            report_crowd(reader, &reader->action[a][type], type, all->participants[a][type],
                         all->scheme->actions[a].number_text);
    }
}

/* ---- all of it ---- */

static enum status begin(struct reader *reader)
{
    const struct questionnaire *all = reader->questionnaire;
    enum status status = STATUS_OK;
    uint32_t found;

    reader->respondents = text_map_new();
    reader->questions = text_map_new();
    reader->seen = id_map_new();
    reader->action = arena_alloc(reader->arena, all->scheme->action_count * sizeof *reader->action);
    if (reader->respondents == NULL || reader->questions == NULL || reader->seen == NULL ||
        reader->action == NULL)
        return STATUS_MEMORY;
    for (uint32_t q = 0; q < all->question_count && status == STATUS_OK; q++) {
        const char *id = all->questions[q].id;
        status = text_map_add(reader->questions, (struct text){id, strlen(id)}, q, &found);
    }
    return status == STATUS_OK ? survey_add_tables(reader->out, reader->arena) : status;
}

enum status survey_read(const char *file, struct text text,
                        const struct questionnaire *questionnaire, struct arena *arena,
                        struct diag_list *diags, struct survey *out)
{
    const struct table_spec spec = {file, columns, C_COLUMNS, true, false, NULL};
    struct reader reader = {
        .questionnaire = questionnaire, .arena = arena, .diags = diags, .out = out};
    struct table_counts counts;

    *out = (struct survey){.file = file, .questionnaire = questionnaire};
    enum status status = begin(&reader);
    if (status == STATUS_OK)
        status = table_read_confidential(&spec, text, diags, take_row, &reader, &counts);
    if (status == STATUS_OK) {
        check_crowds(&reader);
        survey_count(out, diags);
    }
    text_map_free(reader.respondents);
    text_map_free(reader.questions);
    id_map_free(reader.seen);
    return status == STATUS_OK ? diag_list_status(diags) : status;
}

void survey_free(struct survey *survey)
{
    free(survey->respondents.items);
    free(survey->answers.items);
    free(survey->tables.items);
    *survey = (struct survey){0};
}
