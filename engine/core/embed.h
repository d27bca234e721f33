/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are part of the program: see cmake/embed.cmake. */
#ifndef CORE_EMBED_H
#define CORE_EMBED_H

#include <stddef.h>

struct embedded_file {
    const char *id;    /* the name of the file without its extension */
    const char *file;  /* with it, without the folder */
    const char *bytes; /* a NUL follows, which size does not count */
    size_t size;
};

/* The file with that id; NULL: there is none. */
const struct embedded_file *embedded_find(const struct embedded_file *files, size_t count,
                                          const char *id);

#endif
