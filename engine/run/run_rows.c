/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of afrekening.json becomes a struct, cell by cell, as columns.def says. */
#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "run/run_value.h"

/* ---- cells that hold more than a value ---- */

static void take_words(struct run_reader *r, const struct run_column *column, const json_t *list,
                       char *row)
{
    *(const char *const **)(void *)(row + column->at) =
        value_words(r, list, (uint32_t *)(void *)(row + column->number));
}

static void take_texts(struct run_reader *r, const struct run_column *column, const json_t *from,
                       char *row)
{
    size_t size = json_object_size(from);
    struct run_alternative *kept = arena_alloc(r->to->arena, size * sizeof *kept);
    uint32_t count = 0;
    const char *key;
    json_t *value;

    if (kept == NULL || !json_is_object(from)) {
        run_fail(r, kept == NULL ? STATUS_MEMORY : STATUS_SYNTAX);
        return;
    }
    json_object_foreach((json_t *)(uintptr_t)from, key, value) kept[count++] =
        (struct run_alternative){value_copy(r, key, strlen(key)), value_text(r, value)};
    *(const struct run_alternative **)(void *)(row + column->at) = kept;
    *(uint32_t *)(void *)(row + column->number) = count;
}

static void take_option(struct run_reader *r, const json_t *options, const char *name,
                        struct run_option *to)
{
    run_take_row(r, RUN_option, value_member(options, name), true, to);
}

static void take_options(struct run_reader *r, const json_t *options, struct run_line *line)
{
    if (json_is_null(options))
        return;
    line->needs_decision = true;
    if (json_object_size(options) != 4)
        run_fail(r, STATUS_SYNTAX);
    take_option(r, options, "inhouden", &line->options.withhold);
    line->options.regrant = value_amount(r, value_member(options, "subsidie_op_behaald"));
    take_option(r, options, "herberekenen", &line->options.recompute);
    take_option(r, options, "alles_terugvorderen", &line->options.recover_all);
}

static void take_readings(struct run_reader *r, const json_t *readings,
                          struct run_beneficiary *owner)
{
    if (json_object_size(readings) != 2)
        run_fail(r, STATUS_SYNTAX);
    run_take_row(r, RUN_reading, value_member(readings, "eigen-inbreng"), true, &owner->own);
    run_take_row(r, RUN_reading, value_member(readings, "bruto"), true, &owner->gross);
    owner->chosen = *run_reading_chosen(&r->to->run, owner);
}

static void take_outcomes(struct run_reader *r, const json_t *from, int64_t *outcomes)
{
    if (json_object_size(from) != 7)
        run_fail(r, STATUS_SYNTAX);
    for (size_t i = 0; i < 7; i++)
        outcomes[i] = value_count(r, value_member(from, run_outcomes[i]));
}

/* ---- rows inside a cell ---- */

