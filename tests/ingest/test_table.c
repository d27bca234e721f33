/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The traps that libcsv leaves, each with its rows, physical lines and findings. */
#include "ingest/table/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/found.h"
#include "support/rows.h"

static const char *const columns[] = {"a", "b"};
static const struct table_spec spec = {"t.csv", columns, 2, false, false, NULL};

/* rows: line of the row, and of each field its text and physical line: "2 x@2 y@2; …". */
static const struct reading {
    const char *name;
    const char *text;
    enum status status;
    const char *rows;
    const char *findings;
    uint32_t read, rejected, blank;
} readings[] = {
    {"LF", "a;b\nx;y\n", STATUS_OK, "2 x@2 y@2", "", 1, 0, 0},
    {"no line end at the end", "a;b\nx;y", STATUS_OK, "2 x@2 y@2", "", 1, 0, 0},
    {"CRLF", "a;b\r\nx;y\r\n1;2\r\n", STATUS_OK, "2 x@2 y@2; 3 1@3 2@3", "", 2, 0, 0},
    {"CRLF without the last LF", "a;b\r\nx;y\r", STATUS_OK, "2 x@2 y@2", "2:0 REGELEINDE-CR", 1, 0,
     0},
    {"columns in another order", "b;a\nx;y\n", STATUS_OK, "2 y@2 x@2", "", 1, 0, 0},
    {"header only", "a;b\n", STATUS_OK, "", "", 0, 0, 0},
    {"blank lines", "\na;b\n\nx;y\n\n\n", STATUS_OK, "4 x@4 y@4",
     "1:0 RIJ-LEEG; 3:0 RIJ-LEEG; 5:0 RIJ-LEEG; 6:0 RIJ-LEEG", 1, 0, 4},
    {"blank lines of CRLF", "a;b\r\n\r\nx;y\r\n\r\n", STATUS_OK, "3 x@3 y@3",
     "2:0 RIJ-LEEG; 4:0 RIJ-LEEG", 1, 0, 2},
    {"lone CR", "a;b\rx;y\r1;2\n", STATUS_OK, "2 x@2 y@2; 3 1@3 2@3",
     "1:0 REGELEINDE-CR; 2:0 REGELEINDE-CR", 2, 0, 0},
    {"CR CR LF", "a;b\r\r\nx;y\n", STATUS_OK, "3 x@3 y@3", "1:0 REGELEINDE-CR; 2:0 RIJ-LEEG", 1, 0,
     1},
    {"LF CR", "a;b\n\rx;y\n", STATUS_OK, "3 x@3 y@3", "2:0 RIJ-LEEG; 2:0 REGELEINDE-CR", 1, 0, 1},
    {"blanks are kept", "a;b\n x ;\ty\t\n", STATUS_OK, "2  x @2 \ty\t@2", "", 1, 0, 0},
    {"blanks in quotes are kept", "a;b\n\" x \";\" \"\n", STATUS_OK, "2  x @2  @2", "", 1, 0, 0},
    {"blank before a quote", "a;b\n \"x\";y\n", STATUS_INVALID, "", "2:0 AANHALING-FOUT", 0, 0, 0},
    {"blank after a quote", "a;b\n\"x\" ;y\n", STATUS_INVALID, "", "2:0 AANHALING-FOUT", 0, 0, 0},
    {"empty fields", ";\n;\n", STATUS_INVALID, "",
     "1:1 KOLOM-ZONDER-NAAM; 1:2 KOLOM-ZONDER-NAAM; 1:0 KOLOM-ONTBREEKT; 1:0 KOLOM-ONTBREEKT", 0, 0,
     0},
    {"a separator too many", "a;b;\nx;y;\n", STATUS_OK, "2 x@2 y@2", "1:3 KOLOM-ZONDER-NAAM", 1, 0,
     0},
    {"a separator too many in the header only", "a;b;\nx;y\n1;2\n", STATUS_INVALID, "",
     "1:3 KOLOM-ZONDER-NAAM; 1:0 KOPREGEL-BREEDTE", 2, 2, 0},
    {"a header too short", "a;b\nx;y;\n\n1;2;\n", STATUS_INVALID, "",
     "3:0 RIJ-LEEG; 1:0 KOPREGEL-BREEDTE", 2, 2, 1},
    {"rows of several widths", "a;b\nx;y;z\n1\n", STATUS_OK, "", "2:0 RIJ-TE-LANG; 3:0 RIJ-TE-KORT",
     2, 2, 0},
    {"odd rows above one that fits", "a;b\nx\ny\n1;2\nz\n", STATUS_OK, "4 1@4 2@4",
     "2:0 RIJ-TE-KORT; 3:0 RIJ-TE-KORT; 5:0 RIJ-TE-KORT", 4, 3, 0},
    {"one odd row alone", "a;b\nx\n", STATUS_OK, "", "2:0 RIJ-TE-KORT", 1, 1, 0},
    {"empty fields in a row", "a;b\n;\n\"\";\"\"\n", STATUS_OK, "2 @2 @2; 3 @3 @3", "", 2, 0, 0},
    {"separator and quote in quotes", "a;b\n\"x;\"\"y\"\"\";z\n", STATUS_OK, "2 x;\"y\"@2 z@2", "",
     1, 0, 0},
    {"a comma does not separate", "a;b\nx,1;y\n", STATUS_OK, "2 x,1@2 y@2", "", 1, 0, 0},
    {"field over lines", "a;b\n\"1\n2\n3\";y\nx;\"1\n2\"\nx;y\n", STATUS_OK,
     "2 1\n2\n3@2 y@4; 5 x@5 1\n2@5; 7 x@7 y@7", "", 3, 0, 0},
    {"field over lines of CRLF", "a;b\r\n\"1\r\n2\";y\r\nx;y\r\n", STATUS_OK,
     "2 1\r\n2@2 y@3; 4 x@4 y@4", "", 2, 0, 0},
    {"field over lines of CR", "a;b\n\"1\r2\";\"\r\"\nx;y\n", STATUS_OK, "2 1\r2@2 \r@3; 5 x@5 y@5",
     "", 2, 0, 0},
    {"header over lines", "a;b;\"c\nd\"\nx;y;z\n", STATUS_OK, "3 x@3 y@3", "1:3 KOLOM-ONBEKEND", 1,
     0, 0},
    {"quote never closed", "a;b\nx;y\n\"x;y\n1;2\n", STATUS_INVALID, "2 x@2 y@2",
     "3:0 AANHALING-OPEN", 1, 0, 0},
    {"quote never closed, second field", "a;b\n\"1\n2\";\"y\n", STATUS_INVALID, "",
     "3:0 AANHALING-OPEN", 0, 0, 0},
    {"quote never closed after a CR", "a;b\r\"x", STATUS_INVALID, "",
     "1:0 REGELEINDE-CR; 2:0 AANHALING-OPEN", 0, 0, 0},
    {"quote in a field", "a;b\nx\"y;z\n", STATUS_INVALID, "", "2:0 AANHALING-FOUT", 0, 0, 0},
    {"quote in a field after a CR", "a;b\rx\"y;z\n", STATUS_INVALID, "",
     "1:0 REGELEINDE-CR; 2:0 AANHALING-FOUT", 0, 0, 0},
    {"text behind a quote", "a;b\n\"x\"y;z\n", STATUS_INVALID, "", "2:0 AANHALING-FOUT", 0, 0, 0},
    {"quote in the header", "a\"\"b;c\n", STATUS_INVALID, "", "1:0 AANHALING-FOUT", 0, 0, 0},
    {"closing quote is the end", "a;b\nx;\"y\"", STATUS_OK, "2 x@2 y@2", "", 1, 0, 0},
    {"row short", "a;b\nx\n1;2\n", STATUS_OK, "3 1@3 2@3", "2:0 RIJ-TE-KORT", 2, 1, 0},
    {"row long", "a;b\nx;y;z\n1;2\n", STATUS_OK, "3 1@3 2@3", "2:0 RIJ-TE-LANG", 2, 1, 0},
    {"a blank is a field", "a;b\n \n", STATUS_OK, "", "2:0 RIJ-TE-KORT", 1, 1, 0},
    {"column twice", "a;b;a\nx;y;z\n", STATUS_INVALID, "", "1:3 KOLOM-DUBBEL", 0, 0, 0},
    {"unknown column twice", "a;b;c;c\nx;y;z;z\n", STATUS_INVALID, "",
     "1:3 KOLOM-ONBEKEND; 1:4 KOLOM-DUBBEL", 0, 0, 0},
    {"unknown column", "c;a;b\n1;x;y\n", STATUS_OK, "2 x@2 y@2", "1:1 KOLOM-ONBEKEND", 1, 0, 0},
    {"column in capitals", "A;b\nx;y\n", STATUS_INVALID, "",
     "1:1 KOLOM-ONBEKEND; 1:0 KOLOM-ONTBREEKT", 0, 0, 0},
    {"column missing", "a\nx\n", STATUS_INVALID, "", "1:0 KOLOM-ONTBREEKT", 0, 0, 0},
    {"nothing", "", STATUS_INVALID, "", "0:0 BESTAND-LEEG", 0, 0, 0},
    {"blank lines only", "\n\n", STATUS_INVALID, "", "1:0 RIJ-LEEG; 2:0 RIJ-LEEG; 0:0 BESTAND-LEEG",
     0, 0, 2},
};

