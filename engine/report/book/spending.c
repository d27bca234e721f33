/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Uitgaven: what of each amount falls in the spending period; docs/settlement.md §7. A row
 * holds the cumulative amount up to a day (punt). The line from the point before to this one gives
 * the amount at the first and the last day of the period where they lie on it, so that the rows of
 * a series add up to C(end) − C(start). */
#include <string.h>

#include "core/date.h"
#include "report/book/book.h"

enum {
    SPENDING_OWNER,
    SPENDING_ID,
    SPENDING_NIS,
    SPENDING_YEAR,
    SPENDING_QUARTER,
    SPENDING_CODE,
    SPENDING_ACTION,
    SPENDING_AMOUNT,
    SPENDING_SHARE,
    SPENDING_USE,
    SPENDING_SOURCE,
    SPENDING_ROW,
    SPENDING_KIND,
    SPENDING_SERIES,
    SPENDING_POINT,
    SPENDING_BEFORE,
    SPENDING_BEFORE_CENTS,
    SPENDING_LAST,
    SPENDING_FROM,
    SPENDING_TO,
    SPENDING_STEP,
    SPENDING_TO_N,
    SPENDING_TO_Q,
    SPENDING_TO_CENTS,
    SPENDING_FROM_N,
    SPENDING_FROM_Q,
    SPENDING_FROM_CENTS,
    SPENDING_COLUMNS
};

#define DAYS "([point]-[before])"
/* C at a day, times the days of the step, in cents. */
#define AT(day)                                                                                    \
    "IF(AND(" day ">[before]," day "<=[point]),[before_cents]*" DAYS                               \
    "+(ROUND([amount]*100,0)-[before_cents])*(" day "-[before]),"                                  \
    "IF(AND([last]=1," day ">[point]),ROUND([amount]*100,0)*" DAYS ",0))"
#define ROUNDED_AT(n, q) "SIGN(" n ")*" BOOK_ROUNDED(q, "ABS(" n ")", DAYS)

