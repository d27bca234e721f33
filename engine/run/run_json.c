/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is sealed, but whoever edits it can seal it again: nothing is taken on trust. A cell of
 * another type than the schema's, an index that is not there, a column too many: STATUS_SYNTAX.
 *
 * Every row stands on a line of its own, so a run of a million rows is never held as a tree. */
#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "run/run_load.h"

const char *const run_outcomes[7] = {"beslissing-nodig", "terugvordering",   "saldo-ingehouden",
                                     "lopend",           "saldo-uitbetalen", "stopgezet",
                                     "geen-subsidie"};

struct reader {
    struct run_loading *to;
    struct text_map *beneficiaries; /* id -> index */
    struct text_map *groups;        /* "action\tgroup" -> index */
    struct text_map *kinds;         /* id -> index */
};

static void fail(struct reader *r, enum status status)
{
    if (r->to->status == STATUS_OK)
        r->to->status = status;
}

#define PUSH(r, vector, ...)                                                                       \
    do {                                                                                           \
        enum status push_status = VECTOR_PUSH(&(r)->to->vector, __VA_ARGS__);                      \
        if (push_status != STATUS_OK)                                                              \
            fail((r), push_status);                                                                \
    } while (0)

/* ---- values ---- */

static const char *copy(struct reader *r, const char *text, size_t length)
{
    const char *kept = arena_copy(r->to->arena, text, length);

    if (kept != NULL)
        return kept;
    fail(r, STATUS_MEMORY);
    return "";
}

/* null is "" where the schema allows it. */
static const char *text_or_none(struct reader *r, const json_t *value)
{
    if (json_is_null(value))
        return "";
    if (json_is_string(value))
        return copy(r, json_string_value(value), json_string_length(value));
    fail(r, STATUS_SYNTAX);
    return "";
}

static const char *text(struct reader *r, const json_t *value)
{
    if (!json_is_string(value))
        fail(r, STATUS_SYNTAX);
    return text_or_none(r, value);
}

static int64_t count_or_none(struct reader *r, const json_t *value)
{
    if (json_is_null(value))
        return RUN_NONE;
    if (json_is_integer(value) && json_integer_value(value) >= 0 &&
        json_integer_value(value) <= LIMIT_COUNT)
        return json_integer_value(value);
    fail(r, STATUS_SYNTAX);
    return 0;
}

static int64_t count(struct reader *r, const json_t *value)
{
    if (!json_is_integer(value))
        fail(r, STATUS_SYNTAX);
    int64_t number = count_or_none(r, value);

    return number == RUN_NONE ? 0 : number;
}

static uint32_t line_number(struct reader *r, const json_t *value)
{
    int64_t number = count(r, value);

    if (number < UINT32_MAX)
        return (uint32_t)number;
    fail(r, STATUS_SYNTAX);
    return 0;
}

static bool boolean(struct reader *r, const json_t *value)
{
    if (!json_is_boolean(value))
        fail(r, STATUS_SYNTAX);
    return json_is_true(value);
}

/* "30000.00": the Belgian form with a point, and always two decimals. */
static struct run_amount amount_or_none(struct reader *r, const json_t *value)
{
    struct run_amount amount = {0};
    char belgian[MONEY_TEXT_BYTES];
    size_t length = json_string_length(value);

    if (json_is_null(value))
        return amount;
    if (length < 4 || length >= sizeof belgian) {
        fail(r, STATUS_SYNTAX);
        return amount;
    }
    memcpy(belgian, json_string_value(value), length);
    if (belgian[length - 3] == '.' && memchr(belgian, ',', length) == NULL) {
        belgian[length - 3] = ',';
        amount.known = memchr(belgian, '.', length) == NULL &&
                       text_parse_money((struct text){belgian, length}, &amount.money) == STATUS_OK;
    }
    if (!amount.known)
        fail(r, STATUS_SYNTAX);
    return amount;
}

