/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/place_part.h"

bool place_is_same(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

bool place_is_at(int folder, const char *name, int fd)
{
    struct stat named, open;

    return fstat(fd, &open) == 0 && fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           place_is_same(&named, &open);
}

int place_open_folder(int parent, const char *name)
{
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Calls of the system alone: a signal handler and one without memory come here too. */
enum status place_each(int folder, place_visit_fn visit, void *context)
{
    char buffer[4096] __attribute__((aligned(8)));
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = fd < 0 ? STATUS_IO : STATUS_OK;
    ssize_t got = 0;

    while (status == STATUS_OK && (got = getdents64(fd, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0; at < got && status == STATUS_OK;) {
            const struct dirent64 *entry = (const void *)(buffer + at);
            if (!is_dots(entry->d_name))
                status = visit(context, folder, entry->d_name);
            at += entry->d_reclen;
        }
    if (got < 0)
        status = STATUS_IO;
    int saved = errno;
    if (fd >= 0)
        close(fd);
    errno = saved;
    return status;
}

/* One that vanished while the folder was read is none. */
static enum status add(void *context, int folder, const char *name)
{
    struct place_list *list = context;
    struct stat info;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? STATUS_OK : STATUS_IO;
    struct place_entry entry = {strdup(name), info.st_ino, info.st_mode};
    if (entry.name == NULL)
        return STATUS_MEMORY;
    enum status status = VECTOR_PUSH(&list->entries, entry);
    if (status != STATUS_OK)
        free(entry.name);
    return status;
}

enum status place_list_read(int folder, struct place_list *out)
{
    *out = (struct place_list){0};
    return place_each(folder, add, out);
}

const struct place_entry *place_list_find(const struct place_list *list, const char *name)
{
    for (size_t i = 0; i < list->entries.count; i++)
        if (strcmp(list->entries.items[i].name, name) == 0)
            return &list->entries.items[i];
    return NULL;
}

void place_list_free(struct place_list *list)
{
    for (size_t i = 0; i < list->entries.count; i++)
        free(list->entries.items[i].name);
    free(list->entries.items);
    *list = (struct place_list){0};
}
