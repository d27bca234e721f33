/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that no editor makes: too large, too deep, not text, cut off, damaged. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cyaml/cyaml.h>

#include "core/limits.h"
#include "rules/yaml/bind.h"
#include "rules_test/load.h"
#include "support/rows.h"

static const struct made {
    const char *name;
    const char *before, *repeated, *after;
    size_t times;
    const char *expected;
} made[] = {
    {"as large as permitted", "id: x\n", " \n", "", (LIMIT_YAML_BYTES - 6) / 2, NULL},
    {"a byte too large", "id: xx\n", " \n", "", (LIMIT_YAML_BYTES - 6) / 2,
     "f:0:0: YAML-TE-GROOT het bestand heeft meer dan 4194304 bytes\n"},
    {"too many values", "id: [", "a,", "]", LIMIT_YAML_NODES,
     "f:1:40002: YAML-TE-VEEL het bestand heeft meer dan 20000 waarden\n"},
    {"lists in blocks", "", "k: [\n", "", LIMIT_YAML_NODES,
     "f:9:1: YAML-TE-DIEP waarden zitten meer dan 16 niveaus diep in elkaar\n"},
    {"deep lists", "", "[", "", 1000000,
     "f:1:17: YAML-TE-DIEP waarden zitten meer dan 16 niveaus diep in elkaar\n"},
    {"deep blocks", "", "{", "", 1000000,
     "f:1:2: YAML-SLEUTEL hier staat een lijst of een blok als sleutel; verwacht: een woord\n"},
    {"many aliases", "id: [", "*a,", "]", 1000000,
     "f:1:6: YAML-ANKER 'a' is een anker of een verwijzing ernaar (& of *); schrijf de waarde "
     "voluit\n"},
    {"little-endian UTF-16", "\xff\xfeh", "", "", 0,
     "f:0:0: CODERING-UTF16 het bestand is UTF-16; bewaar het als UTF-8\n"},
    {"big-endian UTF-16", "\xfe\xff", "", "", 0,
     "f:0:0: CODERING-UTF16 het bestand is UTF-16; bewaar het als UTF-8\n"},
    {"byte order mark", "\xef\xbb\xbfid: x\n", "", "", 0, NULL},
    {"CRLF", "id: x\r\nnaam: y\r\n", "", "", 0, NULL},
};

static char *repeat(const struct made *row, size_t *size)
{
    size_t before = strlen(row->before), unit = strlen(row->repeated), after = strlen(row->after);
    char *bytes = malloc(before + unit * row->times + after + 1);

    assert_non_null(bytes);
    memcpy(bytes, row->before, before);
    for (size_t i = 0; i < row->times; i++)
        memcpy(bytes + before + i * unit, row->repeated, unit);
    memcpy(bytes + before + unit * row->times, row->after, after);
    *size = before + unit * row->times + after;
    return bytes;
}

/* Where nothing is expected of the YAML itself, the complaints are those of an empty scheme. */
static void test_made(void **state)
{
    const struct made *row = *state;
    const struct scheme *scheme = NULL;
    struct load load = load_new();
    size_t size;
    char *bytes = repeat(row, &size);

    assert_int_equal(scheme_load("f", bytes, size, load.arena, load.diags, &scheme),
                     STATUS_INVALID);
    char *found = load_findings(&load, LANGUAGE_NL);
    if (row->expected != NULL)
        assert_string_equal(found, row->expected);
    else
        assert_non_null(strstr(found, "REGELING-ONTBREEKT parameter voorschot"));
    free(found);
    free(bytes);
    load_free(&load);
}

static void test_bytes(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *expected;
    } rows[] = {
        {"id: x\nn\0: y\n", 12,
         "f:2:2: NUL-TEKEN NUL-teken op byte 8; een tekstbestand heeft er geen\n"},
        {"id: x\nnaam: \xe9\n", 14,
         "f:2:7: CODERING-GEEN-UTF8 ongeldige UTF-8 op byte 13 (waarde 0xe9); bewaar het "
         "bestand als UTF-8\n"},
        {"i\0d\0:\0", 6, "f:0:0: CODERING-UTF16 het bestand is UTF-16; bewaar het als UTF-8\n"},
        {"", 0, "f:0:0: YAML-LEEG het bestand is leeg\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct load load = load_new();
        struct config config;
        assert_int_equal(
            config_load("f", rows[i].bytes, rows[i].size, load.arena, load.diags, &config),
            STATUS_INVALID);
        char *found = load_findings(&load, LANGUAGE_NL);
        assert_string_equal(found, rows[i].expected);
        free(found);
        load_free(&load);
    }
}

