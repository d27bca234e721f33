/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder with all that is in it, as bytes in memory: to lay down again, and to compare. */
#ifndef FAULTS_TREE_H
#define FAULTS_TREE_H

#include <stdbool.h>
#include <stddef.h>

struct tree_entry {
    char *path; /* inside the folder */
    bool folder;
    char *bytes;
    size_t size;
};

struct tree { /* in the order of the paths */
    struct tree_entry *entries;
    size_t count;
};

/* Failures end the program: without a disk and memory that work there is nothing to measure. */
struct tree tree_read(const char *folder); /* empty where there is none */
void tree_free(struct tree *tree);
void tree_write(const struct tree *tree, const char *folder); /* makes the folder */
void tree_remove(const char *folder);

/* The path of the first entry that only one has, or that differs; NULL: they are the same. Entries
 * of `one` for which skip says so do not count; skip may be NULL. */
const char *tree_difference(const struct tree *one, const struct tree *other,
                            bool (*skip)(const char *path));

/* The bytes of one file, NUL behind them; the caller frees. */
char *file_read(const char *path, size_t *size);
/* Prints what went wrong and ends the program. */
_Noreturn void give_up(const char *what, const char *where);

#endif
