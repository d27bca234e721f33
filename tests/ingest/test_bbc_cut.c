/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header and data of an export, cut by the same routine, against libcsv: quoting × line end ×
 * byte order mark × encoding × delimiter × last line end, in each shape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <csv.h>

#include "ingest/bbc/explain.h"
#include "ingest/bbc/head.h"
#include "support/folder.h"
#include "support/found.h"

enum { ROWS = 6, CELLS = 7, TEXT_BYTES = 4096 };

/* The last column matters most: it stands at the line end. Cells hold what must be quoted. */
static const struct shape {
    const char *profile;
    const char *code, *kind; /* declared, or NULL */
    size_t header;           /* the row of it */
    const char *cells[ROWS][CELLS];
    const char *rows; /* accepted: NIS, year, action, amount */
} shapes[] = {
    {"bbc-acties-lang",
     NULL,
     NULL,
     0,
     {{"NIS-code", "Bestuur", "Actie totaaloverzicht", "Type rapport", "Boekjaar",
       "Externe rapporteringscode", "Uitgave"},
      {"12025", "Mechelen", "Code: A1\nKorte omschrijving: \"samen\"; en meer", "JR", "2024",
       "ABB-SLV", "1.234,56"},
      {"11002", "a,b;c\td|e", "Code: A2", "JR", "2023", "ABB-SLV", "7,00"},
      {"11002", "", "Code: A3", "JR", "2023", "", "8,00"}},
     "12025 2024 A1 1.234,56\n11002 2023 A2 7,00\n"},
    {"bbc-acties-lang", /* a key stands at the line end */
     NULL,
     NULL,
     0,
     {{"Uitgave", "NIS-code", "Bestuur", "Actie totaaloverzicht", "Type rapport", "Boekjaar",
       "Externe rapporteringscode"},
      {"1,00", "12025", "", "Code: A1", "JR", "2024", "ABB-SLV"},
      {"2,00", "12025", "", "Code: A2", "JR", "2024", "ABB-SAMENLEVEN"},
      {"4,00", "12025", "", "Code: A3", "JR", "2024", ""}},
     "12025 2024 A1 1,00\n12025 2024 A2 2,00\n"},
    {"bbc-acties-breed",
     "ABB-SLV",
     "JR",
     0,
     {{"NIS-code", "Bestuur", "Actie totaaloverzicht", "2022,Uitgave", "2023,Uitgave",
       "2024,Uitgave"},
      {"12025", "Mechelen", "Code: AC1", "1,00", "2,00", "5.000,00"},
      {"11002", "Antwerpen; \"stad\"", "Code: AC2", "", "-2,00", "3,00"}},
     "12025 2022 AC1 1,00\n12025 2023 AC1 2,00\n12025 2024 AC1 5.000,00\n"
     "11002 2023 AC2 -2,00\n11002 2024 AC2 3,00\n"},
    {"bbc-matrix-rek",
     "ABB-SLV",
     NULL,
     4,
     {{"Alg. rekening", "", "6130", "6200 Bezoldigingen; \"personeel\", en\tmeer"},
      {"Boekjaar", "", "2023", "2024"},
      {"Rapportjaar", "", "2023", "2024"},
      {"Type rapport", "", "JR", "JR"},
      {"NIS-code", "Bestuur", "Uitgave", "Uitgave"},
      {"12025", "Mechelen", "1.000,00", "30.000,00"}},
     "12025 2023 6130 1.000,00\n"
     "12025 2024 6200 Bezoldigingen; \"personeel\", en\tmeer 30.000,00\n"},
};

/* ---- an export in some form ---- */

enum quoting { QUOTE_NEEDED, QUOTE_ALL, QUOTE_LAST, QUOTE_FIRST, QUOTE_HEAD, QUOTE_DATA, QUOTINGS };

static const char *const ends[][2] = {/* of the header and what is above it, of the data */
                                      {"\n", "\n"},
                                      {"\r\n", "\r\n"},
                                      {"\r\n", "\n"},
                                      {"\n", "\r\n"},
                                      {"\r", "\r"}};

enum { ENDS = sizeof ends / sizeof *ends };

static const char delimiters[] = {';', ',', '\t', '|'};

struct form {
    const struct shape *shape;
    enum quoting quoting;
    size_t end;
    char delimiter;
    enum profile_encoding encoding;
    bool mark, last_end;
};

struct content {
    char bytes[TEXT_BYTES];
    size_t size;
};

