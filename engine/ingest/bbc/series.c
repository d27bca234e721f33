/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/series.h"

#include <stdlib.h>
#include <string.h>

#include "core/limits.h"
#include "ingest/bbc/period.h"
#include "ingest/bbc/table.h"
#include "ingest/stream/spill.h"

enum {
    QUARTERS = 5,
    SORT_PART = 3,
    PERIOD_BYTES = 4, /* NIS and year in a key */
    NUMBER_BYTES = 8,
    NAME_BYTES = BBC_CLASS_VALUE_BYTES + LIMIT_KEY_BYTES + 2, /* code and action, with their NUL */
    KEY_BYTES = PERIOD_BYTES + NAME_BYTES + 1
};

static const struct source_pos whole_run = {"saldo", 0, 0};

struct entry {            /* a row, as far as it is in memory */
    struct bbc_hash hash; /* of its key */
    int64_t cents;
    uint64_t first; /* file and line */
    uint32_t count;
    uint32_t key; /* where it stands in keys */
};

struct bbc_series {
    const struct bbc_options *options;
    size_t memory;
    struct bbc_table entries;
    struct bbc_buffer keys; /* each behind its length, in one byte */
    struct spill *sorted;   /* by key: period, code, action, quarter */
};

struct bbc_series *bbc_series_new(const struct bbc_options *options, size_t memory)
{
    struct bbc_series *series = calloc(1, sizeof *series);

    if (series == NULL)
        return NULL;
    series->options = options;
    series->memory = memory;
    series->entries.item_bytes = sizeof(struct entry);
    series->entries.key_bytes = sizeof(struct bbc_hash);
    series->sorted = spill_new(memory / SORT_PART, options->open_file, options->file_context);
    if (series->sorted != NULL)
        return series;
    bbc_series_free(series);
    return NULL;
}

void bbc_series_free(struct bbc_series *series)
{
    if (series == NULL)
        return;
    bbc_table_free(&series->entries);
    bbc_buffer_free(&series->keys);
    spill_free(series->sorted);
    free(series);
}

/* ---- in memory ---- */

/* The text and a NUL behind it, which it does not have itself: so the order is that of texts. */
static size_t put_text(char *at, const char *text, size_t length)
{
    memcpy(at, text, length);
    at[length] = '\0';
    return length + 1;
}

static size_t fill_key(char key[KEY_BYTES], const struct bbc_event *event, struct text action)
{
    const struct bbc_class *class = event->class;
    const char *code = class->value[ROLE_CODE];
    size_t length = PERIOD_BYTES;

    spill_put(key, period_pack(event->nis, class->year, 0) >> PERIOD_YEAR, PERIOD_BYTES);
    length += put_text(key + length, code, strlen(code));
    length += put_text(key + length, action.at, action.length);
    key[length++] = (char)class->quarter;
    return length;
}

static enum status add_sorted(struct bbc_series *series, const struct entry *entry)
{
    char value[3 * NUMBER_BYTES];
    const char *key = series->keys.at + entry->key;

    spill_put(value, (uint64_t)entry->cents, NUMBER_BYTES);
    spill_put(value + NUMBER_BYTES, entry->first, NUMBER_BYTES);
    spill_put(value + (size_t)2 * NUMBER_BYTES, entry->count, NUMBER_BYTES);
    return spill_add(series->sorted, (struct text){key + 1, (unsigned char)*key},
                     (struct text){value, sizeof value});
}

/* What is in memory goes to the sorted records. */
static enum status flush(struct bbc_series *series)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < series->entries.count && status == STATUS_OK; i++)
        status = add_sorted(series, bbc_table_at(&series->entries, i));
    bbc_table_clear(&series->entries);
    series->keys.length = 0;
    return status;
}

static bool is_full(const struct bbc_series *series)
{
    size_t used = bbc_table_bytes(&series->entries) + series->keys.length;

    return (series->options->open_file != NULL &&
            used > series->memory / SORT_PART * (SORT_PART - 1)) ||
           series->keys.length > UINT32_MAX - KEY_BYTES - 1;
}

/* A row that would overflow is split; that it is too large comes out at the end. */
static bool would_overflow(const struct entry *entry)
{
    return entry->cents > INT64_MAX - LIMIT_MONEY_CENTS ||
           entry->cents < LIMIT_MONEY_CENTS - INT64_MAX || entry->count == UINT32_MAX;
}

