/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Begunstigden: sums of the rows of each beneficiary, what is due, and the financial control;
 * docs/settlement.md §6 and §7 as formulas. */
#include <string.h>

#include "report/book/book.h"

enum {
    OWNER_NUMBER,
    OWNER_ID,
    OWNER_NAME,
    OWNER_KIND,
    OWNER_GRANTED,
    OWNER_INCENTIVES,
    OWNER_ADVANCE,
    OWNER_PAID,
    OWNER_WITHHELD,
    OWNER_OPEN,
    OWNER_RECOVERY,
    OWNER_RECEIVED,
    OWNER_DUE,
    OWNER_SPENDING,
    OWNER_REQUIRED,
    OWNER_SHORTFALL,
    OWNER_ACCOUNTS,
    OWNER_OUTCOME,
    OWNER_CHECK,
    OWNER_ACCOUNTS_RECOVERY,
    OWNER_BASE,
    OWNER_COMPUTED,
    OWNER_OWN_REQUIRED,
    OWNER_OWN_SHORTFALL,
    OWNER_GROSS_REQUIRED,
    OWNER_GROSS_SHORTFALL,
    OWNER_N,
    OWNER_Q,
    OWNER_RECOVERS,
    OWNER_ACCEPTS,
    OWNER_NIS,
    OWNER_KBO,
    OWNER_ELIGIBLE,
    OWNER_INHABITANTS,
    OWNER_ROW,
    OWNER_COLUMNS
};

#define OF(sheet, column) "SUMIFS([" sheet ":" column "],[" sheet ":owner],[nr])"
#define OF_BOTH(column) "ROUND(" OF("lines", column) "+" OF("incentives", column) ",2)"
#define HAS(word)                                                                                  \
    "COUNTIFS([lines:owner],[nr],[lines:outcome],\"" word "\")+"                                   \
    "COUNTIFS([incentives:owner],[nr],[incentives:outcome],\"" word "\")"
#define IF_ANY(word) "IF(" HAS(word) ">0,\"" word "\","
#define IF_ANY_OR_ACCOUNTS(word) "IF(OR([accounts]=\"" word "\"," HAS(word) ">0),\"" word "\","
#define GRAVEST IF_ANY_OR_ACCOUNTS("beslissing-nodig") IF_ANY_OR_ACCOUNTS("terugvordering")
#define GRAVE IF_ANY("saldo-ingehouden") IF_ANY("lopend")
#define LIGHT IF_ANY("saldo-uitbetalen") IF_ANY("stopgezet")
#define OUTCOME GRAVEST GRAVE LIGHT "\"geen-subsidie\"))))))"
#define DECIDED(word)                                                                              \
    "COUNTIFS([decisions:owner],[nr],[decisions:decision],\"" word "\",[decisions:use],\"telt\")"
#define SHORT_OF(required) "IF([spending]=\"\",\"\",MAX(0,ROUND(" required "-[spending],2)))"

