/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The work folder: mkdir, then an empty mark, then its lock, then the words in the mark. Who finds
 * a work folder without a lock may take it from its program at any moment before the words are
 * there, which that program notices and makes another one. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include "api/place_part.h"

#define INFIX ".saldo-"
enum { RANDOM_LETTERS = 6, TRIES = 1000, TARGET_BYTES = 200, MARK_BYTES = 64 };

static const char mark_words[] = "Werkmap van saldo: mag weg als saldo niet loopt.\n";
_Static_assert(sizeof mark_words <= MARK_BYTES, "a mark is read whole");

/* ---- names ---- */

/* Of a long name as much as leaves room for the rest. */
static int shown_bytes(const char *target)
{
    size_t length = strlen(target);

    return (int)(length < TARGET_BYTES ? length : TARGET_BYTES);
}

static void make_name(const char *target, unsigned turn, char name[NAME_MAX + 1])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    unsigned char random[RANDOM_LETTERS] = {0};
    char text[RANDOM_LETTERS + 1] = "";

    /* Without, the turn makes the name another one: all that it must be is free. */
    if (getrandom(random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random)
        memcpy(random, &turn, sizeof turn < sizeof random ? sizeof turn : sizeof random);
    for (int i = 0; i < RANDOM_LETTERS; i++)
        text[i] = letters[random[i] % (sizeof letters - 1)];
    snprintf(name, NAME_MAX + 1, ".%.*s" INFIX "%s", shown_bytes(target), target, text);
}

/* ".TARGET.saldo-XXXXXX"; target NULL: of any. */
static bool has_name(const char *name, const char *target)
{
    size_t length = strlen(name);
    size_t tail = sizeof INFIX - 1 + RANDOM_LETTERS;

    if (name[0] != '.' || length < tail + 2 ||
        strncmp(name + length - tail, INFIX, sizeof INFIX - 1) != 0)
        return false;
    return target == NULL || (length == tail + 1 + (size_t)shown_bytes(target) &&
                              strncmp(name + 1, target, (size_t)shown_bytes(target)) == 0);
}

/* ---- locks ---- */

