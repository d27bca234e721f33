/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Overzicht: the totals as they were settled, as the formulas make them now, and the
 * difference; and how the workbook is read. */
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "report/book/book.h"

enum { LABEL, WAS, NOW, DIFFERENCE, GAP, RIGHT }; /* the right block begins at RIGHT */
enum { BLOCK_FIRST = 4 };

struct total {
    struct book_text label;
    enum book_sheet sheet;
    const char *key;  /* of its column */
    const char *part; /* format of a formula over the column; NULL: the total above it */
};

static const struct total totals[] = {
    {{"Subsidie volgens de formule", "Grant by the formula"}, SHEET_LINES, "grant", NULL},
    {{"Toegekend voor acties", "Granted for actions"}, SHEET_BENEFICIARIES, "granted", NULL},
    {{"Stimulansen", "Incentives"}, SHEET_BENEFICIARIES, "incentives", NULL},
    {{"Voorschot", "Advance"}, SHEET_BENEFICIARIES, "advance", NULL},
    {{"Saldo", "Balance"}, SHEET_BENEFICIARIES, "paid", NULL},
    {{"Ingehouden", "Withheld"}, SHEET_BENEFICIARIES, "withheld", NULL},
    {{"Open", "Open"}, SHEET_BENEFICIARIES, "open", NULL},
    {{"Terugvordering", "Recovery"}, SHEET_BENEFICIARIES, "recovery", NULL},
    {{"Betaald", "Received"}, SHEET_BENEFICIARIES, "received", NULL},
    {{"Te betalen", "Due"}, SHEET_BENEFICIARIES, "due", NULL},
    {{"   uit te betalen", "   to pay out"},
     SHEET_BENEFICIARIES,
     "due",
     "=ROUND(SUMIF(%s,\">0\"),2)"},
    {{"   terug te vragen", "   to claim back"},
     SHEET_BENEFICIARIES,
     "due",
     "=ROUND(-SUMIF(%s,\"<0\"),2)"},
    {{"Uitgaven", "Spending"}, SHEET_BENEFICIARIES, "spending", NULL},
    {{"Vereiste uitgaven", "Required spending"}, SHEET_BENEFICIARIES, "required", NULL},
    {{"Tekort", "Shortfall"}, SHEET_BENEFICIARIES, "shortfall", NULL},
};
enum { TOTALS = sizeof totals / sizeof *totals };

static const char *const accounts[] = {"beslissing-nodig", "terugvordering", "geen-cijfers",
                                       "lopend",           "voldoende",      "aanvaard",
                                       "niet-vereist"};
enum { OUTCOMES = 7, ACCOUNTS = sizeof accounts / sizeof *accounts };

static void sum_of_beneficiaries(const struct book *book, struct money *spending,
                                 struct money *required, struct money *shortfall)
{
    for (uint32_t i = 0; i < book->run->beneficiary_count; i++) {
        const struct run_beneficiary *line = &book->run->beneficiaries[i];
        const struct run_reading *reading = &line->chosen;
        spending->cents += line->spending.known ? line->spending.money.cents : 0;
        required->cents += reading->required.cents;
        shortfall->cents += reading->shortfall.known ? reading->shortfall.money.cents : 0;
    }
}

static void settled_totals(const struct book *book, struct money out[TOTALS])
{
    const struct run_totals *t = &book->run->totals;
    struct money spending = {0};
    struct money required = {0};
    struct money shortfall = {0};

    sum_of_beneficiaries(book, &spending, &required, &shortfall);
    const struct money all[TOTALS] = {t->computed, t->granted,  t->incentives, t->advance,
                                      t->paid,     t->withheld, t->open,       t->recovery,
                                      t->received, t->due,      t->payable,    t->claimable,
                                      spending,    required,    shortfall};
    memcpy(out, all, sizeof all);
}

