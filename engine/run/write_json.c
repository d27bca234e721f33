/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/write_json.h"

#include "run/run.h"
#include "run/write_json_part.h"
#include "run/write_json_scheme.h"

/* ---- what the tables share ---- */

const char *settlement_use(enum row_use use)
{
    static const char *const names[] = {"telt", "vervangen", "later-dan-peildatum", "telt-niet"};

    return names[use];
}

/* "tabel":{"kolommen":[...],"rijen":[ */
void settlement_open(struct json *json, const char *name, const char *const *columns, size_t count)
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

void settlement_close(struct json *json)
{
    out_char(json->out, '\n'); /* so that a line is either a row, whole, or no row */
    json_close(json, ']');
    json_close(json, '}');
}

void settlement_resting(struct json *json, const struct settlement *s, struct resting on)
{
    json_open(json, '[');
    for (size_t i = 0; i < s->scheme->assumption_count; i++) {
        const struct scheme_assumption *assumption = &s->scheme->assumptions[i];
        if (assumption->known < ASSUMPTION_COUNT && on.on[assumption->known])
            json_text(json, assumption->id);
    }
    json_close(json, ']');
}

void settlement_decisions(struct json *json, const struct settlement *s, uint32_t first,
                          uint32_t count)
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
        json_word(json, settlement_use(settlement_decision_use(s, first, count, i)));
        json_close(json, ']');
    }
    json_close(json, ']');
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
    settlement_lines(&json, settlement);
    settlement_incentives(&json, settlement);
    settlement_beneficiaries(&json, settlement);
    json_close(&json, '}');
    out_char(out, '\n');
}
