/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open data about the settlement: who, how much, and what was reached. */
#include <string.h>

#include "report/opendata/columns.h"

#define LINE_KEY "begunstigde actie doelgroep"

/* ---- begunstigden, leden ---- */

static const struct open_column beneficiary_columns[] = {
    BENEFICIARY,
    WORD("naam", true, "naam", "name"),
    PATTERN("soort", true,
            "gemeente|samenwerkingsverband|vgc|vzw-de-rand|expertenorganisatie|vereniging",
            "soort begunstigde", "kind of beneficiary"),
    PATTERN("nis", false, "[0-9]{5}", "NIS-code van de gemeente (Statbel)",
            "code of the municipality (Statbel)"),
    PATTERN("kbo", false, "[01][0-9]{9}", "ondernemingsnummer (KBO)",
            "enterprise number (Belgian register)"),
    AMOUNT("subsidie", "toegekend voor de acties", "granted for the actions"),
    AMOUNT("stimulansen", "toegekende stimulansen", "incentives granted"),
    BALANCE_COLUMNS,
    AMOUNT("betaald", "al betaald, min wat al teruggevorderd is", "paid so far, less recovered"),
    AMOUNT("te_betalen", "nog te betalen; negatief: terug te vragen",
           "still to pay; negative: to be claimed back"),
    {.name = "uitgaven",
     .kind = OPEN_MONEY,
     .says = {"uitgaven in de bestedingsperiode; leeg: geen cijfers",
              "spending in the spending period; empty: no figures"}},
    WORD("verantwoording", true, "uitslag van de financiële controle",
         "outcome of the financial control"),
    PATTERN("uitkomst", true, OUTCOMES, "uitkomst", "outcome")};

static uint32_t beneficiary_rows(const struct run *run)
{
    return run->beneficiary_count;
}

static void beneficiary_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_beneficiary *owner = &run->beneficiaries[row];

    *cells++ = open_text(owner->id);
    *cells++ = open_text(owner->name);
    *cells++ = open_text(owner->kind);
    *cells++ = open_text(owner->nis);
    *cells++ = open_text(owner->kbo);
    *cells++ = open_money(owner->granted);
    *cells++ = open_money(owner->incentives);
    *cells++ = open_money(owner->advance);
    *cells++ = open_money(owner->paid);
    *cells++ = open_money(owner->withheld);
    *cells++ = open_money(owner->open);
    *cells++ = open_money(owner->recovery);
    *cells++ = open_money(owner->received);
    *cells++ = open_money(owner->due);
    *cells++ = open_amount(owner->spending);
    *cells++ = open_text(owner->accounts);
    *cells++ = open_text(owner->outcome);
}

static const struct open_column member_columns[] = {
    BENEFICIARY,
    PATTERN("nis", true, "[0-9]{5}", "NIS-code van de gemeente die meedoet",
            "code of the municipality that takes part"),
    WORD("naam", true, "naam van de gemeente", "name of the municipality")};

static uint32_t member_rows(const struct run *run)
{
    return run->member_count;
}

