/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a run: every output hashed while it is written, the manifest last. afrekening.json, half
 * of all bytes, has a thread of its own; which thread writes a file changes nothing in it. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api/dossier_api.h"
#include "api/run_folder.h"
#include "report/settlement_json.h"
#include "report/tables.h"
#include "seal/manifest.h"

enum output {
    OUT_JSON,
    OUT_LINES,
    OUT_BENEFICIARIES,
    OUT_INCENTIVES,
    OUT_KPI,
    OUT_FINDINGS,
    OUT_COUNT
};

static const char *const output_names[OUT_COUNT] = {"afrekening.json",  "afrekening.csv",
                                                    "begunstigden.csv", "stimulansen.csv",
                                                    "kpi.csv",          "bevindingen.csv"};

struct job {
    const struct saldo_dossier *dossier;
    int folder;
    enum output output;
    struct manifest_file file;
    enum status status;
    int error; /* errno of a STATUS_IO */
};

static enum status write_content(const struct job *job, struct out *out)
{
    const struct settlement *settlement = job->dossier->settlement;

    switch (job->output) {
    case OUT_JSON:
        settlement_json(out, settlement, SALDO_VERSION);
        break;
    case OUT_LINES:
        table_lines(out, settlement);
        break;
    case OUT_BENEFICIARIES:
        table_beneficiaries(out, settlement);
        break;
    case OUT_INCENTIVES:
        table_incentives(out, settlement);
        break;
    case OUT_KPI:
        table_kpi(out, settlement);
        break;
    case OUT_FINDINGS:
        return table_findings(out, job->dossier->diags, job->dossier->dossier->config.language);
    case OUT_COUNT:
        return STATUS_BROKEN;
    }
    return STATUS_OK;
}

static enum status write_output(struct job *job)
{
    const char *name = output_names[job->output];
    struct digest *digest = digest_new();
    uint64_t size = 0;

    if (digest == NULL)
        return STATUS_MEMORY;
    struct out *out = out_new(job->folder, name, digest_add, digest);
    if (out == NULL) {
        job->error = errno;
        digest_free(digest);
        return STATUS_IO;
    }
    enum status status = write_content(job, out);
    enum status finished = out_finish(out);
    if (status == STATUS_OK && finished != STATUS_OK) {
        job->error = errno;
        status = finished;
    }
    job->file = (struct manifest_file){.name = name, .rows = -1};
    if (status == STATUS_OK)
        status = digest_finish(digest, job->file.sha256, &size);
    job->file.size = size;
    digest_free(digest);
    return status;
}

static void *run_job(void *context)
{
    struct job *job = context;

    job->status = write_output(job);
    return NULL;
}

static enum status write_outputs(struct job jobs[OUT_COUNT])
{
    pthread_t thread;
    bool beside = pthread_create(&thread, NULL, run_job, &jobs[OUT_JSON]) == 0;

    if (!beside)
        run_job(&jobs[OUT_JSON]);
    for (int i = OUT_JSON + 1; i < OUT_COUNT; i++)
        run_job(&jobs[i]);
    if (beside)
        pthread_join(thread, NULL);
    for (int i = 0; i < OUT_COUNT; i++)
        if (jobs[i].status != STATUS_OK) {
            errno = jobs[i].error;
            return jobs[i].status;
        }
    return STATUS_OK;
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

static enum status manifest_text(const struct saldo_dossier *dossier,
                                 const struct job jobs[OUT_COUNT], char **out)
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
    for (int i = 0; i < OUT_COUNT; i++)
        outputs[i] = jobs[i].file;
    qsort(outputs, OUT_COUNT, sizeof *outputs, compare_files);
    enum status status = describe_inputs(dossier->dossier, inputs, &manifest.input_count);
    if (status == STATUS_OK)
        status = digest_of(scheme->bytes, scheme->size, manifest.scheme.sha256);
    return status == STATUS_OK ? manifest_write(&manifest, out) : status;
}

static enum status write_manifest(const struct saldo_dossier *dossier, int folder,
                                  const struct job jobs[OUT_COUNT])
{
    char *text = NULL;
    enum status status = manifest_text(dossier, jobs, &text);

    if (status != STATUS_OK)
        return status;
    struct out *out = out_new(folder, "manifest.json", NULL, NULL);
    if (out != NULL) {
        out_text(out, text);
        out_char(out, '\n');
    }
    status = out == NULL ? STATUS_IO : out_finish(out);
    int saved = errno;
    free(text);
    errno = saved;
    return status;
}

enum saldo_status saldo_run_write(const struct saldo_dossier *dossier, const char *path, bool force)
{
    struct run_folder *folder;
    struct job jobs[OUT_COUNT];

    if (path == NULL)
        return SALDO_USAGE;
    if (dossier->status != STATUS_OK)
        return api_status(dossier->status);
    enum status status = run_folder_new(path, force, &folder);
    if (status != STATUS_OK)
        return api_status(status);
    for (int i = 0; i < OUT_COUNT; i++)
        jobs[i] = (struct job){
            .dossier = dossier, .folder = run_folder_fd(folder), .output = (enum output)i};
    status = write_outputs(jobs);
    if (status == STATUS_OK)
        status = write_manifest(dossier, run_folder_fd(folder), jobs);
    if (status == STATUS_OK)
        status = run_folder_commit(folder);
    int saved = errno;
    run_folder_free(folder);
    errno = saved;
    return api_status(status);
}
