/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sheet it is, what is said of it, and how its pieces pass from one thread to another. */
#include "ingest/bbc/sheet.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/shown.h"
#include "ingest/bbc/sheet_text.h"

enum { PIECE_BYTES = 64 * 1024, NAMES_BYTES = 180 };

struct bbc_sheet {
    const char *name;
    struct workbook *workbook;
    struct diag_list *found; /* by the reader of the workbook */
    uint32_t index;
    struct sheet_text text; /* of the thread that reads */
    struct bytes piece;     /* of the thread that takes: from taken on */
    size_t taken;
    pthread_t thread;
    bool started;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    struct bytes handed; /* under the lock, as what follows; empty: there is room */
    bool stop, ended;
    enum status status; /* when ended */
    int error;          /* and its errno */
};

static void report(struct bbc_sheet *sheet, struct diag_list *diags, enum finding finding,
                   struct workbook_place place, const char *a, const char *b)
{
    diag_add(diags, finding, (struct source_pos){sheet->name, place.row, place.column},
             (struct diag_subject){0}, a, b, NULL);
}

/* ---- which sheet ---- */

/* STATUS_BUSY stops at the first row. */
static enum status stop_at_row(void *context, const struct workbook_row *row)
{
    (void)context;
    (void)row;
    return STATUS_BUSY;
}

static enum status has_rows(struct bbc_sheet *sheet, uint32_t index, bool *out)
{
    struct workbook_facts facts;
    enum status status = workbook_read(sheet->workbook, index, stop_at_row, NULL, &facts);

    *out = status == STATUS_BUSY;
    return *out ? STATUS_OK : status;
}

static void add_name(char names[NAMES_BYTES], const char *name)
{
    size_t length = strlen(names);

    snprintf(names + length, NAMES_BYTES - length, "%s'%s'", length == 0 ? "" : ", ", name);
}

/* The sheet that was asked for. */
static enum status find_named(struct bbc_sheet *sheet, const char *wanted, struct diag_list *diags)
{
    char names[NAMES_BYTES] = "";

    for (uint32_t i = 0; i < workbook_sheet_count(sheet->workbook); i++) {
        const char *name = workbook_sheet_at(sheet->workbook, i)->name;
        if (strcmp(name, wanted) == 0) {
            sheet->index = i;
            return STATUS_OK;
        }
        add_name(names, name);
    }
    report(sheet, diags, FINDING_WORKBOOK_NO_SHEET, (struct workbook_place){0}, wanted, names);
    return STATUS_INVALID;
}

/* The only visible sheet with a row. */
static enum status find_only(struct bbc_sheet *sheet, struct diag_list *diags)
{
    char names[NAMES_BYTES] = "";
    char count[COUNT_TEXT_BYTES];
    uint32_t found = 0;

    for (uint32_t i = 0; i < workbook_sheet_count(sheet->workbook); i++) {
        const struct workbook_sheet *shown = workbook_sheet_at(sheet->workbook, i);
        bool any = false;
        enum status status = has_rows(sheet, i, &any);
        if (status != STATUS_OK)
            return status;
        if (any && shown->hidden)
            report(sheet, diags, FINDING_WORKBOOK_UNREAD_SHEET, (struct workbook_place){0},
                   shown->name, NULL);
        if (!any || shown->hidden)
            continue;
        if (found++ == 0)
            sheet->index = i;
        add_name(names, shown->name);
    }
    if (found == 1)
        return STATUS_OK;
    text_format_count(found, count);
    report(sheet, diags, found == 0 ? FINDING_WORKBOOK_EMPTY : FINDING_WORKBOOK_WHICH_SHEET,
           (struct workbook_place){0}, count, names);
    return STATUS_INVALID;
}

/* ---- what is said of it ---- */

