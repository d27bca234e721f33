/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Afrekening: a row for each application; docs/settlement.md §2 to §4 as formulas. */
#include <string.h>

#include "report/book/book.h"
#include "run/sums.h"

enum {
    LINE_NUMBER,
    LINE_ID,
    LINE_NAME,
    LINE_ACTION,
    LINE_GROUP,
    LINE_CHOICE,
    LINE_BASELINE,
    LINE_TARGET,
    LINE_PRICE,
    LINE_SPLIT,
    LINE_GRANT,
    LINE_GRANTED,
    LINE_ADVANCE,
    LINE_REST,
    LINE_ACHIEVED,
    LINE_OUTCOME,
    LINE_PAID,
    LINE_WITHHELD,
    LINE_OPEN,
    LINE_RECOVERY,
    LINE_CHECK,
    LINE_REASON,
    LINE_REGRANT,
    LINE_RE_PAID,
    LINE_RE_WITHHELD,
    LINE_RE_RECOVERY,
    LINE_MAXIMUM,
    LINE_COUNTED,
    LINE_DIVISOR,
    LINE_GRANT_N,
    LINE_GRANT_Q,
    LINE_ADVANCE_N,
    LINE_ADVANCE_Q,
    LINE_ACCEPTED,
    LINE_W,
    LINE_R,
    LINE_RE_COUNTED,
    LINE_RE_DIVISOR,
    LINE_RE_N,
    LINE_RE_Q,
    LINE_REACHED,
    LINE_RATIO,
    LINE_LAST_YEAR,
    LINE_OWNER,
    LINE_GROUP_NUMBER,
    LINE_ACTION_NUMBER,
    LINE_ALL,
    LINE_ROW,
    LINE_COLUMNS
};

static const char *const choices[] = {"voortzetten", "verminderen", "stopzetten", NULL};

#define COUNTED(x)                                                                                 \
    "IF(AND(boven_maximum=\"aftoppen\",[maximum]<>\"\"),MIN(" x "-[B],[maximum])," x "-[B])"
#define DECIDED(word)                                                                              \
    "COUNTIFS([decisions:owner],[nr],[decisions:decision],\"" word "\",[decisions:use],\"telt\")"
#define IF_ASKED(then) "IF([outcome]<>\"beslissing-nodig\",\"\"," then ")"

