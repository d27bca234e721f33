/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/sheet.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/encoding.h"
#include "ingest/table/input.h"
#include "ingest/table/utf16.h"

static const struct diag_subject nobody = {0};
enum { SEPARATOR_LINES = 20 };

struct source_pos sheet_pos(const struct sheet *sheet, uint32_t row, uint32_t column)
{
    return (struct source_pos){sheet->place, row, column};
}

static enum status add_cell(struct sheet *sheet, struct arena *arena, struct cell cell)
{
    if (sheet->cells.count >= LIMIT_IMPORT_CELLS)
        return STATUS_RANGE;
    cell.text.at = arena_copy(arena, cell.text.at, cell.text.length);
    return cell.text.at == NULL ? STATUS_MEMORY : VECTOR_PUSH(&sheet->cells, cell);
}

static enum status too_large(struct diag_list *diags, const char *file)
{
    diag_add(diags, FINDING_IMPORT_LARGE, (struct source_pos){file, 0, 0}, nobody, NULL, NULL,
             NULL);
    return STATUS_INVALID;
}

/* ---- CSV ---- */

struct splitting {
    struct sheet *sheet;
    struct arena *arena;
    uint32_t line, inside, column;
    bool after_cr;
    enum status status;
};

static uint32_t line_ends(const char *at, size_t length)
{
    uint32_t ends = 0;

    for (size_t i = 0; i < length; i++)
        ends += at[i] == '\n' || (at[i] == '\r' && (i + 1 == length || at[i + 1] != '\n'));
    return ends;
}

static void on_field(void *data, size_t length, void *context)
{
    struct splitting *s = context;
    struct cell cell = {
        .row = s->line, .column = ++s->column, .kind = WORKBOOK_TEXT, .text = {data, length}};

    s->after_cr = false;
    if (s->status == STATUS_OK && length > 0)
        s->status = add_cell(s->sheet, s->arena, cell);
    s->inside += data == NULL ? 0 : line_ends(data, length);
}

