/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libcsv splits the records; the traps it leaves are closed here: blank lines and CRLF by
 * CSV_REPALL_NL and the order of the events, an open quote at the end by CSV_STRICT_FINI, blanks
 * around fields by a space function that knows none, and physical lines by counting the line
 * ends in fields and after rows. Callbacks cannot stop the parser: after a failure they return
 * at once. */
#include "ingest/table/table.h"
#include "ingest/table/other_form.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "core/vector.h"

enum { CHUNK_BYTES = 1 << 16, NO_COLUMN = UINT32_MAX };
enum { SHOWN_DIGITS = 5 }; /* a postcode, an hour; not a day of birth */

/* A record of another width than the header. */
struct odd {
    uint32_t line;
    uint32_t fields;
};

struct reader {
    const struct table_spec *spec;
    struct diag_list *diags;
    table_row_fn take;
    void *context;
    struct table_counts *counts;
    enum status status;

    char *bytes; /* the fields of the current record, one after the other */
    size_t size;
    size_t capacity;
    size_t starts[LIMIT_COLUMNS];
    size_t lengths[LIMIT_COLUMNS];
    uint32_t lines[LIMIT_COLUMNS];
    uint32_t fields; /* of the current record; may exceed LIMIT_COLUMNS */

    bool quotes;     /* the file has quotes, so fields may hold line ends */
    uint32_t line;   /* physical line on which the current record begins */
    uint32_t inside; /* line ends inside the fields of the record so far */
    bool after_cr;   /* a record ended with CR and LF has not come yet */
    bool header_done;
    bool confidential;
    uint32_t header_fields;
    uint32_t header_line;
    VECTOR(struct odd) odd;          /* records of another width, as long as none fitted */
    bool fitted;                     /* a record had the width of the header */
    uint32_t source[LIMIT_COLUMNS];  /* by column of the specification: index in the file */
    uint32_t columns[LIMIT_COLUMNS]; /* the same, 1-based */
};

static const struct diag_subject nobody = {0};

struct source_pos table_pos(const struct table_row *row, uint32_t column)
{
    return (struct source_pos){row->spec->file, row->field_lines[column], row->columns[column]};
}

static void report(struct reader *r, enum finding finding, uint32_t line, uint32_t column,
                   struct text part1, const char *part2)
{
    diag_add_text(r->diags, finding, (struct source_pos){r->spec->file, line, column}, nobody,
                  part1, part2, NULL);
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static bool append(struct reader *r, const char *at, size_t length)
{
    if (r->bytes == NULL || length > r->capacity - r->size) {
        size_t capacity = (r->capacity + length) * 2 + 64;
        char *grown = realloc(r->bytes, capacity);
        if (grown == NULL)
            return false;
        r->bytes = grown;
        r->capacity = capacity;
    }
    if (length > 0) /* an empty first field: there are no bytes yet */
        memcpy(r->bytes + r->size, at, length);
    r->size += length;
    return true;
}

static uint32_t line_ends(const char *at, size_t length)
{
    uint32_t ends = 0;

    for (size_t i = 0; i < length; i++)
        ends += at[i] == '\n' || (at[i] == '\r' && (i + 1 == length || at[i + 1] != '\n'));
    return ends;
}

/* A record ended with CR, and what comes next is not its LF. */
static void lone_cr_before(struct reader *r)
{
    if (!r->after_cr)
        return;
    report(r, FINDING_LINE_END_CR, r->line, 0, (struct text){"", 0}, NULL);
    r->after_cr = false;
    r->line++;
}

static void on_field(void *data, size_t length, void *context)
{
    struct reader *r = context;
    const char *at = data == NULL ? "" : data;

    if (r->status != STATUS_OK)
        return;
    lone_cr_before(r);
    if (r->fields < LIMIT_COLUMNS) {
        r->starts[r->fields] = r->size;
        r->lengths[r->fields] = length;
        r->lines[r->fields] = r->line + r->inside;
        if (!append(r, at, length))
            r->status = STATUS_MEMORY;
    }
    r->fields++;
    if (r->quotes)
        r->inside += line_ends(at, length);
}

static struct text field_text(const struct reader *r, uint32_t index)
{
    const char *bytes = r->bytes == NULL ? "" : r->bytes; /* nothing but empty fields so far */

