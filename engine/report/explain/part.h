/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of an explanation are made of, and the parts; not for others than explain. */
#ifndef REPORT_EXPLAIN_PART_H
#define REPORT_EXPLAIN_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "report/explain/explain.h"
#include "run/run.h"

struct explanation {
    const struct run *run; /* with the rows of one beneficiary only */
    FILE *stream;
    enum language language;
    bool *told_sources, *told_parameters, *told_assumptions; /* what the page has already */
};

const char *explain_language(const struct explanation *e, const char *nl, const char *en);
/* An amount or a number in Belgian form; in a buffer that the sixteenth call after overwrites. */
const char *explain_money(struct money amount);
const char *explain_amount(struct run_amount amount); /* "-" when it is not known */
const char *explain_number(int64_t count);
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
/* The assumption, if it is one of those that the row rests on. */
void explain_resting(const struct explanation *e, const char *const *assumptions, uint32_t count,
                     const char *id);
void explain_cutoff(const struct explanation *e);
void explain_decisions(const struct explanation *e, uint32_t first, uint32_t count);

void explain_action(const struct explanation *e, const struct run_line *line);
void explain_incentive(const struct explanation *e, const struct run_incentive *line);
void explain_beneficiary(const struct explanation *e, const struct run_beneficiary *owner);

#endif
