/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>

#include "core/text.h"
#include "report/explain_read.h"
#include "report/fold.h"

enum { VALUE_COLUMN = 62, LABEL_WIDTH = 13, LINE_BYTES = 4096 };

/* A run folder may come from anywhere: what is no string is empty. */
static const char *string_of(const json_t *json)
{
    const char *text = json_string_value(json);

    return text == NULL ? "" : text;
}

static const char *in_language(const struct explanation *e, const char *nl, const char *en)
{
    return e->language == LANGUAGE_NL ? nl : en;
}

/* "saldo                               6.000,00" */
static void headline(const struct explanation *e, const char *name, const char *value)
{
    int width = VALUE_COLUMN - fold_columns(name);

    fprintf(e->stream, "\n%s%*s\n", name, width > 0 ? width : 1, value);
}

static void entry(const struct explanation *e, const char *label, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "  bron       nota-3, §2.4: …", folded under itself */
static void entry(const struct explanation *e, const char *label, const char *format, ...)
{
    char text[LINE_BYTES];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(e->stream, "  %-*s", LABEL_WIDTH - 2, label);
    fold_text(e->stream, text, LABEL_WIDTH, LABEL_WIDTH);
}

static void formula(const struct explanation *e, const char *text)
{
    entry(e, "", "%s", text);
}

/* Whether the page has this already, and from now on it has: what stands higher is told once. */
static bool told(json_t *object)
{
    bool before = json_object_get(object, "verteld") != NULL;

    if (!before)
        json_object_set_new(object, "verteld", json_true());
    return before;
}

/* "nota-3 (title; document)", the second time "nota-3" */
static void source_text(const struct explanation *e, const char *id, char *text, size_t size)
{
    const json_t *sources = json_object_get(e->root, "bronnen");

    snprintf(text, size, "%s", id);
    for (size_t i = 0; i < json_array_size(sources); i++) {
        json_t *object = json_array_get(sources, i);
        if (strcmp(string_of(json_object_get(object, "id")), id) == 0 && !told(object))
            snprintf(text, size, "%s (%s; %s)", id, string_of(json_object_get(object, "titel")),
                     string_of(json_object_get(object, "document")));
    }
}

static void assumption(const struct explanation *e, const char *id)
{
    const json_t *all = json_object_get(e->root, "aannames");

    for (size_t i = 0; i < json_array_size(all); i++) {
        json_t *object = json_array_get(all, i);
        if (strcmp(string_of(json_object_get(object, "id")), id) != 0)
            continue;
        bool again = told(object);
        entry(e, in_language(e, "aanname", "assumption"), "%s: %s (%s)%s%s", id,
              string_of(json_object_get(object, "gekozen")),
              json_is_true(json_object_get(object, "standaard"))
                  ? in_language(e, "standaard", "default")
                  : in_language(e, "gekozen in dossier.yaml", "chosen in dossier.yaml"),
              again ? in_language(e, ", zie hoger", ", see above") : ". ",
              again ? "" : string_of(json_object_get(object, "zwijgt")));
    }
}

/* The parameter with its document and passage. */
static void parameter(const struct explanation *e, const char *name)
{
    const json_t *all = json_object_get(e->root, "parameters");
    char from[LINE_BYTES / 4];

    for (size_t i = 0; i < json_array_size(all); i++) {
        json_t *object = json_array_get(all, i);
        if (strcmp(string_of(json_object_get(object, "naam")), name) != 0)
            continue;
        const char *value = json_string_value(json_object_get(object, "waarde")); /* may be NULL */
        const char *source = string_of(json_object_get(object, "bron"));
        const char *rests = json_string_value(json_object_get(object, "aanname"));
        bool again = told(object);
        entry(e, in_language(e, "regel", "rule"), "%s = %s%s%s%s", name,
              value == NULL ? in_language(e, "onbekend", "unknown") : value, again ? " (" : "",
              again ? source : "", again ? in_language(e, ", zie hoger)", ", see above)") : "");
        if (again)
            continue;
        source_text(e, source, from, sizeof from);
        entry(e, in_language(e, "bron", "source"), "%s, %s%s%s", from,
              string_of(json_object_get(object, "passage")),
              rests == NULL ? "" : in_language(e, "; aanname ", "; assumption "),
              rests == NULL ? "" : rests);
    }
}

static const char *parameter_value(const struct explanation *e, const char *name)
{
    const json_t *all = json_object_get(e->root, "parameters");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *object = json_array_get(all, i);
        const char *value = json_string_value(json_object_get(object, "waarde")); /* may be NULL */
        if (strcmp(string_of(json_object_get(object, "naam")), name) == 0 && value != NULL)
            return value;
    }
    return "";
}

