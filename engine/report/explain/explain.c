/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain/explain.h"

#include <string.h>

#include "report/explain/part.h"
#include "write/screen.h"

static bool wanted_action(const struct run_line *line, const struct explain_query *query)
{
    return query->action == NULL ||
           (strcmp(line->number, query->action) == 0 &&
            (query->group == NULL || strcmp(line->group_id, query->group) == 0));
}

static bool wanted_incentive(const struct run_incentive *line, const struct explain_query *query)
{
    return query->action == NULL ||
           (strcmp(line->kind_id, query->action) == 0 && query->group == NULL);
}

static bool wanted_any(const struct run *run, const struct explain_query *query)
{
    if (query->action == NULL)
        return run->beneficiary_count > 0;
    for (uint32_t i = 0; i < run->line_count; i++)
        if (wanted_action(&run->lines[i], query))
            return true;
    for (uint32_t i = 0; i < run->incentive_count; i++)
        if (wanted_incentive(&run->incentives[i], query))
            return true;
    return false;
}

static void explain_all(const struct explanation *e, const struct explain_query *query)
{
    const struct run *run = e->run;

    explain_safe(e, run->scheme);
    screen_print(e->stream, ", peildatum ");
    explain_safe(e, run->cutoff);
    fputc('\n', e->stream);
    if (query->action == NULL)
        explain_beneficiary(e, &run->beneficiaries[0]);
    for (uint32_t i = 0; i < run->line_count; i++)
        if (wanted_action(&run->lines[i], query))
            explain_action(e, &run->lines[i]);
    for (uint32_t i = 0; i < run->incentive_count; i++)
        if (wanted_incentive(&run->incentives[i], query))
            explain_incentive(e, &run->incentives[i]);
}

static enum status explain_run(const struct run *run, const struct explain_query *query,
                               enum language language, struct arena *arena, FILE *stream)
{
    struct explanation e = {
        .run = run,
        .stream = stream,
        .language = language,
        .told_sources = arena_alloc(arena, run->source_count * sizeof *e.told_sources),
        .told_parameters = arena_alloc(arena, run->parameter_count * sizeof *e.told_parameters),
        .told_assumptions = arena_alloc(arena, run->assumption_count * sizeof *e.told_assumptions)};

    if (e.told_sources == NULL || e.told_parameters == NULL || e.told_assumptions == NULL)
        return STATUS_MEMORY;
    if (!wanted_any(run, query))
        return STATUS_RANGE;
    explain_all(&e, query);
    return STATUS_OK;
}

enum status explain_write(const char *json, size_t size, const struct explain_query *query,
                          enum language language, FILE *stream)
{
    const struct run *run = NULL;
    struct arena *arena = arena_new();
    enum status status = arena == NULL ? STATUS_MEMORY
                                       : run_load_one(json, size, query->beneficiary, arena, &run);

    if (status == STATUS_OK)
        status = explain_run(run, query, language, arena, stream);
    arena_free(arena);
    return status;
}
