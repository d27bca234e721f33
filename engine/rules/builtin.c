/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemes that are part of the program. The file of a scheme is named after its id. */
#include <string.h>

#include "rules/scheme.h"

extern const struct scheme_builtin rules_schemes[]; /* made by cmake/embed.cmake, in order of id */
extern const size_t rules_schemes_count;

size_t scheme_builtin_count(void)
{
    return rules_schemes_count;
}

const struct scheme_builtin *scheme_builtin_at(size_t index)
{
    return &rules_schemes[index];
}

const struct scheme_builtin *scheme_builtin_find(const char *id)
{
    for (size_t i = 0; i < rules_schemes_count; i++)
        if (strcmp(rules_schemes[i].id, id) == 0)
            return &rules_schemes[i];
    return NULL;
}