static void put(struct content *content, const char *text)
{
    size_t length = strlen(text);

    assert_true(content->size + length < sizeof content->bytes);
    memcpy(content->bytes + content->size, text, length);
    content->size += length;
}

static size_t cells_of(const struct shape *shape, size_t row)
{
    size_t count = CELLS;

    while (count > 0 && shape->cells[row][count - 1] == NULL)
        count--;
    return count;
}

static bool is_quoted(const struct form *form, size_t row, size_t cell, const char *text)
{
    const char special[] = {'"', '\n', '\r', form->delimiter, '\0'};
    bool head = row <= form->shape->header;
    bool wanted[QUOTINGS] = {
        [QUOTE_ALL] = true,        [QUOTE_LAST] = cell + 1 == cells_of(form->shape, row),
        [QUOTE_FIRST] = cell == 0, [QUOTE_HEAD] = head,
        [QUOTE_DATA] = !head,
    };

    return wanted[form->quoting] || strpbrk(text, special) != NULL;
}

static void put_cell(struct content *content, const char *text, bool quoted)
{
    put(content, quoted ? "\"" : "");
    for (; *text != '\0'; text++)
        put(content, (const char[]){*text, *text == '"' ? '"' : '\0', '\0'});
    put(content, quoted ? "\"" : "");
}

static void write_form(const struct form *form, struct content *content)
{
    const struct shape *shape = form->shape;
    const char delimiter[] = {form->delimiter, '\0'};

    content->size = 0;
    for (size_t row = 0; row < ROWS && cells_of(shape, row) > 0; row++) {
        bool last = row + 1 == ROWS || cells_of(shape, row + 1) == 0;
        for (size_t i = 0; i < cells_of(shape, row); i++) {
            const char *text = shape->cells[row][i];
            put(content, i == 0 ? "" : delimiter);
            put_cell(content, text, is_quoted(form, row, i, text));
        }
        if (!last || form->last_end)
            put(content, ends[form->end][row > shape->header]);
    }
}

/* The same in the encoding of the form, with its mark. */
static void encode(const struct form *form, struct content *content)
{
    struct content plain = *content;
    bool wide = form->encoding == PROFILE_UTF16LE || form->encoding == PROFILE_UTF16BE;
    bool big = form->encoding == PROFILE_UTF16BE;

    content->size = 0;
    if (form->mark)
        put(content, !wide ? "\xef\xbb\xbf" : big ? "\xfe\xff" : "\xff\xfe");
    for (size_t i = 0; i < plain.size; i++) {
        assert_true(content->size + 2 < sizeof content->bytes);
        if (wide && big)
            content->bytes[content->size++] = '\0';
        content->bytes[content->size++] = plain.bytes[i];
        if (wide && !big)
            content->bytes[content->size++] = '\0';
    }
}

/* ---- libcsv ---- */

struct cells { /* every record as "[cell][cell]\n" */
    FILE *stream;
};

static void take_cell(void *at, size_t length, void *context)
{
    struct cells *cells = context;

    fprintf(cells->stream, "[%.*s]", (int)length, (const char *)at);
}

static void take_end(int c, void *context)
{
    struct cells *cells = context;

    if (c != -1)
        fputc('\n', cells->stream);
}

static int is_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static char *by_libcsv(const struct form *form, const struct content *content)
{
    struct cells cells;
    struct csv_parser parser;
    char *text = NULL;
    size_t length = 0;

    cells.stream = open_memstream(&text, &length);
    assert_non_null(cells.stream);
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    csv_set_delim(&parser, (unsigned char)form->delimiter);
    csv_set_space_func(&parser, is_no_space);
    assert_int_equal(csv_parse(&parser, content->bytes, content->size, take_cell, take_end, &cells),
                     content->size);
    assert_int_equal(csv_fini(&parser, take_cell, take_end, &cells), 0);
    if (!form->last_end)
        fputc('\n', cells.stream);
    csv_free(&parser);
    assert_int_equal(fclose(cells.stream), 0);
    return text;
}

/* ---- saldo ---- */

struct reader {
    struct arena *arena;
    struct diag_list *diags;
    struct profile profile;
    struct bbc_options options;
    FILE *rows; /* what was accepted */
};

static enum status write_nothing(void *context, const char *at, size_t length)
{
    (void)context;
    (void)at;
    (void)length;
    return STATUS_OK;
}

