/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/write.h"
#include "write/json.h"

static void put_tally(struct json *json, const struct tally *tally)
{
    json_member_count(json, "acties", (int64_t)tally->actions);
    json_member_count(json, "indicatoren", (int64_t)tally->indicators);
    json_key(json, "toestanden");
    json_open(json, '{');
    for (int state = 0; state < PROGRESS_STATE_COUNT; state++)
        json_member_count(json, progress_state_name((enum progress_state)state, LANGUAGE_NL),
                          (int64_t)tally->states[state]);
    json_close(json, '}');
}

static void put_passage(struct json *json, const struct plan_passage *passage)
{
    json_member_text(json, "passage", passage->words);
    json_member_count(json, "document_regel", passage->document_line);
    json_member_text(json, "opmerking", passage->remark);
}

static void put_year(struct json *json, const char *key, int year)
{
    json_key(json, key);
    if (year == 0)
        json_none(json);
    else
        json_count(json, year);
}

/* A count is a number; a percentage is text with a point, so that no reader rounds it. */
static void put_number(struct json *json, const char *key, const struct plan_indicator *indicator,
                       int64_t number)
{
    char figure[FIGURE_BYTES];

    json_key(json, key);
    if (indicator->kind != INDICATOR_PERCENTAGE) {
        json_count(json, number);
        return;
    }
    indicators_figure(indicator, number, '.', figure);
    json_text(json, figure);
}

static void put_measurement(struct json *json, const char *key, const struct measurement *row)
{
    json_key(json, key);
    if (row == NULL) {
        json_none(json);
        return;
    }
    json_open(json, '{');
    json_member_count(json, "jaar", row->year);
    if (row->indicator->kind == INDICATOR_COUNT || row->indicator->kind == INDICATOR_PERCENTAGE)
        put_number(json, "waarde", row->indicator, row->number);
    else
        json_member_text(json, "waarde", row->words);
    json_member_text(json, "eenheid", row->unit);
    json_member_text(json, "bron", row->source);
    json_member_text(json, "toelichting", row->note);
    json_member_count(json, "lijn", row->line);
    json_close(json, '}');
}

static void put_missing(struct json *json, const struct plan *plan, uint32_t missing)
{
    json_key(json, "ontbrekende_jaren");
    json_open(json, '[');
    for (int i = 0; i < PLAN_YEARS; i++)
        if ((missing >> i & 1) != 0)
            json_count(json, plan->from + i);
    json_close(json, ']');
}

static void put_row(struct json *json, const struct plan *plan, const struct progress *row)
{
    const struct plan_indicator *indicator = row->indicator;
    bool numbers = indicator->kind == INDICATOR_COUNT || indicator->kind == INDICATOR_PERCENTAGE;

    json_open(json, '{');
    json_member_text(json, "onderdeel", *row->split == '\0' ? NULL : row->split);
    json_member_text(json, "toestand", progress_state_name(row->state, LANGUAGE_NL));
    put_measurement(json, "meting", row->now);
    put_measurement(json, "vorige", row->last);
    json_member_text(json, "trend",
                     row->trend == TREND_NONE ? NULL : trend_name(row->trend, LANGUAGE_NL));
    if (numbers && row->now != NULL && row->last != NULL)
        put_number(json, "verschil", indicator, row->difference);
    put_missing(json, plan, row->missing);
    json_close(json, '}');
}

static void put_names(struct json *json, const char *key, const struct plan_minister *const *list,
                      size_t count)
{
    json_key(json, key);
    json_open(json, '[');
    for (size_t i = 0; i < count; i++)
        json_text(json, list[i]->id);
    json_close(json, ']');
}

static void put_target(struct json *json, const struct plan_indicator *indicator)
{
    json_key(json, "doel");
    if (indicator->target_per == TARGET_NONE) {
        json_none(json);
        return;
    }
    json_open(json, '{');
    put_number(json, "waarde", indicator, indicator->target);
    json_member_text(json, "per", indicator->target_per == TARGET_YEAR ? "jaar" : "plan");
    put_year(json, "jaar", indicator->target_year);
    json_close(json, '}');
}

/* The rows of one indicator; returns the index behind them. */
static size_t put_indicator(struct json *json, const struct indicators_report *report, size_t at)
{
    const struct progress_list *list = report->list;
    const struct plan_indicator *indicator = list->rows[at].indicator;

    json_line(json);
    json_open(json, '{');
    json_member_text(json, "nummer", indicator->number);
    json_member_text(json, "soort", indicator_kind_name(indicator->kind));
    json_member_text(json, "omschrijving", plan_indicator_words(indicator));
    json_member_text(json, "eenheid", *indicator->unit == '\0' ? NULL : indicator->unit);
    json_member_text(json, "uitsplitsing", indicator->split);
    put_names(json, "verantwoordelijk", indicator->ministers, indicator->minister_count);
    put_target(json, indicator);
    if (indicator->dated)
        json_member_date(json, "vervaldag", indicator->deadline);
    put_passage(json, &indicator->passage);
    json_key(json, "cijfers");
    json_open(json, '[');
    for (; at < list->count && list->rows[at].indicator == indicator; at++)
        put_row(json, report->plan, &list->rows[at]);
    json_close(json, ']');
    json_close(json, '}');
    return at;
}

static void put_timing(struct json *json, const struct plan_timing *timing)
{
    json_key(json, "tijdspad");
    json_open(json, '{');
    put_year(json, "van", timing->undetermined ? 0 : timing->from);
    put_year(json, "tot", timing->undetermined ? 0 : timing->to);
    put_passage(json, &timing->passage);
    json_close(json, '}');
}

