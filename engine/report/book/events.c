/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets Toekenningen, Rapporten, Beslissingen and Betalingen: the dated rows of the dossier, and
 * which of them count on the cut-off date, as formulas (docs/settlement.md §1 and §4). */
#include <string.h>

#include "report/book/book.h"

#define OWNER_HEAD                                                                                 \
    {"nr", "no"},                                                                                  \
    {                                                                                              \
        "Nummer van de rij (kolom nr van Afrekening, Stimulansen of Begunstigden) waar dit bij "   \
        "hoort.",                                                                                  \
            "Number of the row (column nr of Afrekening, Stimulansen or Begunstigden) that this "  \
            "belongs to."                                                                          \
    }
#define USE_HEAD                                                                                   \
    {                                                                                              \
        "telt", "counts"                                                                           \
    }
#define USE_NOTE                                                                                   \
    {                                                                                              \
        "telt; vervangen: een latere rij komt in de plaats; later-dan-peildatum: telt niet mee.",  \
            "telt (counts); vervangen (replaced by a later row); later-dan-peildatum (later than " \
            "the "                                                                                 \
            "cut-off date)."                                                                       \
    }
#define LATER(formula) "IF([date]>peildatum,\"later-dan-peildatum\"," formula ")"
#define NEWER(sheet)                                                                               \
    "[" sheet ":owner],[owner],[" sheet ":date],\">\"&[date],[" sheet ":date],\"<=\"&peildatum"

/* ---- Toekenningen ---- */

enum {
    GRANT_OWNER,
    GRANT_ID,
    GRANT_ACTION,
    GRANT_GROUP,
    GRANT_DATE,
    GRANT_AMOUNT,
    GRANT_ACT,
    GRANT_USE,
    GRANT_ROW,
    GRANT_COLUMNS
};

static const struct book_column grant_columns[GRANT_COLUMNS] = {
    [GRANT_OWNER] = {"owner", OWNER_HEAD, .width = 7, .style = STYLE_NUMBER},
    [GRANT_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 22},
    [GRANT_ACTION] = {"action", {"actie", "action"}, .width = 8},
    [GRANT_GROUP] = {"group", {"doelgroep", "target group"}, .width = 20},
    [GRANT_DATE] = {"date", {"datum", "date"}, .width = 12, .style = STYLE_DATE, .input = true},
    [GRANT_AMOUNT] =
        {"amount", {"bedrag", "amount"}, .width = 15, .style = STYLE_MONEY, .input = true},
    [GRANT_ACT] = {"act", {"besluit", "act"}, .width = 36},
    [GRANT_USE] = {"use", USE_HEAD, .width = 20, .style = STYLE_WORD, .note = USE_NOTE,
                   .formula = LATER("IF(COUNTIFS(" NEWER("grants") ")>0,\"vervangen\",\"telt\")")},
    [GRANT_ROW] = {"row",
                   {"lijn in toekenningen.csv", "line in toekenningen.csv"},
                   .width = 14,
                   .style = STYLE_NUMBER},
};

static void fill_owner(const struct book *book, const struct book_owner *owner,
                       struct book_value cells[4])
{
    cells[0] = book_number(owner->number);
    cells[1] = book_words(book->run->beneficiaries[owner->beneficiary].id);
    cells[2] = book_words(owner->action);
    cells[3] = book_words(owner->group);
}

static enum status fill_grant(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run_grant *grant = &book->run->grants[index];
    const struct book_owner *owner = &book->grant_owners[index];

    fill_owner(book, owner, row->cells);
    row->cells[GRANT_DATE] = book_date(grant->date);
    row->cells[GRANT_AMOUNT] = book_money(grant->amount);
    row->cells[GRANT_ACT] = book_words(grant->act);
    row->cells[GRANT_USE] = book_words(grant->use);
    row->cells[GRANT_ROW] = book_number(grant->line);
    row->own[SHEET_GRANTS] = (struct book_extent){true, owner->first, owner->count};
    return STATUS_OK;
}

