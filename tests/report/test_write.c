/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of CSV and values of JSON, read back by other hands. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "run/kpi.h"
#include "support/folder.h"
#include "support/rows.h"
#include "write/cell.h"
#include "write/json.h"

struct file {
    struct folder folder;
    struct out *out;
};

static struct file begin(void)
{
    struct file file;

    folder_new(&file.folder);
    file.out = out_new(file.folder.fd, "file", NULL, NULL);
    assert_non_null(file.out);
    return file;
}

static char *end(struct file *file)
{
    assert_int_equal(out_finish(file->out), STATUS_OK);
    char *text = folder_read(folder_path(&file->folder, "file"), NULL);
    folder_remove(&file->folder);
    return text;
}

static const struct cell {
    const char *name;
    const char *text;
    const char *written;
} cells[] = {
    {"empty", "", ""},
    {"plain", "Gent", "Gent"},
    {"formula", "=1+1", "'=1+1"},
    {"plus", "+32 2", "'+32 2"},
    {"minus", "-5", "'-5"},
    {"at", "@SUM(A1)", "'@SUM(A1)"},
    {"tab first", "\t=1", "'\t=1"},
    {"CR first", "\r=1", "\"'\r=1\""},
    {"inside they are harmless", "a=b+c-d@e\tf", "a=b+c-d@e\tf"},
    {"LF first", "\n=1", "\"\n=1\""},
    {"separator", "a;b", "\"a;b\""},
    {"quote", "a\"b", "\"a\"\"b\""},
    {"only a quote", "\"", "\"\"\"\""},
    {"line end", "a\nb", "\"a\nb\""},
    {"formula that needs quotes", "=HYPERLINK(\"x\";\"y\")",
     "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\""},
    {"a comma needs nothing", "a,b", "a,b"},
    {"UTF-8", "Sint-Katelijne-Waver \xe2\x82\xac", "Sint-Katelijne-Waver \xe2\x82\xac"},
};

static void test_cell(void **state)
{
    const struct cell *row = *state;
    struct file file = begin();

    cell_text(file.out, row->text);
    char *text = end(&file);
    assert_string_equal(text, row->written);
    free(text);
}

static json_t *read_back(const char *text)
{
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

    if (root == NULL)
        fail_msg("jansson: %s in %s", error.text, text);
    return root;
}

static const struct escape {
    const char *name;
    const char *text;
    const char *written; /* NULL: only read back */
} escapes[] = {
    {"empty", "", "\"\""},
    {"plain", "Gent", "\"Gent\""},
    {"quote", "a\"b", "\"a\\\"b\""},
    {"backslash", "a\\b", "\"a\\\\b\""},
    {"backslash at the end", "a\\", "\"a\\\\\""},
    {"line end", "a\nb", "\"a\\nb\""},
    {"CR and tab", "\r\t", "\"\\u000d\\u0009\""},
    {"DEL", "\x7f", "\"\\u007f\""},
    {"UTF-8 stays", "\xe2\x82\xac \xf0\x9f\x98\x80", "\"\xe2\x82\xac \xf0\x9f\x98\x80\""},
    {"line separator U+2028", "\xe2\x80\xa8", NULL},
    {"script", "</script><!--", NULL},
};

static void test_escape(void **state)
{
    const struct escape *row = *state;
    struct file file = begin();
    struct json json = {.out = file.out};

    json_text(&json, row->text);
    char *text = end(&file);
    if (row->written != NULL)
        assert_string_equal(text, row->written);
    json_t *root = read_back(text);
    assert_string_equal(json_string_value(root), row->text);
    json_decref(root);
    free(text);
}

static void test_every_character(void **state)
{
    (void)state;
    for (int c = 1; c < 0x80; c++) {
        const char text[] = {'x', (char)c, (char)c, '\0'};
        struct file file = begin();
        struct json json = {.out = file.out};
        json_text(&json, text);
        char *written = end(&file);
        json_t *root = read_back(written);
        assert_string_equal(json_string_value(root), text);
        json_decref(root);
        free(written);
    }
}

/* Longer than what is escaped at a time, and every character longer when escaped. */
static void test_long_text(void **state)
{
    enum { LENGTH = 300000 };
    char *text = malloc(LENGTH + 1);
    struct file file = begin();
    struct json json = {.out = file.out};

    (void)state;
    assert_non_null(text);
    memset(text, '\t', LENGTH);
    text[LENGTH] = '\0';
    json_text(&json, text);
    char *written = end(&file);
    json_t *root = read_back(written);
    assert_int_equal(json_string_length(root), LENGTH);
    assert_string_equal(json_string_value(root), text);
    json_decref(root);
    free(written);
    free(text);
}

static void test_document(void **state)
{
    struct file file = begin();
    struct json json = {.out = file.out};
    struct date date;

    (void)state;
    assert_int_equal(date_from_civil(2026, 3, 31, &date), STATUS_OK);
    json_open(&json, '{');
    json_member_text(&json, "a\"b", "x");
    json_member_text(&json, "none", NULL);
    json_member_money(&json, "money", (struct money){-3000005});
    json_member_count(&json, "count", INT64_MIN);
    json_member_date(&json, "date", date);
    json_key(&json, "list");
    json_open(&json, '[');
    json_line(&json);
    json_bool(&json, true);
    json_line(&json);
    json_bool(&json, false);
    json_none(&json);
    json_word(&json, "word");
    json_count(&json, 7);
    json_money(&json, (struct money){1});
    json_close(&json, ']');
    json_key(&json, "empty");
    json_open(&json, '{');
    json_close(&json, '}');
    json_close(&json, '}');
    char *text = end(&file);
    assert_string_equal(text, "{\"a\\\"b\":\"x\",\"none\":null,\"money\":\"-30000.05\","
                              "\"count\":-9223372036854775808,\"date\":\"2026-03-31\","
                              "\"list\":[\ntrue,\nfalse,null,\"word\",7,\"0.01\"],\"empty\":{}}");
    json_decref(read_back(text));
    free(text);
}

static const struct percentage {
    const char *name;
    double percent;
    int64_t hundredths;
} percentages[] = {
    {"0", 0.0, 0},
    {"100", 100.0, 10000},
    {"a third", 100.0 / 3.0, 3333},
    {"two thirds", 200.0 / 3.0, 6667},
    {"exactly a half goes up", 0.125, 13},
    {"large", 1e9, 100000000000},
};

static void test_percentage(void **state)
{
    const struct percentage *row = *state;

    assert_int_equal(percent_hundredths(row->percent), row->hundredths);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_cell, cells);
    ROWS_ADD(rows, test_escape, escapes);
    rows_add(rows, test_every_character, "every character of ASCII", NULL);
    rows_add(rows, test_long_text, "a long text of escapes", NULL);
    rows_add(rows, test_document, "a document", NULL);
    ROWS_ADD(rows, test_percentage, percentages);
    return rows_run(rows, "report/write");
}