static void on_record(int terminator, void *context)
{
    struct splitting *s = context;

    if (s->after_cr && terminator == '\n' && s->column == 0) { /* the LF of CRLF */
        s->after_cr = false;
        return;
    }
    s->line += s->inside + (terminator != -1);
    s->after_cr = terminator == '\r';
    s->inside = 0;
    s->column = 0;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

enum status sheet_split(struct text text, char separator, uint32_t first_line, struct arena *arena,
                        struct diag_list *diags, struct sheet *sheet)
{
    struct csv_parser parser;
    struct splitting s = {.sheet = sheet, .arena = arena, .line = first_line};
    enum finding finding = FINDING_QUOTE_STRAY;

    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return STATUS_MEMORY;
    csv_set_delim(&parser, (unsigned char)separator);
    csv_set_space_func(&parser, no_space);
    bool fine = csv_parse(&parser, text.at, text.length, on_field, on_record, &s) == text.length;
    bool memory = !fine && csv_error(&parser) != CSV_EPARSE;
    if (fine && csv_fini(&parser, on_field, on_record, &s) != 0) {
        fine = false;
        finding = FINDING_QUOTE_OPEN;
    }
    csv_free(&parser);
    if (memory || s.status == STATUS_MEMORY)
        return STATUS_MEMORY;
    if (s.status == STATUS_RANGE)
        return too_large(diags, sheet->place);
    if (fine)
        return STATUS_OK;
    diag_add(diags, finding, sheet_pos(sheet, s.line + s.inside, 0), nobody, NULL, NULL, NULL);
    return STATUS_INVALID;
}

static const char marks[] = {';', '\t', ',', '|'};

/* Counts the marks of a line, outside quotes; returns the bytes of the line with its end. */
static size_t count_marks(struct text text, uint32_t counts[sizeof marks])
{
    bool quoted = false;
    size_t i = 0;

    for (; i < text.length; i++) {
        if (text.at[i] == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (text.at[i] == '\n' || text.at[i] == '\r')
            return i + 1;
        for (size_t m = 0; m < sizeof marks; m++)
            counts[m] += text.at[i] == marks[m];
    }
    return i;
}

/* The mark that the first line with two of one kind has most of: a table has three columns or more,
 * and a title above it may hold a comma. Without such a line: the first one with any. */
static char find_separator(struct text text)
{
    char found = '\0';

    for (uint32_t line = 0; line < SEPARATOR_LINES && text.length > 0; line++) {
        uint32_t counts[sizeof marks] = {0};
        size_t best = 0;
        size_t used = count_marks(text, counts);
        text = (struct text){text.at + used, text.length - used};
        for (size_t m = 1; m < sizeof marks; m++)
            if (counts[m] > counts[best])
                best = m;
        if (counts[best] >= 2)
            return marks[best];
        if (counts[best] > 0 && found == '\0')
            found = marks[best];
    }
    return found == '\0' ? ';' : found;
}

/* "sep=;" above the header: how Excel is told, and tells, the separator. */
static bool take_separator_line(struct text *text, struct sheet *sheet)
{
    const char *at = text->at;

    if (text->length < 5 || strncasecmp(at, "sep=", 4) != 0 ||
        (text->length > 5 && at[5] != '\n' && at[5] != '\r'))
        return false;
    sheet->separator = at[4];
    size_t used = 5;
    if (used < text->length && at[used] == '\r')
        used++;
    if (used < text->length && at[used] == '\n')
        used++;
    *text = (struct text){at + used, text->length - used};
    return true;
}

static enum status from_utf16(struct text raw, bool big_endian, struct arena *arena,
                              struct text *out)
{
    const unsigned char *p = (const unsigned char *)raw.at + 2;
    size_t left = raw.length - 2;
    char *to = arena_alloc(arena, raw.length * 2);
    size_t length = 0;

    if (to == NULL)
        return STATUS_MEMORY;
    while (left > 0) {
        uint32_t c = 0;
        size_t used = utf16_character(big_endian, p, left, &c);
        if (used == 0 || used == SIZE_MAX)
            return STATUS_SYNTAX;
        length += encoding_put_utf8(c, to + length);
        p += used;
        left -= used;
    }
    *out = (struct text){to, length};
    return STATUS_OK;
}

/* UTF-8 where it is valid; Windows-1252 where it is not, and every byte exists there. */
static enum status decode(const struct input *input, struct sheet *sheet, struct arena *arena,
                          struct diag_list *diags, struct text *out)
{
    struct text raw = {input->bytes, input->size};
    char *owned = NULL;

    if (raw.length >= 2 &&
        (memcmp(raw.at, "\xff\xfe", 2) == 0 || memcmp(raw.at, "\xfe\xff", 2) == 0)) {
        sheet->encoding = "UTF-16";
        enum status status = from_utf16(raw, raw.at[0] == '\xfe', arena, out);
        if (status != STATUS_SYNTAX)
            return status;
        diag_add(diags, FINDING_BBC_DAMAGED, sheet_pos(sheet, 0, 0), nobody, "UTF-16", NULL, NULL);
        return STATUS_INVALID;
    }
    bool utf8 = text_utf8_error(raw.at, raw.length) == raw.length;
    for (size_t i = 0; i < raw.length && sheet->encoding == NULL; i++)
        if ((unsigned char)raw.at[i] >= 0x80)
            sheet->encoding = utf8 ? "UTF-8" : "Windows-1252";
    sheet->mark = raw.length >= 3 && memcmp(raw.at, "\xef\xbb\xbf", 3) == 0;
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);
    enum status status = input_decode(input, ENCODING_UNKNOWN, NULL, diags, out, &owned);
    if (status == STATUS_OK && owned != NULL)
        out->at = arena_copy(arena, out->at, out->length);
    free(owned);
    if (status == STATUS_OK && out->at == NULL)
        return STATUS_MEMORY;
    if (status == STATUS_OK && diag_count_of(diags, SEVERITY_ERROR) > errors)
        return STATUS_INVALID;
    return status;
}

static enum status read_csv(const struct input *input, struct arena *arena, struct diag_list *diags,
                            struct sheets *sheets)
{
    struct sheet sheet = {.file = input->name, .place = input->name};
    struct text text;
    enum status status = decode(input, &sheet, arena, diags, &text);

    if (status != STATUS_OK)
        return status;
    sheet.separator_line = take_separator_line(&text, &sheet);
    if (!sheet.separator_line)
        sheet.separator = find_separator(text);
    status = sheet_split(text, sheet.separator, sheet.separator_line ? 2 : 1, arena, diags, &sheet);
    if (status == STATUS_OK)
        status = VECTOR_PUSH(&sheets->items, sheet);
    if (status != STATUS_OK)
        free(sheet.cells.items);
    return status;
}

/* ---- workbooks ---- */

struct taking {
    struct sheet *sheet;
    struct arena *arena;
};

static enum status take_row(void *context, const struct workbook_row *row)
{
    struct taking *taking = context;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < row->count && status == STATUS_OK; i++)
        status = add_cell(taking->sheet, taking->arena,
                          (struct cell){row->number, row->cells[i].column, row->cells[i].kind,
                                        row->cells[i].text});
    return status;
}

