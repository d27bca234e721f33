/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/run_sign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/evidence.h"
#include "seal/signature.h"

#define TEMPORARY "." OUTPUT_SIGNATURE ".tmp"

enum status run_key_read(const char *path, struct arena *arena, struct text *out)
{
    struct piece piece;
    enum status status = piece_read(AT_FDCWD, path, SIGNATURE_KEY_BYTES, true, arena, &piece);

    if (status != STATUS_OK)
        return status;
    if (piece.state == PIECE_ABSENT || piece.state == PIECE_UNREADABLE)
        return STATUS_IO;
    *out = (struct text){piece.bytes, piece.size};
    return piece.state == PIECE_FINE ? STATUS_OK : STATUS_SYNTAX;
}

static enum status write_file(int folder, const char *name, mode_t mode, const void *bytes,
                              size_t size)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

    if (fd < 0)
        return errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
    ssize_t wrote = write(fd, bytes, size);
    if (wrote >= 0 && (size_t)wrote < size)
        errno = ENOSPC;
    enum status status = wrote == (ssize_t)size && fsync(fd) == 0 ? STATUS_OK : STATUS_IO;
    int saved = errno;
    close(fd);
    if (status != STATUS_OK)
        unlinkat(folder, name, 0);
    errno = saved;
    return status;
}

static enum status put_signature(int folder, const unsigned char *signature, bool force)
{
    unlinkat(folder, TEMPORARY, 0); /* of a program that was killed */
    enum status status = write_file(folder, TEMPORARY, 0666, signature, SIGNATURE_BYTES);

    if (status == STATUS_OK &&
        renameat2(folder, TEMPORARY, folder, OUTPUT_SIGNATURE, force ? 0 : RENAME_NOREPLACE) != 0) {
        status = errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
        int saved = errno;
        unlinkat(folder, TEMPORARY, 0);
        errno = saved;
    }
    return status == STATUS_OK && fsync(folder) != 0 ? STATUS_IO : status;
}

/* Signs the manifest that was verified, and no other that came in its place. */
static enum status sign(int folder, struct text key, bool force, struct arena *arena,
                        const struct verification *found)
{
    unsigned char signature[SIGNATURE_BYTES];
    char sha256[DIGEST_TEXT_BYTES];
    struct piece manifest;
    enum status status =
        piece_read(folder, OUTPUT_MANIFEST, MANIFEST_MOST_BYTES, false, arena, &manifest);

    if (status == STATUS_OK)
        status = digest_of(manifest.bytes, manifest.size, sha256);
    if (status == STATUS_OK && strcmp(sha256, found->manifest_sha256) != 0)
        status = STATUS_INVALID;
    if (status == STATUS_OK)
        status = signature_make(key.at, key.length, manifest.bytes, manifest.size, signature);
    return status == STATUS_OK ? put_signature(folder, signature, force) : status;
}

/* With force an old signature may be anything: it goes. */
static bool is_in_the_way(const struct verification *found, bool force)
{
    for (uint32_t i = 0; i < found->finding_count; i++)
        if (!force || strcmp(found->findings[i].file, OUTPUT_SIGNATURE) != 0)
            return true;
    return false;
}

enum status run_sign(const char *run, struct text key, bool force, struct arena *arena,
                     struct verification *found)
{
    const struct verify_options options = {.run = run};
    enum status status = verify_run(&options, arena, found);

    if (status != STATUS_OK)
        return status;
    if (found->is_signed && !force)
        return STATUS_EXISTS;
    if (is_in_the_way(found, force) || found->bundled)
        return STATUS_INVALID;
    int folder = open(run, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return STATUS_IO;
    status = sign(folder, key, force, arena, found);
    int saved = errno;
    close(folder);
    errno = saved;
    return status;
}

enum status run_key_new(const char *path, struct arena *arena, const char **public)
{
    struct signature_pair pair;
    enum status status = signature_pair_new(&pair);

    if (status == STATUS_OK)
        status = write_file(AT_FDCWD, path, 0600, pair.private, strlen(pair.private));
    if (status == STATUS_OK) {
        *public = arena_copy(arena, pair.public, strlen(pair.public));
        status = *public == NULL ? STATUS_MEMORY : STATUS_OK;
    }
    int saved = errno;
    signature_pair_wipe(&pair);
    errno = saved;
    return status;
}
