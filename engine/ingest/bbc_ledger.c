/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc_ledger.h"

#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/map.h"
#include "ingest/bbc_table.h"
#include "ingest/bbc_text.h"

enum { FILES = 0xffff, ACTIONS = 1 << 23, CODES = 1 << 12 };

/* Where findings about all exports together stand. */
static const struct source_pos whole_run = {"saldo", 0, 0};

struct entry {    /* a row of uitgaven.csv */
    uint64_t key; /* pack() */
    int64_t cents;
    uint64_t first; /* file and line */
    uint64_t count;
};

struct seen { /* an accepted posting */
    uint64_t hash;
    uint64_t place; /* file and line */
};

struct report { /* what one government reported on one period */
    uint64_t key;
    uint32_t id;    /* in names: kind, year of the report, status */
    uint32_t other; /* another one that was seen; MAP_NONE: none */
    bool counted;   /* postings were accepted; false: an OCMW that was left out */
};

struct names { /* texts by number */
    struct text_map *map;
    VECTOR(struct text) all;
};

struct bbc_ledger {
    const struct bbc_options *options;
    struct arena *arena;
    VECTOR(const char *) files;
    struct bbc_table entries;
    struct bbc_table seen;
    struct bbc_table reports;
    struct names codes, actions, ids;
    struct bbc_sum repeated; /* of the last file */
    struct bbc_sum kept;     /* repeats that count all the same */
    struct bbc_buffer row;
    uint32_t *order; /* of the entries, once they are sorted */
};

struct bbc_ledger *bbc_ledger_new(const struct bbc_options *options)
{
    struct bbc_ledger *ledger = calloc(1, sizeof *ledger);

    if (ledger == NULL)
        return NULL;
    ledger->options = options;
    ledger->arena = arena_new();
    ledger->codes.map = text_map_new();
    ledger->actions.map = text_map_new();
    ledger->ids.map = text_map_new();
    ledger->entries.item_bytes = sizeof(struct entry);
    ledger->seen.item_bytes = sizeof(struct seen);
    ledger->reports.item_bytes = sizeof(struct report);
    if (ledger->arena != NULL && ledger->codes.map != NULL && ledger->actions.map != NULL &&
        ledger->ids.map != NULL)
        return ledger;
    bbc_ledger_free(ledger);
    return NULL;
}

static void names_free(struct names *names)
{
    text_map_free(names->map);
    free(names->all.items);
}

void bbc_ledger_free(struct bbc_ledger *ledger)
{
    if (ledger == NULL)
        return;
    names_free(&ledger->codes);
    names_free(&ledger->actions);
    names_free(&ledger->ids);
    bbc_table_free(&ledger->entries);
    bbc_table_free(&ledger->seen);
    bbc_table_free(&ledger->reports);
    bbc_buffer_free(&ledger->row);
    arena_free(ledger->arena);
    free(ledger->files.items);
    free(ledger->order);
    free(ledger);
}

enum status bbc_ledger_file(struct bbc_ledger *ledger, const char *file)
{
    ledger->repeated = (struct bbc_sum){0};
    if (ledger->files.count >= FILES)
        return STATUS_RANGE;
    return VECTOR_PUSH(&ledger->files, file);
}

struct bbc_sum bbc_ledger_repeated(const struct bbc_ledger *ledger)
{
    return ledger->repeated;
}

/* The number of a text; texts are numbered as they come. */
static enum status name_number(struct bbc_ledger *ledger, struct names *names, struct text text,
                               uint32_t limit, uint32_t *out)
{
    *out = text_map_find(names->map, text);
    if (*out != MAP_NONE)
        return STATUS_OK;
    if (names->all.count >= limit)
        return STATUS_RANGE;
    struct text copy = {arena_copy(ledger->arena, text.at, text.length), text.length};
    if (copy.at == NULL)
        return STATUS_MEMORY;
    enum status status = text_map_add(names->map, copy, names->all.count, out);
    return status == STATUS_OK ? VECTOR_PUSH(&names->all, copy) : status;
}

