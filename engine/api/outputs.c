/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/outputs.h"

#include <stdlib.h>
#include <string.h>

#include "run/kpi.h"
#include "run/write_csv.h"
#include "run/write_json.h"

static const char *const output_names[OUT_COUNT] = {"afrekening.json",  "afrekening.csv",
                                                    "begunstigden.csv", "stimulansen.csv",
                                                    "kpi.csv",          "bevindingen.csv"};

const char *output_name(enum output output)
{
    return output_names[output];
}

static enum status write_table(const struct settlement *settlement, enum output output,
                               struct out *out)
{
    enum run_part part = output == OUT_JSON ? RUN_INSIDE : RUN_SENTENCES;
    struct run_maker *maker;
    enum status status = run_maker_new(settlement, SALDO_VERSION, part, &maker);

    if (status != STATUS_OK)
        return status;
    struct run_feed feed = run_feed_made(maker);
    if (output == OUT_JSON)
        status = run_write_json(out, &feed);
    else
        status = run_write_table(out, &feed,
                                 output == OUT_LINES        ? RUN_line
                                 : output == OUT_INCENTIVES ? RUN_incentive
                                                            : RUN_beneficiary);
    run_maker_free(maker);
    return status;
}

static enum status write_kpi(const struct settlement *settlement, struct out *out)
{
    const struct run_kpi *rows;
    uint32_t count;
    struct arena *arena = arena_new();
    enum status status = arena == NULL ? STATUS_MEMORY
                                       : run_kpi_settled(settlement, arena, &rows, &count);

    if (status == STATUS_OK)
        run_write_kpi(out, rows, count);
    arena_free(arena);
    return status;
}

enum status output_write(const struct saldo_dossier *dossier, enum output output, struct out *out)
{
    switch (output) {
    case OUT_JSON:
    case OUT_LINES:
    case OUT_BENEFICIARIES:
    case OUT_INCENTIVES:
        return write_table(dossier->settlement, output, out);
    case OUT_KPI:
        return write_kpi(dossier->settlement, out);
    case OUT_FINDINGS:
        return table_findings(out, dossier->diags, dossier->dossier->config.language);
    case OUT_COUNT:
        break;
    }
    return STATUS_BROKEN;
}

/* ---- manifest ---- */

static enum status describe_inputs(const struct dossier *dossier,
                                   struct manifest_file inputs[FILE_COUNT], size_t *count)
{
    enum status status = STATUS_OK;

    *count = 0;
    for (int file = 0; file < FILE_COUNT && status == STATUS_OK; file++) {
        const struct input *input = &dossier->inputs[file];
        if (input->bytes == NULL)
            continue;
        struct manifest_file *out = &inputs[(*count)++];
        *out = (struct manifest_file){
            .name = input->name,
            .size = input->size,
            .rows = file == FILE_CONFIG ? -1 : (int64_t)dossier->counts[file].read};
        status = digest_of(input->bytes, input->size, out->sha256);
    }
    return status;
}

static int compare_files(const void *left, const void *right)
{
    const struct manifest_file *a = left;
    const struct manifest_file *b = right;

    return strcmp(a->name, b->name);
}

static enum status add_manifest(const struct manifest *manifest, struct bytes *out)
{
    char *text;
    enum status status = manifest_write(manifest, &text);

    if (status != STATUS_OK)
        return status;
    bytes_add(out, text, strlen(text));
    bytes_add(out, "\n", 1);
    free(text);
    return bytes_status(out);
}

enum status output_manifest(const struct saldo_dossier *dossier,
                            const struct manifest_file files[OUT_COUNT], struct bytes *out)
{
    const struct settlement *s = dossier->settlement;
    const struct scheme *scheme = s->scheme;
    struct manifest_file inputs[FILE_COUNT];
    struct manifest_file outputs[OUT_COUNT];
    char cutoff[DATE_TEXT_BYTES];
    const struct manifest_total totals[] = {{"subsidie_berekend", s->totals.computed},
                                            {"toegekend", s->totals.granted},
                                            {"stimulansen", s->totals.incentives},
                                            {"voorschot", s->totals.advance},
                                            {"saldo", s->totals.paid},
                                            {"ingehouden", s->totals.withheld},
                                            {"open", s->totals.open},
                                            {"terugvordering", s->totals.recovery},
                                            {"betaald", s->total_received},
                                            {"te_betalen", s->total_due},
                                            {"uit_te_betalen", s->total_payable},
                                            {"terug_te_vragen", s->total_claimable}};
    struct manifest manifest = {
        .engine = SALDO_VERSION,
        .scheme_id = scheme->id,
        .scheme = {.name = scheme->file, .size = scheme->size, .rows = -1},
        .own_scheme = dossier->dossier->own_scheme,
        .cutoff = cutoff,
        .cutoff_replaced = dossier->cutoff_replaced,
        .inputs = inputs,
        .outputs = outputs,
        .output_count = OUT_COUNT,
        .totals = totals,
        .total_count = sizeof totals / sizeof *totals,
    };

    date_format(dossier->dossier->config.cutoff, cutoff);
    memcpy(outputs, files, sizeof outputs);
    qsort(outputs, OUT_COUNT, sizeof *outputs, compare_files);
    enum status status = describe_inputs(dossier->dossier, inputs, &manifest.input_count);
    if (status == STATUS_OK)
        status = digest_of(scheme->bytes, scheme->size, manifest.scheme.sha256);
    return status == STATUS_OK ? add_manifest(&manifest, out) : status;
}

/* ---- a run in memory ---- */

static enum status make_file(const struct saldo_dossier *dossier, enum output output,
                             struct bytes *bytes, struct manifest_file *file)
{
    struct out *out = out_tap_new(bytes_add, bytes);

    if (out == NULL)
        return STATUS_MEMORY;
    enum status status = output_write(dossier, output, out);
    enum status finished = out_finish(out);
    status = status == STATUS_OK ? finished : status;
    if (status == STATUS_OK)
        status = bytes_status(bytes);
    *file = (struct manifest_file){.name = output_name(output), .size = bytes->size, .rows = -1};
    return status == STATUS_OK ? digest_of(bytes->at, bytes->size, file->sha256) : status;
}

enum status outputs_make(const struct saldo_dossier *dossier, struct outputs *out)
{
    struct manifest_file files[OUT_COUNT];
    enum status status = dossier->status;

    *out = (struct outputs){0};
    for (int i = 0; i < OUT_COUNT && status == STATUS_OK; i++)
        status = make_file(dossier, (enum output)i, &out->files[i], &files[i]);
    return status == STATUS_OK ? output_manifest(dossier, files, &out->manifest) : status;
}

void outputs_free(struct outputs *outputs)
{
    for (int i = 0; i < OUT_COUNT; i++)
        bytes_free(&outputs->files[i]);
    bytes_free(&outputs->manifest);
}
