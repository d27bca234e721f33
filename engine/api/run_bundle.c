/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/evidence.h"
#include "api/run_write.h"
#include "seal/signature.h"

/* ---- what goes in ---- */

struct packing {
    struct arena *arena;
    struct bundle_file files[LIMIT_BUNDLE_FILES];
    size_t count;
    bool failed;
};

static void add(struct packing *packing, const char *folder, const char *name, const char *bytes,
                size_t size)
{
    size_t length = strlen(folder) + strlen(name) + 1;
    char *path = arena_alloc(packing->arena, length);

    if (path == NULL || packing->count == LIMIT_BUNDLE_FILES) {
        packing->failed = true;
        return;
    }
    snprintf(path, length, "%s%s", folder, name);
    packing->files[packing->count++] = (struct bundle_file){path, bytes, size};
}

/* The names of files of the dossier that were not read: a run has a finding for each. */
static void list_unknown(const struct saldo_dossier *dossier, struct bytes *out)
{
    for (size_t i = 0; i < diag_count(dossier->diags); i++) {
        const struct diag *diag = diag_at(dossier->diags, i);
        if (diag->finding != FINDING_FILE_UNKNOWN)
            continue;
        bytes_add(out, diag->pos.file, strlen(diag->pos.file));
        bytes_add(out, "\n", 1);
    }
}

static int compare_files(const void *left, const void *right)
{
    const struct bundle_file *a = left;
    const struct bundle_file *b = right;

    return strcmp(a->name, b->name);
}

static void add_dossier(struct packing *packing, const struct dossier *dossier)
{
    for (int i = 0; i < FILE_COUNT; i++) {
        const struct input *input = &dossier->inputs[i];
        if (input->bytes != NULL)
            add(packing, BUNDLE_DOSSIER, input->name, input->bytes, input->size);
    }
    add(packing, BUNDLE_SCHEME, dossier->scheme->file, dossier->scheme->bytes,
        dossier->scheme->size);
}

static void add_run(struct packing *packing, const struct outputs *run)
{
    for (int i = 0; i < OUT_COUNT; i++)
        add(packing, BUNDLE_RUN, output_name((enum output)i), run->files[i].at, run->files[i].size);
    add(packing, BUNDLE_RUN, OUTPUT_MANIFEST, run->manifest.at, run->manifest.size);
}

static enum status pack(const struct saldo_dossier *dossier, const struct outputs *run,
                        const struct text *key, struct packing *packing, struct bytes *out)
{
    unsigned char signature[SIGNATURE_BYTES];
    struct bytes unknown = {0};
    enum status status = STATUS_OK;

    add_dossier(packing, dossier->dossier);
    add_run(packing, run);
    if (key != NULL) {
        status =
            signature_make(key->at, key->length, run->manifest.at, run->manifest.size, signature);
        add(packing, BUNDLE_RUN, OUTPUT_SIGNATURE, (const char *)signature, sizeof signature);
    }
    list_unknown(dossier, &unknown);
    if (unknown.size > 0)
        add(packing, "", BUNDLE_UNKNOWN, unknown.at, unknown.size);
    if (status == STATUS_OK && packing->failed)
        status = STATUS_MEMORY;
    if (status == STATUS_OK)
        status = bytes_status(&unknown);
    qsort(packing->files, packing->count, sizeof *packing->files, compare_files);
    if (status == STATUS_OK)
        status = bundle_pack(packing->files, packing->count, out);
    bytes_free(&unknown);
    return status;
}

static enum status make(const struct saldo_dossier *dossier, const struct text *key,
                        struct bytes *out)
{
    struct packing packing = {.arena = arena_new()};
    struct outputs run;
    enum status status = outputs_make(dossier, &run);

    if (packing.arena == NULL)
        status = STATUS_MEMORY;
    if (status == STATUS_OK)
        status = pack(dossier, &run, key, &packing, out);
    outputs_free(&run);
    arena_free(packing.arena);
    return status;
}

/* ---- where it goes ---- */

/* With --force: a bundle, by its content, whatever its name. */
static enum status check(int fd)
{
    enum status status = bundle_recognise(fd);

    return status == STATUS_SYNTAX ? STATUS_EXISTS : status;
}

static const struct place_kind bundle_kind = {NULL, check};

static enum status write_bytes(const struct place *place, const struct bytes *bytes)
{
    struct out *out = out_new(place_fd(place), PLACE_FILE, NULL, NULL);

    if (out == NULL)
        return STATUS_IO;
    out_bytes(out, bytes->at, bytes->size);
    return out_finish(out);
}

enum status run_bundle(const struct saldo_dossier *dossier, const char *path, bool force,
                       const struct text *key, struct place **out)
{
    struct bytes bytes = {0};

    *out = NULL;
    if (dossier->status != STATUS_OK)
        return dossier->status;
    enum status status = place_new(path, &bundle_kind, force, out);
    if (status == STATUS_OK)
        status = make(dossier, key, &bytes);
    if (status == STATUS_OK)
        status = write_bytes(*out, &bytes);
    int saved = errno;
    bytes_free(&bytes);
    if (status != STATUS_OK) {
        place_free(*out);
        *out = NULL;
    }
    errno = saved;
    return status;
}
