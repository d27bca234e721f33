/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The n-th allocation fails, for every n: no crash, no leak (the sanitizer looks at the end), no
 * wrong answer, nothing left behind. */
#include <jansson.h>
#include <saldo.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain/explain.h"
#include "run/run_read.h"
#include "support/folder.h"
#include "support/rows.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static struct {
    atomic_bool armed;
    atomic_bool lasting; /* all from the failing one on */
    atomic_uint_fast64_t calls;
    uint64_t failing; /* the one that fails, from 0 */
} plan;

static bool fails(void)
{
    if (!plan.armed)
        return false;
    uint64_t call = atomic_fetch_add(&plan.calls, 1);
    return plan.lasting ? call >= plan.failing : call == plan.failing;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails() ? NULL : __real_realloc(memory, size);
}

static struct folder folder;

/* ---- what is tried; each leaves nothing allocated ---- */

static enum saldo_status try_run(void)
{
    struct saldo_dossier *dossier;
    enum saldo_status status = saldo_dossier_new(SALDO_SOURCE_DIR "/fixtures/nota", NULL, &dossier);

    if (status == SALDO_OK)
        status = saldo_run_write(dossier, folder_path(&folder, "run"), false);
    saldo_dossier_free(dossier);
    return status;
}

/* With findings of every kind, a table on top of another, and no run to write. */
static enum saldo_status try_broken(void)
{
    struct saldo_dossier *dossier;
    enum saldo_status status =
        saldo_dossier_new(SALDO_SOURCE_DIR "/fixtures/bad/alles-tegelijk/dossier", NULL, &dossier);

    saldo_dossier_free(dossier);
    return status;
}

static enum saldo_status try_calc(void)
{
    const struct saldo_calc in = {"plan-samenleven-3", "5", "", 100, 500, 400, -1};
    struct saldo_result out;
    enum saldo_calc_trouble why;

    return saldo_calc(&in, &out, &why);
}

static enum saldo_status explain(const char *json, size_t size)
{
    const struct explain_query query = {"voorbeeld-2", "5", NULL};
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    if (stream == NULL)
        return SALDO_RESOURCES;
    enum status status = explain_write(json, size, &query, LANGUAGE_NL, stream);
    fclose(stream);
    free(text);
    return status == STATUS_OK ? SALDO_OK : SALDO_RESOURCES;
}

static enum saldo_status try_explain(void)
{
    enum run_trouble trouble;
    char *json;
    size_t size;
    enum status status = run_read(SALDO_SOURCE_DIR "/fixtures/nota.expected", "afrekening.json",
                                  &json, &size, &trouble);

    if (status != STATUS_OK)
        return SALDO_RESOURCES;
    enum saldo_status result = explain(json, size);
    free(json);
    return result;
}

static const struct attempt {
    const char *name;
    enum saldo_status (*run)(void);
    enum saldo_status status; /* with enough memory */
    bool writes;
} attempts[] = {
    {"a run", try_run, SALDO_OK, true},
    {"a broken dossier", try_broken, SALDO_INVALID, false},
    {"a derivation", try_calc, SALDO_OK, false},
    {"an explanation", try_explain, SALDO_OK, false},
};

static enum saldo_status run_with(const struct attempt *row, uint64_t failing, bool lasting)
{
    plan.failing = failing;
    plan.lasting = lasting;
    plan.calls = 0;
    plan.armed = true;
    enum saldo_status status = row->run();
    plan.armed = false;
    return status;
}

/* The run is there whole, or there is nothing. */
static void check_folder(bool written)
{
    char *around = folder_list(folder.path);

    if (*around != '\0') {
        char *inside = folder_list(folder_path(&folder, "run"));
        assert_string_equal(around, "run");
        assert_non_null(strstr(inside, "manifest.json"));
        free(inside);
    }
    assert_true(!written || *around != '\0');
    free(around);
}

static void test_attempt(void **state)
{
    const struct attempt *row = *state;

    for (int lasting = 0; lasting < 2; lasting++) {
        folder_new(&folder);
        assert_int_equal(run_with(row, UINT64_MAX, false), row->status);
        check_folder(row->writes);
        uint64_t calls = plan.calls;
        folder_remove(&folder);
        assert_true(calls > 1);
        for (uint64_t n = 0; n < calls; n++) {
            folder_new(&folder);
            enum saldo_status status = run_with(row, n, lasting != 0);
            if (status != SALDO_RESOURCES && status != row->status)
                fail_msg("allocation %u of %u fails: status %d", (unsigned)n, (unsigned)calls,
                         (int)status);
            check_folder(row->writes && status == SALDO_OK);
            folder_remove(&folder);
        }
    }
}

/* Through the wrappers, which the library itself does not see. */
static void *json_memory(size_t size)
{
    return malloc(size);
}

int main(void)
{
    struct rows *rows = rows_new();

    json_set_alloc_funcs(json_memory, free);
    ROWS_ADD(rows, test_attempt, attempts);
    return rows_run(rows, "api/memory");
}
