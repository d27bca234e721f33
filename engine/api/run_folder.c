/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/run_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/outputs.h"
#include "api/report_files.h"
#include "ingest/table/input.h"
#include "seal/manifest.h"

struct run_folder {
    char *path;      /* where it will stand */
    char *temporary; /* where it stands now; NULL after the commit */
    int fd;
    bool replace;
};

/* Removes the files of a run and the folder; runs have no folders inside. */
static void remove_run(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;

    if (directory == NULL) {
        if (fd >= 0)
            close(fd);
        return;
    }
    while ((entry = readdir(directory)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(directory), entry->d_name, 0);
    closedir(directory);
    rmdir(path);
}

/* A form that `report` made of the run. */
static bool is_form(const char *name)
{
    for (size_t i = 0; i < report_form_count(); i++)
        if (strcmp(report_form_file(report_form_at(i)), name) == 0)
            return true;
    return false;
}

/* A regular file that the manifest names, or a form: what is not of the run is never removed. */
static bool is_removable(int folder, const char *name, const struct input *manifest)
{
    struct manifest_file file;
    struct stat info;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode))
        return false;
    return strcmp(name, manifest->name) == 0 || strcmp(name, OUTPUT_SIGNATURE) == 0 ||
           is_form(name) ||
           manifest_find_output(manifest->bytes, manifest->size, name, &file) == STATUS_OK;
}

/* A manifest of ours, and nothing but the files that it names. Takes fd. */
static enum status check_files(int fd, const struct input *manifest)
{
    struct manifest_file file;
    DIR *directory = fdopendir(fd);
    const struct dirent *entry;
    bool ours = manifest_find_output(manifest->bytes, manifest->size, "afrekening.json", &file) ==
                STATUS_OK;

    if (directory == NULL) {
        close(fd);
        return STATUS_MEMORY;
    }
    while (ours && (entry = readdir(directory)) != NULL)
        ours = is_removable(dirfd(directory), entry->d_name, manifest);
    closedir(directory);
    return ours ? STATUS_OK : STATUS_EXISTS;
}

/* STATUS_EXISTS: this is no run, or there is something in it that is not of the run. */
static enum status check_run(const char *path)
{
    struct diag_list *diags = diag_list_new();
    struct input manifest = {0};
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    enum status status = STATUS_EXISTS;

    if (diags == NULL)
        status = STATUS_MEMORY;
    else if (fd >= 0)
        status = input_read(fd, "manifest.json", true, diags, &manifest);
    diag_list_free(diags);
    if (status == STATUS_OK)
        status = check_files(fd, &manifest);
    else if (fd >= 0)
        close(fd);
    input_free(&manifest);
    return status == STATUS_INVALID ? STATUS_EXISTS : status;
}

/* ---- the temporary folder ---- */

enum { TEMPORARY_TRIES = 1000, SUFFIX_BYTES = 16 };

static bool is_output(const char *name)
{
    for (int i = 0; i < OUT_COUNT; i++)
        if (strcmp(name, output_name((enum output)i)) == 0)
            return true;
    return strcmp(name, OUTPUT_MANIFEST) == 0 || strcmp(name, OUTPUT_SIGNATURE) == 0;
}

/* Whether there is nothing in it but files of a run. Takes fd. */
static bool holds_outputs(int fd)
{
    DIR *directory = fdopendir(fd);
    const struct dirent *entry;
    struct stat info;
    bool ours = true;

    if (directory == NULL) {
        close(fd);
        return false;
    }
    while (ours && (entry = readdir(directory)) != NULL) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            ours = is_output(name) &&
                   fstatat(dirfd(directory), name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                   S_ISREG(info.st_mode);
    }
    closedir(directory);
    return ours;
}

/* Removes the temporary folder of a program that was killed: nobody holds its lock any more. */
static void remove_left_behind(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        int list = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (list >= 0 && holds_outputs(list))
            remove_run(path);
    }
    close(fd);
}

/* Makes the folder and holds its lock as long as it is temporary. STATUS_EXISTS: it is taken. */
static enum status make_locked(struct run_folder *folder)
{
    struct stat held, named;

    if (mkdir(folder->temporary, 0777) != 0)
        return errno == EEXIST ? STATUS_EXISTS : STATUS_IO;
    folder->fd = open(folder->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder->fd < 0)
        return STATUS_IO;
    flock(folder->fd, LOCK_EX | LOCK_NB); /* a file system without locks only keeps leftovers */
    /* between the two, somebody may have taken it for one that was left behind */
    if (fstat(folder->fd, &held) == 0 && lstat(folder->temporary, &named) == 0 &&
        held.st_ino == named.st_ino && held.st_dev == named.st_dev)
        return STATUS_OK;
    close(folder->fd);
    folder->fd = -1;
    return STATUS_EXISTS;
}

/* path.tmp0, path.tmp1 …: the first that is free. The umask of the user decides who may look in. */
static enum status make_folder(struct run_folder *folder, size_t length)
{
    enum status status = STATUS_EXISTS;

    for (int i = 0; i < TEMPORARY_TRIES && status == STATUS_EXISTS; i++) {
        snprintf(folder->temporary, length + SUFFIX_BYTES, "%s.tmp%d", folder->path, i);
        remove_left_behind(folder->temporary);
        status = make_locked(folder);
    }
    if (status == STATUS_OK)
        return STATUS_OK;
    if (folder->fd < 0) { /* the folder is not ours */
        free(folder->temporary);
        folder->temporary = NULL;
    }
    return STATUS_IO;
}

static enum status make_temporary(struct run_folder *folder)
{
    size_t length = strlen(folder->path);

    folder->temporary = malloc(length + SUFFIX_BYTES);
    if (folder->temporary == NULL)
        return STATUS_MEMORY;
    return make_folder(folder, length);
}

/* Without slashes at the end: with one, a link would be looked at as what it points to. */
static char *clean_path(const char *path)
{
    char *clean = strdup(path);
    size_t length = strlen(path);

    while (clean != NULL && length > 1 && clean[length - 1] == '/')
        clean[--length] = '\0';
    return clean;
}

static enum status prepare(struct run_folder *folder, bool force)
{
    struct stat info;

    if (folder->path == NULL)
        return STATUS_MEMORY;
    folder->replace = lstat(folder->path, &info) == 0;
    if (folder->replace && !force)
        return STATUS_EXISTS;
    enum status status = folder->replace ? check_run(folder->path) : STATUS_OK;
    return status == STATUS_OK ? make_temporary(folder) : status;
}

enum status run_folder_new(const char *path, bool force, struct run_folder **out)
{
    struct run_folder *folder = calloc(1, sizeof *folder);

    *out = NULL;
    if (folder == NULL)
        return STATUS_MEMORY;
    folder->fd = -1;
    folder->path = clean_path(path);
    enum status status = prepare(folder, force);
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

int run_folder_open_unnamed(const struct run_folder *folder)
{
    static const char name[] = "tijdelijk";
    int fd = openat(folder->fd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    /* Not O_TMPFILE: not every file system has it. */
    if (fd >= 0 && unlinkat(folder->fd, name, 0) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Shortens path to its parent. */
static enum status sync_parent(char *path)
{
    char *slash = strrchr(path, '/');

    if (slash != NULL)
        slash[slash == path] = '\0'; /* the root keeps its slash */
    int fd = open(slash == NULL ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = fd >= 0 && fsync(fd) == 0 ? STATUS_OK : STATUS_IO;
    if (fd >= 0)
        close(fd);
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