static const struct book_column columns[SPENDING_COLUMNS] = {
    [SPENDING_OWNER] = {"owner", {"nr", "no"}, .width = 6, .style = STYLE_NUMBER},
    [SPENDING_ID] = {"id", {"begunstigde", "beneficiary"}, .width = 18},
    [SPENDING_NIS] = {"nis", {"NIS", "NIS"}, .width = 8},
    [SPENDING_YEAR] = {"year", {"boekjaar", "fiscal year"}, .width = 9, .style = STYLE_NUMBER},
    [SPENDING_QUARTER] = {"quarter",
                          {"kwartaal", "quarter"},
                          .width = 9,
                          .style = STYLE_NUMBER,
                          .note = {"Leeg: het hele jaar.", "Empty: the whole year."}},
    [SPENDING_CODE] = {"code",
                       {"code", "code"},
                       .width = 18,
                       .input = true,
                       .passage = "rapporteringscodes",
                       .note = {"Externe rapporteringscode.", "Reporting code."}},
    [SPENDING_ACTION] = {"action", {"actie", "action"}, .width = 14},
    [SPENDING_AMOUNT] = {"amount",
                         {"bedrag (van het jaar tot dan)", "amount (of the year to then)"},
                         .width = 15,
                         .style = STYLE_MONEY,
                         .input = true,
                         .note = {"Cumulatief sinds 1 januari, tot het einde van het kwartaal.",
                                  "Cumulative since 1 January, up to the end of the quarter."}},
    [SPENDING_SHARE] =
        {"share",
         {"in de bestedingsperiode", "in the spending period"},
         .width = 15,
         .style = STYLE_MONEY,
         .total = true,
         .formula = "IF(AND([use]=\"telt\",[last]=1),SUMIFS([spending:step],"
                    "[spending:series],[series],[spending:use],\"telt\")/100,\"\")",
         .passage = "bestedingsperiode-tot",
         .note = {"Op de laatste rij van een reeks: wat van de hele reeks in de "
                  "bestedingsperiode valt; tussen twee bekende punten naar dagen.",
                  "On the last row of a series: what of the whole series falls in the "
                  "spending period; between two known points in proportion to days."}},
    [SPENDING_USE] = {"use",
                      {"telt", "counts"},
                      .width = 10,
                      .style = STYLE_WORD,
                      .formula = "IF(AND(OR(SUMPRODUCT(--EXACT(rapporteringscodes,[code]))>0,"
                                 "AND([code]=\"\",[source]=\"manueel\",[kind]=\"vzw-de-rand\")),"
                                 "[to]>[from]),\"telt\",\"telt-niet\")"},
    [SPENDING_SOURCE] = {"source", {"bron", "source"}, .width = 26},
    [SPENDING_ROW] = {"row",
                      {"lijn in uitgaven.csv", "line in uitgaven.csv"},
                      .width = 12,
                      .style = STYLE_NUMBER},
    [SPENDING_KIND] = {"kind", {"soort", "kind"}, .width = 16, .work = true, .style = STYLE_WORD},
    [SPENDING_SERIES] = {"series",
                         {"reeks", "series"},
                         .width = 8,
                         .work = true,
                         .style = STYLE_NUMBER,
                         .note = {"Rijen van een begunstigde, NIS, boekjaar, code en actie.",
                                  "Rows of one beneficiary, NIS, year, code and action."}},
    [SPENDING_POINT] = {"point",
                        {"punt", "point"},
                        .width = 11,
                        .work = true,
                        .style = STYLE_DATE,
                        .formula = "DATE([year],3*IF([quarter]=\"\",4,[quarter])+1,0)"},
    [SPENDING_BEFORE] = {"before",
                         {"vorig punt", "point before"},
                         .width = 11,
                         .work = true,
                         .style = STYLE_DATE,
                         .formula = "IF([^series]=[series],[^point],DATE([year]-1,12,31))"},
    [SPENDING_BEFORE_CENTS] = {"before_cents",
                               {"vorig bedrag (cent)", "amount before (cents)"},
                               .width = 14,
                               .work = true,
                               .style = STYLE_COUNT,
                               .formula = "IF([^series]=[series],ROUND([^amount]*100,0),0)"},
    [SPENDING_LAST] = {"last",
                       {"laatste punt", "last point"},
                       .width = 8,
                       .work = true,
                       .style = STYLE_NUMBER,
                       .formula = "IF([_series]=[series],0,1)"},
    [SPENDING_FROM] = {"from",
                       {"dag voor de periode", "day before the period"},
                       .width = 11,
                       .work = true,
                       .style = STYLE_DATE,
                       .formula = "MAX(bestedingsperiode_van-1,DATE([year]-1,12,31))"},
    [SPENDING_TO] = {"to",
                     {"laatste dag", "last day"},
                     .width = 11,
                     .work = true,
                     .style = STYLE_DATE,
                     .formula = "MIN(bestedingsperiode_tot,DATE([year],12,31))"},
    [SPENDING_STEP] = {"step",
                       {"deel van deze rij (cent)", "part of this row (cents)"},
                       .width = 14,
                       .work = true,
                       .style = STYLE_COUNT,
                       .formula = "[to_cents]-[from_cents]",
                       .note = {"Onder nul als de rij enkel zegt wat er voor de periode lag.",
                                "Below zero where the row only says what lay before the period."}},
    [SPENDING_TO_N] = {"to_n",
                       {"teller einde", "end: numerator"},
                       .width = 18,
                       .work = true,
                       .style = STYLE_COUNT,
                       .formula = AT("[to]")},
    [SPENDING_TO_Q] = {"to_q",
                       {"quotiënt einde", "end: quotient"},
                       .width = 14,
                       .work = true,
                       .style = STYLE_COUNT,
                       .formula = "INT(ABS([to_n])/" DAYS ")"},
    [SPENDING_TO_CENTS] = {"to_cents",
                           {"tot einde (cent)", "to the end (cents)"},
                           .width = 14,
                           .work = true,
                           .style = STYLE_COUNT,
                           .formula = ROUNDED_AT("[to_n]", "[to_q]")},
    [SPENDING_FROM_N] = {"from_n",
                         {"teller begin", "start: numerator"},
                         .width = 18,
                         .work = true,
                         .style = STYLE_COUNT,
                         .formula = AT("[from]")},
    [SPENDING_FROM_Q] = {"from_q",
                         {"quotiënt begin", "start: quotient"},
                         .width = 14,
                         .work = true,
                         .style = STYLE_COUNT,
                         .formula = "INT(ABS([from_n])/" DAYS ")"},
    [SPENDING_FROM_CENTS] = {"from_cents",
                             {"tot begin (cent)", "to the start (cents)"},
                             .width = 14,
                             .work = true,
                             .style = STYLE_COUNT,
                             .formula = ROUNDED_AT("[from_n]", "[from_q]")},
};