static enum status take(void *context, const struct table_row *row)
{
    FILE *out = context;

    fprintf(out, "%s%u", ftell(out) > 0 ? "; " : "", row->line);
    for (uint32_t i = 0; i < row->spec->column_count; i++)
        fprintf(out, " %.*s@%u", (int)row->fields[i].length, row->fields[i].at,
                row->field_lines[i]);
    return STATUS_OK;
}

static void check(const struct reading *row, struct text text)
{
    struct diag_list *diags = diag_list_new();
    struct table_counts counts;
    char *rows = NULL;
    size_t size;
    FILE *out = open_memstream(&rows, &size);

    assert_non_null(diags);
    assert_non_null(out);
    assert_int_equal(table_read(&spec, text, diags, take, out, &counts), row->status);
    fclose(out);
    char *findings = found_text(diags);
    assert_string_equal(findings, row->findings);
    assert_string_equal(rows, row->rows);
    assert_int_equal(counts.read, row->read);
    assert_int_equal(counts.rejected, row->rejected);
    assert_int_equal(counts.blank, row->blank);
    free(findings);
    free(rows);
    diag_list_free(diags);
}

/* In memory of exactly its size, so that a sanitizer sees a byte read too many. */
static void test_reading(void **state)
{
    const struct reading *row = *state;
    size_t length = strlen(row->text);
    char *exact = malloc(length == 0 ? 1 : length);

    assert_non_null(exact);
    memcpy(exact, row->text, length);
    check(row, (struct text){exact, length});
    free(exact);
}

