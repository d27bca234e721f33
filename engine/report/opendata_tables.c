/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/opendata_tables.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- cells ---- */

static struct open_cell text(const char *value)
{
    return (struct open_cell){.kind = OPEN_TEXT, .text = value};
}

static struct open_cell count(int64_t value)
{
    return (struct open_cell){.kind = OPEN_COUNT, .count = value};
}

static struct open_cell amount(struct run_amount value)
{
    return (struct open_cell){.kind = OPEN_MONEY, .amount = value};
}

static struct open_cell money(struct money value)
{
    return amount((struct run_amount){true, value});
}

static struct open_cell boolean(bool value)
{
    return (struct open_cell){.kind = OPEN_BOOLEAN, .count = value};
}

/* ---- columns that tables share ---- */

#define BENEFICIARY                                                                                \
    {                                                                                              \
        .name = "begunstigde", .required = true, .says = {                                         \
            "sleutel van de begunstigde",                                                          \
            "key of the beneficiary"                                                               \
        }                                                                                          \
    }
#define ACTION                                                                                     \
    {                                                                                              \
        .name = "actie", .kind = OPEN_COUNT, .required = true, .says = {                           \
            "nummer van de actie",                                                                 \
            "number of the action"                                                                 \
        }                                                                                          \
    }
#define GROUP                                                                                      \
    {                                                                                              \
        .name = "doelgroep", .empty_is_text = true, .says = {                                      \
            "doelgroep; leeg als de actie er geen heeft",                                          \
            "target group; empty when the action has none"                                         \
        }                                                                                          \
    }
#define AMOUNT(column, nl, en)                                                                     \
    {                                                                                              \
        .name = column, .kind = OPEN_MONEY, .required = true, .says = { nl, en }                   \
    }
#define UNITS(column, need, nl, en)                                                                \
    {                                                                                              \
        .name = column, .kind = OPEN_COUNT, .required = need, .says = { nl, en }                   \
    }
#define NUMBER(column, of, nl, en)                                                                 \
    {                                                                                              \
        .name = column, .kind = OPEN_COUNT, .required = true, .unit = of, .says = { nl, en }       \
    }
#define WORD(column, need, nl, en)                                                                 \
    {                                                                                              \
        .name = column, .required = need, .says = { nl, en }                                       \
    }
#define DATE(column, nl, en)                                                                       \
    {                                                                                              \
        .name = column, .required = true, .is_date = true, .format = "yyyy-MM-dd", .says = {       \
            nl,                                                                                    \
            en                                                                                     \
        }                                                                                          \
    }
#define PATTERN(column, need, regexp, nl, en)                                                      \
    {                                                                                              \
        .name = column, .required = need, .format = regexp, .says = { nl, en }                     \
    }

#define BALANCE_COLUMNS                                                                            \
    AMOUNT("voorschot", "bij de goedkeuring betaald deel", "part paid on approval"),               \
        AMOUNT("saldo", "te betalen saldo", "balance to pay"),                                     \
        AMOUNT("ingehouden", "ingehouden deel van het saldo", "part of the balance withheld"),     \
        AMOUNT("open", "saldo dat op een rapport of beslissing wacht",                             \
               "balance that waits for a report or a decision"),                                   \
        AMOUNT("terugvordering", "teruggevorderd bedrag", "amount claimed back")

#define OUTCOMES                                                                                   \
    "beslissing-nodig|terugvordering|saldo-ingehouden|lopend|saldo-uitbetalen|stopgezet|geen-"     \
    "subsidie"

/* ---- acties, doelgroepen ---- */

static const struct open_column action_columns[] = {
    ACTION,
    WORD("naam", true, "naam van de actie", "name of the action"),
    WORD("doel", true, "doelstelling waar de actie onder valt", "goal that the action serves"),
    {.name = "altijd_beoordeeld",
     .kind = OPEN_BOOLEAN,
     .required = true,
     .says = {"wordt bij het tussentijdse rapport altijd beoordeeld",
              "is always judged at the interim report"}}};

static uint32_t action_rows(const struct run *run)
{
    return run->action_count;
}

/* The number of an action as a number; the scheme holds it as digits. */
static struct open_cell action_number(const char *number)
{
    int64_t value = RUN_NONE;

    if (text_parse_count((struct text){number, strlen(number)}, &value) != STATUS_OK)
        value = RUN_NONE;
    return count(value);
}

static void action_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_action *action = &run->actions[row];

    *cells++ = action_number(action->number);
    *cells++ = text(action->name);
    *cells++ = text(action->goal);
    *cells++ = boolean(action->always_judged);
}