/* ---- Rapporten ---- */

enum {
    REPORT_OWNER,
    REPORT_ID,
    REPORT_ACTION,
    REPORT_GROUP,
    REPORT_MOMENT,
    REPORT_DATE,
    REPORT_ACHIEVED,
    REPORT_USE,
    REPORT_MOTIVATION,
    REPORT_ROW,
    REPORT_COLUMNS
};

static const char *const moments[] = {"tussentijds", "eind", NULL};

static const struct book_column report_columns[REPORT_COLUMNS] = {
    [REPORT_OWNER] = {"owner", OWNER_HEAD, .width = 7, .style = STYLE_NUMBER},
    [REPORT_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 22},
    [REPORT_ACTION] = {"action", {"actie", "action"}, .width = 8},
    [REPORT_GROUP] = {"group", {"doelgroep", "target group"}, .width = 20},
    [REPORT_MOMENT] = {"moment",
                       {"moment", "moment"},
                       .width = 12,
                       .style = STYLE_WORD,
                       .input = true,
                       .words = moments},
    [REPORT_DATE] = {"date", {"datum", "date"}, .width = 12, .style = STYLE_DATE, .input = true},
    [REPORT_ACHIEVED] = {"achieved",
                         {"behaalde KPI (A)", "achieved (A)"},
                         .width = 11,
                         .style = STYLE_COUNT,
                         .input = true},
    [REPORT_USE] = {"use", USE_HEAD, .width = 20, .style = STYLE_WORD, .note = USE_NOTE,
                    .formula = LATER("IF(COUNTIFS(" NEWER(
                        "reports") ",[reports:moment],[moment])>0,\"vervangen\",\"telt\")")},
    [REPORT_MOTIVATION] = {"motivation",
                           {"motivering", "motivation"},
                           .width = 60,
                           .style = STYLE_WRAP},
    [REPORT_ROW] = {"row",
                    {"lijn in kpi.csv", "line in kpi.csv"},
                    .width = 9,
                    .style = STYLE_NUMBER},
};

static enum status fill_report(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run_report *report = &book->run->reports[index];
    const struct book_owner *owner = &book->report_owners[index];

    fill_owner(book, owner, row->cells);
    row->cells[REPORT_MOMENT] = book_words(report->moment);
    row->cells[REPORT_DATE] = book_date(report->date);
    row->cells[REPORT_ACHIEVED] = book_number(report->achieved);
    row->cells[REPORT_USE] = book_words(report->use);
    row->cells[REPORT_MOTIVATION] = book_words(report->motivation);
    row->cells[REPORT_ROW] = book_number(report->line);
    row->own[SHEET_REPORTS] = (struct book_extent){true, owner->first, owner->count};
    return STATUS_OK;
}

/* ---- Beslissingen ---- */

enum {
    DECISION_OWNER,
    DECISION_ID,
    DECISION_ACTION,
    DECISION_GROUP,
    DECISION_DATE,
    DECISION_WORD,
    DECISION_AMOUNT,
    DECISION_USE,
    DECISION_REFERENCE,
    DECISION_ROW,
    DECISION_WHOLE,
    DECISION_ACCEPTS,
    DECISION_COLUMNS
};

static const char *const decisions[] = {
    "motivering-aanvaard", "motivering-geweigerd", "saldo-inhouden",          "terugvordering",
    "stimulans-aanvaard",  "stimulans-geweigerd",  "verantwoording-aanvaard", NULL};

