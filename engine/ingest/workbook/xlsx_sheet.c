/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a sheet of .xlsx (ECMA-376 part 1, 18.3). */
#include <string.h>

#include "ingest/workbook/part.h"

enum { HIDDEN_BITS = 64 };

struct reading {
    struct workbook *workbook;
    struct row_builder rows;
    uint64_t hidden[LIMIT_WORKBOOK_COLUMNS / HIDDEN_BITS + 1]; /* columns */
    uint32_t next_row;
    uint32_t next_column;
    /* the cell that is being read */
    struct workbook_cell cell;
    char type[16];
    uint32_t style;
    bool in_cell, in_value, in_text, in_guide, has_value;
    struct bytes text;
    bool row_open;
};

static void fail(struct xml *xml, enum status status)
{
    xml_stop(xml, status, status == STATUS_INVALID ? "rows or cells out of order" : NULL);
}

static bool truth(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void hide_columns(struct reading *reading, const char **attributes)
{
    uint32_t from = 0;
    uint32_t to = 0;

    if (!truth(xml_attribute_full(attributes, "hidden")) ||
        !number_count(xml_attribute_full(attributes, "min"), &from) ||
        !number_count(xml_attribute_full(attributes, "max"), &to) || from == 0)
        return;
    for (uint32_t i = from; i <= to && i <= LIMIT_WORKBOOK_COLUMNS; i++)
        reading->hidden[i / HIDDEN_BITS] |= UINT64_C(1) << i % HIDDEN_BITS;
}

static bool is_hidden(const struct reading *reading, uint32_t column)
{
    return (reading->hidden[column / HIDDEN_BITS] >> column % HIDDEN_BITS & 1) != 0;
}

static void note_merge(struct reading *reading, const char **attributes)
{
    const char *range = xml_attribute_full(attributes, "ref");
    struct workbook_place place = {0};
    char first[CELL_PLACE_BYTES];

    if (range == NULL)
        return;
    size_t length = strcspn(range, ":");
    if (length == 0 || length >= sizeof first)
        return;
    memcpy(first, range, length);
    first[length] = '\0';
    if (number_place(first, &place))
        place_note(&reading->rows.facts->merges, &reading->rows.facts->merge, place);
}

static void start_row(struct xml *xml, struct reading *reading, const char **attributes)
{
    const char *number = xml_attribute_full(attributes, "r");
    uint32_t row = reading->next_row;

    if (number != NULL && (!number_count(number, &row) || row < reading->next_row)) {
        fail(xml, STATUS_INVALID);
        return;
    }
    if (row > LIMIT_WORKBOOK_ROWS) {
        fail(xml, STATUS_RANGE);
        return;
    }
    reading->rows.row.number = row;
    reading->rows.row.hidden = truth(xml_attribute_full(attributes, "hidden"));
    reading->next_row = row + 1;
    reading->next_column = 1;
    reading->row_open = true;
}

static void start_cell(struct xml *xml, struct reading *reading, const char **attributes)
{
    const char *reference = xml_attribute_full(attributes, "r");
    const char *type = xml_attribute_full(attributes, "t");
    struct workbook_place place = {reading->rows.row.number, reading->next_column};

    if (!reading->row_open || (reference != NULL && (!number_place(reference, &place) ||
                                                     place.row != reading->rows.row.number ||
                                                     place.column < reading->next_column))) {
        fail(xml, STATUS_INVALID);
        return;
    }
    if (place.column > LIMIT_WORKBOOK_COLUMNS) {
        fail(xml, STATUS_RANGE);
        return;
    }
    reading->next_column = place.column + 1;
    reading->cell =
        (struct workbook_cell){.column = place.column, .hidden = is_hidden(reading, place.column)};
    size_t length = type == NULL ? 0 : strlen(type);
    length = length < sizeof reading->type ? length : sizeof reading->type - 1;
    memcpy(reading->type, type == NULL ? "" : type, length);
    reading->type[length] = '\0';
    if (!number_count(xml_attribute_full(attributes, "s"), &reading->style))
        reading->style = 0;
    reading->in_cell = true;
    reading->has_value = false;
    reading->text.size = 0;
}

static void start(struct xml *xml, const char *element, const char **attributes)
{
    struct reading *reading = xml->context;

    if (reading->in_cell) {
        if (strcmp(element, "v") == 0)
            reading->in_value = reading->has_value = true;
        else if (strcmp(element, "f") == 0)
            reading->cell.formula = true;
        else if (strcmp(element, "rPh") == 0)
            reading->in_guide = true;
        else if (strcmp(element, "t") == 0 && !reading->in_guide)
            reading->in_text = reading->has_value = true;
    } else if (strcmp(element, "c") == 0) {
        start_cell(xml, reading, attributes);
    } else if (strcmp(element, "row") == 0) {
        start_row(xml, reading, attributes);
    } else if (strcmp(element, "col") == 0) {
        hide_columns(reading, attributes);
    } else if (strcmp(element, "mergeCell") == 0) {
        note_merge(reading, attributes);
    }
}

static void text(struct xml *xml, const char *at, size_t length)
{
    struct reading *reading = xml->context;

    if (!reading->in_value && !reading->in_text)
        return;
    if (reading->text.size + length > LIMIT_WORKBOOK_TEXT) {
        fail(xml, STATUS_RANGE);
        return;
    }
    bytes_add(&reading->text, at, length);
    if (reading->text.failed)
        fail(xml, STATUS_MEMORY);
}

/* ---- the value of a cell ---- */

static bool shared_string(const struct workbook *workbook, const char *index, struct text *out)
{
    uint32_t at = 0;

    if (!number_count(index, &at) || at >= workbook->string_ends.count)
        return false;
    uint64_t from = at == 0 ? 0 : workbook->string_ends.items[at - 1];
    *out = (struct text){workbook->strings.at == NULL ? "" : workbook->strings.at + from,
                         (size_t)(workbook->string_ends.items[at] - from)};
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* 22.4.2.4: characters that XML cannot hold, and CR, stand as _xHHHH_. Only those below a blank are
 * undone: another one is a text that somebody typed. */
static size_t unescape(char *at, size_t length)
{
    size_t to = 0;

    for (size_t i = 0; i < length; i++) {
        int high = -1;
        int low = -1;
        if (length - i >= 7 && memcmp(at + i, "_x00", 4) == 0 && at[i + 6] == '_') {
            high = hex_digit(at[i + 4]);
            low = hex_digit(at[i + 5]);
        }
        if (high >= 0 && high < 2 && low >= 0 && !(high == 0 && low == 0)) {
            at[to++] = (char)(high << 4 | low);
            i += 6;
        } else {
            at[to++] = at[i];
        }
    }
    return to;
}

/* CRLF and CR become LF. */
static size_t plain_line_ends(char *at, size_t length)
{
    size_t to = 0;

    for (size_t i = 0; i < length; i++) {
        if (at[i] == '\r' && i + 1 < length && at[i + 1] == '\n')
            continue;
        at[to++] = at[i] == '\r' ? '\n' : at[i];
    }
    return to;
}

static bool take_number(struct reading *reading, struct workbook_cell *cell,
                        char out[NUMBER_DATE_BYTES])
{
    struct text stored = {reading->text.at, reading->text.size};
    char checked[WORKBOOK_NUMBER_BYTES];
    const struct workbook *workbook = reading->workbook;

    cell->kind = WORKBOOK_NUMBER;
    cell->text = stored;
    if (workbook_number(stored, '.', checked) == STATUS_SYNTAX)
        return false;
    if (reading->style < workbook->is_date.count && workbook->is_date.items[reading->style] &&
        number_is_date(stored, workbook->from_1904, out)) {
        cell->kind = WORKBOOK_DATE;
        cell->text = (struct text){out, strlen(out)};
    }
    return true;
}

static void take_text(struct reading *reading, struct workbook_cell *cell)
{
    cell->kind = WORKBOOK_TEXT;
    reading->text.size = unescape(reading->text.at, reading->text.size);
    reading->text.size = plain_line_ends(reading->text.at, reading->text.size);
    cell->text = (struct text){reading->text.at, reading->text.size};
}

/* An ISO 8601 date, "2024-10-01T12:00:00Z" among its forms: the T becomes a blank. */
static bool take_iso(struct reading *reading, struct workbook_cell *cell)
{
    struct date date;
    struct text stored = {reading->text.at, reading->text.size};

    if (stored.length > 0 && stored.at[stored.length - 1] == 'Z')
        stored.length--;
    if (stored.length < 10 || date_parse(stored.at, 10, &date) != STATUS_OK)
        return false;
    if (stored.length > 10)
        reading->text.at[10] = ' ';
    if (stored.length >= 19 && memcmp(stored.at + 10, " 00:00:00", 9) == 0)
        stored.length = 10;
    cell->kind = WORKBOOK_DATE;
    cell->text = stored;
    return true;
}

/* Fills in kind and text. false: the cell is malformed. */
static bool value_of(struct reading *reading, struct workbook_cell *cell,
                     char out[NUMBER_DATE_BYTES])
{
    const char *type = reading->type;

    bytes_add(&reading->text, "", 1);
    reading->text.size -= !reading->text.failed;
    if (reading->text.failed)
        return true;
    cell->text = (struct text){reading->text.at, reading->text.size};
    if (type[0] == '\0' || strcmp(type, "n") == 0)
        return take_number(reading, cell, out);
    if (strcmp(type, "s") == 0) {
        struct text shared = {0};
        if (!shared_string(reading->workbook, reading->text.at, &shared))
            return false;
        reading->text.size = 0;
        bytes_add(&reading->text, shared.at, shared.length);
        bytes_add(&reading->text, "", 1);
        reading->text.size -= !reading->text.failed;
    }
    if (strcmp(type, "b") == 0)
        cell->kind = WORKBOOK_TRUTH;
    else if (strcmp(type, "e") == 0)
        cell->kind = WORKBOOK_ERROR;
    else if (strcmp(type, "d") == 0)
        return take_iso(reading, cell);
    else if (!reading->text.failed)
        take_text(reading, cell);
    return true;
}

static void end_cell(struct xml *xml, struct reading *reading)
{
    struct workbook_cell cell = reading->cell;
    char date[NUMBER_DATE_BYTES];
    enum status status = STATUS_OK;
    bool text_type = strcmp(reading->type, "str") == 0;

    reading->in_cell = false;
    /* Excel writes <v></v> for a text that is empty; a number has none then */
    if (!reading->has_value || (reading->text.size == 0 && !text_type)) {
        if (!cell.formula)
            return;
        cell.kind = WORKBOOK_UNKNOWN;
        status = row_add(&reading->rows, cell);
    } else if (!value_of(reading, &cell, date)) {
        xml_stop(xml, STATUS_INVALID, "a cell that is no value of its type");
        return;
    } else if (reading->text.failed) {
        status = STATUS_MEMORY;
    } else if (cell.text.length > 0 || cell.formula) {
        status = row_add(&reading->rows, cell);
    }
    if (status != STATUS_OK)
        xml_stop(xml, status, NULL);
}

static void end(struct xml *xml, const char *element)
{
    struct reading *reading = xml->context;
    enum status status = STATUS_OK;

    if (strcmp(element, "v") == 0)
        reading->in_value = false;
    else if (strcmp(element, "t") == 0)
        reading->in_text = false;
    else if (strcmp(element, "rPh") == 0)
        reading->in_guide = false;
    else if (reading->in_cell && strcmp(element, "c") == 0)
        end_cell(xml, reading);
    else if (reading->row_open && strcmp(element, "row") == 0) {
        reading->row_open = false;
        status = row_end(&reading->rows, 1);
    }
    if (status != STATUS_OK)
        xml_stop(xml, status, NULL);
}

enum status xlsx_read(struct workbook *workbook, const struct sheet *sheet, workbook_row_fn take,
                      void *context, struct workbook_facts *facts)
{
    static const struct xml_events events = {start, end, text};
    struct reading *reading = calloc(1, sizeof *reading);

    if (reading == NULL)
        return STATUS_MEMORY;
    reading->workbook = workbook;
    reading->rows = (struct row_builder){.facts = facts, .take = take, .context = context};
    reading->next_row = 1;
    enum status status = package_parse(&workbook->package, sheet->part, &events, reading);
    row_free(&reading->rows);
    bytes_free(&reading->text);
    free(reading);
    return status == STATUS_EXISTS ? package_damaged(&workbook->package, sheet->part, "is missing")
                                   : status;
}