static const struct open_column group_columns[] = {
    ACTION,
    GROUP,
    WORD("eenheid", true, "wat er geteld wordt", "what is counted"),
    {.name = "standaardbedrag",
     .kind = OPEN_MONEY,
     .says = {"bedrag per eenheid volgens de regeling; leeg: de regeling zegt het niet",
              "amount per unit of the scheme; empty: the scheme does not say"}},
    UNITS("maximum", false, "hoogste aantal eenheden per aanvrager",
          "largest number of units per applicant")};

static uint32_t group_rows(const struct run *run)
{
    return run->group_count;
}

static void group_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_group *group = &run->groups[row];
    const struct run_parameter *price = run_parameter_find(run, group->price_parameter);
    const char *value = price == NULL ? "" : price->value;
    struct run_amount per_unit = {0};

    per_unit.known = text_parse_money((struct text){value, strlen(value)}, &per_unit.money) ==
                     STATUS_OK;
    *cells++ = action_number(group->action);
    *cells++ = text(group->group);
    *cells++ = text(group->unit);
    *cells++ = amount(per_unit);
    *cells++ = count(group->maximum);
}

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

    *cells++ = text(owner->id);
    *cells++ = text(owner->name);
    *cells++ = text(owner->kind);
    *cells++ = text(owner->nis);
    *cells++ = text(owner->kbo);
    *cells++ = money(owner->granted);
    *cells++ = money(owner->incentives);
    *cells++ = money(owner->advance);
    *cells++ = money(owner->paid);
    *cells++ = money(owner->withheld);
    *cells++ = money(owner->open);
    *cells++ = money(owner->recovery);
    *cells++ = money(owner->received);
    *cells++ = money(owner->due);
    *cells++ = amount(owner->spending);
    *cells++ = text(owner->accounts);
    *cells++ = text(owner->outcome);
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
static uint32_t owner_of_member(const struct run *run, uint32_t row)
{
    uint32_t low = 0;
    uint32_t high = run->beneficiary_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (run->beneficiaries[middle].first_member <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void member_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    *cells++ = text(run->beneficiaries[owner_of_member(run, row)].id);
    *cells++ = text(run->members[row].nis);
    *cells++ = text(run->members[row].name);
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
    *cells++ = money(balance->granted);
    *cells++ = money(balance->advance);
    *cells++ = money(balance->paid);
    *cells++ = money(balance->withheld);
    *cells++ = money(balance->open);
    *cells++ = money(balance->recovery);
    *cells++ = text(balance->outcome);
    *cells++ = text(balance->reason);
}

static void line_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_line *line = &run->lines[row];

    *cells++ = text(run->beneficiaries[line->beneficiary].id);
    *cells++ = action_number(run->actions[line->action].number);
    *cells++ = text(run->groups[line->group].group);
    *cells++ = text(line->choice);
    *cells++ = count(line->baseline);
    *cells++ = count(line->target);
    *cells++ = count(line->achieved);
    *cells++ = money(line->price);
    *cells++ = text(line->split);
    *cells++ = money(line->grant);
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

    *cells++ = text(run->beneficiaries[line->beneficiary].id);
    *cells++ = text(run->incentive_kinds[line->kind].id);
    *cells++ = text(run->incentive_kinds[line->kind].name);
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

static uint32_t line_of_report(const struct run *run, uint32_t row)
{
    uint32_t low = 0;
    uint32_t high = run->line_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (run->lines[middle].first_report <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void report_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_report *report = &run->reports[row];
    const struct run_line *line = &run->lines[line_of_report(run, row)];

    *cells++ = text(run->beneficiaries[line->beneficiary].id);
    *cells++ = action_number(run->actions[line->action].number);
    *cells++ = text(run->groups[line->group].group);
    *cells++ = text(report->moment);
    *cells++ = text(report->date);
    *cells++ = count(report->achieved);
    *cells++ = text(report->use);
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
    *cells++ = action_number(run->groups[row].action);
    *cells++ = text(run->groups[row].group);
    for (size_t i = 0; i < COUNT(numbers); i++)
        *cells++ = count(numbers[i]);
    *cells++ = money(granted);
}

/* ---- parameters, bronnen ---- */

static const struct open_column parameter_columns[] = {
    WORD("naam", true, "naam van de waarde", "name of the value"),
    DATE("van", "geldig vanaf", "valid from"),
    DATE("tot", "geldig tot en met", "valid up to and including"),
    WORD("waarde", false, "waarde zoals ze in de regeling staat; leeg: de bron zegt het niet",
         "value as written in the scheme; empty: the source does not say"),
    WORD("bron", true, "bron", "source"),
    WORD("passage", true, "plaats in de bron", "passage"),
    WORD("aanname", false, "aanname waar de waarde op rust", "assumption on which it rests")};

static uint32_t parameter_rows(const struct run *run)
{
    return run->parameter_count;
}

static void parameter_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    const struct run_parameter *parameter = &run->parameters[row];

    *cells++ = text(parameter->name);
    *cells++ = text(parameter->from);
    *cells++ = text(parameter->to);
    *cells++ = text(parameter->value);
    *cells++ = text(parameter->source);
    *cells++ = text(parameter->passage);
    *cells++ = text(parameter->assumption);
}

static const struct open_column source_columns[] = {
    WORD("bron", true, "sleutel van de bron", "key of the source"),
    WORD("titel", true, "titel", "title"),
    WORD("document", true, "document, of waar het gepubliceerd is",
         "document, or where it is published")};

static uint32_t source_rows(const struct run *run)
{
    return run->source_count;
}

static void source_fill(const struct run *run, uint32_t row, struct open_cell *cells)
{
    *cells++ = text(run->sources[row].id);
    *cells++ = text(run->sources[row].title);
    *cells++ = text(run->sources[row].document);
}

/* ---- all ---- */

#define COLUMNS(array) .columns = array, .column_count = COUNT(array)
#define LINE_KEY "begunstigde actie doelgroep"

const struct open_table open_tables[] = {
    {.file = "acties.csv",
     .title = {"Acties", "Actions"},
     COLUMNS(action_columns),
     .key = "actie",
     .rows = action_rows,
     .fill = action_fill},
    {.file = "afrekening.csv",
     .title = {"Afrekening per actie", "Settlement by action"},
     COLUMNS(line_columns),
     .key = LINE_KEY,
     .links = {{"begunstigde", "begunstigden.csv"}, {"actie doelgroep", "doelgroepen.csv"}},
     .rows = line_rows,
     .fill = line_fill},
    {.file = "begunstigden.csv",
     .title = {"Begunstigden", "Beneficiaries"},
     COLUMNS(beneficiary_columns),
     .key = "begunstigde",
     .rows = beneficiary_rows,
     .fill = beneficiary_fill},
    {.file = "bronnen.csv",
     .title = {"Bronnen", "Sources"},
     COLUMNS(source_columns),
     .key = "bron",
     .rows = source_rows,
     .fill = source_fill},
    {.file = "doelgroepen.csv",
     .title = {"Doelgroepen en eenheden", "Target groups and units"},
     COLUMNS(group_columns),
     .key = "actie doelgroep",
     .links = {{"actie", "acties.csv"}},
     .rows = group_rows,
     .fill = group_fill},
    {.file = "kpi.csv",
     .title = {"Beloofd en behaald per actie", "Promised and reached by action"},
     COLUMNS(kpi_columns),
     .key = "actie doelgroep",
     .links = {{"actie doelgroep", "doelgroepen.csv"}},
     .rows = group_rows,
     .fill = kpi_fill},
    {.file = "leden.csv",
     .title = {"Gemeenten per begunstigde", "Municipalities by beneficiary"},
     COLUMNS(member_columns),
     .key = "begunstigde nis",
     .links = {{"begunstigde", "begunstigden.csv"}},
     .rows = member_rows,
     .fill = member_fill},
    {.file = "parameters.csv",
     .title = {"Waarden van de regeling", "Values of the scheme"},
     COLUMNS(parameter_columns),
     .key = "naam van",
     .links = {{"bron", "bronnen.csv"}},
     .rows = parameter_rows,
     .fill = parameter_fill},
    {.file = "rapporten.csv",
     .title = {"KPI-rapporten", "KPI reports"},
     COLUMNS(report_columns),
     .key = LINE_KEY " moment datum",
     .links = {{LINE_KEY, "afrekening.csv"}},
     .rows = report_rows,
     .fill = report_fill},
    {.file = "stimulansen.csv",
     .title = {"Stimulansen", "Incentives"},
     COLUMNS(incentive_columns),
     .key = "begunstigde stimulans",
     .links = {{"begunstigde", "begunstigden.csv"}},
     .rows = incentive_rows,
     .fill = incentive_fill},
};

const size_t open_table_count = COUNT(open_tables);
