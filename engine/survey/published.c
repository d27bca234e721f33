/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/published.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "core/order.h"
#include "ingest/table/field.h"
#include "survey/published_answer.h"

enum {
    C_ACTION,
    C_QUESTION,
    C_KIND,
    C_ANSWER,
    C_N,
    C_MOST,
    C_POPULATION,
    C_COUNT,
    C_PERCENT,
    C_PASSAGE,
    C_COLUMNS
};

static const char *const columns[C_COLUMNS] = {"actie",      "vraag",     "soort",     "antwoord",
                                               "n",          "hoogstens", "populatie", "aantal",
                                               "percentage", "passage"};

const char *const published_kind_name[PUBLISHED_KINDS] = {"enkel", "volledig", "meer"};
const char *const published_rounding_name[PERCENT_WAYS] = {"half-omhoog", "half-naar-even",
                                                           "afgekapt", "grootste-rest"};
const char *const published_verdict_name[PUBLISHED_VERDICTS] = {"mogelijk", "andere-afronding",
                                                                "onmogelijk", "in-woorden"};

struct reader {
    const struct scheme *scheme;
    struct arena *arena;
    struct published *out;
    struct diag_list *diags;
    struct text_map *questions; /* "actie;vraag" -> index */
};

/* ---- numbers ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits at *at, at most six of them; moves *at behind them. */
static bool digits(const char **at, const char *end, int64_t *out, int *length)
{
    *out = 0;
    for (*length = 0; *at < end && is_digit(**at); (*at)++, (*length)++) {
        if (*length == 6)
            return false;
        *out = *out * 10 + (**at - '0');
    }
    return *length > 0;
}

static enum status parse_fraction(const char *at, const char *end, int64_t part,
                                  struct published_figure *out)
{
    int length;

    if (!digits(&at, end, &out->denominator, &length) || at != end || out->denominator == 0)
        return STATUS_SYNTAX;
    out->numerator = part;
    return part > out->denominator ? STATUS_RANGE : STATUS_OK;
}

static enum status parse_decimals(const char *at, const char *end, struct percent *out)
{
    int64_t part = 0;
    int length = 0;

    if (at < end) {
        at++;
        if (!digits(&at, end, &part, &length) || length > PLAUSIBLE_DECIMALS || at != end)
            return STATUS_SYNTAX;
    }
    int64_t whole = 100;
    for (int i = 0; i < length; i++) {
        out->units *= 10;
        whole *= 10;
    }
    out->units += part;
    out->decimals = length;
    return out->units > whole ? STATUS_RANGE : STATUS_OK;
}

/* "43", "42,9", or "1/4" for what is said in words. */
static enum status parse_share(struct text text, struct published_figure *out)
{
    const char *at = text.at;
    const char *end = text.at + text.length;
    int64_t whole;
    int length;

    if (!digits(&at, end, &whole, &length))
        return STATUS_SYNTAX;
    if (at < end && *at == '/')
        return parse_fraction(at + 1, end, whole, out);
    if (at < end && *at != ',')
        return STATUS_SYNTAX;
    out->has_percent = true;
    out->percent.units = whole;
    return parse_decimals(at, end, &out->percent);
}

static bool read_share(struct reader *reader, const struct field_reader *field,
                       struct published_figure *out)
{
    struct text text = field_raw(field, C_PERCENT);
    enum status status = parse_share(text, out);

    if (status != STATUS_OK) {
        field_report(field, C_PERCENT,
                     status == STATUS_RANGE ? FINDING_PERCENT_LARGE : FINDING_PERCENT_BAD, NULL);
        return false;
    }
    out->printed = arena_copy(reader->arena, text.at, text.length);
    return true;
}

/* A count from 1 to most; 0 when the field is empty. */
static bool read_number(const struct field_reader *field, uint32_t column, int64_t most,
                        int64_t *out)
{
    char text[COUNT_TEXT_BYTES + 8];

    *out = 0;
    if (field_is_empty(field, column))
        return true;
    if (!field_count(field, column, out))
        return false;
    if (*out >= 1 && *out <= most)
        return true;
    snprintf(text, sizeof text, "1 - %lld", (long long)most);
    field_report(field, column, FINDING_SURVEY_NUMBER, text);
    return false;
}

