/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/run_sign.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/evidence.h"
#include "api/place.h"
#include "seal/signature.h"

enum status run_key_read(const char *path, struct arena *arena, struct text *out)
{
    struct piece piece;
    enum status status = piece_read(AT_FDCWD, path, LIMIT_KEY_FILE_BYTES, true, arena, &piece);

    if (status != STATUS_OK)
        return status;
    if (piece.state == PIECE_ABSENT)
        return STATUS_IO;
    *out = (struct text){piece.bytes, piece.size};
    return piece.state == PIECE_FINE ? STATUS_OK : STATUS_SYNTAX;
}

static const struct place_kind kind = {NULL, NULL};

/* mode: who may read it, before the umask. */
static enum status put_file(struct place *place, mode_t mode, const void *bytes, size_t size)
{
    int fd = openat(place_fd(place), PLACE_FILE, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    struct out *out = fd < 0 ? NULL : out_fd_new(fd);
    enum status status = fd < 0 ? STATUS_IO : STATUS_MEMORY;

    if (out != NULL) {
        out_bytes(out, bytes, size);
        status = out_finish(out);
    }
    if (status == STATUS_OK && fsync(fd) != 0)
        status = STATUS_IO;
    int saved = errno;
    if (fd >= 0 && close(fd) != 0 && status == STATUS_OK) {
        saved = errno;
        status = STATUS_IO;
    }
    errno = saved;
    return status == STATUS_OK ? place_put(place) : status;
}

static enum status put_signature(int folder, const char *run, const unsigned char *signature,
                                 bool force)
{
    struct place *place;
    enum status status = place_new_in(folder, run, OUTPUT_SIGNATURE, &kind, force, &place);

    if (status == STATUS_OK)
        status = put_file(place, 0666, signature, SIGNATURE_BYTES);
    place_free(place);
    return status;
}

/* Signs the manifest that was verified, and no other that came in its place. */
static enum status sign(int folder, const char *run, struct text key, bool force,
                        struct arena *arena, const struct verification *found)
{
    unsigned char signature[SIGNATURE_BYTES];
    char sha256[DIGEST_TEXT_BYTES];
    struct piece manifest;
    enum status status =
        piece_read(folder, OUTPUT_MANIFEST, LIMIT_MANIFEST_BYTES, false, arena, &manifest);

    if (status == STATUS_OK && manifest.state != PIECE_FINE)
        status = STATUS_INVALID;
    if (status == STATUS_OK)
        status = digest_of(manifest.bytes, manifest.size, sha256);
    if (status == STATUS_OK && strcmp(sha256, found->manifest_sha256) != 0)
        status = STATUS_INVALID;
    if (status == STATUS_OK)
        status = signature_make(key.at, key.length, manifest.bytes, manifest.size, signature);
    return status == STATUS_OK ? put_signature(folder, run, signature, force) : status;
}

/* With force an old signature may be anything: it goes. Rules of one's own under the name of a
 * built-in scheme are told to whoever verifies; the run is as compute wrote it all the same. */
static bool is_in_the_way(const struct verification *found, bool force)
{
    for (uint32_t i = 0; i < found->finding_count; i++)
        if ((!force || strcmp(found->findings[i].file, OUTPUT_SIGNATURE) != 0) &&
            (!found->own_scheme || found->findings[i].kind != VERIFY_SCHEME))
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
    status = sign(folder, run, key, force, arena, found);
    int saved = errno;
    close(folder);
    errno = saved;
    return status;
}

enum status run_key_new(const char *path, struct arena *arena, const char **public)
{
    struct signature_pair pair = {0};
    struct place *place;
    enum status status = place_new(path, &kind, false, &place);

    if (status == STATUS_OK)
        status = signature_pair_new(&pair);
    if (status == STATUS_OK)
        status = put_file(place, 0600, pair.private, strlen(pair.private));
    place_free(place);
    if (status == STATUS_OK) {
        *public = arena_copy(arena, pair.public, strlen(pair.public));
        status = *public == NULL ? STATUS_MEMORY : STATUS_OK;
    }
    int saved = errno;
    signature_pair_wipe(&pair);
    errno = saved;
    return status;
}