struct number {
    uint8_t n;
};
static const cyaml_schema_field_t number_fields[] = {
    CYAML_FIELD_UINT("n", CYAML_FLAG_DEFAULT, struct number, n),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t number_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct number, number_fields)};

static const struct bound {
    const char *name;
    const char *text;
    const char *expected; /* NULL: n is 7 */
} bound[] = {
    {"a number", "n: 7\n", NULL},
    {"no number", "# first\nn: zeven\n",
     "f:2:4: YAML-FOUT saldo cannot read this as YAML: Invalid uint64_t value: 'zeven'\n"},
    {"a number too large", "n: 256\n",
     "f:1:4: YAML-FOUT saldo cannot read this as YAML: Invalid UINT value: '256'\n"},
    {"a place in the words", "n: '(line: 9, column: 9)'\n",
     "f:1:4: YAML-FOUT saldo cannot read this as YAML: Invalid uint64_t value: "
     "'(line: 9, column: 9)'\n"},
    {"no key", "{}\n", "f:1:1: SLEUTEL-ONTBREEKT key n is missing or empty; it is required\n"},
};

/* What only libcyaml sees is said in its words, with the place that it logs. */
static void test_bound(void **state)
{
    const struct bound *row = *state;
    const struct yaml_node *root;
    struct load load = load_new();
    size_t size = strlen(row->text);
    void *data;

    assert_int_equal(yaml_tree_read("f", row->text, size, load.arena, load.diags, &root),
                     STATUS_OK);
    enum status status = yaml_bind("f", row->text, size, root, &number_schema, load.diags, &data);
    char *found = load_findings(&load, LANGUAGE_EN);
    assert_string_equal(found, row->expected == NULL ? "" : row->expected);
    assert_int_equal(status, row->expected == NULL ? STATUS_OK : STATUS_INVALID);
    if (row->expected == NULL)
        assert_int_equal(((const struct number *)data)->n, 7);
    else
        assert_null(data);
    yaml_unbind(&number_schema, data);
    free(found);
    load_free(&load);
}

static void load_copy(const char *bytes, size_t size)
{
    const struct scheme *scheme = NULL;
    struct load load = load_new();
    char *copy = malloc(size == 0 ? 1 : size);

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    enum status status = scheme_load("f", copy, size, load.arena, load.diags, &scheme);
    assert_true(status == STATUS_OK || status == STATUS_INVALID);
    assert_int_equal(status == STATUS_OK, diag_count(load.diags) == 0);
    assert_int_equal(status == STATUS_OK, scheme != NULL);
    free(copy);
    load_free(&load);
}

/* A good file cut off anywhere is refused or read, never worse. */
static void test_cut_off(void **state)
{
    size_t size;
    char *bytes = load_file(SALDO_SOURCE_DIR "/tests/rules/good/small.yaml", &size);

    (void)state;
    for (size_t length = 0; length <= size; length += 7)
        load_copy(bytes, length);
    free(bytes);
}

/* The same with each byte in turn replaced by a character that YAML gives a meaning. */
static void test_damaged(void **state)
{
    static const char marks[] = "&*!|>'\"%@`{}[],:#?- \n\t<~\\0\x01";
    size_t size;
    char *bytes = load_file(SALDO_SOURCE_DIR "/tests/rules/good/small.yaml", &size);

    (void)state;
    for (size_t i = 0; i < size; i += 3) {
        char kept = bytes[i];
        bytes[i] = marks[i / 3 % (sizeof marks - 1)];
        load_copy(bytes, size);
        bytes[i] = kept;
    }
    free(bytes);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_made, made);
    ROWS_ADD(rows, test_bound, bound);
    rows_add(rows, test_bytes, "bytes that are no text", NULL);
    rows_add(rows, test_cut_off, "cut off", NULL);
    rows_add(rows, test_damaged, "damaged", NULL);
    return rows_run(rows, "rules/yaml");
}
