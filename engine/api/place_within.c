/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that is there, and empty, keeps its place: it may be the working folder, or a mount. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/place_part.h"

static enum status is_work(void *context, int folder, const char *name)
{
    (void)folder;
    return strcmp(context, name) == 0 ? STATUS_OK : STATUS_EXISTS;
}

/* Nothing but our own work folder. */
static enum status check_empty(int folder, struct place_work *work)
{
    return place_each(folder, is_work, work->name);
}

/* Without a slash at the end, with which a link would be followed. -1: see errno. */
static int open_clean(const char *path)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    char *clean = strndup(path, length);
    int fd = clean == NULL ? -1 : place_open_folder(AT_FDCWD, clean);
    int saved = errno;
    free(clean);
    errno = saved;
    return fd;
}

enum status place_new_within(const char *path, const struct place_kind *kind, const char *name,
                             struct place **out)
{
    int fd = open_clean(path);

    *out = NULL;
    if (fd < 0)
        return errno == ENOTDIR || errno == ELOOP ? STATUS_EXISTS : STATUS_IO;
    enum status status = place_new_in(fd, path, name, kind, false, out);
    if (status == STATUS_OK)
        status = check_empty(fd, place_work_of(*out));
    int saved = errno;
    if (status != STATUS_OK) {
        place_free(*out);
        *out = NULL;
    }
    close(fd);
    errno = saved;
    return status;
}

/* What was moved goes back; what came in its place meanwhile stays. */
static void move_back(int folder, const struct place_work *work, int fd, const char *const *names,
                      size_t count)
{
    for (size_t i = count; i-- > 0;)
        if (place_move(folder, names[i], fd, names[i], false) != 0)
            continue;
    fsync(work->parent);
}

enum status place_put_within(struct place *place, const char *const *names, size_t count)
{
    struct place_work *work = place_work_of(place);
    int fd = place_fd(place);
    enum status status = check_empty(work->parent, work);
    size_t moved = 0;

    while (status == STATUS_OK && moved < count) {
        if (place_move(fd, names[moved], work->parent, names[moved], false) != 0)
            status = errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
        else
            moved++;
    }
    if (status == STATUS_OK && fsync(work->parent) != 0)
        status = STATUS_IO;
    if (status == STATUS_OK)
        return STATUS_OK;
    int saved = errno;
    move_back(work->parent, work, fd, names, moved);
    errno = saved;
    return status;
}