static const struct book_column decision_columns[DECISION_COLUMNS] = {
    [DECISION_OWNER] = {"owner", OWNER_HEAD, .width = 7, .style = STYLE_NUMBER, .input = true},
    [DECISION_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 20},
    [DECISION_ACTION] = {"action", {"actie", "action"}, .width = 18},
    [DECISION_GROUP] = {"group", {"doelgroep", "target group"}, .width = 16},
    [DECISION_DATE] = {"date", {"datum", "date"}, .width = 12, .style = STYLE_DATE, .input = true},
    [DECISION_WORD] = {"decision",
                       {"beslissing", "decision"},
                       .width = 24,
                       .style = STYLE_WORD,
                       .input = true,
                       .words = decisions,
                       .passage = "saldoregel",
                       .note = {"Wat mensen beslisten. Achter de laatste rij staan lege rijen voor "
                                "een beslissing die u wilt proberen.",
                                "What people decided. Behind the last row stand empty rows for a "
                                "decision that you want to try."}},
    [DECISION_AMOUNT] = {"amount",
                         {"bedrag", "amount"},
                         .width = 14,
                         .style = STYLE_MONEY,
                         .input = true,
                         .note = {"Leeg bij saldo-inhouden: het hele saldo.",
                                  "Empty with saldo-inhouden: the whole balance."}},
    [DECISION_USE] = {"use", USE_HEAD, .width = 20, .style = STYLE_WORD, .note = USE_NOTE,
                      .formula = "IF([decision]=\"\",\"\"," LATER("IF(COUNTIFS(" NEWER(
                          "decisions") ",[decisions:decision],[decision])"
                                       "+COUNTIFS(" NEWER(
                                           "decisions") ",[decisions:accepts],1)>0,"
                                                        "\"vervangen\",\"telt\")") ")"},
    [DECISION_REFERENCE] = {"reference", {"referentie", "reference"}, .width = 30},
    [DECISION_ROW] = {"row",
                      {"lijn in beslissingen.csv", "line in beslissingen.csv"},
                      .width = 13,
                      .style = STYLE_NUMBER},
    [DECISION_WHOLE] = {"whole",
                        {"hele saldo", "whole balance"},
                        .width = 9,
                        .work = true,
                        .style = STYLE_NUMBER,
                        .formula = "IF(AND([decision]=\"saldo-inhouden\",[amount]=\"\"),1,0)"},
    [DECISION_ACCEPTS] = {"accepts",
                          {"aanvaardt", "accepts"},
                          .width = 9,
                          .work = true,
                          .style = STYLE_NUMBER,
                          .formula = "IF(RIGHT([decision],9)=\"-aanvaard\",1,0)"},
};

static bool accepts(const char *decision)
{
    size_t length = strlen(decision);

    return length > 9 && strcmp(decision + length - 9, "-aanvaard") == 0;
}

static enum status fill_decision(struct book *book, uint32_t index, struct book_row *row)
{
    struct book_value *cells = row->cells;

    row->own[SHEET_DECISIONS].set = true;
    cells[DECISION_USE] = book_words("");
    cells[DECISION_WHOLE] = book_number(0);
    cells[DECISION_ACCEPTS] = book_number(0);
    if (index >= book->run->decision_count)
        return STATUS_OK; /* a spare row */
    const struct run_decision *decision = &book->run->decisions[index];
    const struct book_owner *owner = &book->decision_owners[index];
    bool withholds = strcmp(decision->decision, "saldo-inhouden") == 0;
    fill_owner(book, owner, cells);
    cells[DECISION_DATE] = book_date(decision->date);
    cells[DECISION_WORD] = book_words(decision->decision);
    cells[DECISION_AMOUNT] = book_amount(decision->amount);
    cells[DECISION_USE] = book_words(decision->use);
    cells[DECISION_REFERENCE] = book_words(decision->reference);
    cells[DECISION_ROW] = book_number(decision->line);
    cells[DECISION_WHOLE] = book_number(withholds && !decision->amount.known);
    cells[DECISION_ACCEPTS] = book_number(accepts(decision->decision));
    row->own[SHEET_DECISIONS] = (struct book_extent){true, owner->first, owner->count};
    return STATUS_OK;
}

struct book_verdict book_verdict(const struct run *run, uint32_t first, uint32_t count,
                                 struct money balance, bool incentive)
{
    struct book_verdict verdict = {0};
    bool refused = false;

