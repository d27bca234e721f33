/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action, or one incentive: the grant, the advance, the balance, the recovery. */
#include <inttypes.h>
#include <string.h>

#include "report/explain/part.h"
#include "run/sums.h"
#include "write/screen.h"

static void rests_on(const struct explanation *e, const struct run_balance *balance, const char *id)
{
    explain_resting(e, balance->assumptions, balance->assumption_count, id);
}

static void explain_split(const struct explanation *e, const struct run_line *line)
{
    const char *split = line->split;
    const char *price = explain_money(line->price);
    const char *target = explain_number(line->target);
    const char *baseline = explain_number(line->baseline);
    const char *counted = explain_number(line->counted);
    char text[512];

    if (strcmp(split, "halvering") == 0)
        snprintf(
            text, sizeof text,
            "halvering: standaardbedrag × vooropgestelde_kpi / 2 = %s × %s / 2, %s %s ≥ 2 × %s",
            price, target, explain_language(e, "want", "because"), target, baseline);
    else if (strcmp(split, "verschil") == 0)
        snprintf(text, sizeof text,
                 "verschil: (vooropgestelde_kpi − huidig_bereik) × standaardbedrag = "
                 "(%s − %s) × %s, %s %s < %s < 2 × %s",
                 target, baseline, price, explain_language(e, "want", "because"), baseline, target,
                 baseline);
    else if (strcmp(split, "meerbereik") == 0)
        snprintf(
            text, sizeof text,
            "meerbereik: standaardbedrag × min(vooropgestelde_kpi − huidig_bereik, maximum) / %s "
            "= %s × %s / %s (%s − %s)",
            explain_number(line->divisor), price, counted, explain_number(line->divisor), target,
            baseline);
    else if (run_line_stopped(line))
        snprintf(text, sizeof text, "geen: keuze stopzetten");
    else
        snprintf(text, sizeof text, "geen: vooropgestelde_kpi %s ≤ huidig_bereik %s", target,
                 baseline);
    explain_formula(e, text);
}

static void explain_price(const struct explanation *e, const struct run_line *line)
{
    char maximum[128];

    if (run_line_stopped(line)) {
        explain_parameter(e, "keuze"); /* no formula; the price is shown all the same */
        if (*line->price_parameter != '\0')
            explain_parameter(e, line->price_parameter);
        return;
    }
    explain_parameter(e, "subsidieregel");
    if (*line->price_parameter != '\0')
        explain_parameter(e, line->price_parameter);
    if (strcmp(line->split, "meerbereik") == 0) {
        explain_parameter(e, "boven-maximum");
        snprintf(maximum, sizeof maximum, "maximum %s%s%s", line->number,
                 *line->group_id != '\0' ? " " : "", line->group_id);
        explain_parameter(e, maximum);
    }
    if (strcmp(line->split, "geen") == 0)
        explain_parameter(e, "kpi-niet-boven-bereik");
}

static void explain_grant(const struct explanation *e, const struct run_line *line)
{
    explain_headline(e, "subsidie", explain_money(line->grant));
    explain_split(e, line);
    explain_price(e, line);
    explain_entry(
        e, explain_language(e, "invoer", "input"),
        "aanvragen.csv:%" PRIu32
        " keuze %s, huidig_bereik %s, vooropgestelde_kpi %s, kpi_vorig_jaar %s, "
        "standaardbedrag %s",
        line->line, line->choice, explain_number(line->baseline), explain_number(line->target),
        line->last_year != RUN_NONE ? explain_number(line->last_year) : "-",
        *line->price_parameter != '\0' ? explain_language(e, "van de regeling", "of the scheme")
                                       : explain_money(line->price));
    rests_on(e, &line->balance, "prijzen");
    rests_on(e, &line->balance, "verdeelsleutel");
    rests_on(e, &line->balance, "afronding");
}