static const struct book_column columns[LINE_COLUMNS] = {
    [LINE_NUMBER] =
        {"nr",
         {"nr", "no"},
         .width = 5,
         .style = STYLE_NUMBER,
         .note = {"Nummer van deze rij in het werkboek: andere bladen verwijzen ernaar.",
                  "Number of this row in the workbook: other sheets refer to it."}},
    [LINE_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 22},
    [LINE_NAME] = {"name", {"naam", "name"}, .width = 27},
    [LINE_ACTION] = {"action", {"actie", "action"}, .width = 6},
    [LINE_GROUP] = {"group", {"doelgroep", "target group"}, .width = 27},
    [LINE_CHOICE] = {"choice",
                     {"keuze", "choice"},
                     .width = 13,
                     .style = STYLE_WORD,
                     .input = true,
                     .words = choices,
                     .passage = "keuze",
                     .note = {"Invoer. Stopzetten geeft geen subsidie.",
                              "Input. Stopping gives no grant."}},
    [LINE_BASELINE] = {"B",
                       {"huidig bereik (B)", "baseline (B)"},
                       .width = 12,
                       .style = STYLE_COUNT,
                       .input = true,
                       .note = {"Invoer: bereik zonder de subsidie.",
                                "Input: reach without the grant."}},
    [LINE_TARGET] = {"K",
                     {"vooropgestelde KPI (K)", "target (K)"},
                     .width = 15,
                     .style = STYLE_COUNT,
                     .input = true,
                     .passage = "kpi-boven-vorig-jaar",
                     .note = {"Invoer: beloofd totaal, huidig bereik inbegrepen.",
                              "Input: promised total, baseline included."}},
    [LINE_PRICE] = {"price",
                    {"standaardbedrag (p)", "unit price (p)"},
                    .width = 16,
                    .style = STYLE_MONEY,
                    .formula = "Parameters!$D$#",
                    .note = {"Prijs per eenheid, van het blad Parameters; wat de aanvraag zelf "
                             "opgaf is invoer.",
                             "Price of a unit, of the sheet Parameters; what the application "
                             "gave itself is input."}},
    [LINE_SPLIT] = {"split",
                    {"verdeelsleutel", "split"},
                    .width = 12,
                    .style = STYLE_WORD,
                    .passage = "subsidieregel",
                    .formula = "IF(OR([choice]=\"stopzetten\",[K]<=[B]),\"geen\","
                               "IF(subsidieregel=\"meerbereik\",\"meerbereik\","
                               "IF([K]>=2*[B],\"halvering\",\"verschil\")))",
                    .note = {"halvering als K ≥ 2·B; verschil als B < K < 2·B; geen als K ≤ B of "
                             "bij stopzetting.",
                             "halvering (halving) where K ≥ 2·B; verschil (difference) where "
                             "B < K < 2·B; geen (none) where K ≤ B or stopped."}},
    [LINE_GRANT] = {"grant",
                    {"subsidie volgens formule", "grant by the formula"},
                    .width = 13,
                    .style = STYLE_MONEY,
                    .total = true,
                    .passage = "subsidieregel",
                    .formula = BOOK_ROUNDED("[grant_q]", "[grant_n]", "[divisor]") "/100",
                    .note = {"Prijs × geteld / deler, een keer afgerond op de cent (cel "
                             "afronding). Teller en quotiënt staan rechts, in hele centen.",
                             "Price × counted / divisor, rounded once to the cent (cell "
                             "afronding). Numerator and quotient stand on the right, in cents."}},
    [LINE_GRANTED] = {"granted",
                      {"toegekend", "granted"},
                      .width = 13,
                      .style = STYLE_MONEY,
                      .total = true,
                      .formula = "IF(COUNTIFS([grants:owner],[nr],[grants:use],\"telt\")=0,[grant],"
                                 "SUMIFS([grants:amount],[grants:owner],[nr],[grants:use],"
                                 "\"telt\"))",
                      .note = {"De rij van het blad Toekenningen die telt; zonder zo'n rij de "
                               "subsidie volgens de formule.",
                               "The row of the sheet Toekenningen that counts; without one the "
                               "grant by the formula."}},
    [LINE_ADVANCE] = {"advance",
                      {"voorschot", "advance"},
                      .width = 13,
                      .style = STYLE_MONEY,
                      .total = true,
                      .passage = "voorschot",
                      .formula =
                          BOOK_ROUNDED("[advance_q]", "[advance_n]", "voorschot_noemer") "/100",
                      .note = {"Percentage (cel voorschot) × toegekend, afgerond op de cent.",
                               "Rate (cell voorschot) × granted, rounded to the cent."}},
    [LINE_REST] = {"rest",
                   {"saldo berekend (S)", "balance computed (S)"},
                   .width = 12,
                   .style = STYLE_MONEY,
                   .total = true,
                   .formula = "ROUND([granted]-[advance],2)",
                   .note = {"Toegekend − voorschot: er gaat geen cent verloren.",
                            "Granted − advance: no cent is lost."}},
    [LINE_ACHIEVED] = {"A",
                       {"behaalde KPI (A)", "achieved (A)"},
                       .width = 9,
                       .style = STYLE_COUNT,
                       .passage = "eindrapport-tot",
                       .formula = "IF(COUNTIFS([reports:owner],[nr],[reports:moment],\"eind\","
                                  "[reports:use],\"telt\")=0,\"\",SUMIFS([reports:achieved],"
                                  "[reports:owner],[nr],[reports:moment],\"eind\",[reports:use],"
                                  "\"telt\"))",
                       .note = {"Van het eindrapport dat telt (blad Rapporten); leeg zonder "
                                "eindrapport.",
                                "Of the final report that counts (sheet Rapporten); empty "
                                "without one."}},
    [LINE_OUTCOME] = {"outcome",
                      {"uitkomst", "outcome"},
                      .width = 18,
                      .style = STYLE_WORD,
                      .passage = "saldoregel",
                      .formula = "IF([granted]=0,IF([choice]=\"stopzetten\",\"stopgezet\","
                                 "\"geen-subsidie\"),IF([R]>0,\"terugvordering\","
                                 "IF([W]>0,\"saldo-ingehouden\",IF([A]=\"\",\"lopend\","
                                 "IF(OR([A]>=[K],[accepted]=1),\"saldo-uitbetalen\","
                                 "\"beslissing-nodig\")))))",
                      .note = {"Eerste regel die past; beslissingen komen van het blad "
                               "Beslissingen.",
                               "First line that applies; decisions come from the sheet "
                               "Beslissingen."}},
    [LINE_PAID] = {"paid",
                   {"saldo", "balance"},
                   .width = 12,
                   .style = STYLE_MONEY,
                   .total = true,
                   .formula = "IF(OR([outcome]=\"terugvordering\",[outcome]=\"saldo-ingehouden\"),"
                              "ROUND([rest]-[withheld],2),"
                              "IF([outcome]=\"saldo-uitbetalen\",[rest],0))"},
    [LINE_WITHHELD] = {"withheld",
                       {"ingehouden", "withheld"},
                       .width = 11,
                       .style = STYLE_MONEY,
                       .total = true,
                       .passage = "terugvordering-en-saldo",
                       .formula = "IF([outcome]=\"terugvordering\","
                                  "IF(AND(terugvordering_en_saldo=\"saldo-ingehouden\",[W]=0),"
                                  "[rest],[W]),IF([outcome]=\"saldo-ingehouden\",[W],0))",
                       .note = {"Bij een terugvordering zonder besluit over het saldo: zie de cel "
                                "terugvordering_en_saldo.",
                                "With a recovery and no decision on the balance: see the cell "
                                "terugvordering_en_saldo."}},
    [LINE_OPEN] = {"open",
                   {"open", "open"},
                   .width = 11,
                   .style = STYLE_MONEY,
                   .total = true,
                   .formula = "IF(OR([outcome]=\"lopend\",[outcome]=\"beslissing-nodig\"),"
                              "[rest],0)",
                   .note = {"Saldo dat wacht op een rapport of een beslissing.",
                            "Balance that waits for a report or a decision."}},
    [LINE_RECOVERY] = {"recovery",
                       {"terugvordering", "recovery"},
                       .width = 15,
                       .style = STYLE_MONEY,
                       .total = true,
                       .formula = "IF([outcome]=\"terugvordering\",[R],0)"},
    [LINE_CHECK] = {"check",
                    {"controle", "check"},
                    .width = 9,
                    .style = STYLE_WORD,
                    .work = true,
                    .formula =
                        "IF(OR([granted]=0,AND(ROUND([advance]+[paid]+[withheld]+[open]-[granted],"
                        "2)=0,[W]<=[rest],[paid]>=0,[recovery]<=ROUND([advance]+[paid],2))),"
                        "\"ok\",\"nakijken\")",
                    .note = {"voorschot + saldo + ingehouden + open = toegekend, en geen besluit "
                             "vraagt meer dan er is.",
                             "advance + balance + withheld + open = granted, and no decision asks "
                             "more than there is."}},
    [LINE_REASON] = {"reason",
                     {"reden (bij het afrekenen)", "reason (when settled)"},
                     .width = 34,
                     .work = true},
    [LINE_REGRANT] =
        {"regrant",
         {"subsidie op A", "grant on A"},
         .width = 12,
         .work = true,
         .style = STYLE_MONEY,
         .formula =
             IF_ASKED("MIN([granted]," BOOK_ROUNDED("[re_q]", "[re_n]", "[re_divisor]") "/100)"),
         .note = {"Alternatief waar een beslissing nodig is: de formule met A in plaats "
                  "van K, ten hoogste het toegekende.",
                  "An alternative where a decision is needed: the formula with A "
                  "instead of K, at most what was granted."}},
    [LINE_RE_PAID] = {"re_paid",
                      {"saldo op A", "balance on A"},
                      .width = 12,
                      .work = true,
                      .style = STYLE_MONEY,
                      .formula = IF_ASKED("MAX(0,ROUND([regrant]-[advance],2))")},
    [LINE_RE_WITHHELD] = {"re_withheld",
                          {"in te houden op A", "to withhold on A"},
                          .width = 12,
                          .work = true,
                          .style = STYLE_MONEY,
                          .formula = IF_ASKED("ROUND([rest]-[re_paid],2)")},
    [LINE_RE_RECOVERY] = {"re_recovery",
                          {"terug te vorderen op A", "to recover on A"},
                          .width = 12,
                          .work = true,
                          .style = STYLE_MONEY,
                          .formula = IF_ASKED("MAX(0,ROUND([advance]-[regrant],2))")},
    [LINE_MAXIMUM] = {"maximum",
                      {"maximum", "maximum"},
                      .width = 9,
                      .work = true,
                      .style = STYLE_COUNT,
                      .formula = "IF(Parameters!$E$#=\"\",\"\",Parameters!$E$#)"},
    [LINE_COUNTED] = {"counted",
                      {"geteld", "counted"},
                      .width = 9,
                      .work = true,
                      .style = STYLE_COUNT,
                      .formula = "IF([split]=\"geen\",0,IF([split]=\"halvering\",[K],"
                                 "IF([split]=\"meerbereik\"," COUNTED("[K]") ",[K]-[B])))"},
    [LINE_DIVISOR] = {"divisor",
                      {"deler", "divisor"},
                      .width = 7,
                      .work = true,
                      .style = STYLE_COUNT,
                      .formula = "IF([split]=\"halvering\",2,IF([split]=\"meerbereik\","
                                 "deler_meerbereik,1))"},
    [LINE_GRANT_N] = {"grant_n",
                      {"teller subsidie", "grant: numerator"},
                      .width = 13,
                      .work = true,
                      .style = STYLE_COUNT,
                      .formula = "ROUND([price]*100,0)*[counted]"},
    [LINE_GRANT_Q] = {"grant_q",
                      {"quotiënt subsidie", "grant: quotient"},
                      .width = 13,
                      .work = true,
                      .style = STYLE_COUNT,
                      .formula = "INT([grant_n]/[divisor])"},
    [LINE_ADVANCE_N] = {"advance_n",
                        {"teller voorschot", "advance: numerator"},
                        .width = 18,
                        .work = true,
                        .style = STYLE_COUNT,
                        .formula = "ROUND([granted]*100,0)*voorschot_teller"},
    [LINE_ADVANCE_Q] = {"advance_q",
                        {"quotiënt voorschot", "advance: quotient"},
                        .width = 13,
                        .work = true,
                        .style = STYLE_COUNT,
                        .formula = "INT([advance_n]/voorschot_noemer)"},
    [LINE_ACCEPTED] = {"accepted",
                       {"motivering aanvaard", "motivation accepted"},
                       .width = 10,
                       .work = true,
                       .style = STYLE_COUNT,
                       .formula = "IF(AND(" DECIDED("motivering-aanvaard") ">0," DECIDED(
                           "motivering-geweigerd") "=0),1,0)"},
    [LINE_W] = {"W",
                {"besluit: inhouden (W)", "decided: withhold (W)"},
                .width = 12,
                .work = true,
                .style = STYLE_MONEY,
                .formula = "IF(SUMIFS([decisions:whole],[decisions:owner],[nr],[decisions:use],"
                           "\"telt\")>0,[rest],SUMIFS([decisions:amount],[decisions:owner],[nr],"
                           "[decisions:decision],\"saldo-inhouden\",[decisions:use],\"telt\"))"},
    [LINE_R] = {"R",
                {"besluit: terugvorderen (R)", "decided: recover (R)"},
                .width = 12,
                .work = true,
                .style = STYLE_MONEY,
                .formula = "SUMIFS([decisions:amount],[decisions:owner],[nr],"
                           "[decisions:decision],\"terugvordering\",[decisions:use],\"telt\")"},
    [LINE_RE_COUNTED] = {"re_counted",
                         {"geteld op A", "counted on A"},
                         .width = 9,
                         .work = true,
                         .style = STYLE_COUNT,
                         .formula = "IF([outcome]<>\"beslissing-nodig\",0,IF([A]<=[B],0,"
                                    "IF(subsidieregel=\"meerbereik\"," COUNTED(
                                        "[A]") ",IF([A]>=2*[B],[A],[A]-[B]))))"},
    [LINE_RE_DIVISOR] = {"re_divisor",
                         {"deler op A", "divisor on A"},
                         .width = 7,
                         .work = true,
                         .style = STYLE_COUNT,
                         .formula = "IF([outcome]<>\"beslissing-nodig\",1,"
                                    "IF(subsidieregel=\"meerbereik\",deler_meerbereik,"
                                    "IF([A]>=2*[B],2,1)))"},
    [LINE_RE_N] = {"re_n",
                   {"teller op A", "numerator on A"},
                   .width = 13,
                   .work = true,
                   .style = STYLE_COUNT,
                   .formula = "ROUND([price]*100,0)*[re_counted]"},
    [LINE_RE_Q] = {"re_q",
                   {"quotiënt op A", "quotient on A"},
                   .width = 13,
                   .work = true,
                   .style = STYLE_COUNT,
                   .formula = "INT([re_n]/[re_divisor])"},
    [LINE_REACHED] = {"reached",
                      {"bereikt", "reached"},
                      .width = 8,
                      .work = true,
                      .style = STYLE_COUNT,
                      .formula = "IF(OR([choice]=\"stopzetten\",[A]=\"\"),\"\","
                                 "IF([A]>=[K],1,0))"},
    [LINE_RATIO] = {"ratio",
                    {"A / K", "A / K"},
                    .width = 9,
                    .work = true,
                    .style = STYLE_PERCENT,
                    .formula = "IF([reached]=\"\",\"\",IF([K]>0,[A]/[K],\"\"))"},
    [LINE_LAST_YEAR] = {"last_year",
                        {"KPI vorig jaar", "target last year"},
                        .width = 9,
                        .work = true,
                        .style = STYLE_COUNT},
    [LINE_OWNER] = {"owner",
                    {"nr begunstigde", "no of beneficiary"},
                    .width = 11,
                    .work = true,
                    .style = STYLE_NUMBER},
    [LINE_GROUP_NUMBER] = {"group_number",
                           {"nr doelgroep", "no of group"},
                           .width = 9,
                           .work = true,
                           .style = STYLE_NUMBER},
    [LINE_ACTION_NUMBER] = {"action_number",
                            {"nr actie", "no of action"},
                            .width = 9,
                            .work = true,
                            .style = STYLE_NUMBER},
    [LINE_ALL] = {"all", {"alle", "all"}, .width = 6, .work = true, .style = STYLE_NUMBER},
    [LINE_ROW] = {"row",
                  {"lijn in aanvragen.csv", "line in aanvragen.csv"},
                  .width = 11,
                  .work = true,
                  .style = STYLE_NUMBER},
};