static struct money amount(struct reader *r, const json_t *value)
{
    struct run_amount read = amount_or_none(r, value);

    if (!read.known)
        fail(r, STATUS_SYNTAX);
    return read.money;
}

static const json_t *member(const json_t *object, const char *key)
{
    return json_object_get(object, key);
}

/* ---- rows ---- */

/* The cells of a row, taken from left to right. */
struct cells {
    struct reader *r;
    const json_t *row;
    size_t next;
};

static struct cells cells_of(struct reader *r, const json_t *row, size_t width)
{
    if (!json_is_array(row) || json_array_size(row) != width)
        fail(r, STATUS_SYNTAX);
    return (struct cells){r, row, 0};
}

static const json_t *next(struct cells *cells)
{
    return json_array_get(cells->row, cells->next++);
}

static const char *next_text(struct cells *cells)
{
    return text(cells->r, next(cells));
}

static int64_t next_count(struct cells *cells)
{
    return count(cells->r, next(cells));
}

static int64_t next_count_or_none(struct cells *cells)
{
    return count_or_none(cells->r, next(cells));
}

static uint32_t next_line(struct cells *cells)
{
    return line_number(cells->r, next(cells));
}

static struct money next_amount(struct cells *cells)
{
    return amount(cells->r, next(cells));
}

static struct run_amount next_amount_or_none(struct cells *cells)
{
    return amount_or_none(cells->r, next(cells));
}

/* The rows inside a cell. */
static size_t rows_in(struct reader *r, const json_t *cell)
{
    if (!json_is_array(cell))
        fail(r, STATUS_SYNTAX);
    return json_array_size(cell);
}

static uint32_t take_decisions(struct reader *r, const json_t *list)
{
    uint32_t first = r->to->decisions.count;

    for (size_t i = 0; i < rows_in(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 6);
        struct run_decision row = {.line = next_line(&cells)};
        row.date = next_text(&cells);
        row.decision = next_text(&cells);
        row.amount = next_amount_or_none(&cells);
        row.reference = next_text(&cells);
        row.use = next_text(&cells);
        PUSH(r, decisions, row);
    }
    return r->to->decisions.count - first;
}

static uint32_t take_grants(struct reader *r, const json_t *list)
{
    uint32_t first = r->to->grants.count;

    for (size_t i = 0; i < rows_in(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 5);
        struct run_grant row = {.line = next_line(&cells)};
        row.date = next_text(&cells);
        row.amount = next_amount(&cells);
        row.act = next_text(&cells);
        row.use = next_text(&cells);
        PUSH(r, grants, row);
    }
    return r->to->grants.count - first;
}

static uint32_t take_reports(struct reader *r, const json_t *list)
{
    uint32_t first = r->to->reports.count;

    for (size_t i = 0; i < rows_in(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 6);
        struct run_report row = {.line = next_line(&cells)};
        row.moment = next_text(&cells);
        row.date = next_text(&cells);
        row.achieved = next_count(&cells);
        row.motivation = next_text(&cells);
        row.use = next_text(&cells);
        PUSH(r, reports, row);
    }
    return r->to->reports.count - first;
}

static uint32_t take_members(struct reader *r, const json_t *list)
{
    uint32_t first = r->to->members.count;

    for (size_t i = 0; i < rows_in(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 4);
        struct run_member row = {.line = next_line(&cells)};
        row.nis = next_text(&cells);
        row.name = next_text(&cells);
        row.inhabitants = next_count_or_none(&cells);
        PUSH(r, members, row);
    }
    return r->to->members.count - first;
}

static uint32_t take_payments(struct reader *r, const json_t *list)
{
    uint32_t first = r->to->payments.count;

    for (size_t i = 0; i < rows_in(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 6);
        struct run_payment row = {.line = next_line(&cells)};
        row.date = next_text(&cells);
        row.kind = next_text(&cells);
        row.amount = next_amount(&cells);
        row.reference = next_text(&cells);
        row.use = next_text(&cells);
        PUSH(r, payments, row);
    }
    return r->to->payments.count - first;
}