/* Rows hang below their owners in order: the last owner that begins at or before the row. */
static uint32_t owner_of(const struct run *run, uint32_t count,
                         uint32_t (*first)(const struct run *run, uint32_t owner), uint32_t row)
{
    uint32_t low = 0;
    uint32_t high = count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (first(run, middle) <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t first_member(const struct run *run, uint32_t beneficiary)
{
    return run->beneficiaries[beneficiary].first_member;
}

static void member_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    *cells++ =
        open_text(run->beneficiaries[owner_of(run, run->beneficiary_count, first_member, row)].id);
    *cells++ = open_text(run->members[row].nis);
    *cells++ = open_text(run->members[row].name);
}

/* ---- afrekening, stimulansen ---- */

static const struct open_column line_columns[] = {
    BENEFICIARY,
    ACTION,
    GROUP,
    PATTERN("keuze", false, "voortzetten|verminderen|stopzetten", "keuze van de aanvrager",
            "choice of the applicant"),
    UNITS("huidig_bereik", true, "bereik zonder subsidie, in eenheden van de doelgroep",
          "reach without the subsidy, in units of the target group"),
    UNITS("vooropgestelde_kpi", true, "beloofd totaal, huidig bereik inbegrepen",
          "promised total, baseline included"),
    UNITS("behaalde_kpi", false, "behaald totaal; leeg: geen eindrapport",
          "reported total; empty: no final report"),
    AMOUNT("standaardbedrag", "bedrag per eenheid", "amount per unit"),
    PATTERN("verdeelsleutel", true, "halvering|verschil|meerbereik|geen", "toegepaste formule",
            "formula applied"),
    AMOUNT("subsidie", "uitkomst van de formule", "result of the formula"),
    AMOUNT("toegekend", "toegekend bedrag", "amount granted"),
    BALANCE_COLUMNS,
    PATTERN("uitkomst", true, OUTCOMES, "uitkomst", "outcome"),
    WORD("reden", true, "reden van de uitkomst", "reason of the outcome")};

static uint32_t line_rows(const struct run *run)
{
    return run->line_count;
}

static void fill_balance(const struct run_balance *balance, struct open_cell *cells)
{
    *cells++ = open_money(balance->granted);
    *cells++ = open_money(balance->advance);
    *cells++ = open_money(balance->paid);
    *cells++ = open_money(balance->withheld);
    *cells++ = open_money(balance->open);
    *cells++ = open_money(balance->recovery);
    *cells++ = open_text(balance->outcome);
    *cells++ = open_text(balance->reason);
}

static void line_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_line *line = &run->lines[row];

    *cells++ = open_text(run->beneficiaries[line->beneficiary].id);
    *cells++ = open_action_number(run->actions[line->action].number);
    *cells++ = open_text(run->groups[line->group].group);
    *cells++ = open_text(line->choice);
    *cells++ = open_count(line->baseline);
    *cells++ = open_count(line->target);
    *cells++ = open_count(line->achieved);
    *cells++ = open_money(line->price);
    *cells++ = open_text(line->split);
    *cells++ = open_money(line->grant);
    fill_balance(&line->balance, cells);
}

static const struct open_column incentive_columns[] = {
    BENEFICIARY,
    WORD("stimulans", true, "sleutel van de stimulans", "key of the incentive"),
    WORD("naam", true, "naam van de stimulans", "name of the incentive"),
    AMOUNT("bedrag", "toegekend bedrag", "amount granted"),
    BALANCE_COLUMNS,
    PATTERN("uitkomst", true, OUTCOMES, "uitkomst", "outcome"),
    WORD("reden", true, "reden van de uitkomst", "reason of the outcome")};

static uint32_t incentive_rows(const struct run *run)
{
    return run->incentive_count;
}

static void incentive_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_incentive *line = &run->incentives[row];

    *cells++ = open_text(run->beneficiaries[line->beneficiary].id);
    *cells++ = open_text(run->incentive_kinds[line->kind].id);
    *cells++ = open_text(run->incentive_kinds[line->kind].name);
    fill_balance(&line->balance, cells);
}

/* ---- rapporten, kpi ---- */

static const struct open_column report_columns[] = {
    BENEFICIARY,
    ACTION,
    GROUP,
    PATTERN("moment", true, "tussentijds|eind", "tussentijds of eindrapport",
            "interim or final report"),
    DATE("datum", "datum van het rapport", "date of the report"),
    UNITS("behaalde_kpi", true, "behaald totaal, huidig bereik inbegrepen",
          "reported total, baseline included"),
    PATTERN("gebruik", true, "telt|vervangen|later-dan-peildatum|telt-niet",
            "wat er met het rapport gebeurde", "what became of the report")};

static uint32_t report_rows(const struct run *run)
{
    return run->report_count;
}

static uint32_t first_report(const struct run *run, uint32_t line)
{
    return run->lines[line].first_report;
}

static void report_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_report *report = &run->reports[row];
    const struct run_line *line = &run->lines[owner_of(run, run->line_count, first_report, row)];

    *cells++ = open_text(run->beneficiaries[line->beneficiary].id);
    *cells++ = open_action_number(run->actions[line->action].number);
    *cells++ = open_text(run->groups[line->group].group);
    *cells++ = open_text(report->moment);
    *cells++ = open_text(report->date);
    *cells++ = open_count(report->achieved);
    *cells++ = open_text(report->use);
}

