/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that are put to the test, one on each line of the file `commands`. */
#ifndef FAULTS_SCENARIO_H
#define FAULTS_SCENARIO_H

#include <stddef.h>

enum { SCENARIO_WORDS = 24 };

struct scenario {
    char *name;
    int status;                  /* when nothing fails */
    char *before;                /* folder of WORK/before it begins from; "-": an empty one */
    char *words[SCENARIO_WORDS]; /* words[0] is the program */
};

struct scenarios {
    struct scenario *list;
    size_t count;
    char *text; /* what the names and words point into */
};

struct scenarios scenarios_read(const char *path, char *program);
void scenarios_free(struct scenarios *scenarios);

#endif
