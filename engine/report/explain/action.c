/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action, or one incentive: the grant, the advance, the balance, the recovery. */
#include <jansson.h>
#include <string.h>

#include "report/explain/part.h"
#include "write/screen.h"

static void explain_split(const struct explanation *e, struct row row)
{
    const char *split = row_text(row, "verdeelsleutel");
    const char *price = explain_money(row_text(row, "standaardbedrag"));
    const char *target = explain_number(row_count(row, "vooropgestelde_kpi"));
    const char *baseline = explain_number(row_count(row, "huidig_bereik"));
    const char *counted = explain_number(row_count(row, "geteld"));
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
            explain_number(row_count(row, "deler")), price, counted,
            explain_number(row_count(row, "deler")), target, baseline);
    else if (strcmp(row_text(row, "keuze"), "stopzetten") == 0)
        snprintf(text, sizeof text, "geen: keuze stopzetten");
    else
        snprintf(text, sizeof text, "geen: vooropgestelde_kpi %s ≤ huidig_bereik %s", target,
                 baseline);
    explain_formula(e, text);
}

static void explain_price(const struct explanation *e, struct row row)
{
    char maximum[128];

    if (strcmp(row_text(row, "keuze"), "stopzetten") == 0) {
        explain_parameter(e, "keuze"); /* no formula; the price is shown all the same */
        if (row_has(row, "standaardbedrag_parameter"))
            explain_parameter(e, row_text(row, "standaardbedrag_parameter"));
        return;
    }
    explain_parameter(e, "subsidieregel");
    if (row_has(row, "standaardbedrag_parameter"))
        explain_parameter(e, row_text(row, "standaardbedrag_parameter"));
    if (strcmp(row_text(row, "verdeelsleutel"), "meerbereik") == 0) {
        explain_parameter(e, "boven-maximum");
        snprintf(maximum, sizeof maximum, "maximum %s%s%s", row_text(row, "actie"),
                 row_has(row, "doelgroep") ? " " : "", row_text(row, "doelgroep"));
        explain_parameter(e, maximum);
    }
    if (strcmp(row_text(row, "verdeelsleutel"), "geen") == 0)
        explain_parameter(e, "kpi-niet-boven-bereik");
}

static void explain_grant(const struct explanation *e, struct row row)
{
    explain_headline(e, "subsidie", explain_money(row_text(row, "subsidie")));
    explain_split(e, row);
    explain_price(e, row);
    explain_entry(
        e, explain_language(e, "invoer", "input"),
        "aanvragen.csv:%d keuze %s, huidig_bereik %s, vooropgestelde_kpi %s, kpi_vorig_jaar %s, "
        "standaardbedrag %s",
        (int)row_count(row, "lijn"), row_text(row, "keuze"),
        explain_number(row_count(row, "huidig_bereik")),
        explain_number(row_count(row, "vooropgestelde_kpi")),
        row_has(row, "kpi_vorig_jaar") ? explain_number(row_count(row, "kpi_vorig_jaar")) : "-",
        row_has(row, "standaardbedrag_parameter")
            ? explain_language(e, "van de regeling", "of the scheme")
            : explain_money(row_text(row, "standaardbedrag")));
    explain_resting(e, row, "prijzen");
    explain_resting(e, row, "verdeelsleutel");
    explain_resting(e, row, "afronding");
}

static void explain_granted(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "toekenningen");

    explain_headline(e, "toegekend", explain_money(row_text(row, "toegekend")));
    if (json_array_size(all) == 0)
        explain_formula(e, explain_language(e, "= subsidie (geen rij in toekenningen.csv)",
                                            "= subsidie (no row in toekenningen.csv)"));
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        explain_entry(e, explain_language(e, "invoer", "input"),
                      "toekenningen.csv:%d bedrag %s, datum %s, besluit %s (%s)",
                      explain_line(cells), explain_money(explain_cell(cells, 2)),
                      explain_cell(cells, 1), explain_cell(cells, 3), explain_cell(cells, 4));
    }
    explain_cutoff(e);
}

static void explain_advance(const struct explanation *e, struct row row, const char *whole)
{
    const char *rate = explain_parameter_value(e, "voorschot");
    char text[256];

    explain_headline(e, "voorschot", explain_money(row_text(row, "voorschot")));
    snprintf(text, sizeof text, "percentage × %s = %s × %s", whole, rate,
             explain_money(row_text(row, whole)));
    explain_formula(e, text);
    explain_parameter(e, "voorschot");
    explain_resting(e, row, "afronding");
}

static void explain_reports(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "rapporten");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        explain_entry(e, explain_language(e, "invoer", "input"),
                      "kpi.csv:%d moment %s, datum %s, behaalde_kpi %s%s%s (%s)",
                      explain_line(cells), explain_cell(cells, 1), explain_cell(cells, 2),
                      explain_number(json_integer_value(json_array_get(cells, 3))),
                      *explain_cell(cells, 4) == '\0' ? "" : ", motivering ",
                      explain_cell(cells, 4), explain_cell(cells, 5));
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