    for (uint32_t i = first; i < first + count; i++) {
        const struct run_decision *row = &run->decisions[i];
        if (strcmp(row->use, "telt") != 0)
            continue;
        if (accepts(row->decision))
            verdict.accepted = true;
        else if (strcmp(row->decision, "terugvordering") == 0)
            verdict.recovery = row->amount.money;
        else if (strcmp(row->decision, "saldo-inhouden") == 0)
            verdict.withheld = row->amount.known ? row->amount.money : balance;
        else {
            refused = true;
            if (incentive) /* rows stand in order of date: the last word counts */
                verdict.withheld = balance;
        }
    }
    verdict.accepted = verdict.accepted && !refused;
    return verdict;
}

/* ---- Betalingen ---- */

enum {
    PAYMENT_OWNER,
    PAYMENT_ID,
    PAYMENT_NAME,
    PAYMENT_DATE,
    PAYMENT_KIND,
    PAYMENT_AMOUNT,
    PAYMENT_USE,
    PAYMENT_EFFECT,
    PAYMENT_REFERENCE,
    PAYMENT_ROW,
    PAYMENT_COLUMNS
};

static const char *const payment_kinds[] = {"voorschot", "saldo", "terugvordering", NULL};

static const struct book_column payment_columns[PAYMENT_COLUMNS] = {
    [PAYMENT_OWNER] = {"owner", OWNER_HEAD, .width = 7, .style = STYLE_NUMBER},
    [PAYMENT_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 22},
    [PAYMENT_NAME] = {"name", {"naam", "name"}, .width = 26},
    [PAYMENT_DATE] = {"date", {"datum", "date"}, .width = 12, .style = STYLE_DATE, .input = true},
    [PAYMENT_KIND] = {"kind",
                      {"soort", "kind"},
                      .width = 16,
                      .style = STYLE_WORD,
                      .input = true,
                      .words = payment_kinds},
    [PAYMENT_AMOUNT] =
        {"amount", {"bedrag", "amount"}, .width = 15, .style = STYLE_MONEY, .input = true},
    [PAYMENT_USE] = {"use", USE_HEAD, .width = 20, .style = STYLE_WORD, .note = USE_NOTE,
                     .formula = LATER("\"telt\"")},
    [PAYMENT_EFFECT] = {"effect",
                        {"op betaald", "on received"},
                        .width = 15,
                        .style = STYLE_MONEY,
                        .total = true,
                        .formula = "IF([use]=\"telt\",IF([kind]=\"terugvordering\",-[amount],"
                                   "[amount]),0)"},
    [PAYMENT_REFERENCE] = {"reference", {"referentie", "reference"}, .width = 32},
    [PAYMENT_ROW] = {"row",
                     {"lijn in betalingen.csv", "line in betalingen.csv"},
                     .width = 12,
                     .style = STYLE_NUMBER},
};

static enum status fill_payment(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run_payment *payment = &book->run->payments[index];
    const struct book_owner *owner = &book->payment_owners[index];
    bool counts = strcmp(payment->use, "telt") == 0;
    bool back = strcmp(payment->kind, "terugvordering") == 0;
    int64_t cents = !counts ? 0 : back ? -payment->amount.cents : payment->amount.cents;

    row->cells[PAYMENT_OWNER] = book_number(owner->number);
    row->cells[PAYMENT_ID] = book_words(book->run->beneficiaries[owner->beneficiary].id);
    row->cells[PAYMENT_NAME] = book_words(book->run->beneficiaries[owner->beneficiary].name);
    row->cells[PAYMENT_DATE] = book_date(payment->date);
    row->cells[PAYMENT_KIND] = book_words(payment->kind);
    row->cells[PAYMENT_AMOUNT] = book_money(payment->amount);
    row->cells[PAYMENT_USE] = book_words(payment->use);
    row->cells[PAYMENT_EFFECT] = book_money((struct money){cents});
    row->cells[PAYMENT_REFERENCE] = book_words(payment->reference);
    row->cells[PAYMENT_ROW] = book_number(payment->line);
    return STATUS_OK;
}