    return (struct text){bytes + r->starts[index], r->lengths[index]};
}

static uint32_t column_of(const struct table_spec *spec, struct text name)
{
    for (uint32_t i = 0; i < spec->column_count; i++)
        if (text_is(name, spec->columns[i]))
            return i;
    return NO_COLUMN;
}

static bool seen_before(const struct reader *r, uint32_t index)
{
    struct text name = field_text(r, index);

    for (uint32_t i = 0; i < index; i++)
        if (r->lengths[i] == name.length && memcmp(field_text(r, i).at, name.at, name.length) == 0)
            return true;
    return false;
}

struct text table_shown(struct text text)
{
    static const char hidden[] = "…";
    size_t digits = 0;
    bool plain = true;

    for (size_t i = 0; i < text.length; i++) {
        digits += text.at[i] >= '0' && text.at[i] <= '9';
        plain &= memchr("0123456789.,:;-+/% ", text.at[i], 19) != NULL;
    }
    if (plain && digits <= SHOWN_DIGITS)
        return text;
    return (struct text){hidden, sizeof hidden - 1};
}

/* A heading that is none of ours; without a header it is a cell of the first row. */
static void report_heading(struct reader *r, enum finding finding, uint32_t index)
{
    struct text heading = field_text(r, index);

    report(r, finding, r->line, index + 1, r->confidential ? table_shown(heading) : heading, NULL);
}

static void check_column_count(struct reader *r)
{
    char have[COUNT_TEXT_BYTES];
    char most[COUNT_TEXT_BYTES];

    if (r->fields <= LIMIT_COLUMNS)
        return;
    size_t length = text_format_count_plain(r->fields, have);
    text_format_count_plain(LIMIT_COLUMNS, most);
    report(r, FINDING_COLUMNS_MANY, r->line, 0, (struct text){have, length}, most);
}

static void report_unnamed(struct reader *r, uint32_t column)
{
    char number[COUNT_TEXT_BYTES];
    size_t length = text_format_count_plain(column, number);

    report(r, FINDING_COLUMN_UNNAMED, r->line, column, (struct text){number, length}, NULL);
}

/* One finding for a header that is only written otherwise, instead of one for each column. */
static bool in_other_form(struct reader *r, uint32_t named)
{
    struct text fields[LIMIT_COLUMNS];
    uint32_t known = 0;

    for (uint32_t i = 0; i < named; i++) {
        fields[i] = field_text(r, i);
        known += column_of(r->spec, fields[i]) != NO_COLUMN;
    }
    if (!r->spec->importable || known >= r->spec->column_count ||
        !header_has_other_form(r->spec, fields, named))
        return false;
    report(r, FINDING_HEADER_FORM, r->line, 0, (struct text){r->spec->file, strlen(r->spec->file)},
           NULL);
    return true;
}

static void read_headings(struct reader *r, uint32_t named)
{
    const struct table_spec *spec = r->spec;

    for (uint32_t i = 0; i < named; i++) {
        struct text name = field_text(r, i);
        uint32_t column = column_of(spec, name);
        if (name.length == 0)
            report_unnamed(r, i + 1);
        else if (seen_before(r, i))
            report_heading(r, FINDING_COLUMN_DUPLICATE, i);
        else if (column == NO_COLUMN)
            report_heading(r, FINDING_COLUMN_UNKNOWN, i);
        else
            r->source[column] = i;
        if (column != NO_COLUMN)
            r->columns[column] = i + 1;
    }
    for (uint32_t i = 0; i < spec->column_count; i++)
        if (r->source[i] == NO_COLUMN)
            report(r, FINDING_COLUMN_MISSING, r->line, 0,
                   (struct text){spec->columns[i], strlen(spec->columns[i])}, NULL);
}

static void read_header(struct reader *r)
{
    const struct table_spec *spec = r->spec;
    size_t errors = diag_count_of(r->diags, SEVERITY_ERROR);
    uint32_t named = r->fields < LIMIT_COLUMNS ? r->fields : LIMIT_COLUMNS;

    for (uint32_t i = 0; i < spec->column_count; i++)
        r->source[i] = NO_COLUMN;
    check_column_count(r);
    if (!in_other_form(r, named))
        read_headings(r, named);
    r->header_done = true;
    r->counts->names = spec->columns;
    r->counts->column_count = spec->column_count;
    memcpy(r->counts->columns, r->columns, sizeof r->columns);
    r->header_fields = r->fields;
    r->header_line = r->line;
    if (diag_count_of(r->diags, SEVERITY_ERROR) > errors)
        r->status = STATUS_INVALID;
}

static void report_width(struct reader *r, struct odd row)
{
    char have[COUNT_TEXT_BYTES];
    char want[COUNT_TEXT_BYTES];
    size_t length = text_format_count_plain(row.fields, have);

    text_format_count_plain(r->header_fields, want);
    report(r, row.fields < r->header_fields ? FINDING_ROW_SHORT : FINDING_ROW_LONG, row.line, 0,
           (struct text){have, length}, want);
}

static void report_odd(struct reader *r)
{
    for (uint32_t i = 0; i < r->odd.count; i++)
        report_width(r, r->odd.items[i]);
    r->odd.count = 0;
}

/* As long as no record fitted, the header may be what is wrong. */
static void wrong_width(struct reader *r)
{
    struct odd row = {r->line, r->fields};

    r->counts->rejected++;
    if (r->fitted)
        report_width(r, row);
    else
        r->status = VECTOR_PUSH(&r->odd, row);
}

/* Two records or more of one width, and none of that of the header: it is the header that is wrong,
 * and no row was read. */
static enum status judge_header(struct reader *r)
{
    char have[COUNT_TEXT_BYTES];
    char rows[COUNT_TEXT_BYTES];
    char want[COUNT_TEXT_BYTES];
    bool alike = !r->fitted && r->odd.count > 1;