static void explain_granted(const struct explanation *e, const struct run_line *line)
{
    explain_headline(e, "toegekend", explain_money(line->balance.granted));
    if (line->grant_count == 0)
        explain_formula(e, explain_language(e, "= subsidie (geen rij in toekenningen.csv)",
                                            "= subsidie (no row in toekenningen.csv)"));
    for (uint32_t i = line->first_grant; i < line->first_grant + line->grant_count; i++) {
        const struct run_grant *row = &e->run->grants[i];
        explain_entry(e, explain_language(e, "invoer", "input"),
                      "toekenningen.csv:%" PRIu32 " bedrag %s, datum %s, besluit %s (%s)",
                      row->line, explain_money(row->amount), row->date, row->act, row->use);
    }
    explain_cutoff(e);
}

static void explain_advance(const struct explanation *e, const struct run_balance *balance,
                            const char *whole)
{
    const char *rate = explain_parameter_value(e, "voorschot");
    char text[256];

    explain_headline(e, "voorschot", explain_money(balance->advance));
    snprintf(text, sizeof text, "percentage × %s = %s × %s", whole, rate,
             explain_money(balance->granted));
    explain_formula(e, text);
    explain_parameter(e, "voorschot");
    rests_on(e, balance, "afronding");
}

static void explain_reports(const struct explanation *e, const struct run_line *line)
{
    for (uint32_t i = line->first_report; i < line->first_report + line->report_count; i++) {
        const struct run_report *row = &e->run->reports[i];
        explain_entry(e, explain_language(e, "invoer", "input"),
                      "kpi.csv:%" PRIu32 " moment %s, datum %s, behaalde_kpi %s%s%s (%s)",
                      row->line, row->moment, row->date, explain_number(row->achieved),
                      *row->motivation == '\0' ? "" : ", motivering ", row->motivation, row->use);
    }
}

static const char *reason_words(const struct explanation *e, const char *reason)
{
    static const char *const words[][3] = {
        {"stopgezet", "de actie is stopgezet", "the action was stopped"},
        {"geen-subsidie", "er is niets toegekend", "nothing was granted"},
        {"terugvordering-beslist", "een terugvordering is beslist", "a recovery was decided"},
        {"inhouding-beslist", "inhouding van het saldo is beslist",
         "withholding of the balance was decided"},
        {"geen-eindrapport", "er telt nog geen eindrapport", "no final report counts yet"},
        {"kpi-bereikt", "behaalde KPI ≥ vooropgestelde KPI", "achieved ≥ target"},
        {"motivering-aanvaard", "KPI niet bereikt, motivering aanvaard",
         "target missed, motivation accepted"},
        {"motivering-geweigerd", "KPI niet bereikt, motivering geweigerd: beslis over het saldo",
         "target missed, motivation refused: decide on the balance"},
        {"kpi-niet-bereikt", "KPI niet bereikt: beslis over het saldo",
         "target missed: decide on the balance"},
        {"stimulans-aanvaard", "de inzet van de stimulans is aanvaard",
         "the use of the incentive was accepted"},
        {"stimulans-geweigerd", "de inzet van de stimulans is geweigerd",
         "the use of the incentive was refused"},
        {"projectjaar-loopt", "het projectjaar loopt nog op de peildatum",
         "the project year still runs on the cut-off date"},
        {"beslissing-ontbreekt", "er is nog niet over de stimulans beslist",
         "nothing was decided about the incentive yet"},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], reason) == 0)
            return words[i][e->language == LANGUAGE_NL ? 1 : 2];
    return reason;
}

static void explain_option(const struct explanation *e, const char *name,
                           const struct run_option *option)
{
    explain_entry(e, "", "%s: saldo %s, ingehouden %s, terugvordering %s", name,
                  explain_money(option->paid), explain_money(option->withheld),
                  explain_money(option->recovery));
}

