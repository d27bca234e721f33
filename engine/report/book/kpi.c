/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet KPI: the rows of kpi.csv, for each target group, action and in all. */
#include <stdlib.h>
#include <string.h>

#include "report/book/book.h"
#include "stats/quantile.h"

enum {
    KPI_ACTION,
    KPI_GROUP,
    KPI_NAME,
    KPI_UNIT,
    KPI_BENEFICIARIES,
    KPI_STOPPED,
    KPI_REPORTED,
    KPI_REACHED,
    KPI_TARGET,
    KPI_PROMISED,
    KPI_ACHIEVED,
    KPI_RATIO,
    KPI_FIRST,
    KPI_MEDIAN,
    KPI_THIRD,
    KPI_GRANTED,
    KPI_PER_UNIT,
    KPI_NUMBER,
    KPI_UNIT_Q,
    KPI_COLUMNS
};

#define OF "[lines:%],[number]"
#define QUARTILE_OF(which)                                                                         \
    "IFERROR(QUARTILE(IF([lines:%]=[number],IF(ISNUMBER([lines:ratio]),[lines:ratio]))," which     \
    "),\"\")"

static const struct book_column columns[KPI_COLUMNS] = {
    [KPI_ACTION] = {"action", {"actie", "action"}, .width = 7},
    [KPI_GROUP] = {"group", {"doelgroep", "target group"}, .width = 16},
    [KPI_NAME] = {"name", {"naam", "name"}, .width = 44, .style = STYLE_WRAP},
    [KPI_UNIT] = {"unit", {"eenheid", "unit"}, .width = 22, .style = STYLE_WRAP},
    [KPI_BENEFICIARIES] = {"beneficiaries",
                           {"begunstigden", "beneficiaries"},
                           .width = 13,
                           .style = STYLE_COUNT},
    [KPI_STOPPED] = {"stopped",
                     {"stopgezet", "stopped"},
                     .width = 10,
                     .style = STYLE_COUNT,
                     .formula = "COUNTIFS(" OF ",[lines:choice],\"stopzetten\")"},
    [KPI_REPORTED] = {"reported",
                      {"gerapporteerd", "reported"},
                      .width = 14,
                      .style = STYLE_COUNT,
                      .formula = "COUNTIFS(" OF ",[lines:reached],\">=0\")",
                      .note = {"Acties die doorgaan en waarvan een eindrapport telt.",
                               "Actions that go on and have a final report that counts."}},
    [KPI_REACHED] = {"reached",
                     {"bereikt", "reached"},
                     .width = 9,
                     .style = STYLE_COUNT,
                     .formula = "COUNTIFS(" OF ",[lines:reached],1)"},
    [KPI_TARGET] = {"target",
                    {"vooropgesteld", "target"},
                    .width = 15,
                    .style = STYLE_COUNT,
                    .formula = "SUMIFS([lines:K]," OF ",[lines:choice],\"<>stopzetten\")"},
    [KPI_PROMISED] = {"promised",
                      {"vooropgesteld van de rapporten", "target of the reports"},
                      .width = 14,
                      .style = STYLE_COUNT,
                      .formula = "SUMIFS([lines:K]," OF ",[lines:reached],\">=0\")"},
    [KPI_ACHIEVED] = {"achieved",
                      {"behaald", "achieved"},
                      .width = 11,
                      .style = STYLE_COUNT,
                      .formula = "SUMIFS([lines:A]," OF ",[lines:reached],\">=0\")"},
    [KPI_RATIO] = {"ratio",
                   {"verhouding", "ratio"},
                   .width = 10,
                   .style = STYLE_PERCENT,
                   .formula = "IF([promised]>0,INT((20000*[achieved]+[promised])/(2*[promised]))"
                              "/10000,\"\")",
                   .note = {"behaald / vooropgesteld van de rapporten",
                            "achieved / target of the reports"}},
    [KPI_FIRST] = {"first",
                   {"kwartiel 1", "quartile 1"},
                   .width = 10,
                   .style = STYLE_PERCENT,
                   .formula = QUARTILE_OF("1"),
                   .array = true,
                   .note = {"Van A / K per aanvraag.", "Of A / K of each application."}},
    [KPI_MEDIAN] = {"median",
                    {"mediaan", "median"},
                    .width = 10,
                    .style = STYLE_PERCENT,
                    .formula = QUARTILE_OF("2"),
                    .array = true},
    [KPI_THIRD] = {"third",
                   {"kwartiel 3", "quartile 3"},
                   .width = 10,
                   .style = STYLE_PERCENT,
                   .formula = QUARTILE_OF("3"),
                   .array = true},
    [KPI_GRANTED] = {"granted",
                     {"subsidie", "grant"},
                     .width = 15,
                     .style = STYLE_MONEY,
                     .formula = "ROUND(SUMIFS([lines:granted]," OF "),2)",
                     .note = {"Σ toegekend.", "Σ granted."}},
    [KPI_PER_UNIT] = {"per_unit",
                      {"subsidie per eenheid", "grant per unit"},
                      .width = 12,
                      .style = STYLE_MONEY,
                      .formula = "IF([target]>0," BOOK_ROUNDED("[unit_q]", "ROUND([granted]*100,0)",
                                                               "[target]") "/100,\"\")"},
    [KPI_NUMBER] = {"number",
                    {"nr", "no"},
                    .width = 7,
                    .style = STYLE_NUMBER,
                    .work = true,
                    .note = {"Nummer van de doelgroep of de actie op het blad Afrekening.",
                             "Number of the target group or action on the sheet Afrekening."}},
    [KPI_UNIT_Q] = {"unit_q",
                    {"quotiënt", "quotient"},
                    .width = 12,
                    .style = STYLE_COUNT,
                    .work = true,
                    .formula = "IF([target]>0,INT(ROUND([granted]*100,0)/[target]),0)"},
};

