/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that settle; not for others. */
#ifndef SETTLE_SETTLE_H
#define SETTLE_SETTLE_H

#include "settle/settlement.h"

struct settling {
    struct settlement *out;
    const struct dossier *dossier;
    const struct scheme *scheme;
    struct arena *arena;
    struct diag_list *diags;
    bool clean; /* the tables had no errors: remarks and sums mean something */
};

MUST_CHECK enum status settle_line(struct settling *s, uint32_t index);
MUST_CHECK enum status settle_incentive(struct settling *s, uint32_t index);
MUST_CHECK enum status settle_beneficiary(struct settling *s, uint32_t index);
MUST_CHECK enum status settle_spending(struct settling *s, struct beneficiary_line *line);
MUST_CHECK enum status settle_kpi(struct settling *s);
/* Findings about reports and decisions that do not change an amount. */
void settle_remarks(struct settling *s, const struct line *line);
/* Findings about one KPI under two actions of a beneficiary: lines first to first + count. */
void settle_twice(struct settling *s, uint32_t first, uint32_t count);
MUST_CHECK enum status tie_out(const struct settlement *settlement);

/* Applies the decisions from first on, count of them, that are dated up to the cut-off date. */
void settle_verdict(struct settling *s, uint32_t first, uint32_t count,
                    const struct advance *advance, bool incentive, struct verdict *out);
/* Whether the verdict asks no more than there is; otherwise a finding. */
bool settle_verdict_fits(struct settling *s, uint32_t first, uint32_t count,
                         const struct advance *advance, const struct verdict *verdict,
                         struct diag_subject subject);

MUST_CHECK enum status sums_add(struct sums *to, const struct sums *more);

#endif
