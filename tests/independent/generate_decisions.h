/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decisions on one action or incentive of a random dossier. */
#ifndef TESTS_GENERATE_DECISIONS_H
#define TESTS_GENERATE_DECISIONS_H

#include <stdbool.h>
#include <stdint.h>

struct subject { /* what decisions are about */
    const char *id;
    const char *action;
    const char *group;
    bool incentive;
    int64_t advance; /* at least; 0: nothing may be recovered */
    int64_t balance; /* at least */
};

/* Adds random decisions that are valid at the cut-off date. Returns whether a recovery is among
 * them. */
bool add_decisions(const struct subject *subject);

#endif
