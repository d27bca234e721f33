/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/opendata/columns.h"

struct open_cell open_text(const char *value)
{
    return (struct open_cell){.kind = OPEN_TEXT, .text = value};
}

struct open_cell open_count(int64_t value)
{
    return (struct open_cell){.kind = OPEN_COUNT, .count = value};
}

struct open_cell open_amount(struct run_amount value)
{
    return (struct open_cell){.kind = OPEN_MONEY, .amount = value};
}

struct open_cell open_money(struct money value)
{
    return open_amount((struct run_amount){true, value});
}

struct open_cell open_boolean(bool value)
{
    return (struct open_cell){.kind = OPEN_BOOLEAN, .count = value};
}

const struct open_table *const open_tables[] = {
    &open_acties, &open_afrekening, &open_begunstigden, &open_bronnen,   &open_doelgroepen,
    &open_kpi,    &open_leden,      &open_parameters,   &open_rapporten, &open_stimulansen};

const size_t open_table_count = COUNT(open_tables);
