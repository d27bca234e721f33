/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/columns.h"

#include <assert.h>

#include "run/sums.h"

/* The C type of a member, by kind: another one does not compile. */
#define TYPE_TEXT const char *
#define TYPE_KEY const char *
#define TYPE_WORD const char *
#define TYPE_OUTCOME const char *
#define TYPE_REASON const char *
#define TYPE_USE const char *
#define TYPE_DATE const char *
#define TYPE_GROUP const char *
#define TYPE_NUMBER const char *
#define TYPE_EMPTY_TEXT const char *
#define TYPE_EMPTY_WORD const char *
#define TYPE_NULL_TEXT const char *
#define TYPE_COUNT int64_t
#define TYPE_MAYBE_COUNT int64_t
#define TYPE_LINE uint32_t
#define TYPE_MAYBE_LINE uint32_t
#define TYPE_BOOL bool
#define TYPE_AMOUNT struct money
#define TYPE_SIGNED_AMOUNT struct money
#define TYPE_MAYBE_AMOUNT struct run_amount
#define TYPE_MAYBE_SIGNED struct run_amount
#define TYPE_PERCENT struct run_amount
#define TYPE_WORDS const char *const *
#define TYPE_TEXTS const struct run_alternative *
#define TYPE_ROWS uint32_t
#define TYPE_BLOCKS uint32_t
#define TYPE_OPTIONS struct run_options_open
#define TYPE_READINGS struct run_reading
typedef int64_t outcome_counts[7];
#define TYPE_OUTCOMES outcome_counts

#define IN(json, csv, sql, open)                                                                   \
    {                                                                                              \
        json, csv, sql, open                                                                       \
    }
#define NUMBER_OF(row, member) .number = offsetof(struct run_##row, member)
#define ROWS_OF(row, table) .rows = RUN_##table, NUMBER_OF(row, table##_count)

enum place {
#define TABLE(row, name) FIRST_##row, BEFORE_##row = FIRST_##row - 1,
#define COLUMN(row, column, ...) PLACE_##row##_##column,
#define END(row) END_##row, BACK_##row = END_##row - 1,
#include "run/columns.def"
#undef TABLE
#undef COLUMN
#undef END
};

static const struct run_column columns[] = {
#define TABLE(row, name)
#define COLUMN(row, column, what, member, places, nl, en, ...)                                     \
    {.name = #column,                                                                              \
     .kind = _Generic(&((struct run_##row *)0)->member, TYPE_##what *                              \
                      : RUN_##what),                                                               \
     .at = offsetof(struct run_##row, member),                                                     \
     .in = places,                                                                                 \
     .says = {nl, en},                                                                             \
     __VA_ARGS__},
#define END(row)
#include "run/columns.def"
#undef TABLE
#undef COLUMN
#undef END
};

static const struct {
    const char *name;
    size_t first, end;
} tables[] = {
#define TABLE(row, name) {name, FIRST_##row, END_##row},
#define COLUMN(...)
#define END(row)
#include "run/columns.def"
#undef TABLE
#undef COLUMN
#undef END
};

const char *run_table_name(enum run_table table)
{
    return tables[table].name;
}

const char *run_column_name(const struct run_column *column, enum run_form form)
{
    if (form == RUN_CSV && column->csv != NULL)
        return column->csv;
    return form == RUN_OPEN && column->open != NULL ? column->open : column->name;
}

/* Puts a column where it belongs among those that stand before it in columns.def. */
static void insert(struct run_shape *shape, enum run_form form, const struct run_column *column)
{
    size_t at = shape->count++;

    assert(shape->count <= RUN_COLUMNS_MAX);
    for (; at > 0 && shape->columns[at - 1]->in[form] > column->in[form]; at--)
        shape->columns[at] = shape->columns[at - 1];
    shape->columns[at] = column;
}

void run_shape(enum run_table table, enum run_form form, struct run_shape *out)
{
    out->count = 0;
    for (size_t i = tables[table].first; i < tables[table].end; i++)
        if (columns[i].in[form] != 0)
            insert(out, form, &columns[i]);
}

const void *run_row(const struct run *run, enum run_table table, uint32_t index)
{
    switch (table) {
    case RUN_line:
        return &run->lines[index];
    case RUN_incentive:
        return &run->incentives[index];
    case RUN_beneficiary:
        return &run->beneficiaries[index];
    case RUN_source:
        return &run->sources[index];
    case RUN_parameter:
        return &run->parameters[index];
    case RUN_action:
        return &run->actions[index];
    case RUN_grant:
        return &run->grants[index];
    case RUN_report:
        return &run->reports[index];
    case RUN_decision:
        return &run->decisions[index];
    case RUN_member:
        return &run->members[index];
    case RUN_payment:
        return &run->payments[index];
    case RUN_spending:
        return &run->spending[index];
    case RUN_group:
        return &run->groups[index];
    default:
        assert(false && "a table whose rows do not stand in a run");
        return NULL;
    }
}