/* An assumption on which this row rests. */
static void resting(const struct explanation *e, struct row row, const char *id)
{
    const json_t *all = row_cell(row, "aannames");

    for (size_t i = 0; i < json_array_size(all); i++)
        if (strcmp(string_of(json_array_get(all, i)), id) == 0)
            assumption(e, id);
}

static const char *at_text(const json_t *cells, size_t index)
{
    const char *text = json_string_value(json_array_get(cells, index));

    return text == NULL ? "" : text;
}

static int at_line(const json_t *cells)
{
    return (int)json_integer_value(json_array_get(cells, 0));
}

static void cutoff(const struct explanation *e)
{
    bool replaced = json_is_true(json_object_get(e->root, "peildatum_vervangen"));

    entry(e, in_language(e, "invoer", "input"), "%s peildatum %s",
          replaced ? in_language(e, "--as-of, in plaats van dossier.yaml",
                                 "--as-of, in place of dossier.yaml")
                   : "dossier.yaml",
          string_of(json_object_get(e->root, "peildatum")));
}

/* The decisions of a row: line, date, kind, amount, reference, use. */
static void decisions(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "beslissingen");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        const char *amount = json_string_value(json_array_get(cells, 3));
        entry(e, in_language(e, "beslissing", "decision"),
              "beslissingen.csv:%d beslissing %s, datum %s, bedrag %s, referentie %s (%s)",
              at_line(cells), at_text(cells, 2), at_text(cells, 1),
              amount == NULL ? "-" : explain_money(amount), at_text(cells, 4), at_text(cells, 5));
    }
}

/* ---- one action ---- */

static void explain_formula(const struct explanation *e, struct row row)
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
            price, target, in_language(e, "want", "because"), target, baseline);
    else if (strcmp(split, "verschil") == 0)
        snprintf(text, sizeof text,
                 "verschil: (vooropgestelde_kpi − huidig_bereik) × standaardbedrag = "
                 "(%s − %s) × %s, %s %s < %s < 2 × %s",
                 target, baseline, price, in_language(e, "want", "because"), baseline, target,
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
    formula(e, text);
}

static void explain_price(const struct explanation *e, struct row row)
{
    char maximum[128];

    if (strcmp(row_text(row, "keuze"), "stopzetten") == 0) {
        parameter(e, "keuze"); /* no formula; the price is shown all the same */
        if (row_has(row, "standaardbedrag_parameter"))
            parameter(e, row_text(row, "standaardbedrag_parameter"));
        return;
    }
    parameter(e, "subsidieregel");
    if (row_has(row, "standaardbedrag_parameter"))
        parameter(e, row_text(row, "standaardbedrag_parameter"));
    if (strcmp(row_text(row, "verdeelsleutel"), "meerbereik") == 0) {
        parameter(e, "boven-maximum");
        snprintf(maximum, sizeof maximum, "maximum %s%s%s", row_text(row, "actie"),
                 row_has(row, "doelgroep") ? " " : "", row_text(row, "doelgroep"));
        parameter(e, maximum);
    }
    if (strcmp(row_text(row, "verdeelsleutel"), "geen") == 0)
        parameter(e, "kpi-niet-boven-bereik");
}