static void report_facts(struct bbc_sheet *sheet, const struct workbook_facts *facts,
                         struct diag_list *diags)
{
    struct workbook_place novalue = facts->errors > 0 ? facts->error : facts->unknown;
    const struct {
        enum finding finding;
        uint32_t count;
        struct workbook_place first;
    } rows[] = {
        {FINDING_WORKBOOK_FORMULA, facts->formulas, facts->formula},
        {FINDING_WORKBOOK_HIDDEN_ROWS, facts->hidden_rows, facts->hidden_row},
        {FINDING_WORKBOOK_HIDDEN_COLUMNS, facts->hidden_cells, facts->hidden_cell},
        {FINDING_WORKBOOK_MERGED, facts->merges, facts->merge},
        {FINDING_WORKBOOK_NO_VALUES, facts->errors + facts->unknowns, novalue},
    };

    if (workbook_sheet_at(sheet->workbook, sheet->index)->hidden)
        report(sheet, diags, FINDING_WORKBOOK_HIDDEN_SHEET, (struct workbook_place){0}, NULL, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char count[COUNT_TEXT_BYTES];
        if (rows[i].count == 0)
            continue;
        text_format_count(rows[i].count, count);
        report(sheet, diags, rows[i].finding, rows[i].first, count, NULL);
    }
}

static enum status take_nothing(void *context, const struct workbook_row *row)
{
    (void)context;
    (void)row;
    return STATUS_OK;
}

/* ---- the thread that reads ---- */

/* Hands over what was made, when the one before is taken. STATUS_BUSY: nobody takes any more. */
static enum status hand_over(struct bbc_sheet *sheet)
{
    pthread_mutex_lock(&sheet->lock);
    while (sheet->handed.size > 0 && !sheet->stop)
        pthread_cond_wait(&sheet->moved, &sheet->lock);
    bool stop = sheet->stop;
    if (!stop) {
        struct bytes empty = sheet->handed;
        sheet->handed = sheet->text.out;
        sheet->text.out = empty;
    }
    pthread_cond_signal(&sheet->moved);
    pthread_mutex_unlock(&sheet->lock);
    return stop ? STATUS_BUSY : STATUS_OK;
}

static enum status give_row(void *context, const struct workbook_row *row)
{
    struct bbc_sheet *sheet = context;
    enum status status = sheet_text_to_row(&sheet->text, row->number);

    for (; status == STATUS_OK && sheet->text.out.size >= PIECE_BYTES;
         status = sheet_text_to_row(&sheet->text, row->number)) {
        status = hand_over(sheet);
        if (status != STATUS_OK || sheet->text.row == row->number)
            break;
    }
    if (status == STATUS_OK)
        status = sheet_text_row(&sheet->text, row);
    return status;
}

static void *read_sheet(void *context)
{
    struct bbc_sheet *sheet = context;
    struct workbook_facts facts;
    enum status status = workbook_read(sheet->workbook, sheet->index, give_row, sheet, &facts);

    if (status == STATUS_OK && sheet->text.out.size > 0)
        status = hand_over(sheet);
    int error = errno;
    pthread_mutex_lock(&sheet->lock);
    sheet->status = status;
    sheet->error = error;
    sheet->ended = true;
    pthread_cond_signal(&sheet->moved);
    pthread_mutex_unlock(&sheet->lock);
    return NULL;
}

/* ---- opening, taking, closing ---- */

static const char *name_of(struct arena *arena, const char *file, const char *sheet)
{
    const char *shown = shown_word(arena, sheet);
    size_t size = shown == NULL ? 0 : strlen(file) + strlen(shown) + 3;
    char *name = shown == NULL ? NULL : arena_alloc(arena, size);

    if (name != NULL)
        snprintf(name, size, "%s:%s!", file, shown);
    return name;
}

static enum status choose(struct bbc_sheet *sheet, const struct bbc_options *options,
                          struct arena *arena, struct diag_list *diags)
{
    struct workbook_facts facts;
    enum status status = options->sheet == NULL ? find_only(sheet, diags)
                                                : find_named(sheet, options->sheet, diags);

