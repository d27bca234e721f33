/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dossier that was loaded and settled. */
#ifndef SETTLE_TEST_SETTLED_H
#define SETTLE_TEST_SETTLED_H

#include "settle/settlement.h"

struct settled {
    struct arena *arena;
    struct diag_list *diags;
    struct dossier *dossier;
    struct settlement *settlement;
    enum status status;
};

/* cutoff "2026-03-31", or NULL for that of the dossier. */
struct settled settled_new(const char *folder, const char *cutoff);
void settled_free(struct settled *settled);
size_t settled_findings(const struct settled *settled, enum finding finding);

#endif
