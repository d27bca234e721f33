/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/totals.h"

#include <stdlib.h>
#include <string.h>

#include "core/limits.h"

static const char *const skip_names[BBC_SKIP_COUNT] = {
#define SKIP(name, id) id,
    BBC_SKIPS(SKIP)
#undef SKIP
};

const char *bbc_skip_name(enum bbc_skip reason)
{
    return skip_names[reason];
}

enum { TOTAL_PARTS = 7 };

static const char *number_text(uint32_t number, char text[COUNT_TEXT_BYTES])
{
    text[0] = '\0';
    if (number != 0)
        text_format_count_plain((int64_t)number, text);
    return text;
}

/* The parts of its key, each with its NUL, stand in the order of struct bbc_total. */
static struct bbc_total total_from(const char *key)
{
    const char *part[TOTAL_PARTS];

    for (size_t i = 0; i < TOTAL_PARTS; i++, key += strlen(key) + 1)
        part[i] = key;
    return (struct bbc_total){part[0], part[1], part[2], part[3], part[4],
                              part[5], part[6], {0},     {0},     {0}};
}

/* The total that postings of this class belong to. NULL without memory. */
static struct bbc_total *total_of(struct bbc_run *run, const struct bbc_class *class)
{
    bool dated = *class->value[ROLE_DATE] != '\0' && class->year != 0;
    char year[COUNT_TEXT_BYTES];
    char quarter[COUNT_TEXT_BYTES];
    const char *const parts[TOTAL_PARTS] = {dated ? number_text(class->year, year)
                                                  : class->value[ROLE_YEAR],
                                            number_text(class->quarter, quarter),
                                            class->value[ROLE_KIND],
                                            class->value[ROLE_REPORT_YEAR],
                                            class->value[ROLE_STATUS],
                                            class->value[ROLE_CODE],
                                            class->value[ROLE_RECENT]};
    struct bbc_buffer key = {0};

    for (size_t i = 0; i < TOTAL_PARTS; i++)
        bbc_put(&key, parts[i], strlen(parts[i]) + 1);
    struct text text = {key.at, key.length};
    uint32_t found = key.lost ? MAP_NONE : text_map_find(run->total_keys, text);
    if (!key.lost && found == MAP_NONE) {
        text.at = arena_copy(run->arena, key.at, key.length);
        if (text.at != NULL &&
            text_map_add(run->total_keys, text, run->totals.count, &found) == STATUS_OK &&
            VECTOR_PUSH(&run->totals, total_from(text.at)) != STATUS_OK)
            found = MAP_NONE;
    }
    bbc_buffer_free(&key);
    return found == MAP_NONE ? NULL : &run->totals.items[found];
}

/* The value for which a class was skipped. */
static const char *skipped_value(const struct bbc_run *run, const struct bbc_class *class,
                                 char year[COUNT_TEXT_BYTES])
{
    switch (class->skip) {
    case BBC_SKIP_CODE:
        return class->value[ROLE_CODE];
    case BBC_SKIP_KIND:
        return class->value[ROLE_KIND];
    case BBC_SKIP_STATUS:
        return class->value[run->chosen_recent ? ROLE_RECENT : ROLE_STATUS];
    case BBC_SKIP_MEASURE:
        return class->value[ROLE_MEASURE];
    case BBC_SKIP_YEAR:
        return number_text(class->year, year);
    default:
        return "";
    }
}

static enum status add_skipped(struct bbc_run *run, const struct bbc_class *class)
{
    char year[COUNT_TEXT_BYTES];
    char key[BBC_CLASS_VALUE_BYTES + LIMIT_KEY_BYTES + 2];
    const char *value = skipped_value(run, class, year);
    size_t length = strlen(value);
    uint32_t found = 0;

    bbc_sum_into(&run->skips[class->skip], class->plain);
    if (length + 2 > sizeof key)
        length = sizeof key - 2;
    key[0] = (char)class->skip;
    memcpy(key + 1, value, length);
    found = text_map_find(run->skip_keys, (struct text){key, length + 1});
    if (found == MAP_NONE) {
        const char *copy = arena_copy(run->arena, key, length + 1);
        if (copy == NULL ||
            text_map_add(run->skip_keys, (struct text){copy, length + 1}, run->skip_values.count,
                         &found) != STATUS_OK ||
            VECTOR_PUSH(&run->skip_values, ((struct bbc_skip_value){class->skip, copy + 1, {0}})) !=
                STATUS_OK)
            return STATUS_MEMORY;
    }
    bbc_sum_into(&run->skip_values.items[found].sum, class->plain);
    return STATUS_OK;
}