/* ---- one row ---- */

static bool read_sizes(const struct field_reader *field, struct published_question *out)
{
    int64_t n;

    /* all three, so that all problems show at once */
    bool right = read_number(field, C_N, PUBLISHED_MOST_N, &n);
    right &= read_number(field, C_MOST, PUBLISHED_MOST_N, &out->most);
    right &= read_number(field, C_POPULATION, PROPORTION_MOST, &out->population);
    if (!right)
        return false;
    if (n != 0 && out->most != 0) {
        field_report(field, C_MOST, FINDING_FIELD_NOT_EMPTY, "n");
        return false;
    }
    if (n == 0 && out->most == 0) {
        field_report(field, C_N, FINDING_SURVEY_N_MISSING, NULL);
        return false;
    }
    out->n_known = n != 0;
    out->least = n != 0 ? n : 1;
    out->most = n != 0 ? n : out->most;
    if (out->population == 0 || out->population >= out->most)
        return true;
    char text[COUNT_TEXT_BYTES];
    text_format_count_plain(out->population, text);
    field_report(field, out->n_known ? C_N : C_MOST, FINDING_SURVEY_N_LARGE, text);
    return false;
}

static void expect_actions(const struct reader *reader, char out[WORDS_BYTES])
{
    const char *words[64];
    uint32_t count = 0;

    for (size_t i = 0; i < reader->scheme->action_count && count < 64; i++)
        words[count++] = reader->scheme->actions[i].number_text;
    words_join(words, count, out);
}

static bool read_action(const struct reader *reader, const struct field_reader *field,
                        struct published_question *out)
{
    char expected[WORDS_BYTES];

    if (field_is_empty(field, C_ACTION))
        return true;
    out->action = scheme_action_find(reader->scheme, field_raw(field, C_ACTION));
    if (out->action != NULL)
        return true;
    expect_actions(reader, expected);
    field_report_parts(field, C_ACTION, FINDING_ACTION_UNKNOWN, field_raw(field, C_ACTION),
                       expected, NULL);
    return false;
}

static bool read_figure(struct reader *reader, const struct field_reader *field,
                        struct published_figure *out)
{
    struct text answer;
    bool right = field_key(field, C_ANSWER, &answer);

    if (!field_is_empty(field, C_COUNT))
        right &= field_count(field, C_COUNT, &out->count);
    if (!field_is_empty(field, C_PERCENT))
        right &= read_share(reader, field, out);
    else if (field_is_empty(field, C_COUNT)) {
        field_report(field, C_PERCENT, FINDING_SURVEY_NO_FIGURE, NULL);
        right = false;
    }
    if (field_is_empty(field, C_PASSAGE)) {
        field_report_parts(field, C_PASSAGE, FINDING_FIELD_EMPTY,
                           (struct text){columns[C_PASSAGE], strlen(columns[C_PASSAGE])}, NULL,
                           NULL);
        right = false;
    } else {
        right &= field_line(field, C_PASSAGE, reader->arena, &out->passage);
    }
    if (right)
        out->answer = arena_copy(reader->arena, answer.at, answer.length);
    return right;
}

/* ---- questions ---- */

/* Says at the field what is not as on the first row of the question. */
static bool agrees(const struct field_reader *field, const struct published_question *first,
                   const struct published_question *here)
{
    char line[COUNT_TEXT_BYTES];
    bool same_n = first->n_known == here->n_known && first->most == here->most;
    uint32_t column = first->kind != here->kind               ? C_KIND
                      : first->population != here->population ? C_POPULATION
                      : same_n                                ? C_COLUMNS
                      : here->n_known || first->n_known       ? C_N
                                                              : C_MOST;

    if (column == C_COLUMNS)
        return true;
    text_format_count_plain(first->line, line);
    field_report(field, column, FINDING_SURVEY_QUESTION_DIFFERS, line);
    return false;
}

/* What tells questions apart; in the arena. */
static struct text question_key(struct reader *reader, const struct published_question *question)
{
    const char *action = question->action == NULL ? "" : question->action->number_text;
    size_t before = strlen(action);
    size_t length = before + 1 + strlen(question->question);
    char *key = arena_alloc(reader->arena, length + 1);

