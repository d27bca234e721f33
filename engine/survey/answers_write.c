/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/answers_write.h"

#include "survey/number.h"
#include "write/cell.h"
#include "write/json.h"

static const char *type_name(int column)
{
    return column == SURVEY_TYPES ? "" : survey_type_name[column];
}

/* ---- CSV ---- */

static const char header[] = "actie;vraag;soort;type;antwoord;n;populatie;aantal;percentage;"
                             "wilson_van;wilson_tot;exact_van;exact_tot\n";

static void put_text(struct out *out, const char *text)
{
    cell_text(out, text);
    out_char(out, ';');
}

static void put_share(struct out *out, double share)
{
    char text[NUMBER_TEXT_BYTES];

    number_share(share, ',', text);
    out_char(out, ';');
    out_text(out, text);
}

/* count and its percentage of n; nothing for the percentage of nothing. */
static void put_part(struct out *out, int64_t count, int64_t n)
{
    char text[NUMBER_TEXT_BYTES];

    out_count(out, count);
    out_char(out, ';');
    if (n == 0)
        return;
    number_part(count, n, ',', text);
    out_text(out, text);
}

static void put_response(struct out *out, const struct survey *survey, int column)
{
    int64_t invited = questionnaire_population(survey->questionnaire, NULL, column);

    out_text(out, ";respons;enkel;");
    put_text(out, type_name(column));
    out_text(out, "geantwoord;");
    out_count(out, invited);
    out_char(out, ';');
    out_count(out, invited);
    out_char(out, ';');
    put_part(out, survey->responded[column], invited);
    out_text(out, ";;;;\n");
}

static void put_cell(struct out *out, const struct survey_table *table, uint32_t answer, int column,
                     double confidence)
{
    struct survey_intervals intervals;

    put_text(out, table->action == NULL ? "" : table->action->number_text);
    put_text(out, table->question->id);
    put_text(out, question_kind_name[table->question->kind]);
    put_text(out, type_name(column));
    put_text(out, table->question->answers[answer]);
    out_count(out, table->answered[column]);
    out_char(out, ';');
    if (table->population[column] != INVITED_UNKNOWN)
        out_count(out, table->population[column]);
    out_char(out, ';');
    put_part(out, table->counts[answer][column], table->answered[column]);
    if (survey_intervals_of(table, answer, column, confidence, &intervals)) {
        put_share(out, intervals.wilson.low);
        put_share(out, intervals.wilson.high);
        put_share(out, intervals.exact.low);
        put_share(out, intervals.exact.high);
    } else {
        out_text(out, ";;;;");
    }
    out_char(out, '\n');
}

/* All types first, then each one. */
static int column_at(int place)
{
    return place == 0 ? SURVEY_TYPES : place - 1;
}

void survey_write_csv(struct out *out, const struct survey *survey, double confidence)
{
    out_text(out, header);
    for (int place = 0; place < SURVEY_COLUMNS; place++)
        put_response(out, survey, column_at(place));
    for (uint32_t t = 0; t < survey->tables.count; t++)
        for (int place = 0; place < SURVEY_COLUMNS; place++)
            for (uint32_t a = 0; a < survey->tables.items[t].question->answer_count; a++)
                put_cell(out, &survey->tables.items[t], a, column_at(place), confidence);
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
