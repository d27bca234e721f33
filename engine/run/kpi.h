/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of kpi.csv: reached against promised, per target group, per action with several, and of
 * all. Of a settlement they were tallied when it was settled; of a run that was read back they are
 * tallied from its lines, in the same way. */
#ifndef RUN_KPI_H
#define RUN_KPI_H

#include "run/sums.h"
#include "settle/settlement.h"

/* The rows, in the arena. STATUS_MEMORY; of a run that was read back STATUS_OVERFLOW as well. */
MUST_CHECK enum status run_kpi_settled(const struct settlement *settlement, struct arena *arena,
                                       const struct run_kpi **out, uint32_t *count);
MUST_CHECK enum status run_kpi_read(const struct run *run, struct arena *arena,
                                    const struct run_kpi **out, uint32_t *count);

/* The counts of a row that was tallied when the run was settled. */
void run_sum_of(const struct kpi_line *line, struct run_sum *sum);

/* Hundredths of a per cent of a non-negative ratio given in per cent, rounded half up. */
int64_t percent_hundredths(double percent);

#endif