/* 0: held, or a file system without locks (*locked tells); -1: another one has it, or errno. */
static int lock(int fd, bool *locked)
{
    int result;

    do
        result = flock(fd, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    *locked = result == 0;
    if (result != 0 && (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS ||
                        errno == EINVAL || errno == EBADF))
        return 0;
    return result;
}

/* ---- making one ---- */

static enum status write_mark(int fd)
{
    ssize_t size = (ssize_t)sizeof mark_words - 1;
    ssize_t wrote;

    do
        wrote = write(fd, mark_words, (size_t)size);
    while (wrote < 0 && errno == EINTR);
    if (wrote >= 0 && wrote < size)
        errno = ENOSPC;
    return wrote == size ? STATUS_OK : STATUS_IO;
}

/* STATUS_EXISTS: somebody took it for one that was left behind. */
static enum status mark_it(struct place_work *work)
{
    bool locked;

    work->mark = openat(work->fd, PLACE_MARK, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (work->mark < 0)
        return errno == ENOENT ? STATUS_EXISTS : STATUS_IO;
    if (lock(work->mark, &locked) != 0)
        return errno == EWOULDBLOCK ? STATUS_EXISTS : STATUS_IO;
    if (!place_is_at(work->fd, PLACE_MARK, work->mark) ||
        !place_is_at(work->parent, work->name, work->fd))
        return STATUS_EXISTS;
    return write_mark(work->mark);
}

static enum status make_one(struct place_work *work)
{
    if (mkdirat(work->parent, work->name, 0777) != 0)
        return errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
    work->fd = place_open_folder(work->parent, work->name);
    enum status status = STATUS_IO;
    if (work->fd >= 0)
        status = mark_it(work);
    else if (errno == ENOENT)
        status = STATUS_EXISTS;
    else
        unlinkat(work->parent, work->name, AT_REMOVEDIR); /* empty */
    return status;
}

static void close_both(struct place_work *work)
{
    if (work->mark >= 0)
        close(work->mark);
    if (work->fd >= 0)
        close(work->fd);
    work->mark = work->fd = -1;
}

enum status place_work_new(int parent, const char *target, struct place_work *out)
{
    enum status status = STATUS_EXISTS;

    *out = (struct place_work){.parent = parent, .fd = -1, .mark = -1};
    for (unsigned turn = 0; turn < TRIES && status == STATUS_EXISTS; turn++) {
        make_name(target, turn, out->name);
        status = make_one(out);
        if (status == STATUS_OK)
            return STATUS_OK;
        int saved = errno;
        if (status == STATUS_IO)
            place_work_free(out);
        else
            close_both(out);
        errno = saved;
    }
    return STATUS_IO;
}

static enum status is_mark_alone(void *context, int folder, const char *name)
{
    const struct place_work *work = context;

    (void)folder;
    return work->mark >= 0 && strcmp(name, PLACE_MARK) == 0 ? STATUS_OK : STATUS_EXISTS;
}

/* When there is something in it still, the mark stays with it. */
void place_work_free(struct place_work *work)
{
    if (work->fd >= 0 && place_each(work->fd, is_mark_alone, work) == STATUS_OK) {
        if (work->mark >= 0)
            unlinkat(work->fd, PLACE_MARK, 0);
        if (place_is_at(work->parent, work->name, work->fd))
            unlinkat(work->parent, work->name, AT_REMOVEDIR);
    }
    close_both(work);
}

/* ---- what was left behind ---- */

/* Whether it is a mark of ours. Empty: its program had no time. */
static bool is_mark(int fd)
{
    char words[MARK_BYTES];
    struct stat info;

    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    ssize_t got = read(fd, words, sizeof words);
    return got == 0 ||
           (got == (ssize_t)sizeof mark_words - 1 && memcmp(words, mark_words, (size_t)got) == 0);
}

/* The mark of an open work folder; -1: none that is ours. */
static int open_mark(int fd, int mode)
{
    int mark = openat(fd, PLACE_MARK, mode | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (mark < 0 || is_mark(mark))
        return mark;
    close(mark);
    errno = ENOENT;
    return -1;
}

static bool is_in_work(const char *name)
{
    return strcmp(name, PLACE_MARK) == 0 || strcmp(name, PLACE_FILE) == 0 ||
           strcmp(name, PLACE_OLD) == 0 || strcmp(name, PLACE_LOOSE) == 0;
}

/* Whether there is the mark, plain files in the making, and nothing else. */
static bool holds_files(const struct place_list *list, bool has_mark)
{
    for (size_t i = 0; i < list->entries.count; i++) {
        const struct place_entry *entry = &list->entries.items[i];
        if (!is_in_work(entry->name) || !S_ISREG(entry->mode))
            return false;
    }
    return has_mark || list->entries.count == 0;
}

static enum status is_work(int fd)
{
    struct place_list list;
    int mark = open_mark(fd, O_RDONLY);

    if (mark < 0 && errno != ENOENT && errno != ELOOP && errno != ENXIO)
        return STATUS_IO;
    enum status status = place_list_read(fd, &list);
    if (status == STATUS_OK && !holds_files(&list, mark >= 0))
        status = STATUS_EXISTS;
    if (mark >= 0)
        close(mark);
    place_list_free(&list);
    return status;
}

enum status place_is_work(int folder, const char *name, const char *target)
{
    if (!has_name(name, target))
        return STATUS_EXISTS;
    int fd = place_open_folder(folder, name);
    if (fd < 0) /* gone: it was one, and its program has done */
        return errno == ENOENT                      ? STATUS_OK
               : errno == ENOTDIR || errno == ELOOP ? STATUS_EXISTS
                                                    : STATUS_IO;
    enum status status = is_work(fd);
    int saved = errno;
    close(fd);
    errno = saved;
    return status;
}

/* Removes one thing in the work folder: a plain file, or a folder in which all is ours. */
static void clean_thing(const struct place_work *work, const char *name,
                        const struct place_kind *kind)
{
    struct stat info;

    if (fstatat(work->fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (S_ISREG(info.st_mode))
        unlinkat(work->fd, name, 0);
    else if (S_ISDIR(info.st_mode) && kind != NULL && kind->owns != NULL)
        place_remove_owned(work->fd, name, kind);
}

/* A kill between two renames left the target without its place. */
static void restore_old(const struct place_work *work, const char *target)
{
    struct stat info;

    if (strlen(target) <= TARGET_BYTES &&
        fstatat(work->fd, PLACE_OLD, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        place_move(work->fd, PLACE_OLD, work->parent, target, S_ISDIR(info.st_mode)) == 0)
        fsync(work->parent);
}

/* Its lock is held: nobody is at work in it. */
static void clean_locked(struct place_work *work, const char *target, const struct place_kind *kind)
{
    struct stat info;
    bool is_of_target = has_name(work->name, target);

    if (is_of_target)
        restore_old(work, target);
    if (fstatat(work->fd, PLACE_OLD, &info, AT_SYMLINK_NOFOLLOW) == 0 && !is_of_target)
        return; /* the next one of its target puts it back, or removes it */
    clean_thing(work, PLACE_LOOSE, NULL);
    clean_thing(work, PLACE_OLD, is_of_target ? kind : NULL);
    clean_thing(work, PLACE_FILE, is_of_target ? kind : NULL);
}

static void clean_one(int parent, const char *name, const char *target,
                      const struct place_kind *kind)
{
    struct place_work work = {.parent = parent, .mark = -1};
    bool locked = false;

    work.fd = place_open_folder(parent, name);
    if (work.fd < 0)
        return;
    snprintf(work.name, sizeof work.name, "%s", name);
    work.mark = open_mark(work.fd, O_RDWR);
    if (work.mark < 0) {
        unlinkat(parent, name, AT_REMOVEDIR); /* only when it is empty */
    } else if (lock(work.mark, &locked) == 0 && locked &&
               place_is_at(work.fd, PLACE_MARK, work.mark) && place_is_at(parent, name, work.fd)) {
        clean_locked(&work, target, kind);
        place_work_free(&work);
    }
    close_both(&work);
}

void place_work_clean(int parent, const char *target, const struct place_kind *kind)
{
    struct place_list list;
    int saved = errno;

    if (place_list_read(parent, &list) == STATUS_OK)
        for (size_t i = 0; i < list.entries.count; i++)
            if (S_ISDIR(list.entries.items[i].mode) && has_name(list.entries.items[i].name, NULL))
                clean_one(parent, list.entries.items[i].name, target, kind);
    place_list_free(&list);
    errno = saved;
}
