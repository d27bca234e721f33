/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/answers_write.h"

#include "survey/number.h"
#include "write/json.h"
#include "write/table.h"

static const char *type_name(int column)
{
    return column == SURVEY_TYPES ? "" : survey_type_name[column];
}

/* ---- CSV ---- */

static void put_share(struct out *out, bool known, double share)
{
    char text[NUMBER_TEXT_BYTES];

    if (!known)
        return;
    number_share(share, ',', text);
    out_text(out, text);
}

/* Nothing for the percentage of nothing. */
static void put_percentage(struct out *out, int64_t count, int64_t n)
{
    char text[NUMBER_TEXT_BYTES];

    if (n == 0)
        return;
    number_part(count, n, ',', text);
    out_text(out, text);
}

static void put_population(struct out *out, int64_t population)
{
    if (population != INVITED_UNKNOWN)
        out_count(out, population);
}

struct answer_row { /* of a column of a table; all zero in the header */
    const char *action, *question, *kind, *answer;
    int column;
    int64_t n, population, count;
    bool has_intervals;
    struct survey_intervals intervals;
};

static void put_row(struct table *t, const struct answer_row *row)
{
    const struct survey_intervals *of = &row->intervals;

    TABLE_TEXT(t, "actie", row->action);
    TABLE_TEXT(t, "vraag", row->question);
    TABLE_TEXT(t, "soort", row->kind);
    TABLE_TEXT(t, "type", type_name(row->column));
    TABLE_TEXT(t, "antwoord", row->answer);
    TABLE_COUNT(t, "n", row->n);
    TABLE_CELL(t, "populatie", put_population(t->out, row->population));
    TABLE_COUNT(t, "aantal", row->count);
    TABLE_CELL(t, "percentage", put_percentage(t->out, row->count, row->n));
    TABLE_CELL(t, "wilson_van", put_share(t->out, row->has_intervals, of->wilson.low));
    TABLE_CELL(t, "wilson_tot", put_share(t->out, row->has_intervals, of->wilson.high));
    TABLE_CELL(t, "exact_van", put_share(t->out, row->has_intervals, of->exact.low));
    TABLE_CELL(t, "exact_tot", put_share(t->out, row->has_intervals, of->exact.high));
    table_end(t);
}

static void put_response(struct table *t, const struct survey *survey, int column)
{
    int64_t invited = questionnaire_population(survey->questionnaire, NULL, column);

    put_row(t, &(const struct answer_row){.action = "",
                                          .question = "respons",
                                          .kind = "enkel",
                                          .answer = "geantwoord",
                                          .column = column,
                                          .n = invited,
                                          .population = invited,
                                          .count = survey->responded[column]});
}

static void put_answer(struct table *t, const struct survey_table *table, uint32_t answer,
                       int column, double confidence)
{
    struct answer_row row = {.action = table->action == NULL ? "" : table->action->number_text,
                             .question = table->question->id,
                             .kind = question_kind_name[table->question->kind],
                             .answer = table->question->answers[answer],
                             .column = column,
                             .n = table->answered[column],
                             .population = table->population[column],
                             .count = table->counts[answer][column]};

    row.has_intervals = survey_intervals_of(table, answer, column, confidence, &row.intervals);
    put_row(t, &row);
}

/* All types first, then each one. */
static int column_at(int place)
{
    return place == 0 ? SURVEY_TYPES : place - 1;
}

void survey_write_csv(struct out *out, const struct survey *survey, double confidence)
{
    struct table t = table_open(out);

    put_row(&t, &(const struct answer_row){.action = NULL});
    for (int place = 0; place < SURVEY_COLUMNS; place++)
        put_response(&t, survey, column_at(place));
    for (uint32_t i = 0; i < survey->tables.count; i++)
        for (int place = 0; place < SURVEY_COLUMNS; place++)
            for (uint32_t a = 0; a < survey->tables.items[i].question->answer_count; a++)
                put_answer(&t, &survey->tables.items[i], a, column_at(place), confidence);
}