static uint32_t take_spending(struct reader *r, const json_t *list)
{
    uint32_t first = r->to->spending.count;

    for (size_t i = 0; i < rows_in(r, list); i++) {
        struct cells cells = cells_of(r, json_array_get(list, i), 11);
        struct run_spending row = {.line = next_line(&cells)};
        row.nis = next_text(&cells);
        row.fiscal_year = next_count(&cells);
        row.quarter = next_count_or_none(&cells);
        row.code = next_text(&cells);
        row.action = next_text(&cells);
        row.amount = next_amount(&cells);
        row.source = next_text(&cells);
        row.use = next_text(&cells);
        row.share = next_amount_or_none(&cells);
        row.estimated = boolean(r, next(&cells));
        PUSH(r, spending, row);
    }
    return r->to->spending.count - first;
}

static const char *const *take_words(struct reader *r, const json_t *list, uint32_t *words)
{
    size_t size = rows_in(r, list);
    const char **kept = arena_alloc(r->to->arena, size * sizeof *kept);

    *words = 0;
    if (kept == NULL) {
        fail(r, STATUS_MEMORY);
        return NULL;
    }
    for (size_t i = 0; i < size; i++)
        kept[(*words)++] = text(r, json_array_get(list, i));
    return kept;
}

/* The index that a key stands for. */
static uint32_t index_of(struct reader *r, const struct text_map *map, const char *key)
{
    uint32_t found = text_map_find(map, (struct text){key, strlen(key)});

    if (found != MAP_NONE)
        return found;
    fail(r, STATUS_SYNTAX);
    return 0;
}

static const char *word_of(struct reader *r, const json_t *value, const char *const *words,
                           size_t word_count)
{
    const char *given = json_string_value(value); /* may be NULL */

    for (size_t i = 0; given != NULL && i < word_count; i++)
        if (strcmp(given, words[i]) == 0)
            return words[i];
    fail(r, STATUS_SYNTAX);
    return words[0];
}

static void take_balance(struct cells *cells, struct run_balance *out)
{
    out->granted = next_amount(cells);
    out->advance = next_amount(cells);
    out->computed = next_amount(cells);
    out->outcome = word_of(cells->r, next(cells), run_outcomes, 7);
    out->paid = next_amount(cells);
    out->withheld = next_amount(cells);
    out->open = next_amount(cells);
    out->recovery = next_amount(cells);
    out->reason = next_text(cells);
    out->reason_text = "";
}

/* ---- afrekening ---- */

static struct run_option take_option(struct reader *r, const json_t *options, const char *key)
{
    const json_t *option = member(options, key);

    return (struct run_option){amount(r, member(option, "saldo")),
                               amount(r, member(option, "ingehouden")),
                               amount(r, member(option, "terugvordering"))};
}

static void take_options(struct reader *r, const json_t *options, struct run_line *line)
{
    if (json_is_null(options))
        return;
    line->needs_decision = true;
    line->options.withhold = take_option(r, options, "inhouden");
    line->options.regrant = amount(r, member(options, "subsidie_op_behaald"));
    line->options.recompute = take_option(r, options, "herberekenen");
    line->options.recover_all = take_option(r, options, "alles_terugvorderen");
}

/* The group of an action, and the action: both from the scheme. */
static void find_group(struct reader *r, const char *number, const char *group,
                       struct run_line *line)
{
    char key[2 * LIMIT_TEXT_BYTES];
    size_t head = strlen(number);
    size_t tail = strlen(group);

