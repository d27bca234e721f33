/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/ledger.h"

#include <errno.h>
#include <stdlib.h>

#include "ingest/bbc/rejects.h"
#include "ingest/bbc/reports.h"
#include "ingest/bbc/series.h"
#include "ingest/bbc/sums.h"
#include "ingest/bbc/text.h"

enum { FILES = 0xffff, LINE_BITS = 48 };

/* Where findings about all exports together stand. */
static const struct source_pos whole_run = {"saldo", 0, 0};

struct bbc_ledger {
    const struct bbc_options *options;
    VECTOR(const char *) files;
    struct bbc_repeat *repeat;
    struct bbc_series *series;
    struct bbc_reports *reports;
    struct bbc_rejects *rejects;
    struct bbc_trouble trouble; /* of the first STATUS_IO */
    struct bbc_sum repeated;    /* of the last file */
    struct bbc_sums *sums;      /* the same */
    uint64_t totals_unread;     /* the same */
    struct bbc_buffer row;
};

static size_t memory_of(const struct bbc_options *options)
{
    return options->memory_bytes == 0 ? BBC_MEMORY_BYTES : options->memory_bytes;
}

size_t bbc_ledger_repeat_bytes(const struct bbc_options *options)
{
    return memory_of(options) / 2;
}

struct bbc_ledger *bbc_ledger_new(const struct bbc_options *options, struct bbc_repeat *repeat)
{
    struct bbc_ledger *ledger = calloc(1, sizeof *ledger);

    if (ledger == NULL)
        return NULL;
    ledger->options = options;
    ledger->repeat = repeat;
    ledger->series = bbc_series_new(options, memory_of(options) / 8 * 3);
    ledger->reports = bbc_reports_new(options, memory_of(options) / 8);
    ledger->rejects = bbc_rejects_new(options);
    if (ledger->series != NULL && ledger->reports != NULL && ledger->rejects != NULL)
        return ledger;
    bbc_ledger_free(ledger);
    return NULL;
}

void bbc_ledger_free(struct bbc_ledger *ledger)
{
    if (ledger == NULL)
        return;
    bbc_series_free(ledger->series);
    bbc_reports_free(ledger->reports);
    bbc_rejects_free(ledger->rejects);
    bbc_sums_free(ledger->sums);
    bbc_buffer_free(&ledger->row);
    free(ledger->files.items);
    free(ledger);
}

enum status bbc_ledger_file(struct bbc_ledger *ledger, const char *file)
{
    ledger->repeated = (struct bbc_sum){0};
    ledger->totals_unread = 0;
    bbc_sums_free(ledger->sums);
    ledger->sums = bbc_sums_new();
    if (ledger->sums == NULL)
        return STATUS_MEMORY;
    if (ledger->files.count >= FILES)
        return STATUS_RANGE;
    return VECTOR_PUSH(&ledger->files, file);
}

struct bbc_sum bbc_ledger_repeated(const struct bbc_ledger *ledger)
{
    return ledger->repeated;
}

const atomic_bool *bbc_ledger_full(const struct bbc_ledger *ledger)
{
    return bbc_rejects_full(ledger->rejects);
}

struct bbc_left bbc_ledger_left(const struct bbc_ledger *ledger, enum finding finding)
{
    return bbc_rejects_left(ledger->rejects, finding);
}

struct bbc_trouble bbc_ledger_trouble(const struct bbc_ledger *ledger)
{
    return ledger->trouble;
}

/* Keeps what the system refused, as long as errno still tells. */
static enum status note(struct bbc_ledger *ledger, enum status status, enum bbc_where where)
{
    if (status == STATUS_IO && ledger->trouble.where == BBC_AT_NOTHING)
        ledger->trouble = (struct bbc_trouble){where, errno};
    return status;
}

struct bbc_checked bbc_ledger_checked(const struct bbc_ledger *ledger)
{
    struct bbc_checked checked = *bbc_sums_checked(ledger->sums);

    checked.unread = ledger->totals_unread;
    return checked;
}

static uint64_t place_of(const struct bbc_ledger *ledger, uint64_t line)
{
    return (uint64_t)(ledger->files.count - 1) << LINE_BITS | line;
}

static struct text raw_of(const struct bbc_batch *batch, const struct bbc_event *event)
{
    return (struct text){batch->text.at + event->raw_from, event->raw_length};
}

static struct text name_of(const struct bbc_batch *batch, const struct bbc_event *event)
{
    return (struct text){batch->text.at + event->name_from, event->name_length};
}

static enum status write_repeated(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                                  const struct bbc_event *event, uint64_t place)
{
    struct bbc_buffer *row = &ledger->row;
    char line[COUNT_TEXT_BYTES];
    char sentence[DIAG_TEXT_BYTES];

    text_format_count_plain((int64_t)(place & ((UINT64_C(1) << LINE_BITS) - 1)), line);
    struct diag diag = {.finding = FINDING_BBC_REPEATED,
                        .part = {ledger->files.items[place >> LINE_BITS], line, "", ""}};
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
    if (row->lost)
        return STATUS_MEMORY;
    const struct bbc_reject reject = {.finding = FINDING_BBC_REPEATED,
                                      .postings = 1,
                                      .cents = event->cents,
                                      .head = {row->at, row->length},
                                      .raw = raw_of(batch, event)};
    return bbc_rejects_add(ledger->rejects, &reject);
}