/* The rows of one action begin at at; returns the index behind them. */
static size_t put_action(struct json *json, const struct indicators_report *report, size_t at)
{
    const struct progress_list *list = report->list;
    const struct plan_action *action = list->rows[at].indicator->action;

    json_line(json);
    json_open(json, '{');
    json_member_text(json, "nummer", action->number);
    json_member_text(json, "titel", action->title);
    json_member_text(json, "doelstelling", action->objective->goal->number);
    json_member_text(json, "operationele_doelstelling", action->objective->number);
    put_names(json, "verantwoordelijk", action->responsible, action->responsible_count);
    put_names(json, "samenwerking", action->cooperating, action->cooperating_count);
    put_timing(json, &action->timing);
    json_member_count(json, "document_regel", action->document_line);
    json_member_text(json, "opmerking", action->remark);
    json_key(json, "indicatoren");
    json_open(json, '[');
    while (at < list->count && list->rows[at].indicator->action == action)
        if (selection_has(&report->selection, list->rows[at].indicator))
            at = put_indicator(json, report, at);
        else
            at++;
    json_close(json, ']');
    json_close(json, '}');
    return at;
}

static void put_actions(struct json *json, const struct indicators_report *report)
{
    const struct progress_list *list = report->list;

    json_key(json, "acties");
    json_open(json, '[');
    for (size_t at = 0; at < list->count;)
        if (selection_has(&report->selection, list->rows[at].indicator))
            at = put_action(json, report, at);
        else
            at++;
    json_close(json, ']');
}

static void put_goals(struct json *json, const struct indicators_report *report)
{
    const struct plan *plan = report->plan;

    json_key(json, "doelstellingen");
    json_open(json, '[');
    for (size_t i = 0; i < plan->goal_count; i++) {
        struct selection selection = report->selection;
        if (selection.goal != NULL && selection.goal != &plan->goals[i])
            continue;
        selection.goal = &plan->goals[i];
        struct tally tally = tally_make(plan, report->list, &selection);
        json_line(json);
        json_open(json, '{');
        json_member_text(json, "nummer", plan->goals[i].number);
        put_passage(json, &plan->goals[i].passage);
        put_tally(json, &tally);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_ministers(struct json *json, const struct indicators_report *report)
{
    const struct plan *plan = report->plan;

    json_key(json, "ministers");
    json_open(json, '[');
    for (size_t i = 0; i < plan->minister_count; i++) {
        struct selection selection = report->selection;
        if (selection.minister != NULL && selection.minister != &plan->ministers[i])
            continue;
        selection.minister = &plan->ministers[i];
        struct tally tally = tally_make(plan, report->list, &selection);
        json_line(json);
        json_open(json, '{');
        json_member_text(json, "id", plan->ministers[i].id);
        json_member_text(json, "naam", plan->ministers[i].name);
        json_member_count(json, "acties_meewerkend", (int64_t)tally.cooperating);
        put_tally(json, &tally);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_file(struct json *json, const struct indicators_file *file)
{
    json_open(json, '{');
    json_member_text(json, "bestand", file->name);
    json_member_count(json, "bytes", (int64_t)file->size);
    json_member_text(json, "sha256", file->sha256);
    json_close(json, '}');
}

static void put_head(struct json *json, const struct indicators_report *report)
{
    const struct plan *plan = report->plan;

    json_member_text(json, "formaat", "saldo-indicatoren/1");
    json_member_text(json, "saldo", report->version);
    json_member_count(json, "jaar", report->list->year);
    json_member_date(json, "peildatum", report->list->cutoff);
    json_key(json, "plan");
    json_open(json, '{');
    json_member_text(json, "id", plan->id);
    json_member_text(json, "naam", plan->name);
    json_member_text(json, "document", plan->document);
    json_member_count(json, "van", plan->from);
    json_member_count(json, "tot", plan->to);
    json_key(json, "rapportering");
    json_open(json, '{');
    put_passage(json, &plan->reporting);
    json_close(json, '}');
    json_close(json, '}');
    json_key(json, "invoer");
    json_open(json, '[');
    put_file(json, &report->registry);
    if (report->config.name != NULL)
        put_file(json, &report->config);
    put_file(json, &report->table);
    json_close(json, ']');
    json_key(json, "rijen");
    json_open(json, '{');
    json_member_count(json, "gelezen", report->rows);
    json_member_count(json, "niet_ingevuld", report->empty);
    json_member_count(json, "na_peildatum", report->later);
    json_close(json, '}');
}

static void put_selection(struct json *json, const struct selection *selection)
{
    json_key(json, "selectie");
    json_open(json, '{');
    json_member_text(json, "doelstelling",
                     selection->goal == NULL ? NULL : selection->goal->number);
    json_member_text(json, "minister",
                     selection->minister == NULL ? NULL : selection->minister->id);
    json_member_text(json, "actie", selection->action == NULL ? NULL : selection->action->number);
    json_close(json, '}');
}

void indicators_json(const struct indicators_report *report, struct out *out)
{
    struct json json = {.out = out};
    struct tally tally = tally_make(report->plan, report->list, &report->selection);

    json_open(&json, '{');
    put_head(&json, report);
    put_selection(&json, &report->selection);
    json_key(&json, "totaal");
    json_open(&json, '{');
    put_tally(&json, &tally);
    json_close(&json, '}');
    put_goals(&json, report);
    put_ministers(&json, report);
    put_actions(&json, report);
    json_close(&json, '}');
    out_char(out, '\n');
}