static const char *place_of(struct arena *arena, const char *file, const char *sheet)
{
    size_t size = strlen(file) + strlen(sheet) + 3;
    char *place = arena_alloc(arena, size);

    if (place != NULL)
        snprintf(place, size, "%s:%s!", file, sheet);
    return place;
}

static enum status take_sheet(struct workbook *workbook, uint32_t index, const char *file,
                              struct arena *arena, struct sheets *sheets)
{
    const struct workbook_sheet *shown = workbook_sheet_at(workbook, index);
    struct sheet sheet = {.file = file,
                          .sheet = arena_copy(arena, shown->name, strlen(shown->name)),
                          .place = place_of(arena, file, shown->name),
                          .hidden = shown->hidden};
    struct taking taking = {&sheet, arena};

    if (sheet.sheet == NULL || sheet.place == NULL)
        return STATUS_MEMORY;
    enum status status = workbook_read(workbook, index, take_row, &taking, &sheet.facts);
    if (status == STATUS_OK)
        status = VECTOR_PUSH(&sheets->items, sheet);
    if (status != STATUS_OK)
        free(sheet.cells.items);
    return status;
}

static enum status read_workbook(int fd, const char *name, struct arena *arena,
                                 struct diag_list *diags, struct sheets *sheets, bool *is_one)
{
    struct workbook *workbook;
    enum status status = workbook_open(fd, (struct text){NULL, 0}, name, diags, &workbook);

    *is_one = workbook != NULL;
    for (uint32_t i = 0;
         status == STATUS_OK && workbook != NULL && i < workbook_sheet_count(workbook); i++)
        status = take_sheet(workbook, i, name, arena, sheets);
    workbook_free(workbook);
    return status;
}

enum status sheets_read(int folder_fd, const char *path, const char *name, struct arena *arena,
                        struct diag_list *diags, struct sheets *sheets)
{
    struct input input;
    char first[4];
    bool is_one = false;
    int fd = openat(folder_fd, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    enum status status = STATUS_OK;

    if (fd >= 0 && pread(fd, first, sizeof first, 0) == (ssize_t)sizeof first &&
        workbook_is_zip(first, sizeof first))
        status = read_workbook(fd, name, arena, diags, sheets, &is_one);
    if (fd < 0)
        return STATUS_IO;
    int saved = errno;
    close(fd);
    errno = saved;
    if (status != STATUS_OK || is_one)
        return status;
    status = input_read(folder_fd, path, true, diags, &input);
    input.name = name;
    if (status == STATUS_OK && input.size == 0)
        diag_add(diags, FINDING_IMPORT_EMPTY, (struct source_pos){name, 0, 0}, nobody, NULL, NULL,
                 NULL);
    else if (status == STATUS_OK)
        status = read_csv(&input, arena, diags, sheets);
    input_free(&input);
    return status;
}

void sheets_free(struct sheets *sheets)
{
    for (uint32_t i = 0; i < sheets->items.count; i++)
        free(sheets->items.items[i].cells.items);
    free(sheets->items.items);
    sheets->items.items = NULL;
    sheets->items.count = 0;
}
