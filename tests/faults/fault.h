/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the driver and the library that is loaded into the program agree on: which call fails. They
 * share it as memory, whose descriptor stands in the environment as FAULT_VARIABLE. */
#ifndef FAULTS_FAULT_H
#define FAULTS_FAULT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define FAULT_VARIABLE "SALDO_FAULT"

enum { FAULT_CALLS = 16 };

enum fault_kind {
    FAULT_MEMORY,      /* malloc and its like give NULL */
    FAULT_SHORT_READ,  /* read and pread give half of what was asked */
    FAULT_SHORT_WRITE, /* write takes half */
    FAULT_CALL         /* the kernel refuses: one of calls[] */
};

struct fault {
    enum fault_kind kind;
    uint64_t at;           /* the at-th call fails; 0: none does, they are only counted */
    _Atomic uint64_t seen; /* calls so far; of FAULT_CALL by the driver */
    _Atomic bool fired;
    int socket; /* FAULT_CALL: where the library hands the driver its listener */
    unsigned call_count;
    uint32_t calls[FAULT_CALLS]; /* numbers of system calls */
};

#endif
