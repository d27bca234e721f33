/* SPDX-License-Identifier: GPL-3.0-or-later */
/* afrekening.json: the applications and the incentives. */
#include "run/write_json_part.h"
#include "run/write_json_scheme.h"

/* ---- afrekening ---- */

static const char *const line_columns[] = {"begunstigde",
                                           "actie",
                                           "doelgroep",
                                           "lijn",
                                           "keuze",
                                           "huidig_bereik",
                                           "vooropgestelde_kpi",
                                           "kpi_vorig_jaar",
                                           "standaardbedrag",
                                           "standaardbedrag_parameter",
                                           "geteld",
                                           "deler",
                                           "verdeelsleutel",
                                           "subsidie",
                                           "behaalde_kpi",
                                           "toegekend",
                                           "voorschot",
                                           "saldo_berekend",
                                           "uitkomst",
                                           "saldo",
                                           "ingehouden",
                                           "open",
                                           "terugvordering",
                                           "reden",
                                           "alternatieven",
                                           "aannames",
                                           "toekenningen",
                                           "rapporten",
                                           "beslissingen"};

static void balance_cells(struct json *json, const struct advance *advance,
                          const struct balance *balance)
{
    json_money(json, advance->granted);
    json_money(json, advance->amount);
    json_money(json, advance->balance);
    json_word(json, outcome_name(balance->outcome));
    json_money(json, balance->paid);
    json_money(json, balance->withheld);
    json_money(json, balance->open);
    json_money(json, balance->recovery);
    json_word(json, reason_name(balance->reason));
}

static void alternative(struct json *json, const char *name, const struct alternative *option)
{
    json_key(json, name);
    json_open(json, '{');
    json_member_money(json, "saldo", option->paid);
    json_member_money(json, "ingehouden", option->withheld);
    json_member_money(json, "terugvordering", option->recovery);
    json_close(json, '}');
}

static void alternatives(struct json *json, const struct alternatives *options)
{
    if (options == NULL) {
        json_none(json);
        return;
    }
    json_open(json, '{');
    alternative(json, "inhouden", &options->withhold);
    json_member_money(json, "subsidie_op_behaald", options->regrant);
    alternative(json, "herberekenen", &options->recompute);
    alternative(json, "alles_terugvorderen", &options->recover_all);
    json_close(json, '}');
}

static void grants(struct json *json, const struct settlement *s, const struct application *row)
{
    json_open(json, '[');
    for (uint32_t i = row->first_grant; i < row->first_grant + row->grant_count; i++) {
        const struct grant_row *grant = &s->dossier->grants.items[i];
        json_open(json, '[');
        json_count(json, grant->line);
        json_date(json, grant->date);
        json_money(json, grant->amount);
        json_text(json, grant->act);
        json_text(json, settlement_use(settlement_grant_use(s, i)));
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void reports(struct json *json, const struct settlement *s, const struct application *row)
{
    json_open(json, '[');
    for (uint32_t i = row->first_report; i < row->first_report + row->report_count; i++) {
        const struct report_row *report = &s->dossier->reports.items[i];
        json_open(json, '[');
        json_count(json, report->line);
        json_word(json, report_moment_name((enum report_moment)report->moment));
        json_date(json, report->date);
        json_count(json, report->achieved);
        json_text(json, report->motivation);
        json_text(json, settlement_use(settlement_report_use(s, i)));
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void grant_cells(struct json *json, const struct line *line)
{
    const struct application *row = line->application;
    char name[PRICE_NAME_BYTES];

    json_word(json, application_choice_name(row->choice));
    json_count(json, row->baseline);
    json_count(json, line->grant.target);
    if (row->last_year < 0)
        json_none(json);
    else
        json_count(json, row->last_year);
    json_money(json, line->grant.price);
    json_text(json, line->price_value == NULL ? NULL : price_name(row->action, row->group, name));
    json_count(json, line->grant.counted);
    json_count(json, line->grant.divisor);
    json_word(json, split_name(line->grant.split));
    json_money(json, line->grant.amount);
}

static void line_row(struct json *json, const struct settlement *s, const struct line *line)
{
    const struct application *row = line->application;

    json_line(json);
    json_open(json, '[');
    json_text(json, s->dossier->beneficiaries.items[row->beneficiary].id);
    json_text(json, row->action->number_text);
    json_text(json, row->group->id);
    json_count(json, row->line);
    grant_cells(json, line);
    if (line->final_report == NO_INDEX)
        json_none(json);
    else
        json_count(json, line->achieved);
    balance_cells(json, &line->advance, &line->balance);
    alternatives(json, line->alternatives);
    settlement_resting(json, s, line_assumptions(s, line));
    grants(json, s, row);
    reports(json, s, row);
    settlement_decisions(json, s, row->first_decision, row->decision_count);
    json_close(json, ']');
}

void settlement_lines(struct json *json, const struct settlement *s)
{
    settlement_open(json, "afrekening", line_columns, sizeof line_columns / sizeof *line_columns);
    for (uint32_t i = 0; i < s->dossier->applications.count; i++)
        line_row(json, s, &s->lines[i]);
    settlement_close(json);
}

/* ---- stimulansen ---- */

static const char *const incentive_columns[] = {
    "begunstigde",    "stimulans", "lijn",     "bedrag",      "voorschot",
    "saldo_berekend", "uitkomst",  "saldo",    "ingehouden",  "open",
    "terugvordering", "reden",     "aannames", "beslissingen"};

void settlement_incentives(struct json *json, const struct settlement *s)
{
    settlement_open(json, "stimulansen", incentive_columns,
                    sizeof incentive_columns / sizeof *incentive_columns);
    for (uint32_t i = 0; i < s->dossier->incentives.count; i++) {
        const struct incentive_line *line = &s->incentives[i];
        json_line(json);
        json_open(json, '[');
        json_text(json, s->dossier->beneficiaries.items[line->row->beneficiary].id);
        json_text(json, line->row->incentive->id);
        json_count(json, line->row->line);
        balance_cells(json, &line->advance, &line->balance);
        settlement_resting(json, s, incentive_assumptions(s, line));
        settlement_decisions(json, s, line->row->first_decision, line->row->decision_count);
        json_close(json, ']');
    }
    settlement_close(json);
}
