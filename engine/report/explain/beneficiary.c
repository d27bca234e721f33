/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One beneficiary: the sums, what they are made of, the payments, the accounts. */
#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "report/explain/part.h"
#include "write/fold.h"
#include "write/screen.h"

enum { NAME_WIDTH = 30, SUMS_WIDTH = 50 };
static const char *const summed[] = {"toegekend", "voorschot", "saldo", "terugvordering"};
enum { SUMMED = sizeof summed / sizeof *summed };
static const int sum_widths[SUMMED] = {12, 12, 11, 15}; /* SUMS_WIDTH in all */

/* A name and four amounts; a long name has a line of its own. */
static void sum_line(const struct explanation *e, const char *name, const char *const *amounts)
{
    int width = fold_columns(name);

    screen_print(e->stream, "%s", name);
    if (width > NAME_WIDTH)
        fputc('\n', e->stream);
    screen_print(e->stream, "%*s", width > NAME_WIDTH ? NAME_WIDTH : NAME_WIDTH - width, "");
    for (size_t i = 0; i < SUMMED; i++)
        screen_print(e->stream, "%*s", sum_widths[i], amounts[i]);
    fputc('\n', e->stream);
}

static void rests_on(const struct explanation *e, const struct run_beneficiary *owner,
                     const char *id)
{
    explain_resting(e, owner->assumptions, owner->assumption_count, id);
}

static void sum_row(const struct explanation *e, const char *name,
                    const struct run_balance *balance)
{
    const char *const amounts[SUMMED] = {
        explain_money(balance->granted), explain_money(balance->advance),
        explain_money(balance->paid), explain_money(balance->recovery)};

    sum_line(e, name, amounts);
}

/* What the sums of a beneficiary are made of. */
static void explain_parts(const struct explanation *e)
{
    char name[256];

    fputc('\n', e->stream);
    sum_line(e, "", summed);
    for (uint32_t i = 0; i < e->run->line_count; i++) {
        const struct run_line *line = &e->run->lines[i];
        snprintf(name, sizeof name, "actie %s%s%s", line->number,
                 *line->group_id != '\0' ? " " : "", line->group_id);
        sum_row(e, name, &line->balance);
    }
    for (uint32_t i = 0; i < e->run->incentive_count; i++) {
        snprintf(name, sizeof name, "stimulans %s", e->run->incentives[i].kind_id);
        sum_row(e, name, &e->run->incentives[i].balance);
    }
}

static void explain_payments(const struct explanation *e, const struct run_beneficiary *owner)
{
    explain_headline(e, "betaald", explain_money(owner->received));
    explain_formula(e, "Σ voorschot + Σ saldo − Σ terugvordering");
    for (uint32_t i = owner->first_payment; i < owner->first_payment + owner->payment_count; i++) {
        const struct run_payment *row = &e->run->payments[i];
        explain_entry(
            e, explain_language(e, "invoer", "input"),
            "betalingen.csv:%" PRIu32 " soort %s, datum %s, bedrag %s, referentie %s (%s)",
            row->line, row->kind, row->date, explain_money(row->amount), row->reference, row->use);
    }
    explain_cutoff(e);
    explain_headline(e, "te_betalen", explain_money(owner->due));
    explain_entry(e, "", "voorschot %s + saldo %s − terugvordering %s − betaald %s",
                  explain_money(owner->advance), explain_money(owner->paid),
                  explain_money(owner->recovery), explain_money(owner->received));
}

static void spending_row(const struct explanation *e, const struct run_spending *row)
{
    char quarter[COUNT_TEXT_BYTES] = "-";

    if (row->quarter != RUN_NONE)
        text_format_count_plain(row->quarter, quarter);
    explain_entry(e, explain_language(e, "invoer", "input"),
                  "uitgaven.csv:%" PRIu32 " nis %s, boekjaar %" PRId64
                  ", kwartaal %s, code %s, actie %s, bedrag %s, bron %s (%s)",
                  row->line, row->nis, row->fiscal_year, quarter, row->code, row->action,
                  explain_money(row->amount), row->source, row->use);
    if (row->share.known)
        explain_entry(e, "  +", "%s %" PRId64 ": %s%s",
                      explain_language(e, "aandeel van boekjaar", "share of year"),
                      row->fiscal_year, explain_money(row->share.money),
                      row->estimated
                          ? explain_language(e, " (schatting, naar dagen)", " (estimate, by days)")
                          : "");
}

