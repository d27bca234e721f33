/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/rows.h"

void folder_new(struct folder *folder)
{
    snprintf(folder->path, sizeof folder->path, "folder.XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder->fd >= 0);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)walk;
    return kind == FTW_DP ? rmdir(path) : unlink(path);
}

void folder_remove(struct folder *folder)
{
    close(folder->fd);
    assert_int_equal(nftw(folder->path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

void folder_write(const struct folder *folder, const char *name, const char *bytes, size_t size)
{
    int fd = openat(folder->fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, size), size);
    assert_int_equal(close(fd), 0);
}

void folder_write_text(const struct folder *folder, const char *name, const char *text)
{
    folder_write(folder, name, text, strlen(text));
}

char *folder_read(const char *path, size_t *size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;

    if (fd < 0)
        fail_msg("no file %s", path);
    assert_int_equal(fstat(fd, &info), 0);
    char *bytes = calloc(1, (size_t)info.st_size + 1);
    assert_non_null(bytes);
    assert_int_equal(read(fd, bytes, (size_t)info.st_size), info.st_size);
    close(fd);
    if (size != NULL)
        *size = (size_t)info.st_size;
    return bytes;
}

void folder_copy_source(const struct folder *folder, const char *from)
{
    char path[FOLDER_PATH_BYTES];
    char source[FOLDER_PATH_BYTES];
    const struct dirent *entry;

    snprintf(source, sizeof source, "%s/%s", SALDO_SOURCE_DIR, from);
    DIR *directory = opendir(source);
    assert_non_null(directory);
    while ((entry = readdir(directory)) != NULL) {
        size_t size;
        if (entry->d_name[0] == '.')
            continue;
        assert_true(snprintf(path, sizeof path, "%s/%s", source, entry->d_name) < (int)sizeof path);
        char *bytes = folder_read(path, &size);
        folder_write(folder, entry->d_name, bytes, size);
        free(bytes);
    }
    closedir(directory);
}

static int visible(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

char *folder_list(const char *path)
{
    struct dirent **entries;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    int count = scandir(path, &entries, visible, by_bytes);

    assert_non_null(out);
    assert_true(count >= 0);
    for (int i = 0; i < count; i++) {
        fprintf(out, "%s%s", i == 0 ? "" : " ", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    fclose(out);
    return text;
}

const char *folder_path(const struct folder *folder, const char *name)
{
    static char paths[4][FOLDER_PATH_BYTES];
    static unsigned next;
    char *path = paths[next++ % 4];

    assert_true(snprintf(path, FOLDER_PATH_BYTES, "%s/%s", folder->path, name) < FOLDER_PATH_BYTES);
    return path;
}