static const struct book_column columns[OWNER_COLUMNS] = {
    [OWNER_NUMBER] = {"nr", {"nr", "no"}, .width = 5, .style = STYLE_NUMBER},
    [OWNER_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 23},
    [OWNER_NAME] = {"name", {"naam", "name"}, .width = 29},
    [OWNER_KIND] = {"kind", {"soort", "kind"}, .width = 20, .style = STYLE_WORD},
    [OWNER_GRANTED] = {"granted",
                       {"subsidie", "grant"},
                       .width = 14,
                       .style = STYLE_MONEY,
                       .total = true,
                       .formula = "ROUND(" OF("lines", "granted") ",2)",
                       .note = {"Σ toegekend van de acties.", "Σ granted of the actions."}},
    [OWNER_INCENTIVES] = {"incentives",
                          {"stimulansen", "incentives"},
                          .width = 12,
                          .style = STYLE_MONEY,
                          .total = true,
                          .formula = "ROUND(" OF("incentives", "granted") ",2)"},
    [OWNER_ADVANCE] = {"advance",
                       {"voorschot", "advance"},
                       .width = 14,
                       .style = STYLE_MONEY,
                       .total = true,
                       .formula = OF_BOTH("advance"),
                       .passage = "voorschot",
                       .note = {"Σ van acties en stimulansen; per rij afgerond.",
                                "Σ of actions and incentives; rounded in each row."}},
    [OWNER_PAID] = {"paid",
                    {"saldo", "balance"},
                    .width = 13,
                    .style = STYLE_MONEY,
                    .total = true,
                    .formula = OF_BOTH("paid")},
    [OWNER_WITHHELD] = {"withheld",
                        {"ingehouden", "withheld"},
                        .width = 12,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula = OF_BOTH("withheld")},
    [OWNER_OPEN] = {"open",
                    {"open", "open"},
                    .width = 12,
                    .style = STYLE_MONEY,
                    .total = true,
                    .formula = OF_BOTH("open")},
    [OWNER_RECOVERY] = {"recovery",
                        {"terugvordering", "recovery"},
                        .width = 15,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula = "ROUND(" OF("lines", "recovery") "+" OF(
                            "incentives", "recovery") "+[accounts_recovery],2)",
                        .note = {"Met de terugvordering na de financiële controle.",
                                 "With the recovery after the financial control."}},
    [OWNER_RECEIVED] = {"received",
                        {"betaald", "received"},
                        .width = 14,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula = "ROUND(" OF("payments", "effect") ",2)"},
    [OWNER_DUE] = {"due",
                   {"te betalen", "due"},
                   .width = 13,
                   .style = STYLE_MONEY,
                   .total = true,
                   .formula = "ROUND([advance]+[paid]-[recovery]-[received],2)",
                   .note = {"voorschot + saldo − terugvordering − betaald; onder nul: terug te "
                            "vragen.",
                            "advance + balance − recovery − received; below zero: to be claimed "
                            "back."}},
    [OWNER_SPENDING] = {"spending",
                        {"uitgaven", "spending"},
                        .width = 14,
                        .style = STYLE_MONEY,
                        .total = true,
                        .passage = "rapporteringscodes",
                        .formula = "IF(COUNTIFS([spending:owner],[nr],[spending:use],\"telt\")=0,"
                                   "\"\",ROUND(SUMIFS([spending:share],[spending:owner],[nr],"
                                   "[spending:use],\"telt\"),2))",
                        .note = {"Van het blad Uitgaven; leeg zonder cijfers: afwezig is niet nul.",
                                 "Of the sheet Uitgaven; empty without figures: absent is not "
                                 "zero."}},
    [OWNER_REQUIRED] = {"required",
                        {"vereist", "required"},
                        .width = 14,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula = "ROUND(verantwoording_factor*[base],2)",
                        .passage = "verantwoording",
                        .note = {"Factor van de gekozen lezing (cel verantwoording) × basis.",
                                 "Factor of the chosen reading (cell verantwoording) × base."}},
    [OWNER_SHORTFALL] = {"shortfall",
                         {"tekort", "shortfall"},
                         .width = 13,
                         .style = STYLE_MONEY,
                         .total = true,
                         .formula = SHORT_OF("[required]")},
    [OWNER_ACCOUNTS] = {"accounts",
                        {"verantwoording", "accounts"},
                        .width = 18,
                        .style = STYLE_WORD,
                        .formula =
                            "IF([base]=0,\"niet-vereist\",IF([recovers]>0,\"terugvordering\","
                            "IF([accepts]>0,\"aanvaard\",IF([spending]=\"\",\"geen-cijfers\","
                            "IF([shortfall]=0,\"voldoende\",IF(peildatum<=bestedingsperiode_tot,"
                            "\"lopend\",\"beslissing-nodig\"))))))",
                        .note = {"Eerste regel die past.", "First line that applies."}},
    [OWNER_OUTCOME] = {"outcome",
                       {"uitkomst", "outcome"},
                       .width = 18,
                       .style = STYLE_WORD,
                       .formula = OUTCOME,
                       .note = {"De zwaarste uitkomst van de acties, de stimulansen en de "
                                "verantwoording.",
                                "The gravest outcome of actions, incentives and accounts."}},
    [OWNER_CHECK] = {"check",
                     {"controle", "check"},
                     .width = 9,
                     .style = STYLE_WORD,
                     .work = true,
                     .formula =
                         "IF(AND(ROUND([advance]+[paid]+[withheld]+[open]-[granted]-[incentives],"
                         "2)=0,[recovery]<=ROUND([advance]+[paid],2)),\"ok\",\"nakijken\")"},
    [OWNER_ACCOUNTS_RECOVERY] = {"accounts_recovery",
                                 {"terugvordering na controle", "recovery after the control"},
                                 .width = 13,
                                 .work = true,
                                 .style = STYLE_MONEY,
                                 .total = true,
                                 .formula = "SUMIFS([decisions:amount],[decisions:owner],[nr],"
                                            "[decisions:decision],\"terugvordering\","
                                            "[decisions:use],\"telt\")"},
    [OWNER_BASE] = {"base",
                    {"basis", "base"},
                    .width = 14,
                    .work = true,
                    .style = STYLE_MONEY,
                    .total = true,
                    .passage = "verantwoordingsbasis",
                    .formula = "IF(verantwoordingsbasis=\"netto\",ROUND([granted]-" OF(
                        "lines", "withheld") "-" OF("lines", "recovery") ",2),[granted])",
                    .note = {"Subsidie die te verantwoorden is, zonder stimulansen.",
                             "Subsidy to justify, without incentives."}},
    [OWNER_COMPUTED] = {"computed",
                        {"terugvordering berekend", "recovery computed"},
                        .width = 14,
                        .work = true,
                        .style = STYLE_MONEY,
                        .formula = "IF([spending]=\"\",\"\",MIN([base]," BOOK_ROUNDED(
                            "[q]", "[n]", "verantwoording_factor") "/100))",
                        .note = {"basis − uitgaven / factor, niet onder 0 en niet boven de basis. "
                                 "Wordt getoond, nooit toegepast.",
                                 "base − spending / factor, not below 0 nor above the base. Shown, "
                                 "never applied."}},
    [OWNER_OWN_REQUIRED] = {"own_required",
                            {"vereist: eigen-inbreng", "required: own"},
                            .width = 14,
                            .work = true,
                            .style = STYLE_MONEY,
                            .formula = "ROUND(2*[base],2)"},
    [OWNER_OWN_SHORTFALL] = {"own_shortfall",
                             {"tekort: eigen-inbreng", "shortfall: own"},
                             .width = 14,
                             .work = true,
                             .style = STYLE_MONEY,
                             .formula = SHORT_OF("[own_required]")},
    [OWNER_GROSS_REQUIRED] = {"gross_required",
                              {"vereist: bruto", "required: gross"},
                              .width = 14,
                              .work = true,
                              .style = STYLE_MONEY,
                              .formula = "[base]"},
    [OWNER_GROSS_SHORTFALL] = {"gross_shortfall",
                               {"tekort: bruto", "shortfall: gross"},
                               .width = 14,
                               .work = true,
                               .style = STYLE_MONEY,
                               .formula = SHORT_OF("[gross_required]")},
    [OWNER_N] = {"n",
                 {"teller terugvordering", "recovery: numerator"},
                 .width = 13,
                 .work = true,
                 .style = STYLE_COUNT,
                 .formula = "IF([spending]=\"\",0,MAX(0,verantwoording_factor*ROUND([base]*100,0)-"
                            "ROUND([spending]*100,0)))"},
    [OWNER_Q] = {"q",
                 {"quotiënt terugvordering", "recovery: quotient"},
                 .width = 13,
                 .work = true,
                 .style = STYLE_COUNT,
                 .formula = "INT([n]/verantwoording_factor)"},
    [OWNER_RECOVERS] = {"recovers",
                        {"besluit: terugvorderen", "decided: recover"},
                        .width = 11,
                        .work = true,
                        .style = STYLE_COUNT,
                        .formula = DECIDED("terugvordering")},
    [OWNER_ACCEPTS] = {"accepts",
                       {"besluit: aanvaard", "decided: accepted"},
                       .width = 11,
                       .work = true,
                       .style = STYLE_COUNT,
                       .formula = DECIDED("verantwoording-aanvaard")},
    [OWNER_NIS] = {"nis", {"NIS", "NIS"}, .width = 8, .work = true},
    [OWNER_KBO] = {"kbo", {"KBO", "KBO"}, .width = 12, .work = true},
    [OWNER_ELIGIBLE] = {"eligible",
                        {"ontvankelijk", "eligible"},
                        .width = 12,
                        .work = true,
                        .style = STYLE_WORD,
                        .passage = "bevolkingsdrempel",
                        .note = {"bij-naam, ja, nee of onbekend.",
                                 "bij-naam (by name), ja (yes), nee (no), onbekend (unknown)."}},
    [OWNER_INHABITANTS] = {"inhabitants",
                           {"inwoners van buiten de EU", "inhabitants of non-EU origin"},
                           .width = 12,
                           .work = true,
                           .style = STYLE_COUNT},
    [OWNER_ROW] = {"row",
                   {"lijn in begunstigden.csv", "line in begunstigden.csv"},
                   .width = 12,
                   .work = true,
                   .style = STYLE_NUMBER},
};