static uint64_t place_of(const struct bbc_ledger *ledger, uint64_t line)
{
    return (uint64_t)(ledger->files.count - 1) << 48 | line;
}

static uint64_t nis_number(const char nis[8])
{
    uint64_t number = 0;

    for (int i = 0; i < 5; i++)
        number = number * 10 + (uint64_t)(nis[i] - '0');
    return number;
}

/* NIS 17 bits, year 7, quarter 3, code 12, action 23. The order is not that of the output. */
static uint64_t pack(uint64_t nis, uint32_t year, uint32_t quarter, uint32_t code, uint32_t action)
{
    return nis << 45 | (uint64_t)(year - 2000) << 38 | (uint64_t)quarter << 35 |
           (uint64_t)code << 23 | action;
}

static uint32_t key_nis(uint64_t key)
{
    return (uint32_t)(key >> 45);
}

static uint32_t key_year(uint64_t key)
{
    return 2000 + (uint32_t)(key >> 38 & 0x7f);
}

static uint32_t key_quarter(uint64_t key)
{
    return (uint32_t)(key >> 35 & 7);
}

static uint32_t key_code(uint64_t key)
{
    return (uint32_t)(key >> 23 & 0xfff);
}

static uint32_t key_action(uint64_t key)
{
    return (uint32_t)(key & 0x7fffff);
}

static enum status add_spending(struct bbc_ledger *ledger, const struct bbc_event *event,
                                struct text action)
{
    const char *word = event->class->value[ROLE_CODE];
    uint32_t code = 0;
    uint32_t act = 0;
    enum status status =
        name_number(ledger, &ledger->codes, (struct text){word, strlen(word)}, CODES, &code);

    if (status == STATUS_OK)
        status = name_number(ledger, &ledger->actions, action, ACTIONS, &act);
    if (status != STATUS_OK)
        return status;
    uint64_t key =
        pack(nis_number(event->nis), event->class->year, event->class->quarter, code, act);
    bool added = false;
    struct entry *entry = bbc_table_add(&ledger->entries, key, &added);
    if (entry == NULL)
        return STATUS_MEMORY;
    if (added)
        entry->first = place_of(ledger, event->line);
    entry->count++;
    return __builtin_add_overflow(entry->cents, event->cents, &entry->cents) ? STATUS_OVERFLOW
                                                                             : STATUS_OK;
}

/* Remembers which report a posting comes from. */
static enum status add_report(struct bbc_ledger *ledger, const struct bbc_event *event)
{
    const struct bbc_class *class = event->class;
    const enum profile_role roles[] = {ROLE_KIND, ROLE_REPORT_YEAR, ROLE_STATUS};
    char name[3 * (BBC_CLASS_VALUE_BYTES + 8)];
    size_t length = 0;
    uint32_t id = 0;
    bool added = false;

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        size_t size = strlen(class->value[roles[i]]);
        if (size == 0 || size > BBC_CLASS_VALUE_BYTES)
            continue;
        if (length > 0)
            name[length++] = ' ';
        memcpy(name + length, class->value[roles[i]], size);
        length += size;
    }
    enum status status =
        name_number(ledger, &ledger->ids, (struct text){name, length}, MAP_NONE, &id);
    if (status != STATUS_OK)
        return status;
    struct report *report = bbc_table_add(
        &ledger->reports,
        pack(nis_number(event->nis), class->year, class->quarter, (uint32_t)event->entity, 0),
        &added);
    if (report == NULL)
        return STATUS_MEMORY;
    if (added) {
        report->id = id;
        report->other = MAP_NONE;
    } else if (report->id != id && report->other == MAP_NONE) {
        report->other = id;
    }
    report->counted |= event->place == BBC_ACCEPTED;
    return STATUS_OK;
}

