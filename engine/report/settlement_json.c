/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/settlement_json.h"

#include <stdio.h>
#include <string.h>

#include "report/json.h"
#include "report/scheme_json.h"
#include "report/tables.h"
#include "run/run.h"
#include "settle/assumptions.h"

static const char *use_name(enum row_use use)
{
    static const char *const names[] = {"telt", "vervangen", "later-dan-peildatum", "telt-niet"};

    return names[use];
}

/* "tabel":{"kolommen":[...],"rijen":[ */
static void table_open(struct json *json, const char *name, const char *const *columns,
                       size_t count)
{
    json_line(json);
    json_key(json, name);
    json_open(json, '{');
    json_key(json, "kolommen");
    json_open(json, '[');
    for (size_t i = 0; i < count; i++)
        json_text(json, columns[i]);
    json_close(json, ']');
    json_key(json, "rijen");
    json_open(json, '[');
}

static void table_close(struct json *json)
{
    out_char(json->out, '\n'); /* so that a line is either a row, whole, or no row */
    json_close(json, ']');
    json_close(json, '}');
}

static void resting(struct json *json, const struct settlement *s, struct resting on)
{
    json_open(json, '[');
    for (size_t i = 0; i < s->scheme->assumption_count; i++) {
        const struct scheme_assumption *assumption = &s->scheme->assumptions[i];
        if (assumption->known < ASSUMPTION_COUNT && on.on[assumption->known])
            json_text(json, assumption->id);
    }
    json_close(json, ']');
}

static void decisions(struct json *json, const struct settlement *s, uint32_t first, uint32_t count)
{
    json_open(json, '[');
    for (uint32_t i = first; i < first + count; i++) {
        const struct decision_row *row = &s->dossier->decisions.items[i];
        json_open(json, '[');
        json_count(json, row->line);
        json_date(json, row->date);
        json_word(json, decision_kind_name(row->kind));
        if (row->has_amount)
            json_money(json, row->amount);
        else
            json_none(json);
        json_text(json, row->reference);
        json_word(json, use_name(settlement_decision_use(s, first, count, i)));
        json_close(json, ']');
    }
    json_close(json, ']');
}

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
        json_text(json, use_name(settlement_grant_use(s, i)));
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
        json_text(json, use_name(settlement_report_use(s, i)));
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
    resting(json, s, line_assumptions(s, line));
    grants(json, s, row);
    reports(json, s, row);
    decisions(json, s, row->first_decision, row->decision_count);
    json_close(json, ']');
}

static void lines(struct json *json, const struct settlement *s)
{
    table_open(json, "afrekening", line_columns, sizeof line_columns / sizeof *line_columns);
    for (uint32_t i = 0; i < s->dossier->applications.count; i++)
        line_row(json, s, &s->lines[i]);
    table_close(json);
}

/* ---- stimulansen ---- */

static const char *const incentive_columns[] = {
    "begunstigde",    "stimulans", "lijn",     "bedrag",      "voorschot",
    "saldo_berekend", "uitkomst",  "saldo",    "ingehouden",  "open",
    "terugvordering", "reden",     "aannames", "beslissingen"};

static void incentives(struct json *json, const struct settlement *s)
{
    table_open(json, "stimulansen", incentive_columns,
               sizeof incentive_columns / sizeof *incentive_columns);
    for (uint32_t i = 0; i < s->dossier->incentives.count; i++) {
        const struct incentive_line *line = &s->incentives[i];
        json_line(json);
        json_open(json, '[');
        json_text(json, s->dossier->beneficiaries.items[line->row->beneficiary].id);
        json_text(json, line->row->incentive->id);
        json_count(json, line->row->line);
        balance_cells(json, &line->advance, &line->balance);
        resting(json, s, incentive_assumptions(s, line));
        decisions(json, s, line->row->first_decision, line->row->decision_count);
        json_close(json, ']');
    }
    table_close(json);
}

/* ---- begunstigden ---- */