static void explain_alternatives(const struct explanation *e, struct row row)
{
    static const char *const names[] = {"inhouden", "herberekenen", "alles_terugvorderen"};
    const json_t *all = row_cell(row, "alternatieven");

    if (!json_is_object(all))
        return;
    explain_entry(e, explain_language(e, "keuzes", "choices"), "motivering aanvaarden: saldo %s",
                  explain_money(row_text(row, "saldo_berekend")));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *option = json_object_get(all, names[i]);
        explain_entry(e, "", "%s: saldo %s, ingehouden %s, terugvordering %s", names[i],
                      explain_money(explain_string(json_object_get(option, "saldo"))),
                      explain_money(explain_string(json_object_get(option, "ingehouden"))),
                      explain_money(explain_string(json_object_get(option, "terugvordering"))));
    }
    const char *regrant = json_string_value(json_object_get(all, "subsidie_op_behaald"));
    if (regrant != NULL)
        explain_entry(
            e, "", "subsidie_op_behaald %s: %s", explain_money(regrant),
            explain_language(e, "dezelfde formule met behaalde_kpi, hoogstens toegekend",
                             "the same formula with behaalde_kpi, at most what was granted"));
}

/* saldo, and what became of the rest of it */
static void explain_balance(const struct explanation *e, struct row row, const char *rule,
                            const char *whole)
{
    char text[512];

    explain_headline(e, "saldo", explain_money(row_text(row, "saldo")));
    snprintf(text, sizeof text, "%s: %s", row_text(row, "uitkomst"),
             reason_words(e, row_text(row, "reden")));
    explain_formula(e, text);
    if (row_has(row, "behaalde_kpi")) {
        snprintf(text, sizeof text, "behaalde_kpi %s, vooropgestelde_kpi %s",
                 explain_number(row_count(row, "behaalde_kpi")),
                 explain_number(row_count(row, "vooropgestelde_kpi")));
        explain_formula(e, text);
    }
    snprintf(text, sizeof text,
             "saldo_berekend = %s − voorschot = %s − %s = %s; ingehouden %s, open %s", whole,
             explain_money(row_text(row, whole)), explain_money(row_text(row, "voorschot")),
             explain_money(row_text(row, "saldo_berekend")),
             explain_money(row_text(row, "ingehouden")), explain_money(row_text(row, "open")));
    explain_formula(e, text);
    explain_parameter(e, rule);
    if (strcmp(rule, "stimulansregel") == 0)
        explain_parameter(e, "projectperiode-tot");
    explain_reports(e, row);
    explain_decisions(e, row);
    explain_cutoff(e);
    explain_resting(e, row, "terugvordering-en-saldo");
    explain_alternatives(e, row);
}

static void explain_recovery(const struct explanation *e, struct row row, const char *rule)
{
    explain_headline(e, "terugvordering", explain_money(row_text(row, "terugvordering")));
    if (strcmp(row_text(row, "terugvordering"), "0.00") == 0)
        explain_formula(e, explain_language(e, "geen beslissing terugvordering die telt",
                                            "no decision of recovery that counts"));
    else
        explain_parameter(e, rule);
    if (json_array_size(row_cell(row, "beslissingen")) > 0)
        explain_formula(e, explain_language(e, "de beslissingen staan bij saldo",
                                            "the decisions stand under saldo"));
}

void explain_action(const struct explanation *e, struct row row)
{
    char title[256];

    snprintf(title, sizeof title, "%s, actie %s%s%s", row_text(row, "begunstigde"),
             row_text(row, "actie"), row_has(row, "doelgroep") ? ", " : "",
             row_text(row, "doelgroep"));
    screen_print(e->stream, "\n== ");
    explain_safe(e, title);
    screen_print(e->stream, " ==\n");
    explain_grant(e, row);
    explain_granted(e, row);
    explain_advance(e, row, "toegekend");
    explain_balance(e, row, "saldoregel", "toegekend");
    explain_recovery(e, row, "saldoregel");
}

void explain_incentive(const struct explanation *e, struct row row)
{
    char name[128];

    screen_print(e->stream, "\n== ");
    explain_safe(e, row_text(row, "begunstigde"));
    screen_print(e->stream, ", stimulans ");
    explain_safe(e, row_text(row, "stimulans"));
    screen_print(e->stream, " ==\n");
    explain_headline(e, "bedrag", explain_money(row_text(row, "bedrag")));
    snprintf(name, sizeof name, "stimulans %s", row_text(row, "stimulans"));
    explain_entry(e, explain_language(e, "invoer", "input"), "stimulansen.csv:%d bedrag",
                  (int)row_count(row, "lijn"));
    explain_parameter(e, name);
    explain_advance(e, row, "bedrag");
    explain_balance(e, row, "stimulansregel", "bedrag");
    explain_recovery(e, row, "stimulansregel");
}