static void difference(struct book *book, uint32_t row, unsigned column, enum book_style style)
{
    char formula[64];
    char was[4];
    char now[4];

    book_letters(column + WAS, was);
    book_letters(column + NOW, now);
    snprintf(formula, sizeof formula, "=ROUND(%s%u-%s%u,2)", now, row + 1, was, row + 1);
    book_formula(book, SHEET_OVERVIEW, row, column + DIFFERENCE, formula, book_number(0), style,
                 ROLE_FORMULA);
}

static void total_formula(const struct book *book, const struct total *total, char *out,
                          size_t size)
{
    char range[96];
    char letters[4];

    if (total->part == NULL) {
        book_letters(book_column(book, total->sheet, total->key), letters);
        snprintf(out, size, "=%s!%s%d", book_sheet_names[total->sheet], letters, BOOK_TOTALS + 1);
        return;
    }
    book_range(book, total->sheet, total->key, NULL, range, sizeof range);
    size_t before = strcspn(total->part, "%");
    snprintf(out, size, "%.*s%s%s", (int)before, total->part, range, total->part + before + 2);
}

static void total_row(struct book *book, unsigned i, struct money was)
{
    const struct total *total = &totals[i];
    uint32_t row = BLOCK_FIRST + i;
    char formula[160];

    total_formula(book, total, formula, sizeof formula);
    book_cell(book, SHEET_OVERVIEW, row, LABEL, book_words(book_word(book, total->label)),
              STYLE_TEXT, ROLE_PLAIN);
    book_cell(book, SHEET_OVERVIEW, row, WAS, book_money(was), STYLE_MONEY, ROLE_PLAIN);
    book_formula(book, SHEET_OVERVIEW, row, NOW, formula, book_money(was), STYLE_MONEY,
                 ROLE_FORMULA);
    difference(book, row, LABEL, STYLE_MONEY);
}

/* ---- how many ---- */

static void heads(struct book *book, uint32_t row, unsigned column, struct book_text what)
{
    const struct book_text texts[] = {
        what, {"bij het afrekenen", "when settled"}, {"nu", "now"}, {"verschil", "difference"}};

    for (unsigned i = 0; i < 4; i++)
        book_head(book, SHEET_OVERVIEW, row, column + i, book_word(book, texts[i]),
                  i == 0 ? STYLE_TEXT : STYLE_COUNT, ROLE_PLAIN);
}

static void count_row(struct book *book, uint32_t row, const char *word, int64_t was,
                      const char *formula)
{
    book_cell(book, SHEET_OVERVIEW, row, RIGHT + LABEL, book_words(word), STYLE_WORD, ROLE_PLAIN);
    book_cell(book, SHEET_OVERVIEW, row, RIGHT + WAS, book_number(was), STYLE_COUNT, ROLE_PLAIN);
    book_formula(book, SHEET_OVERVIEW, row, RIGHT + NOW, formula, book_number(was), STYLE_COUNT,
                 ROLE_FORMULA);
    difference(book, row, RIGHT, STYLE_COUNT);
}

static void outcome_row(struct book *book, uint32_t row, unsigned i)
{
    char lines[96];
    char incentives[96];
    char formula[320];

    book_range(book, SHEET_LINES, "outcome", NULL, lines, sizeof lines);
    book_range(book, SHEET_INCENTIVES, "outcome", NULL, incentives, sizeof incentives);
    snprintf(formula, sizeof formula, "=COUNTIF(%s,\"%s\")+COUNTIF(%s,\"%s\")", lines,
             run_outcomes[i], incentives, run_outcomes[i]);
    count_row(book, row, run_outcomes[i], book->run->totals.outcomes[i], formula);
}

static void accounts_row(struct book *book, uint32_t row, unsigned i)
{
    char range[96];
    char formula[160];
    int64_t count = 0;

    for (uint32_t b = 0; b < book->run->beneficiary_count; b++)
        count += strcmp(book->run->beneficiaries[b].accounts, accounts[i]) == 0;
    book_range(book, SHEET_BENEFICIARIES, "accounts", NULL, range, sizeof range);
    snprintf(formula, sizeof formula, "=COUNTIF(%s,\"%s\")", range, accounts[i]);
    count_row(book, row, accounts[i], count, formula);
}

