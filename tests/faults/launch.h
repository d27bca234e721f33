/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the program once, with one fault, until it ends or its deadline has passed. */
#ifndef FAULTS_LAUNCH_H
#define FAULTS_LAUNCH_H

#include <stdbool.h>
#include <stdint.h>

#include "faults/fault.h"

struct fault_class {
    const char *name;
    enum fault_kind kind;
    int error;                   /* what the call fails with; 0: a short read or write */
    uint32_t calls[FAULT_CALLS]; /* of FAULT_CALL */
    unsigned call_count;
};

extern const struct fault_class fault_classes[];
extern const unsigned fault_class_count;

struct launch {
    const char *library; /* inject.so, or a list for LD_PRELOAD that begins with it */
    const char *folder;  /* where it runs */
    const char *out;     /* files for what it prints */
    const char *err;
    char *const *words; /* program and arguments, up to NULL */
};

enum { DEADLINE_MS = 20000 };

struct outcome {
    int status;     /* of the exit */
    int signal;     /* that ended it; 0: none */
    bool hung;      /* at the deadline it was stopped */
    uint64_t seen;  /* calls of the class */
    bool fired;     /* the fault happened */
    int descriptor; /* first argument of the call that failed, where that is a descriptor */
};

struct outcome launch(const struct launch *what, const struct fault_class *class, uint64_t at);

#endif
