/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/run_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct run_folder {
    char *path;      /* where it will stand */
    char *temporary; /* where it stands now; NULL after the commit */
    int fd;
    bool replace;
};

/* Removes the files of a run and the folder; runs have no folders inside. */
static void remove_run(const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;

    if (directory == NULL)
        return;
    while ((entry = readdir(directory)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(directory), entry->d_name, 0);
    closedir(directory);
    rmdir(path);
}

static bool is_run(const char *path)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool found = fd >= 0 && fstatat(fd, "manifest.json", &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                 S_ISREG(info.st_mode);

    if (fd >= 0)
        close(fd);
    return found;
}

enum { TEMPORARY_TRIES = 1000, SUFFIX_BYTES = 16 };

/* path.tmp0, path.tmp1 …: the first that is free. The umask of the user decides who may look in. */
static enum status make_folder(struct run_folder *folder, size_t length)
{
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        snprintf(folder->temporary, length + SUFFIX_BYTES, "%s.tmp%d", folder->path, i);
        if (mkdir(folder->temporary, 0777) == 0)
            return STATUS_OK;
        if (errno != EEXIST)
            break;
    }
    free(folder->temporary);
    folder->temporary = NULL;
    return STATUS_IO;
}

static enum status make_temporary(struct run_folder *folder, const char *path)
{
    size_t length = strlen(path);

    folder->path = strdup(path);
    folder->temporary = malloc(length + SUFFIX_BYTES);
    if (folder->path == NULL || folder->temporary == NULL) {
        free(folder->temporary);
        folder->temporary = NULL; /* nothing was made yet */
        return STATUS_MEMORY;
    }
    while (length > 1 && folder->path[length - 1] == '/')
        folder->path[--length] = '\0';
    enum status status = make_folder(folder, length);
    if (status != STATUS_OK)
        return status;
    folder->fd = open(folder->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder->fd < 0 ? STATUS_IO : STATUS_OK;
}

enum status run_folder_new(const char *path, bool force, struct run_folder **out)
{
    struct stat info;
    bool exists = lstat(path, &info) == 0;

    *out = NULL;
    if (exists && (!force || !is_run(path)))
        return STATUS_EXISTS;
    struct run_folder *folder = calloc(1, sizeof *folder);
    if (folder == NULL)
        return STATUS_MEMORY;
    folder->fd = -1;
    folder->replace = exists;
    enum status status = make_temporary(folder, path);
    if (status != STATUS_OK) {
        int saved = errno;
        run_folder_free(folder);
        errno = saved;
        return status;
    }
    *out = folder;
    return STATUS_OK;
}

int run_folder_fd(const struct run_folder *folder)
{
    return folder->fd;
}

static enum status sync_parent(const char *path)
{
    char *copy = strdup(path);
    int fd = copy == NULL ? -1 : open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = copy == NULL                ? STATUS_MEMORY
                         : fd >= 0 && fsync(fd) == 0 ? STATUS_OK
                                                     : STATUS_IO;

    if (fd >= 0)
        close(fd);
    free(copy);
    return status;
}

enum status run_folder_commit(struct run_folder *folder)
{
    if (fsync(folder->fd) != 0)
        return STATUS_IO;
    /* exchange: at no moment is there no run, and never half of one */
    unsigned flags = folder->replace ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    if (renameat2(AT_FDCWD, folder->temporary, AT_FDCWD, folder->path, flags) != 0)
        return errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
    if (folder->replace)
        remove_run(folder->temporary);
    free(folder->temporary);
    folder->temporary = NULL;
    return sync_parent(folder->path);
}

void run_folder_free(struct run_folder *folder)
{
    if (folder == NULL)
        return;
    if (folder->fd >= 0)
        close(folder->fd);
    if (folder->temporary != NULL)
        remove_run(folder->temporary);
    free(folder->temporary);
    free(folder->path);
    free(folder);
}
