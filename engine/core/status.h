/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcome of every operation that can fail. Leaves return only a status; the layer that knows
 * the place (file, line, column) turns it into a diagnostic (core/diag.h). */
#ifndef CORE_STATUS_H
#define CORE_STATUS_H

#define MUST_CHECK __attribute__((warn_unused_result))

enum status {
    STATUS_OK = 0,
    STATUS_INVALID,  /* the input has errors; each one is in the list of diagnostics */
    STATUS_SYNTAX,   /* a text that does not have the asked form */
    STATUS_RANGE,    /* right form, but outside the permitted range */
    STATUS_OVERFLOW, /* the exact result does not fit */
    STATUS_MEMORY,   /* no memory */
    STATUS_IO,       /* the system refused to read or write; errno tells why */
    STATUS_EXISTS,   /* the output is already there */
    STATUS_BUSY,     /* somebody else changed the output meanwhile; theirs stands */
    STATUS_BROKEN    /* a tie-out failed: a defect of ours, nothing may be written */
};

#endif
