/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a program that met a fault kept what it promises. */
#ifndef FAULTS_JUDGE_H
#define FAULTS_JUDGE_H

#include "faults/launch.h"
#include "faults/tree.h"

struct trace { /* what one execution left */
    struct outcome outcome;
    struct tree tree;
    char *out, *err;
    size_t out_size, err_size;
};

enum verdict {
    VERDICT_SURVIVED, /* as if nothing had happened */
    VERDICT_TOLD,     /* one sentence, the right status, nothing half done */
    VERDICT_LITTER,   /* one of both, but a work folder stayed, which the next one removes */
    VERDICT_FAULT,
    VERDICTS
};

/* before: what stood there; calm: the same command undisturbed. why: what is wrong; static. */
enum verdict judge(const struct tree *before, const struct trace *calm, const struct trace *trace,
                   const struct fault_class *class, const char **why);

/* A name inside a work folder of ours, or its own. */
bool is_temporary(const char *path);

#endif
