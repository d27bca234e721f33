/* SPDX-License-Identifier: GPL-3.0-or-later */
/* afrekening.json: the beneficiaries, with their members, payments, spending and accounts. */
#include "run/write_json_part.h"

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
        json_text(json, settlement_use(settlement_is_later(s, row->date) ? ROW_LATER : ROW_COUNTS));
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
        json_text(json, settlement_use(result->use));
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
    settlement_resting(json, s, beneficiary_assumptions(s, line));
    members(json, s, owner);
    payments(json, s, owner);
    spending(json, s, owner);
    settlement_decisions(json, s, owner->first_decision, owner->decision_count);
    json_close(json, ']');
}

void settlement_beneficiaries(struct json *json, const struct settlement *s)
{
    settlement_open(json, "begunstigden", beneficiary_columns,
                    sizeof beneficiary_columns / sizeof *beneficiary_columns);
    for (uint32_t i = 0; i < s->dossier->beneficiaries.count; i++)
        beneficiary_row(json, s, &s->beneficiaries[i]);
    settlement_close(json);
}
