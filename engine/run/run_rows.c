/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of afrekening.json: their cells stand in the order of the columns of the schema. */
#include <jansson.h>
#include <string.h>

#include "run/run_value.h"

/* ---- rows inside a cell ---- */

static uint32_t take_decisions(struct run_reader *r, const json_t *list)
{
    uint32_t first = r->to->decisions.count;

    for (size_t i = 0; i < value_rows(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 6);
        struct run_decision row = {.line = cells_line(&cells)};
        row.date = cells_text(&cells);
        row.decision = cells_text(&cells);
        row.amount = cells_amount_or_none(&cells);
        row.reference = cells_text(&cells);
        row.use = cells_text(&cells);
        RUN_PUSH(r, decisions, row);
    }
    return r->to->decisions.count - first;
}

static uint32_t take_grants(struct run_reader *r, const json_t *list)
{
    uint32_t first = r->to->grants.count;

    for (size_t i = 0; i < value_rows(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 5);
        struct run_grant row = {.line = cells_line(&cells)};
        row.date = cells_text(&cells);
        row.amount = cells_amount(&cells);
        row.act = cells_text(&cells);
        row.use = cells_text(&cells);
        RUN_PUSH(r, grants, row);
    }
    return r->to->grants.count - first;
}

static uint32_t take_reports(struct run_reader *r, const json_t *list)
{
    uint32_t first = r->to->reports.count;

    for (size_t i = 0; i < value_rows(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 6);
        struct run_report row = {.line = cells_line(&cells)};
        row.moment = cells_text(&cells);
        row.date = cells_text(&cells);
        row.achieved = cells_count(&cells);
        row.motivation = cells_text(&cells);
        row.use = cells_text(&cells);
        RUN_PUSH(r, reports, row);
    }
    return r->to->reports.count - first;
}

static uint32_t take_members(struct run_reader *r, const json_t *list)
{
    uint32_t first = r->to->members.count;

    for (size_t i = 0; i < value_rows(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 4);
        struct run_member row = {.line = cells_line(&cells)};
        row.nis = cells_text(&cells);
        row.name = cells_text(&cells);
        row.inhabitants = cells_count_or_none(&cells);
        RUN_PUSH(r, members, row);
    }
    return r->to->members.count - first;
}

static uint32_t take_payments(struct run_reader *r, const json_t *list)
{
    uint32_t first = r->to->payments.count;

    for (size_t i = 0; i < value_rows(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 6);
        struct run_payment row = {.line = cells_line(&cells)};
        row.date = cells_text(&cells);
        row.kind = cells_text(&cells);
        row.amount = cells_amount(&cells);
        row.reference = cells_text(&cells);
        row.use = cells_text(&cells);
        RUN_PUSH(r, payments, row);
    }
    return r->to->payments.count - first;
}

static uint32_t take_spending(struct run_reader *r, const json_t *list)
{
    uint32_t first = r->to->spending.count;

    for (size_t i = 0; i < value_rows(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 11);
        struct run_spending row = {.line = cells_line(&cells)};
        row.nis = cells_text(&cells);
        row.fiscal_year = cells_count(&cells);
        row.quarter = cells_count_or_none(&cells);
        row.code = cells_text(&cells);
        row.action = cells_text(&cells);
        row.amount = cells_amount(&cells);
        row.source = cells_text(&cells);
        row.use = cells_text(&cells);
        row.share = cells_amount_or_none(&cells);
        row.estimated = value_bool(r, cells_next(&cells));
        RUN_PUSH(r, spending, row);
    }
    return r->to->spending.count - first;
}

/* The index that a key stands for. */
static uint32_t index_of(struct run_reader *r, const struct text_map *map, const char *key)
{
    uint32_t found = text_map_find(map, (struct text){key, strlen(key)});

    if (found != MAP_NONE)
        return found;
    run_fail(r, STATUS_SYNTAX);
    return 0;
}

static void take_balance(struct cells *cells, struct run_balance *out)
{
    out->granted = cells_amount(cells);
    out->advance = cells_amount(cells);
    out->computed = cells_amount(cells);
    out->outcome = value_word(cells->r, cells_next(cells), run_outcomes, 7);
    out->paid = cells_amount(cells);
    out->withheld = cells_amount(cells);
    out->open = cells_amount(cells);
    out->recovery = cells_amount(cells);
    out->reason = cells_text(cells);
    out->reason_text = "";
}

/* ---- afrekening ---- */

static struct run_option take_option(struct run_reader *r, const json_t *options, const char *key)
{
    const json_t *option = value_member(options, key);

    return (struct run_option){value_amount(r, value_member(option, "saldo")),
                               value_amount(r, value_member(option, "ingehouden")),
                               value_amount(r, value_member(option, "terugvordering"))};
}

static void take_options(struct run_reader *r, const json_t *options, struct run_line *line)
{
    if (json_is_null(options))
        return;
    line->needs_decision = true;
    line->options.withhold = take_option(r, options, "inhouden");
    line->options.regrant = value_amount(r, value_member(options, "subsidie_op_behaald"));
    line->options.recompute = take_option(r, options, "herberekenen");
    line->options.recover_all = take_option(r, options, "alles_terugvorderen");
}

