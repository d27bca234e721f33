/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built with one column more in columns.def, and with no other line: it stands in JSON, is read
 * back, and stands in the table, in the database, in the open data and their metadata, in the
 * schema and in the document. A run without it is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/outputs.h"
#include "columns/columns.h"
#include "report/database/database.h"
#include "report/opendata/opendata.h"
#include "support/folder.h"
#include "support/rows.h"

/* The golden run, which has not got the column. */
static void test_old(void **state)
{
    const struct run *run;
    struct arena *arena = arena_new();
    size_t size;
    char *json = folder_read(SALDO_SOURCE_DIR "/fixtures/nota.expected/afrekening.json", &size);

    (void)state;
    assert_int_equal(run_load_one(json, size, "voorbeeld-1", arena, &run), STATUS_SYNTAX);
    free(json);
    arena_free(arena);
}

static bool holds(const struct bytes *bytes, const char *text)
{
    return memmem(bytes->at, bytes->size, text, strlen(text)) != NULL;
}

static const struct run *read_back(const struct outputs *made, struct arena *arena)
{
    struct run_file files[OUT_COUNT + 1];
    const struct run *run;
    const char *file;

    for (int i = 0; i < OUT_COUNT; i++)
        files[i] =
            (struct run_file){output_name((enum output)i), made->files[i].at, made->files[i].size};
    files[OUT_COUNT] = (struct run_file){OUTPUT_MANIFEST, made->manifest.at, made->manifest.size};
    assert_int_equal(run_load_files(files, OUT_COUNT + 1, arena, &run, &file), STATUS_OK);
    return run;
}

static void see_open(const struct run *run, const char *name, const char *text)
{
    const struct opendata_options options = {LANGUAGE_NL, NULL};
    struct bytes made = {0};
    struct out *out = out_tap_new(bytes_add, &made);
    size_t index = 0;

    while (strcmp(opendata_file_name(index), name) != 0)
        index++;
    assert_int_equal(opendata_file_write(run, &options, index, out), STATUS_OK);
    assert_int_equal(out_finish(out), STATUS_OK);
    assert_true(holds(&made, text));
    bytes_free(&made);
}

static void see_document(enum status (*make)(const char *from, struct out *out), const char *file,
                         const char *text)
{
    struct bytes made = {0};
    struct out *out = out_tap_new(bytes_add, &made);
    size_t size;
    char *from = folder_read(file, &size);

    assert_int_equal(make(from, out), STATUS_OK);
    assert_int_equal(out_finish(out), STATUS_OK);
    assert_true(holds(&made, text));
    bytes_free(&made);
    free(from);
}

static void test_documents(void **state)
{
    (void)state;
    see_document(columns_schema, SALDO_SOURCE_DIR "/tools/columns/afrekening.schema.template",
                 "        {\"title\": \"proef\", \"description\": \"a trial\", "
                 "\"$ref\": \"#/$defs/bedrag\"}\n      ],\n      \"minItems\": 30,\n");
    see_document(columns_document, SALDO_SOURCE_DIR "/docs/dossier.md",
                 "| `proef` | amount | a trial |\n\n<!-- columns afrekening: end -->\n");
}

static void test_new(void **state)
{
    struct arena *arena = arena_new();
    struct saldo_dossier *dossier;
    struct outputs made;
    struct bytes database = {0};
    struct out *out = out_tap_new(bytes_add, &database);

    (void)state;
    assert_int_equal(saldo_dossier_new(SALDO_SOURCE_DIR "/fixtures/nota", NULL, &dossier),
                     SALDO_OK);
    assert_int_equal(outputs_make(dossier, &made), STATUS_OK);
    assert_true(holds(&made.files[OUT_JSON], "\"beslissingen\",\"proef\"],\"rijen\":["));
    assert_true(holds(&made.files[OUT_LINES], ";reden;proef\n"));
    assert_true(holds(&made.files[OUT_LINES], ";KPI bereikt: 512 van 500;30.000,00\n"));
    const struct run *run = read_back(&made, arena);
    assert_int_equal(run->lines[0].grant.cents, 3000000);
    assert_int_equal(database_write(run, LANGUAGE_NL, out), STATUS_OK);
    assert_int_equal(out_finish(out), STATUS_OK);
    assert_true(holds(&database, "    proef_cent INTEGER NOT NULL,  -- a trial\n"));
    see_open(run, "afrekening.csv", ",reden,proef\n");
    see_open(run, "afrekening.csv", ",kpi-bereikt,30000.00\n");
    see_open(run, "csv-metadata.json",
             "{\"name\":\"proef\",\"titles\":\"proef\",\"dc:description\":{\"@value\":"
             "\"een proef\",");
    bytes_free(&database);
    outputs_free(&made);
    saldo_dossier_free(dossier);
    arena_free(arena);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_old, "a run without the column", NULL);
    rows_add(rows, test_new, "a run with it", NULL);
    rows_add(rows, test_documents, "schema and document", NULL);
    return rows_run(rows, "api/column");
}
