/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/evidence.h"
#include "api/run_write.h"
#include "seal/signature.h"

/* ---- what goes in ---- */

struct packing {
    struct arena *arena;
    struct bundle_file files[BUNDLE_MOST_FILES];
    size_t count;
    bool failed;
};

static void add(struct packing *packing, const char *folder, const char *name, const char *bytes,
                size_t size)
{
    size_t length = strlen(folder) + strlen(name) + 1;
    char *path = arena_alloc(packing->arena, length);

    if (path == NULL || packing->count == BUNDLE_MOST_FILES) {
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

static enum status write_all(int fd, const struct bytes *bytes)
{
    size_t done = 0;

    while (done < bytes->size) {
        ssize_t wrote = write(fd, bytes->at + done, bytes->size - done);
        if (wrote < 0 && errno != EINTR)
            return STATUS_IO;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return fsync(fd) == 0 ? STATUS_OK : STATUS_IO;
}

static enum status put(const char *temporary, const char *path, bool force,
                       const struct bytes *bytes)
{
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);

    if (fd < 0)
        return STATUS_IO;
    enum status status = write_all(fd, bytes);
    int saved = errno;
    if (close(fd) != 0 && status == STATUS_OK) {
        saved = errno;
        status = STATUS_IO;
    }
    errno = saved;
    if (status == STATUS_OK &&
        renameat2(AT_FDCWD, temporary, AT_FDCWD, path, force ? 0 : RENAME_NOREPLACE) != 0)
        status = errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
    if (status != STATUS_OK) {
        saved = errno;
        unlink(temporary);
        errno = saved;
    }
    return status;
}

static enum status write_file(const char *path, bool force, const struct bytes *bytes)
{
    struct stat info;
    size_t length = strlen(path) + sizeof ".tmp";
    char *temporary = malloc(length);

    if (temporary == NULL)
        return STATUS_MEMORY;
    snprintf(temporary, length, "%s.tmp", path);
    if (lstat(temporary, &info) == 0 && S_ISREG(info.st_mode))
        unlink(temporary); /* of a program that was killed */
    enum status status = put(temporary, path, force, bytes);
    int saved = errno;
    free(temporary);
    errno = saved;
    return status;
}

enum status run_bundle(const struct saldo_dossier *dossier, const char *path, bool force,
                       const struct text *key)
{
    struct stat info;
    struct bytes bytes = {0};

    if (dossier->status != STATUS_OK)
        return dossier->status;
    if (lstat(path, &info) == 0 && (!force || !S_ISREG(info.st_mode)))
        return STATUS_EXISTS;
    enum status status = make(dossier, key, &bytes);
    if (status == STATUS_OK)
        status = write_file(path, force, &bytes);
    int saved = errno;
    bytes_free(&bytes);
    errno = saved;
    return status;
}
