/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/place_part.h"

/* ---- ends of a program by a signal ---- */

enum { MOST_PLACES = 16 };                          /* an import changes up to eleven files */
static _Atomic(struct place *) active[MOST_PLACES]; /* those that are being made */

static void watch(struct place *place)
{
    for (int i = 0; i < MOST_PLACES; i++) {
        struct place *none = NULL;
        place->watched = atomic_compare_exchange_strong(&active[i], &none, place);
        if (place->watched)
            return;
    }
}

/* One that is not in the table any more is being removed by a thread that ends the program. */
static void unwatch(struct place *place)
{
    for (int i = 0; i < MOST_PLACES && place->watched; i++) {
        struct place *this = place;
        if (atomic_compare_exchange_strong(&active[i], &this, NULL))
            place->watched = false;
    }
    while (place->watched)
        pause();
}

/* Calls of the system alone: this runs in a signal handler. */
static void abandon(const struct place *place)
{
    if (place_is_folder(place))
        place_remove_all(place->work.fd, PLACE_FILE);
    unlinkat(place->work.fd, PLACE_LOOSE, 0);
    unlinkat(place->work.fd, PLACE_FILE, 0);
    unlinkat(place->work.fd, PLACE_MARK, 0);
    unlinkat(place->parent, place->work.name, AT_REMOVEDIR);
}

void place_abandon_all(void)
{
    int saved = errno;

    for (int i = 0; i < MOST_PLACES; i++) {
        struct place *place = atomic_exchange(&active[i], NULL);
        if (place != NULL)
            abandon(place);
    }
    errno = saved;
}

/* ---- making one ---- */

static enum status make(struct place *place)
{
    enum status status = place_work_new(place->parent, place->name, &place->work);

    if (status != STATUS_OK)
        return status;
    place->fd = place->work.fd;
    if (place_is_folder(place)) {
        if (mkdirat(place->work.fd, PLACE_FILE, 0777) != 0)
            return STATUS_IO;
        place->fd = place_open_folder(place->work.fd, PLACE_FILE);
    }
    if (place->fd < 0)
        return STATUS_IO;
    watch(place);
    return STATUS_OK;
}

static enum status prepare(struct place *place, bool force)
{
    if (place->path == NULL || place->name == NULL)
        return STATUS_MEMORY;
    if (place->parent < 0)
        return STATUS_IO;
    if (place->name[0] == '\0' || strcmp(place->name, ".") == 0 || strcmp(place->name, "..") == 0)
        return STATUS_RANGE;
    place_work_clean(place->parent, place->name, place->kind);
    enum status status = place_look(place, force);
    return status == STATUS_OK ? make(place) : status;
}

/* Takes path and name, which may be NULL, and the folder. */
static enum status start(char *path, char *name, int parent, const struct place_kind *kind,
                         bool force, struct place **out)
{
    struct place *place = calloc(1, sizeof *place);
    int saved = errno;

    *out = NULL;
    if (place == NULL) {
        free(path);
        free(name);
        if (parent >= 0)
            close(parent);
        return STATUS_MEMORY;
    }
    *place = (struct place){.kind = kind, .path = path, .name = name, .parent = parent, .fd = -1};
    place->work.fd = place->work.mark = -1;
    errno = saved; /* of the folder that could not be opened */
    enum status status = prepare(place, force);
    if (status == STATUS_OK)
        *out = place;
    else
        place_free(place);
    return status;
}

/* Without slashes at the end: with one, a link would be looked at as what it points to. */
static size_t clean_length(const char *path)
{
    size_t length = strlen(path);

    while (length > 0 && path[length - 1] == '/')
        length--;
    return length;
}

enum status place_new(const char *path, const struct place_kind *kind, bool force,
                      struct place **out)
{
    size_t end = clean_length(path);
    size_t begin = end;

