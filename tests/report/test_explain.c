/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain/explain.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "run/run.h"
#include "support/folder.h"
#include "support/rows.h"

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

/* The run of the nota in which the first beneficiary has another id; the caller frees it. */
static char *with_id(const char *id, size_t *size)
{
    static const char old[] = "\"voorbeeld-1\"";
    char *json = folder_read(SALDO_SOURCE_DIR "/fixtures/nota.expected/afrekening.json", size);
    json_t *text = json_string(id);
    char *quoted = json_dumps(text, JSON_ENCODE_ANY);
    char *out = NULL;
    FILE *stream = open_memstream(&out, size);

    assert_non_null(stream);
    assert_non_null(quoted);
    const char *from = json;
    for (const char *at; (at = strstr(from, old)) != NULL; from = at + strlen(old))
        fprintf(stream, "%.*s%s", (int)(at - from), from, quoted);
    fputs(from, stream);
    fclose(stream);
    json_decref(text);
    free(quoted);
    free(json);
    return out;
}

/* Whatever stands in an id, the rows of this one are found, and those of no other. */
static void test_id(void **state)
{
    const struct explain_query query = {*state, NULL, NULL};
    char *text = NULL;
    size_t size;
    size_t length;
    char *json = with_id(*state, &size);
    FILE *stream = open_memstream(&text, &length);

    assert_non_null(stream);
    assert_int_equal(explain_write(json, size, &query, LANGUAGE_NL, stream), STATUS_OK);
    fclose(stream);
    assert_non_null(strstr(text, *state));
    assert_null(strstr(text, "voorbeeld-2"));
    free(text);
    free(json);
}

static void test_nobody(void **state)
{
    static const char *const others[] = {"", "voorbeeld-", "voorbeeld-1 ", "\"voorbeeld-1\""};
    size_t size;
    char *json = folder_read(SALDO_SOURCE_DIR "/fixtures/nota.expected/afrekening.json", &size);

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct explain_query query = {others[i], NULL, NULL};
        assert_int_equal(explain_write(json, size, &query, LANGUAGE_NL, stdout), STATUS_RANGE);
    }
    free(json);
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

    assert_non_null(stream);
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
        assert_int_equal(status, STATUS_SYNTAX);
        free(text);
    }
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
    rows_add(rows, test_golden, "golden run of the nota",
             SALDO_SOURCE_DIR "/fixtures/nota.expected/afrekening.json");
    rows_add(rows, test_golden, "golden run of call 3",
             SALDO_SOURCE_DIR "/fixtures/oproep-3.expected/afrekening.json");
    return rows_run(rows, "report/explain");
}