void book_events_define(struct book *book)
{
    const struct run *run = book->run;

    book->tables[SHEET_GRANTS] = (struct book_table){SHEET_GRANTS,
                                                     grant_columns,
                                                     GRANT_COLUMNS,
                                                     2,
                                                     {"Toekenningen", "Amounts granted"},
                                                     run->grant_count,
                                                     0,
                                                     fill_grant};
    book->tables[SHEET_REPORTS] = (struct book_table){SHEET_REPORTS,
                                                      report_columns,
                                                      REPORT_COLUMNS,
                                                      2,
                                                      {"KPI-rapporten", "KPI reports"},
                                                      run->report_count,
                                                      0,
                                                      fill_report};
    book->tables[SHEET_DECISIONS] = (struct book_table){SHEET_DECISIONS,
                                                        decision_columns,
                                                        DECISION_COLUMNS,
                                                        2,
                                                        {"Beslissingen", "Decisions"},
                                                        run->decision_count,
                                                        BOOK_SPARE_DECISIONS,
                                                        fill_decision};
    book->tables[SHEET_PAYMENTS] = (struct book_table){SHEET_PAYMENTS,
                                                       payment_columns,
                                                       PAYMENT_COLUMNS,
                                                       2,
                                                       {"Betalingen", "Payments"},
                                                       run->payment_count,
                                                       0,
                                                       fill_payment};
}

/* ---- whose rows they are ---- */

static void own(struct book_owner *owners, uint32_t first, uint32_t count, struct book_owner owner)
{
    owner.first = first;
    owner.count = count;
    for (uint32_t i = first; i < first + count; i++)
        owners[i] = owner;
}

static void own_lines(struct book *book)
{
    const struct run *run = book->run;

    for (uint32_t i = 0; i < run->line_count; i++) {
        const struct run_line *line = &run->lines[i];
        struct book_owner owner = {.number = book_line_number(run, i),
                                   .beneficiary = line->beneficiary,
                                   .action = run->actions[line->action].number,
                                   .group = run->groups[line->group].group};
        own(book->grant_owners, line->first_grant, line->grant_count, owner);
        own(book->report_owners, line->first_report, line->report_count, owner);
        own(book->decision_owners, line->balance.first_decision, line->balance.decision_count,
            owner);
    }
}

enum status book_owners(struct book *book, struct arena *arena)
{
    const struct run *run = book->run;
    const size_t size = sizeof(struct book_owner);

    book->grant_owners = arena_alloc(arena, run->grant_count * size);
    book->report_owners = arena_alloc(arena, run->report_count * size);
    book->decision_owners = arena_alloc(arena, run->decision_count * size);
    book->payment_owners = arena_alloc(arena, run->payment_count * size);
    if (book->grant_owners == NULL || book->report_owners == NULL ||
        book->decision_owners == NULL || book->payment_owners == NULL)
        return STATUS_MEMORY;
    own_lines(book);
    for (uint32_t i = 0; i < run->incentive_count; i++) {
        const struct run_incentive *line = &run->incentives[i];
        own(book->decision_owners, line->balance.first_decision, line->balance.decision_count,
            (struct book_owner){.number = book_incentive_number(run, i),
                                .beneficiary = line->beneficiary,
                                .action = run->incentive_kinds[line->kind].id,
                                .group = ""});
    }
    for (uint32_t i = 0; i < run->beneficiary_count; i++) {
        const struct run_beneficiary *line = &run->beneficiaries[i];
        struct book_owner owner = {.number = i + 1, .beneficiary = i, .action = "", .group = ""};
        own(book->decision_owners, line->first_decision, line->decision_count, owner);
        own(book->payment_owners, line->first_payment, line->payment_count, owner);
    }
    return STATUS_OK;
}

uint32_t book_line_number(const struct run *run, uint32_t line)
{
    return run->beneficiary_count + line + 1;
}

uint32_t book_incentive_number(const struct run *run, uint32_t incentive)
{
    return run->beneficiary_count + run->line_count + incentive + 1;
}
