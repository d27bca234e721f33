/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the participation trajectory as CSV and JSON. Columns: docs/participation.md.
 * Hours are written as amounts are: 1.234,50 in CSV, "1234.50" in JSON. */
#ifndef PARTICIPATION_PARTICIPATION_REPORT_H
#define PARTICIPATION_PARTICIPATION_REPORT_H

#include "participation/publish.h"
#include "write/out.h"

#define PARTICIPATION_JSON_SCHEMA "saldo-deelname/1"

/* The hours of a row as they go out: exact for those inside, rounded for the rest; false: not at
 * all. */
bool published_hours(const struct publication *publication, const struct published_row *row,
                     bool internal, struct money *out);

/* What may be published, as publication_protect left it. Cells that are not shown are empty. */
void publication_csv(struct out *out, const struct publication *publication);
void publication_json(struct out *out, const struct participation *participation,
                      const struct publication *publication);

/* For the eyes of those who may see everything. */
void internal_governments_csv(struct out *out, const struct publication *publication);
void internal_participants_csv(struct out *out, const struct participation *participation);
void internal_json(struct out *out, const struct participation *participation,
                   const struct publication *publication);

#endif
