/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain/read.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "run/run.h"
#include "support/folder.h"
#include "support/rows.h"
#include "write/json.h"

static const char *const ids[] = {
    "plain",
    "with,comma",
    "[\"a\",1]",
    "a\"b",
    "a\",\"b",
    "\\",
    "\\\"",
    "]}",
    "[",
    "a,b,c,\"d\",",
    "plain2",
    "{\"x\":[1,2]}",
    "\xc3\xa9,\xe2\x82\xac",
    " ",
    "'",
    "null",
};
enum { ID_COUNT = sizeof ids / sizeof *ids };

/* A file as settlement_json writes it: rows on lines of their own, two tables. */
static char *write_rows(void)
{
    struct folder folder;

    folder_new(&folder);
    struct out *out = out_new(folder.fd, "file", NULL, NULL);
    struct json json = {.out = out};
    assert_non_null(out);
    json_open(&json, '{');
    json_member_text(&json, "schema", RUN_JSON_SCHEMA);
    for (int table = 0; table < 2; table++) {
        json_key(&json, table == 0 ? "eerste" : "tweede");
        json_open(&json, '{');
        json_key(&json, "kolommen");
        json_open(&json, '[');
        json_text(&json, "begunstigde");
        json_text(&json, "nummer");
        json_text(&json, "leeg");
        json_close(&json, ']');
        json_key(&json, "rijen");
        json_open(&json, '[');
        for (int i = 0; i < ID_COUNT; i++) {
            json_line(&json);
            json_open(&json, '[');
            json_text(&json, ids[i]);
            json_count(&json, 100 * table + i);
            json_none(&json);
            json_close(&json, ']');
        }
        out_char(out, '\n');
        json_close(&json, ']');
        json_close(&json, '}');
    }
    json_close(&json, '}');
    assert_int_equal(out_finish(out), STATUS_OK);
    char *text = folder_read(folder_path(&folder, "file"), NULL);
    folder_remove(&folder);
    return text;
}

static void test_id(void **state)
{
    const char *id = *state;
    char *text = write_rows();
    enum status status;
    struct explanation e = {.root = explain_load(text, strlen(text), id, &status)};

    assert_int_equal(status, STATUS_OK);
    assert_non_null(e.root);
    for (int table = 0; table < 2; table++) {
        const char *name = table == 0 ? "eerste" : "tweede";
        struct row row = explain_row(&e, name, 0);
        assert_non_null(row.cells);
        assert_string_equal(row_text(row, "begunstigde"), id);
        int64_t number = row_count(row, "nummer") - (int64_t)100 * table;
        assert_in_range(number, 0, ID_COUNT - 1);
        assert_string_equal(ids[number], id);
        assert_false(row_has(row, "leeg"));
        assert_true(row_has(row, "nummer"));
        assert_true(row_has(row, "begunstigde"));
        assert_null(row_cell(row, "absent"));
        assert_string_equal(row_text(row, "nummer"), "");
        assert_null(explain_row(&e, name, 1).cells);
    }
    json_decref(e.root);
    free(text);
}

static void test_nobody(void **state)
{
    static const char *const others[] = {"", "plai", "plain ", "with", "\"plain\"", "absent"};

    (void)state;
    char *text = write_rows();
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        enum status status;
        struct explanation e = {.root = explain_load(text, strlen(text), others[i], &status)};
        assert_int_equal(status, STATUS_OK);
        assert_null(explain_row(&e, "eerste", 0).cells);
        assert_null(explain_row(&e, "absent", 0).cells);
        json_decref(e.root);
    }
    free(text);
}

#define HEAD "{\"schema\":\"" RUN_JSON_SCHEMA "\""

static const struct wrong {
    const char *name;
    const char *text;
} wrongs[] = {
    {"nothing", ""},
    {"not JSON", "x"},
    {"a list", "[]"},
    {"a text", "\"x\""},
    {"no schema", "{}"},
    {"a schema that is no text", "{\"schema\":1}"},
    {"another schema", "{\"schema\":\"saldo-afrekening/999\"}"},
    {"a key twice", HEAD ",\"a\":1,\"a\":1}"},
    {"cut off", HEAD ",\"a\":{\"rijen\":[\n[\"x\",1],\n[\"y\""},
    {"invalid UTF-8", HEAD ",\"a\":\"\xff\"}"},
};

