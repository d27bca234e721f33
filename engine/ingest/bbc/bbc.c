/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/bbc.h"
#include "core/shown.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/limits.h"
#include "ingest/bbc/choice.h"
#include "ingest/bbc/columns.h"
#include "ingest/bbc/head.h"
#include "ingest/bbc/source.h"
#include "ingest/bbc/text.h"
#include "ingest/bbc/threads.h"
#include "ingest/bbc/totals.h"

/* What one reading gathers. */
static enum status start_reading(struct bbc_run *run)
{
    run->diags = diag_list_new();
    run->arena = arena_new();
    run->ledger = bbc_ledger_new(run->options, run->repeat);
    run->names = text_map_new();
    run->total_keys = text_map_new();
    run->skip_keys = text_map_new();
    return run->diags != NULL && run->arena != NULL && run->ledger != NULL && run->names != NULL &&
                   run->total_keys != NULL && run->skip_keys != NULL
               ? STATUS_OK
               : STATUS_MEMORY;
}

static void drop_reading(struct bbc_run *run)
{
    diag_list_free(run->diags);
    bbc_ledger_free(run->ledger);
    text_map_free(run->names);
    text_map_free(run->total_keys);
    text_map_free(run->skip_keys);
    free(run->skip_values.items);
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

struct bbc_trouble bbc_run_trouble(const struct bbc_run *run)
{
    return run->trouble;
}

void bbc_run_report(struct bbc_run *run, enum finding finding, const char *file, const char *a,
                    const char *b, const char *c)
{
    diag_add(run->diags, finding, (struct source_pos){file, 0, 0}, (struct diag_subject){0}, a, b,
             c);
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
        bbc_run_report(run, FINDING_BBC_REJECTS, file->name, count, amount.at, unreadable);
    enum status status = amount.lost ? STATUS_MEMORY : STATUS_OK;
    bbc_buffer_free(&amount);
    return status;
}

/* How many rows, and of the first one the line and two amounts with a sign between. */
static enum status report_rows(struct bbc_run *run, const struct bbc_file *file,
                               enum finding finding, uint64_t rows,
                               const struct bbc_checked_row *row, const char *sign)
{
    struct bbc_buffer what = {0};
    char count[COUNT_TEXT_BYTES];
    char line[COUNT_TEXT_BYTES];

    if (rows == 0)
        return STATUS_OK;
    text_format_count((int64_t)rows, count);
    text_format_count_plain((int64_t)row->line, line);
    bbc_put_money(&what, row->cents);
    bbc_put_word(&what, sign);
    bbc_put_money(&what, row->above);
    bbc_put(&what, "", 1);
    if (!what.lost)
        bbc_run_report(run, finding, file->name, count, line, what.at);
    enum status status = what.lost ? STATUS_MEMORY : STATUS_OK;
    bbc_buffer_free(&what);
    return status;
}

/* Totals that are not what stands above them, and rows that are and count. */
static enum status report_totals(struct bbc_run *run, const struct bbc_file *file)
{
    const struct bbc_checked *checked = &file->checked;
    enum status status = report_rows(run, file, FINDING_BBC_TOTAL_WRONG, checked->wrong,
                                     &checked->first_wrong, " ≠ ");

    if (status == STATUS_OK)
        status = report_rows(run, file, FINDING_BBC_TOTAL_COUNTS, checked->counted,
                             &checked->first_counted, " = ");
    return status;
}

/* ---- one file ---- */

struct opened { /* an export that is being read */
    struct bbc_source source;
    struct diag_list *damage; /* what reading its data finds, which may be beyond a failure */
    struct splitter splitter;
    struct bbc_layout layout;
    struct bbc_rows rows[BBC_THREADS];
    uint64_t skipped_before;
};

static void opened_free(struct opened *opened, unsigned threads)
{
    if (opened == NULL)
        return;
    for (unsigned i = 0; i < threads; i++)
        bbc_rows_close(&opened->rows[i]);
    splitter_close(&opened->splitter);
    bbc_source_close(&opened->source);
    diag_list_free(opened->damage);
    free(opened);
}

/* NULL without memory. */
static struct opened *opened_new(void)
{
    struct opened *opened = calloc(1, sizeof *opened);

    if (opened == NULL)
        return NULL;
    opened->source.fd = -1;
    opened->damage = diag_list_new();
    if (opened->damage != NULL)
        return opened;
    opened_free(opened, 0);
    return NULL;
}

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

    run->kinds_said |= bbc_layout_says(&opened->layout, ROLE_KIND);
    run->chosen_recent = bbc_chosen_role(&opened->layout, options->status) == ROLE_RECENT;
    for (unsigned i = 0; i < options->threads && status == STATUS_OK; i++)
        status = bbc_rows_open(&opened->rows[i], options, &opened->layout);
    if (status == STATUS_OK)
        status = bbc_job_run(&job);
    run->trouble = job.trouble;
    if (status == STATUS_OK || job.trouble.where == BBC_AT_EXPORT)
        diag_take(run->diags, opened->damage);
    if (status == STATUS_OK)
        status = bbc_totals_add(run, file, opened->rows, options->threads);
    if (status != STATUS_OK)
        return status;
    struct bbc_sum repeated = bbc_ledger_repeated(run->ledger);
    bbc_sum_into(&run->rejects[FINDING_BBC_REPEATED].sum, repeated);
    uint64_t before = opened->skipped_before * opened->layout.value_count;
    run->skips[BBC_SKIP_BEFORE].count += before;
    file->skipped.count += before;
    file->records += opened->skipped_before;
    file->postings = (job.records + opened->skipped_before) * opened->layout.value_count;
    if (job.unended)
        bbc_run_report(run, FINDING_BBC_NO_END, file->name, NULL, NULL, NULL);
    return tie_out(file, job.records + opened->skipped_before);
}

