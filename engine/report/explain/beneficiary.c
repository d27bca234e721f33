/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One beneficiary: the sums, what they are made of, the payments, the accounts. */
#include <jansson.h>
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

    explain_headline(e, "betaald", explain_money(row_text(row, "betaald")));
    explain_formula(e, "Σ voorschot + Σ saldo − Σ terugvordering");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        explain_entry(e, explain_language(e, "invoer", "input"),
                      "betalingen.csv:%d soort %s, datum %s, bedrag %s, referentie %s (%s)",
                      explain_line(cells), explain_cell(cells, 2), explain_cell(cells, 1),
                      explain_money(explain_cell(cells, 3)), explain_cell(cells, 4),
                      explain_cell(cells, 5));
    }
    explain_cutoff(e);
    explain_headline(e, "te_betalen", explain_money(row_text(row, "te_betalen")));
    explain_entry(e, "", "voorschot %s + saldo %s − terugvordering %s − betaald %s",
                  explain_money(row_text(row, "voorschot")), explain_money(row_text(row, "saldo")),
                  explain_money(row_text(row, "terugvordering")),
                  explain_money(row_text(row, "betaald")));
}

static void explain_spending(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "uitgaven_rijen");

    explain_headline(e, "uitgaven",
                     row_has(row, "uitgaven") ? explain_money(row_text(row, "uitgaven"))
                                              : explain_language(e, "geen cijfers", "no figures"));
    explain_formula(e, "Σ C(bestedingsperiode-tot) − C(bestedingsperiode-van − 1 dag)");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        char quarter[COUNT_TEXT_BYTES] = "-";
        if (json_is_integer(json_array_get(cells, 3)))
            text_format_count_plain(json_integer_value(json_array_get(cells, 3)), quarter);
        explain_entry(
            e, explain_language(e, "invoer", "input"),
            "uitgaven.csv:%d nis %s, boekjaar %d, kwartaal %s, code %s, actie %s, bedrag %s, "
            "bron %s (%s)",
            explain_line(cells), explain_cell(cells, 1),
            (int)json_integer_value(json_array_get(cells, 2)), quarter, explain_cell(cells, 4),
            explain_cell(cells, 5), explain_money(explain_cell(cells, 6)), explain_cell(cells, 7),
            explain_cell(cells, 8));
        if (json_is_string(json_array_get(cells, 9)))
            explain_entry(
                e, "  +", "%s %d: %s%s",
                explain_language(e, "aandeel van boekjaar", "share of year"),
                (int)json_integer_value(json_array_get(cells, 2)),
                explain_money(explain_cell(cells, 9)),
                json_is_true(json_array_get(cells, 10))
                    ? explain_language(e, " (schatting, naar dagen)", " (estimate, by days)")
                    : "");
    }
    explain_parameter(e, "bestedingsperiode-van");
    explain_parameter(e, "bestedingsperiode-tot");
    explain_parameter(e, "rapporteringscodes");
    explain_entry(e, explain_language(e, "invoer", "input"), "begunstigden.csv:%d soort %s",
                  (int)row_count(row, "lijn"), row_text(row, "soort"));
    explain_resting(e, row, "afronding");
}

static void explain_reading(const struct explanation *e, struct row row, const char *reading,
                            const char *factor)
{
    const json_t *object = json_object_get(row_cell(row, "verantwoordingen"), reading);
    const char *shortfall = json_string_value(json_object_get(object, "tekort"));
    const char *recovery = json_string_value(json_object_get(object, "terugvordering_berekend"));

    explain_entry(e, "", "%s: vereist %s × basis %s = %s; tekort %s; terugvordering_berekend %s",
                  reading, factor, explain_money(row_text(row, "basis")),
                  explain_money(explain_string(json_object_get(object, "vereist"))),
                  shortfall == NULL ? "-" : explain_money(shortfall),
                  recovery == NULL ? "-" : explain_money(recovery));
}

static void explain_accounts(const struct explanation *e, struct row row)
{
    explain_spending(e, row);
    explain_headline(e, "verantwoording (vereist, tekort)", row_text(row, "verantwoording"));
    explain_reading(e, row, "eigen-inbreng", "2");
    explain_reading(e, row, "bruto", "1");
    explain_parameter(e, "verantwoordingsregel");
    explain_decisions(e, row);
    explain_cutoff(e);
    explain_resting(e, row, "verantwoording");
    explain_resting(e, row, "verantwoordingsbasis");
}

static void amount_line(const struct explanation *e, struct row row, const char *name,
                        const char *how)
{
    screen_print(e->stream, "%-16s%16s   %s\n", name,
                 row_has(row, name) ? explain_money(row_text(row, name)) : "-", how);
}

/* The sums first; what they are made of under it. */
void explain_beneficiary(const struct explanation *e, struct row row)
{
    screen_print(e->stream, "\n== ");
    explain_safe(e, row_text(row, "begunstigde"));
    screen_print(e->stream, ": ");
    explain_safe(e, row_text(row, "naam"));
    screen_print(e->stream, " (");
    explain_safe(e, row_text(row, "uitkomst"));
    screen_print(e->stream, ") ==\n\n");
    amount_line(e, row, "subsidie",
                explain_language(e, "Σ toegekend, acties", "Σ granted, actions"));
    amount_line(e, row, "stimulansen", explain_language(e, "Σ stimulansen", "Σ incentives"));
    amount_line(e, row, "voorschot",
                explain_language(e, "Σ acties en stimulansen", "Σ actions and incentives"));
    amount_line(e, row, "saldo",
                explain_language(e, "Σ acties en stimulansen", "Σ actions and incentives"));
    amount_line(e, row, "terugvordering",
                explain_language(e, "Σ acties, stimulansen en verantwoording",
                                 "Σ actions, incentives and accounts"));
    amount_line(e, row, "betaald",
                explain_language(e, "betalingen.csv, zie lager", "betalingen.csv, see below"));
    amount_line(e, row, "te_betalen", "voorschot + saldo − terugvordering − betaald");
    explain_parts(e);
    if (strcmp(row_text(row, "terugvordering_verantwoording"), "0.00") != 0)
        screen_print(e->stream, "%-*s%*s\n", NAME_WIDTH, "verantwoording", SUMS_WIDTH,
                     explain_money(row_text(row, "terugvordering_verantwoording")));
    explain_payments(e, row);
    explain_accounts(e, row);
}