static bool same_series(const struct run_spending *a, const struct run_spending *b)
{
    return a->fiscal_year == b->fiscal_year && strcmp(a->nis, b->nis) == 0 &&
           strcmp(a->code, b->code) == 0 && strcmp(a->action, b->action) == 0;
}

static int64_t serial(int64_t year, int month, int day)
{
    struct date date = {0};
    struct date zero = {0};

    if (date_from_civil((int)year, month, day, &date) != STATUS_OK ||
        date_from_civil(1899, 12, 30, &zero) != STATUS_OK)
        return 0;
    return date.days - zero.days;
}

static int64_t point_of(const struct run_spending *row)
{
    static const int last_day[] = {31, 30, 30, 31};
    int quarter = row->quarter == RUN_NONE ? 4 : (int)row->quarter;

    return serial(row->fiscal_year, quarter * 3, last_day[quarter - 1]);
}

struct step { /* from the point before to that of the row */
    int64_t before, point, before_cents, cents;
    bool last;
};

static int64_t numerator_at(const struct step *step, int64_t day)
{
    int64_t days = step->point - step->before;

    if (day > step->before && day <= step->point)
        return step->before_cents * days +
               (step->cents - step->before_cents) * (day - step->before);
    return step->last && day > step->point ? step->cents * days : 0;
}

/* Fills the three cells of one end of the period; returns cents. */
static enum status fill_end(const struct book *book, const struct step *step, int64_t day,
                            struct book_value cells[3], int64_t *cents)
{
    int64_t days = step->point - step->before;

    if (days <= 0) /* quarters out of order: no run of ours */
        return STATUS_BROKEN;
    int64_t n = numerator_at(step, day);
    enum status status = rounded_quotient(n, days, book_rounding(book), cents);

    cells[0] = book_number(n);
    cells[1] = book_number((n < 0 ? -n : n) / days);
    cells[2] = book_number(*cents);
    return status;
}

static enum status fill_share(const struct book *book, const struct run_spending *row,
                              const struct step *step, struct book_value *cells)
{
    int64_t year_start = serial(row->fiscal_year - 1, 12, 31);
    int64_t year_end = serial(row->fiscal_year, 12, 31);
    int64_t from = book->spending_from - 1 > year_start ? book->spending_from - 1 : year_start;
    int64_t to = book->spending_to < year_end ? book->spending_to : year_end;
    int64_t to_cents = 0;
    int64_t from_cents = 0;
    cells[SPENDING_FROM] = book_number(from);
    cells[SPENDING_TO] = book_number(to);
    enum status status = fill_end(book, step, to, &cells[SPENDING_TO_N], &to_cents);
    if (status == STATUS_OK)
        status = fill_end(book, step, from, &cells[SPENDING_FROM_N], &from_cents);
    cells[SPENDING_STEP] = book_number(to_cents - from_cents);
    cells[SPENDING_SHARE] = book_words("");
    if (step->last && strcmp(row->use, "telt") == 0)
        cells[SPENDING_SHARE] = book_amount(row->share);
    return status;
}

