/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Stimulansen: a row for each incentive; docs/settlement.md §5 as formulas. */
#include <string.h>

#include "report/book/book.h"

enum {
    INCENTIVE_NUMBER,
    INCENTIVE_ID,
    INCENTIVE_NAME,
    INCENTIVE_KIND,
    INCENTIVE_GRANTED,
    INCENTIVE_ADVANCE,
    INCENTIVE_REST,
    INCENTIVE_OUTCOME,
    INCENTIVE_PAID,
    INCENTIVE_WITHHELD,
    INCENTIVE_OPEN,
    INCENTIVE_RECOVERY,
    INCENTIVE_CHECK,
    INCENTIVE_REASON,
    INCENTIVE_ADVANCE_N,
    INCENTIVE_ADVANCE_Q,
    INCENTIVE_ACCEPTED,
    INCENTIVE_REFUSED,
    INCENTIVE_W,
    INCENTIVE_R,
    INCENTIVE_OWNER,
    INCENTIVE_ROW,
    INCENTIVE_COLUMNS
};

/* Of the decision of that kind that counts: there is at most one. */
#define DECIDED(what, word)                                                                        \
    "SUMIFS([decisions:" what "],[decisions:owner],[nr],[decisions:decision],\"" word              \
    "\",[decisions:use],\"telt\")"

