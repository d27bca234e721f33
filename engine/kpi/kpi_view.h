/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The KPI of one run, grouped: by action, target group, goal, applicant, kind, region, province,
 * or by several of them; each figure with the rows that it is made of. */
#ifndef KPI_KPI_VIEW_H
#define KPI_KPI_VIEW_H

#include "kpi/kpi_figures.h"

enum kpi_dimension {
    KPI_BY_ACTION,
    KPI_BY_GROUP, /* action and target group: a group belongs to its action */
    KPI_BY_GOAL,
    KPI_BY_BENEFICIARY,
    KPI_BY_KIND,
    KPI_BY_REGION,
    KPI_BY_PROVINCE,
    KPI_DIMENSIONS
};

enum { KPI_LEVELS = KPI_DIMENSIONS };

struct kpi_filter { /* only applications with this value */
    enum kpi_dimension dimension;
    const char *value;
};

struct kpi_query {
    enum kpi_dimension by[KPI_LEVELS];
    uint32_t level_count;
    struct kpi_filter only[KPI_DIMENSIONS];
    uint32_t only_count;
};

struct kpi_view {
    const struct kpi_facts *facts;
    const struct kpi_query *query;
    const struct kpi_figures *figures; /* in the order of their keys */
    uint32_t figure_count;
    struct kpi_figures total; /* of all rows: each application and government once */
    const uint32_t *rows;     /* lines of the run, by figures, then as they stand in the run */
    uint32_t row_count;
};

/* Borrows query. STATUS_OVERFLOW: a sum does not fit; STATUS_MEMORY. */
MUST_CHECK enum status kpi_view_make(const struct kpi_facts *facts, const struct kpi_query *query,
                                     struct arena *arena, struct kpi_view *out);

/* The value of a line in a dimension: "5", "Werk", "Kempen"; "" where it has none. A target group
 * is "action/group", or the action alone when it has no groups. */
enum { KPI_VALUE_BYTES = 160 };
const char *kpi_value(const struct kpi_facts *facts, enum kpi_dimension dimension, uint32_t line,
                      char room[KPI_VALUE_BYTES]);

/* "actie", "doelgroep", … as columns are called; and the dimension of such a word, or of the
 * English one. KPI_DIMENSIONS: unknown. */
const char *kpi_dimension_name(enum kpi_dimension dimension);
enum kpi_dimension kpi_dimension_find(const char *word, size_t length);

#endif
