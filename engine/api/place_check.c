/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands where an output is to go: whether it may be replaced, and whether it is still the
 * same when it is. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "api/place_part.h"

bool place_is_folder(const struct place *place)
{
    return place->kind->owns != NULL;
}

/* ---- what stands there ---- */

/* Opens it, when it is of the right kind at all. -1: it is not, or errno. */
static int open_standing(const struct place *place, int folder, const char *name)
{
    int flags = place_is_folder(place) ? O_DIRECTORY : O_NONBLOCK | O_NOCTTY;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags);
    struct stat info;

    if (fd >= 0 && !place_is_folder(place) && (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))) {
        close(fd);
        errno = EEXIST;
        return -1;
    }
    return fd;
}

static enum status check_open(struct place *place, int fd)
{
    enum status status = STATUS_OK;

    if (fstat(fd, &place->seen) != 0)
        return STATUS_IO;
    if (place_is_folder(place))
        status = place_list_read(fd, &place->contents);
    if (status != STATUS_OK)
        return status;
    if (place->kind->check != NULL)
        return place->kind->check(fd);
    return place_is_folder(place) ? place_check_owned(&place->contents, place->kind) : STATUS_OK;
}

/* STATUS_EXISTS: it is not ours to replace. */
static enum status check_standing(struct place *place)
{
    int fd = open_standing(place, place->parent, place->name);

    if (fd < 0)
        return errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == EIO ||
                       errno == EACCES
                   ? STATUS_IO
                   : STATUS_EXISTS;
    enum status status = check_open(place, fd);
    int saved = errno;
    close(fd);
    errno = saved;
    return status;
}

enum status place_look(struct place *place, bool force)
{
    struct stat info;

    if (fstatat(place->parent, place->name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? STATUS_OK : STATUS_IO;
    if (!force)
        return STATUS_EXISTS;
    place->replace = true;
    return check_standing(place);
}

/* ---- and whether it still does ---- */

/* Whether the folder holds what it held: no file came in, and none became another. */
static enum status check_contents(const struct place *place, int fd)
{
    struct place_list now;
    enum status status = place_list_read(fd, &now);

    for (size_t i = 0; i < now.entries.count && status == STATUS_OK; i++) {
        const struct place_entry *entry = &now.entries.items[i];
        const struct place_entry *then = place_list_find(&place->contents, entry->name);
        if (then == NULL || then->inode != entry->inode)
            status = STATUS_BUSY;
    }
    place_list_free(&now);
    return status;
}

/* Holds what is open against what place_new saw. A file may have become another one of the kind. */
static enum status check_unchanged(const struct place *place, int fd)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return STATUS_IO;
    if (place_is_folder(place))
        return place_is_same(&info, &place->seen) ? check_contents(place, fd) : STATUS_BUSY;
    enum status status = place->kind->check == NULL ? STATUS_OK : place->kind->check(fd);
    return status == STATUS_EXISTS ? STATUS_BUSY : status;
}

enum status place_check_there(const struct place *place, int folder, const char *name)
{
    int fd = open_standing(place, folder, name);

    if (fd < 0)
        return errno == ENOENT || errno == ELOOP || errno == ENOTDIR || errno == EEXIST
                   ? STATUS_BUSY
                   : STATUS_IO;
    enum status status = check_unchanged(place, fd);
    int saved = errno;
    close(fd);
    errno = saved;
    return status;
}

/* The folder in which it stands is still the one of the path. */
enum status place_check_parent(const struct place *place)
{
    struct stat open, named;

    if (fstat(place->parent, &open) != 0)
        return STATUS_IO;
    if (stat(place->path, &named) != 0)
        return errno == ENOENT || errno == ENOTDIR ? STATUS_BUSY : STATUS_IO;
    return place_is_same(&open, &named) ? STATUS_OK : STATUS_BUSY;
}
