/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of the workbook: templates of formulas, compiled once a table and filled in a row. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "report/book/book.h"

enum part_kind { PART_TEXT, PART_CELL, PART_RANGE, PART_ROW };

struct part {
    enum part_kind kind;
    const char *at; /* text; of a range its key */
    size_t length;
    enum book_sheet sheet;
    int shift; /* of a cell: rows from this one */
    char letters[4];
};

enum { PARTS = 160 };

struct compiled {
    struct part parts[PARTS];
    unsigned count;
};

static const char *const sheet_keys[SHEET_COUNT] = {[SHEET_OVERVIEW] = "overview",
                                                    [SHEET_LINES] = "lines",
                                                    [SHEET_INCENTIVES] = "incentives",
                                                    [SHEET_BENEFICIARIES] = "beneficiaries",
                                                    [SHEET_KPI] = "kpi",
                                                    [SHEET_SPENDING] = "spending",
                                                    [SHEET_GRANTS] = "grants",
                                                    [SHEET_REPORTS] = "reports",
                                                    [SHEET_DECISIONS] = "decisions",
                                                    [SHEET_PAYMENTS] = "payments",
                                                    [SHEET_PARAMETERS] = "parameters",
                                                    [SHEET_FINDINGS] = "findings",
                                                    [SHEET_SOURCES] = "sources"};

void book_letters(unsigned column, char out[4])
{
    char *at = out;

    if (column >= 26)
        *at++ = (char)('A' + column / 26 - 1);
    *at++ = (char)('A' + column % 26);
    *at = '\0';
}

static unsigned find_column(const struct book_table *table, const char *key, size_t length)
{
    unsigned i = 0;

    while (i < table->column_count && (strlen(table->columns[i].key) != length ||
                                       memcmp(table->columns[i].key, key, length) != 0))
        i++;
    return i;
}

unsigned book_column(const struct book *book, enum book_sheet sheet, const char *key)
{
    return find_column(&book->tables[sheet], key, strlen(key));
}

/* ---- templates ---- */

static struct part *push(struct compiled *out, enum part_kind kind, const char *at, size_t length)
{
    assert(out->count < PARTS);
    struct part *part = &out->parts[out->count++];

    *part = (struct part){.kind = kind, .at = at, .length = length};
    return part;
}

/* What stands between brackets. */
static void compile_reference(const struct book *book, enum book_sheet own, const char *at,
                              size_t length, struct compiled *out)
{
    const char *colon = memchr(at, ':', length);

    if (colon == NULL) {
        int shift = *at == '^' ? -1 : *at == '_' ? 1 : 0;
        struct part *part = push(out, PART_CELL, at, length);
        size_t skip = shift != 0;
        unsigned column = find_column(&book->tables[own], at + skip, length - skip);
        assert(column < book->tables[own].column_count);
        part->shift = shift;
        book_letters(column, part->letters);
        return;
    }
    size_t before = (size_t)(colon - at);
    struct part *part = push(out, PART_RANGE, colon + 1, length - before - 1);
    int sheet = 0;
    while (strlen(sheet_keys[sheet]) != before || memcmp(sheet_keys[sheet], at, before) != 0)
        sheet++;
    part->sheet = (enum book_sheet)sheet;
    if (*part->at == '%')
        return;
    unsigned column = find_column(&book->tables[sheet], part->at, part->length);
    assert(column < book->tables[sheet].column_count);
    book_letters(column, part->letters);
}

static void compile(const struct book *book, enum book_sheet own, const char *template,
                    struct compiled *out)
{
    out->count = 0;
    push(out, PART_TEXT, "=", 1);
    while (*template != '\0') {
        size_t length = strcspn(template, "[#");
        if (length > 0)
            push(out, PART_TEXT, template, length);
        template += length;
        if (*template == '#') {
            push(out, PART_ROW, template ++, 1);
        } else if (*template == '[') {
            size_t inside = strcspn(template + 1, "]");
            compile_reference(book, own, template + 1, inside, out);
            template += inside + 2;
        }
    }
}