static void report_too_many(struct bbc_run *run, const char *name)
{
    char limit[COUNT_TEXT_BYTES];

    text_format_count(BBC_CLASSES, limit);
    bbc_run_report(run, FINDING_BBC_MANY, name, limit, NULL, NULL);
}

/* What controle.json says of the columns and the total rows. */
static enum status keep_checked(struct bbc_run *run, const struct opened *opened,
                                struct bbc_file *file)
{
    file->columns = opened->layout.uses;
    file->column_count = opened->layout.width;
    file->metadata = opened->layout.metadata;
    file->metadata_count = opened->layout.metadata_count;
    file->checked = bbc_ledger_checked(run->ledger);
    size_t size = file->checked.row_count * sizeof *file->checked.rows;
    if (size == 0)
        return STATUS_OK;
    struct bbc_checked_row *rows = arena_alloc(run->arena, size);
    if (rows == NULL)
        return STATUS_MEMORY;
    memcpy(rows, file->checked.rows, size);
    file->checked.rows = rows;
    return STATUS_OK;
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

    if (status == STATUS_IO)
        run->trouble = (struct bbc_trouble){BBC_AT_EXPORT, errno};
    file.name = name = head.file;
    opened->skipped_before = head.skipped_before;
    opened->source.diags = opened->damage;
    if (status == STATUS_OK)
        status = bbc_ledger_file(run->ledger, name);
    if (status == STATUS_OK)
        status = read_data(run, opened, &file);
    if (status == STATUS_OK)
        status = bbc_source_encoding(&opened->source, run->diags);
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
    status = keep_checked(run, opened, &file);
    if (status == STATUS_OK)
        status = report_file(run, &file);
    if (status == STATUS_OK)
        status = report_totals(run, &file);
    return status == STATUS_OK ? VECTOR_PUSH(&run->files, file) : status;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

enum status bbc_run_file(struct bbc_run *run, const char *path)
{
    const char *name = shown_word(run->arena, base_name(path)); /* it is written everywhere */
    struct opened *opened = opened_new();
    uint32_t number = run->files.count;
    uint32_t found = 0;

    enum status status = name == NULL || opened == NULL ? STATUS_MEMORY : STATUS_OK;

    if (status == STATUS_OK)
        status = text_map_add(run->names, (struct text){name, strlen(name)}, number, &found);
    if (status == STATUS_OK && found != number) {
        bbc_run_report(run, FINDING_BBC_SAME_NAME, name, NULL, NULL, NULL);
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK)
        status = read_export(run, opened, path, name);
    opened_free(opened, run->options->threads);
    run->failed |= status != STATUS_OK;
    if (run->failed)
        diag_take(run->all, run->diags);
    return status;
}

/* ---- the whole run ---- */

enum status bbc_run_settle(struct bbc_run *run, bool *again)
{
    enum status status = bbc_repeat_settle(run->repeat, again);

    if (status == STATUS_IO)
        run->trouble = (struct bbc_trouble){BBC_AT_TEMPORARY, errno};
    run->settled = status == STATUS_OK && !*again;
    if (status == STATUS_OK && *again) {
        drop_reading(run);
        status = start_reading(run);
    }
    if (status == STATUS_INVALID)
        bbc_run_report(run, FINDING_BBC_CHANGED, "saldo", NULL, NULL, NULL);
    if (!*again)
        diag_take(run->all, run->diags);
    return status;
}

/* What verworpen.csv leaves out is said, and its bound. */
static enum status report_left(struct bbc_run *run, const struct bbc_left *left)
{
    struct bbc_buffer amount = {0};
    char rows[COUNT_TEXT_BYTES];
    char bytes[COUNT_TEXT_BYTES];

    if (left->rows == 0)
        return STATUS_OK;
    text_format_count((int64_t)left->rows, rows);
    text_format_count(LIMIT_REJECTED_REASON_BYTES >> 20, bytes);
    bbc_put_money(&amount, left->sum.cents);
    bbc_put(&amount, "", 1);
    if (!amount.lost)
        bbc_run_report(run, FINDING_BBC_LEFT_OUT, "verworpen.csv", rows, amount.at, bytes);
    enum status status = amount.lost ? STATUS_MEMORY : STATUS_OK;
    bbc_buffer_free(&amount);
    return status;
}

enum status bbc_run_finish(struct bbc_run *run, struct bbc_result *out)
{
    size_t errors = diag_count_of(run->all, SEVERITY_ERROR);
    enum status status = run->settled ? STATUS_OK : STATUS_BROKEN;

    if (status == STATUS_OK)
        status = bbc_ledger_check(run->ledger, run->diags);
    run->trouble = bbc_ledger_trouble(run->ledger);
    if (status == STATUS_OK)
        status = bbc_totals_finish(run, out);
    if (status == STATUS_OK)
        status = report_left(run, &out->left);
    if (status == STATUS_OK)
        bbc_choice_check(run, out);
    diag_take(run->all, run->diags);
    if (status != STATUS_OK)
        return status;
    return diag_count_of(run->all, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}

enum status bbc_run_spending(struct bbc_run *run, bbc_spending_fn take, void *context)
{
    enum status status = bbc_ledger_spending(run->ledger, take, context);

    run->trouble = bbc_ledger_trouble(run->ledger);
    return status;
}