static void explain_grant(const struct explanation *e, struct row row)
{
    headline(e, "subsidie", explain_money(row_text(row, "subsidie")));
    explain_formula(e, row);
    explain_price(e, row);
    entry(e, in_language(e, "invoer", "input"),
          "aanvragen.csv:%d keuze %s, huidig_bereik %s, vooropgestelde_kpi %s, kpi_vorig_jaar %s, "
          "standaardbedrag %s",
          (int)row_count(row, "lijn"), row_text(row, "keuze"),
          explain_number(row_count(row, "huidig_bereik")),
          explain_number(row_count(row, "vooropgestelde_kpi")),
          row_has(row, "kpi_vorig_jaar") ? explain_number(row_count(row, "kpi_vorig_jaar")) : "-",
          row_has(row, "standaardbedrag_parameter")
              ? in_language(e, "van de regeling", "of the scheme")
              : explain_money(row_text(row, "standaardbedrag")));
    resting(e, row, "prijzen");
    resting(e, row, "verdeelsleutel");
    resting(e, row, "afronding");
}

static void explain_granted(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "toekenningen");

    headline(e, "toegekend", explain_money(row_text(row, "toegekend")));
    if (json_array_size(all) == 0)
        formula(e, in_language(e, "= subsidie (geen rij in toekenningen.csv)",
                               "= subsidie (no row in toekenningen.csv)"));
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        entry(e, in_language(e, "invoer", "input"),
              "toekenningen.csv:%d bedrag %s, datum %s, besluit %s (%s)", at_line(cells),
              explain_money(at_text(cells, 2)), at_text(cells, 1), at_text(cells, 3),
              at_text(cells, 4));
    }
    cutoff(e);
}

static void explain_advance(const struct explanation *e, struct row row, const char *whole)
{
    const char *rate = parameter_value(e, "voorschot");
    char text[256];

    headline(e, "voorschot", explain_money(row_text(row, "voorschot")));
    snprintf(text, sizeof text, "percentage × %s = %s × %s", whole, rate,
             explain_money(row_text(row, whole)));
    formula(e, text);
    parameter(e, "voorschot");
    resting(e, row, "afronding");
}

static void explain_reports(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "rapporten");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        entry(e, in_language(e, "invoer", "input"),
              "kpi.csv:%d moment %s, datum %s, behaalde_kpi %s%s%s (%s)", at_line(cells),
              at_text(cells, 1), at_text(cells, 2),
              explain_number(json_integer_value(json_array_get(cells, 3))),
              *at_text(cells, 4) == '\0' ? "" : ", motivering ", at_text(cells, 4),
              at_text(cells, 5));
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
    entry(e, in_language(e, "keuzes", "choices"), "motivering aanvaarden: saldo %s",
          explain_money(row_text(row, "saldo_berekend")));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *option = json_object_get(all, names[i]);
        entry(e, "", "%s: saldo %s, ingehouden %s, terugvordering %s", names[i],
              explain_money(string_of(json_object_get(option, "saldo"))),
              explain_money(string_of(json_object_get(option, "ingehouden"))),
              explain_money(string_of(json_object_get(option, "terugvordering"))));
    }
    const char *regrant = json_string_value(json_object_get(all, "subsidie_op_behaald"));
    if (regrant != NULL)
        entry(e, "", "subsidie_op_behaald %s: %s", explain_money(regrant),
              in_language(e, "dezelfde formule met behaalde_kpi, hoogstens toegekend",
                          "the same formula with behaalde_kpi, at most what was granted"));
}

/* saldo, and what became of the rest of it */
static void explain_balance(const struct explanation *e, struct row row, const char *rule,
                            const char *whole)
{
    char text[512];

    headline(e, "saldo", explain_money(row_text(row, "saldo")));
    snprintf(text, sizeof text, "%s: %s", row_text(row, "uitkomst"),
             reason_words(e, row_text(row, "reden")));
    formula(e, text);
    if (row_has(row, "behaalde_kpi")) {
        snprintf(text, sizeof text, "behaalde_kpi %s, vooropgestelde_kpi %s",
                 explain_number(row_count(row, "behaalde_kpi")),
                 explain_number(row_count(row, "vooropgestelde_kpi")));
        formula(e, text);
    }
    snprintf(text, sizeof text,
             "saldo_berekend = %s − voorschot = %s − %s = %s; ingehouden %s, open %s", whole,
             explain_money(row_text(row, whole)), explain_money(row_text(row, "voorschot")),
             explain_money(row_text(row, "saldo_berekend")),
             explain_money(row_text(row, "ingehouden")), explain_money(row_text(row, "open")));
    formula(e, text);
    parameter(e, rule);
    if (strcmp(rule, "stimulansregel") == 0)
        parameter(e, "projectperiode-tot");
    explain_reports(e, row);
    decisions(e, row);
    cutoff(e);
    resting(e, row, "terugvordering-en-saldo");
    explain_alternatives(e, row);
}

