/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of measurements: plan.yaml, if it is there, and metingen.csv. */
#ifndef INDICATORS_FOLDER_H
#define INDICATORS_FOLDER_H

#include "indicators/measure.h"
#include "ingest/table/input.h"

struct indicators {
    const struct plan *plan;
    struct date cutoff;
    struct measurements measurements;
    struct input config; /* plan.yaml; bytes NULL: absent */
    struct input table;  /* metingen.csv */
    struct arena *arena;
    struct diag_list *diags;
};

/* Reads the folder. as_of replaces peildatum of plan.yaml; NULL: it must be there. Everything that
 * is wrong goes to out->diags: STATUS_INVALID when there is an error. STATUS_IO: the folder cannot
 * be opened (errno tells); STATUS_MEMORY. Give *out back to indicators_free in every case. */
MUST_CHECK enum status indicators_load(const char *folder, const struct date *as_of,
                                       struct indicators *out);
void indicators_free(struct indicators *indicators);

/* A plan of the program, in the arena. It has been tested that each of them loads. */
MUST_CHECK enum status indicators_plan(const char *id, struct arena *arena, struct diag_list *diags,
                                       const struct plan **out);

#endif