    if (status != STATUS_OK)
        return status;
    sheet->name =
        name_of(arena, sheet->name, workbook_sheet_at(sheet->workbook, sheet->index)->name);
    if (sheet->name == NULL)
        return STATUS_MEMORY;
    status = workbook_read(sheet->workbook, sheet->index, take_nothing, NULL, &facts);
    if (status != STATUS_OK)
        return status;
    report_facts(sheet, &facts, diags);
    sheet->text = (struct sheet_text){.profile = options->profile,
                                      .width = facts.last_column,
                                      .name = sheet->name,
                                      .diags = sheet->found,
                                      .row = 1};
    return STATUS_OK;
}

static enum status start(struct bbc_sheet *sheet)
{
    int outcome = pthread_create(&sheet->thread, NULL, read_sheet, sheet);

    sheet->started = outcome == 0;
    errno = outcome;
    return sheet->started ? STATUS_OK : STATUS_IO;
}

enum status bbc_sheet_open(int fd, const char *name, const struct bbc_options *options,
                           struct arena *arena, struct diag_list *diags, struct bbc_sheet **out)
{
    struct bbc_sheet *sheet = calloc(1, sizeof *sheet);

    *out = NULL;
    if (sheet == NULL)
        return STATUS_MEMORY;
    pthread_mutex_init(&sheet->lock, NULL);
    pthread_cond_init(&sheet->moved, NULL);
    sheet->name = name;
    sheet->found = diag_list_new();
    enum status status = sheet->found == NULL ? STATUS_MEMORY
                                              : workbook_open(fd, (struct text){NULL, 0}, name,
                                                              sheet->found, &sheet->workbook);
    bool none = status == STATUS_OK && sheet->workbook == NULL;
    if (status == STATUS_OK && !none)
        status = choose(sheet, options, arena, diags);
    if (sheet->found != NULL)
        diag_take(diags, sheet->found);
    if (status == STATUS_OK && !none)
        *out = sheet;
    else
        bbc_sheet_close(sheet);
    return status;
}

const char *bbc_sheet_name(const struct bbc_sheet *sheet)
{
    return sheet->name;
}

/* Waits for the next piece. *ended: there is none. */
static void take_piece(struct bbc_sheet *sheet, bool *ended)
{
    sheet->piece.size = 0;
    sheet->taken = 0;
    pthread_mutex_lock(&sheet->lock);
    while (sheet->handed.size == 0 && !sheet->ended)
        pthread_cond_wait(&sheet->moved, &sheet->lock);
    *ended = sheet->handed.size == 0;
    struct bytes empty = sheet->piece;
    sheet->piece = sheet->handed;
    sheet->handed = empty;
    pthread_cond_signal(&sheet->moved);
    pthread_mutex_unlock(&sheet->lock);
}

enum status bbc_sheet_read(struct bbc_sheet *sheet, char *at, size_t size, size_t *got,
                           struct diag_list *diags)
{
    bool ended = false;

    *got = 0;
    if (!sheet->started && start(sheet) != STATUS_OK)
        return STATUS_IO;
    if (sheet->taken == sheet->piece.size)
        take_piece(sheet, &ended);
    if (ended) {
        diag_take(diags, sheet->found); /* its thread has ended */
        errno = sheet->error;
        return sheet->status;
    }
    size_t left = sheet->piece.size - sheet->taken;
    *got = left < size ? left : size;
    memcpy(at, sheet->piece.at + sheet->taken, *got);
    sheet->taken += *got;
    return STATUS_OK;
}

void bbc_sheet_close(struct bbc_sheet *sheet)
{
    int saved = errno;

    if (sheet == NULL)
        return;
    if (sheet->started) {
        pthread_mutex_lock(&sheet->lock);
        sheet->stop = true;
        pthread_cond_signal(&sheet->moved);
        pthread_mutex_unlock(&sheet->lock);
        pthread_join(sheet->thread, NULL);
    }
    workbook_free(sheet->workbook);
    diag_list_free(sheet->found);
    bytes_free(&sheet->piece);
    bytes_free(&sheet->handed);
    bytes_free(&sheet->text.out);
    pthread_cond_destroy(&sheet->moved);
    pthread_mutex_destroy(&sheet->lock);
    free(sheet);
    errno = saved;
}