static size_t range_text(const struct book *book, enum book_sheet sheet, const char *letters,
                         const struct book_extent *own, char *out, size_t size)
{
    const struct book_table *table = &book->tables[sheet];
    uint32_t rows = table->rows + table->spare;
    uint32_t first = 0;

    if (rows > BOOK_WHOLE && own != NULL && own->set) {
        first = own->count == 0 ? 0 : own->first;
        rows = own->count;
    }
    uint32_t last = first + (rows == 0 ? 1 : rows);
    return (size_t)snprintf(out, size, "%s!$%s$%u:$%s$%u", book_sheet_names[sheet], letters,
                            BOOK_FIRST + 1 + first, letters, BOOK_FIRST + last);
}

size_t book_range(const struct book *book, enum book_sheet sheet, const char *key,
                  const struct book_extent *own, char *out, size_t size)
{
    char letters[4];

    book_letters(book_column(book, sheet, key), letters);
    return range_text(book, sheet, letters, own, out, size);
}

static const char *expand(struct book *book, const struct compiled *from, uint32_t row,
                          const struct book_row *cells, const struct book_value *value)
{
    char *at = book->formula;
    char *end = at + BOOK_FORMULA;

    for (unsigned i = 0; i < from->count; i++) {
        const struct part *part = &from->parts[i];
        size_t room = (size_t)(end - at);
        size_t length = part->length;
        char letters[4];
        if (part->kind == PART_CELL) {
            length = (size_t)snprintf(at, room, "%s%u", part->letters,
                                      (unsigned)((int)row + 1 + part->shift));
        } else if (part->kind == PART_ROW) {
            length = (size_t)snprintf(at, room, "%u", value->row);
        } else if (part->kind == PART_RANGE) {
            memcpy(letters, part->letters, sizeof letters);
            if (*part->at == '%')
                book_letters(book_column(book, part->sheet, value->key), letters);
            length = range_text(book, part->sheet, letters, &cells->own[part->sheet], at, room);
        } else if (length < room) {
            memcpy(at, part->at, length);
            at[length] = '\0';
        }
        assert(length < room);
        at += length;
    }
    return book->formula;
}

/* ---- the table ---- */

static enum book_role role_of(const struct book_column *column, bool input)
{
    return input                     ? ROLE_INPUT
           : column->work            ? ROLE_WORK
           : column->formula != NULL ? ROLE_FORMULA
                                     : ROLE_PLAIN;
}

static void array_cell(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                       const char *formula, const struct book_value *value, enum book_style style)
{
    char braced[BOOK_FORMULA + 4];

    if (value->kind != VALUE_NUMBER)
        return; /* there is nothing to compute with */
    snprintf(braced, sizeof braced, "{%s}", formula);
    lxw_error error = worksheet_write_array_formula_num(
        book->sheets[sheet], row, (lxw_col_t)column, row, (lxw_col_t)column, braced,
        book->formats[style][ROLE_FORMULA], value->number);
    if (error != LXW_NO_ERROR)
        book_fail(book, STATUS_MEMORY);
    book_tally(book, sheet, row, column, braced, value->number, NULL);
}

/* A width of the columns is meant for the usual font; ours is narrower. */
static double width_of(const struct book_column *column)
{
    return column->width * 0.88;
}

static void set_height(struct book *book, const struct book_table *table, uint32_t row,
                       const struct book_row *cells)
{
    unsigned most = 1;

    for (unsigned c = 0; c < table->column_count; c++) {
        const struct book_column *column = &table->columns[c];
        if (column->style != STYLE_WRAP || cells->cells[c].kind != VALUE_TEXT)
            continue;
        unsigned lines = book_text_lines(cells->cells[c].text, width_of(column));
        most = lines > most ? lines : most;
    }
    book_row_lines(book, table->sheet, row, most);
}