struct book_kpi { /* group or action RUN_NO_ROW: all of them */
    uint32_t action, group;
    uint32_t beneficiaries, stopped, reported, reached;
    int64_t target, promised, achieved;
    struct money granted;
    bool has_quartiles;
    struct quartiles quartiles; /* parts of one */
};

static bool belongs(const struct book_kpi *kpi, const struct run_line *line)
{
    return (kpi->group == RUN_NO_ROW || kpi->group == line->group) &&
           (kpi->action == RUN_NO_ROW || kpi->action == line->action);
}

static enum status tally(const struct run *run, struct book_kpi *kpi, double *ratios)
{
    uint32_t last = RUN_NO_ROW;
    size_t count = 0;

    for (uint32_t i = 0; i < run->line_count; i++) {
        const struct run_line *line = &run->lines[i];
        if (!belongs(kpi, line))
            continue;
        kpi->beneficiaries += line->beneficiary != last;
        last = line->beneficiary;
        kpi->granted.cents += line->balance.granted.cents;
        if (strcmp(line->choice, "stopzetten") == 0) {
            kpi->stopped++;
            continue;
        }
        kpi->target += line->target;
        if (line->achieved == RUN_NONE)
            continue;
        kpi->reported++;
        kpi->reached += line->achieved >= line->target;
        kpi->promised += line->target;
        kpi->achieved += line->achieved;
        if (line->target > 0)
            ratios[count++] = (double)line->achieved / (double)line->target;
    }
    kpi->has_quartiles = count > 0;
    return count > 0 ? stats_quartiles(ratios, count, &kpi->quartiles) : STATUS_OK;
}

static struct book_value share(double number)
{
    return (struct book_value){.kind = VALUE_NUMBER, .number = number};
}

static void fill_names(const struct book *book, const struct book_kpi *kpi,
                       struct book_value *cells)
{
    const struct run *run = book->run;
    bool all = kpi->action == RUN_NO_ROW;
    bool group = kpi->group != RUN_NO_ROW;
    const char *total = book_word(book, (struct book_text){"totaal", "total"});

    cells[KPI_ACTION] = book_words(all ? total : run->actions[kpi->action].number);
    cells[KPI_GROUP] = book_words(group ? run->groups[kpi->group].group : all ? "" : total);
    cells[KPI_NAME] = book_words(all ? "" : run->actions[kpi->action].name);
    cells[KPI_UNIT] = book_words(group ? run->groups[kpi->group].unit : "");
    cells[KPI_NUMBER] = book_number(group ? kpi->group + INT64_C(1)
                                    : all ? 1
                                          : kpi->action + INT64_C(1));
    for (unsigned c = 0; c < KPI_COLUMNS; c++)
        cells[c].key = group ? "group_number" : all ? "all" : "action_number";
}

