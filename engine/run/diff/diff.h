/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moved between two runs, and why.
 *
 * A move is an amount (or an outcome) of a row of the one run that is another in the other run. Its
 * causes are changes of what the row is computed from: cells and rows of the dossier, parameters
 * and assumptions of the scheme, the cut-off date, the version of the engine. Where the causes that
 * bear on the amount by the rules are none, those of its whole row are given, then those of its
 * beneficiary, then all: a cause too many rather than none. A move without any is a defect. */
#ifndef RUN_DIFF_DIFF_H
#define RUN_DIFF_DIFF_H

#include "run/run.h"

enum diff_kind {
    DIFF_CELL,       /* file, column; old, new */
    DIFF_ROW_ADDED,  /* file, new_line; new: what stands in it */
    DIFF_ROW_GONE,   /* file, old_line; old */
    DIFF_PARAMETER,  /* column: its name; old, new; lines in the scheme; source, passage */
    DIFF_ASSUMPTION, /* column: its id; old, new: the alternatives; source, passage */
    DIFF_CUTOFF,     /* old, new: peildatum */
    DIFF_SCHEME,     /* old, new: ids */
    DIFF_ENGINE      /* old, new: versions */
};

struct diff_cause { /* text is never NULL */
    enum diff_kind kind;
    const char *file;            /* "kpi.csv"; "" when it is not of a table */
    uint32_t old_line, new_line; /* 0: not there */
    const char *column;
    const char *old, *new;
    const char *source, *passage; /* of the new run; of the old where it is gone */
};

struct diff_move {
    const char *beneficiary; /* id */
    const char *name;
    const char *action; /* number, or id of an incentive; "": of the beneficiary */
    const char *group;
    const char *column;         /* as in the tables of the run: "saldo", "uitkomst" */
    struct run_amount old, new; /* not known: the row is not there, or it is no amount */
    const char *old_text;       /* of an outcome; "" */
    const char *new_text;
    uint32_t first_cause, cause_count; /* in cause_of */
};

struct diff {
    const struct run *old, *new;
    const struct diff_cause *causes;
    const uint32_t *cause_of;      /* indices of causes */
    const struct diff_move *moves; /* by beneficiary: first its own, then by action and group */
    uint32_t cause_count;
    uint32_t move_count;
    uint32_t unexplained; /* moves without a cause */
};

/* Everything lives in the arena, or in the runs. STATUS_MEMORY. */
MUST_CHECK enum status diff_runs(const struct run *old, const struct run *new, struct arena *arena,
                                 const struct diff **out);

#endif
