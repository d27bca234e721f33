/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of an explanation are made of, and the parts; not for others than explain. */
#ifndef REPORT_EXPLAIN_PART_H
#define REPORT_EXPLAIN_PART_H

#include "report/explain/read.h"

const char *explain_language(const struct explanation *e, const char *nl, const char *en);
/* A run folder may come from anywhere: what is no string is empty. */
const char *explain_string(const struct json_t *json);
/* Of a row inside a cell: the text at index; the line of the input file, which stands first. */
const char *explain_cell(const struct json_t *cells, size_t index);
int explain_line(const struct json_t *cells);
/* A name, or a word that a run gives: it may hold anything, and is one line. */
void explain_safe(const struct explanation *e, const char *text);

/* "saldo                               6.000,00" */
void explain_headline(const struct explanation *e, const char *name, const char *value);
/* "  bron       nota-3, §2.4: …", folded under itself */
void explain_entry(const struct explanation *e, const char *label, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void explain_formula(const struct explanation *e, const char *text);
/* A parameter of the scheme with its document and passage. */
void explain_parameter(const struct explanation *e, const char *name);
const char *explain_parameter_value(const struct explanation *e, const char *name);
/* The assumption, if the row rests on it. */
void explain_resting(const struct explanation *e, struct row row, const char *id);
void explain_cutoff(const struct explanation *e);
void explain_decisions(const struct explanation *e, struct row row);

void explain_action(const struct explanation *e, struct row row);
void explain_incentive(const struct explanation *e, struct row row);
void explain_beneficiary(const struct explanation *e, struct row row);

#endif