static void set(struct book_value *cell, struct book_value value)
{
    value.key = cell->key;
    *cell = value;
}

/* Σ over actions with other units means nothing. */
static void fill_units(const struct book *book, const struct book_kpi *kpi,
                       struct book_value *cells)
{
    int64_t ratio = 0;
    int64_t unit = 0;

    set(&cells[KPI_TARGET], book_number(kpi->target));
    set(&cells[KPI_PROMISED], book_number(kpi->promised));
    set(&cells[KPI_ACHIEVED], book_number(kpi->achieved));
    set(&cells[KPI_RATIO], book_words(""));
    set(&cells[KPI_PER_UNIT], book_words(""));
    set(&cells[KPI_UNIT_Q], book_number(0));
    if (kpi->promised > 0 && rounded_quotient((__int128)kpi->achieved * 10000, kpi->promised,
                                              ROUNDING_HALF_AWAY, &ratio) == STATUS_OK)
        set(&cells[KPI_RATIO], share((double)ratio / 10000));
    if (kpi->target > 0 && rounded_quotient(kpi->granted.cents, kpi->target, book_rounding(book),
                                            &unit) == STATUS_OK) {
        set(&cells[KPI_PER_UNIT], book_money((struct money){unit}));
        set(&cells[KPI_UNIT_Q], book_number(kpi->granted.cents / kpi->target));
    }
}

static enum status fill(struct book *book, uint32_t index, struct book_row *row)
{
    static const unsigned units[] = {KPI_TARGET, KPI_PROMISED, KPI_ACHIEVED,
                                     KPI_RATIO,  KPI_PER_UNIT, KPI_UNIT_Q};
    const struct book_kpi *kpi = &book->kpi[index];
    struct book_value *cells = row->cells;

    if (!book_exact(kpi->achieved, 20000) || kpi->promised > INT64_C(1) << 51)
        return STATUS_RANGE;
    fill_names(book, kpi, cells);
    set(&cells[KPI_BENEFICIARIES], book_number(kpi->beneficiaries));
    set(&cells[KPI_STOPPED], book_number(kpi->stopped));
    set(&cells[KPI_REPORTED], book_number(kpi->reported));
    set(&cells[KPI_REACHED], book_number(kpi->reached));
    set(&cells[KPI_GRANTED], book_money(kpi->granted));
    if (kpi->has_quartiles) {
        set(&cells[KPI_FIRST], share(kpi->quartiles.first));
        set(&cells[KPI_MEDIAN], share(kpi->quartiles.median));
        set(&cells[KPI_THIRD], share(kpi->quartiles.third));
    }
    if (kpi->action != RUN_NO_ROW) {
        fill_units(book, kpi, cells);
        return STATUS_OK;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        cells[units[i]].plain = true;
    return STATUS_OK;
}

enum status book_kpi_define(struct book *book, struct arena *arena)
{
    const struct run *run = book->run;
    double *ratios = malloc((run->line_count + (size_t)1) * sizeof *ratios);
    uint32_t rows = 0;
    enum status status = STATUS_OK;

    book->kpi =
        arena_alloc(arena, ((size_t)run->group_count + run->action_count + 1) * sizeof *book->kpi);
    if (ratios == NULL || book->kpi == NULL)
        status = STATUS_MEMORY;
    for (uint32_t a = 0; a <= run->action_count && status == STATUS_OK; a++) {
        bool all = a == run->action_count;
        uint32_t groups = all ? 0 : run->actions[a].group_count;
        for (uint32_t g = 0; g <= groups && status == STATUS_OK; g++) {
            bool whole = g == groups;
            struct book_kpi kpi = {.action = all ? RUN_NO_ROW : a,
                                   .group = whole ? RUN_NO_ROW : run->actions[a].first_group + g};
            if (whole && groups == 1)
                continue; /* the row of its target group says it */
            status = tally(run, &kpi, ratios);
            if (kpi.beneficiaries > 0)
                book->kpi[rows++] = kpi;
        }
    }
    free(ratios);
    book->tables[SHEET_KPI] = (struct book_table){
        .sheet = SHEET_KPI,
        .columns = columns,
        .column_count = KPI_COLUMNS,
        .frozen = 2,
        .title = {"KPI per actie en doelgroep", "KPI by action and target group"},
        .rows = rows,
        .fill = fill};
    return status;
}
