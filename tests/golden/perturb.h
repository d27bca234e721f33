/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether explain and diff are complete: change one cell or parameter, settle again, and look
 * whether each amount that moved names it, in both. Programmers' errors and a full disk end the
 * program. */
#ifndef GOLDEN_PERTURB_H
#define GOLDEN_PERTURB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/vector.h"

struct span { /* of a file: what a change replaces */
    size_t start;
    size_t end;
};

struct cell {
    const char *value; /* without quotes */
    const char *column;
    struct span span; /* quotes included */
    uint32_t line;    /* on which its row begins */
};

struct table {
    uint32_t columns;
    uint32_t rows;      /* without the header */
    struct cell *cells; /* row after row */
};

struct file {
    const char *name; /* "kpi.csv" */
    char *bytes;      /* with a NUL behind */
    size_t size;
};

/* ---- perturb_file.c ---- */

#define need(holds, what) ((holds) ? (void)0 : need_failed(what))
_Noreturn void need_failed(const char *what);
struct file file_read(struct arena *arena, const char *folder, const char *name);
bool file_exists(const char *folder, const char *name);
void file_write(const char *folder, const char *name, const char *bytes, size_t size);
/* The file with one span replaced. */
void file_write_changed(const char *folder, const struct file *file, struct span span,
                        const char *text);
struct table table_read(struct arena *arena, const struct file *file);
/* NULL: no such column. */
const struct cell *table_cell(const struct table *table, uint32_t row, const char *column);
const char *format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- perturb_run.c ---- */

struct amount {
    const char *key; /* "aalst\t9\tnieuwkomers", "aalst\tmentorrol\t", "aalst\t\t" */
    const char *column;
    const char *value;
};

struct amounts {
    struct amount *items; /* sorted by key and column */
    size_t count;
};

struct place { /* what a change touched: either a cell, or a name */
    const char *file;
    uint32_t line;
    const char *column;
    const char *name; /* "regel standaardbedrag 5", "aanname afronding"; NULL: a cell */
};

struct bench { /* one worker's copy of everything */
    const char *saldo;
    const char *dossier;
    const char *schemes;
    const char *run;
    const char *output;
    const char *base; /* the run of the dossier as it is */
};

/* Exit status of compute; the run is replaced. */
int bench_compute(const struct bench *bench);
struct amounts bench_amounts(const struct bench *bench, struct arena *arena);
/* The explanation of a beneficiary, with those of all its actions. */
char *bench_explain(const struct bench *bench, struct arena *arena, const char *beneficiary);
/* Whether the explanation of this amount, or of what it is computed from, names the place. */
bool explanation_names(const char *page, const struct amount *amount, const struct place *place);

/* What diff says, of the base and of the run now. */
struct table bench_diff(const struct bench *bench, struct arena *arena);
/* Whether diff names the place among the causes of this amount. */
bool diff_names(const struct table *diff, const struct amount *amount, const struct place *place);

/* ---- perturb_plan.c ---- */

struct change {
    const struct file *file; /* of the dossier, or the scheme */
    struct span span;
    const char *text;
    struct place place;
};

struct plan {
    struct arena *arena;
    struct file config;
    struct file scheme;
    VECTOR(struct change) changes;
};

/* Adds every change: files are the tables, amounts those of the dossier as it is. */
void plan_changes(struct plan *plan, const struct file *files, size_t count,
                  const struct amounts *amounts);
/* The file of the scheme that dossier.yaml names. */
const char *plan_scheme_name(const struct plan *plan);

#endif
