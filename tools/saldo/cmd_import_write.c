/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/cmd_import_write.h"

#include <errno.h>
#include <string.h>

#include "api/place.h"
#include "ingest/table/input.h"
#include "write/out.h"

static const struct place_kind kind = {NULL, NULL}; /* a plain file */

/* One file that is to change. */
struct change {
    const char *name;
    struct text old; /* what was read; empty: it was not there */
    struct place *place;
};

struct writing {
    int folder;
    const char *path;
    struct diag_list *diags;
    struct change changes[FILE_COUNT + 1]; /* the record first */
    size_t count;
    const char *failed;
};

static enum status note(struct writing *w, enum status status, const char *name)
{
    if (status != STATUS_OK && w->failed == NULL)
        w->failed = name;
    return status;
}

/* STATUS_BUSY: what stands in a folder is not what was read. */
static enum status check_same(struct writing *w, int folder, const char *name, struct text old)
{
    struct input now;
    enum status status = input_read(folder, name, false, w->diags, &now);

    if (status != STATUS_OK)
        return status == STATUS_INVALID ? STATUS_BUSY : status;
    if (now.size != old.length || (now.size > 0 && memcmp(now.bytes, old.at, now.size) != 0))
        status = STATUS_BUSY;
    input_free(&now);
    return status;
}

static enum status write_bytes(const struct place *place, const struct bytes *bytes)
{
    struct out *out = out_new(place_fd(place), PLACE_FILE, NULL, NULL);

    if (out == NULL)
        return STATUS_IO;
    out_bytes(out, bytes->at, bytes->size);
    return out_finish(out);
}

static enum status make(struct writing *w, const char *name, struct text old,
                        const struct bytes *bytes)
{
    struct change *change = &w->changes[w->count];

    *change = (struct change){.name = name, .old = old};
    enum status status = place_new_in(w->folder, w->path, name, &kind, true, &change->place);
    if (status != STATUS_OK)
        return note(w, status, name);
    w->count++;
    status = check_same(w, w->folder, name, old);
    if (status == STATUS_OK)
        status = write_bytes(change->place, bytes);
    return note(w, status, name);
}

static enum status make_all(struct writing *w, const struct import *import, struct text old_record,
                            const struct bytes *record)
{
    enum status status = make(w, IMPORT_RECORD, old_record, record);

    for (int file = 0; status == STATUS_OK && file < FILE_COUNT; file++)
        if (import->tables[file].added > 0)
            status = make(w, dossier_file_name((enum dossier_file)file), import->tables[file].old,
                          &import->tables[file].bytes);
    return status;
}

/* What was replaced stands in the work folder now: is it what was read? */
static enum status put(struct writing *w, const struct change *change)
{
    enum status status = place_put(change->place);

    return status == STATUS_OK ? check_same(w, place_fd(change->place), PLACE_FILE, change->old)
                               : status;
}

static enum status put_all(struct writing *w)
{
    enum status status = STATUS_OK;
    size_t done = 0;

    while (status == STATUS_OK && done < w->count) {
        status = note(w, put(w, &w->changes[done]), w->changes[done].name);
        done++;
    }
    int saved = errno;
    while (status != STATUS_OK && done > 0)
        place_undo(w->changes[--done].place);
    errno = saved;
    return status;
}

enum status import_write(int folder, const char *path, const struct import *import,
                         struct diag_list *diags, const char **failed)
{
    struct writing w = {.folder = folder, .path = path, .diags = diags};
    struct input old;
    struct bytes record = {0};
    enum status status =
        note(&w, input_read(folder, IMPORT_RECORD, false, diags, &old), IMPORT_RECORD);
    struct text old_record = {old.bytes, old.size};

    if (status == STATUS_OK)
        status = note(&w, import_record(import, old_record, &record), IMPORT_RECORD);
    if (status == STATUS_OK)
        status = make_all(&w, import, old_record, &record);
    if (status == STATUS_OK)
        status = put_all(&w);
    int saved = errno;
    for (size_t i = 0; i < w.count; i++)
        place_free(w.changes[i].place);
    bytes_free(&record);
    input_free(&old);
    errno = saved;
    *failed = w.failed;
    return status;
}