enum status bbc_series_add(struct bbc_series *series, const struct bbc_event *event,
                           struct text action, uint64_t place)
{
    char key[KEY_BYTES + 1];
    size_t length = fill_key(key + 1, event, action);
    struct bbc_hash hash = bbc_hash_text(series->options->hash_key, (struct text){key + 1, length});
    bool added = false;
    struct entry *entry = bbc_table_add(&series->entries, &hash, &added);

    if (entry == NULL)
        return STATUS_MEMORY;
    if (added) {
        key[0] = (char)length;
        entry->first = place;
        entry->key = (uint32_t)series->keys.length;
        bbc_put(&series->keys, key, length + 1);
    }
    entry->count++;
    entry->cents += event->cents;
    if (series->keys.lost)
        return STATUS_MEMORY;
    return would_overflow(entry) || is_full(series) ? flush(series) : STATUS_OK;
}

/* ---- series: rows that differ in the quarter only ---- */

struct row {
    uint32_t quarter;
    __int128 cents;
    uint64_t first;
    uint64_t count;
};

struct group { /* the rows of a series */
    uint64_t period;
    char name[NAME_BYTES];
    size_t length;
    struct row row[QUARTERS];
    uint32_t count;
};

/* Whether a record belongs to the group; all but its last byte is the series. */
static bool in_group(const struct group *group, struct text key)
{
    return group->count > 0 && key.length == PERIOD_BYTES + group->length + 1 &&
           spill_get(key.at, PERIOD_BYTES) == group->period &&
           memcmp(key.at + PERIOD_BYTES, group->name, group->length) == 0;
}

static void start_group(struct group *group, struct text key)
{
    group->period = spill_get(key.at, PERIOD_BYTES);
    group->length = key.length - PERIOD_BYTES - 1;
    memcpy(group->name, key.at + PERIOD_BYTES, group->length);
    group->count = 0;
}

static void add_to_group(struct group *group, struct text key, struct text value)
{
    uint32_t quarter = (unsigned char)key.at[key.length - 1];
    struct row *row = group->count == 0 ? NULL : &group->row[group->count - 1];
    uint64_t first = spill_get(value.at + NUMBER_BYTES, NUMBER_BYTES);

    if (row == NULL || row->quarter != quarter) {
        row = &group->row[group->count++];
        *row = (struct row){.quarter = quarter, .first = first};
    }
    row->cents += (int64_t)spill_get(value.at, NUMBER_BYTES);
    row->count += spill_get(value.at + (size_t)2 * NUMBER_BYTES, NUMBER_BYTES);
    row->first = first < row->first ? first : row->first;
}

typedef enum status (*group_fn)(void *context, const struct group *group);

static enum status each_group(struct bbc_series *series, group_fn take, void *context)
{
    struct group group = {.count = 0};
    bool found = false;
    struct text key;
    struct text value;
    enum status status = spill_rewind(series->sorted);

    while (status == STATUS_OK) {
        status = spill_next(series->sorted, &key, &value, &found);
        if (status != STATUS_OK || !found)
            break;
        if (!in_group(&group, key)) {
            status = group.count == 0 ? STATUS_OK : take(context, &group);
            start_group(&group, key);
        }
        add_to_group(&group, key, value);
    }
    return status == STATUS_OK && group.count > 0 ? take(context, &group) : status;
}

/* ---- checking ---- */

struct checker {
    const struct bbc_options *options;
    struct diag_list *diags;
    uint64_t reported; /* period */
    bool large;
};

static enum status check_large(struct checker *checker, const struct row *row)
{
    struct bbc_buffer amount = {0};

    if (row->cents <= LIMIT_MONEY_CENTS && row->cents >= -LIMIT_MONEY_CENTS)
        return STATUS_OK;
    checker->large = true;
    bbc_put_money(&amount, row->cents);
    bbc_put(&amount, "", 1);
    if (!amount.lost)
        diag_add_bounded(checker->diags, LIMIT_ALIKE_FINDINGS, FINDING_MONEY_LARGE, whole_run,
                         (struct diag_subject){0}, amount.at, "uitgaven.csv", NULL);
    enum status status = amount.lost ? STATUS_MEMORY : STATUS_OK;
    bbc_buffer_free(&amount);
    return status;
}

