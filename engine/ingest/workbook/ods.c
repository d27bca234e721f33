/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.xml of an OpenDocument spreadsheet (OASIS ODF 1.3 part 3, 9: tables). Names are those
 * with the prefixes that every program writes. */
#include <string.h>

#include "ingest/workbook/part.h"

#define CONTENT "content.xml"

struct reading {
    struct workbook *workbook;
    struct row_builder rows;
    uint32_t wanted; /* sheet; UINT32_MAX: only their names */
    uint32_t tables;
    uint32_t table_depth; /* of the table that is being read; 0: none */
    uint32_t row_depth, cell_depth, text_depth;
    uint32_t next_row, row_times, next_column, column_times;
    uint32_t columns_seen;
    bool row_hidden;
    VECTOR(struct run {
        uint32_t from;
        uint32_t to;
    }) hidden;
    VECTOR(const char *) hidden_styles; /* of tables that are not displayed */
    const char *style;                  /* whose properties are being read */
    struct workbook_cell cell;
    bool has_value, has_text, blank_pending;
    struct bytes text;
};

static uint32_t times_of(const char **attributes, const char *name)
{
    uint32_t times = 1;

    if (!number_count(xml_attribute_full(attributes, name), &times) || times == 0)
        return 1;
    return times;
}

static bool is_collapsed(const char **attributes)
{
    const char *visibility = xml_attribute_full(attributes, "table:visibility");

    return visibility != NULL && strcmp(visibility, "visible") != 0;
}

/* ---- sheets ---- */

static bool style_is_hidden(const struct reading *reading, const char *style)
{
    for (uint32_t i = 0; style != NULL && i < reading->hidden_styles.count; i++)
        if (strcmp(reading->hidden_styles.items[i], style) == 0)
            return true;
    return false;
}

static enum status note_style(struct reading *reading, const char *element, const char **attributes)
{
    struct arena *arena = reading->workbook->arena;

    if (strcmp(element, "style") == 0) {
        const char *name = xml_attribute_full(attributes, "style:name");
        const char *family = xml_attribute_full(attributes, "style:family");
        reading->style = NULL;
        if (name == NULL || family == NULL || strcmp(family, "table") != 0)
            return STATUS_OK;
        if (reading->hidden_styles.count >= LIMIT_WORKBOOK_FORMATS)
            return STATUS_RANGE;
        reading->style = arena_copy(arena, name, strlen(name));
        return reading->style == NULL ? STATUS_MEMORY : STATUS_OK;
    }
    const char *display = xml_attribute_full(attributes, "table:display");
    if (reading->style == NULL || display == NULL || strcmp(display, "false") != 0)
        return STATUS_OK;
    return VECTOR_PUSH(&reading->hidden_styles, reading->style);
}

static enum status add_sheet(struct reading *reading, const char **attributes)
{
    struct workbook *workbook = reading->workbook;
    const char *name = xml_attribute_full(attributes, "table:name");
    const char *style = xml_attribute_full(attributes, "table:style-name");

    if (name == NULL)
        name = "";
    struct sheet sheet = {
        {arena_copy(workbook->arena, name, strlen(name)), style_is_hidden(reading, style)},
        CONTENT};
    if (sheet.shown.name == NULL)
        return STATUS_MEMORY;
    return workbook->sheets.count >= LIMIT_WORKBOOK_PARTS ? STATUS_RANGE
                                                          : VECTOR_PUSH(&workbook->sheets, sheet);
}

static enum status start_table(struct xml *xml, struct reading *reading, const char **attributes)
{
    if (reading->table_depth > 0) /* a table inside a cell */
        return STATUS_OK;
    if (reading->wanted == UINT32_MAX)
        return add_sheet(reading, attributes);
    if (reading->tables++ == reading->wanted) {
        reading->table_depth = xml->depth;
        reading->next_row = 1;
    }
    return STATUS_OK;
}

/* ---- columns and rows ---- */

static enum status start_column(struct reading *reading, const char **attributes)
{
    uint32_t times = times_of(attributes, "table:number-columns-repeated");
    uint32_t from = reading->columns_seen + 1;

    if (from > LIMIT_WORKBOOK_COLUMNS || times > LIMIT_WORKBOOK_COLUMNS)
        times = LIMIT_WORKBOOK_COLUMNS;
    reading->columns_seen += times;
    if (!is_collapsed(attributes) || reading->hidden.count >= LIMIT_WORKBOOK_COLUMNS)
        return STATUS_OK;
    return VECTOR_PUSH(&reading->hidden, (struct run){from, reading->columns_seen});
}

static bool column_is_hidden(const struct reading *reading, uint32_t column)
{
    for (uint32_t i = 0; i < reading->hidden.count; i++)
        if (column >= reading->hidden.items[i].from && column <= reading->hidden.items[i].to)
            return true;
    return false;
}

static void start_row(struct xml *xml, struct reading *reading, const char **attributes)
{
    reading->row_depth = xml->depth;
    reading->row_times = times_of(attributes, "table:number-rows-repeated");
    reading->next_column = 1;
    reading->rows.row.number = reading->next_row;
    reading->rows.row.hidden = is_collapsed(attributes);
}