static const struct book_column columns[INCENTIVE_COLUMNS] = {
    [INCENTIVE_NUMBER] = {"nr",
                          {"nr", "no"},
                          .width = 6,
                          .style = STYLE_NUMBER,
                          .note = {"Nummer van deze rij in het werkboek.",
                                   "Number of this row in the workbook."}},
    [INCENTIVE_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 24},
    [INCENTIVE_NAME] = {"name", {"naam", "name"}, .width = 30},
    [INCENTIVE_KIND] = {"kind", {"stimulans", "incentive"}, .width = 24},
    [INCENTIVE_GRANTED] = {"granted",
                           {"bedrag", "amount"},
                           .width = 13,
                           .style = STYLE_MONEY,
                           .input = true,
                           .total = true,
                           .note = {"Invoer: het bedrag van de stimulans.",
                                    "Input: the amount of the incentive."}},
    [INCENTIVE_ADVANCE] = {"advance",
                           {"voorschot", "advance"},
                           .width = 13,
                           .style = STYLE_MONEY,
                           .total = true,
                           .passage = "voorschot",
                           .formula = BOOK_ROUNDED("[advance_q]", "[advance_n]",
                                                   "voorschot_noemer") "/100",
                           .note = {"Percentage (cel voorschot) × bedrag, afgerond op de cent.",
                                    "Rate (cell voorschot) × amount, rounded to the cent."}},
    [INCENTIVE_REST] = {"rest",
                        {"saldo berekend (S)", "balance computed (S)"},
                        .width = 13,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula = "ROUND([granted]-[advance],2)"},
    [INCENTIVE_OUTCOME] = {"outcome",
                           {"uitkomst", "outcome"},
                           .width = 18,
                           .style = STYLE_WORD,
                           .passage = "stimulansregel",
                           .formula =
                               "IF([granted]=0,\"geen-subsidie\",IF([R]>0,\"terugvordering\","
                               "IF([W]>0,\"saldo-ingehouden\",IF([accepted]=1,"
                               "\"saldo-uitbetalen\",IF(peildatum<=projectperiode_tot,"
                               "\"lopend\",\"beslissing-nodig\")))))",
                           .note = {"Het saldo hangt af van een beslissing, niet van een KPI.",
                                    "The balance hangs on a decision, not on a KPI."}},
    [INCENTIVE_PAID] = {"paid",
                        {"saldo", "balance"},
                        .width = 13,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula =
                            "IF(OR([outcome]=\"terugvordering\",[outcome]=\"saldo-ingehouden\"),"
                            "ROUND([rest]-[withheld],2),"
                            "IF([outcome]=\"saldo-uitbetalen\",[rest],0))"},
    [INCENTIVE_WITHHELD] = {"withheld",
                            {"ingehouden", "withheld"},
                            .width = 12,
                            .style = STYLE_MONEY,
                            .total = true,
                            .formula = "IF([outcome]=\"terugvordering\","
                                       "IF(AND(terugvordering_en_saldo=\"saldo-ingehouden\",[W]=0),"
                                       "[rest],[W]),IF([outcome]=\"saldo-ingehouden\",[W],0))"},
    [INCENTIVE_OPEN] = {"open",
                        {"open", "open"},
                        .width = 12,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula = "IF(OR([outcome]=\"lopend\",[outcome]=\"beslissing-nodig\"),"
                                   "[rest],0)"},
    [INCENTIVE_RECOVERY] = {"recovery",
                            {"terugvordering", "recovery"},
                            .width = 15,
                            .style = STYLE_MONEY,
                            .total = true,
                            .formula = "IF([outcome]=\"terugvordering\",[R],0)"},
    [INCENTIVE_CHECK] = {"check",
                         {"controle", "check"},
                         .width = 9,
                         .style = STYLE_WORD,
                         .work = true,
                         .formula =
                             "IF(OR([granted]=0,AND(ROUND([advance]+[paid]+[withheld]+[open]-"
                             "[granted],2)=0,[W]<=[rest],[paid]>=0,"
                             "[recovery]<=ROUND([advance]+[paid],2))),\"ok\",\"nakijken\")"},
    [INCENTIVE_REASON] = {"reason",
                          {"reden (bij het afrekenen)", "reason (when settled)"},
                          .width = 40,
                          .work = true},
    [INCENTIVE_ADVANCE_N] = {"advance_n",
                             {"teller voorschot", "advance: numerator"},
                             .width = 18,
                             .work = true,
                             .style = STYLE_COUNT,
                             .formula = "ROUND([granted]*100,0)*voorschot_teller"},
    [INCENTIVE_ADVANCE_Q] = {"advance_q",
                             {"quotiënt voorschot", "advance: quotient"},
                             .width = 13,
                             .work = true,
                             .style = STYLE_COUNT,
                             .formula = "INT([advance_n]/voorschot_noemer)"},
    [INCENTIVE_ACCEPTED] = {"accepted",
                            {"aanvaard", "accepted"},
                            .width = 10,
                            .work = true,
                            .style = STYLE_COUNT,
                            .formula =
                                "IF(AND(" DECIDED("date", "stimulans-aanvaard") ">0," DECIDED(
                                    "date", "stimulans-geweigerd") "=0),1,0)"},
    [INCENTIVE_REFUSED] = {"refused",
                           {"geweigerd na inhouding", "refused after withholding"},
                           .width = 11,
                           .work = true,
                           .style = STYLE_COUNT,
                           .formula = "IF(" DECIDED("date", "stimulans-geweigerd") ">" DECIDED(
                               "date", "saldo-inhouden") ",1,0)",
                           .note = {"Een weigering houdt het hele saldo in, tenzij een latere "
                                    "beslissing zegt hoeveel.",
                                    "A refusal withholds the whole balance, unless a later "
                                    "decision says how much."}},
    [INCENTIVE_W] = {"W",
                     {"besluit: inhouden (W)", "decided: withhold (W)"},
                     .width = 12,
                     .work = true,
                     .style = STYLE_MONEY,
                     .formula = "IF(OR([refused]=1," DECIDED(
                         "whole", "saldo-inhouden") ">0),"
                                                    "[rest]," DECIDED("amount",
                                                                      "saldo-inhouden") ")"},
    [INCENTIVE_R] = {"R",
                     {"besluit: terugvorderen (R)", "decided: recover (R)"},
                     .width = 12,
                     .work = true,
                     .style = STYLE_MONEY,
                     .formula = DECIDED("amount", "terugvordering")},
    [INCENTIVE_OWNER] = {"owner",
                         {"nr begunstigde", "no of beneficiary"},
                         .width = 11,
                         .work = true,
                         .style = STYLE_NUMBER},
    [INCENTIVE_ROW] = {"row",
                       {"lijn in stimulansen.csv", "line in stimulansen.csv"},
                       .width = 12,
                       .work = true,
                       .style = STYLE_NUMBER},
};