    for (uint32_t i = 1; i < r->odd.count && alike; i++)
        alike = r->odd.items[i].fields == r->odd.items[0].fields;
    if (!alike) {
        report_odd(r);
        return STATUS_OK;
    }
    text_format_count_plain(r->header_fields, have);
    text_format_count_plain(r->odd.count, rows);
    text_format_count_plain(r->odd.items[0].fields, want);
    diag_add(r->diags, FINDING_HEADER_WIDTH, (struct source_pos){r->spec->file, r->header_line, 0},
             nobody, have, rows, want);
    return STATUS_INVALID;
}

static void read_row(struct reader *r)
{
    struct text fields[LIMIT_COLUMNS];
    uint32_t lines[LIMIT_COLUMNS];
    struct table_row row = {
        r->spec, fields, r->columns, lines, r->line, &r->counts->held_back, r->confidential};
    bool fits = r->fields == r->header_fields;
    table_row_fn take = fits ? r->take : r->spec->refused;

    r->counts->read++;
    if (fits && !r->fitted)
        report_odd(r);
    r->fitted |= fits;
    if (!fits)
        wrong_width(r);
    if (take == NULL || r->status != STATUS_OK)
        return;
    for (uint32_t i = 0; i < r->spec->column_count; i++) {
        bool there = r->source[i] < r->fields;
        fields[i] = there ? field_text(r, r->source[i]) : (struct text){"", 0};
        lines[i] = there ? r->lines[r->source[i]] : r->line;
    }
    r->status = take(r->context, &row);
}

/* terminator: CR, LF, or -1 at the end of the file. */
static void on_record(int terminator, void *context)
{
    struct reader *r = context;

    if (r->status != STATUS_OK)
        return;
    if (r->after_cr && terminator == '\n' && r->fields == 0) { /* the LF of CRLF */
        r->after_cr = false;
        r->line++;
        return;
    }
    lone_cr_before(r);
    if (r->fields == 0) {
        if (terminator != -1) {
            report(r, FINDING_ROW_BLANK, r->line, 0, (struct text){"", 0}, NULL);
            r->counts->blank++;
        }
    } else if (!r->header_done) {
        read_header(r);
    } else {
        read_row(r);
    }
    r->line += r->inside + (terminator == '\n');
    r->after_cr = terminator == '\r';
    r->inside = 0;
    r->fields = 0;
    r->size = 0;
}

static enum status parse(struct csv_parser *parser, struct reader *r, struct text text)
{
    for (size_t done = 0; done < text.length && r->status == STATUS_OK;) {
        size_t left = text.length - done;
        size_t chunk = left < CHUNK_BYTES ? left : CHUNK_BYTES;
        size_t used = csv_parse(parser, text.at + done, chunk, on_field, on_record, r);
        if (used != chunk && csv_error(parser) == CSV_EPARSE) {
            lone_cr_before(r);
            report(r, FINDING_QUOTE_STRAY, r->line + r->inside, 0, (struct text){"", 0}, NULL);
            return STATUS_INVALID;
        }
        if (used != chunk)
            return STATUS_MEMORY;
        done += chunk;
    }
    if (r->status != STATUS_OK)
        return r->status;
    if (csv_fini(parser, on_field, on_record, r) != 0) {
        lone_cr_before(r);
        report(r, FINDING_QUOTE_OPEN, r->line + r->inside, 0, (struct text){"", 0}, NULL);
        return STATUS_INVALID;
    }
    if (r->status == STATUS_OK)
        lone_cr_before(r);
    return r->status;
}

static void report_empty(struct reader *r)
{
    char names[DIAG_TEXT_BYTES];
    size_t length = 0;

    for (uint32_t i = 0; i < r->spec->column_count; i++) {
        size_t size = strlen(r->spec->columns[i]);
        if (length + size + 1 >= sizeof names)
            break;
        if (i > 0)
            names[length++] = ';';
        memcpy(names + length, r->spec->columns[i], size);
        length += size;
    }
    report(r, FINDING_FILE_EMPTY, 0, 0, (struct text){names, length}, NULL);
}

static void report_held_back(struct reader *r)
{
    char number[COUNT_TEXT_BYTES];

    if (r->counts->held_back == 0)
        return;
    size_t length = text_format_count_plain(r->counts->held_back, number);
    report(r, FINDING_HELD_BACK_FIELDS, 0, 0, (struct text){number, length}, NULL);
}

static enum status read_all(struct reader *r, struct text text)
{
    struct csv_parser parser;