static enum status end_row(struct reading *reading)
{
    enum status status = row_end(&reading->rows, reading->row_times);
    uint64_t next = (uint64_t)reading->next_row + reading->row_times;

    reading->row_depth = 0;
    reading->next_row = next > LIMIT_WORKBOOK_ROWS ? LIMIT_WORKBOOK_ROWS + 1 : (uint32_t)next;
    return status;
}

/* ---- cells ---- */

static enum status put(struct reading *reading, const char *at, size_t length)
{
    if (reading->text.size + length > LIMIT_WORKBOOK_TEXT)
        return STATUS_RANGE;
    bytes_add(&reading->text, at, length);
    return bytes_status(&reading->text);
}

static void note_merge(struct reading *reading, const char **attributes)
{
    struct workbook_place place = {reading->rows.row.number, reading->next_column};

    if (times_of(attributes, "table:number-columns-spanned") > 1 ||
        times_of(attributes, "table:number-rows-spanned") > 1)
        place_note(&reading->rows.facts->merges, &reading->rows.facts->merge, place);
}

/* The value as it is stored; the text of a cell comes with its paragraphs. */
static const char *stored_value(const char **attributes, enum workbook_kind *kind)
{
    const char *type = xml_attribute_full(attributes, "office:value-type");
    const char *known = xml_attribute_full(attributes, "calcext:value-type");

    *kind = WORKBOOK_TEXT;
    if (known != NULL && strcmp(known, "error") == 0) {
        *kind = WORKBOOK_ERROR;
        return NULL;
    }
    if (type == NULL)
        return NULL;
    if (strcmp(type, "date") == 0) {
        *kind = WORKBOOK_DATE;
        return xml_attribute_full(attributes, "office:date-value");
    }
    if (strcmp(type, "boolean") == 0) {
        const char *truth = xml_attribute_full(attributes, "office:boolean-value");
        *kind = WORKBOOK_TRUTH;
        return truth != NULL && strcmp(truth, "true") == 0 ? "1" : "0";
    }
    if (strcmp(type, "float") == 0 || strcmp(type, "currency") == 0 ||
        strcmp(type, "percentage") == 0) {
        *kind = WORKBOOK_NUMBER;
        return xml_attribute_full(attributes, "office:value");
    }
    return strcmp(type, "string") == 0 ? xml_attribute_full(attributes, "office:string-value")
                                       : NULL;
}

static bool is_value(enum workbook_kind kind, struct reading *reading)
{
    struct text *text = &reading->cell.text;
    char checked[WORKBOOK_NUMBER_BYTES];
    struct date date;

    if (kind == WORKBOOK_NUMBER)
        return workbook_number(*text, '.', checked) != STATUS_SYNTAX;
    if (kind != WORKBOOK_DATE)
        return true;
    if (text->length < 10 || date_parse(text->at, 10, &date) != STATUS_OK)
        return false;
    if (text->length > 10)
        reading->text.at[10] = ' ';
    if (text->length >= 19 && memcmp(text->at + 10, " 00:00:00", 9) == 0)
        text->length = 10;
    return true;
}

static enum status start_cell(struct xml *xml, struct reading *reading, const char **attributes)
{
    reading->cell_depth = xml->depth;
    reading->column_times = times_of(attributes, "table:number-columns-repeated");
    reading->text.size = 0;
    reading->has_text = false;
    reading->cell =
        (struct workbook_cell){.formula = xml_attribute_full(attributes, "table:formula") != NULL};
    note_merge(reading, attributes);
    const char *value = stored_value(attributes, &reading->cell.kind);
    reading->has_value = value != NULL;
    return value == NULL ? STATUS_OK : put(reading, value, strlen(value));
}

static enum status add_cells(struct reading *reading)
{
    enum status status = STATUS_OK;

    if (reading->column_times > LIMIT_WORKBOOK_COLUMNS ||
        reading->next_column + reading->column_times > LIMIT_WORKBOOK_COLUMNS + 1)
        return STATUS_RANGE;
    for (uint32_t i = 0; status == STATUS_OK && i < reading->column_times; i++) {
        reading->cell.column = reading->next_column + i;
        reading->cell.hidden = column_is_hidden(reading, reading->cell.column);
        status = row_add(&reading->rows, reading->cell);
    }
    return status;
}

static enum status end_cell(struct reading *reading, const char **why)
{
    enum status status = STATUS_OK;

    reading->cell_depth = 0;
    reading->cell.text =
        (struct text){reading->text.at == NULL ? "" : reading->text.at, reading->text.size};
    if (!reading->has_value && reading->text.size == 0 && reading->cell.formula)
        reading->cell.kind = reading->has_text ? WORKBOOK_TEXT : WORKBOOK_UNKNOWN;
    else if (reading->has_value && !is_value(reading->cell.kind, reading)) {
        *why = "a cell that is no value of its type";
        return STATUS_INVALID;
    }
    if (reading->text.size > 0 || reading->cell.formula)
        status = add_cells(reading);
    uint64_t next = (uint64_t)reading->next_column + reading->column_times;
    reading->next_column = next > LIMIT_WORKBOOK_COLUMNS ? LIMIT_WORKBOOK_COLUMNS + 1
                                                         : (uint32_t)next;
    return status;
}

