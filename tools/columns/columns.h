/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the documents say of the columns of a run, made from run/columns.def. */
#ifndef COLUMNS_COLUMNS_H
#define COLUMNS_COLUMNS_H

#include "write/out.h"

/* The JSON Schema of afrekening.json: the template, in which a text "@names TABLE", "@cells TABLE",
 * "@block TABLE", "@outcomes", "@reasons" or "@uses" at the end of a line stands for what
 * columns.def and the engine say. STATUS_SYNTAX: another such text. */
MUST_CHECK enum status columns_schema(const char *template, struct out *out);

/* A document with the tables of columns in it: what stands between the lines
 * "<!-- columns TABLE: begin -->" and "<!-- columns TABLE: end -->" is made anew. STATUS_SYNTAX:
 * the table of a CSV file of a run is not there once. */
MUST_CHECK enum status columns_document(const char *document, struct out *out);

#endif