    r->quotes = text.length > 0 && memchr(text.at, '"', text.length) != NULL;
    r->line = 1;
    *r->counts = (struct table_counts){0};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return STATUS_MEMORY;
    csv_set_delim(&parser, ';');
    csv_set_space_func(&parser, no_space);
    enum status status = parse(&parser, r, text);
    if (status == STATUS_OK && !r->header_done) {
        report_empty(r);
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK)
        status = judge_header(r);
    else
        report_odd(r);
    report_held_back(r);
    if (status == STATUS_OK && r->spec->rows_expected && r->counts->read == 0)
        report(r, FINDING_TABLE_NO_ROWS, 0, 0, (struct text){"", 0}, NULL);
    csv_free(&parser);
    free(r->bytes);
    free(r->odd.items);
    return status;
}

enum status table_read(const struct table_spec *spec, struct text text, struct diag_list *diags,
                       table_row_fn take, void *context, struct table_counts *counts)
{
    struct reader r = {
        .spec = spec, .diags = diags, .take = take, .context = context, .counts = counts};

    return read_all(&r, text);
}

enum status table_read_confidential(const struct table_spec *spec, struct text text,
                                    struct diag_list *diags, table_row_fn take, void *context,
                                    struct table_counts *counts)
{
    struct reader r = {.spec = spec,
                       .diags = diags,
                       .take = take,
                       .context = context,
                       .counts = counts,
                       .confidential = true};

    return read_all(&r, text);
}
