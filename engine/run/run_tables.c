/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/diag.h"
#include "ingest/table/table.h"
#include "run/run_load.h"

static const char *keep(struct run_loading *loading, struct text text)
{
    const char *kept = arena_copy(loading->arena, text.at, text.length);

    if (kept != NULL)
        return kept;
    loading->status = STATUS_MEMORY;
    return "";
}

/* A cell of text, without the apostrophe that keeps a spreadsheet from taking it for a formula. */
static const char *keep_cell(struct run_loading *loading, struct text cell)
{
    if (cell.length > 1 && cell.at[0] == '\'' && strchr("=+-@\t\r", cell.at[1]) != NULL)
        cell = (struct text){cell.at + 1, cell.length - 1};
    return keep(loading, cell);
}

/* Findings of the reader are of no use here: the file is ours, or it is not a run. */
static enum status read_table(const struct table_spec *spec, const char *csv, size_t size,
                              table_row_fn take, void *context, struct table_counts *counts)
{
    struct diag_list *diags = diag_list_new();

    if (diags == NULL)
        return STATUS_MEMORY;
    enum status status = table_read(spec, (struct text){csv, size}, diags, take, context, counts);
    if (status == STATUS_OK)
        status = diag_list_status(diags);
    diag_list_free(diags);
    return status == STATUS_INVALID ? STATUS_SYNTAX : status;
}

/* ---- afrekening.csv, stimulansen.csv ---- */

struct reasons {
    struct run_loading *loading;
    bool incentives;
    uint32_t next;
};

static enum status take_reason(void *context, const struct table_row *row)
{
    struct reasons *reasons = context;
    struct run_loading *to = reasons->loading;
    const char *sentence = keep_cell(to, row->fields[1]);
    uint32_t index = reasons->next++;
    uint32_t count = reasons->incentives ? to->incentives.count : to->lines.count;

    if (index >= count)
        return STATUS_SYNTAX;
    uint32_t owner = reasons->incentives ? to->incentives.items[index].beneficiary
                                         : to->lines.items[index].beneficiary;
    if (strcmp(keep_cell(to, row->fields[0]), to->beneficiaries.items[owner].id) != 0)
        return STATUS_SYNTAX;
    if (reasons->incentives)
        to->incentives.items[index].balance.reason_text = sentence;
    else
        to->lines.items[index].balance.reason_text = sentence;
    return to->status;
}

enum status run_reasons_load(struct run_loading *loading, const char *csv, size_t size,
                             bool incentives)
{
    static const char *const columns[] = {"begunstigde", "reden"};
    const struct table_spec spec = {
        incentives ? "stimulansen.csv" : "afrekening.csv", columns, 2, false, false, NULL};
    struct reasons reasons = {loading, incentives, 0};
    struct table_counts counts;
    enum status status = read_table(&spec, csv, size, take_reason, &reasons, &counts);

    if (status != STATUS_OK)
        return status;
    return reasons.next == (incentives ? loading->incentives.count : loading->lines.count)
               ? STATUS_OK
               : STATUS_SYNTAX;
}

/* ---- bevindingen.csv ---- */

static uint32_t position(struct run_loading *to, struct text cell)
{
    int64_t number = 0;

    if (cell.length > 0 && (text_parse_count(cell, &number) != STATUS_OK || number >= UINT32_MAX)) {
        to->status = STATUS_SYNTAX;
        return 0;
    }
    return (uint32_t)number;
}

static enum status take_finding(void *context, const struct table_row *row)
{
    struct run_loading *to = context;
    struct run_finding finding = {.severity = keep(to, row->fields[0]),
                                  .code = keep(to, row->fields[1]),
                                  .file = keep_cell(to, row->fields[2]),
                                  .line = position(to, row->fields[3]),
                                  .column = position(to, row->fields[4]),
                                  .beneficiary = keep_cell(to, row->fields[5]),
                                  .action = keep_cell(to, row->fields[6]),
                                  .text = keep_cell(to, row->fields[7])};
    enum status status = VECTOR_PUSH(&to->findings, finding);

    return status == STATUS_OK ? to->status : status;
}

enum status run_findings_load(struct run_loading *loading, const char *csv, size_t size)
{
    static const char *const columns[] = {"ernst", "code",        "bestand", "lijn",
                                          "kolom", "begunstigde", "actie",   "boodschap"};
    const struct table_spec spec = {"bevindingen.csv", columns, 8, false, false, NULL};
    struct table_counts counts;

    return read_table(&spec, csv, size, take_finding, loading, &counts);
}