static void explain_recovery(const struct explanation *e, struct row row, const char *rule)
{
    headline(e, "terugvordering", explain_money(row_text(row, "terugvordering")));
    if (strcmp(row_text(row, "terugvordering"), "0.00") == 0)
        formula(e, in_language(e, "geen beslissing terugvordering die telt",
                               "no decision of recovery that counts"));
    else
        parameter(e, rule);
    if (json_array_size(row_cell(row, "beslissingen")) > 0)
        formula(e, in_language(e, "de beslissingen staan bij saldo",
                               "the decisions stand under saldo"));
}

static void explain_action(const struct explanation *e, struct row row)
{
    char title[256];

    snprintf(title, sizeof title, "%s, actie %s%s%s", row_text(row, "begunstigde"),
             row_text(row, "actie"), row_has(row, "doelgroep") ? ", " : "",
             row_text(row, "doelgroep"));
    fprintf(e->stream, "\n== %s ==\n", title);
    explain_grant(e, row);
    explain_granted(e, row);
    explain_advance(e, row, "toegekend");
    explain_balance(e, row, "saldoregel", "toegekend");
    explain_recovery(e, row, "saldoregel");
}

static void explain_incentive(const struct explanation *e, struct row row)
{
    char name[128];

    fprintf(e->stream, "\n== %s, stimulans %s ==\n", row_text(row, "begunstigde"),
            row_text(row, "stimulans"));
    headline(e, "bedrag", explain_money(row_text(row, "bedrag")));
    snprintf(name, sizeof name, "stimulans %s", row_text(row, "stimulans"));
    entry(e, in_language(e, "invoer", "input"), "stimulansen.csv:%d bedrag",
          (int)row_count(row, "lijn"));
    parameter(e, name);
    explain_advance(e, row, "bedrag");
    explain_balance(e, row, "stimulansregel", "bedrag");
    explain_recovery(e, row, "stimulansregel");
}

/* ---- one beneficiary ---- */

enum { NAME_WIDTH = 30, SUMS_WIDTH = 50 };
static const char *const summed[] = {"toegekend", "voorschot", "saldo", "terugvordering"};
enum { SUMMED = sizeof summed / sizeof *summed };
static const int sum_widths[SUMMED] = {12, 12, 11, 15}; /* SUMS_WIDTH in all */

/* A name and four amounts; a long name has a line of its own. */
static void sum_line(const struct explanation *e, const char *name, const char *const *amounts)
{
    int width = fold_columns(name);

    fprintf(e->stream, "%s", name);
    if (width > NAME_WIDTH)
        fputc('\n', e->stream);
    fprintf(e->stream, "%*s", width > NAME_WIDTH ? NAME_WIDTH : NAME_WIDTH - width, "");
    for (size_t i = 0; i < SUMMED; i++)
        fprintf(e->stream, "%*s", sum_widths[i], amounts[i]);
    fputc('\n', e->stream);
}

static void sum_row(const struct explanation *e, const char *name, struct row row,
                    const char *whole)
{
    const char *amounts[SUMMED];

    for (size_t i = 0; i < SUMMED; i++)
        amounts[i] = explain_money(row_text(row, i == 0 ? whole : summed[i]));
    sum_line(e, name, amounts);
}

/* What the sums of a beneficiary are made of. */
static void explain_parts(const struct explanation *e)
{
    char name[256];
    struct row row;

    fputc('\n', e->stream);
    sum_line(e, "", summed);
    for (size_t i = 0; (row = explain_row(e, "afrekening", i)).cells != NULL; i++) {
        snprintf(name, sizeof name, "actie %s%s%s", row_text(row, "actie"),
                 row_has(row, "doelgroep") ? " " : "", row_text(row, "doelgroep"));
        sum_row(e, name, row, "toegekend");
    }
    for (size_t i = 0; (row = explain_row(e, "stimulansen", i)).cells != NULL; i++) {
        snprintf(name, sizeof name, "stimulans %s", row_text(row, "stimulans"));
        sum_row(e, name, row, "bedrag");
    }
}