/* White space in a paragraph is one blank; more of them stand as elements (ODF 6.1.2). */
static enum status text_of_cell(struct reading *reading, const char *at, size_t length)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; status == STATUS_OK && i < length; i++) {
        bool blank = at[i] == ' ' || at[i] == '\t' || at[i] == '\r' || at[i] == '\n';
        if (!blank)
            status = put(reading, at + i, 1);
        else if (!reading->blank_pending)
            status = put(reading, " ", 1);
        reading->blank_pending = blank;
    }
    return status;
}

static enum status start_in_text(struct reading *reading, const char *element,
                                 const char **attributes)
{
    enum status status = STATUS_OK;

    reading->blank_pending = false;
    if (strcmp(element, "line-break") == 0)
        return put(reading, "\n", 1);
    if (strcmp(element, "tab") == 0)
        return put(reading, "\t", 1);
    if (strcmp(element, "s") != 0)
        return STATUS_OK;
    uint32_t times = times_of(attributes, "text:c");
    for (uint32_t i = 0; status == STATUS_OK && i < times; i++)
        status = put(reading, " ", 1);
    return status;
}

static enum status start_in_cell(struct xml *xml, struct reading *reading, const char *element,
                                 const char **attributes)
{
    if (reading->text_depth > 0)
        return start_in_text(reading, element, attributes);
    /* only the cell's own paragraphs: a note or a drawing in it has others */
    if (strcmp(element, "p") != 0 || xml->depth != reading->cell_depth + 1 || reading->has_value)
        return STATUS_OK;
    reading->text_depth = xml->depth;
    reading->blank_pending = true; /* what leads is no text */
    if (reading->has_text)
        return put(reading, "\n", 1);
    reading->has_text = true;
    return STATUS_OK;
}

/* ---- events ---- */

static void start(struct xml *xml, const char *element, const char **attributes)
{
    struct reading *reading = xml->context;
    enum status status = STATUS_OK;

    if (reading->cell_depth > 0)
        status = start_in_cell(xml, reading, element, attributes);
    else if (strcmp(element, "style") == 0 || strcmp(element, "table-properties") == 0)
        status = note_style(reading, element, attributes);
    else if (strcmp(element, "table") == 0)
        status = start_table(xml, reading, attributes);
    else if (reading->table_depth == 0)
        return;
    else if (strcmp(element, "table-column") == 0)
        status = start_column(reading, attributes);
    else if (strcmp(element, "table-row") == 0)
        start_row(xml, reading, attributes);
    else if (reading->row_depth > 0 &&
             (strcmp(element, "table-cell") == 0 || strcmp(element, "covered-table-cell") == 0))
        status = start_cell(xml, reading, attributes);
    if (status != STATUS_OK)
        xml_stop(xml, status, NULL);
}

static void end(struct xml *xml, const char *element)
{
    struct reading *reading = xml->context;
    enum status status = STATUS_OK;
    const char *why = NULL;

    (void)element;
    if (xml->depth == reading->text_depth)
        reading->text_depth = 0;
    else if (xml->depth == reading->cell_depth)
        status = end_cell(reading, &why);
    else if (xml->depth == reading->row_depth)
        status = end_row(reading);
    else if (xml->depth == reading->table_depth)
        reading->table_depth = 0;
    if (status != STATUS_OK)
        xml_stop(xml, status, why);
}

static void text(struct xml *xml, const char *at, size_t length)
{
    struct reading *reading = xml->context;

    if (reading->text_depth == 0)
        return;
    enum status status = text_of_cell(reading, at, length);
    if (status != STATUS_OK)
        xml_stop(xml, status, NULL);
}

static enum status parse(struct reading *reading)
{
    static const struct xml_events events = {start, end, text};
    struct package *package = &reading->workbook->package;
    enum status status = package_parse(package, CONTENT, &events, reading);

    row_free(&reading->rows);
    bytes_free(&reading->text);
    free(reading->hidden.items);
    free(reading->hidden_styles.items);
    return status == STATUS_EXISTS ? package_damaged(package, CONTENT, "is missing") : status;
}

enum status ods_open(struct workbook *workbook)
{
    struct reading reading = {.workbook = workbook, .wanted = UINT32_MAX};
    enum status status = parse(&reading);

    if (status == STATUS_OK && workbook->sheets.count == 0)
        status = package_damaged(&workbook->package, CONTENT, "no sheet");
    return status;
}

enum status ods_read(struct workbook *workbook, uint32_t sheet, workbook_row_fn take, void *context,
                     struct workbook_facts *facts)
{
    struct reading reading = {.workbook = workbook,
                              .wanted = sheet,
                              .rows = {.facts = facts, .take = take, .context = context}};

    return parse(&reading);
}