static void write_row(struct book *book, const struct book_table *table,
                      const struct compiled *compiled, uint32_t row, const struct book_row *cells)
{
    set_height(book, table, row, cells);
    for (unsigned c = 0; c < table->column_count; c++) {
        const struct book_column *column = &table->columns[c];
        const struct book_value *value = &cells->cells[c];
        if (column->formula == NULL || value->given || value->plain) {
            bool input = column->input || value->given;
            book_cell(book, table->sheet, row, c, *value, column->style, role_of(column, input));
            continue;
        }
        const char *formula = expand(book, &compiled[c], row, cells, value);
        if (column->array)
            array_cell(book, table->sheet, row, c, formula, value, column->style);
        else
            book_formula(book, table->sheet, row, c, formula, *value, column->style,
                         role_of(column, false));
    }
}

static void write_rows(struct book *book, const struct book_table *table,
                       const struct compiled *compiled)
{
    struct book_row row = {.cells = calloc(table->column_count, sizeof *row.cells)};
    uint32_t count = table->rows + table->spare;

    if (row.cells == NULL) {
        book_fail(book, STATUS_MEMORY);
        return;
    }
    for (uint32_t i = 0; i < count && book->status == STATUS_OK; i++) {
        for (unsigned c = 0; c < table->column_count; c++)
            row.cells[c] = (struct book_value){0};
        memset(row.own, 0, sizeof row.own);
        enum status status = table->fill(book, i, &row);
        if (status != STATUS_OK)
            book_fail(book, status);
        else
            write_row(book, table, compiled, BOOK_FIRST + i, &row);
    }
    free(row.cells);
}

enum { CHUNK = 4096 }; /* rows of a partial sum: 256 of them are all that a sheet has */

/* Adding n doubles in a row is off by at most n × Σ|x| × 2^-53; half a cent is the bound. */
static bool sums_exactly(const struct book_table *table, int64_t size_cents)
{
    uint32_t terms = table->rows < CHUNK ? table->rows : CHUNK + table->rows / CHUNK;

    return book_exact(size_cents, INT64_C(2) * terms);
}

/* Partial sums and their sum, so that few doubles are added in a row. */
static void total_formula(const struct book_table *table, const char *letters, char *out,
                          size_t size)
{
    uint32_t rows = table->rows + table->spare == 0 ? 1 : table->rows + table->spare;
    size_t length = (size_t)snprintf(out, size, "=ROUND(SUM(");

    for (uint32_t first = 0; first < rows; first += CHUNK) {
        uint32_t last = rows - first > CHUNK ? first + CHUNK : rows;
        length += (size_t)snprintf(
            out + length, size - length, rows > CHUNK ? "%sSUM(%s%u:%s%u)" : "%s%s%u:%s%u",
            first == 0 ? "" : ",", letters, BOOK_FIRST + 1 + first, letters, BOOK_FIRST + last);
    }
    snprintf(out + length, size - length, "),2)");
}

/* By column the sum of our own values and of their sizes, found by filling the rows once more. */
static void add_up(struct book *book, const struct book_table *table, struct book_row *row,
                   int64_t *sums, int64_t *sizes)
{
    for (uint32_t i = 0; i < table->rows && book->status == STATUS_OK; i++) {
        for (unsigned c = 0; c < table->column_count; c++)
            row->cells[c] = (struct book_value){0};
        book_fail(book, table->fill(book, i, row));
        for (unsigned c = 0; c < table->column_count && book->status == STATUS_OK; c++)
            if (table->columns[c].total && row->cells[c].kind == VALUE_NUMBER) {
                sums[c] += row->cells[c].cents;
                sizes[c] += row->cells[c].cents < 0 ? -row->cells[c].cents : row->cells[c].cents;
            }
    }
}

static void write_sums(struct book *book, const struct book_table *table, const int64_t *sums,
                       const int64_t *sizes)
{
    char letters[4];

    book_plain(book, table->sheet, BOOK_TOTALS, 0,
               book_word(book, (struct book_text){"Totaal", "Total"}),
               book->formats[STYLE_TEXT][ROLE_TOTAL]);
    for (unsigned c = 1; c < table->column_count && book->status == STATUS_OK; c++) {
        if (!table->columns[c].total) {
            if (!table->columns[c].work)
                book_cell(book, table->sheet, BOOK_TOTALS, c, (struct book_value){0}, STYLE_TEXT,
                          ROLE_TOTAL);
            continue;
        }
        if (!sums_exactly(table, sizes[c]))
            book_fail(book, STATUS_RANGE);
        book_letters(c, letters);
        total_formula(table, letters, book->formula, BOOK_FORMULA);
        book_formula(book, table->sheet, BOOK_TOTALS, c, book->formula,
                     book_money((struct money){sums[c]}), table->columns[c].style, ROLE_TOTAL);
    }
}

