/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.yaml: which plan the measurements are of, and up to which date. Every key is optional. */
#ifndef RULES_PLAN_CONFIG_H
#define RULES_PLAN_CONFIG_H

#include "rules/plan/plan.h"
#include "rules/scheme/config.h"

struct plan_config {
    const char *plan_id; /* plan; NULL: not said */
    uint32_t plan_line;
    bool dated;
    struct date cutoff; /* peildatum, when dated */
    uint32_t cutoff_line;
    enum encoding encoding; /* codering of metingen.csv: utf-8 (default), windows-1252 */
};

/* Strings live in the arena. Unknown keys, values that do not fit: diags with line and column. */
MUST_CHECK enum status plan_config_load(const char *file, const char *bytes, size_t size,
                                        struct arena *arena, struct diag_list *diags,
                                        struct plan_config *out);

#endif