static void explain_options(const struct explanation *e, const struct run_line *line)
{
    if (!line->needs_decision)
        return;
    explain_entry(e, explain_language(e, "keuzes", "choices"), "motivering aanvaarden: saldo %s",
                  explain_money(line->balance.computed));
    explain_option(e, "inhouden", &line->options.withhold);
    explain_option(e, "herberekenen", &line->options.recompute);
    explain_option(e, "alles_terugvorderen", &line->options.recover_all);
    explain_entry(e, "", "subsidie_op_behaald %s: %s", explain_money(line->options.regrant),
                  explain_language(e, "dezelfde formule met behaalde_kpi, hoogstens toegekend",
                                   "the same formula with behaalde_kpi, at most what was granted"));
}

/* saldo, and what became of the rest of it; line: NULL of an incentive, which has no KPI */
static void explain_balance(const struct explanation *e, const struct run_balance *balance,
                            const struct run_line *line, const char *rule, const char *whole)
{
    char text[512];

    explain_headline(e, "saldo", explain_money(balance->paid));
    snprintf(text, sizeof text, "%s: %s", balance->outcome, reason_words(e, balance->reason));
    explain_formula(e, text);
    if (line != NULL && line->achieved != RUN_NONE) {
        snprintf(text, sizeof text, "behaalde_kpi %s, vooropgestelde_kpi %s",
                 explain_number(line->achieved), explain_number(line->target));
        explain_formula(e, text);
    }
    snprintf(text, sizeof text,
             "saldo_berekend = %s − voorschot = %s − %s = %s; ingehouden %s, open %s", whole,
             explain_money(balance->granted), explain_money(balance->advance),
             explain_money(balance->computed), explain_money(balance->withheld),
             explain_money(balance->open));
    explain_formula(e, text);
    explain_parameter(e, rule);
    if (line == NULL)
        explain_parameter(e, "projectperiode-tot");
    else
        explain_reports(e, line);
    explain_decisions(e, balance->first_decision, balance->decision_count);
    explain_cutoff(e);
    rests_on(e, balance, "terugvordering-en-saldo");
    if (line != NULL)
        explain_options(e, line);
}

static void explain_recovery(const struct explanation *e, const struct run_balance *balance,
                             const char *rule)
{
    explain_headline(e, "terugvordering", explain_money(balance->recovery));
    if (balance->recovery.cents == 0)
        explain_formula(e, explain_language(e, "geen beslissing terugvordering die telt",
                                            "no decision of recovery that counts"));
    else
        explain_parameter(e, rule);
    if (balance->decision_count > 0)
        explain_formula(e, explain_language(e, "de beslissingen staan bij saldo",
                                            "the decisions stand under saldo"));
}

void explain_action(const struct explanation *e, const struct run_line *line)
{
    char title[256];

    snprintf(title, sizeof title, "%s, actie %s%s%s", line->owner, line->number,
             *line->group_id != '\0' ? ", " : "", line->group_id);
    screen_print(e->stream, "\n== ");
    explain_safe(e, title);
    screen_print(e->stream, " ==\n");
    explain_grant(e, line);
    explain_granted(e, line);
    explain_advance(e, &line->balance, "toegekend");
    explain_balance(e, &line->balance, line, "saldoregel", "toegekend");
    explain_recovery(e, &line->balance, "saldoregel");
}

void explain_incentive(const struct explanation *e, const struct run_incentive *line)
{
    char name[128];

    screen_print(e->stream, "\n== ");
    explain_safe(e, line->owner);
    screen_print(e->stream, ", stimulans ");
    explain_safe(e, line->kind_id);
    screen_print(e->stream, " ==\n");
    explain_headline(e, "bedrag", explain_money(line->balance.granted));
    snprintf(name, sizeof name, "stimulans %s", line->kind_id);
    explain_entry(e, explain_language(e, "invoer", "input"), "stimulansen.csv:%" PRIu32 " bedrag",
                  line->line);
    explain_parameter(e, name);
    explain_advance(e, &line->balance, "bedrag");
    explain_balance(e, &line->balance, NULL, "stimulansregel", "bedrag");
    explain_recovery(e, &line->balance, "stimulansregel");
}
