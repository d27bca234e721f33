/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/place_part.h"
#include "api/report_files.h"
#include "api/run_kind.h"
#include "core/limits.h"
#include "core/shown.h"
#include "seal/signature.h"

/* ---- one file ---- */

static enum status read_whole(int fd, size_t size, struct arena *arena, struct piece *out)
{
    char *bytes = arena_alloc(arena, size + 1);
    size_t done = 0;

    if (bytes == NULL)
        return STATUS_MEMORY;
    while (done < size) {
        ssize_t got = read(fd, bytes + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return STATUS_IO;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    out->bytes = bytes;
    out->size = done;
    out->state = PIECE_FINE;
    return STATUS_OK;
}

enum status piece_read(int folder, const char *name, uint64_t most, bool follow,
                       struct arena *arena, struct piece *out)
{
    struct stat info;
    int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
    int fd = openat(folder, name, flags);
    enum status status = STATUS_OK;

    *out = (struct piece){.name = name};
    if (fd < 0) {
        out->state = errno == ENOENT ? PIECE_ABSENT : PIECE_KIND;
        return errno == ENOENT || errno == ELOOP || errno == ENXIO ? STATUS_OK : STATUS_IO;
    }
    if (fstat(fd, &info) != 0)
        status = STATUS_IO;
    else if (!S_ISREG(info.st_mode))
        out->state = PIECE_KIND;
    else if ((uint64_t)info.st_size > most)
        out->state = PIECE_TOO_BIG;
    else
        status = read_whole(fd, (size_t)info.st_size, arena, out);
    int saved = errno;
    close(fd);
    errno = saved;
    return status;
}

/* ---- a folder ---- */

static bool is_piece(const struct evidence *e, const char *name)
{
    for (int i = 0; i < OUT_COUNT; i++)
        if (strcmp(name, output_name((enum output)i)) == 0)
            return true;
    for (size_t i = 0; i < e->form_count; i++)
        if (strcmp(name, report_form_file(report_form_at(i))) == 0)
            return true;
    return strcmp(name, OUTPUT_MANIFEST) == 0 || strcmp(name, OUTPUT_SIGNATURE) == 0;
}

static int compare_names(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;

    return strcmp(*a, *b);
}

/* A form or a signature in the making, or left by a program that was killed, is no stranger. */
static enum status list_strangers(struct evidence *e, int folder)
{
    VECTOR(const char *) found = {0};
    struct place_list list;
    enum status status = place_list_read(folder, &list);

    for (size_t i = 0; i < list.entries.count && status == STATUS_OK; i++) {
        const char *name = list.entries.items[i].name;
        if (is_piece(e, name))
            continue;
        status = run_is_work(folder, name);
        if (status != STATUS_EXISTS)
            continue;
        name = shown_word(e->arena, name);
        status = name == NULL ? STATUS_MEMORY : VECTOR_PUSH(&found, name);
        if (found.count > LIMIT_FOLDER_NAMES)
            status = STATUS_INVALID; /* whatever it is, not a run */
    }
    int saved = errno;
    place_list_free(&list);
    e->stranger_count = found.count;
    e->strangers = arena_alloc(e->arena, (found.count + 1) * sizeof *e->strangers);
    if (e->strangers == NULL)
        status = STATUS_MEMORY;
    if (status == STATUS_OK && found.count > 0) {
        memcpy(e->strangers, found.items, found.count * sizeof *found.items);
        qsort(e->strangers, found.count, sizeof *e->strangers, compare_names);
    }
    free(found.items);
    errno = saved;
    return status;
}

static enum status read_piece(struct evidence *e, int folder, const char *name, uint64_t most,
                              struct piece *out)
{
    enum status status = piece_read(folder, name, most, false, e->arena, out);

    if (status == STATUS_IO)
        e->unread = name;
    return status;
}

static enum status read_folder(struct evidence *e, int folder)
{
    enum status status = list_strangers(e, folder);

    for (int i = 0; i < OUT_COUNT && status == STATUS_OK; i++)
        status =
            read_piece(e, folder, output_name((enum output)i), LIMIT_FILE_BYTES, &e->outputs[i]);
    for (size_t i = 0; i < e->form_count && status == STATUS_OK; i++)
        status = read_piece(e, folder, report_form_file(report_form_at(i)), LIMIT_FILE_BYTES,
                            &e->forms[i]);
    if (status == STATUS_OK)
        status = read_piece(e, folder, OUTPUT_MANIFEST, LIMIT_MANIFEST_BYTES, &e->manifest);
    if (status == STATUS_OK)
        status = read_piece(e, folder, OUTPUT_SIGNATURE, SIGNATURE_BYTES, &e->signature);
    return status;
}

/* ---- a bundle ---- */

static const char *behind(const char *name, const char *folder)
{
    size_t length = strlen(folder);

    return strncmp(name, folder, length) == 0 ? name + length : NULL;
}

static bool is_input(const char *name)
{
    for (int i = 0; i < FILE_COUNT; i++)
        if (strcmp(name, dossier_file_name((enum dossier_file)i)) == 0)
            return true;
    return false;
}

bool evidence_is_word(const char *text)
{
    size_t length = strlen(text);

    for (size_t at = 0, size; at < length; at += size) {
        size = text_character(text + at, length - at);
        if (size == 0 || text[at] == '/' || text_is_control(text + at, size))
            return false;
    }
    return length > 0 && text[0] != '.';
}

static bool is_scheme(const char *name)
{
    size_t length = strlen(name);

    return length > 5 && evidence_is_word(name) && strcmp(name + length - 5, ".yaml") == 0;
}

bool evidence_may_hold(const char *name)
{
    const struct evidence none = {.form_count = 0};
    const char *rest;

    if ((rest = behind(name, BUNDLE_DOSSIER)) != NULL)
        return is_input(rest);
    if ((rest = behind(name, BUNDLE_RUN)) != NULL)
        return is_piece(&none, rest);
    if ((rest = behind(name, BUNDLE_SCHEME)) != NULL)
        return is_scheme(rest);
    return strcmp(name, BUNDLE_UNKNOWN) == 0;
}

static struct piece find(const struct bundle *bundle, const char *folder, const char *name)
{
    for (size_t i = 0; i < bundle->count; i++) {
        const struct bundle_file *file = &bundle->files[i];
        const char *rest = behind(file->name, folder);
        if (rest != NULL && strcmp(rest, name) == 0)
            return (struct piece){name, PIECE_FINE, file->bytes, file->size};
    }
    return (struct piece){.name = name};
}

static enum status blame(struct evidence *e, const char *name)
{
    e->bundle->trouble = BUNDLE_KIND;
    snprintf(e->bundle->name, sizeof e->bundle->name, "%s", name);
    return STATUS_INVALID;
}

/* Lines, each ended, and nothing else: what stands behind the last one, or behind a NUL, would be
 * looked at by nobody. */
static bool is_list(const struct piece *list)
{
    return list->size > 0 && list->bytes[list->size - 1] == '\n' &&
           memchr(list->bytes, '\0', list->size) == NULL;
}

/* One name a line. */
static enum status split_unknown(struct evidence *e)
{
    struct piece list = find(e->bundle, "", BUNDLE_UNKNOWN);
    size_t count = 0;

    if (list.state == PIECE_FINE && !is_list(&list))
        return blame(e, BUNDLE_UNKNOWN);
    for (size_t i = 0; i < list.size; i++)
        count += list.bytes[i] == '\n';
    if (count > LIMIT_FOLDER_NAMES)
        return blame(e, BUNDLE_UNKNOWN);
    e->unknown = arena_alloc(e->arena, (count + 1) * sizeof *e->unknown);
    if (e->unknown == NULL)
        return STATUS_MEMORY;
    for (const char *at = list.bytes; e->unknown_count < count;) {
        const char *end = memchr(at, '\n', list.size - (size_t)(at - list.bytes));
        const char *name = arena_copy(e->arena, at, (size_t)(end - at));
        if (name == NULL)
            return STATUS_MEMORY;
        e->unknown[e->unknown_count++] = name;
        at = end + 1;
    }
    return STATUS_OK;
}

/* A run has one: of a second one nothing would tell that it was not the one that counts. */
static enum status find_scheme(struct evidence *e)
{
    for (size_t i = 0; i < e->bundle->count; i++) {
        const char *name = behind(e->bundle->files[i].name, BUNDLE_SCHEME);
        if (name != NULL && e->scheme.bytes != NULL)
            return blame(e, e->bundle->files[i].name);
        if (name != NULL)
            e->scheme = find(e->bundle, BUNDLE_SCHEME, name);
    }
    return STATUS_OK;
}

static enum status take_bundle(struct evidence *e)
{
    for (int i = 0; i < OUT_COUNT; i++)
        e->outputs[i] = find(e->bundle, BUNDLE_RUN, output_name((enum output)i));
    for (int i = 0; i < FILE_COUNT; i++)
        e->inputs[i] = find(e->bundle, BUNDLE_DOSSIER, dossier_file_name((enum dossier_file)i));
    e->manifest = find(e->bundle, BUNDLE_RUN, OUTPUT_MANIFEST);
    e->signature = find(e->bundle, BUNDLE_RUN, OUTPUT_SIGNATURE);
    enum status status = find_scheme(e);
    return status == STATUS_OK ? split_unknown(e) : status;
}

static enum status read_bundle(struct evidence *e, const char *path)
{
    struct piece file;
    enum status status = piece_read(AT_FDCWD, path, LIMIT_FILE_BYTES, true, e->arena, &file);

    if (status != STATUS_OK)
        return status;
    if (file.state == PIECE_KIND)
        return STATUS_INVALID; /* a FIFO, a device: it can be neither run nor bundle */
    e->bundle = arena_alloc(e->arena, sizeof *e->bundle);
    if (e->bundle == NULL)
        return STATUS_MEMORY;
    e->bundle->trouble = BUNDLE_DAMAGED;
    if (file.state != PIECE_FINE)
        return STATUS_INVALID;
    status = bundle_unpack(file.bytes, file.size, evidence_may_hold, e->arena, e->bundle);
    return status == STATUS_OK ? take_bundle(e) : status;
}

enum status evidence_read(const char *path, struct arena *arena, struct evidence *out)
{
    *out = (struct evidence){.arena = arena, .form_count = report_form_count(), .unread = ""};
    if (out->form_count > EVIDENCE_FORMS)
        return STATUS_BROKEN;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 && errno == ENOTDIR) {
        out->form_count = 0;
        return read_bundle(out, path);
    }
    if (fd < 0)
        return errno == ENOENT ? STATUS_INVALID : STATUS_IO;
    enum status status = read_folder(out, fd);
    int saved = errno;
    close(fd);
    errno = saved;
    return status;
}