static void reader_open(struct reader *reader, const struct form *form)
{
    const struct embedded_file *builtin = profile_builtin_find(form->shape->profile);
    const struct profile *profile = NULL;

    reader->arena = arena_new();
    reader->diags = diag_list_new();
    assert_int_equal(profile_load(builtin->file, builtin->bytes, builtin->size, reader->arena,
                                  reader->diags, &profile),
                     STATUS_OK);
    reader->profile = *profile;
    reader->profile.delimiter = form->delimiter;
    reader->profile.encoding = form->encoding;
    reader->options = (struct bbc_options){
        .profile = &reader->profile,
        .threads = 1,
        .language = LANGUAGE_EN,
        .level = scan_best_level(),
        .chunk_bytes = form->quoting % 2 == 0 ? 0 : 1,
        .declared = {[ROLE_CODE] = form->shape->code, [ROLE_KIND] = form->shape->kind},
        .write_rejected = write_nothing,
        .write_origin = write_nothing,
    };
}

static void reader_close(struct reader *reader)
{
    diag_list_free(reader->diags);
    arena_free(reader->arena);
}

/* The cells of the header and of every record behind it, as they are cut. */
static char *by_saldo(const struct reader *reader, const char *path, size_t skip)
{
    struct bbc_source *source = calloc(1, sizeof *source);
    struct splitter splitter = {0};
    struct split_chunk chunk = {0};
    struct bbc_layout layout;
    struct bbc_cells cells;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    struct bbc_head head = {&reader->options, source,       &splitter, reader->arena,
                            reader->diags,    "export.csv", 0};

    assert_int_equal(bbc_head_read(&head, path, &layout), STATUS_OK);
    for (size_t i = 0; i < skip; i++) /* libcsv gives the metadata; here they are not kept */
        fputs("metadata\n", stream);
    for (uint32_t i = 0; i < layout.width; i++)
        fprintf(stream, "[%s]", layout.headers[i]);
    fputc('\n', stream);
    for (;;) {
        assert_int_equal(splitter_next(&splitter, 1, &chunk), STATUS_OK);
        if (chunk.kind == SPLIT_END)
            break;
        assert_int_equal(chunk.kind, SPLIT_RECORDS);
        assert_int_equal(bbc_cells_read(&reader->options, &chunk, reader->arena, &cells),
                         STATUS_OK);
        for (uint32_t i = 0; i < cells.count; i++)
            fprintf(stream, "[%s]", cells.at[i]);
        fputc('\n', stream);
    }
    assert_int_equal(fclose(stream), 0);
    split_chunk_free(&chunk);
    splitter_close(&splitter);
    bbc_source_close(source);
    free(source);
    return text;
}

/* What libcsv says of the rows above the header is not compared cell by cell. */
static void drop_metadata(char *text, size_t rows)
{
    char *from = text;
    char *copy = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&copy, &length);

    for (size_t i = 0; i < rows; i++) {
        from = strchr(from, '\n') + 1;
        fputs("metadata\n", stream);
    }
    fputs(from, stream);
    assert_int_equal(fclose(stream), 0);
    assert_true(length <= strlen(text) + rows * sizeof "metadata");
    memcpy(text, copy, length + 1);
    free(copy);
}

static enum status take_spending(void *context, const struct bbc_spending *row)
{
    struct reader *reader = context;
    char amount[MONEY_TEXT_BYTES];

    text_format_money((struct money){row->cents}, amount);
    fprintf(reader->rows, "%s %u %s %s\n", row->nis, row->year, row->action, amount);
    return STATUS_OK;
}

static int compare_lines(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Lines in the order of their bytes. */
static char *sorted(const char *text)
{
    char *copy = strdup(text);
    char *lines[64];
    size_t count = 0;
    char *out = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&out, &length);

    assert_non_null(stream);
    for (char *line = copy; *line != '\0'; count++) {
        lines[count] = line;
        line += strcspn(line, "\n");
        *line++ = '\0';
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++)
        fprintf(stream, "%s\n", lines[i]);
    assert_int_equal(fclose(stream), 0);
    free(copy);
    return out;
}

/* What counts, in any form the same. */
static char *accepted(struct reader *reader, const char *path)
{
    struct bbc_run *run = bbc_run_new(&reader->options, reader->diags);
    struct bbc_result result;
    char *text = NULL;
    size_t length = 0;
    bool again = false;

    reader->rows = open_memstream(&text, &length);
    assert_int_equal(bbc_run_file(run, path), STATUS_OK);
    assert_int_equal(bbc_run_settle(run, &again), STATUS_OK);
    assert_int_equal(bbc_run_finish(run, &result), STATUS_OK);
    assert_int_equal(result.rejected.count, 0);
    assert_int_equal(bbc_run_spending(run, take_spending, reader), STATUS_OK);
    assert_int_equal(fclose(reader->rows), 0);
    bbc_run_free(run);
    return text;
}