static int64_t quotient(int64_t n, int64_t d)
{
    return n / d; /* both are not negative */
}

static bool capped(const struct book *book, int64_t maximum)
{
    const struct run_parameter *rule = book_parameter(book, "boven-maximum");

    return maximum != RUN_NONE && rule != NULL && strcmp(rule->value, "aftoppen") == 0;
}

static int64_t additional(const struct book *book, const struct run_line *line, int64_t target)
{
    int64_t maximum = book->run->groups[line->group].maximum;
    int64_t more = target - line->baseline;

    return capped(book, maximum) && more > maximum ? maximum : more;
}

/* The intermediate steps of the alternative, as its formulas take them. */
static enum status fill_regrant(const struct book *book, const struct run_line *line,
                                struct book_value *cells)
{
    bool extra = book->extra_reach;
    int64_t counted = 0;
    int64_t divisor = 1;

    if (line->needs_decision) {
        bool halved = line->achieved >= 2 * line->baseline;
        divisor = extra ? book->extra_divisor : halved ? 2 : 1;
        if (line->achieved > line->baseline)
            counted = extra    ? additional(book, line, line->achieved)
                      : halved ? line->achieved
                               : line->achieved - line->baseline;
    }
    if (!book_exact(line->price.cents, counted))
        return STATUS_RANGE;
    cells[LINE_RE_COUNTED] = book_number(counted);
    cells[LINE_RE_DIVISOR] = book_number(divisor);
    cells[LINE_RE_N] = book_number(line->price.cents * counted);
    cells[LINE_RE_Q] = book_number(quotient(line->price.cents * counted, divisor));
    if (!line->needs_decision)
        return STATUS_OK;
    cells[LINE_REGRANT] = book_money(line->options.regrant);
    cells[LINE_RE_PAID] = book_money(line->options.recompute.paid);
    cells[LINE_RE_WITHHELD] = book_money(line->options.recompute.withheld);
    cells[LINE_RE_RECOVERY] = book_money(line->options.recompute.recovery);
    return STATUS_OK;
}

