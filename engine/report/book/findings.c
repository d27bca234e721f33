/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Bevindingen: what was found, and where. */
#include "report/book/book.h"

enum {
    FOUND_SEVERITY,
    FOUND_CODE,
    FOUND_FILE,
    FOUND_LINE,
    FOUND_COLUMN,
    FOUND_BENEFICIARY,
    FOUND_ACTION,
    FOUND_TEXT,
    FOUND_COLUMNS
};

static const struct book_column columns[FOUND_COLUMNS] = {
    [FOUND_SEVERITY] = {"severity", {"ernst", "severity"}, .width = 14, .style = STYLE_WORD},
    [FOUND_CODE] = {"code", {"code", "code"}, .width = 30, .style = STYLE_WORD},
    [FOUND_FILE] = {"file", {"bestand", "file"}, .width = 20},
    [FOUND_LINE] = {"line", {"lijn", "line"}, .width = 8, .style = STYLE_NUMBER},
    [FOUND_COLUMN] = {"column", {"kolom", "column"}, .width = 8, .style = STYLE_NUMBER},
    [FOUND_BENEFICIARY] = {"beneficiary", {"begunstigde", "beneficiary"}, .width = 20},
    [FOUND_ACTION] = {"action", {"actie", "action"}, .width = 14},
    [FOUND_TEXT] = {"text", {"boodschap", "message"}, .width = 80, .style = STYLE_WRAP},
};

static enum status fill(struct book *book, uint32_t index, struct book_row *row)
{
    const struct run_finding *finding = &book->run->findings[index];
    struct book_value *cells = row->cells;

    cells[FOUND_SEVERITY] = book_words(finding->severity);
    cells[FOUND_CODE] = book_words(finding->code);
    cells[FOUND_FILE] = book_words(finding->file);
    cells[FOUND_LINE] = book_number(finding->line == 0 ? RUN_NONE : finding->line);
    cells[FOUND_COLUMN] = book_number(finding->column == 0 ? RUN_NONE : finding->column);
    cells[FOUND_BENEFICIARY] = book_words(finding->beneficiary);
    cells[FOUND_ACTION] = book_words(finding->action);
    cells[FOUND_TEXT] = book_words(finding->text);
    return STATUS_OK;
}

void book_findings_define(struct book *book)
{
    book->tables[SHEET_FINDINGS] = (struct book_table){.sheet = SHEET_FINDINGS,
                                                       .columns = columns,
                                                       .column_count = FOUND_COLUMNS,
                                                       .frozen = 2,
                                                       .title = {"Bevindingen", "Findings"},
                                                       .rows = book->run->finding_count,
                                                       .fill = fill};
}