/* A LF inside a cell is no line of an export whose lines end with CR. */
static void hide_lines(char *text)
{
    while ((text = strstr(text, "\nline ")) != NULL)
        for (text += strlen("\nline "); *text >= '0' && *text <= '9'; text++)
            *text = '?';
}

static char *explained(const struct reader *reader, const char *path)
{
    struct bbc_buffer out = {0};

    assert_int_equal(bbc_explain(&reader->options, path, reader->diags, &out), STATUS_OK);
    char *text = strndup(out.at, out.length);
    bbc_buffer_free(&out);
    hide_lines(text);
    return text;
}

/* ---- the comparison ---- */

static void describe(const struct form *form)
{
    print_message("%s, quoting %d, end %zu, delimiter '%c', encoding %d, mark %d, last end %d\n",
                  form->shape->profile, form->quoting, form->end, form->delimiter, form->encoding,
                  form->mark, form->last_end);
}

static void assert_same(const struct form *form, const char *expected, char *found)
{
    if (strcmp(expected, found) != 0)
        describe(form);
    assert_string_equal(expected, found);
    free(found);
}

static void check_form(const struct folder *folder, const struct form *form, char **explanation)
{
    struct content content;
    struct reader reader;
    const char *path = folder_path(folder, "export.csv");

    write_form(form, &content);
    char *cells = by_libcsv(form, &content);
    char *counts = sorted(form->shape->rows);
    encode(form, &content);
    folder_write(folder, "export.csv", content.bytes, content.size);
    reader_open(&reader, form);
    cells = realloc(cells, strlen(cells) + ROWS * sizeof "metadata");
    drop_metadata(cells, form->shape->header);
    assert_same(form, cells, by_saldo(&reader, path, form->shape->header));
    char *found = accepted(&reader, path);
    assert_same(form, counts, sorted(found));
    if (form->delimiter == ';') {
        char *said = explained(&reader, path);
        if (*explanation == NULL)
            *explanation = strdup(said);
        assert_same(form, *explanation, said);
    }
    reader_close(&reader);
    free(found);
    free(counts);
    free(cells);
}

static void check_encodings(const struct folder *folder, struct form form, char **explanation)
{
    static const struct {
        enum profile_encoding encoding;
        bool mark;
    } encodings[] = {{PROFILE_UTF8, false},         {PROFILE_UTF8, true},
                     {PROFILE_WINDOWS_1252, false}, {PROFILE_UTF16LE, true},
                     {PROFILE_UTF16LE, false},      {PROFILE_UTF16BE, true}};

    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        form.encoding = encodings[i].encoding;
        form.mark = encodings[i].mark;
        form.last_end = i != 0;
        check_form(folder, &form, explanation);
    }
    form.encoding = PROFILE_UTF8;
    form.mark = false;
    form.last_end = true;
    check_form(folder, &form, explanation);
}

static void check_shape(const struct shape *shape)
{
    struct form form = {.shape = shape};
    struct folder folder;
    char *explanation = NULL;

    folder_new(&folder);
    for (form.quoting = QUOTE_NEEDED; form.quoting < QUOTINGS; form.quoting++)
        for (form.end = 0; form.end < ENDS; form.end++)
            for (size_t i = 0; i < sizeof delimiters; i++) {
                form.delimiter = delimiters[i];
                check_encodings(&folder, form, &explanation);
            }
    free(explanation);
    folder_remove(&folder);
}

static void long_exports(void **state)
{
    (void)state;
    check_shape(&shapes[0]);
}

static void a_key_at_the_line_end(void **state)
{
    (void)state;
    check_shape(&shapes[1]);
}

static void wide_exports(void **state)
{
    (void)state;
    check_shape(&shapes[2]);
}

static void matrix_exports(void **state)
{
    (void)state;
    check_shape(&shapes[3]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_exports),
        cmocka_unit_test(a_key_at_the_line_end),
        cmocka_unit_test(wide_exports),
        cmocka_unit_test(matrix_exports),
    };

    return cmocka_run_group_tests_name("ingest/bbc_cut", tests, NULL, NULL);
}