/* A posting that equals an earlier one is rejected. */
static enum status refuse_repeated(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                                   const struct bbc_event *event, uint64_t first)
{
    ledger->repeated.count++;
    ledger->repeated.cents += event->cents;
    event->class->repeated.count++;
    event->class->repeated.cents += event->cents;
    return write_repeated(ledger, batch, event, first);
}

static enum status take_rejected(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                                 const struct bbc_event *event)
{
    const struct bbc_reject reject = {.finding = event->finding,
                                      .postings = event->postings,
                                      .cents = event->cents,
                                      .head = {batch->text.at + event->row_from, event->row_length},
                                      .raw = raw_of(batch, event)};

    return note(ledger, bbc_rejects_add(ledger->rejects, &reject), BBC_AT_REJECTED);
}

static enum status take_accepted(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                                 const struct bbc_event *event)
{
    const struct bbc_posting_id id = {event->hash, place_of(ledger, event->line), event->cents};
    struct text action = {batch->text.at + event->action_from, event->action_length};
    bool repeats = false;
    uint64_t first = 0;
    enum status status = bbc_repeat_take(ledger->repeat, &id, &repeats, &first);

    if (status != STATUS_OK)
        return note(ledger, status, BBC_AT_TEMPORARY);
    if (repeats && ledger->options->profile->refuse_repeated)
        return note(ledger, refuse_repeated(ledger, batch, event, first), BBC_AT_REJECTED);
    status = bbc_reports_add(ledger->reports, event, name_of(batch, event));
    if (status == STATUS_OK)
        status = bbc_series_add(ledger->series, event, action, id.place);
    if (status == STATUS_OK)
        status = bbc_sums_accept(ledger->sums, event);
    if (status != STATUS_OK)
        return note(ledger, status, BBC_AT_TEMPORARY);
    status = ledger->options->write_origin(ledger->options->write_context,
                                           batch->text.at + event->row_from, event->row_length);
    return note(ledger, status, BBC_AT_ORIGIN);
}

static enum status take_event(struct bbc_ledger *ledger, const struct bbc_batch *batch,
                              const struct bbc_event *event)
{
    switch (event->place) {
    case BBC_ACCEPTED:
        return take_accepted(ledger, batch, event);
    case BBC_SKIPPED:
        return note(ledger, bbc_reports_add(ledger->reports, event, name_of(batch, event)),
                    BBC_AT_TEMPORARY);
    case BBC_REJECTED:
        return take_rejected(ledger, batch, event);
    }
    return STATUS_BROKEN;
}

static enum status take_total(struct bbc_ledger *ledger, const struct bbc_total_row *total)
{
    ledger->totals_unread += !total->readable;
    return total->readable ? bbc_sums_total(ledger->sums, total) : STATUS_OK;
}

enum status bbc_ledger_take(struct bbc_ledger *ledger, struct bbc_batch *batch)
{
    enum status status = STATUS_OK;
    uint32_t total = 0;

    for (uint32_t i = 0; i <= batch->events.count && status == STATUS_OK; i++) {
        for (; total < batch->totals.count && batch->totals.items[total].event <= i; total++)
            if (status == STATUS_OK)
                status = take_total(ledger, &batch->totals.items[total]);
        if (status == STATUS_OK && i < batch->events.count)
            status = take_event(ledger, batch, &batch->events.items[i]);
    }
    bbc_sums_batch(ledger->sums, batch->plain);
    batch->plain = 0;
    batch->totals.count = 0;
    batch->events.count = 0;
    batch->text.length = 0;
    return status;
}

/* Repeats that count are said. */
static enum status report_kept(struct bbc_ledger *ledger, struct diag_list *diags)
{
    struct bbc_sum kept = bbc_repeat_kept(ledger->repeat);
    struct bbc_buffer *row = &ledger->row;
    char count[COUNT_TEXT_BYTES];

    if (kept.count == 0)
        return STATUS_OK;
    text_format_count((int64_t)kept.count, count);
    row->length = 0;
    bbc_put_money(row, kept.cents);
    bbc_put(row, "", 1);
    if (row->lost)
        return STATUS_MEMORY;
    diag_add(diags, FINDING_BBC_REPEATED_KEPT, whole_run, (struct diag_subject){0}, count, row->at,
             NULL);
    return STATUS_OK;
}

enum status bbc_ledger_check(struct bbc_ledger *ledger, struct diag_list *diags)
{
    enum status status = bbc_reports_check(ledger->reports, diags);

    if (status == STATUS_OK)
        status = report_kept(ledger, diags);
    if (status == STATUS_OK)
        status = bbc_series_check(ledger->series, diags);
    return note(ledger, status, BBC_AT_TEMPORARY);
}

enum status bbc_ledger_spending(struct bbc_ledger *ledger, bbc_spending_fn take, void *context)
{
    return note(ledger, bbc_series_give(ledger->series, ledger->files.items, take, context),
                BBC_AT_TEMPORARY);
}