static uint32_t decided(const struct book *book, const struct run_beneficiary *line,
                        const char *word)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < line->decision_count; i++) {
        const struct run_decision *row = &book->run->decisions[line->first_decision + i];
        count += strcmp(row->use, "telt") == 0 && strcmp(row->decision, word) == 0;
    }
    return count;
}

static void fill_accounts(const struct book *book, const struct run_beneficiary *line,
                          struct book_value *cells)
{
    const struct run_reading *reading = &line->chosen;
    int64_t n = line->spending.known ? line->base.cents * book->factor - line->spending.money.cents
                                     : 0;

    cells[OWNER_BASE] = book_money(line->base);
    cells[OWNER_SPENDING] = book_amount(line->spending);
    cells[OWNER_REQUIRED] = book_money(reading->required);
    cells[OWNER_SHORTFALL] = book_amount(reading->shortfall);
    cells[OWNER_COMPUTED] = book_amount(reading->recovery);
    cells[OWNER_OWN_REQUIRED] = book_money(line->own.required);
    cells[OWNER_OWN_SHORTFALL] = book_amount(line->own.shortfall);
    cells[OWNER_GROSS_REQUIRED] = book_money(line->gross.required);
    cells[OWNER_GROSS_SHORTFALL] = book_amount(line->gross.shortfall);
    cells[OWNER_N] = book_number(n < 0 ? 0 : n);
    cells[OWNER_Q] = book_number(n < 0 ? 0 : n / book->factor);
    cells[OWNER_RECOVERS] = book_number(decided(book, line, "terugvordering"));
    cells[OWNER_ACCEPTS] = book_number(decided(book, line, "verantwoording-aanvaard"));
    cells[OWNER_ACCOUNTS] = book_words(line->accounts);
    cells[OWNER_ACCOUNTS_RECOVERY] = book_money(line->accounts_recovery);
}

