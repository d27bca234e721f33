/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The yearly report on a plan: text for people, tables, JSON. docs/indicators.md has the columns.
 */
#ifndef INDICATORS_WRITE_H
#define INDICATORS_WRITE_H

#include <stdio.h>

#include "indicators/tally.h"
#include "write/out.h"

struct indicators_file { /* what the report rests on */
    const char *name;
    size_t size;
    const char *sha256;
};

struct indicators_report {
    const struct plan *plan;
    const struct progress_list *list;
    struct selection selection;
    struct indicators_file registry, config, table; /* config.name NULL: no plan.yaml */
    uint32_t rows, empty, later;                    /* of metingen.csv */
    const char *version;                            /* of saldo */
};

/* At most 80 columns. STATUS_MEMORY; errors of the stream are the caller's to see. */
MUST_CHECK enum status indicators_text(const struct indicators_report *report,
                                       enum language language, FILE *stream);

void indicators_csv(const struct indicators_report *report, struct out *out);
void indicators_csv_actions(const struct indicators_report *report, struct out *out);
void indicators_csv_goals(const struct indicators_report *report, struct out *out);
void indicators_csv_ministers(const struct indicators_report *report, struct out *out);
void indicators_json(const struct indicators_report *report, struct out *out);

/* metingen.csv with a row for each indicator of the selection; year 0: jaar stays empty. */
void indicators_template(const struct plan *plan, const struct selection *selection, int year,
                         struct out *out);

/* A figure as it stands in files: "1234", "12,5"; with a point for JSON. */
enum { FIGURE_BYTES = 40 };
void indicators_figure(const struct plan_indicator *indicator, int64_t number, char decimal,
                       char out[FIGURE_BYTES]);

/* "2025, 2026": the years of progress.missing. */
enum { YEARS_BYTES = 6 * PLAN_YEARS + 1 };
void indicators_years(const struct plan *plan, uint32_t missing, char out[YEARS_BYTES]);

/* "Minister van Werk, Minister van …" by their ids, in the order of the plan. */
enum { MINISTERS_BYTES = 1024 };
void indicators_ministers(const struct plan_minister *const *list, size_t count,
                          char out[MINISTERS_BYTES]);

#endif
