/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/published_write.h"

#include "survey/number.h"
#include "write/cell.h"
#include "write/json.h"

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

static const char header[] =
    "actie;vraag;soort;antwoord;aantal;percentage;oordeel;oordeel_vraag;afronding;stoort;n;n_boven;"
    "populatie;bij_n;k_van;k_tot;wilson_van;wilson_tot;exact_van;exact_tot;lijn;passage\n";

static void put_text(struct out *out, const char *text)
{
    cell_text(out, text);
    out_char(out, ';');
}

/* Nothing for 0 or below. */
static void put_number(struct out *out, int64_t number)
{
    if (number > 0)
        out_count(out, number);
    out_char(out, ';');
}

static void put_share(struct out *out, double share)
{
    char text[NUMBER_TEXT_BYTES];

    number_share(share, ',', text);
    out_text(out, text);
    out_char(out, ';');
}

static void put_counts(struct out *out, const struct published_figure *figure)
{
    if (!figure->has_counts) {
        out_text(out, ";;;;;;;");
        return;
    }
    put_number(out, figure->sample);
    out_count(out, figure->counts.low);
    out_char(out, ';');
    out_count(out, figure->counts.high);
    out_char(out, ';');
    put_share(out, figure->interval.wilson.low);
    put_share(out, figure->interval.wilson.high);
    put_share(out, figure->interval.exact.low);
    put_share(out, figure->interval.exact.high);
}

static void put_figure(struct out *out, const struct published *published,
                       const struct published_figure *figure, const char *const fitting[2])
{
    const struct published_question *question = &published->questions.items[figure->question];

    put_text(out, action_of(question));
    put_text(out, question->question);
    put_text(out, published_kind_name[question->kind]);
    put_text(out, figure->answer);
    if (figure->count >= 0)
        out_count(out, figure->count);
    out_char(out, ';');
    put_text(out, figure->printed);
    put_text(out, published_verdict_name[figure->alone]);
    put_text(out, published_verdict_name[question->verdict]);
    put_text(out, rounding_of(question));
    put_text(out, figure->disturbs ? "ja" : "nee");
    put_text(out, fitting[0]);
    put_text(out, fitting[1]);
    put_number(out, question->population);
    put_counts(out, figure);
    out_count(out, figure->line);
    out_char(out, ';');
    cell_text(out, figure->passage);
    out_char(out, '\n');
}

enum status published_write_csv(struct out *out, const struct published *published,
                                struct arena *arena)
{
    out_text(out, header);
    for (uint32_t q = 0; q < published->questions.count; q++) {
        const struct published_question *question = &published->questions.items[q];
        const char *fitting[2] = {published_fitting(question, false, arena),
                                  published_fitting(question, true, arena)};
        if (fitting[0] == NULL || fitting[1] == NULL)
            return STATUS_MEMORY;
        for (uint32_t i = 0; i < question->count; i++)
            put_figure(out, published, &published->figures.items[question->first + i], fitting);
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