static void explain_payments(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "betalingen");

    headline(e, "betaald", explain_money(row_text(row, "betaald")));
    formula(e, "Σ voorschot + Σ saldo − Σ terugvordering");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        entry(e, in_language(e, "invoer", "input"),
              "betalingen.csv:%d soort %s, datum %s, bedrag %s, referentie %s (%s)", at_line(cells),
              at_text(cells, 2), at_text(cells, 1), explain_money(at_text(cells, 3)),
              at_text(cells, 4), at_text(cells, 5));
    }
    cutoff(e);
    headline(e, "te_betalen", explain_money(row_text(row, "te_betalen")));
    entry(e, "", "voorschot %s + saldo %s − terugvordering %s − betaald %s",
          explain_money(row_text(row, "voorschot")), explain_money(row_text(row, "saldo")),
          explain_money(row_text(row, "terugvordering")), explain_money(row_text(row, "betaald")));
}

static void explain_spending(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "uitgaven_rijen");

    headline(e, "uitgaven",
             row_has(row, "uitgaven") ? explain_money(row_text(row, "uitgaven"))
                                      : in_language(e, "geen cijfers", "no figures"));
    formula(e, "Σ C(bestedingsperiode-tot) − C(bestedingsperiode-van − 1 dag)");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        char quarter[COUNT_TEXT_BYTES] = "-";
        if (json_is_integer(json_array_get(cells, 3)))
            text_format_count_plain(json_integer_value(json_array_get(cells, 3)), quarter);
        entry(e, in_language(e, "invoer", "input"),
              "uitgaven.csv:%d nis %s, boekjaar %d, kwartaal %s, code %s, actie %s, bedrag %s, "
              "bron %s (%s)",
              at_line(cells), at_text(cells, 1), (int)json_integer_value(json_array_get(cells, 2)),
              quarter, at_text(cells, 4), at_text(cells, 5), explain_money(at_text(cells, 6)),
              at_text(cells, 7), at_text(cells, 8));
        if (json_is_string(json_array_get(cells, 9)))
            entry(e, "  +", "%s %d: %s%s", in_language(e, "aandeel van boekjaar", "share of year"),
                  (int)json_integer_value(json_array_get(cells, 2)),
                  explain_money(at_text(cells, 9)),
                  json_is_true(json_array_get(cells, 10))
                      ? in_language(e, " (schatting, naar dagen)", " (estimate, by days)")
                      : "");
    }
    parameter(e, "bestedingsperiode-van");
    parameter(e, "bestedingsperiode-tot");
    parameter(e, "rapporteringscodes");
    entry(e, in_language(e, "invoer", "input"), "begunstigden.csv:%d soort %s",
          (int)row_count(row, "lijn"), row_text(row, "soort"));
    resting(e, row, "afronding");
}

static void explain_reading(const struct explanation *e, struct row row, const char *reading,
                            const char *factor)
{
    const json_t *object = json_object_get(row_cell(row, "verantwoordingen"), reading);
    const char *shortfall = json_string_value(json_object_get(object, "tekort"));
    const char *recovery = json_string_value(json_object_get(object, "terugvordering_berekend"));

    entry(e, "", "%s: vereist %s × basis %s = %s; tekort %s; terugvordering_berekend %s", reading,
          factor, explain_money(row_text(row, "basis")),
          explain_money(string_of(json_object_get(object, "vereist"))),
          shortfall == NULL ? "-" : explain_money(shortfall),
          recovery == NULL ? "-" : explain_money(recovery));
}

static void explain_accounts(const struct explanation *e, struct row row)
{
    explain_spending(e, row);
    headline(e, "verantwoording (vereist, tekort)", row_text(row, "verantwoording"));
    explain_reading(e, row, "eigen-inbreng", "2");
    explain_reading(e, row, "bruto", "1");
    parameter(e, "verantwoordingsregel");
    decisions(e, row);
    cutoff(e);
    resting(e, row, "verantwoording");
    resting(e, row, "verantwoordingsbasis");
}