static const struct open_column kpi_columns[] = {
    ACTION,
    GROUP,
    NUMBER("aanvragen", "aanvragen", "aanvragen, stopgezette inbegrepen",
           "applications, stopped ones included"),
    NUMBER("stopgezet", "aanvragen", "stopgezette aanvragen", "stopped applications"),
    NUMBER("gerapporteerd", "aanvragen", "aanvragen met een eindrapport dat telt",
           "applications with a final report that counts"),
    NUMBER("bereikt", "aanvragen", "eindrapporten die de KPI halen",
           "final reports that reach the target"),
    UNITS("vooropgesteld", true, "beloofd totaal van wie voortzet", "promised by those that go on"),
    UNITS("vooropgesteld_gerapporteerd", true, "beloofd totaal van wie gerapporteerd heeft",
          "promised by those that reported"),
    UNITS("behaald", true, "behaald totaal van wie gerapporteerd heeft",
          "reached by those that reported"),
    AMOUNT("toegekend", "toegekend bedrag", "amount granted")};

static void kpi_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    int64_t numbers[7] = {0};
    struct money granted = {0};

    for (uint32_t i = 0; i < run->line_count; i++) {
        const struct run_line *line = &run->lines[i];
        bool stopped = strcmp(line->choice, "stopzetten") == 0;
        bool reported = line->achieved != RUN_NONE && !stopped;
        if (line->group != row)
            continue;
        numbers[0]++;
        numbers[1] += stopped;
        numbers[2] += reported;
        numbers[3] += reported && line->achieved >= line->target;
        numbers[4] += stopped ? 0 : line->target;
        numbers[5] += reported ? line->target : 0;
        numbers[6] += reported ? line->achieved : 0;
        granted.cents += line->balance.granted.cents; /* at most the total that was checked */
    }
    *cells++ = open_action_number(run->groups[row].action);
    *cells++ = open_text(run->groups[row].group);
    for (size_t i = 0; i < COUNT(numbers); i++)
        *cells++ = open_count(numbers[i]);
    *cells++ = open_money(granted);
}

/* ---- the tables ---- */

const struct open_table open_begunstigden = {
    .file = "begunstigden.csv",
    .title = {"Begunstigden", "Beneficiaries"},
    COLUMNS(beneficiary_columns),
    .key = "begunstigde",
    .rows = beneficiary_rows,
    .fill = beneficiary_fill,
};

const struct open_table open_leden = {
    .file = "leden.csv",
    .title = {"Gemeenten per begunstigde", "Municipalities by beneficiary"},
    COLUMNS(member_columns),
    .key = "begunstigde nis",
    .links = {{"begunstigde", "begunstigden.csv"}},
    .rows = member_rows,
    .fill = member_fill,
};

const struct open_table open_afrekening = {
    .file = "afrekening.csv",
    .title = {"Afrekening per actie", "Settlement by action"},
    COLUMNS(line_columns),
    .key = LINE_KEY,
    .links = {{"begunstigde", "begunstigden.csv"}, {"actie doelgroep", "doelgroepen.csv"}},
    .rows = line_rows,
    .fill = line_fill,
};

const struct open_table open_stimulansen = {
    .file = "stimulansen.csv",
    .title = {"Stimulansen", "Incentives"},
    COLUMNS(incentive_columns),
    .key = "begunstigde stimulans",
    .links = {{"begunstigde", "begunstigden.csv"}},
    .rows = incentive_rows,
    .fill = incentive_fill,
};

const struct open_table open_rapporten = {
    .file = "rapporten.csv",
    .title = {"KPI-rapporten", "KPI reports"},
    COLUMNS(report_columns),
    .key = LINE_KEY " moment datum",
    .links = {{LINE_KEY, "afrekening.csv"}},
    .rows = report_rows,
    .fill = report_fill,
};

const struct open_table open_kpi = {
    .file = "kpi.csv",
    .title = {"Beloofd en behaald per actie", "Promised and reached by action"},
    COLUMNS(kpi_columns),
    .key = "actie doelgroep",
    .links = {{"actie doelgroep", "doelgroepen.csv"}},
    .rows = open_group_rows,
    .fill = kpi_fill,
};
