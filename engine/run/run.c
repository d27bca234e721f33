/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/run.h"

#include <stdlib.h>
#include <string.h>

#include "run/run_load.h"
#include "run/run_scheme.h"
#include "seal/digest.h"

typedef enum status (*load_fn)(struct run_loading *loading, const char *bytes, size_t size);

static enum status load_line_reasons(struct run_loading *loading, const char *csv, size_t size)
{
    return run_reasons_load(loading, csv, size, false);
}

static enum status load_incentive_reasons(struct run_loading *loading, const char *csv, size_t size)
{
    return run_reasons_load(loading, csv, size, true);
}

/* The name of a run: the hash of its manifest, which holds the hashes of everything else. */
static enum status load_manifest(struct run_loading *loading, const char *bytes, size_t size)
{
    struct manifest manifest;
    enum status status = digest_of(bytes, size, loading->run.manifest_sha256);

    if (status == STATUS_OK)
        status = manifest_read(bytes, size, loading->arena, &manifest);
    return status == STATUS_OK ? run_scheme_judge(&manifest, &loading->run.scheme_altered) : status;
}

static enum status load_json(struct run_loading *loading, const char *bytes, size_t size)
{
    return run_json_load(loading, bytes, size, NULL);
}

static const struct {
    const char *name;
    load_fn load;
} files[] = {
    {"manifest.json", load_manifest},       {"afrekening.json", load_json},
    {"afrekening.csv", load_line_reasons},  {"stimulansen.csv", load_incentive_reasons},
    {"bevindingen.csv", run_findings_load},
};

static enum status load_file(const char *folder, size_t index, struct run_loading *loading,
                             enum run_trouble *trouble)
{
    char *bytes;
    size_t size;
    enum status status = run_read(folder, files[index].name, &bytes, &size, trouble);

    if (status != STATUS_OK)
        return status;
    status = files[index].load(loading, bytes, size);
    free(bytes);
    return status;
}

/* Moves an array into the arena, where the run keeps it. */
#define KEEP(loading, name, number)                                                                \
    do {                                                                                           \
        size_t keep_size = (loading)->name.count * sizeof *(loading)->name.items;                  \
        void *keep_at = arena_alloc((loading)->arena, keep_size);                                  \
        if (keep_at == NULL)                                                                       \
            (loading)->status = STATUS_MEMORY;                                                     \
        else if (keep_size > 0)                                                                    \
            memcpy(keep_at, (loading)->name.items, keep_size);                                     \
        free((loading)->name.items);                                                               \
        (loading)->run.name = keep_at;                                                             \
        (loading)->run.number = (loading)->name.count;                                             \
    } while (0)

static void keep_arrays(struct run_loading *loading)
{
    KEEP(loading, sources, source_count);
    KEEP(loading, parameters, parameter_count);
    KEEP(loading, assumptions, assumption_count);
    KEEP(loading, stated_totals, stated_total_count);
    KEEP(loading, actions, action_count);
    KEEP(loading, groups, group_count);
    KEEP(loading, incentive_kinds, incentive_kind_count);
    KEEP(loading, lines, line_count);
    KEEP(loading, incentives, incentive_count);
    KEEP(loading, beneficiaries, beneficiary_count);
    KEEP(loading, grants, grant_count);
    KEEP(loading, reports, report_count);
    KEEP(loading, decisions, decision_count);
    KEEP(loading, members, member_count);
    KEEP(loading, payments, payment_count);
    KEEP(loading, spending, spending_count);
    KEEP(loading, findings, finding_count);
}

static enum status finish(struct run_loading *loading, enum status status, const struct run **out)
{
    struct run *run = arena_alloc(loading->arena, sizeof *run);

    keep_arrays(loading);
    if (status == STATUS_OK)
        status = loading->status;
    if (status == STATUS_OK && run == NULL)
        status = STATUS_MEMORY;
    if (status != STATUS_OK)
        return status;
    *run = loading->run;
    *out = run;
    return STATUS_OK;
}

enum status run_load(const char *folder, struct arena *arena, const struct run **out,
                     enum run_trouble *trouble, const char **file)
{
    struct run_loading loading = {.arena = arena};
    enum status status = STATUS_OK;

    *trouble = RUN_FINE;
    for (size_t i = 0; i < sizeof files / sizeof *files && status == STATUS_OK; i++) {
        *file = files[i].name;
        status = load_file(folder, i, &loading, trouble);
    }
    return finish(&loading, status, out);
}

enum status run_load_files(const struct run_file *given, size_t count, struct arena *arena,
                           const struct run **out, const char **file)
{
    struct run_loading loading = {.arena = arena};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof files / sizeof *files && status == STATUS_OK; i++) {
        const struct run_file *found = &(const struct run_file){files[i].name, "", 0};
        *file = files[i].name;
        for (size_t j = 0; j < count; j++)
            if (strcmp(given[j].name, files[i].name) == 0)
                found = &given[j];
        status = files[i].load(&loading, found->bytes, found->size);
    }
    return finish(&loading, status, out);
}

enum status run_load_one(const char *json, size_t size, const char *beneficiary,
                         struct arena *arena, const struct run **out)
{
    struct run_loading loading = {.arena = arena};

    return finish(&loading, run_json_load(&loading, json, size, beneficiary), out);
}

const struct run_parameter *run_parameter_find(const struct run *run, const char *name)
{
    for (uint32_t i = 0; i < run->parameter_count; i++)
        if (strcmp(run->parameters[i].name, name) == 0)
            return &run->parameters[i];
    return NULL;
}

const struct run_assumption *run_assumption_find(const struct run *run, const char *id)
{
    for (uint32_t i = 0; i < run->assumption_count; i++)
        if (strcmp(run->assumptions[i].id, id) == 0)
            return &run->assumptions[i];
    return NULL;
}

const struct run_source *run_source_find(const struct run *run, const char *id)
{
    for (uint32_t i = 0; i < run->source_count; i++)
        if (strcmp(run->sources[i].id, id) == 0)
            return &run->sources[i];
    return NULL;
}

bool run_reads_gross(const struct run *run)
{
    const struct run_assumption *assumption = run_assumption_find(run, "verantwoording");

    return assumption != NULL && strcmp(assumption->chosen, "bruto") == 0;
}

const struct run_reading *run_reading_chosen(const struct run *run,
                                             const struct run_beneficiary *beneficiary)
{
    return run_reads_gross(run) ? &beneficiary->gross : &beneficiary->own;
}