/* ---- JSON ---- */

static void member_part(struct json *json, int64_t count, int64_t n)
{
    char text[NUMBER_TEXT_BYTES];

    json_member_count(json, "aantal", count);
    json_key(json, "percentage");
    if (n == 0) {
        json_none(json);
        return;
    }
    number_part(count, n, '.', text);
    json_text(json, text);
}

static void member_type(struct json *json, int column)
{
    json_member_text(json, "type", column == SURVEY_TYPES ? NULL : survey_type_name[column]);
}

static void write_response(struct json *json, const struct survey *survey)
{
    json_key(json, "respons");
    json_open(json, '[');
    for (int place = 0; place < SURVEY_COLUMNS; place++) {
        int column = column_at(place);
        int64_t invited = questionnaire_population(survey->questionnaire, NULL, column);
        json_line(json);
        json_open(json, '{');
        member_type(json, column);
        json_member_count(json, "uitgenodigd", invited);
        member_part(json, survey->responded[column], invited);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_answer(struct json *json, const struct survey_table *table, uint32_t answer,
                         int column, double confidence)
{
    struct survey_intervals intervals;

    json_line(json);
    json_open(json, '{');
    json_member_text(json, "antwoord", table->question->answers[answer]);
    member_part(json, table->counts[answer][column], table->answered[column]);
    if (survey_intervals_of(table, answer, column, confidence, &intervals)) {
        number_interval(json, "wilson", intervals.wilson);
        number_interval(json, "exact", intervals.exact);
    }
    json_close(json, '}');
}

static void write_median(struct json *json, const struct survey_table *table, int column)
{
    uint32_t middle[2];

    if (table->question->kind != QUESTION_SCALE || !survey_median(table, column, middle))
        return;
    json_key(json, "mediaan");
    json_open(json, '[');
    json_text(json, table->question->answers[middle[0]]);
    if (middle[1] != middle[0])
        json_text(json, table->question->answers[middle[1]]);
    json_close(json, ']');
}

static void write_column(struct json *json, const struct survey_table *table, int column,
                         double confidence)
{
    json_line(json);
    json_open(json, '{');
    member_type(json, column);
    json_member_count(json, "n", table->answered[column]);
    json_key(json, "populatie");
    if (table->population[column] == INVITED_UNKNOWN)
        json_none(json);
    else
        json_count(json, table->population[column]);
    write_median(json, table, column);
    json_key(json, "antwoorden");
    json_open(json, '[');
    for (uint32_t a = 0; a < table->question->answer_count; a++)
        write_answer(json, table, a, column, confidence);
    json_close(json, ']');
    json_close(json, '}');
}

static void write_table(struct json *json, const struct survey_table *table, double confidence)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "actie", table->action == NULL ? NULL : table->action->number_text);
    json_member_text(json, "vraag", table->question->id);
    json_member_text(json, "tekst", table->question->text);
    json_member_text(json, "soort", question_kind_name[table->question->kind]);
    json_key(json, "types");
    json_open(json, '[');
    for (int place = 0; place < SURVEY_COLUMNS; place++)
        write_column(json, table, column_at(place), confidence);
    json_close(json, ']');
    json_close(json, '}');
}

void survey_write_json(struct out *out, const struct survey *survey, double confidence,
                       const char *level)
{
    struct json json = {.out = out};
    char plain[NUMBER_LEVEL_BYTES];

    json_open(&json, '{');
    json_member_text(&json, "formaat", "saldo-bevraging/1");
    json_member_text(&json, "regeling", survey->questionnaire->scheme->id);
    number_level(level, plain);
    json_member_text(&json, "betrouwbaarheid", plain);
    write_response(&json, survey);
    json_key(&json, "vragen");
    json_open(&json, '[');
    for (uint32_t t = 0; t < survey->tables.count; t++)
        write_table(&json, &survey->tables.items[t], confidence);
    json_close(&json, ']');
    json_close(&json, '}');
    out_char(out, '\n');
}
