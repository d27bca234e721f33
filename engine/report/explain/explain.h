/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each amount of a run came about, read from its afrekening.json alone: value, formula with the
 * numbers filled in, rule and passage, parameters, input file and line, assumptions, decisions. */
#ifndef REPORT_EXPLAIN_EXPLAIN_H
#define REPORT_EXPLAIN_EXPLAIN_H

#include <stddef.h>
#include <stdio.h>

#include "core/diag.h"

struct explain_query {
    const char *beneficiary;
    const char *action; /* number, or id of an incentive; NULL: the beneficiary as a whole */
    const char *group;  /* NULL: every target group of the action */
};

/* Writes the explanation to stream. STATUS_SYNTAX: not an afrekening.json of this version, or
 * changed; STATUS_RANGE: no such beneficiary, action or target group in the run; STATUS_MEMORY. */
MUST_CHECK enum status explain_write(const char *json, size_t size,
                                     const struct explain_query *query, enum language language,
                                     FILE *stream);

#endif