/* The raw record, decoded for showing. */
static enum status put_raw(struct bbc_ledger *ledger, struct text raw)
{
    char *shown = malloc(raw.length * 4 + 1);

    if (shown == NULL)
        return STATUS_MEMORY;
    size_t length = bbc_decode_shown(ledger->options->profile->encoding, raw, shown);
    bbc_put_field(&ledger->row, (struct text){shown, length});
    free(shown);
    return STATUS_OK;
}

static enum status write_repeated(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                                  const struct bbc_event *event, uint64_t place)
{
    struct bbc_buffer *row = &ledger->row;
    char line[COUNT_TEXT_BYTES];
    char sentence[DIAG_TEXT_BYTES];

    text_format_count_plain((int64_t)(place & UINT64_C(0xffffffffffff)), line);
    struct diag diag = {.finding = FINDING_BBC_REPEATED,
                        .part = {ledger->files.items[place >> 48], line, "", ""}};
    diag_text(&diag, ledger->options->language, sentence);
    row->length = 0;
    bbc_put_field_word(row, ledger->files.items[ledger->files.count - 1]);
    bbc_put(row, ";", 1);
    bbc_put_number(row, event->line);
    bbc_put(row, ";", 1);
    bbc_put_number(row, event->byte);
    bbc_put(row, ";;", 2);
    bbc_put_word(row, finding_code(FINDING_BBC_REPEATED));
    bbc_put(row, ";", 1);
    bbc_put_field_word(row, sentence);
    bbc_put_word(row, ";1;");
    bbc_put_money(row, event->cents);
    bbc_put(row, ";", 1);
    enum status status =
        put_raw(ledger, (struct text){batch->text.at + event->raw_from, event->raw_length});
    bbc_put(row, "\n", 1);
    if (status != STATUS_OK || row->lost)
        return STATUS_MEMORY;
    return ledger->options->write_rejected(ledger->options->write_context, row->at, row->length);
}

/* A posting that equals an earlier one: rejected or only counted, as the profile says. */
static enum status take_repeated(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                                 const struct bbc_event *event, uint64_t place, bool *counts)
{
    bool refused = ledger->options->profile->refuse_repeated;
    struct bbc_sum *sum = refused ? &ledger->repeated : &ledger->kept;

    *counts = !refused;
    sum->count++;
    sum->cents += event->cents;
    if (!refused)
        return STATUS_OK;
    event->class->repeated.count++;
    event->class->repeated.cents += event->cents;
    return write_repeated(ledger, batch, event, place);
}

static enum status take_accepted(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                                 const struct bbc_event *event)
{
    bool added = false;
    bool counts = true;
    enum status status = STATUS_OK;
    struct seen *seen = bbc_table_add(&ledger->seen, event->hash, &added);

    if (seen == NULL)
        return STATUS_MEMORY;
    if (added)
        seen->place = place_of(ledger, event->line);
    else
        status = take_repeated(ledger, batch, event, seen->place, &counts);
    if (status != STATUS_OK || !counts)
        return status;
    status = add_report(ledger, event);
    if (status == STATUS_OK)
        status =
            add_spending(ledger, event,
                         (struct text){batch->text.at + event->action_from, event->action_length});
    if (status != STATUS_OK)
        return status;
    return ledger->options->write_origin(ledger->options->write_context,
                                         batch->text.at + event->row_from, event->row_length);
}

static enum status take_event(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                              const struct bbc_event *event)
{
    switch (event->place) {
    case BBC_ACCEPTED:
        return take_accepted(ledger, batch, event);
    case BBC_SKIPPED:
        return add_report(ledger, event);
    case BBC_REJECTED:
        return ledger->options->write_rejected(ledger->options->write_context,
                                               batch->text.at + event->row_from, event->row_length);
    }
    return STATUS_BROKEN;
}

enum status bbc_ledger_take(struct bbc_ledger *ledger, struct bbc_batch *batch)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < batch->events.count && status == STATUS_OK; i++)
        status = take_event(ledger, batch, &batch->events.items[i]);
    batch->events.count = 0;
    batch->text.length = 0;
    return status;
}

