/* SPDX-License-Identifier: GPL-3.0-or-later */
/* saldo.sqlite: a run as a database of STRICT tables, amounts in whole cents.
 * Schema: engine/report/database/database.sql, with the columns of engine/run/columns.def;
 * docs/queries.md asks it questions. */
#ifndef REPORT_DATABASE_DATABASE_H
#define REPORT_DATABASE_DATABASE_H

#include "run/run.h"
#include "write/out.h"

/* The bytes are those of SQLite's file format. The language changes nothing: names of tables and
 * columns are Dutch, sentences are those of the run. STATUS_MEMORY; STATUS_BROKEN: a constraint of
 * the schema does not hold in this run. */
MUST_CHECK enum status database_write(const struct run *run, enum language language,
                                      struct out *out);

#endif