static enum status fill_series(struct book *book, uint32_t index, uint32_t owner,
                               struct book_value *cells)
{
    const struct run_beneficiary *of = &book->run->beneficiaries[owner];
    const struct run_spending *row = &book->run->spending[index];
    bool continues = index > of->first_spending && same_series(row - 1, row);
    struct step step = {
        .before = continues ? point_of(row - 1) : serial(row->fiscal_year - 1, 12, 31),
        .point = point_of(row),
        .before_cents = continues ? row[-1].amount.cents : 0,
        .cents = row->amount.cents,
        .last = index + 1 == of->first_spending + of->spending_count || !same_series(row, row + 1)};

    if (row->amount.cents > BOOK_MOST_CENTS || row->amount.cents < -BOOK_MOST_CENTS)
        return STATUS_RANGE;
    cells[SPENDING_SERIES] = book_number(book->series[index]);
    cells[SPENDING_POINT] = book_number(step.point);
    cells[SPENDING_BEFORE] = book_number(step.before);
    cells[SPENDING_BEFORE_CENTS] = book_number(step.before_cents);
    cells[SPENDING_LAST] = book_number(step.last);
    return fill_share(book, row, &step, cells);
}

static struct book_extent series_of(const struct book *book, uint32_t index)
{
    uint32_t first = index;
    uint32_t last = index;

    while (first > 0 && book->series[first - 1] == book->series[index])
        first--;
    while (last + 1 < book->run->spending_count && book->series[last + 1] == book->series[index])
        last++;
    return (struct book_extent){true, first, last - first + 1};
}

static enum status fill(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run_spending *from = &book->run->spending[index];
    uint32_t owner = book->spending_owners[index];
    struct book_value *cells = row->cells;

    cells[SPENDING_OWNER] = book_number(owner + INT64_C(1));
    cells[SPENDING_ID] = book_words(book->run->beneficiaries[owner].id);
    cells[SPENDING_KIND] = book_words(book->run->beneficiaries[owner].kind);
    cells[SPENDING_NIS] = book_words(from->nis);
    cells[SPENDING_YEAR] = book_number(from->fiscal_year);
    cells[SPENDING_QUARTER] = book_number(from->quarter);
    cells[SPENDING_CODE] = book_words(from->code);
    cells[SPENDING_ACTION] = book_words(from->action);
    cells[SPENDING_AMOUNT] = book_money(from->amount);
    cells[SPENDING_USE] = book_words(from->use);
    cells[SPENDING_SOURCE] = book_words(from->source);
    cells[SPENDING_ROW] = book_number(from->line);
    row->own[SHEET_SPENDING] = series_of(book, index);
    return fill_series(book, index, owner, cells);
}

enum status book_series(struct book *book, struct arena *arena)
{
    const struct run *run = book->run;
    uint32_t series = 0;

    book->series = arena_alloc(arena, run->spending_count * sizeof *book->series);
    book->spending_owners = arena_alloc(arena, run->spending_count * sizeof *book->spending_owners);
    if (book->series == NULL || book->spending_owners == NULL)
        return STATUS_MEMORY;
    for (uint32_t b = 0; b < run->beneficiary_count; b++) {
        const struct run_beneficiary *of = &run->beneficiaries[b];
        for (uint32_t i = of->first_spending; i < of->first_spending + of->spending_count; i++) {
            series += i == of->first_spending ||
                      !same_series(&run->spending[i - 1], &run->spending[i]);
            book->series[i] = series;
            book->spending_owners[i] = b;
        }
    }
    return STATUS_OK;
}

void book_spending_define(struct book *book)
{
    book->tables[SHEET_SPENDING] = (struct book_table){.sheet = SHEET_SPENDING,
                                                       .columns = columns,
                                                       .column_count = SPENDING_COLUMNS,
                                                       .frozen = 2,
                                                       .title = {"Uitgaven", "Spending"},
                                                       .rows = book->run->spending_count,
                                                       .fill = fill};
}