static void fill_grant(const struct book *book, const struct run_line *line,
                       struct book_value *cells)
{
    const struct run_group *group = &book->run->groups[line->group];
    int64_t grant_n = line->price.cents * line->counted;

    cells[LINE_PRICE] = book_money(line->price);
    cells[LINE_PRICE].given = *line->price_parameter == '\0';
    cells[LINE_PRICE].row = book->group_rows[line->group];
    cells[LINE_MAXIMUM] = group->maximum == RUN_NONE ? book_words("") : book_number(group->maximum);
    cells[LINE_MAXIMUM].row = book->group_rows[line->group];
    cells[LINE_SPLIT] = book_words(line->split);
    cells[LINE_COUNTED] = book_number(line->counted);
    cells[LINE_DIVISOR] = book_number(line->divisor);
    cells[LINE_GRANT_N] = book_number(grant_n);
    cells[LINE_GRANT_Q] = book_number(quotient(grant_n, line->divisor));
    cells[LINE_GRANT] = book_money(line->grant);
}

static void fill_balance(const struct book *book, const struct run_line *line,
                         struct book_value *cells)
{
    const struct run_balance *balance = &line->balance;
    struct book_verdict verdict = book_verdict(book->run, balance->first_decision,
                                               balance->decision_count, balance->computed, false);
    int64_t advance_n = balance->granted.cents * book->advance.numerator;