static void write_totals(struct book *book, const struct book_table *table)
{
    struct book_row row = {.cells = calloc(table->column_count, sizeof *row.cells)};
    int64_t *sums = calloc(table->column_count, sizeof *sums);
    int64_t *sizes = calloc(table->column_count, sizeof *sizes);

    if (row.cells == NULL || sums == NULL || sizes == NULL) {
        book_fail(book, STATUS_MEMORY);
    } else {
        add_up(book, table, &row, sums, sizes);
        write_sums(book, table, sums, sizes);
    }
    free(row.cells);
    free(sums);
    free(sizes);
}

static void write_head(struct book *book, const struct book_table *table)
{
    book_height(book, table->sheet, BOOK_HEAD, 38);
    for (unsigned c = 0; c < table->column_count; c++) {
        const struct book_column *column = &table->columns[c];
        const char *note = book_word(book, column->note);
        enum book_role role = column->work ? ROLE_WORK : column->input ? ROLE_INPUT : ROLE_PLAIN;
        book_width(book, table->sheet, c, c, width_of(column));
        book_head(book, table->sheet, BOOK_HEAD, c, book_word(book, column->head), column->style,
                  role);
        if (column->passage != NULL)
            book_note_passage(book, table->sheet, BOOK_HEAD, c, note, column->passage);
        else if (note != NULL)
            book_note(book, table->sheet, BOOK_HEAD, c, note);
    }
}

static bool has_totals(const struct book_table *table)
{
    for (unsigned c = 0; c < table->column_count; c++)
        if (table->columns[c].total)
            return true;
    return false;
}

static void finish(struct book *book, const struct book_table *table)
{
    uint32_t rows = table->rows + table->spare;
    uint32_t last = BOOK_FIRST + (rows == 0 ? 1 : rows) - 1;
    unsigned printed = table->column_count;

    while (printed > 1 && table->columns[printed - 1].work)
        printed--;
    for (unsigned c = 0; c < table->column_count; c++)
        if (table->columns[c].words != NULL)
            book_list(book, table->sheet, BOOK_FIRST, last, c, table->columns[c].words);
    worksheet_freeze_panes(book->sheets[table->sheet], BOOK_FIRST, (lxw_col_t)table->frozen);
    if (worksheet_autofilter(book->sheets[table->sheet], BOOK_HEAD, 0, last,
                             (lxw_col_t)(table->column_count - 1)) != LXW_NO_ERROR)
        book_fail(book, STATUS_MEMORY);
    book->tally.names++;
    book_page(book, table->sheet, last, printed - 1, BOOK_HEAD);
}

void book_table(struct book *book, enum book_sheet sheet)
{
    const struct book_table *table = &book->tables[sheet];
    struct compiled *compiled = calloc(table->column_count, sizeof *compiled);
    char line[256];

    if (compiled == NULL) {
        book_fail(book, STATUS_MEMORY);
        return;
    }
    for (unsigned c = 0; c < table->column_count && book->status == STATUS_OK; c++)
        if (table->columns[c].formula != NULL)
            compile(book, sheet, table->columns[c].formula, &compiled[c]);
    if (book->status == STATUS_OK) {
        book_plain(book, sheet, 0, 0, book_word(book, table->title), book->title);
        snprintf(line, sizeof line, "%s  |  %s %s", book->run->scheme_name,
                 book_word(book, (struct book_text){"peildatum", "cut-off date"}),
                 book->run->cutoff);
        book_plain(book, sheet, 1, 0, line, book->subtitle);
        if (has_totals(table))
            write_totals(book, table);
        write_head(book, table);
        write_rows(book, table, compiled);
        finish(book, table);
    }
    free(compiled);
}
