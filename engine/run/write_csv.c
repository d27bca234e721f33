/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/write_csv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "write/cell.h"

static void put_cell(struct out *out, const struct run_column *column, const void *row)
{
    switch (column->kind) {
    case RUN_TEXT:
    case RUN_KEY:
    case RUN_WORD:
    case RUN_OUTCOME:
    case RUN_REASON:
    case RUN_USE:
    case RUN_DATE:
    case RUN_GROUP:
    case RUN_NUMBER:
    case RUN_EMPTY_TEXT:
    case RUN_EMPTY_WORD:
    case RUN_NULL_TEXT:
        cell_text(out, run_member_text(column, row));
        return;
    case RUN_COUNT:
    case RUN_MAYBE_COUNT:
        if (run_member_count(column, row) != RUN_NONE)
            out_count(out, run_member_count(column, row));
        return;
    case RUN_LINE:
    case RUN_MAYBE_LINE:
        if (*(const uint32_t *)run_member(column, row) > 0)
            out_count(out, *(const uint32_t *)run_member(column, row));
        return;
    case RUN_AMOUNT:
    case RUN_SIGNED_AMOUNT:
        out_money(out, run_member_money(column, row));
        return;
    case RUN_MAYBE_AMOUNT:
    case RUN_MAYBE_SIGNED:
    case RUN_PERCENT: /* the same form: 1.234,56 */
        if (run_member_amount(column, row).known)
            out_money(out, run_member_amount(column, row).money);
        return;
    case RUN_BOOL:
        out_text(out, *(const bool *)run_member(column, row) ? "ja" : "nee");
        return;
    case RUN_WORDS:
    case RUN_TEXTS:
    case RUN_ROWS:
    case RUN_BLOCKS:
    case RUN_OPTIONS:
    case RUN_READINGS:
    case RUN_OUTCOMES:
        assert(false && "a list is no cell of a table");
        return;
    }
}

static void put_row(struct out *out, const struct run_shape *shape, const void *row)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (i > 0)
            out_char(out, ';');
        put_cell(out, shape->columns[i], row);
    }
    out_char(out, '\n');
}

/* Writes the header. */
static void open_table(struct out *out, enum run_table table, struct run_shape *shape)
{
    run_shape(table, RUN_CSV, shape);
    for (size_t i = 0; i < shape->count; i++) {
        out_text(out, i > 0 ? ";" : "");
        out_text(out, run_column_name(shape->columns[i], RUN_CSV));
    }
    out_char(out, '\n');
}

enum status run_write_table(struct out *out, struct run_feed *feed, enum run_table table)
{
    struct run_shape shape;

    open_table(out, table, &shape);
    for (uint32_t i = 0; i < run_feed_count(feed, table); i++) {
        const void *row = run_feed_row(feed, table, i);
        if (row == NULL)
            return STATUS_MEMORY;
        put_row(out, &shape, row);
    }
    return STATUS_OK;
}

void run_write_kpi(struct out *out, const struct run_kpi *rows, uint32_t count)
{
    struct run_shape shape;

    open_table(out, RUN_kpi, &shape);
    for (uint32_t i = 0; i < count; i++)
        put_row(out, &shape, &rows[i]);
}

void run_write_findings(struct out *out, const struct run_finding *rows, uint32_t count)
{
    struct run_shape shape;

    open_table(out, RUN_finding, &shape);
    for (uint32_t i = 0; i < count; i++)
        put_row(out, &shape, &rows[i]);
}

/* ---- bevindingen.csv of what was found ---- */

static int compare_findings(const void *left, const void *right)
{
    const struct diag *a = *(const struct diag *const *)left;
    const struct diag *b = *(const struct diag *const *)right;
    int order = (int)finding_severity(a->finding) - (int)finding_severity(b->finding);

    if (order == 0)
        order = strcmp(finding_code(a->finding), finding_code(b->finding));
    if (order == 0)
        order = strcmp(a->beneficiary, b->beneficiary);
    if (order == 0)
        order = strcmp(a->action, b->action);
    if (order == 0)
        order = strcmp(a->group, b->group);
    if (order == 0)
        order =
            strcmp(a->pos.file == NULL ? "" : a->pos.file, b->pos.file == NULL ? "" : b->pos.file);
    for (size_t i = 0; order == 0 && i < DIAG_PARTS; i++)
        order = strcmp(a->part[i], b->part[i]);
    if (order == 0)
        order = (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
    if (order == 0)
        order = (a->pos.column > b->pos.column) - (a->pos.column < b->pos.column);
    return order;
}

static void finding_row(struct out *out, const struct run_shape *shape, const struct diag *diag,
                        enum language language)
{
    char sentence[DIAG_TEXT_BYTES];
    const struct run_finding row = {
        .severity = severity_name(finding_severity(diag->finding), LANGUAGE_NL),
        .code = finding_code(diag->finding),
        .file = diag->pos.file == NULL ? "" : diag->pos.file,
        .line = diag->pos.line,
        .column = diag->pos.column,
        .beneficiary = diag->beneficiary,
        .action = diag->action,
        .text = sentence};

    diag_text(diag, language, sentence);
    put_row(out, shape, &row);
}

enum status table_findings(struct out *out, const struct diag_list *diags, enum language language)
{
    size_t count = diag_count(diags);
    const struct diag **sorted = malloc((count + 1) * sizeof(const struct diag *));
    struct run_shape shape;

    if (sorted == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < count; i++)
        sorted[i] = diag_at(diags, i);
    if (count > 1)
        qsort(sorted, count, sizeof(const struct diag *), compare_findings); /* pointers */
    open_table(out, RUN_finding, &shape);
    for (size_t i = 0; i < count; i++)
        finding_row(out, &shape, sorted[i], language);
    free(sorted);
    return STATUS_OK;
}
