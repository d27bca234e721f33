/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/embed.h"

#include <string.h>

const struct embedded_file *embedded_find(const struct embedded_file *files, size_t count,
                                          const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].id, id) == 0)
            return &files[i];
    return NULL;
}
