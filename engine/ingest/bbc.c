/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/map.h"
#include "core/vector.h"
#include "ingest/bbc_head.h"
#include "ingest/bbc_ledger.h"
#include "ingest/bbc_rows.h"
#include "ingest/bbc_source.h"
#include "ingest/bbc_text.h"
#include "ingest/bbc_threads.h"

struct bbc_run {
    const struct bbc_options *options;
    struct diag_list *all;   /* the caller's */
    struct diag_list *diags; /* of this reading; a second one starts anew */
    struct arena *arena;
    struct bbc_repeat *repeat;
    struct bbc_ledger *ledger;
    struct text_map *names; /* of the files */
    VECTOR(struct bbc_file) files;
    struct text_map *total_keys;
    VECTOR(struct bbc_total) totals;
    VECTOR(struct bbc_reason_total) reasons;
    struct bbc_reason_sum rejects[FINDING_COUNT];
    struct bbc_sum skips[BBC_SKIP_COUNT];
    bool failed; /* a file could not be read; findings are the caller's at once */
    bool settled;
};

static const char *const skip_names[BBC_SKIP_COUNT] = {
#define SKIP(name, id) id,
    BBC_SKIPS(SKIP)
#undef SKIP
};

/* What one reading gathers. */
static enum status start_reading(struct bbc_run *run)
{
    run->diags = diag_list_new();
    run->arena = arena_new();
    run->ledger = bbc_ledger_new(run->options, run->repeat);
    run->names = text_map_new();
    run->total_keys = text_map_new();
    return run->diags != NULL && run->arena != NULL && run->ledger != NULL && run->names != NULL &&
                   run->total_keys != NULL
               ? STATUS_OK
               : STATUS_MEMORY;
}

static void drop_reading(struct bbc_run *run)
{
    diag_list_free(run->diags);
    bbc_ledger_free(run->ledger);
    text_map_free(run->names);
    text_map_free(run->total_keys);
    free(run->files.items);
    free(run->totals.items);
    free(run->reasons.items);
    arena_free(run->arena);
    *run = (struct bbc_run){.options = run->options, .all = run->all, .repeat = run->repeat};
}

struct bbc_run *bbc_run_new(const struct bbc_options *options, struct diag_list *diags)
{
    struct bbc_run *run = calloc(1, sizeof *run);

    assert(options->threads >= 1 && options->threads <= BBC_THREADS);
    if (run == NULL)
        return NULL;
    run->options = options;
    run->all = diags;
    run->repeat = bbc_repeat_new(options, bbc_ledger_repeat_bytes(options));
    if (run->repeat != NULL && start_reading(run) == STATUS_OK)
        return run;
    bbc_run_free(run);
    return NULL;
}

void bbc_run_free(struct bbc_run *run)
{
    if (run == NULL)
        return;
    drop_reading(run);
    bbc_repeat_free(run->repeat);
    free(run);
}

static void sum_into(struct bbc_sum *sum, struct bbc_sum more)
{
    sum->count += more.count;
    sum->cents += more.cents;
}

static void report(struct bbc_run *run, enum finding finding, const char *file, const char *a,
                   const char *b, const char *c)
{
    diag_add(run->diags, finding, (struct source_pos){file, 0, 0}, (struct diag_subject){0}, a, b,
             c);
}

/* ---- adding up ---- */

enum { TOTAL_PARTS = 6 };

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
    return (struct bbc_total){part[0], part[1], part[2], part[3], part[4], part[5], {0}, {0}, {0}};
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
                                            class->value[ROLE_CODE]};
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
        sum_into(&skipped, class->plain);
        sum_into(&run->skips[class->skip], class->plain);
    }
    sum_into(&rejected, class->repeated);
    sum_into(&total->accepted, accepted);
    sum_into(&total->rejected, rejected);
    sum_into(&total->skipped, skipped);
    sum_into(&file->accepted, accepted);
    sum_into(&file->rejected, rejected);
    sum_into(&file->skipped, skipped);
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

static enum status add_rows(struct bbc_run *run, struct bbc_file *file, struct bbc_rows *rows)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < bbc_classes_count(rows->classes) && status == STATUS_OK; i++)
        status = add_class(run, file, bbc_classes_at(rows->classes, i));
    sum_into(&file->rejected, rows->rejected);
    sum_into(&file->skipped, rows->skipped);
    for (int i = 0; i < FINDING_COUNT; i++) {
        sum_into(&run->rejects[i].sum, rows->rejects[i].sum);
        run->rejects[i].unreadable += rows->rejects[i].unreadable;
    }
    for (int i = 0; i < BBC_SKIP_COUNT; i++)
        sum_into(&run->skips[i], rows->skips[i]);
    file->records += rows->record_count;
    file->cents += rows->cents;
    file->unreadable += rows->unreadable;
    return status;
}

