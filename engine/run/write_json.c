/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/write_json.h"

#include "write/json.h"

struct writer {
    struct json json;
    struct run_feed *feed;
    struct run_shape shapes[RUN_TABLES];
};

static void put_cell(struct writer *w, const struct run_column *column, const void *row);

/* The cells of a row, with their names when it is a block. */
static void put_row(struct writer *w, enum run_table table, const void *row, bool block)
{
    const struct run_shape *shape = &w->shapes[table];

    json_open(&w->json, block ? '{' : '[');
    for (size_t i = 0; i < shape->count; i++) {
        if (block)
            json_key(&w->json, shape->columns[i]->name);
        put_cell(w, shape->columns[i], row);
    }
    json_close(&w->json, block ? '}' : ']');
}

/* ---- cells that hold more than a value ---- */

static void put_rows(struct writer *w, const struct run_column *column, const void *row)
{
    uint32_t first = *(const uint32_t *)run_member(column, row);
    uint32_t count = run_member_number(column, row);

    json_open(&w->json, '[');
    for (uint32_t i = first; i < first + count; i++)
        put_row(w, column->rows, run_row(w->feed->run, column->rows, i),
                column->kind == RUN_BLOCKS);
    json_close(&w->json, ']');
}

static void put_words(struct writer *w, const struct run_column *column, const void *row)
{
    const char *const *words = *(const char *const *const *)run_member(column, row);
    uint32_t count = run_member_number(column, row);

    json_open(&w->json, '[');
    for (uint32_t i = 0; i < count; i++)
        json_text(&w->json, words[i]);
    json_close(&w->json, ']');
}

static void put_texts(struct writer *w, const struct run_column *column, const void *row)
{
    const struct run_alternative *texts =
        *(const struct run_alternative *const *)run_member(column, row);
    uint32_t count = run_member_number(column, row);

    json_open(&w->json, '{');
    for (uint32_t i = 0; i < count; i++)
        json_member_text(&w->json, texts[i].id, texts[i].text);
    json_close(&w->json, '}');
}

static void put_named(struct writer *w, const char *name, enum run_table table, const void *row)
{
    json_key(&w->json, name);
    put_row(w, table, row, true);
}

static void put_options(struct writer *w, const struct run_line *line)
{
    if (!line->needs_decision) {
        json_none(&w->json);
        return;
    }
    json_open(&w->json, '{');
    put_named(w, "inhouden", RUN_option, &line->options.withhold);
    json_member_money(&w->json, "subsidie_op_behaald", line->options.regrant);
    put_named(w, "herberekenen", RUN_option, &line->options.recompute);
    put_named(w, "alles_terugvorderen", RUN_option, &line->options.recover_all);
    json_close(&w->json, '}');
}

static void put_readings(struct writer *w, const struct run_beneficiary *owner)
{
    json_open(&w->json, '{');
    put_named(w, "eigen-inbreng", RUN_reading, &owner->own);
    put_named(w, "bruto", RUN_reading, &owner->gross);
    json_close(&w->json, '}');
}

static void put_outcomes(struct writer *w, const int64_t *outcomes)
{
    json_open(&w->json, '{');
    for (size_t i = 0; i < 7; i++)
        json_member_count(&w->json, run_outcomes[i], outcomes[i]);
    json_close(&w->json, '}');
}

/* ---- cells that hold a value ---- */

static void put_count(struct json *json, int64_t count)
{
    if (count == RUN_NONE)
        json_none(json);
    else
        json_count(json, count);
}

static void put_amount(struct json *json, struct run_amount amount)
{
    if (amount.known)
        json_money(json, amount.money);
    else
        json_none(json);
}