static enum status add_class(struct bbc_run *run, struct bbc_file *file,
                             const struct bbc_class *class)
{
    struct bbc_total *total = total_of(run, class);
    struct bbc_sum accepted = {0};
    struct bbc_sum skipped = class->skipped;
    struct bbc_sum rejected = class->rejected;

    if (total == NULL)
        return STATUS_MEMORY;
    if (class->place == BBC_ACCEPTED) {
        accepted = class->plain;
        accepted.count -= class->repeated.count;
        accepted.cents -= class->repeated.cents;
    } else if (class->place == BBC_SKIPPED) {
        bbc_sum_into(&skipped, class->plain);
        if (class->plain.count > 0 && add_skipped(run, class) != STATUS_OK)
            return STATUS_MEMORY;
    }
    bbc_sum_into(&rejected, class->repeated);
    bbc_sum_into(&total->accepted, accepted);
    bbc_sum_into(&total->rejected, rejected);
    bbc_sum_into(&total->skipped, skipped);
    bbc_sum_into(&file->accepted, accepted);
    bbc_sum_into(&file->rejected, rejected);
    bbc_sum_into(&file->skipped, skipped);
    return STATUS_OK;
}

/* Whether all threads together found too many classes: what one thread sees depends on how many
 * there are. */
static enum status count_classes(const struct bbc_rows *rows, unsigned threads)
{
    size_t most = 0;
    uint32_t found = 0;
    uint32_t count = 0;
    enum status status = STATUS_OK;

    for (unsigned i = 0; i < threads; i++)
        most += bbc_classes_count(rows[i].classes);
    if (most <= BBC_CLASSES)
        return STATUS_OK;
    struct text_map *keys = text_map_new();
    if (keys == NULL)
        return STATUS_MEMORY;
    for (unsigned i = 0; i < threads; i++)
        for (size_t j = 0; j < bbc_classes_count(rows[i].classes) && status == STATUS_OK; j++) {
            status = text_map_add(keys, bbc_classes_at(rows[i].classes, j)->key, count, &found);
            count += found == count;
        }
    text_map_free(keys);
    return status == STATUS_OK && count > BBC_CLASSES ? STATUS_RANGE : status;
}

static enum status add_rows(struct bbc_run *run, struct bbc_file *file, const struct bbc_rows *rows)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < bbc_classes_count(rows->classes) && status == STATUS_OK; i++)
        status = add_class(run, file, bbc_classes_at(rows->classes, i));
    bbc_sum_into(&file->rejected, rows->rejected);
    bbc_sum_into(&file->skipped, rows->skipped);
    for (int i = 0; i < FINDING_COUNT; i++) {
        bbc_sum_into(&run->rejects[i].sum, rows->rejects[i].sum);
        run->rejects[i].unreadable += rows->rejects[i].unreadable;
    }
    for (int i = 0; i < BBC_SKIP_COUNT; i++)
        bbc_sum_into(&run->skips[i], rows->skips[i]);
    file->records += rows->record_count;
    file->cents += rows->cents;
    file->unreadable += rows->unreadable;
    return status;
}

enum status bbc_totals_add(struct bbc_run *run, struct bbc_file *file, const struct bbc_rows *rows,
                           unsigned threads)
{
    enum status status = count_classes(rows, threads);

    for (unsigned i = 0; i < threads && status == STATUS_OK; i++)
        status = add_rows(run, file, &rows[i]);
    return status;
}

/* ---- the whole run ---- */

static int compare_totals(const void *one, const void *other)
{
    const struct bbc_total *a = one;
    const struct bbc_total *b = other;
    int order = strcmp(a->year, b->year);

    if (order == 0)
        order = strcmp(a->quarter, b->quarter);
    if (order == 0)
        order = strcmp(a->kind, b->kind);
    if (order == 0)
        order = strcmp(a->report_year, b->report_year);
    if (order == 0)
        order = strcmp(a->status, b->status);
    if (order == 0)
        order = strcmp(a->code, b->code);
    return order != 0 ? order : strcmp(a->recent, b->recent);
}