static void check_row(struct book *book, uint32_t row)
{
    static const enum book_sheet sheets[] = {SHEET_LINES, SHEET_INCENTIVES, SHEET_BENEFICIARIES};
    char formula[480] = "=";
    char range[96];

    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        size_t length = strlen(formula);
        book_range(book, sheets[i], "check", NULL, range, sizeof range);
        snprintf(formula + length, sizeof formula - length, "%sCOUNTIF(%s,\"nakijken\")",
                 i == 0 ? "" : "+", range);
    }
    count_row(book, row,
              book_word(book, (struct book_text){"rijen om na te kijken", "rows to check"}), 0,
              formula);
}

/* The rows of both blocks, one by one: rows are written in order. */
static uint32_t write_blocks(struct book *book)
{
    enum { OUTCOME_FIRST = BLOCK_FIRST, HEAD = BLOCK_FIRST + OUTCOMES };
    struct money was[TOTALS];
    uint32_t last = HEAD + 1 + ACCOUNTS + 1;

    settled_totals(book, was);
    heads(book, BLOCK_FIRST - 1, LABEL, (struct book_text){"Bedragen (euro)", "Amounts (euro)"});
    heads(book, BLOCK_FIRST - 1, RIGHT,
          (struct book_text){"Uitkomst van acties en stimulansen",
                             "Outcome of actions and incentives"});
    for (uint32_t row = BLOCK_FIRST; row <= last; row++) {
        uint32_t i = row - BLOCK_FIRST;
        if (i < TOTALS)
            total_row(book, i, was[i]);
        if (i < OUTCOMES)
            outcome_row(book, row, i);
        else if (row == HEAD)
            heads(
                book, row, RIGHT,
                (struct book_text){"Verantwoording van begunstigden", "Accounts of beneficiaries"});
        else if (row <= HEAD + ACCOUNTS)
            accounts_row(book, row, row - HEAD - 1);
        else if (row == last)
            check_row(book, row);
    }
    return last + 1;
}

/* ---- below ---- */

static uint32_t write_assumptions(struct book *book, uint32_t row)
{
    book_plain(book, SHEET_OVERVIEW, row++, 0,
               book_word(book, (struct book_text){"Aannames waar een bedrag van deze afrekening op "
                                                  "rust (de tekst zwijgt)",
                                                  "Assumptions that an amount of this settlement "
                                                  "rests on (the text is silent)"}),
               book->label);
    for (uint32_t i = 0; i < book->run->assumption_count; i++) {
        const struct run_assumption *a = &book->run->assumptions[i];
        if (!a->decides)
            continue;
        book_cell(book, SHEET_OVERVIEW, row, LABEL, book_words(a->id), STYLE_TEXT, ROLE_PLAIN);
        book_cell(book, SHEET_OVERVIEW, row, WAS, book_words(a->chosen), STYLE_TEXT, ROLE_PLAIN);
        for (unsigned c = NOW; c < RIGHT + 4; c++)
            book_cell(book, SHEET_OVERVIEW, row, c, book_words(c == NOW ? a->silent : ""),
                      STYLE_TEXT, ROLE_PLAIN);
        row++;
    }
    return row + 1;
}

static uint32_t write_legend(struct book *book, uint32_t row)
{
    static const struct {
        enum book_role role;
        struct book_text text;
    } legend[] = {
        {ROLE_INPUT,
         {"Invoer: die cel mag u veranderen; alles rekent mee.",
          "Input: a cell that you may change; everything follows."}},
        {ROLE_FORMULA,
         {"Formule: beveiligd zonder wachtwoord, zodat niets per ongeluk verandert.",
          "Formula: protected without a password, so that nothing changes by accident."}},
        {ROLE_WORK,
         {"Tussenstap in hele centen, rechts van wat wordt afgedrukt.",
          "Intermediate step in whole cents, right of what is printed."}},
    };

    book_plain(book, SHEET_OVERVIEW, row++, 0,
               book_word(book, (struct book_text){"Hoe u dit werkboek leest",
                                                  "How to read this workbook"}),
               book->label);
    for (size_t i = 0; i < sizeof legend / sizeof *legend; i++, row++) {
        book_cell(book, SHEET_OVERVIEW, row, 0, book_money((struct money){123456}), STYLE_MONEY,
                  legend[i].role);
        book_plain(book, SHEET_OVERVIEW, row, 1, book_word(book, legend[i].text), book->subtitle);
    }
    return row + 1;
}

