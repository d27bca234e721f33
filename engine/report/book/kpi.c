/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet KPI: the rows of kpi.csv, for each target group, action and in all. */
#include <stdlib.h>

#include "report/book/book.h"
#include "run/sums.h"
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
    struct run_sum sum;
    struct quartiles parts; /* those of sum as parts of one, as the sheet computes them */
};

static bool belongs(const struct book_kpi *kpi, const struct run_line *line)
{
    return (kpi->group == RUN_NO_ROW || kpi->group == line->group) &&
           (kpi->action == RUN_NO_ROW || kpi->action == line->action);
}

static enum status find_parts(const struct run *run, struct book_kpi *kpi, double *ratios)
{
    size_t count = 0;

    for (uint32_t i = 0; i < run->line_count; i++) {
        const struct run_line *line = &run->lines[i];
        if (belongs(kpi, line) && run_line_reported(line) && line->target > 0)
            ratios[count++] = (double)line->achieved / (double)line->target;
    }
    return count > 0 ? stats_quartiles(ratios, count, &kpi->parts) : STATUS_OK;
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

    set(&cells[KPI_TARGET], book_number(kpi->sum.promised));
    set(&cells[KPI_PROMISED], book_number(kpi->sum.due));
    set(&cells[KPI_ACHIEVED], book_number(kpi->sum.achieved));
    set(&cells[KPI_RATIO], book_words(""));
    set(&cells[KPI_PER_UNIT], book_words(""));
    set(&cells[KPI_UNIT_Q], book_number(0));
    if (kpi->sum.due > 0 && rounded_quotient((__int128)kpi->sum.achieved * 10000, kpi->sum.due,
                                             ROUNDING_HALF_AWAY, &ratio) == STATUS_OK)
        set(&cells[KPI_RATIO], share((double)ratio / 10000));
    if (kpi->sum.promised > 0 && rounded_quotient(kpi->sum.granted.cents, kpi->sum.promised,
                                                  book_rounding(book), &unit) == STATUS_OK) {
        set(&cells[KPI_PER_UNIT], book_money((struct money){unit}));
        set(&cells[KPI_UNIT_Q], book_number(kpi->sum.granted.cents / kpi->sum.promised));
    }
}

static enum status fill(struct book *book, uint32_t index, struct book_row *row)
{
    static const unsigned units[] = {KPI_TARGET, KPI_PROMISED, KPI_ACHIEVED,
                                     KPI_RATIO,  KPI_PER_UNIT, KPI_UNIT_Q};
    const struct book_kpi *kpi = &book->kpi[index];
    struct book_value *cells = row->cells;

    if (!book_exact(kpi->sum.achieved, 20000) || kpi->sum.due > INT64_C(1) << 51)
        return STATUS_RANGE;
    fill_names(book, kpi, cells);
    set(&cells[KPI_BENEFICIARIES], book_number(kpi->sum.beneficiaries));
    set(&cells[KPI_STOPPED], book_number(kpi->sum.stopped));
    set(&cells[KPI_REPORTED], book_number(kpi->sum.reported));
    set(&cells[KPI_REACHED], book_number(kpi->sum.reached));
    set(&cells[KPI_GRANTED], book_money(kpi->sum.granted));
    if (kpi->sum.has_quartiles) {
        set(&cells[KPI_FIRST], share(kpi->parts.first));
        set(&cells[KPI_MEDIAN], share(kpi->parts.median));
        set(&cells[KPI_THIRD], share(kpi->parts.third));
    }
    if (kpi->action != RUN_NO_ROW) {
        fill_units(book, kpi, cells);
        return STATUS_OK;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        cells[units[i]].plain = true;
    return STATUS_OK;
}

/* A row for each target group, for each action with several, and for all. */
static enum status fill_rows(struct book *book, const struct run_sums *sums, double *ratios,
                             uint32_t *rows)
{
    const struct run *run = book->run;
    enum status status = STATUS_OK;

    for (uint32_t a = 0; a <= run->action_count; a++) {
        bool all = a == run->action_count;
        uint32_t groups = all ? 0 : run->actions[a].group_count;
        for (uint32_t g = 0; g <= groups && status == STATUS_OK; g++) {
            bool whole = g == groups;
            uint32_t group = whole ? RUN_NO_ROW : run->actions[a].first_group + g;
            const struct run_sum *sum = all     ? sums->all
                                        : whole ? &sums->actions[a]
                                                : &sums->groups[group];
            if ((whole && groups == 1) || sum->lines == 0)
                continue; /* the row of its target group says it */
            struct book_kpi *kpi = &book->kpi[(*rows)++];
            *kpi = (struct book_kpi){.action = all ? RUN_NO_ROW : a, .group = group, .sum = *sum};
            status = find_parts(run, kpi, ratios);
        }
    }
    return status;
}

enum status book_kpi_define(struct book *book, struct arena *arena)
{
    const struct run *run = book->run;
    size_t most = (size_t)run->group_count + run->action_count + 1;
    double *ratios = malloc((run->line_count + (size_t)1) * sizeof *ratios);
    struct run_sums sums;
    uint32_t rows = 0;
    enum status status = run_sums_make(run, &sums);

    book->kpi = arena_alloc(arena, most * sizeof *book->kpi);
    if (ratios == NULL || book->kpi == NULL)
        status = STATUS_MEMORY;
    if (status == STATUS_OK)
        status = fill_rows(book, &sums, ratios, &rows);
    run_sums_free(&sums);
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