    if (head + tail + 1 >= sizeof key) {
        fail(r, STATUS_SYNTAX);
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

static void take_line(struct reader *r, const json_t *row)
{
    struct cells cells = cells_of(r, row, 29);
    struct run_line line = {.beneficiary = index_of(r, r->beneficiaries, next_text(&cells))};
    const char *number = next_text(&cells);

    find_group(r, number, next_text(&cells), &line);
    line.line = next_line(&cells);
    line.choice = next_text(&cells);
    line.baseline = next_count(&cells);
    line.target = next_count(&cells);
    line.last_year = next_count_or_none(&cells);
    line.price = next_amount(&cells);
    line.price_parameter = text_or_none(r, next(&cells));
    line.counted = next_count(&cells);
    line.divisor = next_count(&cells);
    line.split = next_text(&cells);
    line.grant = next_amount(&cells);
    line.achieved = next_count_or_none(&cells);
    take_balance(&cells, &line.balance);
    take_options(r, next(&cells), &line);
    line.balance.assumptions = take_words(r, next(&cells), &line.balance.assumption_count);
    line.first_grant = r->to->grants.count;
    line.grant_count = take_grants(r, next(&cells));
    line.first_report = r->to->reports.count;
    line.report_count = take_reports(r, next(&cells));
    line.balance.first_decision = r->to->decisions.count;
    line.balance.decision_count = take_decisions(r, next(&cells));
    PUSH(r, lines, line);
}

static void take_incentive(struct reader *r, const json_t *row)
{
    struct cells cells = cells_of(r, row, 14);
    struct run_incentive line = {.beneficiary = index_of(r, r->beneficiaries, next_text(&cells))};

    line.kind = index_of(r, r->kinds, next_text(&cells));
    line.line = next_line(&cells);
    take_balance(&cells, &line.balance);
    line.balance.assumptions = take_words(r, next(&cells), &line.balance.assumption_count);
    line.balance.first_decision = r->to->decisions.count;
    line.balance.decision_count = take_decisions(r, next(&cells));
    PUSH(r, incentives, line);
}

/* ---- begunstigden ---- */

static struct run_reading take_reading(struct reader *r, const json_t *reading)
{
    return (struct run_reading){amount(r, member(reading, "vereist")),
                                amount_or_none(r, member(reading, "tekort")),
                                amount_or_none(r, member(reading, "terugvordering_berekend"))};
}

static void take_beneficiary_rows(struct reader *r, struct cells *cells,
                                  struct run_beneficiary *line)
{
    line->assumptions = take_words(r, next(cells), &line->assumption_count);
    line->first_member = r->to->members.count;
    line->member_count = take_members(r, next(cells));
    line->first_payment = r->to->payments.count;
    line->payment_count = take_payments(r, next(cells));
    line->first_spending = r->to->spending.count;
    line->spending_count = take_spending(r, next(cells));
    line->first_decision = r->to->decisions.count;
    line->decision_count = take_decisions(r, next(cells));
}

static void take_beneficiary(struct reader *r, const json_t *row)
{
    struct cells cells = cells_of(r, row, 28);
    struct run_beneficiary line = {.id = next_text(&cells)};
    struct money *const amounts[] = {
        &line.granted,  &line.incentives, &line.advance,  &line.paid,
        &line.withheld, &line.open,       &line.recovery, &line.accounts_recovery,
        &line.received, &line.due,        &line.base};
    uint32_t found;

    line.name = next_text(&cells);
    line.kind = next_text(&cells);
    line.nis = next_text(&cells);
    line.kbo = next_text(&cells);
    line.line = next_line(&cells);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        *amounts[i] = next_amount(&cells);
    line.spending = next_amount_or_none(&cells);
    const json_t *readings = next(&cells);
    line.own = take_reading(r, member(readings, "eigen-inbreng"));
    line.gross = take_reading(r, member(readings, "bruto"));
    line.accounts = next_text(&cells);
    line.outcome = word_of(r, next(&cells), run_outcomes, 7);
    line.eligible = next_text(&cells);
    line.inhabitants = next_count_or_none(&cells);
    take_beneficiary_rows(r, &cells, &line);
    if (text_map_add(r->beneficiaries, (struct text){line.id, strlen(line.id)},
                     r->to->beneficiaries.count, &found) != STATUS_OK)
        fail(r, STATUS_MEMORY);
    else if (found != r->to->beneficiaries.count)
        fail(r, STATUS_SYNTAX);
    PUSH(r, beneficiaries, line);
}

/* ---- what is not a row ---- */

static void take_sources(struct reader *r, const json_t *list)
{
    for (size_t i = 0; i < rows_in(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        PUSH(r, sources,
             (struct run_source){text(r, member(from, "id")), text(r, member(from, "titel")),
                                 text(r, member(from, "document"))});
    }
}

static void take_parameters(struct reader *r, const json_t *list)
{
    for (size_t i = 0; i < rows_in(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_parameter to = {.name = text(r, member(from, "naam")),
                                   .value = text_or_none(r, member(from, "waarde")),
                                   .from = text(r, member(from, "van")),
                                   .to = text(r, member(from, "tot")),
                                   .line = line_number(r, member(from, "lijn")),
                                   .source = text(r, member(from, "bron")),
                                   .passage = text(r, member(from, "passage")),
                                   .assumption = text_or_none(r, member(from, "aanname"))};
        PUSH(r, parameters, to);
    }
}

static const struct run_alternative *take_alternatives(struct reader *r, json_t *from,
                                                       uint32_t *alternatives)
{
    size_t size = json_object_size(from);
    struct run_alternative *kept = arena_alloc(r->to->arena, size * sizeof *kept);
    const char *key;
    json_t *value;

    *alternatives = 0;
    if (kept == NULL) {
        fail(r, STATUS_MEMORY);
        return NULL;
    }
    json_object_foreach(from, key, value) kept[(*alternatives)++] =
        (struct run_alternative){copy(r, key, strlen(key)), text(r, value)};
    return kept;
}

static void take_assumptions(struct reader *r, const json_t *list)
{
    for (size_t i = 0; i < rows_in(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_assumption to = {.id = text(r, member(from, "id")),
                                    .silent = text(r, member(from, "zwijgt")),
                                    .assumed = text(r, member(from, "aangenomen")),
                                    .chosen = text(r, member(from, "gekozen")),
                                    .standard = boolean(r, member(from, "standaard")),
                                    .decides = boolean(r, member(from, "bepaalt_bedrag")),
                                    .source = text(r, member(from, "bron")),
                                    .passage = text(r, member(from, "passage"))};
        to.alternatives =
            take_alternatives(r, json_object_get(from, "alternatieven"), &to.alternative_count);
        PUSH(r, assumptions, to);
    }
}

static void take_stated_totals(struct reader *r, const json_t *list)
{
    for (size_t i = 0; i < rows_in(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        PUSH(r, stated_totals,
             (struct run_stated_total){
                 text(r, member(from, "onderwerp")), amount(r, member(from, "bedrag")),
                 boolean(r, member(from, "gebruikt")), text(r, member(from, "bron")),
                 text(r, member(from, "passage"))});
    }
}

static void name_group(struct reader *r, const struct run_group *group)
{
    size_t head = strlen(group->action);
    size_t tail = strlen(group->group);
    char *key = arena_alloc(r->to->arena, head + tail + 2);
    uint32_t found;

    if (key == NULL) {
        fail(r, STATUS_MEMORY);
        return;
    }
    memcpy(key, group->action, head);
    key[head] = '\t';
    memcpy(key + head + 1, group->group, tail);
    if (text_map_add(r->groups, (struct text){key, head + tail + 1}, r->to->groups.count, &found) !=
        STATUS_OK)
        fail(r, STATUS_MEMORY);
}

static void take_groups(struct reader *r, const json_t *list, const char *action)
{
    for (size_t i = 0; i < rows_in(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_group group = {
            .action = action,
            .group = text(r, member(from, "doelgroep")),
            .unit = text(r, member(from, "eenheid")),
            .price_parameter = text(r, member(from, "standaardbedrag_parameter")),
            .maximum = count_or_none(r, member(from, "maximum"))};
        name_group(r, &group);
        PUSH(r, groups, group);
    }
}

static void take_actions(struct reader *r, const json_t *list)
{
    for (size_t i = 0; i < rows_in(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_action action = {.number = text(r, member(from, "actie")),
                                    .name = text(r, member(from, "naam")),
                                    .goal = text(r, member(from, "doel")),
                                    .always_judged = boolean(r, member(from, "altijd_beoordeeld")),
                                    .first_group = r->to->groups.count};
        take_groups(r, member(from, "doelgroepen"), action.number);
        action.group_count = r->to->groups.count - action.first_group;
        PUSH(r, actions, action);
    }
}

static void take_kinds(struct reader *r, const json_t *list)
{
    uint32_t found;

    for (size_t i = 0; i < rows_in(r, list); i++) {
        const json_t *from = json_array_get(list, i);
        struct run_incentive_kind kind = {text(r, member(from, "stimulans")),
                                          text(r, member(from, "naam"))};
        if (text_map_add(r->kinds, (struct text){kind.id, strlen(kind.id)},
                         r->to->incentive_kinds.count, &found) != STATUS_OK)
            fail(r, STATUS_MEMORY);
        PUSH(r, incentive_kinds, kind);
    }
}

static void take_totals(struct reader *r, const json_t *from, struct run_totals *to)
{
    to->beneficiaries = count(r, member(from, "begunstigden"));
    to->applications = count(r, member(from, "aanvragen"));
    to->incentive_count = count(r, member(from, "stimulansen_aantal"));
    to->computed = amount(r, member(from, "subsidie_berekend"));
    to->granted = amount(r, member(from, "toegekend"));
    to->incentives = amount(r, member(from, "stimulansen"));
    to->advance = amount(r, member(from, "voorschot"));
    to->paid = amount(r, member(from, "saldo"));
    to->withheld = amount(r, member(from, "ingehouden"));
    to->open = amount(r, member(from, "open"));
    to->recovery = amount(r, member(from, "terugvordering"));
    to->received = amount(r, member(from, "betaald"));
    to->due = amount(r, member(from, "te_betalen"));
    to->payable = amount(r, member(from, "uit_te_betalen"));
    to->claimable = amount(r, member(from, "terug_te_vragen"));
    for (size_t i = 0; i < 7; i++)
        to->outcomes[i] = count(r, member(member(from, "uitkomsten"), run_outcomes[i]));
}

static void take_frame(struct reader *r, const json_t *root)
{
    static const char *const languages[] = {"nl", "en"};
    struct run *run = &r->to->run;
    const char *schema = json_string_value(member(root, "schema")); /* may be NULL */

    if (schema == NULL || strcmp(schema, RUN_JSON_SCHEMA) != 0) {
        fail(r, STATUS_SYNTAX);
        return;
    }
    run->engine = text(r, member(root, "motor"));
    run->scheme = text(r, member(root, "regeling"));
    run->scheme_name = text(r, member(root, "regeling_naam"));
    run->cutoff = text(r, member(root, "peildatum"));
    run->cutoff_replaced = boolean(r, member(root, "peildatum_vervangen"));
    run->language = word_of(r, member(root, "taal"), languages, 2) == languages[0] ? LANGUAGE_NL
                                                                                   : LANGUAGE_EN;
    take_sources(r, member(root, "bronnen"));
    take_parameters(r, member(root, "parameters"));
    take_actions(r, member(root, "acties"));
    take_kinds(r, member(root, "stimulanssoorten"));
    take_assumptions(r, member(root, "aannames"));
    take_stated_totals(r, member(root, "totalen_regeling"));
    take_totals(r, member(root, "totalen"), &run->totals);
}

/* ---- lines of the file ---- */

static bool is_row(const char *line, size_t length)
{
    return length > 1 && line[0] == '[' && line[1] == '"';
}

static size_t line_length(const char *json, size_t size)
{
    const char *end = memchr(json, '\n', size);

    return end == NULL ? size : (size_t)(end - json) + 1;
}

/* Everything but the rows, as a tree. */
static void read_frame(struct reader *r, const char *json, size_t size)
{
    char *frame = malloc(size + 1);
    size_t used = 0;

    if (frame == NULL) {
        fail(r, STATUS_MEMORY);
        return;
    }
    for (size_t at = 0; at < size;) {
        size_t length = line_length(json + at, size - at);
        if (!is_row(json + at, length)) {
            memcpy(frame + used, json + at, length);
            used += length;
        }
        at += length;
    }
    json_t *root = json_loadb(frame, used, JSON_REJECT_DUPLICATES, NULL);
    free(frame);
    take_frame(r, root);
    json_decref(root);
}

static void read_row(struct reader *r, const char *line, size_t length,
                     void (*take)(struct reader *, const json_t *))
{
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == ','))
        length--;
    json_t *row = json_loadb(line, length, 0, NULL);
    take(r, row);
    json_decref(row);
}

static bool begins(const char *line, size_t length, const char *with)
{
    return length >= strlen(with) && memcmp(line, with, strlen(with)) == 0;
}

/* The rows of one table: those between the line that opens it and the next that is no row. */
static void read_table(struct reader *r, const char *json, size_t size, const char *opening,
                       void (*take)(struct reader *, const json_t *))
{
    bool inside = false;

    for (size_t at = 0; at < size && r->to->status == STATUS_OK;) {
        size_t length = line_length(json + at, size - at);
        bool row = is_row(json + at, length);
        if (row && inside)
            read_row(r, json + at, length, take);
        else if (!row)
            inside = begins(json + at, length, opening);
        at += length;
    }
}

/* The rows of a beneficiary stand together, in its order. */
static void join_rows(struct reader *r)
{
    struct run_beneficiary *owners = r->to->beneficiaries.items;

    for (uint32_t i = 0; i < r->to->lines.count; i++) {
        struct run_beneficiary *owner = &owners[r->to->lines.items[i].beneficiary];
        if (owner->line_count++ == 0)
            owner->first_line = i;
        else if (owner->first_line + owner->line_count - 1 != i)
            fail(r, STATUS_SYNTAX);
    }
    for (uint32_t i = 0; i < r->to->incentives.count; i++) {
        struct run_beneficiary *owner = &owners[r->to->incentives.items[i].beneficiary];
        if (owner->incentive_count++ == 0)
            owner->first_incentive = i;
        else if (owner->first_incentive + owner->incentive_count - 1 != i)
            fail(r, STATUS_SYNTAX);
    }
}

/* No row was left out. */
static void check_counts(struct reader *r)
{
    const struct run_totals *totals = &r->to->run.totals;

    if (totals->beneficiaries != r->to->beneficiaries.count ||
        totals->applications != r->to->lines.count ||
        totals->incentive_count != r->to->incentives.count)
        fail(r, STATUS_SYNTAX);
}

enum status run_json_load(struct run_loading *loading, const char *json, size_t size)
{
    struct reader r = {loading, text_map_new(), text_map_new(), text_map_new()};

    if (r.beneficiaries == NULL || r.groups == NULL || r.kinds == NULL)
        fail(&r, STATUS_MEMORY);
    if (loading->status == STATUS_OK)
        read_frame(&r, json, size);
    read_table(&r, json, size, "\"begunstigden\":", take_beneficiary);
    read_table(&r, json, size, "\"afrekening\":", take_line);
    read_table(&r, json, size, "\"stimulansen\":", take_incentive);
    check_counts(&r);
    if (loading->status == STATUS_OK)
        join_rows(&r);
    text_map_free(r.beneficiaries);
    text_map_free(r.groups);
    text_map_free(r.kinds);
    return loading->status;
}