static const struct book_text altered = {
    "Opgelet: de regeling draagt de naam van een ingebouwde regeling, maar is een andere",
    "Mind: the scheme bears the name of a built-in scheme, but is another one"};

static uint32_t write_seal(struct book *book, uint32_t row)
{
    const struct run *run = book->run;
    const struct {
        struct book_text label;
        const char *text;
    } seal[] = {
        {{"Regeling", "Scheme"}, run->scheme},
        {{"Motor", "Engine"}, run->engine},
        {{"SHA-256 van manifest.json", "SHA-256 of manifest.json"}, run->manifest_sha256},
    };

    book_plain(book, SHEET_OVERVIEW, row++, 0, book_word(book, (struct book_text){"Zegel", "Seal"}),
               book->label);
    for (size_t i = 0; i < sizeof seal / sizeof *seal; i++, row++) {
        book_plain(book, SHEET_OVERVIEW, row, 0, book_word(book, seal[i].label), book->subtitle);
        book_plain(book, SHEET_OVERVIEW, row, 1, seal[i].text, book->subtitle);
    }
    if (run->scheme_altered)
        book_plain(book, SHEET_OVERVIEW, row++, 0, book_word(book, altered), book->label);
    return row;
}

/* What is no longer as it was settled stands out, by more than its colour. */
static void mark_differences(struct book *book, uint32_t first, uint32_t last, unsigned column)
{
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                   .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
                                   .value = 0,
                                   .format = book->changed};

    if (worksheet_conditional_format_range(book->sheets[SHEET_OVERVIEW], first, (lxw_col_t)column,
                                           last, (lxw_col_t)column, &rule) != LXW_NO_ERROR)
        book_fail(book, STATUS_MEMORY);
    book->tally.rules++;
}

void book_overview(struct book *book)
{
    static const uint8_t widths[RIGHT + 4] = {30, 19, 19, 16, 3, 34, 17, 12, 12};
    struct lxw_worksheet *sheet = book->sheets[SHEET_OVERVIEW];
    char line[512];

    for (unsigned c = 0; c < RIGHT + 4; c++)
        book_width(book, SHEET_OVERVIEW, c, c, widths[c]);
    book_plain(book, SHEET_OVERVIEW, 0, 0, book->run->scheme_name, book->title);
    snprintf(line, sizeof line, "%s %s  |  %u %s, %u %s, %u %s",
             book_word(book, (struct book_text){"peildatum", "cut-off date"}), book->run->cutoff,
             book->run->beneficiary_count,
             book_word(book, (struct book_text){"begunstigden", "beneficiaries"}),
             book->run->line_count,
             book_word(book, (struct book_text){"aanvragen", "applications"}),
             book->run->incentive_count,
             book_word(book, (struct book_text){"stimulansen", "incentives"}));
    book_plain(book, SHEET_OVERVIEW, 1, 0, line, book->subtitle);
    uint32_t blocks = write_blocks(book);
    uint32_t row = write_assumptions(book, blocks + 1);
    row = write_legend(book, row);
    row = write_seal(book, row);
    if (book->status != STATUS_OK)
        return;
    mark_differences(book, BLOCK_FIRST, blocks, DIFFERENCE);
    mark_differences(book, BLOCK_FIRST, BLOCK_FIRST + OUTCOMES - 1, RIGHT + DIFFERENCE);
    mark_differences(book, BLOCK_FIRST + OUTCOMES + 1, blocks, RIGHT + DIFFERENCE);
    worksheet_activate(sheet);
    book_page(book, SHEET_OVERVIEW, row - 1, RIGHT + 3, 0);
}
