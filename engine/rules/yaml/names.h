/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "a, b, c": what a message offers as expected. */
#ifndef RULES_YAML_NAMES_H
#define RULES_YAML_NAMES_H

enum { NAMES_BYTES = 512 };

struct names {
    char text[NAMES_BYTES]; /* NUL-terminated; shortened when it does not fit */
};

void names_add(struct names *names, const char *name);

/* Cuts off the character that shortening left in two. */
void names_trim(char *text);

#endif