    cells[LINE_GRANTED] = book_money(balance->granted);
    cells[LINE_ADVANCE_N] = book_number(advance_n);
    cells[LINE_ADVANCE_Q] = book_number(quotient(advance_n, book->advance.denominator));
    cells[LINE_ADVANCE] = book_money(balance->advance);
    cells[LINE_REST] = book_money(balance->computed);
    cells[LINE_ACCEPTED] = book_number(verdict.accepted);
    cells[LINE_W] = book_money(verdict.withheld);
    cells[LINE_R] = book_money(verdict.recovery);
    cells[LINE_OUTCOME] = book_words(balance->outcome);
    cells[LINE_PAID] = book_money(balance->paid);
    cells[LINE_WITHHELD] = book_money(balance->withheld);
    cells[LINE_OPEN] = book_money(balance->open);
    cells[LINE_RECOVERY] = book_money(balance->recovery);
    cells[LINE_CHECK] = book_words("ok");
    cells[LINE_REASON] = book_words(balance->reason_text);
}

static void fill_report(const struct run_line *line, struct book_value *cells)
{
    bool counts = run_line_reported(line);

    cells[LINE_ACHIEVED] = line->achieved == RUN_NONE ? book_words("")
                                                      : book_number(line->achieved);
    cells[LINE_REACHED] = counts ? book_number(line->achieved >= line->target) : book_words("");
    cells[LINE_RATIO] = book_words("");
    if (counts && line->target > 0)
        cells[LINE_RATIO] = (struct book_value){
            .kind = VALUE_NUMBER, .number = (double)line->achieved / (double)line->target};
}