static int compare_skips(const void *one, const void *other)
{
    const struct bbc_skip_value *a = one;
    const struct bbc_skip_value *b = other;

    if (a->reason != b->reason)
        return a->reason < b->reason ? -1 : 1;
    return strcmp(a->value, b->value);
}

static int compare_reasons(const void *one, const void *other)
{
    const struct bbc_reason_total *a = one;
    const struct bbc_reason_total *b = other;

    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return strcmp(a->id, b->id);
}

static enum status gather_reasons(struct bbc_run *run)
{
    enum status status = STATUS_OK;

    for (int i = 0; i < FINDING_COUNT && status == STATUS_OK; i++)
        if (run->rejects[i].sum.count > 0)
            status = VECTOR_PUSH(&run->reasons, (struct bbc_reason_total){
                                                    finding_code((enum finding)i), BBC_REJECTED,
                                                    run->rejects[i].sum, run->rejects[i].unreadable,
                                                    bbc_ledger_left(run->ledger, (enum finding)i)});
    for (int i = 0; i < BBC_SKIP_COUNT && status == STATUS_OK; i++)
        if (run->skips[i].count > 0)
            status = VECTOR_PUSH(
                &run->reasons,
                (struct bbc_reason_total){skip_names[i], BBC_SKIPPED, run->skips[i], 0, {0}});
    if (run->reasons.count > 1)
        qsort(run->reasons.items, run->reasons.count, sizeof *run->reasons.items, compare_reasons);
    return status;
}

/* The sums by reason are those by file, and each other's control. */
static enum status tie_reasons(const struct bbc_run *run, const struct bbc_result *result)
{
    struct bbc_sum rejected = {0};
    struct bbc_sum skipped = {0};
    struct bbc_sum totals = {0};

    for (uint32_t i = 0; i < run->reasons.count; i++)
        bbc_sum_into(run->reasons.items[i].place == BBC_REJECTED ? &rejected : &skipped,
                     run->reasons.items[i].sum);
    for (uint32_t i = 0; i < run->totals.count; i++)
        bbc_sum_into(&totals, run->totals.items[i].accepted);
    bool same = rejected.count == result->rejected.count &&
                rejected.cents == result->rejected.cents &&
                skipped.count == result->skipped.count && skipped.cents == result->skipped.cents &&
                totals.count == result->accepted.count && totals.cents == result->accepted.cents;
    return same ? STATUS_OK : STATUS_BROKEN;
}

static void fill_result(const struct bbc_run *run, struct bbc_result *result)
{
    *result = (struct bbc_result){
        .files = run->files.items,
        .file_count = run->files.count,
        .totals = run->totals.items,
        .total_count = run->totals.count,
        .reasons = run->reasons.items,
        .reason_count = run->reasons.count,
        .skip_values = run->skip_values.items,
        .skip_value_count = run->skip_values.count,
    };
    for (size_t i = 0; i < result->file_count; i++) {
        const struct bbc_file *file = &result->files[i];
        bbc_sum_into(&result->accepted, file->accepted);
        bbc_sum_into(&result->rejected, file->rejected);
        bbc_sum_into(&result->skipped, file->skipped);
        result->postings += file->postings;
        result->cents += file->cents;
        result->unreadable += file->unreadable;
    }
    for (size_t i = 0; i < result->reason_count; i++) {
        result->left.rows += result->reasons[i].left.rows;
        bbc_sum_into(&result->left.sum, result->reasons[i].left.sum);
    }
}

enum status bbc_totals_finish(struct bbc_run *run, struct bbc_result *out)
{
    enum status status = gather_reasons(run);

    if (status != STATUS_OK)
        return status;
    if (run->totals.count > 1)
        qsort(run->totals.items, run->totals.count, sizeof *run->totals.items, compare_totals);
    if (run->skip_values.count > 1)
        qsort(run->skip_values.items, run->skip_values.count, sizeof *run->skip_values.items,
              compare_skips);
    fill_result(run, out);
    return tie_reasons(run, out);
}