static void put_cell(struct writer *w, const struct run_column *column, const void *row)
{
    struct json *json = &w->json;

    switch (column->kind) {
    case RUN_TEXT:
    case RUN_KEY:
    case RUN_GROUP:
    case RUN_NUMBER:
    case RUN_EMPTY_TEXT:
        json_text(json, run_member_text(column, row));
        return;
    case RUN_NULL_TEXT:
        json_text(json,
                  *run_member_text(column, row) == '\0' ? NULL : run_member_text(column, row));
        return;
    case RUN_WORD:
    case RUN_OUTCOME:
    case RUN_REASON:
    case RUN_USE:
    case RUN_DATE:
    case RUN_EMPTY_WORD:
        json_word(json, run_member_text(column, row));
        return;
    case RUN_COUNT:
    case RUN_MAYBE_COUNT:
        put_count(json, run_member_count(column, row));
        return;
    case RUN_LINE:
    case RUN_MAYBE_LINE:
        json_count(json, *(const uint32_t *)run_member(column, row));
        return;
    case RUN_BOOL:
        json_bool(json, *(const bool *)run_member(column, row));
        return;
    case RUN_AMOUNT:
    case RUN_SIGNED_AMOUNT:
        json_money(json, run_member_money(column, row));
        return;
    case RUN_MAYBE_AMOUNT:
    case RUN_MAYBE_SIGNED:
    case RUN_PERCENT:
        put_amount(json, run_member_amount(column, row));
        return;
    case RUN_WORDS:
        put_words(w, column, row);
        return;
    case RUN_TEXTS:
        put_texts(w, column, row);
        return;
    case RUN_ROWS:
    case RUN_BLOCKS:
        put_rows(w, column, row);
        return;
    case RUN_OPTIONS:
        put_options(w, row);
        return;
    case RUN_READINGS:
        put_readings(w, row);
        return;
    case RUN_OUTCOMES:
        put_outcomes(w, run_member(column, row));
        return;
    }
}

/* ---- the parts of the file ---- */

/* Rules: a list of blocks, each on a line of its own when there are many. */
static void put_list(struct writer *w, enum run_table table, const void *rows, size_t size,
                     uint32_t count, bool lines)
{
    json_line(&w->json);
    json_key(&w->json, run_table_name(table));
    json_open(&w->json, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (lines)
            json_line(&w->json);
        put_row(w, table, (const char *)rows + i * size, true);
    }
    json_close(&w->json, ']');
}

#define PUT_LIST(w, table, array, count, lines)                                                    \
    put_list((w), RUN_##table, (array), sizeof *(array), (count), (lines))

static void put_rules(struct writer *w, const struct run *run)
{
    PUT_LIST(w, source, run->sources, run->source_count, false);
    PUT_LIST(w, parameter, run->parameters, run->parameter_count, true);
    PUT_LIST(w, action, run->actions, run->action_count, true);
    PUT_LIST(w, incentive_kind, run->incentive_kinds, run->incentive_kind_count, false);
    PUT_LIST(w, assumption, run->assumptions, run->assumption_count, true);
    PUT_LIST(w, stated_total, run->stated_totals, run->stated_total_count, false);
    json_line(&w->json);
    put_named(w, run_table_name(RUN_totals), RUN_totals, &run->totals);
}

/* "afrekening":{"kolommen":[...],"rijen":[ */
static enum status put_table(struct writer *w, enum run_table table)
{
    const struct run_shape *shape = &w->shapes[table];
    struct json *json = &w->json;

    json_line(json);
    json_key(json, run_table_name(table));
    json_open(json, '{');
    json_key(json, "kolommen");
    json_open(json, '[');
    for (size_t i = 0; i < shape->count; i++)
        json_text(json, shape->columns[i]->name);
    json_close(json, ']');
    json_key(json, "rijen");
    json_open(json, '[');
    for (uint32_t i = 0; i < run_feed_count(w->feed, table); i++) {
        const void *row = run_feed_row(w->feed, table, i);
        if (row == NULL)
            return STATUS_MEMORY;
        json_line(json);
        put_row(w, table, row, false);
    }
    out_char(json->out, '\n'); /* so that a line is either a row, whole, or no row */
    json_close(json, ']');
    json_close(json, '}');
    return STATUS_OK;
}

enum status run_write_json(struct out *out, struct run_feed *feed)
{
    struct writer w = {.json = {.out = out}, .feed = feed};
    const struct run *run = feed->run;

    for (int i = 0; i < RUN_TABLES; i++)
        run_shape((enum run_table)i, RUN_JSON, &w.shapes[i]);
    json_open(&w.json, '{');
    json_member_text(&w.json, "schema", RUN_JSON_SCHEMA);
    json_member_text(&w.json, "motor", run->engine);
    json_member_text(&w.json, "regeling", run->scheme);
    json_member_text(&w.json, "regeling_naam", run->scheme_name);
    json_member_text(&w.json, "peildatum", run->cutoff);
    json_key(&w.json, "peildatum_vervangen");
    json_bool(&w.json, run->cutoff_replaced);
    json_member_text(&w.json, "taal", run->language == LANGUAGE_NL ? "nl" : "en");
    put_rules(&w, run);
    enum status status = put_table(&w, RUN_line);
    if (status == STATUS_OK)
        status = put_table(&w, RUN_incentive);
    if (status == STATUS_OK)
        status = put_table(&w, RUN_beneficiary);
    json_close(&w.json, '}');
    out_char(out, '\n');
    return status;
}