/* Everything that was read is in one of the three places, in postings and in cents. */
static enum status tie_out(const struct bbc_file *file, uint64_t records)
{
    bool counts = file->records == records && file->postings == file->accepted.count +
                                                                    file->rejected.count +
                                                                    file->skipped.count;
    bool cents = file->cents == file->accepted.cents + file->rejected.cents + file->skipped.cents;

    return counts && cents ? STATUS_OK : STATUS_BROKEN;
}

/* What was rejected is said loudly: how many, and how much. */
static enum status report_file(struct bbc_run *run, const struct bbc_file *file)
{
    struct bbc_buffer amount = {0};
    char count[COUNT_TEXT_BYTES];
    char unreadable[COUNT_TEXT_BYTES];

    if (file->rejected.count == 0)
        return STATUS_OK;
    text_format_count((int64_t)file->rejected.count, count);
    text_format_count((int64_t)file->unreadable, unreadable);
    bbc_put_money(&amount, file->rejected.cents);
    bbc_put(&amount, "", 1);
    if (!amount.lost)
        report(run, FINDING_BBC_REJECTS, file->name, count, amount.at, unreadable);
    enum status status = amount.lost ? STATUS_MEMORY : STATUS_OK;
    bbc_buffer_free(&amount);
    return status;
}

/* ---- one file ---- */

struct opened { /* an export that is being read */
    struct bbc_source source;
    struct splitter splitter;
    struct bbc_layout layout;
    struct bbc_rows rows[BBC_THREADS];
    uint64_t skipped_before;
};

/* Reads the data behind the header. */
static enum status read_data(struct bbc_run *run, struct opened *opened, struct bbc_file *file)
{
    const struct bbc_options *options = run->options;
    struct bbc_job job = {
        .options = options,
        .layout = &opened->layout,
        .splitter = &opened->splitter,
        .ledger = run->ledger,
        .hash = options->seal && !opened->source.hash_inline,
        .rows = opened->rows,
        .threads = options->threads,
        .bytes = &opened->source.bytes,
    };
    enum status status = STATUS_OK;

    for (unsigned i = 0; i < options->threads && status == STATUS_OK; i++)
        status = bbc_rows_open(&opened->rows[i], options, &opened->layout);
    if (status == STATUS_OK)
        status = bbc_job_run(&job);
    if (status == STATUS_OK)
        status = count_classes(opened->rows, options->threads);
    for (unsigned i = 0; i < options->threads && status == STATUS_OK; i++)
        status = add_rows(run, file, &opened->rows[i]);
    if (status != STATUS_OK)
        return status;
    struct bbc_sum repeated = bbc_ledger_repeated(run->ledger);
    sum_into(&run->rejects[FINDING_BBC_REPEATED].sum, repeated);
    uint64_t before = opened->skipped_before * opened->layout.value_count;
    run->skips[BBC_SKIP_BEFORE].count += before;
    file->skipped.count += before;
    file->records += opened->skipped_before;
    file->postings = (job.records + opened->skipped_before) * opened->layout.value_count;
    if (job.unended)
        report(run, FINDING_BBC_NO_END, file->name, NULL, NULL, NULL);
    return tie_out(file, job.records + opened->skipped_before);
}

static void report_too_many(struct bbc_run *run, const char *name)
{
    char limit[COUNT_TEXT_BYTES];

    text_format_count(BBC_CLASSES, limit);
    report(run, FINDING_BBC_MANY, name, limit, NULL, NULL);
}

