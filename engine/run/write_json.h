/* SPDX-License-Identifier: GPL-3.0-or-later */
/* afrekening.json: everything, with the derivation of each amount and its sources.
 * Schema: docs/afrekening.schema.json; its version is part of the file. */
#ifndef RUN_WRITE_JSON_H
#define RUN_WRITE_JSON_H

#include "core/diag.h"
#include "settle/settlement.h"
#include "write/out.h"

/* Every row of a table stands on a line of its own. engine_version: "0.1.0". */
void settlement_json(struct out *out, const struct settlement *settlement,
                     const char *engine_version);

#endif