static void test_nul_is_kept(void **state)
{
    static const char text[] = "a;b\nx\0z;y\n";
    static const struct reading row = {"", "", STATUS_OK, "2 x@2 y@2", "", 1, 0, 0};

    (void)state;
    check(&row, (struct text){text, sizeof text - 1}); /* printing ends at the NUL, the field not */
}

/* Records, fields and line ends that fall on the edge of what is parsed at a time (65536). */
static void test_edges(void **state)
{
    enum { CHUNK = 1 << 16 };
    (void)state;
    for (size_t before = CHUNK - 12; before < CHUNK + 4; before++) {
        char *text = malloc(before + 32);
        char rows[64];
        assert_non_null(text);
        memcpy(text, "a;b\n\"", 5);
        memset(text + 5, 'x', before - 5);
        size_t length = before;
        memcpy(text + length, "\";y\r\n\"1\n2\";z\r\n", 15);
        length += 14;
        struct diag_list *diags = diag_list_new();
        struct table_counts counts;
        FILE *out = fmemopen(NULL, (size_t)2 * CHUNK, "w+");
        assert_non_null(diags);
        assert_non_null(out);
        assert_int_equal(table_read(&spec, (struct text){text, length}, diags, take, out, &counts),
                         STATUS_OK);
        assert_int_equal(counts.read, 2);
        assert_int_equal(diag_count(diags), 0);
        assert_int_equal(fseek(out, (long)before - 5 + 8, SEEK_SET), 0);
        size_t got = fread(rows, 1, sizeof rows - 1, out);
        rows[got] = '\0';
        assert_non_null(strstr(rows, "; 3 1\n2@3 z@4"));
        fclose(out);
        diag_list_free(diags);
        free(text);
    }
}