static enum status read_export(struct bbc_run *run, struct opened *opened, const char *path,
                               const char *name)
{
    struct bbc_file file = {.name = name};
    struct bbc_head head = {.options = run->options,
                            .source = &opened->source,
                            .splitter = &opened->splitter,
                            .arena = run->arena,
                            .diags = run->diags,
                            .file = name};
    enum status status = bbc_head_read(&head, path, &opened->layout);

    opened->skipped_before = head.skipped_before;
    if (status == STATUS_OK)
        status = bbc_ledger_file(run->ledger, name);
    if (status == STATUS_OK)
        status = read_data(run, opened, &file);
    if (status == STATUS_RANGE) {
        report_too_many(run, name);
        return STATUS_INVALID;
    }
    if (status != STATUS_OK)
        return status;
    file.bytes = opened->source.bytes;
    file.text_bytes = opened->source.text_bytes;
    file.lines = opened->splitter.next_line - 1;
    file.unpacked = opened->source.unpacked;
    status = report_file(run, &file);
    return status == STATUS_OK ? VECTOR_PUSH(&run->files, file) : status;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

enum status bbc_run_file(struct bbc_run *run, const char *path)
{
    const char *name = arena_copy(run->arena, base_name(path), strlen(base_name(path)));
    struct opened *opened = calloc(1, sizeof *opened);
    uint32_t number = run->files.count;
    uint32_t found = 0;

    if (opened != NULL)
        opened->source.fd = -1;
    enum status status = name == NULL || opened == NULL ? STATUS_MEMORY : STATUS_OK;

    if (status == STATUS_OK)
        status = text_map_add(run->names, (struct text){name, strlen(name)}, number, &found);
    if (status == STATUS_OK && found != number) {
        report(run, FINDING_BBC_SAME_NAME, name, NULL, NULL, NULL);
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK)
        status = read_export(run, opened, path, name);
    for (unsigned i = 0; opened != NULL && i < run->options->threads; i++)
        bbc_rows_close(&opened->rows[i]);
    if (opened != NULL) {
        splitter_close(&opened->splitter);
        bbc_source_close(&opened->source);
    }
    free(opened);
    run->failed |= status != STATUS_OK;
    if (run->failed)
        diag_take(run->all, run->diags);
    return status;
}

/* ---- the whole run ---- */

enum status bbc_run_settle(struct bbc_run *run, bool *again)
{
    enum status status = bbc_repeat_settle(run->repeat, again);

    run->settled = status == STATUS_OK && !*again;
    if (status == STATUS_OK && *again) {
        drop_reading(run);
        status = start_reading(run);
    }
    if (status == STATUS_INVALID)
        report(run, FINDING_BBC_CHANGED, "saldo", NULL, NULL, NULL);
    if (!*again)
        diag_take(run->all, run->diags);
    return status;
}

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
    return order != 0 ? order : strcmp(a->code, b->code);
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
            status = VECTOR_PUSH(&run->reasons,
                                 (struct bbc_reason_total){finding_code((enum finding)i),
                                                           BBC_REJECTED, run->rejects[i].sum,
                                                           run->rejects[i].unreadable});
    for (int i = 0; i < BBC_SKIP_COUNT && status == STATUS_OK; i++)
        if (run->skips[i].count > 0)
            status = VECTOR_PUSH(&run->reasons, (struct bbc_reason_total){
                                                    skip_names[i], BBC_SKIPPED, run->skips[i], 0});
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
        sum_into(run->reasons.items[i].place == BBC_REJECTED ? &rejected : &skipped,
                 run->reasons.items[i].sum);
    for (uint32_t i = 0; i < run->totals.count; i++)
        sum_into(&totals, run->totals.items[i].accepted);
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
    };
    for (size_t i = 0; i < result->file_count; i++) {
        const struct bbc_file *file = &result->files[i];
        sum_into(&result->accepted, file->accepted);
        sum_into(&result->rejected, file->rejected);
        sum_into(&result->skipped, file->skipped);
        result->postings += file->postings;
        result->cents += file->cents;
        result->unreadable += file->unreadable;
    }
}

enum status bbc_run_finish(struct bbc_run *run, struct bbc_result *out)
{
    size_t errors = diag_count_of(run->all, SEVERITY_ERROR);
    enum status status = run->settled ? gather_reasons(run) : STATUS_BROKEN;

    if (status == STATUS_OK)
        status = bbc_ledger_check(run->ledger, run->diags);
    if (status != STATUS_OK) {
        diag_take(run->all, run->diags);
        return status;
    }
    if (run->totals.count > 1)
        qsort(run->totals.items, run->totals.count, sizeof *run->totals.items, compare_totals);
    fill_result(run, out);
    if (out->accepted.count == 0)
        report(run, FINDING_BBC_NOTHING, "saldo", NULL, NULL, NULL);
    status = tie_reasons(run, out);
    if (status != STATUS_OK)
        return status;
    diag_take(run->all, run->diags);
    return diag_count_of(run->all, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}

enum status bbc_run_spending(struct bbc_run *run, bbc_spending_fn take, void *context)
{
    return bbc_ledger_spending(run->ledger, take, context);
}