static void test_wrong(void **state)
{
    const struct wrong *row = *state;
    const struct explain_query query = {"x", NULL, NULL};
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    enum status status;

    assert_non_null(stream);
    assert_null(explain_load(row->text, strlen(row->text), "x", &status));
    assert_int_equal(status, STATUS_SYNTAX);
    assert_int_equal(explain_write(row->text, strlen(row->text), &query, LANGUAGE_NL, stream),
                     STATUS_SYNTAX);
    fclose(stream);
    assert_int_equal(size, 0);
    free(text);
}

/* Of the right schema, but with other things in the places of tables and rows. */
static const struct wrong hostiles[] = {
    {"no tables", HEAD "}"},
    {"tables that are lists", HEAD ",\"begunstigden\":[],\"afrekening\":[]}"},
    {"columns that are numbers",
     HEAD ",\"begunstigden\":{\"kolommen\":[1,null],\"rijen\":[\n[\"x\",1]]}}"},
    {"rows that are short",
     HEAD ",\"begunstigden\":{\"kolommen\":[\"begunstigde\",\"naam\"],\"rijen\":[\n[\"x\"]]}}"},
    {"rows that are texts",
     HEAD ",\"begunstigden\":{\"kolommen\":[\"begunstigde\"],\"rijen\":[\"x\",\"x\"]}}"},
};

static void test_hostile(void **state)
{
    const struct wrong *row = *state;
    const struct explain_query queries[] = {{"x", NULL, NULL}, {"x", "5", NULL}, {"x", "5", "y"}};

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char *text = NULL;
        size_t size;
        FILE *stream = open_memstream(&text, &size);
        assert_non_null(stream);
        enum status status =
            explain_write(row->text, strlen(row->text), &queries[i], LANGUAGE_EN, stream);
        fclose(stream);
        assert_true(status == STATUS_OK || status == STATUS_RANGE || status == STATUS_SYNTAX);
        free(text);
    }
}

static void test_numbers(void **state)
{
    (void)state;
    assert_string_equal(explain_money("30000.00"), "30.000,00");
    assert_string_equal(explain_money("-0.05"), "-0,05");
    assert_string_equal(explain_money(NULL), "");
    assert_string_equal(explain_money("1234567890123456789012345678901234567890"), "");
    assert_string_equal(explain_number(1234567), "1.234.567");
}

/* Every beneficiary of the golden runs, whole and per action, in both languages. */
static void test_golden(void **state)
{
    static const char *const actions[] = {NULL, "5", "2", "24", "sociale-impact-obligatie", "99"};
    size_t size;
    size_t found = 0;

    char *json = folder_read(*state, &size);
    json_t *root = json_loadb(json, size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    const json_t *rows = json_object_get(json_object_get(root, "begunstigden"), "rijen");
    assert_true(json_array_size(rows) > 0);
    for (size_t i = 0; i < json_array_size(rows); i++)
        for (size_t a = 0; a < sizeof actions / sizeof *actions; a++) {
            const char *id = json_string_value(json_array_get(json_array_get(rows, i), 0));
            const struct explain_query query = {id, actions[a], NULL};
            char *text = NULL;
            size_t length;
            FILE *stream = open_memstream(&text, &length);
            assert_non_null(stream);
            enum status status =
                explain_write(json, size, &query, a % 2 == 0 ? LANGUAGE_NL : LANGUAGE_EN, stream);
            fclose(stream);
            assert_true(status == STATUS_OK || (actions[a] != NULL && status == STATUS_RANGE));
            if (status == STATUS_OK)
                assert_non_null(strstr(text, id));
            found += status == STATUS_OK;
            free(text);
        }
    assert_true(found > json_array_size(rows));
    json_decref(root);
    free(json);
}

int main(void)
{
    struct rows *rows = rows_new();

    for (size_t i = 0; i < ID_COUNT; i++)
        rows_add(rows, test_id, ids[i], ids[i]);
    rows_add(rows, test_nobody, "ids that are not there", NULL);
    ROWS_ADD(rows, test_wrong, wrongs);
    ROWS_ADD(rows, test_hostile, hostiles);
    rows_add(rows, test_numbers, "amounts and counts", NULL);
    rows_add(rows, test_golden, "golden run of the nota",
             SALDO_SOURCE_DIR "/fixtures/nota.expected/afrekening.json");
    rows_add(rows, test_golden, "golden run of call 3",
             SALDO_SOURCE_DIR "/fixtures/oproep-3.expected/afrekening.json");
    return rows_run(rows, "report/explain_read");
}
