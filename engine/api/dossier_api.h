/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind struct saldo_dossier; for the program, which may look inside. */
#ifndef API_DOSSIER_API_H
#define API_DOSSIER_API_H

#include "core/arena.h"
#include "core/diag.h"
#include "ingest/dossier/dossier.h"
#include "settle/settlement.h"
#include <saldo.h>

struct saldo_dossier {
    struct arena *arena;
    struct diag_list *diags;
    struct dossier *dossier;
    struct settlement *settlement; /* NULL when there is no scheme to settle with */
    enum status status;            /* of reading and settling */
    bool cutoff_replaced;
};

/* saldo_dossier_new with the options of the room; folder may be NULL when the dossier is given.
 * STATUS_OK, or STATUS_INVALID with *out set; otherwise *out is NULL and errno tells. */
MUST_CHECK enum status api_dossier_new(const char *folder, const struct dossier_options *options,
                                       struct saldo_dossier **out);

/* Room statuses as those of the library. */
enum saldo_status api_status(enum status status);

#endif
