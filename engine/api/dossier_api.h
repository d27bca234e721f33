/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind struct saldo_dossier; for the program, which may look inside. */
#ifndef API_DOSSIER_API_H
#define API_DOSSIER_API_H

#include "core/arena.h"
#include "core/diag.h"
#include "ingest/dossier.h"
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

/* Room statuses as those of the library. */
enum saldo_status api_status(enum status status);

#endif
