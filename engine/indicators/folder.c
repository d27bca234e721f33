/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/table/field.h"
#include "rules/plan/config.h"

enum { BUILTINS_MAX = 16 };

#define CONFIG_FILE "plan.yaml"

static enum status read_config(int fd, struct indicators *in, struct plan_config *config)
{
    *config = (struct plan_config){0};
    enum status status = input_read(fd, CONFIG_FILE, false, in->diags, &in->config);
    if (status != STATUS_OK || in->config.bytes == NULL)
        return status;
    return plan_config_load(CONFIG_FILE, in->config.bytes, in->config.size, in->arena, in->diags,
                            config);
}

static void refuse_plan(const struct plan_config *config, struct diag_list *diags)
{
    const char *ids[BUILTINS_MAX];
    char expected[WORDS_BYTES];
    uint32_t count = 0;

    while (count < plan_builtin_count() && count < BUILTINS_MAX) {
        ids[count] = plan_builtin_at(count)->id;
        count++;
    }
    words_join(ids, count, expected);
    diag_add(diags, FINDING_PLAN_UNKNOWN, (struct source_pos){CONFIG_FILE, config->plan_line, 0},
             (struct diag_subject){0}, config->plan_id, expected, NULL);
}

enum status indicators_plan(const char *id, struct arena *arena, struct diag_list *diags,
                            const struct plan **out)
{
    const struct embedded_file *builtin = plan_builtin_find(id);

    if (builtin == NULL)
        return STATUS_RANGE;
    return plan_load(builtin->file, builtin->bytes, builtin->size, arena, diags, out);
}

/* The plan that plan.yaml names; where it names none, the first of the program. */
static enum status choose_plan(const struct plan_config *config, struct indicators *in)
{
    const char *id = config->plan_id == NULL ? plan_builtin_at(0)->id : config->plan_id;
    enum status status = indicators_plan(id, in->arena, in->diags, &in->plan);

    if (status != STATUS_RANGE)
        return status;
    refuse_plan(config, in->diags);
    return STATUS_INVALID;
}

/* A cut-off date before the plan can be met by no measurement. */
static enum status check_cutoff(const struct plan_config *config, bool given,
                                const struct indicators *in)
{
    char text[DATE_TEXT_BYTES], first[DATE_TEXT_BYTES + 8];
    int year, month, day;

    date_to_civil(in->cutoff, &year, &month, &day);
    if (year >= in->plan->from)
        return STATUS_OK;
    date_format(in->cutoff, text);
    snprintf(first, sizeof first, "%d-01-01", in->plan->from);
    struct source_pos pos = {given ? "--as-of" : CONFIG_FILE, given ? 0 : config->cutoff_line, 0};
    diag_add(in->diags, FINDING_PLAN_CUTOFF_BEFORE, pos, (struct diag_subject){0}, text, first,
             NULL);
    return STATUS_INVALID;
}

static enum status choose_cutoff(const struct plan_config *config, const struct date *as_of,
                                 struct indicators *in)
{
    if (as_of == NULL && !config->dated) {
        diag_add(in->diags, FINDING_PLAN_CUTOFF, (struct source_pos){CONFIG_FILE, 0, 0},
                 (struct diag_subject){0}, NULL, NULL, NULL);
        return STATUS_INVALID;
    }
    in->cutoff = as_of == NULL ? config->cutoff : *as_of;
    return STATUS_OK;
}

static enum status read_table(int fd, const struct plan_config *config, struct indicators *in)
{
    struct text text = {0};
    char *owned = NULL;
    enum status status = input_read(fd, MEASURE_FILE, true, in->diags, &in->table);

    if (status != STATUS_OK)
        return status;
    status = input_decode(&in->table, config->encoding, CONFIG_FILE, in->diags, &text, &owned);
    if (status == STATUS_OK)
        status = measure_read(in->plan, text, in->cutoff, in->arena, in->diags, &in->measurements);
    free(owned);
    return status;
}

static enum status read_folder(int fd, const struct date *as_of, struct indicators *in)
{
    struct plan_config config;
    enum status status = read_config(fd, in, &config);

    if (status == STATUS_OK)
        status = choose_cutoff(&config, as_of, in);
    if (status == STATUS_OK)
        status = choose_plan(&config, in);
    if (status == STATUS_OK)
        status = check_cutoff(&config, as_of != NULL, in);
    if (status == STATUS_OK)
        status = read_table(fd, &config, in);
    return status == STATUS_OK ? diag_list_status(in->diags) : status;
}

enum status indicators_load(const char *folder, const struct date *as_of, struct indicators *out)
{
    *out = (struct indicators){.arena = arena_new(), .diags = diag_list_new()};
    if (out->arena == NULL || out->diags == NULL)
        return STATUS_MEMORY;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return STATUS_IO;
    enum status status = read_folder(fd, as_of, out);
    close(fd);
    return status;
}

void indicators_free(struct indicators *indicators)
{
    measure_free(&indicators->measurements);
    input_free(&indicators->config);
    input_free(&indicators->table);
    diag_list_free(indicators->diags);
    arena_free(indicators->arena);
}