/* ---- what would count twice ---- */

struct period_names { /* for a sentence */
    char nis[8];
    char year[COUNT_TEXT_BYTES];
};

static struct period_names period_of(uint64_t key)
{
    struct period_names names;
    uint32_t nis = key_nis(key);

    for (int i = 4; i >= 0; i--, nis /= 10)
        names.nis[i] = (char)('0' + nis % 10);
    names.nis[5] = '\0';
    text_format_count_plain((int64_t)key_year(key), names.year);
    return names;
}

static const struct report *report_find(struct bbc_ledger *ledger, uint64_t key, uint32_t quarter,
                                        enum bbc_entity entity)
{
    return bbc_table_find(&ledger->reports,
                          pack(key_nis(key), key_year(key), quarter, (uint32_t)entity, 0));
}

static void check_report(struct bbc_ledger *ledger, const struct report *report,
                         struct diag_list *diags)
{
    struct period_names period = period_of(report->key);
    const struct source_pos nowhere = whole_run;
    const struct diag_subject nobody = {0};
    enum bbc_entity entity = (enum bbc_entity)key_code(report->key);

    if (report->other != MAP_NONE) {
        struct text one = ledger->ids.all.items[report->id];
        struct text two = ledger->ids.all.items[report->other];
        char both[2 * sizeof(char[256])];
        memcpy(both, one.at, one.length);
        memcpy(both + one.length, ", ", 2);
        memcpy(both + one.length + 2, two.at, two.length);
        both[one.length + 2 + two.length] = '\0';
        diag_add(diags, FINDING_BBC_TWICE, nowhere, nobody, period.nis, period.year, both);
    }
    if (key_quarter(report->key) == 0 && report_find(ledger, report->key, 4, entity) != NULL)
        diag_add(diags, FINDING_BBC_YEAR_AND_QUARTER, nowhere, nobody, period.nis, period.year,
                 NULL);
    if (entity != BBC_OCMW)
        return;
    const struct report *gemeente =
        report_find(ledger, report->key, key_quarter(report->key), BBC_GEMEENTE);
    if (gemeente == NULL && ledger->options->ocmw == BBC_OCMW_SKIP)
        diag_add(diags, FINDING_BBC_OCMW_ALONE, nowhere, nobody, period.nis, period.year, NULL);
    else if (gemeente != NULL && ledger->options->ocmw == BBC_OCMW_ASK)
        diag_add(diags, FINDING_BBC_OCMW, nowhere, nobody, period.nis, period.year, NULL);
}

/* ---- in order ---- */

static const struct entry *entry_at(const struct bbc_ledger *ledger, uint32_t index)
{
    return bbc_table_at(&ledger->entries, index);
}

static int compare_texts(struct text a, struct text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.at, b.at, shorter);

    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

/* By NIS, year, code, action, quarter: a series stands together. */
static int compare_entries(const void *one, const void *other, void *context)
{
    const struct bbc_ledger *ledger = context;
    uint64_t a = entry_at(ledger, *(const uint32_t *)one)->key;
    uint64_t b = entry_at(ledger, *(const uint32_t *)other)->key;

    if (a >> 38 != b >> 38)
        return a >> 38 < b >> 38 ? -1 : 1;
    int order =
        compare_texts(ledger->codes.all.items[key_code(a)], ledger->codes.all.items[key_code(b)]);
    if (order == 0)
        order = compare_texts(ledger->actions.all.items[key_action(a)],
                              ledger->actions.all.items[key_action(b)]);
    return order != 0 ? order : (int)key_quarter(a) - (int)key_quarter(b);
}

static enum status sort_entries(struct bbc_ledger *ledger)
{
    uint32_t *order = malloc((ledger->entries.count + 1) * sizeof *order);