    while (begin > 0 && path[begin - 1] != '/')
        begin--;
    char *parent = begin == 0 ? strdup(".") : strndup(path, begin);
    char *name = strndup(path + begin, end - begin);
    errno = parent == NULL ? ENOMEM : ENOENT;
    int fd = parent == NULL || path[0] == '\0' ? -1
                                               : open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return start(parent, name, fd, kind, force, out);
}

enum status place_new_in(int folder, const char *path, const char *name,
                         const struct place_kind *kind, bool force, struct place **out)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return start(strdup(path), strdup(name), fd, kind, force, out);
}

int place_fd(const struct place *place)
{
    return place->fd;
}

struct place_work *place_work_of(struct place *place)
{
    return &place->work;
}

int place_open_unnamed(const struct place *place)
{
    static const char name[] = PLACE_LOOSE;
    int fd = openat(place->work.fd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    /* Not O_TMPFILE: not every file system has it. */
    if (fd >= 0 && unlinkat(place->work.fd, name, 0) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* ---- putting it in place ---- */

static enum status put_new(struct place *place)
{
    if (place_move(place->work.fd, PLACE_FILE, place->parent, place->name,
                   place_is_folder(place)) != 0)
        return errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
    place->state = STANDING;
    return STATUS_OK;
}

/* Looked at before, so that nothing happens for nothing, and after, when nobody can come between.*/
static enum status put_over(struct place *place)
{
    enum status status = place_check_there(place, place->parent, place->name);

    if (status != STATUS_OK)
        return status;
    if (place_exchange(place->work.fd, place->parent, place->name, place_is_folder(place)) != 0)
        return errno == ENOENT ? STATUS_BUSY : STATUS_IO;
    place->state = STANDING;
    return place_check_there(place, place->work.fd, PLACE_FILE);
}

enum status place_put(struct place *place)
{
    unwatch(place);
    if ((place_is_folder(place) && fsync(place->fd) != 0) ||
        fstatat(place->work.fd, PLACE_FILE, &place->made, AT_SYMLINK_NOFOLLOW) != 0)
        return STATUS_IO;
    enum status status = place->replace ? put_over(place) : put_new(place);
    if (status == STATUS_OK && fsync(place->parent) != 0)
        status = STATUS_IO;
    if (status == STATUS_OK)
        status = place_check_parent(place);
    if (status != STATUS_OK) {
        int saved = errno;
        place_undo(place);
        errno = saved;
    }
    return status;
}

/* 0: what stood there stands there again. -1: something else stands there now, or errno. */
static int take_back(const struct place *place)
{
    struct stat info;

    if (fstatat(place->parent, place->name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
        !place_is_same(&info, &place->made))
        return -1;
    if (place->replace)
        return place_exchange(place->work.fd, place->parent, place->name, place_is_folder(place));
    return place_move(place->parent, place->name, place->work.fd, PLACE_FILE,
                      place_is_folder(place));
}

void place_undo(struct place *place)
{
    if (place->state != STANDING)
        return;
    place->state = take_back(place) == 0 ? BACK : STUCK;
    fsync(place->parent);
}

/* ---- ending ---- */

/* The old one, when the new one stands; otherwise the new one. */
static void remove_rest(const struct place *place)
{
    if (place->state == STUCK)
        return;
    if (!place_is_folder(place))
        unlinkat(place->work.fd, PLACE_FILE, 0);
    else if (place->state == STANDING)
        place_remove_seen(place->work.fd, PLACE_FILE, &place->contents);
    else if (place->state == BACK)
        place_remove_owned(place->work.fd, PLACE_FILE, place->kind);
    else
        place_remove_all(place->work.fd, PLACE_FILE);
}

void place_free(struct place *place)
{
    int saved = errno;

    if (place == NULL)
        return;
    unwatch(place);
    if (place->work.fd >= 0)
        remove_rest(place);
    if (place->fd >= 0 && place->fd != place->work.fd)
        close(place->fd);
    place_work_free(&place->work);
    if (place->parent >= 0)
        close(place->parent);
    place_list_free(&place->contents);
    free(place->path);
    free(place->name);
    free(place);
    errno = saved;
}
