/* SPDX-License-Identifier: GPL-3.0-or-later */
/* afrekening.json: everything, with the derivation of each amount and its sources.
 * Schema: docs/afrekening.schema.json; its version is part of the file. */
#ifndef RUN_WRITE_JSON_H
#define RUN_WRITE_JSON_H

#include "run/feed.h"
#include "write/out.h"

/* Every row of a table stands on a line of its own. STATUS_MEMORY. */
MUST_CHECK enum status run_write_json(struct out *out, struct run_feed *feed);

#endif
