/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One broken file per failure mode: bad/NAME.yaml must give exactly the findings of bad/NAME.txt.
 * A file config-… is a dossier.yaml, a file plan-… a plan, any other a scheme. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/plan/plan.h"
#include "rules_test/load.h"
#include "support/rows.h"

#define FOLDER SALDO_SOURCE_DIR "/tests/rules/bad/"

enum { PATH_BYTES = 512 };

static enum status read_config(const struct load *load, const char *file, const char *bytes,
                               size_t size)
{
    struct config config;
    enum status status = config_load(file, bytes, size, load->arena, load->diags, &config);

    if (status != STATUS_OK)
        return status;
    const struct scheme *scheme = load_builtin(load, "plan-samenleven-3");
    return config_resolve(&config, file, scheme, load->diags);
}

static enum status read_bad(const struct load *load, const char *file, const char *bytes,
                            size_t size)
{
    const struct scheme *scheme = NULL;
    const struct plan *plan = NULL;
    enum status status;

    if (strncmp(file, "config-", 7) == 0)
        return read_config(load, file, bytes, size);
    if (strncmp(file, "plan-", 5) == 0)
        status = plan_load(file, bytes, size, load->arena, load->diags, &plan);
    else
        status = scheme_load(file, bytes, size, load->arena, load->diags, &scheme);
    assert_null(scheme);
    assert_null(plan);
    return status;
}

static void test_bad(void **state)
{
    const char *file = *state;
    struct load load = load_new();
    char path[PATH_BYTES];
    size_t size, expected_size;

    snprintf(path, sizeof path, FOLDER "%s", file);
    char *bytes = load_file(path, &size);
    enum status status = read_bad(&load, file, bytes, size);
    char *found = load_findings(&load, LANGUAGE_NL);
    snprintf(path, sizeof path, FOLDER "%.*s.txt", (int)strlen(file) - 5, file);
    char *expected = load_file(path, &expected_size);
    if (strlen(found) != expected_size || memcmp(found, expected, expected_size) != 0)
        fail_msg("found:\n%sexpected:\n%.*s", found, (int)expected_size, expected);
    assert_int_equal(status, STATUS_INVALID);
    free(expected);
    free(found);
    free(bytes);
    load_free(&load);
}

static int is_yaml(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 5 && strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

int main(void)
{
    struct rows *rows = rows_new();
    struct dirent **entries;
    int count = scandir(FOLDER, &entries, is_yaml, alphasort);

    if (count <= 0)
        return EXIT_FAILURE;
    for (int i = 0; i < count; i++)
        rows_add(rows, test_bad, entries[i]->d_name, entries[i]->d_name);
    int result = rows_run(rows, "rules/bad");
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return result;
}