    if (order == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < ledger->entries.count; i++)
        order[i] = i;
    qsort_r(order, ledger->entries.count, sizeof *order, compare_entries, ledger);
    free(ledger->order);
    ledger->order = order;
    return STATUS_OK;
}

static bool same_series(const struct entry *a, const struct entry *b)
{
    const uint64_t quarter = UINT64_C(7) << 35;

    return (a->key & ~quarter) == (b->key & ~quarter);
}

/* Quarters that rise where they should stand apart, or fall where they should add up. A finding a
 * government and year. */
static void check_series(const struct bbc_ledger *ledger, const uint32_t *order, uint32_t count,
                         struct diag_list *diags, uint64_t *reported)
{
    bool cumulative = ledger->options->profile->cumulative;
    bool dated = ledger->options->profile->columns[ROLE_DATE].name != NULL;
    const struct entry *first = entry_at(ledger, order[0]);
    uint32_t rises = 0;
    uint32_t falls = 0;

    for (uint32_t i = 1; i < count; i++) {
        int64_t before = entry_at(ledger, order[i - 1])->cents;
        int64_t now = entry_at(ledger, order[i])->cents;
        rises += now > before;
        falls += now < before;
    }
    bool wrong = cumulative ? falls > 0 && key_quarter(first->key) > 0 : rises >= 2 && falls == 0;
    if (!wrong || dated || *reported == first->key >> 38)
        return;
    struct period_names period = period_of(first->key);
    char what[64];
    memcpy(what, "NIS-code ", 9);
    memcpy(what + 9, period.nis, 5);
    memcpy(what + 14, ", ", 2);
    memcpy(what + 16, period.year, 5);
    *reported = first->key >> 38;
    diag_add(diags, cumulative ? FINDING_BBC_FALLING : FINDING_BBC_CUMULATIVE, whole_run,
             (struct diag_subject){0}, what, NULL, NULL);
}

/* How many of the entries from at on belong to the series of the first. */
static uint32_t series_length(const struct bbc_ledger *ledger, const uint32_t *order, uint32_t left)
{
    uint32_t count = 1;

    while (count < left && same_series(entry_at(ledger, order[0]), entry_at(ledger, order[count])))
        count++;
    return count;
}

static enum status check_all_series(struct bbc_ledger *ledger, struct diag_list *diags)
{
    uint64_t reported = UINT64_MAX;
    enum status status = sort_entries(ledger);
    const uint32_t *order = ledger->order;

    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < ledger->entries.count;) {
        uint32_t count = series_length(ledger, order + i, ledger->entries.count - i);
        check_series(ledger, order + i, count, diags, &reported);
        i += count;
    }
    return STATUS_OK;
}

/* NIS codes that no register has, in one finding: the first, and how many. Reports are many times
 * fewer than postings. */
static void check_known(struct bbc_ledger *ledger, struct diag_list *diags)
{
    struct bbc_table unknown = {.item_bytes = sizeof(uint64_t)};
    uint32_t first = UINT32_MAX;
    bool added = false;
    char count[COUNT_TEXT_BYTES];

    for (uint32_t i = 0; i < ledger->reports.count; i++) {
        const struct report *report = bbc_table_at(&ledger->reports, i);
        struct period_names period = period_of(report->key);
        if (ledger->options->nis_known(ledger->options->dossier_context,
                                       (struct text){period.nis, 5}))
            continue;
        if (bbc_table_add(&unknown, key_nis(report->key), &added) == NULL)
            break; /* the count is then too low, the finding stands */
        first = key_nis(report->key) < first ? key_nis(report->key) : first;
    }
    if (unknown.count > 0) {
        struct period_names period = period_of(pack(first, 2000, 0, 0, 0));
        text_format_count((int64_t)unknown.count, count);
        diag_add(diags, FINDING_BBC_NIS_UNKNOWN, whole_run, (struct diag_subject){0}, period.nis,
                 count, NULL);
    }
    bbc_table_free(&unknown);
}