static void explain_spending(const struct explanation *e, const struct run_beneficiary *owner)
{
    explain_headline(e, "uitgaven",
                     owner->spending.known ? explain_money(owner->spending.money)
                                           : explain_language(e, "geen cijfers", "no figures"));
    explain_formula(e, "Σ C(bestedingsperiode-tot) − C(bestedingsperiode-van − 1 dag)");
    for (uint32_t i = 0; i < owner->spending_count; i++)
        spending_row(e, &e->run->spending[owner->first_spending + i]);
    explain_parameter(e, "bestedingsperiode-van");
    explain_parameter(e, "bestedingsperiode-tot");
    explain_parameter(e, "rapporteringscodes");
    explain_entry(e, explain_language(e, "invoer", "input"),
                  "begunstigden.csv:%" PRIu32 " soort %s", owner->line, owner->kind);
    rests_on(e, owner, "afronding");
}

static void explain_reading(const struct explanation *e, const struct run_beneficiary *owner,
                            const char *name, const struct run_reading *reading, const char *factor)
{
    explain_entry(e, "", "%s: vereist %s × basis %s = %s; tekort %s; terugvordering_berekend %s",
                  name, factor, explain_money(owner->base), explain_money(reading->required),
                  explain_amount(reading->shortfall), explain_amount(reading->recovery));
}

static void explain_accounts(const struct explanation *e, const struct run_beneficiary *owner)
{
    explain_spending(e, owner);
    explain_headline(e, "verantwoording (vereist, tekort)", owner->accounts);
    explain_reading(e, owner, "eigen-inbreng", &owner->own, "2");
    explain_reading(e, owner, "bruto", &owner->gross, "1");
    explain_parameter(e, "verantwoordingsregel");
    explain_decisions(e, owner->first_decision, owner->decision_count);
    explain_cutoff(e);
    rests_on(e, owner, "verantwoording");
    rests_on(e, owner, "verantwoordingsbasis");
}

static void amount_line(const struct explanation *e, const char *name, struct money amount,
                        const char *how)
{
    screen_print(e->stream, "%-16s%16s   %s\n", name, explain_money(amount), how);
}

/* The sums first; what they are made of under it. */
void explain_beneficiary(const struct explanation *e, const struct run_beneficiary *owner)
{
    screen_print(e->stream, "\n== ");
    explain_safe(e, owner->id);
    screen_print(e->stream, ": ");
    explain_safe(e, owner->name);
    screen_print(e->stream, " (");
    explain_safe(e, owner->outcome);
    screen_print(e->stream, ") ==\n\n");
    amount_line(e, "subsidie", owner->granted,
                explain_language(e, "Σ toegekend, acties", "Σ granted, actions"));
    amount_line(e, "stimulansen", owner->incentives,
                explain_language(e, "Σ stimulansen", "Σ incentives"));
    amount_line(e, "voorschot", owner->advance,
                explain_language(e, "Σ acties en stimulansen", "Σ actions and incentives"));
    amount_line(e, "saldo", owner->paid,
                explain_language(e, "Σ acties en stimulansen", "Σ actions and incentives"));
    amount_line(e, "terugvordering", owner->recovery,
                explain_language(e, "Σ acties, stimulansen en verantwoording",
                                 "Σ actions, incentives and accounts"));
    amount_line(e, "betaald", owner->received,
                explain_language(e, "betalingen.csv, zie lager", "betalingen.csv, see below"));
    amount_line(e, "te_betalen", owner->due, "voorschot + saldo − terugvordering − betaald");
    explain_parts(e);
    if (owner->accounts_recovery.cents != 0)
        screen_print(e->stream, "%-*s%*s\n", NAME_WIDTH, "verantwoording", SUMS_WIDTH,
                     explain_money(owner->accounts_recovery));
    explain_payments(e, owner);
    explain_accounts(e, owner);
}
