/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is removed, is removed in the folder that is open, and by the file that was looked at: a
 * path may mean another one by now. */
#include <fcntl.h>
#include <unistd.h>

#include "api/place_part.h"

enum status place_check_owned(const struct place_list *list, const struct place_kind *kind)
{
    for (size_t i = 0; i < list->entries.count; i++)
        if (!S_ISREG(list->entries.items[i].mode) || !kind->owns(list->entries.items[i].name))
            return STATUS_EXISTS;
    return STATUS_OK;
}

/* Closes fd; the folder goes only when it is empty. */
static void remove_empty(int parent, const char *name, int fd)
{
    if (place_is_at(parent, name, fd))
        unlinkat(parent, name, AT_REMOVEDIR);
    close(fd);
}

static void remove_listed(int fd, const struct place_list *list)
{
    for (size_t i = 0; i < list->entries.count; i++) {
        const struct place_entry *entry = &list->entries.items[i];
        struct stat info;
        if (fstatat(fd, entry->name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode) &&
            info.st_ino == entry->inode)
            unlinkat(fd, entry->name, 0);
    }
}

void place_remove_owned(int parent, const char *name, const struct place_kind *kind)
{
    int fd = place_open_folder(parent, name);
    struct place_list list;

    if (fd < 0)
        return;
    place_work_clean(fd, "", NULL);
    if (place_list_read(fd, &list) == STATUS_OK && place_check_owned(&list, kind) == STATUS_OK)
        remove_listed(fd, &list);
    place_list_free(&list);
    remove_empty(parent, name, fd);
}

void place_remove_seen(int parent, const char *name, const struct place_list *seen)
{
    int fd = place_open_folder(parent, name);

    if (fd < 0)
        return;
    place_work_clean(fd, "", NULL);
    remove_listed(fd, seen);
    remove_empty(parent, name, fd);
}

static enum status remove_file(void *context, int folder, const char *name)
{
    (void)context;
    unlinkat(folder, name, 0);
    return STATUS_OK;
}

void place_remove_all(int parent, const char *name)
{
    int fd = place_open_folder(parent, name);

    if (fd >= 0 && place_each(fd, remove_file, NULL) == STATUS_OK)
        remove_empty(parent, name, fd);
    else if (fd >= 0)
        close(fd);
}