enum status bbc_ledger_check(struct bbc_ledger *ledger, struct diag_list *diags)
{
    if (ledger->options->nis_known != NULL)
        check_known(ledger, diags);
    for (uint32_t i = 0; i < ledger->reports.count; i++)
        check_report(ledger, bbc_table_at(&ledger->reports, i), diags);
    if (ledger->kept.count > 0) {
        struct bbc_buffer *row = &ledger->row;
        char count[COUNT_TEXT_BYTES];
        text_format_count((int64_t)ledger->kept.count, count);
        row->length = 0;
        bbc_put_money(row, ledger->kept.cents);
        bbc_put(row, "", 1);
        if (row->lost)
            return STATUS_MEMORY;
        diag_add(diags, FINDING_BBC_REPEATED_KEPT, whole_run, (struct diag_subject){0}, count,
                 row->at, NULL);
    }
    return check_all_series(ledger, diags);
}

/* ---- uitgaven.csv ---- */

static struct bbc_spending row_of(const struct bbc_ledger *ledger, const struct entry *entry)
{
    const struct bbc_options *options = ledger->options;
    struct bbc_spending row = {
        .beneficiary = "",
        .year = key_year(entry->key),
        .quarter = key_quarter(entry->key),
        .code = ledger->codes.all.items[key_code(entry->key)].at,
        .action = ledger->actions.all.items[key_action(entry->key)].at,
        .cents = entry->cents,
        .file = ledger->files.items[entry->first >> 48],
        .line = entry->first & UINT64_C(0xffffffffffff),
        .count = entry->count,
    };
    struct period_names period = period_of(entry->key);

    memcpy(row.nis, period.nis, sizeof row.nis);
    if (options->beneficiary != NULL)
        row.beneficiary = options->beneficiary(options->dossier_context, (struct text){row.nis, 5});
    return row;
}

/* Quarters that stand apart become cumulative, from the first quarter of the year up to the last
 * one with a posting; between them nothing was spent, so that is exact. */
static enum status give_apart(const struct bbc_ledger *ledger, const uint32_t *order,
                              uint32_t count, bbc_spending_fn take, void *context)
{
    int64_t total = 0;
    uint32_t at = 0;
    struct bbc_spending row = row_of(ledger, entry_at(ledger, order[0]));
    enum status status = STATUS_OK;
    uint32_t last = key_quarter(entry_at(ledger, order[count - 1])->key);

    for (uint32_t quarter = 1; quarter <= last && status == STATUS_OK; quarter++) {
        row.count = 0;
        if (key_quarter(entry_at(ledger, order[at])->key) == quarter) {
            row = row_of(ledger, entry_at(ledger, order[at++]));
            if (__builtin_add_overflow(total, row.cents, &total))
                return STATUS_OVERFLOW;
        }
        row.quarter = quarter;
        row.cents = total;
        status = take(context, &row);
    }
    return status;
}

static enum status give_series(const struct bbc_ledger *ledger, const uint32_t *order,
                               uint32_t count, bbc_spending_fn take, void *context)
{
    enum status status = STATUS_OK;

    if (!ledger->options->profile->cumulative && key_quarter(entry_at(ledger, order[0])->key) > 0)
        return give_apart(ledger, order, count, take, context);
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        struct bbc_spending row = row_of(ledger, entry_at(ledger, order[i]));
        status = take(context, &row);
    }
    return status;
}

enum status bbc_ledger_spending(struct bbc_ledger *ledger, bbc_spending_fn take, void *context)
{
    const uint32_t *order = ledger->order; /* sorted by bbc_ledger_check */
    enum status status = STATUS_OK;

    for (uint32_t i = 0; status == STATUS_OK && i < ledger->entries.count;) {
        uint32_t count = series_length(ledger, order + i, ledger->entries.count - i);
        status = give_series(ledger, order + i, count, take, context);
        i += count;
    }
    return status;
}
