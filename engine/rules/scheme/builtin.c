/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemes that are part of the program. The file of a scheme is named after its id. */
#include "rules/scheme/scheme.h"

extern const struct embedded_file rules_schemes[]; /* made by cmake/embed.cmake, in order of id */
extern const size_t rules_schemes_count;

size_t scheme_builtin_count(void)
{
    return rules_schemes_count;
}

const struct embedded_file *scheme_builtin_at(size_t index)
{
    return &rules_schemes[index];
}

const struct embedded_file *scheme_builtin_find(const char *id)
{
    return embedded_find(rules_schemes, rules_schemes_count, id);
}
