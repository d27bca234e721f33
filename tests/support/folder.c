/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/rows.h"

enum { FOLDERS_MOST = 64 }; /* at one time, those of failed tests among them */

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)walk;
    return kind == FTW_DP ? rmdir(path) : unlink(path);
}

/* What this process made and did not remove: a test that fails does not come so far. */
static struct {
    char path[FOLDER_PATH_BYTES];
    bool there;
} made[FOLDERS_MOST];
static pid_t maker;

static void remove_made(void)
{
    for (int i = 0; i < FOLDERS_MOST && maker == getpid(); i++)
        if (made[i].there)
            (void)nftw(made[i].path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void remember(const char *path)
{
    int free_place = 0;

    if (maker == 0)
        atexit(remove_made);
    maker = getpid();
    while (free_place < FOLDERS_MOST && made[free_place].there)
        free_place++;
    assert_true(free_place < FOLDERS_MOST);
    made[free_place].there = true;
    snprintf(made[free_place].path, FOLDER_PATH_BYTES, "%s", path);
}

void folder_new(struct folder *folder)
{
    const char *where = getenv("TMPDIR");

    snprintf(folder->path, sizeof folder->path, "%s/saldo-test.XXXXXX",
             where == NULL || *where == '\0' ? "/tmp" : where);
    assert_non_null(mkdtemp(folder->path));
    remember(folder->path);
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder->fd >= 0);
}

void folder_remove(struct folder *folder)
{
    close(folder->fd);
    for (int i = 0; i < FOLDERS_MOST; i++)
        made[i].there &= strcmp(made[i].path, folder->path) != 0;
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
