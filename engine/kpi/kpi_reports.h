/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a bare table of reports (the columns of kpi.csv), without dossier or run: every
 * row counts. For tables of millions of rows; what a report means for a grant, a run says. */
#ifndef KPI_KPI_REPORTS_H
#define KPI_KPI_REPORTS_H

#include "core/diag.h"
#include "stats/quantile.h"

struct kpi_report_figures { /* of one action, target group and moment */
    char *action;           /* as the other pointers owned by the table */
    char *group;            /* "": none */
    uint32_t moment;        /* index of kpi_moment_name */
    uint32_t reports;
    int64_t sum, least, most;
    struct quartiles quartiles;
    char *key;
    double *values;
    uint32_t capacity;
};

struct kpi_report_table {
    struct kpi_report_figures *items; /* by action (2 before 10), target group, moment */
    uint32_t count;
    uint32_t capacity;
    uint64_t reports;
};

/* Reads the text of the file; problems go to diags with line and field, all in one pass, and make
 * it STATUS_INVALID. STATUS_OVERFLOW: a sum does not fit; STATUS_MEMORY. Free it in any case. */
MUST_CHECK enum status kpi_reports_read(const char *file, struct text text, struct diag_list *diags,
                                        struct kpi_report_table *out);
void kpi_reports_free(struct kpi_report_table *table);

const char *kpi_moment_name(uint32_t moment); /* tussentijds, eind */

#endif
