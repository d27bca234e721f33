/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/published_write.h"

#include "survey/number.h"
#include "write/json.h"
#include "write/table.h"

struct published_tally published_tally(const struct published *published)
{
    struct published_tally tally = {{0}, {0}};

    for (uint32_t i = 0; i < published->figures.count; i++)
        tally.figures[published->figures.items[i].alone]++;
    for (uint32_t i = 0; i < published->questions.count; i++)
        tally.questions[published->questions.items[i].verdict]++;
    return tally;
}

static const char *action_of(const struct published_question *question)
{
    return question->action == NULL ? "" : question->action->number_text;
}

static const char *rounding_of(const struct published_question *question)
{
    return question->verdict == PUBLISHED_IMPOSSIBLE ? ""
                                                     : published_rounding_name[question->rounding];
}

/* ---- CSV ---- */

/* Nothing for what is not known. */
static void put_number(struct out *out, bool known, int64_t number)
{
    if (known)
        out_count(out, number);
}

static void put_share(struct out *out, bool known, double share)
{
    char text[NUMBER_TEXT_BYTES];

    if (!known)
        return;
    number_share(share, ',', text);
    out_text(out, text);
}

/* figure: NULL in the header. */
static void put_counts(struct table *t, const struct published_figure *figure)
{
    bool has = figure != NULL && figure->has_counts;

    TABLE_CELL(t, "bij_n", put_number(t->out, has && figure->sample > 0, figure->sample));
    TABLE_CELL(t, "k_van", put_number(t->out, has, figure->counts.low));
    TABLE_CELL(t, "k_tot", put_number(t->out, has, figure->counts.high));
    TABLE_CELL(t, "wilson_van", put_share(t->out, has, figure->interval.wilson.low));
    TABLE_CELL(t, "wilson_tot", put_share(t->out, has, figure->interval.wilson.high));
    TABLE_CELL(t, "exact_van", put_share(t->out, has, figure->interval.exact.low));
    TABLE_CELL(t, "exact_tot", put_share(t->out, has, figure->interval.exact.high));
}

static void put_figure(struct table *t, const struct published_question *question,
                       const struct published_figure *figure, const char *const fitting[2])
{
    TABLE_TEXT(t, "actie", action_of(question));
    TABLE_TEXT(t, "vraag", question->question);
    TABLE_TEXT(t, "soort", published_kind_name[question->kind]);
    TABLE_TEXT(t, "antwoord", figure->answer);
    TABLE_CELL(t, "aantal", put_number(t->out, figure->count >= 0, figure->count));
    TABLE_TEXT(t, "percentage", figure->printed);
    TABLE_TEXT(t, "oordeel", published_verdict_name[figure->alone]);
    TABLE_TEXT(t, "oordeel_vraag", published_verdict_name[question->verdict]);
    TABLE_TEXT(t, "afronding", rounding_of(question));
    TABLE_TEXT(t, "stoort", figure->disturbs ? "ja" : "nee");
    TABLE_TEXT(t, "n", fitting[0]);
    TABLE_TEXT(t, "n_boven", fitting[1]);
    TABLE_CELL(t, "populatie", put_number(t->out, question->population > 0, question->population));
    put_counts(t, figure);
    TABLE_COUNT(t, "lijn", figure->line);
    TABLE_TEXT(t, "passage", figure->passage);
    table_end(t);
}

enum status published_write_csv(struct out *out, const struct published *published,
                                struct arena *arena)
{
    struct table t = table_open(out);

    put_figure(&t, NULL, NULL, NULL);
    for (uint32_t q = 0; q < published->questions.count; q++) {
        const struct published_question *question = &published->questions.items[q];
        const char *fitting[2] = {published_fitting(question, false, arena),
                                  published_fitting(question, true, arena)};
        if (fitting[0] == NULL || fitting[1] == NULL)
            return STATUS_MEMORY;
        for (uint32_t i = 0; i < question->count; i++)
            put_figure(&t, question, &published->figures.items[question->first + i], fitting);
    }
    return STATUS_OK;
}

/* ---- JSON ---- */

static void member_number(struct json *json, const char *key, int64_t number, bool known)
{
    json_key(json, key);
    if (known)
        json_count(json, number);
    else
        json_none(json);
}

static void write_figure(struct json *json, const struct published_figure *figure)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "antwoord", figure->answer);
    member_number(json, "aantal", figure->count, figure->count >= 0);
    json_member_text(json, "percentage", figure->printed[0] == '\0' ? NULL : figure->printed);
    json_member_text(json, "oordeel", published_verdict_name[figure->alone]);
    json_key(json, "stoort");
    json_bool(json, figure->disturbs);
    if (figure->has_counts) {
        json_member_count(json, "bij_n", figure->sample);
        json_member_count(json, "k_van", figure->counts.low);
        json_member_count(json, "k_tot", figure->counts.high);
        number_interval(json, "wilson", figure->interval.wilson);
        number_interval(json, "exact", figure->interval.exact);
    }
    json_member_count(json, "lijn", figure->line);
    json_member_text(json, "passage", figure->passage);
    json_close(json, '}');
}

static void write_question(struct json *json, const struct published *published,
                           const struct published_question *question, const char *const fitting[2])
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "actie", question->action == NULL ? NULL : action_of(question));
    json_member_text(json, "vraag", question->question);
    json_member_text(json, "soort", published_kind_name[question->kind]);
    json_member_text(json, "oordeel", published_verdict_name[question->verdict]);
    json_member_text(json, "afronding",
                     question->verdict == PUBLISHED_IMPOSSIBLE ? NULL : rounding_of(question));
    member_number(json, "n_gepubliceerd", question->most, question->n_known);
    json_member_text(json, "n", fitting[0]);
    json_member_text(json, "n_boven", fitting[1]);
    member_number(json, "hoogstens", question->most, !question->n_known);
    member_number(json, "populatie", question->population, question->population > 0);
    json_key(json, "cijfers");
    json_open(json, '[');
    for (uint32_t i = 0; i < question->count; i++)
        write_figure(json, &published->figures.items[question->first + i]);
    json_close(json, ']');
    json_close(json, '}');
}

static void write_tally(struct json *json, const char *key, const uint32_t *tally)
{
    json_key(json, key);
    json_open(json, '{');
    for (int v = 0; v < PUBLISHED_VERDICTS; v++)
        json_member_count(json, published_verdict_name[v], tally[v]);
    json_close(json, '}');
}

enum status published_write_json(struct out *out, const struct published *published,
                                 const char *level, struct arena *arena)
{
    struct json json = {.out = out};
    char plain[NUMBER_LEVEL_BYTES];
    struct published_tally tally = published_tally(published);

    json_open(&json, '{');
    json_member_text(&json, "formaat", "saldo-gepubliceerd/1");
    number_level(level, plain);
    json_member_text(&json, "betrouwbaarheid", plain);
    write_tally(&json, "tellingen_cijfers", tally.figures);
    write_tally(&json, "tellingen_vragen", tally.questions);
    json_key(&json, "vragen");
    json_open(&json, '[');
    for (uint32_t q = 0; q < published->questions.count; q++) {
        const struct published_question *question = &published->questions.items[q];
        const char *fitting[2] = {published_fitting(question, false, arena),
                                  published_fitting(question, true, arena)};
        if (fitting[0] == NULL || fitting[1] == NULL)
            return STATUS_MEMORY;
        write_question(&json, published, question, fitting);
    }
    json_close(&json, ']');
    json_close(&json, '}');
    out_char(out, '\n');
    return STATUS_OK;
}
