/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void give_up(const char *what, const char *where)
{
    fprintf(stderr, "faults: %s: %s: %s\n", what, where, strerror(errno));
    exit(4);
}

static void *need(void *memory)
{
    if (memory == NULL)
        give_up("memory", "malloc");
    return memory;
}

static char *join(const char *folder, const char *name)
{
    char *path = NULL;

    if (asprintf(&path, "%s%s%s", folder, *folder == '\0' ? "" : "/", name) < 0)
        give_up("memory", "asprintf");
    return path;
}

char *file_read(const char *path, size_t *size)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fstat(fd, &info) != 0)
        give_up("reading", path);
    char *bytes = need(malloc((size_t)info.st_size + 1));
    ssize_t got = read(fd, bytes, (size_t)info.st_size);
    if (got != info.st_size)
        give_up("reading", path);
    close(fd);
    bytes[got] = '\0';
    *size = (size_t)got;
    return bytes;
}

static void add(struct tree *tree, struct tree_entry entry)
{
    tree->entries = need(realloc(tree->entries, (tree->count + 1) * sizeof *tree->entries));
    tree->entries[tree->count++] = entry;
}

static void read_inside(struct tree *tree, const char *root, const char *inside)
{
    char *path = join(root, inside);
    DIR *directory = opendir(path);
    const struct dirent *found;

    while (directory != NULL && (found = readdir(directory)) != NULL) {
        if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0)
            continue;
        struct tree_entry entry = {.path = join(inside, found->d_name)};
        char *full = join(root, entry.path);
        struct stat info;
        if (lstat(full, &info) != 0)
            give_up("reading", full);
        entry.folder = S_ISDIR(info.st_mode);
        if (!entry.folder)
            entry.bytes = file_read(full, &entry.size);
        add(tree, entry);
        if (entry.folder)
            read_inside(tree, root, entry.path);
        free(full);
    }
    if (directory != NULL)
        closedir(directory);
    free(path);
}

static int by_path(const void *one, const void *other)
{
    return strcmp(((const struct tree_entry *)one)->path, ((const struct tree_entry *)other)->path);
}

struct tree tree_read(const char *folder)
{
    struct tree tree = {0};

    read_inside(&tree, folder, "");
    if (tree.count > 0)
        qsort(tree.entries, tree.count, sizeof *tree.entries, by_path);
    return tree;
}

void tree_free(struct tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->entries[i].path);
        free(tree->entries[i].bytes);
    }
    free(tree->entries);
    *tree = (struct tree){0};
}

static void write_file(const struct tree_entry *entry, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (fd < 0 || write(fd, entry->bytes, entry->size) != (ssize_t)entry->size)
        give_up("writing", path);
    close(fd);
}

void tree_write(const struct tree *tree, const char *folder)
{
    if (mkdir(folder, 0755) != 0)
        give_up("making", folder);
    for (size_t i = 0; i < tree->count; i++) {
        char *path = join(folder, tree->entries[i].path);
        if (!tree->entries[i].folder)
            write_file(&tree->entries[i], path);
        else if (mkdir(path, 0755) != 0)
            give_up("making", path);
        free(path);
    }
}

void tree_remove(const char *folder)
{
    struct tree tree = tree_read(folder);

    for (size_t i = tree.count; i > 0; i--) { /* what is inside comes after */
        char *path = join(folder, tree.entries[i - 1].path);
        if ((tree.entries[i - 1].folder ? rmdir(path) : unlink(path)) != 0)
            give_up("removing", path);
        free(path);
    }
    tree_free(&tree);
    if (rmdir(folder) != 0 && errno != ENOENT)
        give_up("removing", folder);
}

static bool same(const struct tree_entry *one, const struct tree_entry *other)
{
    return one->folder == other->folder && one->size == other->size &&
           (one->size == 0 || memcmp(one->bytes, other->bytes, one->size) == 0);
}

const char *tree_difference(const struct tree *one, const struct tree *other,
                            bool (*skip)(const char *path))
{
    size_t i = 0, j = 0;

    while (i < one->count || j < other->count) {
        if (i < one->count && skip != NULL && skip(one->entries[i].path)) {
            i++;
            continue;
        }
        int order = i == one->count     ? 1
                    : j == other->count ? -1
                                        : by_path(&one->entries[i], &other->entries[j]);
        if (order < 0)
            return one->entries[i].path;
        if (order > 0)
            return other->entries[j].path;
        if (!same(&one->entries[i], &other->entries[j]))
            return one->entries[i].path;
        i++, j++;
    }
    return NULL;
}
