/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a run: every output hashed while it is written, the manifest last. afrekening.json, half
 * of all bytes, has a thread of its own; which thread writes a file changes nothing in it. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api/run_kind.h"
#include "api/run_write.h"
#include "seal/signature.h"

struct job {
    const struct saldo_dossier *dossier;
    int folder;
    enum output output;
    struct manifest_file file;
    enum status status;
    int error; /* errno of a STATUS_IO */
};

static enum status write_output(struct job *job)
{
    const char *name = output_name(job->output);
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
    enum status status = output_write(job->dossier, job->output, out);
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

static enum status write_small(int folder, const char *name, const void *bytes, size_t size)
{
    struct out *out = out_new(folder, name, NULL, NULL);

    if (out == NULL)
        return STATUS_IO;
    out_bytes(out, bytes, size);
    return out_finish(out);
}

static enum status write_signature(int folder, const struct text *key, const struct bytes *manifest)
{
    unsigned char signature[SIGNATURE_BYTES];
    enum status status =
        signature_make(key->at, key->length, manifest->at, manifest->size, signature);

    return status == STATUS_OK ? write_small(folder, OUTPUT_SIGNATURE, signature, sizeof signature)
                               : status;
}

static enum status write_manifest(const struct saldo_dossier *dossier, int folder,
                                  const struct job jobs[OUT_COUNT], const struct text *key)
{
    struct manifest_file files[OUT_COUNT];
    struct bytes text = {0};

    for (int i = 0; i < OUT_COUNT; i++)
        files[i] = jobs[i].file;
    enum status status = output_manifest(dossier, files, &text);
    if (status == STATUS_OK)
        status = write_small(folder, OUTPUT_MANIFEST, text.at, text.size);
    if (status == STATUS_OK && key != NULL)
        status = write_signature(folder, key, &text);
    int saved = errno;
    bytes_free(&text);
    errno = saved;
    return status;
}

/* Makes the run, all but puts it in place. *out is NULL unless STATUS_OK. */
static enum status make_run(const struct saldo_dossier *dossier, const char *path, bool force,
                            const struct text *key, struct place **out)
{
    struct job jobs[OUT_COUNT];
    enum status status = place_new(path, &run_kind, force, out);

    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < OUT_COUNT; i++)
        jobs[i] =
            (struct job){.dossier = dossier, .folder = place_fd(*out), .output = (enum output)i};
    status = write_outputs(jobs);
    if (status == STATUS_OK)
        status = write_manifest(dossier, place_fd(*out), jobs, key);
    if (status == STATUS_OK)
        return STATUS_OK;
    place_free(*out);
    *out = NULL;
    return status;
}

/* The run first. The one that fails is the one that is blamed; the other stays as it was. */
static enum status put_both(struct place *run, struct place *bundle, enum run_part *blamed)
{
    enum status status = place_put(run);

    *blamed = RUN_PART_RUN;
    if (status != STATUS_OK || bundle == NULL)
        return status;
    *blamed = RUN_PART_BUNDLE;
    status = place_put(bundle);
    if (status != STATUS_OK) {
        int saved = errno;
        place_undo(run);
        errno = saved;
    }
    return status;
}

enum status run_write(const struct saldo_dossier *dossier, const struct run_target *target,
                      enum run_part *blamed)
{
    struct place *run = NULL;
    struct place *bundle = NULL;

    *blamed = RUN_PART_RUN;
    if (dossier->status != STATUS_OK)
        return dossier->status;
    enum status status = make_run(dossier, target->run, target->force, target->key, &run);
    if (status == STATUS_OK && target->bundle != NULL) {
        *blamed = RUN_PART_BUNDLE;
        status = run_bundle(dossier, target->bundle, target->force, target->key, &bundle);
    }
    if (status == STATUS_OK)
        status = put_both(run, bundle, blamed);
    place_free(bundle);
    place_free(run);
    return status;
}

enum saldo_status saldo_run_write(const struct saldo_dossier *dossier, const char *path, bool force)
{
    const struct run_target target = {.run = path, .force = force};
    enum run_part blamed;

    if (path == NULL)
        return SALDO_USAGE;
    return api_status(run_write(dossier, &target, &blamed));
}
