/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that a test makes, fills and removes. Everything fails the test when it fails. */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include <stddef.h>

enum { FOLDER_PATH_BYTES = 4096 };

struct folder {
    char path[FOLDER_PATH_BYTES];
    int fd;
};

/* An empty one, where the system keeps what is temporary (TMPDIR): never in the tree. It goes with
 * the process at the latest, also when the test fails. */
void folder_new(struct folder *folder);
void folder_remove(struct folder *folder);
void folder_write(const struct folder *folder, const char *name, const char *bytes, size_t size);
void folder_write_text(const struct folder *folder, const char *name, const char *text);
/* Copies the regular files of another folder; from is a path in the source tree. */
void folder_copy_source(const struct folder *folder, const char *from);
/* "name name" in the order of the names; the caller frees it. */
char *folder_list(const char *path);
/* path/name, in a buffer that the fourth call after overwrites. */
const char *folder_path(const struct folder *folder, const char *name);

/* A whole file; size may be NULL. A NUL follows that size does not count. The caller frees it. */
char *folder_read(const char *path, size_t *size);

#endif