static void amount_line(const struct explanation *e, struct row row, const char *name,
                        const char *how)
{
    fprintf(e->stream, "%-16s%16s   %s\n", name,
            row_has(row, name) ? explain_money(row_text(row, name)) : "-", how);
}

/* The sums first; what they are made of under it. */
static void explain_beneficiary(const struct explanation *e, struct row row)
{
    fprintf(e->stream, "\n== %s: %s (%s) ==\n\n", row_text(row, "begunstigde"),
            row_text(row, "naam"), row_text(row, "uitkomst"));
    amount_line(e, row, "subsidie", in_language(e, "Σ toegekend, acties", "Σ granted, actions"));
    amount_line(e, row, "stimulansen", in_language(e, "Σ stimulansen", "Σ incentives"));
    amount_line(e, row, "voorschot",
                in_language(e, "Σ acties en stimulansen", "Σ actions and incentives"));
    amount_line(e, row, "saldo",
                in_language(e, "Σ acties en stimulansen", "Σ actions and incentives"));
    amount_line(e, row, "terugvordering",
                in_language(e, "Σ acties, stimulansen en verantwoording",
                            "Σ actions, incentives and accounts"));
    amount_line(e, row, "betaald",
                in_language(e, "betalingen.csv, zie lager", "betalingen.csv, see below"));
    amount_line(e, row, "te_betalen", "voorschot + saldo − terugvordering − betaald");
    explain_parts(e);
    if (strcmp(row_text(row, "terugvordering_verantwoording"), "0.00") != 0)
        fprintf(e->stream, "%-*s%*s\n", NAME_WIDTH, "verantwoording", SUMS_WIDTH,
                explain_money(row_text(row, "terugvordering_verantwoording")));
    explain_payments(e, row);
    explain_accounts(e, row);
}

static bool wanted_action(struct row row, const struct explain_query *query)
{
    return query->action == NULL ||
           (strcmp(row_text(row, "actie"), query->action) == 0 &&
            (query->group == NULL || strcmp(row_text(row, "doelgroep"), query->group) == 0));
}

static bool wanted_incentive(struct row row, const struct explain_query *query)
{
    return query->action == NULL ||
           (strcmp(row_text(row, "stimulans"), query->action) == 0 && query->group == NULL);
}

static bool wanted_any(const struct explanation *e, const struct explain_query *query)
{
    struct row row;

    if (query->action == NULL)
        return explain_row(e, "begunstigden", 0).cells != NULL;
    for (size_t i = 0; (row = explain_row(e, "afrekening", i)).cells != NULL; i++)
        if (wanted_action(row, query))
            return true;
    for (size_t i = 0; (row = explain_row(e, "stimulansen", i)).cells != NULL; i++)
        if (wanted_incentive(row, query))
            return true;
    return false;
}

static bool explain_all(const struct explanation *e, const struct explain_query *query)
{
    struct row row;

    if (!wanted_any(e, query))
        return false;
    fprintf(e->stream, "%s, peildatum %s\n", string_of(json_object_get(e->root, "regeling")),
            string_of(json_object_get(e->root, "peildatum")));
    row = explain_row(e, "begunstigden", 0);
    if (query->action == NULL && row.cells != NULL)
        explain_beneficiary(e, row);
    for (size_t i = 0; (row = explain_row(e, "afrekening", i)).cells != NULL; i++)
        if (wanted_action(row, query)) {
            explain_action(e, row);
        }
    for (size_t i = 0; (row = explain_row(e, "stimulansen", i)).cells != NULL; i++)
        if (wanted_incentive(row, query)) {
            explain_incentive(e, row);
        }
    return true;
}

enum status explain_write(const char *json, size_t size, const struct explain_query *query,
                          enum language language, FILE *stream)
{
    enum status status;
    struct explanation e = {.stream = stream, .language = language};

    e.root = explain_load(json, size, query->beneficiary, &status);
    if (e.root == NULL)
        return status;
    bool found = explain_all(&e, query);
    json_decref(e.root);
    return found ? STATUS_OK : STATUS_RANGE;
}
