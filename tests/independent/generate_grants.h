/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a random dossier holds about grants: applications with their grants, reports and
 * decisions, incentives, the decisions at the end, payments. */
#ifndef TESTS_GENERATE_GRANTS_H
#define TESTS_GENERATE_GRANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct run {  /* what holds for the whole dossier; dates are days since 2000-01-01 */
    int call; /* 1, 2 or 3 */
    int64_t project_start;
    int64_t cutoff;
    bool additional;       /* the rule of call 1 */
    bool prices_given;     /* assumption prijzen: opgegeven */
    bool recovery_follows; /* assumption terugvordering-en-saldo: saldo-volgt-beslissing */
};
extern struct run run;

/* Random applications of one beneficiary with all that hangs on them. *granted: what they get in
 * all; *unclaimed: the least of the advances that no decision recovers. */
void add_applications(const char *id, bool grants, int64_t *granted, int64_t *unclaimed);
void add_incentives(const char *id);
void add_final_decisions(const char *id, int64_t unclaimed);
void add_payments(const char *id, int64_t granted);

#endif