/* Whether the refusal that counts is later than the withholding that counts. */
static bool refused_last(const struct run *run, const struct run_balance *balance)
{
    const char *refused = "";
    const char *withheld = "";

    for (uint32_t i = 0; i < balance->decision_count; i++) {
        const struct run_decision *row = &run->decisions[balance->first_decision + i];
        if (strcmp(row->use, "telt") != 0)
            continue;
        if (strcmp(row->decision, "stimulans-geweigerd") == 0)
            refused = row->date;
        else if (strcmp(row->decision, "saldo-inhouden") == 0)
            withheld = row->date;
    }
    return strcmp(refused, withheld) > 0;
}

static void fill_balance(const struct book *book, const struct run_balance *balance,
                         struct book_value *cells)
{
    struct book_verdict verdict = book_verdict(book->run, balance->first_decision,
                                               balance->decision_count, balance->computed, true);
    int64_t advance_n = balance->granted.cents * book->advance.numerator;

    cells[INCENTIVE_GRANTED] = book_money(balance->granted);
    cells[INCENTIVE_ADVANCE] = book_money(balance->advance);
    cells[INCENTIVE_ADVANCE_N] = book_number(advance_n);
    cells[INCENTIVE_ADVANCE_Q] = book_number(advance_n / book->advance.denominator);
    cells[INCENTIVE_REST] = book_money(balance->computed);
    cells[INCENTIVE_OUTCOME] = book_words(balance->outcome);
    cells[INCENTIVE_PAID] = book_money(balance->paid);
    cells[INCENTIVE_WITHHELD] = book_money(balance->withheld);
    cells[INCENTIVE_OPEN] = book_money(balance->open);
    cells[INCENTIVE_RECOVERY] = book_money(balance->recovery);
    cells[INCENTIVE_CHECK] = book_words("ok");
    cells[INCENTIVE_REASON] = book_words(balance->reason_text);
    cells[INCENTIVE_ACCEPTED] = book_number(verdict.accepted);
    cells[INCENTIVE_REFUSED] = book_number(refused_last(book->run, balance));
    cells[INCENTIVE_W] = book_money(verdict.withheld);
    cells[INCENTIVE_R] = book_money(verdict.recovery);
}

static enum status fill(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run *run = book->run;
    const struct run_incentive *line = &run->incentives[index];
    struct book_value *cells = row->cells;

    if (line->balance.granted.cents > BOOK_MOST_CENTS ||
        !book_exact(line->balance.granted.cents, book->advance.numerator))
        return STATUS_RANGE;
    cells[INCENTIVE_NUMBER] = book_number(book_incentive_number(run, index));
    cells[INCENTIVE_ID] = book_words(run->beneficiaries[line->beneficiary].id);
    cells[INCENTIVE_NAME] = book_words(run->beneficiaries[line->beneficiary].name);
    cells[INCENTIVE_KIND] = book_words(run->incentive_kinds[line->kind].id);
    cells[INCENTIVE_OWNER] = book_number(line->beneficiary + INT64_C(1));
    cells[INCENTIVE_ROW] = book_number(line->line);
    fill_balance(book, &line->balance, cells);
    row->own[SHEET_DECISIONS] =
        (struct book_extent){true, line->balance.first_decision, line->balance.decision_count};
    return STATUS_OK;
}

void book_incentives_define(struct book *book)
{
    book->tables[SHEET_INCENTIVES] = (struct book_table){.sheet = SHEET_INCENTIVES,
                                                         .columns = columns,
                                                         .column_count = INCENTIVE_COLUMNS,
                                                         .frozen = 4,
                                                         .title = {"Stimulansen", "Incentives"},
                                                         .rows = book->run->incentive_count,
                                                         .fill = fill};
}