static size_t make_header(char *text, uint32_t count)
{
    size_t length = 0;

    for (uint32_t i = 0; i < count; i++)
        length += (size_t)snprintf(text + length, 8, "%sk%u", i == 0 ? "" : ";", i);
    text[length++] = '\n';
    return length;
}

static enum status read_wide(uint32_t count, const char *first, const char *second,
                             struct diag_list *diags)
{
    const char *const wide_columns[] = {first, second};
    const struct table_spec wide = {"t.csv", wide_columns, 2, false, false, NULL};
    struct table_counts counts;
    char text[8 * 80];
    char *rows = NULL;
    size_t size;
    FILE *out = open_memstream(&rows, &size);

    assert_non_null(out);
    enum status status =
        table_read(&wide, (struct text){text, make_header(text, count)}, diags, take, out, &counts);
    fclose(out);
    free(rows);
    return status;
}

static void test_columns(void **state)
{
    char sentence[DIAG_TEXT_BYTES];
    struct diag_list *diags = diag_list_new();

    (void)state;
    assert_non_null(diags);
    assert_int_equal(read_wide(LIMIT_COLUMNS, "k0", "k63", diags), STATUS_OK);
    assert_int_equal(diag_count_of(diags, SEVERITY_ERROR), 0);
    diag_list_free(diags);
    diags = diag_list_new();
    assert_non_null(diags);
    assert_int_equal(read_wide(LIMIT_COLUMNS + 1, "k0", "k63", diags), STATUS_INVALID);
    assert_int_equal(diag_count_of(diags, SEVERITY_ERROR), 1);
    assert_string_equal(found_sentence(diags, sentence),
                        "the header has 65 columns; the maximum is 64");
    diag_list_free(diags);
}

static enum status refuse(void *context, const struct table_row *row)
{
    uint32_t *calls = context;

    (void)row;
    ++*calls;
    return STATUS_RANGE;
}

static void test_take_stops(void **state)
{
    static const char text[] = "a;b\n1;2\n3;4\n";
    struct diag_list *diags = diag_list_new();
    struct table_counts counts;
    uint32_t calls = 0;

    (void)state;
    assert_non_null(diags);
    assert_int_equal(
        table_read(&spec, (struct text){text, sizeof text - 1}, diags, refuse, &calls, &counts),
        STATUS_RANGE);
    assert_int_equal(calls, 1);
    diag_list_free(diags);
}

static void test_position(void **state)
{
    const struct text fields[2] = {{"x", 1}, {"y", 1}};
    const uint32_t at[2] = {3, 1};
    const uint32_t lines[2] = {7, 9};
    const struct table_row row = {&spec, fields, at, lines, 7, NULL, false};
    struct source_pos pos = table_pos(&row, 1);

    (void)state;
    assert_string_equal(pos.file, "t.csv");
    assert_int_equal(pos.line, 9);
    assert_int_equal(pos.column, 1);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_reading, readings);
    rows_add(rows, test_nul_is_kept, "a NUL is part of the field", NULL);
    rows_add(rows, test_edges, "edges of what is parsed at a time", NULL);
    rows_add(rows, test_columns, "as many columns as the limit, and one more", NULL);
    rows_add(rows, test_take_stops, "the taker stops the table", NULL);
    rows_add(rows, test_position, "position of a field", NULL);
    return rows_run(rows, "ingest/table");
}
