/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, loads and findings for the tests of this room. */
#ifndef RULES_TEST_LOAD_H
#define RULES_TEST_LOAD_H

#include "rules/scheme/config.h"
#include "rules/scheme/scheme.h"

struct load {
    struct arena *arena;
    struct diag_list *diags;
};

struct load load_new(void);
void load_free(struct load *load);

/* The whole file in memory of its own size, so that a sanitizer sees a byte too far. */
char *load_file(const char *path, size_t *size);

/* "file:line:column: CODE sentence" a line, in the order of finding. To be freed. */
char *load_findings(const struct load *load, enum language language);

/* A scheme that is part of the program; the test fails when it does not load. */
const struct scheme *load_builtin(const struct load *load, const char *id);

#endif