/* Whether all that the formulas multiply stays exact. */
static bool fits(const struct book *book, const struct run_line *line)
{
    int64_t granted = line->balance.granted.cents;
    int64_t most = line->counted > line->target ? line->counted : line->target;

    return line->grant.cents <= BOOK_MOST_CENTS && granted <= BOOK_MOST_CENTS &&
           line->price.cents <= BOOK_MOST_CENTS && book_exact(line->price.cents, most) &&
           book_exact(granted, book->advance.numerator);
}

static enum status fill(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run *run = book->run;
    const struct run_line *line = &run->lines[index];
    struct book_value *cells = row->cells;

    if (!fits(book, line))
        return STATUS_RANGE;
    cells[LINE_NUMBER] = book_number(book_line_number(run, index));
    cells[LINE_ID] = book_words(run->beneficiaries[line->beneficiary].id);
    cells[LINE_NAME] = book_words(run->beneficiaries[line->beneficiary].name);
    cells[LINE_ACTION] = book_words(run->actions[line->action].number);
    cells[LINE_GROUP] = book_words(run->groups[line->group].group);
    cells[LINE_CHOICE] = book_words(line->choice);
    cells[LINE_BASELINE] = book_number(line->baseline);
    cells[LINE_TARGET] = book_number(line->target);
    cells[LINE_LAST_YEAR] = book_number(line->last_year);
    cells[LINE_OWNER] = book_number(line->beneficiary + INT64_C(1));
    cells[LINE_GROUP_NUMBER] = book_number(line->group + INT64_C(1));
    cells[LINE_ACTION_NUMBER] = book_number(line->action + INT64_C(1));
    cells[LINE_ALL] = book_number(1);
    cells[LINE_ROW] = book_number(line->line);
    fill_grant(book, line, cells);
    fill_report(line, cells);
    fill_balance(book, line, cells);
    row->own[SHEET_GRANTS] = (struct book_extent){true, line->first_grant, line->grant_count};
    row->own[SHEET_REPORTS] = (struct book_extent){true, line->first_report, line->report_count};
    row->own[SHEET_DECISIONS] =
        (struct book_extent){true, line->balance.first_decision, line->balance.decision_count};
    return fill_regrant(book, line, cells);
}

void book_lines_define(struct book *book)
{
    book->tables[SHEET_LINES] =
        (struct book_table){.sheet = SHEET_LINES,
                            .columns = columns,
                            .column_count = LINE_COLUMNS,
                            .frozen = 5,
                            .title = {"Afrekening per actie", "Settlement by action"},
                            .rows = book->run->line_count,
                            .fill = fill};
}