static const char *const beneficiary_columns[] = {"begunstigde",
                                                  "naam",
                                                  "soort",
                                                  "nis",
                                                  "kbo",
                                                  "lijn",
                                                  "subsidie",
                                                  "stimulansen",
                                                  "voorschot",
                                                  "saldo",
                                                  "ingehouden",
                                                  "open",
                                                  "terugvordering",
                                                  "terugvordering_verantwoording",
                                                  "betaald",
                                                  "te_betalen",
                                                  "basis",
                                                  "uitgaven",
                                                  "verantwoordingen",
                                                  "verantwoording",
                                                  "uitkomst",
                                                  "ontvankelijk",
                                                  "inwoners_niet_eu",
                                                  "aannames",
                                                  "leden",
                                                  "betalingen",
                                                  "uitgaven_rijen",
                                                  "beslissingen"};

static void members(struct json *json, const struct settlement *s, const struct beneficiary *owner)
{
    json_open(json, '[');
    for (uint32_t i = 0; i < owner->member_count; i++) {
        const struct member *row = &s->dossier->members.items[owner->first_member + i];
        json_open(json, '[');
        json_count(json, row->line);
        json_text(json, row->municipality->nis);
        json_text(json, row->municipality->name);
        if (row->inhabitants < 0)
            json_none(json);
        else
            json_count(json, row->inhabitants);
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void payments(struct json *json, const struct settlement *s, const struct beneficiary *owner)
{
    json_open(json, '[');
    for (uint32_t i = 0; i < owner->payment_count; i++) {
        const struct payment_row *row = &s->dossier->payments.items[owner->first_payment + i];
        json_open(json, '[');
        json_count(json, row->line);
        json_date(json, row->date);
        json_word(json, payment_kind_name(row->kind));
        json_money(json, row->amount);
        json_text(json, row->reference);
        json_text(json, use_name(settlement_is_later(s, row->date) ? ROW_LATER : ROW_COUNTS));
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void spending(struct json *json, const struct settlement *s, const struct beneficiary *owner)
{
    json_open(json, '[');
    for (uint32_t i = owner->first_spending; i < owner->first_spending + owner->spending_count;
         i++) {
        const struct spending_row *row = &s->dossier->spending.items[i];
        const struct spending_result *result = &s->spending[i];
        json_open(json, '[');
        json_count(json, row->line);
        json_text(json, row->nis);
        json_count(json, row->fiscal_year);
        if (row->quarter == 0)
            json_none(json);
        else
            json_count(json, row->quarter);
        json_text(json, row->code);
        json_text(json, row->action);
        json_money(json, row->amount);
        json_text(json, row->source);
        json_text(json, use_name(result->use));
        if (result->closes_series)
            json_money(json, result->share);
        else
            json_none(json);
        json_bool(json, result->estimated);
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void reading(struct json *json, const char *name, const struct matching_result *result,
                    bool has_spending)
{
    json_key(json, name);
    json_open(json, '{');
    json_member_money(json, "vereist", result->required);
    json_key(json, "tekort");
    if (has_spending)
        json_money(json, result->shortfall);
    else
        json_none(json);
    json_key(json, "terugvordering_berekend");
    if (has_spending)
        json_money(json, result->recovery);
    else
        json_none(json);
    json_close(json, '}');
}

static void accounts_cells(struct json *json, const struct beneficiary_line *line)
{
    static const char *const eligible[] = {"bij-naam", "ja", "nee", "onbekend"};

    json_money(json, line->base);
    if (line->has_spending)
        json_money(json, line->matching.spending);
    else
        json_none(json);
    json_open(json, '{');
    reading(json, "eigen-inbreng", &line->matching.reading[READING_OWN], line->has_spending);
    reading(json, "bruto", &line->matching.reading[READING_GROSS], line->has_spending);
    json_close(json, '}');
    json_word(json, accounts_name(line->accounts));
    json_word(json, outcome_name(line->outcome));
    json_text(json, eligible[line->eligibility]);
    if (line->population.municipalities == line->population.missing)
        json_none(json); /* no figure is not zero */
    else
        json_count(json, line->population.inhabitants);
}

static void beneficiary_row(struct json *json, const struct settlement *s,
                            const struct beneficiary_line *line)
{
    const struct beneficiary *owner = line->beneficiary;
    const struct money amounts[] = {line->sums.granted,  line->sums.incentives,
                                    line->sums.advance,  line->sums.paid,
                                    line->sums.withheld, line->sums.open,
                                    line->sums.recovery, line->accounts_recovery,
                                    line->received,      line->due};

    json_line(json);
    json_open(json, '[');
    json_text(json, owner->id);
    json_text(json, owner->name);
    json_word(json, beneficiary_kind_name(owner->kind));
    json_text(json, owner->nis);
    json_text(json, owner->kbo);
    json_count(json, owner->line);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        json_money(json, amounts[i]);
    accounts_cells(json, line);
    resting(json, s, beneficiary_assumptions(s, line));
    members(json, s, owner);
    payments(json, s, owner);
    spending(json, s, owner);
    decisions(json, s, owner->first_decision, owner->decision_count);
    json_close(json, ']');
}

static void beneficiaries(struct json *json, const struct settlement *s)
{
    table_open(json, "begunstigden", beneficiary_columns,
               sizeof beneficiary_columns / sizeof *beneficiary_columns);
    for (uint32_t i = 0; i < s->dossier->beneficiaries.count; i++)
        beneficiary_row(json, s, &s->beneficiaries[i]);
    table_close(json);
}

/* ---- totals ---- */

static void totals(struct json *json, const struct settlement *s)
{
    json_line(json);
    json_key(json, "totalen");
    json_open(json, '{');
    json_member_count(json, "begunstigden", s->dossier->beneficiaries.count);
    json_member_count(json, "aanvragen", s->dossier->applications.count);
    json_member_count(json, "stimulansen_aantal", s->dossier->incentives.count);
    json_member_money(json, "subsidie_berekend", s->totals.computed);
    json_member_money(json, "toegekend", s->totals.granted);
    json_member_money(json, "stimulansen", s->totals.incentives);
    json_member_money(json, "voorschot", s->totals.advance);
    json_member_money(json, "saldo", s->totals.paid);
    json_member_money(json, "ingehouden", s->totals.withheld);
    json_member_money(json, "open", s->totals.open);
    json_member_money(json, "terugvordering", s->totals.recovery);
    json_member_money(json, "betaald", s->total_received);
    json_member_money(json, "te_betalen", s->total_due);
    json_member_money(json, "uit_te_betalen", s->total_payable);
    json_member_money(json, "terug_te_vragen", s->total_claimable);
    json_key(json, "uitkomsten");
    json_open(json, '{');
    for (int i = 0; i <= OUTCOME_NO_GRANT; i++)
        json_member_count(json, outcome_name((enum outcome)i), s->outcomes[i]);
    json_close(json, '}');
    json_close(json, '}');
}

void settlement_json(struct out *out, const struct settlement *settlement,
                     const char *engine_version)
{
    struct json json = {.out = out};
    const struct config *config = &settlement->dossier->config;

    json_open(&json, '{');
    json_member_text(&json, "schema", RUN_JSON_SCHEMA);
    json_member_text(&json, "motor", engine_version);
    json_member_text(&json, "regeling", settlement->scheme->id);
    json_member_text(&json, "regeling_naam", settlement->scheme->name);
    json_member_date(&json, "peildatum", config->cutoff);
    json_key(&json, "peildatum_vervangen"); /* by an option: it stands on no line */
    json_bool(&json, config->cutoff_line == 0);
    json_member_text(&json, "taal", config->language == LANGUAGE_NL ? "nl" : "en");
    scheme_json(&json, settlement);
    totals(&json, settlement);
    lines(&json, settlement);
    incentives(&json, settlement);
    beneficiaries(&json, settlement);
    json_close(&json, '}');
    out_char(out, '\n');
}
