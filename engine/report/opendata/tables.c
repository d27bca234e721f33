/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/opendata/tables.h"

#include <assert.h>
#include <string.h>

#define LINE_KEY "begunstigde actie doelgroep"

const struct open_table open_tables[] = {
    {.file = "acties.csv", .title = {"Acties", "Actions"}, .table = RUN_action, .key = "actie"},
    {.file = "afrekening.csv",
     .title = {"Afrekening per actie", "Settlement by action"},
     .table = RUN_line,
     .key = LINE_KEY,
     .links = {{"begunstigde", "begunstigden.csv"}, {"actie doelgroep", "doelgroepen.csv"}}},
    {.file = "begunstigden.csv",
     .title = {"Begunstigden", "Beneficiaries"},
     .table = RUN_beneficiary,
     .key = "begunstigde"},
    {.file = "bronnen.csv", .title = {"Bronnen", "Sources"}, .table = RUN_source, .key = "bron"},
    {.file = "doelgroepen.csv",
     .title = {"Doelgroepen en eenheden", "Target groups and units"},
     .table = RUN_group,
     .key = "actie doelgroep",
     .links = {{"actie", "acties.csv"}}},
    {.file = "kpi.csv",
     .title = {"Beloofd en behaald per actie", "Promised and reached by action"},
     .table = RUN_sum,
     .key = "actie doelgroep",
     .links = {{"actie doelgroep", "doelgroepen.csv"}}},
    {.file = "leden.csv",
     .title = {"Gemeenten per begunstigde", "Municipalities by beneficiary"},
     .table = RUN_member,
     .owner = RUN_beneficiary,
     .before = 1,
     .key = "begunstigde nis",
     .links = {{"begunstigde", "begunstigden.csv"}}},
    {.file = "parameters.csv",
     .title = {"Waarden van de regeling", "Values of the scheme"},
     .table = RUN_parameter,
     .key = "naam van",
     .links = {{"bron", "bronnen.csv"}}},
    {.file = "rapporten.csv",
     .title = {"KPI-rapporten", "KPI reports"},
     .table = RUN_report,
     .owner = RUN_line,
     .before = 3,
     .key = LINE_KEY " moment datum",
     .links = {{LINE_KEY, "afrekening.csv"}}},
    {.file = "stimulansen.csv",
     .title = {"Stimulansen", "Incentives"},
     .table = RUN_incentive,
     .key = "begunstigde stimulans",
     .links = {{"begunstigde", "begunstigden.csv"}}},
};
const size_t open_table_count = sizeof open_tables / sizeof *open_tables;

void open_table_shape(const struct open_table *table, struct run_shape *out)
{
    struct run_shape own;

    out->count = 0;
    if (table->before > 0)
        run_shape(table->owner, RUN_OPEN, out);
    out->count = table->before;
    run_shape(table->table, RUN_OPEN, &own);
    assert(out->count + own.count <= RUN_COLUMNS_MAX);
    for (size_t i = 0; i < own.count; i++)
        out->columns[out->count++] = own.columns[i];
}

uint32_t open_table_rows(const struct open_table *table, const struct run *run)
{
    switch (table->table) {
    case RUN_action:
        return run->action_count;
    case RUN_line:
        return run->line_count;
    case RUN_beneficiary:
        return run->beneficiary_count;
    case RUN_source:
        return run->source_count;
    case RUN_member:
        return run->member_count;
    case RUN_parameter:
        return run->parameter_count;
    case RUN_report:
        return run->report_count;
    case RUN_incentive:
        return run->incentive_count;
    default:
        return run->group_count;
    }
}

/* With the amount per unit that its parameter gives. */
static const void *group_row(struct open_data *data, uint32_t index)
{
    struct run_group *group = &data->group;

    *group = data->run->groups[index];
    const struct run_parameter *price = run_parameter_find(data->run, group->price_parameter);
    const char *value = price == NULL ? "" : price->value;
    group->price.known =
        text_parse_money((struct text){value, strlen(value)}, &group->price.money) == STATUS_OK;
    return group;
}

const void *open_table_row(const struct open_table *table, struct open_data *data, uint32_t index)
{
    switch (table->table) {
    case RUN_sum:
        return &data->sums->groups[index];
    case RUN_group:
        return group_row(data, index);
    default:
        return run_row(data->run, table->table, index);
    }
}

static uint32_t first_of(const struct open_table *table, const struct run *run, uint32_t owner)
{
    return table->table == RUN_member ? run->beneficiaries[owner].first_member
                                      : run->lines[owner].first_report;
}

/* Rows hang below their owners in order: the last owner that begins at or before the row. */
const void *open_table_owner(const struct open_table *table, const struct run *run, uint32_t index)
{
    uint32_t low = 0;
    uint32_t high = table->table == RUN_member ? run->beneficiary_count : run->line_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (first_of(table, run, middle) <= index)
            low = middle;
        else
            high = middle;
    }
    return run_row(run, table->owner, low);
}
