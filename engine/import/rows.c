/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a sheet below its header: each cell cleaned, totals and blank rows left out. */
#include <string.h>

#include "import/part.h"

static const struct diag_subject nobody = {0};

struct reading {
    const struct sheet *sheet;
    const struct layout *layout;
    const struct layout_column *columns;
    uint32_t count;
    struct value_habits habits;
    struct arena *arena;
    struct diag_list *diags;
    struct import_sheet *counts;
    int64_t sums[IMPORT_COLUMNS]; /* of the rows so far: cents, or a count */
    bool summed[IMPORT_COLUMNS];  /* every value could be added */
    struct import_change changes[IMPORT_COLUMNS];
    uint32_t change_count;
    bool bad;
};

/* ---- habits ---- */

static uint32_t column_of(const struct reading *r, uint32_t sheet_column)
{
    for (uint32_t c = 0; c < r->count; c++)
        if (r->layout->source[c] == sheet_column)
            return c;
    return IMPORT_COLUMNS;
}

static enum status contradiction(struct reading *r, const struct cell *cell, uint32_t column)
{
    diag_add_text(r->diags,
                  r->columns[column].kind == COLUMN_DATE ? FINDING_IMPORT_DATES_MIXED
                                                         : FINDING_IMPORT_DECIMALS_MIXED,
                  sheet_pos(r->sheet, cell->row, cell->column), nobody, cell->text,
                  r->columns[column].name, NULL);
    r->bad = true;
    return STATUS_INVALID;
}

/* What the cells prove together. A user who says how it is, is believed; `;` between cells is what
 * a spreadsheet writes where the comma is the decimal mark. */
static enum status find_habits(struct reading *r)
{
    struct value_habits proved = {0};

    for (uint32_t i = r->layout->first_cell; i < r->sheet->cells.count; i++) {
        const struct cell *cell = &r->sheet->cells.items[i];
        uint32_t column = column_of(r, cell->column);
        if (column >= r->count || value_prove(r->columns[column].kind, cell, &proved))
            continue;
        if ((r->columns[column].kind == COLUMN_DATE ? r->habits.date_order : r->habits.decimal) ==
            '\0')
            return contradiction(r, cell, column);
    }
    if (r->habits.decimal == '\0')
        r->habits.decimal = proved.decimal;
    if (r->habits.decimal == '\0' && r->sheet->separator == ';')
        r->habits.decimal = ',';
    if (r->habits.date_order == '\0')
        r->habits.date_order = proved.date_order;
    return STATUS_OK;
}

/* ---- cells ---- */

static void report(struct reading *r, const struct cell *cell, enum finding finding,
                   const char *column)
{
    diag_add_text(r->diags, finding, sheet_pos(r->sheet, cell->row, cell->column), nobody,
                  cell->text, column, NULL);
    r->bad = true;
}

static enum finding bad_finding(enum column_kind kind, const struct cell *cell)
{
    static const enum finding findings[] = {
        [COLUMN_TEXT] = FINDING_IMPORT_CELL, [COLUMN_KEY] = FINDING_IMPORT_CELL,
        [COLUMN_WORD] = FINDING_IMPORT_CELL, [COLUMN_COUNT] = FINDING_COUNT_BAD,
        [COLUMN_MONEY] = FINDING_MONEY_BAD,  [COLUMN_DATE] = FINDING_DATE_BAD,
        [COLUMN_KBO] = FINDING_KBO_BAD,      [COLUMN_NIS] = FINDING_NIS_BAD};

    if (cell->kind == WORKBOOK_ERROR || value_is_error(cell->text))
        return FINDING_WORKBOOK_ERROR;
    return cell->kind == WORKBOOK_UNKNOWN ? FINDING_WORKBOOK_UNKNOWN : findings[kind];
}

static void judge_cell(struct reading *r, const struct cell *cell, uint32_t column,
                       enum value_outcome outcome)
{
    const char *name = r->columns[column].name;

    if (outcome == VALUE_ASK_DATES)
        report(r, cell, FINDING_IMPORT_ASK_DATES, name);
    else if (outcome == VALUE_ASK_DECIMAL)
        report(r, cell, FINDING_IMPORT_ASK_DECIMAL, name);
    else if (outcome == VALUE_BAD)
        report(r, cell, bad_finding(r->columns[column].kind, cell), name);
}

static enum status take_cell(struct reading *r, const struct cell *cell, uint32_t column,
                             struct new_row *row)
{
    char text[VALUE_BYTES];
    unsigned changes = 0;
    enum value_outcome outcome =
        value_clean(r->columns[column].kind, cell, r->habits, text, &changes);
    const char *value = arena_copy(r->arena, text, strlen(text));
    const char *from = arena_copy(r->arena, cell->text.at, cell->text.length);

    if (value == NULL || from == NULL)
        return STATUS_MEMORY;
    judge_cell(r, cell, column, outcome);
    row->values[column] = value;
    if (outcome == VALUE_FINE && strcmp(value, from) != 0)
        r->changes[r->change_count++] = (struct import_change){.sheet = row->sheet,
                                                               .row = cell->row,
                                                               .column = cell->column,
                                                               .name = r->columns[column].name,
                                                               .from = from,
                                                               .to = value,
                                                               .changes = changes};
    return STATUS_OK;
}

static void outside(struct reading *r, const struct cell *cell)
{
    for (uint32_t i = r->layout->header_cell; i < r->layout->first_cell; i++)
        if (r->sheet->cells.items[i].column == cell->column)
            return; /* the column has a head; it was named there */
    report(r, cell, FINDING_IMPORT_NO_HEAD, NULL);
}

/* ---- totals ---- */

static bool ends_word(char c)
{
    return c == '\0' || c == ' ' || c == ':';
}