#define TAKE_ROW(r, table, vector, json)                                                           \
    do {                                                                                           \
        struct run_##table taken = {0};                                                            \
        run_take_row((r), RUN_##table, (json), false, &taken);                                     \
        RUN_PUSH((r), vector, taken);                                                              \
    } while (0)

static void take_inner(struct run_reader *r, enum run_table table, const json_t *json)
{
    struct run_group group = {0};

    switch (table) {
    case RUN_grant:
        TAKE_ROW(r, grant, grants, json);
        return;
    case RUN_report:
        TAKE_ROW(r, report, reports, json);
        return;
    case RUN_decision:
        TAKE_ROW(r, decision, decisions, json);
        return;
    case RUN_member:
        TAKE_ROW(r, member, members, json);
        return;
    case RUN_payment:
        TAKE_ROW(r, payment, payments, json);
        return;
    case RUN_spending:
        TAKE_ROW(r, spending, spending, json);
        return;
    default:
        assert(table == RUN_group);
        run_take_row(r, RUN_group, json, true, &group);
        RUN_PUSH(r, groups, group);
        return;
    }
}

/* Where the rows of a table go. */
static uint32_t inner_count(const struct run_reader *r, enum run_table table)
{
    const struct run_loading *to = r->to;

    switch (table) {
    case RUN_grant:
        return to->grants.count;
    case RUN_report:
        return to->reports.count;
    case RUN_decision:
        return to->decisions.count;
    case RUN_member:
        return to->members.count;
    case RUN_payment:
        return to->payments.count;
    case RUN_spending:
        return to->spending.count;
    default:
        return to->groups.count;
    }
}

static void take_rows(struct run_reader *r, const struct run_column *column, const json_t *list,
                      char *row)
{
    uint32_t first = inner_count(r, column->rows);

    for (size_t i = 0; i < value_rows(r, list); i++)
        take_inner(r, column->rows, json_array_get(list, i));
    *(uint32_t *)(void *)(row + column->at) = first;
    *(uint32_t *)(void *)(row + column->number) = inner_count(r, column->rows) - first;
}

/* ---- cells that hold a value ---- */

static void take_text(struct run_reader *r, const struct run_column *column, const json_t *value,
                      const char **to)
{
    switch (column->kind) {
    case RUN_NULL_TEXT:
        *to = value_text_or_none(r, value);
        return;
    case RUN_OUTCOME:
        *to = value_word(r, value, run_outcomes, 7);
        return;
    case RUN_KEY: /* of what stands elsewhere: looked up when the row is there */
    case RUN_NUMBER:
    case RUN_GROUP:
        *to = r->borrows ? value_borrow(r, value) : value_text(r, value);
        return;
    case RUN_TEXT:
    case RUN_EMPTY_TEXT:
        *to = value_text(r, value);
        return;
    default: /* one of few */
        *to = value_known(r, value);
        return;
    }
}

static void take_cell(struct run_reader *r, const struct run_column *column, const json_t *value,
                      char *row)
{
    void *to = row + column->at;

    switch (column->kind) {
    case RUN_COUNT:
        *(int64_t *)to = value_count(r, value);
        return;
    case RUN_MAYBE_COUNT:
        *(int64_t *)to = value_count_or_none(r, value);
        return;
    case RUN_LINE:
        *(uint32_t *)to = value_line(r, value);
        return;
    case RUN_BOOL:
        *(bool *)to = value_bool(r, value);
        return;
    case RUN_AMOUNT:
    case RUN_SIGNED_AMOUNT:
        *(struct money *)to = value_amount(r, value);
        return;
    case RUN_MAYBE_AMOUNT:
    case RUN_MAYBE_SIGNED:
        *(struct run_amount *)to = value_amount_or_none(r, value);
        return;
    case RUN_WORDS:
        take_words(r, column, value, row);
        return;
    case RUN_TEXTS:
        take_texts(r, column, value, row);
        return;
    case RUN_ROWS:
    case RUN_BLOCKS:
        take_rows(r, column, value, row);
        return;
    case RUN_OPTIONS:
        take_options(r, value, (void *)row);
        return;
    case RUN_READINGS:
        take_readings(r, value, (void *)row);
        return;
    case RUN_OUTCOMES:
        take_outcomes(r, value, to);
        return;
    default:
        take_text(r, column, value, to);
        return;
    }
}

void run_take_row(struct run_reader *r, enum run_table table, const json_t *json, bool block,
                  void *row)
{
    const struct run_shape *shape = &r->shapes[table];
    size_t size = block ? json_object_size(json) : json_array_size(json);

    if (size != shape->count) { /* of what is neither: 0 */
        run_fail(r, STATUS_SYNTAX);
        return;
    }
    for (size_t i = 0; i < shape->count; i++)
        take_cell(r, shape->columns[i],
                  block ? json_object_get(json, shape->columns[i]->name) : json_array_get(json, i),
                  row);
}

/* ---- the rows of the three tables ---- */

/* The index that a key stands for. */
static uint32_t index_of(struct run_reader *r, const struct text_map *map, const char *key)
{
    uint32_t found = text_map_find(map, (struct text){key, strlen(key)});

    if (found != MAP_NONE)
        return found;
    run_fail(r, STATUS_SYNTAX);
    return 0;
}

/* The group of an action, and the action: both from the scheme. */
static void find_group(struct run_reader *r, struct run_line *line)
{
    char key[2 * LIMIT_TEXT_BYTES];
    size_t head = strlen(line->number);
    size_t tail = strlen(line->group_id);

    if (head + tail + 1 >= sizeof key) {
        run_fail(r, STATUS_SYNTAX);
        return;
    }
    memcpy(key, line->number, head);
    key[head] = '\t';
    memcpy(key + head + 1, line->group_id, tail + 1);
    line->group = index_of(r, r->groups, key);
    if (r->to->status != STATUS_OK)
        return;
    line->group_id = r->to->groups.items[line->group].group;
    line->number = r->to->groups.items[line->group].action;
    for (uint32_t i = 0; i < r->to->actions.count; i++)
        if (strcmp(r->to->actions.items[i].number, line->number) == 0)
            line->action = i;
}

static uint32_t find_owner(struct run_reader *r, const char **id, const char **name)
{
    uint32_t index = index_of(r, r->beneficiaries, *id);

    if (r->to->status != STATUS_OK)
        return 0;
    *id = r->to->beneficiaries.items[index].id;
    *name = r->to->beneficiaries.items[index].name;
    return index;
}

void run_line_row(struct run_reader *r, const json_t *row)
{
    struct run_line line = {.balance.reason_text = ""};

    r->borrows = true;
    run_take_row(r, RUN_line, row, false, &line);
    r->borrows = false;
    if (r->to->status != STATUS_OK)
        return;
    line.beneficiary = find_owner(r, &line.owner, &line.owner_name);
    find_group(r, &line);
    RUN_PUSH(r, lines, line);
}

void run_incentive_row(struct run_reader *r, const json_t *row)
{
    struct run_incentive line = {.balance.reason_text = ""};

    r->borrows = true;
    run_take_row(r, RUN_incentive, row, false, &line);
    r->borrows = false;
    if (r->to->status != STATUS_OK)
        return;
    line.beneficiary = find_owner(r, &line.owner, &line.owner_name);
    line.kind = index_of(r, r->kinds, line.kind_id);
    if (r->to->status != STATUS_OK)
        return;
    line.kind_id = r->to->incentive_kinds.items[line.kind].id;
    line.kind_name = r->to->incentive_kinds.items[line.kind].name;
    RUN_PUSH(r, incentives, line);
}

void run_beneficiary_row(struct run_reader *r, const json_t *row)
{
    struct run_beneficiary line = {0};
    uint32_t found;

    run_take_row(r, RUN_beneficiary, row, false, &line);
    if (r->to->status != STATUS_OK)
        return;
    if (text_map_add(r->beneficiaries, (struct text){line.id, strlen(line.id)},
                     r->to->beneficiaries.count, &found) != STATUS_OK)
        run_fail(r, STATUS_MEMORY);
    else if (found != r->to->beneficiaries.count)
        run_fail(r, STATUS_SYNTAX);
    RUN_PUSH(r, beneficiaries, line);
}