static void fill_sums(const struct run_beneficiary *line, struct book_value *cells)
{
    cells[OWNER_GRANTED] = book_money(line->granted);
    cells[OWNER_INCENTIVES] = book_money(line->incentives);
    cells[OWNER_ADVANCE] = book_money(line->advance);
    cells[OWNER_PAID] = book_money(line->paid);
    cells[OWNER_WITHHELD] = book_money(line->withheld);
    cells[OWNER_OPEN] = book_money(line->open);
    cells[OWNER_RECOVERY] = book_money(line->recovery);
    cells[OWNER_RECEIVED] = book_money(line->received);
    cells[OWNER_DUE] = book_money(line->due);
    cells[OWNER_OUTCOME] = book_words(line->outcome);
    cells[OWNER_CHECK] = book_words("ok");
}

static enum status fill(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run_beneficiary *line = &book->run->beneficiaries[index];
    struct book_value *cells = row->cells;

    cells[OWNER_NUMBER] = book_number(index + INT64_C(1));
    cells[OWNER_ID] = book_words(line->id);
    cells[OWNER_NAME] = book_words(line->name);
    cells[OWNER_KIND] = book_words(line->kind);
    cells[OWNER_NIS] = book_words(line->nis);
    cells[OWNER_KBO] = book_words(line->kbo);
    cells[OWNER_ELIGIBLE] = book_words(line->eligible);
    cells[OWNER_INHABITANTS] = book_number(line->inhabitants);
    cells[OWNER_ROW] = book_number(line->line);
    fill_sums(line, cells);
    fill_accounts(book, line, cells);
    row->own[SHEET_LINES] = (struct book_extent){true, line->first_line, line->line_count};
    row->own[SHEET_INCENTIVES] =
        (struct book_extent){true, line->first_incentive, line->incentive_count};
    row->own[SHEET_PAYMENTS] = (struct book_extent){true, line->first_payment, line->payment_count};
    row->own[SHEET_SPENDING] =
        (struct book_extent){true, line->first_spending, line->spending_count};
    row->own[SHEET_DECISIONS] =
        (struct book_extent){true, line->first_decision, line->decision_count};
    return STATUS_OK;
}

void book_beneficiaries_define(struct book *book)
{
    book->tables[SHEET_BENEFICIARIES] =
        (struct book_table){.sheet = SHEET_BENEFICIARIES,
                            .columns = columns,
                            .column_count = OWNER_COLUMNS,
                            .frozen = 3,
                            .title = {"Begunstigden", "Beneficiaries"},
                            .rows = book->run->beneficiary_count,
                            .fill = fill};
}