static bool begins_total(const char *text)
{
    static const char *const words[] = {"totaal", "total", "som", "eindtotaal", "subtotaal"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(text, words[i], strlen(words[i])) == 0 && ends_word(text[strlen(words[i])]))
            return true;
    return false;
}

static bool number_of(enum column_kind kind, const char *value, int64_t *out)
{
    struct text text = {value, strlen(value)};
    struct money money;

    if (kind == COLUMN_COUNT)
        return text_parse_count(text, out) == STATUS_OK;
    if (kind != COLUMN_MONEY || text_parse_money(text, &money) != STATUS_OK)
        return false;
    *out = money.cents;
    return true;
}

/* A row without a key, or whose key is a word for total, with nothing but numbers beside it. */
static bool looks_total(const struct reading *r, const struct new_row *row)
{
    bool numbers = false;
    bool named = begins_total(row->values[0]);

    for (uint32_t c = 0; c < r->count; c++) {
        int64_t value;
        if (row->values[c][0] == '\0' || begins_total(row->values[c]))
            continue;
        if (!number_of(r->columns[c].kind, row->values[c], &value))
            return false;
        numbers = true;
    }
    return numbers && (named || row->values[0][0] == '\0');
}

static bool adds_up(struct reading *r, const struct new_row *row)
{
    bool right = true;

    for (uint32_t c = 0; c < r->count; c++) {
        int64_t value;
        if (!number_of(r->columns[c].kind, row->values[c], &value) || row->values[c][0] == '\0')
            continue;
        if (r->summed[c] && value == r->sums[c])
            continue;
        char have[MONEY_TEXT_BYTES];
        if (r->columns[c].kind == COLUMN_MONEY)
            text_format_money((struct money){r->sums[c]}, have);
        else
            text_format_count(r->sums[c], have);
        diag_add(r->diags, FINDING_IMPORT_TOTAL,
                 sheet_pos(r->sheet, row->row, r->layout->source[c]), nobody, row->values[c],
                 r->columns[c].name, have);
        right = false;
    }
    return right;
}

static void add_up(struct reading *r, const struct new_row *row)
{
    for (uint32_t c = 0; c < r->count; c++) {
        int64_t value = 0;
        if (row->values[c][0] != '\0' && number_of(r->columns[c].kind, row->values[c], &value) &&
            __builtin_add_overflow(r->sums[c], value, &r->sums[c]))
            r->summed[c] = false;
    }
}

/* ---- rows ---- */

static void count_changes(struct reading *r)
{
    for (uint32_t i = 0; i < r->change_count; i++)
        for (unsigned bit = 0; bit < IMPORT_CHANGES; bit++)
            r->counts->counts[bit] += r->changes[i].changes >> bit & 1;
}

static enum status end_row(struct reading *r, const struct new_row *row, new_row_fn take,
                           void *context)
{
    bool blank = true;

    for (uint32_t c = 0; c < r->count; c++)
        blank &= row->values[c][0] == '\0';
    if (blank) {
        r->counts->blank++;
        return STATUS_OK;
    }
    r->counts->read++;
    if (looks_total(r, row)) {
        if (adds_up(r, row))
            r->counts->totals++;
        else
            r->bad = true;
        return STATUS_OK;
    }
    add_up(r, row);
    count_changes(r);
    return take(context, row, r->changes, r->change_count);
}

static enum status read_row(struct reading *r, uint32_t *at, struct new_row *row)
{
    enum status status = STATUS_OK;

    row->row = r->sheet->cells.items[*at].row;
    for (uint32_t c = 0; c < r->count; c++)
        row->values[c] = "";
    r->change_count = 0;
    for (; status == STATUS_OK && *at < r->sheet->cells.count &&
           r->sheet->cells.items[*at].row == row->row;
         ++*at) {
        const struct cell *cell = &r->sheet->cells.items[*at];
        uint32_t column = column_of(r, cell->column);
        if (column < r->count)
            status = take_cell(r, cell, column, row);
        else
            outside(r, cell);
    }
    return status;
}

/* The last line of a row: in a CSV a cell may have several. */
static uint32_t end_of_row(const struct sheet *sheet, uint32_t first, uint32_t end)
{
    uint32_t row = first < end ? sheet->cells.items[first].row : 0;

    for (uint32_t i = first; i < end && sheet->separator != '\0'; i++)
        for (size_t c = 0; c < sheet->cells.items[i].text.length; c++)
            row += sheet->cells.items[i].text.at[c] == '\n';
    return row;
}

enum status rows_read(const struct sheet *sheet, uint32_t index, const struct layout *layout,
                      struct value_habits habits, struct arena *arena, struct diag_list *diags,
                      struct import_sheet *counts, new_row_fn take, void *context)
{
    struct reading r = {.sheet = sheet,
                        .layout = layout,
                        .habits = habits,
                        .arena = arena,
                        .diags = diags,
                        .counts = counts};
    struct new_row row = {.sheet = index};
    uint32_t last = end_of_row(sheet, layout->header_cell, layout->first_cell);

    r.columns = layout_columns(layout->file, &r.count);
    for (uint32_t c = 0; c < r.count; c++)
        r.summed[c] = true;
    enum status status = find_habits(&r);
    for (uint32_t at = layout->first_cell; status == STATUS_OK && at < sheet->cells.count;) {
        uint32_t first = at;
        status = read_row(&r, &at, &row);
        counts->blank += row.row > last ? row.row - last - 1 : 0;
        last = end_of_row(sheet, first, at);
        if (status == STATUS_OK)
            status = end_row(&r, &row, take, context);
    }
    return status == STATUS_OK && r.bad ? STATUS_INVALID : status;
}
