/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "support/random.h"
#include "support/rows.h"

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const struct manifest_file inputs[] = {{"aanvragen.csv", 10, A64, 3},
                                              {"dossier.yaml", 0, B64, -1}};
static const struct manifest_file outputs[] = {{"afrekening.json", INT64_MAX, A64, -1},
                                               {"kpi.csv", 7, B64, -1}};
static const struct manifest_total totals[] = {{"toegekend", {3000050}}, {"open", {-1}}};
static const struct manifest whole = {
    .engine = "1.2.3",
    .scheme_id = "plan",
    .scheme = {"plan.yaml", 5, A64, -1},
    .cutoff = "2026-03-31",
    .cutoff_replaced = true,
    .inputs = inputs,
    .input_count = 2,
    .outputs = outputs,
    .output_count = 2,
    .totals = totals,
    .total_count = 2,
};

static void test_roundtrip(void **state)
{
    struct manifest_file file;
    char *text;
    char *again;

    (void)state;
    assert_int_equal(manifest_write(&whole, &text), STATUS_OK);
    assert_int_equal(manifest_write(&whole, &again), STATUS_OK);
    assert_string_equal(text, again);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(manifest_find_output(text, strlen(text), outputs[i].name, &file),
                         STATUS_OK);
        assert_string_equal(file.name, outputs[i].name);
        assert_int_equal(file.size, outputs[i].size);
        assert_string_equal(file.sha256, outputs[i].sha256);
    }
    assert_non_null(strstr(text, "\"toegekend\": \"30000.50\""));
    assert_non_null(strstr(text, "\"open\": \"-0.01\""));
    assert_non_null(strstr(text, "\"rijen\": 3"));
    assert_non_null(strstr(text, "\"peildatum_vervangen\": true"));
    assert_int_equal(manifest_find_output(text, strlen(text), "aanvragen.csv", &file),
                     STATUS_RANGE); /* an input is not an output */
    free(text);
    free(again);
}

/* What is read is written again to the byte; a manifest is nothing but what we write. */
static void test_read(void **state)
{
    struct arena *arena = arena_new();
    struct manifest read;
    char *text;
    char *again;

    (void)state;
    assert_int_equal(manifest_write(&whole, &text), STATUS_OK);
    size_t size = strlen(text);
    text[size] = '\n'; /* in place of the NUL */
    assert_int_equal(manifest_read(text, size + 1, arena, &read), STATUS_OK);
    assert_int_equal(manifest_read(text, size, arena, &read), STATUS_SYNTAX);
    assert_int_equal(manifest_read(text, size + 1, arena, &read), STATUS_OK);
    assert_int_equal(manifest_write(&read, &again), STATUS_OK);
    assert_memory_equal(text, again, size);
    assert_int_equal(read.outputs[0].size, INT64_MAX);
    assert_int_equal(read.inputs[0].rows, 3);
    assert_int_equal(read.totals[1].amount.cents, -1);
    free(again);
    free(text);
    arena_free(arena);
}

/* Whatever is changed: refused, or read as what now stands there to the byte. */
static void test_mutated(void **state)
{
    static const char bytes[] = "\"{}[],: \n0123456789-.eEabcdef\\u\x80\xff";
    uint64_t seed = 20261121;
    char *text;

    (void)state;
    assert_int_equal(manifest_write(&whole, &text), STATUS_OK);
    size_t size = strlen(text) + 1;
    text[size - 1] = '\n';
    char *changed = malloc(size);
    assert_non_null(changed);
    for (int turn = 0; turn < 20000; turn++) {
        struct arena *arena = arena_new();
        struct manifest read;
        size_t length = random_below(&seed, 8) == 0 ? random_below(&seed, size) : size;
        memcpy(changed, text, size);
        for (uint64_t i = 0; i <= random_below(&seed, 3); i++)
            changed[random_below(&seed, size)] = bytes[random_below(&seed, sizeof bytes - 1)];
        enum status status = manifest_read(changed, length, arena, &read);
        assert_true(status == STATUS_OK || status == STATUS_SYNTAX);
        if (status == STATUS_OK) {
            char *again;
            assert_int_equal(manifest_write(&read, &again), STATUS_OK);
            assert_int_equal(strlen(again) + 1, length);
            assert_memory_equal(again, changed, length - 1);
            free(again);
        }
        arena_free(arena);
    }
    free(changed);
    free(text);
}

/* What JSON cannot hold is refused, and nothing is left behind. */
static void test_not_utf8(void **state)
{
    const struct manifest_file wrong[] = {{"\xff", 1, A64, 1}};
    struct manifest manifest = whole;
    char *text;

    (void)state;
    manifest.outputs = wrong;
    manifest.output_count = 1;
    assert_int_equal(manifest_write(&manifest, &text), STATUS_MEMORY);
    assert_null(text);
    manifest = whole;
    manifest.cutoff = "\xff";
    assert_int_equal(manifest_write(&manifest, &text), STATUS_MEMORY);
    assert_null(text);
}