static bool goes_wrong(const struct bbc_options *options, const struct group *group)
{
    bool cumulative = options->profile->cumulative;
    uint32_t rises = 0;
    uint32_t falls = 0;

    if (options->profile->columns[ROLE_DATE].name != NULL)
        return false;
    for (uint32_t i = 1; i < group->count; i++) {
        rises += group->row[i].cents > group->row[i - 1].cents;
        falls += group->row[i].cents < group->row[i - 1].cents;
    }
    return cumulative ? falls > 0 && group->row[0].quarter > 0 : rises >= 2 && falls == 0;
}

/* A finding a government and year. */
static enum status check_group(void *context, const struct group *group)
{
    struct checker *checker = context;
    struct period_names period = period_names(group->period << PERIOD_YEAR);
    struct bbc_buffer what = {0};
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < group->count && status == STATUS_OK; i++)
        status = check_large(checker, &group->row[i]);
    if (checker->reported == group->period || !goes_wrong(checker->options, group))
        return status;
    const char *who = period_who(checker->options, &period);
    bbc_put_word(&what, *bbc_shown_nis(period.nis) == '\0' ? "" : "NIS-code ");
    bbc_put_word(&what, who);
    bbc_put_word(&what, ", ");
    bbc_put(&what, period.year, strlen(period.year) + 1);
    checker->reported = group->period;
    if (!what.lost)
        diag_add_bounded(checker->diags, LIMIT_ALIKE_FINDINGS,
                         checker->options->profile->cumulative ? FINDING_BBC_FALLING
                                                               : FINDING_BBC_CUMULATIVE,
                         whole_run, (struct diag_subject){0}, what.at, NULL, NULL);
    status = what.lost ? STATUS_MEMORY : STATUS_OK;
    bbc_buffer_free(&what);
    return status;
}

enum status bbc_series_check(struct bbc_series *series, struct diag_list *diags)
{
    struct checker checker = {series->options, diags, UINT64_MAX, false};
    enum status status = flush(series);

    if (status == STATUS_OK)
        status = each_group(series, check_group, &checker);
    return status == STATUS_OK && checker.large ? STATUS_INVALID : status;
}

/* ---- giving ---- */

struct giver {
    const struct bbc_options *options;
    const char *const *files;
    bbc_spending_fn take;
    void *context;
};

static struct bbc_spending row_of(const struct giver *giver, const struct group *group,
                                  const struct row *from)
{
    const struct bbc_options *options = giver->options;
    struct period_names period = period_names(group->period << PERIOD_YEAR);
    struct bbc_spending row = {
        .beneficiary = "",
        .year = period_year(group->period << PERIOD_YEAR),
        .quarter = from->quarter,
        .code = group->name,
        .action = group->name + strlen(group->name) + 1,
        .cents = (int64_t)from->cents,
        .file = giver->files[from->first >> 48],
        .line = from->first & UINT64_C(0xffffffffffff),
        .count = from->count,
    };

    memcpy(row.nis, period.nis, sizeof row.nis);
    if (options->beneficiary != NULL)
        row.beneficiary = options->beneficiary(options->dossier_context, (struct text){row.nis, 5});
    return row;
}

/* Quarters that stand apart become cumulative, from the first quarter of the year up to the last
 * one with a posting; between them nothing was spent, so that is exact. */
static enum status give_apart(const struct giver *giver, const struct group *group)
{
    __int128 total = 0;
    uint32_t at = 0;
    struct bbc_spending row = row_of(giver, group, &group->row[0]);
    enum status status = STATUS_OK;
    uint32_t last = group->row[group->count - 1].quarter;

    for (uint32_t quarter = 1; quarter <= last && status == STATUS_OK; quarter++) {
        row.count = 0;
        if (group->row[at].quarter == quarter) {
            total += group->row[at].cents;
            row = row_of(giver, group, &group->row[at++]);
        }
        row.quarter = quarter;
        row.cents = (int64_t)total; /* four amounts within the limit */
        status = giver->take(giver->context, &row);
    }
    return status;
}

static enum status give_group(void *context, const struct group *group)
{
    const struct giver *giver = context;
    enum status status = STATUS_OK;

    if (!giver->options->profile->cumulative && group->row[0].quarter > 0)
        return give_apart(giver, group);
    for (uint32_t i = 0; i < group->count && status == STATUS_OK; i++) {
        struct bbc_spending row = row_of(giver, group, &group->row[i]);
        status = giver->take(giver->context, &row);
    }
    return status;
}

enum status bbc_series_give(struct bbc_series *series, const char *const *files,
                            bbc_spending_fn take, void *context)
{
    struct giver giver = {series->options, files, take, context};

    return each_group(series, give_group, &giver);
}
