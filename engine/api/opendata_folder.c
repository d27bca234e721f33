/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/opendata_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_folder(int parent, const char *name)
{
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static enum status write_files(const struct run *run, const struct opendata_options *options,
                               int folder)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < opendata_file_count() && status == STATUS_OK; i++) {
        struct out *out = out_new(folder, opendata_file_name(i), NULL, NULL);
        if (out == NULL)
            return STATUS_IO;
        opendata_file_write(run, options, i, out);
        status = out_finish(out);
    }
    if (status == STATUS_OK && fsync(folder) != 0)
        status = STATUS_IO;
    return status;
}

static enum status write_folder(const struct run *run, const struct opendata_options *options,
                                int parent_fd, const char *name)
{
    if (mkdirat(parent_fd, name, 0777) != 0)
        return STATUS_IO;
    int folder = open_folder(parent_fd, name);
    if (folder < 0)
        return STATUS_IO;
    enum status status = write_files(run, options, folder);
    int why = errno;
    close(folder);
    errno = why;
    return status;
}

static bool is_ours(int folder, const char *name)
{
    struct stat info;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    for (size_t i = 0; i < opendata_file_count(); i++)
        if (strcmp(opendata_file_name(i), name) == 0)
            return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
    return false;
}

/* A folder with files of open data and nothing else. */
static bool is_folder_of_ours(int parent_fd, const char *name)
{
    int fd = open_folder(parent_fd, name);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    bool ours = directory != NULL;

    if (directory == NULL) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    while (ours && (entry = readdir(directory)) != NULL)
        ours = is_ours(dirfd(directory), entry->d_name);
    closedir(directory);
    return ours;
}

/* Removes the files of open data and, when nothing else is in it, the folder. */
static void remove_folder(int parent_fd, const char *name)
{
    int folder = open_folder(parent_fd, name);

    if (folder < 0)
        return;
    for (size_t i = 0; i < opendata_file_count(); i++)
        unlinkat(folder, opendata_file_name(i), 0);
    close(folder);
    unlinkat(parent_fd, name, AT_REMOVEDIR);
}

/* A rename does not replace a folder that holds files: the old one goes first. */
static enum status put_in_place(int parent, const char *temporary)
{
    remove_folder(parent, OPENDATA_FOLDER);
    if (renameat(parent, temporary, parent, OPENDATA_FOLDER) != 0 || fsync(parent) != 0)
        return STATUS_IO;
    return STATUS_OK;
}

static enum status write_into(const struct run *run, const struct opendata_options *options,
                              int parent, bool force)
{
    static const char temporary[] = "." OPENDATA_FOLDER ".tmp";

    if (faccessat(parent, OPENDATA_FOLDER, F_OK, AT_SYMLINK_NOFOLLOW) == 0 &&
        (!force || !is_folder_of_ours(parent, OPENDATA_FOLDER)))
        return STATUS_EXISTS;
    remove_folder(parent, temporary); /* of a run of the program that was killed */
    enum status status = write_folder(run, options, parent, temporary);
    if (status == STATUS_OK)
        status = put_in_place(parent, temporary);
    if (status != STATUS_OK) {
        int why = errno;
        remove_folder(parent, temporary);
        errno = why;
    }
    return status;
}

enum status opendata_folder_write(const struct run *run, const struct opendata_options *options,
                                  const char *parent, bool force)
{
    int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return STATUS_IO;
    enum status status = write_into(run, options, fd, force);
    int why = errno;
    close(fd);
    errno = why;
    return status;
}