    if (key == NULL)
        return (struct text){NULL, 0};
    memcpy(key, action, before);
    key[before] = ';';
    memcpy(key + before + 1, question->question, length - before);
    return (struct text){key, length};
}

/* Finds the question of the row, or adds it. */
static enum status place(struct reader *reader, const struct field_reader *field,
                         const struct published_question *here, uint32_t *index, bool *right)
{
    struct published *out = reader->out;
    struct text key = question_key(reader, here);

    if (key.at == NULL)
        return STATUS_MEMORY;
    enum status status = text_map_add(reader->questions, key, out->questions.count, index);
    if (status != STATUS_OK)
        return status;
    *right = *index == out->questions.count || agrees(field, &out->questions.items[*index], here);
    return *index == out->questions.count ? VECTOR_PUSH(&out->questions, *here) : STATUS_OK;
}

static enum status take_row(void *context, const struct table_row *row)
{
    struct reader *reader = context;
    struct field_reader field = {.row = row, .diags = reader->diags};
    struct published_figure figure = {
        .line = row->line, .answer = "", .passage = "", .printed = "", .count = -1};
    struct published_question question = {.line = row->line};
    struct text name;
    uint32_t kind = 0;
    bool right = read_action(reader, &field, &question);

    right &= field_key(&field, C_QUESTION, &name);
    right &= field_word(&field, C_KIND, published_kind_name, PUBLISHED_KINDS, &kind);
    right &= read_sizes(&field, &question);
    right &= read_figure(reader, &field, &figure);
    if (!right)
        return STATUS_OK;
    question.kind = (enum published_kind)kind;
    question.question = arena_copy(reader->arena, name.at, name.length);
    if (question.question == NULL || figure.answer == NULL || figure.passage == NULL ||
        figure.printed == NULL)
        return STATUS_MEMORY;
    enum status status = place(reader, &field, &question, &figure.question, &right);
    if (status != STATUS_OK || !right)
        return status;
    return VECTOR_PUSH(&reader->out->figures, figure);
}

static uint64_t figure_key(const void *context, const void *item)
{
    (void)context;
    return ((const struct published_figure *)item)->question;
}

/* Puts the figures of a question together and checks its answers. */
static enum status link_figures(struct reader *reader)
{
    struct published *out = reader->out;
    enum status status = order_rows(out->figures.items, out->figures.count,
                                    sizeof *out->figures.items, figure_key, NULL);

    for (uint32_t i = 0; i < out->figures.count && status == STATUS_OK; i++) {
        struct published_question *question = &out->questions.items[out->figures.items[i].question];
        if (question->count++ == 0)
            question->first = i;
    }
    return status;
}

static void check_answers(struct reader *reader, uint32_t answer_column)
{
    for (uint32_t i = 0; i < reader->out->questions.count; i++) {
        struct published_answers answers;
        struct published_clash clash;
        char other[COUNT_TEXT_BYTES];
        const struct published_question *question = &reader->out->questions.items[i];
        if (question->count == 0 || published_answers_of(reader->out, question, &answers, &clash))
            continue;
        text_format_count_plain(clash.other, other);
        diag_add_text(reader->diags, clash.finding,
                      (struct source_pos){reader->out->file, clash.line, answer_column},
                      (struct diag_subject){0}, clash.answer, other, NULL);
    }
}

enum status published_read(const char *file, struct text text, const struct scheme *scheme,
                           struct arena *arena, struct diag_list *diags, struct published *out)
{
    const struct table_spec spec = {file, columns, C_COLUMNS, true, false, NULL};
    struct reader reader = {scheme, arena, out, diags, text_map_new()};
    struct table_counts counts;

    *out = (struct published){.file = file};
    if (reader.questions == NULL)
        return STATUS_MEMORY;
    enum status status = table_read(&spec, text, diags, take_row, &reader, &counts);
    text_map_free(reader.questions);
    if (status == STATUS_OK)
        status = link_figures(&reader);
    if (status == STATUS_OK)
        check_answers(&reader, counts.columns[C_ANSWER]);
    return status == STATUS_OK ? diag_list_status(diags) : status;
}

void published_free(struct published *published)
{
    free(published->figures.items);
    free(published->questions.items);
    *published = (struct published){0};
}