/* The group of an action, and the action: both from the scheme. */
static void find_group(struct run_reader *r, const char *number, const char *group,
                       struct run_line *line)
{
    char key[2 * LIMIT_TEXT_BYTES];
    size_t head = strlen(number);
    size_t tail = strlen(group);

    if (head + tail + 1 >= sizeof key) {
        run_fail(r, STATUS_SYNTAX);
        return;
    }
    memcpy(key, number, head);
    key[head] = '\t';
    memcpy(key + head + 1, group, tail + 1);
    line->group = index_of(r, r->groups, key);
    if (r->to->status != STATUS_OK)
        return;
    for (uint32_t i = 0; i < r->to->actions.count; i++)
        if (strcmp(r->to->actions.items[i].number, number) == 0)
            line->action = i;
}

void run_line_row(struct run_reader *r, const json_t *row)
{
    struct cells cells = cells_of(r, row, 29);
    struct run_line line = {.beneficiary = index_of(r, r->beneficiaries, cells_text(&cells))};
    const char *number = cells_text(&cells);

    find_group(r, number, cells_text(&cells), &line);
    line.line = cells_line(&cells);
    line.choice = cells_text(&cells);
    line.baseline = cells_count(&cells);
    line.target = cells_count(&cells);
    line.last_year = cells_count_or_none(&cells);
    line.price = cells_amount(&cells);
    line.price_parameter = value_text_or_none(r, cells_next(&cells));
    line.counted = cells_count(&cells);
    line.divisor = cells_count(&cells);
    line.split = cells_text(&cells);
    line.grant = cells_amount(&cells);
    line.achieved = cells_count_or_none(&cells);
    take_balance(&cells, &line.balance);
    take_options(r, cells_next(&cells), &line);
    line.balance.assumptions = value_words(r, cells_next(&cells), &line.balance.assumption_count);
    line.first_grant = r->to->grants.count;
    line.grant_count = take_grants(r, cells_next(&cells));
    line.first_report = r->to->reports.count;
    line.report_count = take_reports(r, cells_next(&cells));
    line.balance.first_decision = r->to->decisions.count;
    line.balance.decision_count = take_decisions(r, cells_next(&cells));
    RUN_PUSH(r, lines, line);
}

void run_incentive_row(struct run_reader *r, const json_t *row)
{
    struct cells cells = cells_of(r, row, 14);
    struct run_incentive line = {.beneficiary = index_of(r, r->beneficiaries, cells_text(&cells))};

    line.kind = index_of(r, r->kinds, cells_text(&cells));
    line.line = cells_line(&cells);
    take_balance(&cells, &line.balance);
    line.balance.assumptions = value_words(r, cells_next(&cells), &line.balance.assumption_count);
    line.balance.first_decision = r->to->decisions.count;
    line.balance.decision_count = take_decisions(r, cells_next(&cells));
    RUN_PUSH(r, incentives, line);
}

/* ---- begunstigden ---- */

static struct run_reading take_reading(struct run_reader *r, const json_t *reading)
{
    return (struct run_reading){
        value_amount(r, value_member(reading, "vereist")),
        value_amount_or_none(r, value_member(reading, "tekort")),
        value_amount_or_none(r, value_member(reading, "terugvordering_berekend"))};
}

static void take_beneficiary_rows(struct run_reader *r, struct cells *cells,
                                  struct run_beneficiary *line)
{
    line->assumptions = value_words(r, cells_next(cells), &line->assumption_count);
    line->first_member = r->to->members.count;
    line->member_count = take_members(r, cells_next(cells));
    line->first_payment = r->to->payments.count;
    line->payment_count = take_payments(r, cells_next(cells));
    line->first_spending = r->to->spending.count;
    line->spending_count = take_spending(r, cells_next(cells));
    line->first_decision = r->to->decisions.count;
    line->decision_count = take_decisions(r, cells_next(cells));
}

void run_beneficiary_row(struct run_reader *r, const json_t *row)
{
    struct cells cells = cells_of(r, row, 28);
    struct run_beneficiary line = {.id = cells_text(&cells)};
    struct money *const amounts[] = {
        &line.granted,  &line.incentives, &line.advance,  &line.paid,
        &line.withheld, &line.open,       &line.recovery, &line.accounts_recovery,
        &line.received, &line.due,        &line.base};
    uint32_t found;

    line.name = cells_text(&cells);
    line.kind = cells_text(&cells);
    line.nis = cells_text(&cells);
    line.kbo = cells_text(&cells);
    line.line = cells_line(&cells);
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
        *amounts[i] = cells_amount(&cells);
    line.spending = cells_amount_or_none(&cells);
    const json_t *readings = cells_next(&cells);
    line.own = take_reading(r, value_member(readings, "eigen-inbreng"));
    line.gross = take_reading(r, value_member(readings, "bruto"));
    line.accounts = cells_text(&cells);
    line.outcome = value_word(r, cells_next(&cells), run_outcomes, 7);
    line.eligible = cells_text(&cells);
    line.inhabitants = cells_count_or_none(&cells);
    take_beneficiary_rows(r, &cells, &line);
    if (text_map_add(r->beneficiaries, (struct text){line.id, strlen(line.id)},
                     r->to->beneficiaries.count, &found) != STATUS_OK)
        run_fail(r, STATUS_MEMORY);
    else if (found != r->to->beneficiaries.count)
        run_fail(r, STATUS_SYNTAX);
    RUN_PUSH(r, beneficiaries, line);
}