#define FILES(files) "{\"schema\":\"" MANIFEST_SCHEMA "\",\"uitvoer\":" files "}"

static const struct hostile {
    const char *name;
    const char *text;
    enum status status;
} hostiles[] = {
    {"right", FILES("[{\"bestand\":\"x\",\"bytes\":1,\"sha256\":\"" A64 "\"}]"), STATUS_OK},
    {"the first of that name",
     FILES("[{\"bestand\":\"x\",\"bytes\":1,\"sha256\":\"" A64 "\"},"
           "{\"bestand\":\"x\"}]"),
     STATUS_OK},
    {"nothing", "", STATUS_SYNTAX},
    {"not JSON", "schema", STATUS_SYNTAX},
    {"cut off", "{\"schema\":\"" MANIFEST_SCHEMA "\",", STATUS_SYNTAX},
    {"text behind it", FILES("[]") "x", STATUS_SYNTAX},
    {"a list", "[]", STATUS_SYNTAX},
    {"empty", "{}", STATUS_SYNTAX},
    {"schema of another version", "{\"schema\":\"saldo-manifest/9\",\"uitvoer\":[]}",
     STATUS_SYNTAX},
    {"schema that is a number", "{\"schema\":1,\"uitvoer\":[]}", STATUS_SYNTAX},
    {"no outputs", "{\"schema\":\"" MANIFEST_SCHEMA "\"}", STATUS_SYNTAX},
    {"outputs that are an object", FILES("{\"x\":1}"), STATUS_SYNTAX},
    {"a key twice", "{\"schema\":\"" MANIFEST_SCHEMA "\",\"uitvoer\":[],\"uitvoer\":[]}",
     STATUS_SYNTAX},
    {"another output", FILES("[{\"bestand\":\"y\",\"bytes\":1,\"sha256\":\"" A64 "\"}]"),
     STATUS_RANGE},
    {"outputs that are numbers", FILES("[1,null,\"x\",[]]"), STATUS_RANGE},
    {"name that is a number", FILES("[{\"bestand\":1,\"bytes\":1,\"sha256\":\"" A64 "\"}]"),
     STATUS_RANGE},
    {"no digest", FILES("[{\"bestand\":\"x\",\"bytes\":1}]"), STATUS_SYNTAX},
    {"digest that is short", FILES("[{\"bestand\":\"x\",\"bytes\":1,\"sha256\":\"aa\"}]"),
     STATUS_SYNTAX},
    {"digest that is long", FILES("[{\"bestand\":\"x\",\"bytes\":1,\"sha256\":\"" A64 "a\"}]"),
     STATUS_SYNTAX},
    {"size below 0", FILES("[{\"bestand\":\"x\",\"bytes\":-1,\"sha256\":\"" A64 "\"}]"),
     STATUS_SYNTAX},
    {"size that is a text", FILES("[{\"bestand\":\"x\",\"bytes\":\"1\",\"sha256\":\"" A64 "\"}]"),
     STATUS_SYNTAX},
    {"size that is a fraction", FILES("[{\"bestand\":\"x\",\"bytes\":1.0,\"sha256\":\"" A64 "\"}]"),
     STATUS_SYNTAX},
    {"size beyond 64 bits",
     FILES("[{\"bestand\":\"x\",\"bytes\":99999999999999999999,\"sha256\":\"" A64 "\"}]"),
     STATUS_SYNTAX},
    {"a NUL in the name", FILES("[{\"bestand\":\"x\\u0000\",\"bytes\":1,\"sha256\":\"" A64 "\"}]"),
     STATUS_SYNTAX},
    {"invalid UTF-8", FILES("[{\"bestand\":\"\xff\"}]"), STATUS_SYNTAX},
};

static void test_hostile(void **state)
{
    const struct hostile *row = *state;
    struct manifest_file file;

    assert_int_equal(manifest_find_output(row->text, strlen(row->text), "x", &file), row->status);
}

/* Deeper than any reader should follow. */
static void test_deep(void **state)
{
    enum { DEPTH = 1000000 };
    char *text = malloc(DEPTH);
    struct manifest_file file;

    (void)state;
    assert_non_null(text);
    memset(text, '[', DEPTH);
    assert_int_equal(manifest_find_output(text, DEPTH, "x", &file), STATUS_SYNTAX);
    free(text);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_roundtrip, "what was written is found", NULL);
    rows_add(rows, test_read, "what was written is read", NULL);
    rows_add(rows, test_mutated, "changed at random", NULL);
    rows_add(rows, test_not_utf8, "what JSON cannot hold", NULL);
    ROWS_ADD(rows, test_hostile, hostiles);
    rows_add(rows, test_deep, "nested a million deep", NULL);
    return rows_run(rows, "seal/manifest");
}
