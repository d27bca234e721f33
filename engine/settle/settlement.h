/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A settled dossier: every amount with its own derivation.
 *
 * docs/settlement.md gives the rules, formulas/ the arithmetic. Results point into the dossier and
 * the scheme, which must outlive them. Explain, the reports and the tests read these structs. */
#ifndef SETTLE_SETTLEMENT_H
#define SETTLE_SETTLEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "formulas/advance.h"
#include "formulas/balance.h"
#include "formulas/eligibility.h"
#include "formulas/grant.h"
#include "formulas/matching.h"
#include "ingest/dossier/dossier.h"
#include "stats/quantile.h"

struct line { /* one application; same index as in the dossier */
    const struct application *application;
    const struct scheme_value *price_value; /* where the price comes from; NULL: the application */
    uint32_t grant_row;                     /* the row that counts, or NO_INDEX */
    uint32_t final_report;                  /* rows that count, or NO_INDEX */
    uint32_t interim_report;
    int64_t achieved; /* of the final report that counts; 0 without one */
    struct grant grant;
    struct advance advance; /* of the granted amount */
    struct verdict verdict;
    struct balance balance;
    const struct alternatives *alternatives; /* NULL unless a decision is needed */
    bool valid;                              /* false: errors were found, amounts mean nothing */
};

struct incentive_line { /* one incentive; same index as in the dossier */
    const struct incentive_row *row;
    struct advance advance;
    struct verdict verdict;
    struct balance balance;
    bool valid;
};

/* verantwoording */
enum accounts {
    ACCOUNTS_NOT_REQUIRED,   /* niet-vereist */
    ACCOUNTS_ACCEPTED,       /* aanvaard */
    ACCOUNTS_RECOVERY,       /* terugvordering */
    ACCOUNTS_ABSENT,         /* geen-cijfers */
    ACCOUNTS_SUFFICIENT,     /* voldoende */
    ACCOUNTS_RUNNING,        /* lopend */
    ACCOUNTS_DECISION_NEEDED /* beslissing-nodig */
};

struct sums {              /* columns that rows, beneficiaries and totals share */
    struct money computed; /* Σ of the formula, actions only */
    struct money granted;  /* actions */
    struct money incentives;
    struct money advance;
    struct money paid; /* balance to pay */
    struct money withheld;
    struct money open;
    struct money recovery;
};

struct beneficiary_line { /* same index as in the dossier */
    const struct beneficiary *beneficiary;
    struct sums sums;               /* recovery: with that of the financial control */
    struct money accounts_recovery; /* decided after the financial control */
    struct money received;          /* betaald: paid out less recovered */
    struct money due;               /* te_betalen; negative: to be claimed back */
    struct money base;              /* subsidy to justify */
    struct matching matching;       /* meaningful unless ACCOUNTS_ABSENT or NOT_REQUIRED */
    bool has_spending;
    bool estimated; /* a fiscal year was split by days */
    struct population population;
    enum eligibility eligibility;
    enum accounts accounts;
    enum outcome outcome;
};

struct kpi_line {                       /* kpi.csv */
    const struct scheme_action *action; /* NULL: all actions */
    const struct scheme_group *group;   /* NULL: all target groups */
    uint32_t beneficiaries;             /* with a grant of this kind, or an application */
    uint32_t stopped;
    uint32_t reported;
    uint32_t reached;
    int64_t target;   /* of actions that go on; 0 when units differ */
    int64_t promised; /* target of those with a final report: what achieved compares with */
    int64_t achieved;
    bool has_quartiles;
    struct quartiles quartiles; /* of achieved / target of the reports, in per cent */
    struct money granted;
};

/* What kpi.csv says of one application, for a tally of many: of those of one target group, of one
 * action or of all. A run that was read back is tallied by this too. */
struct kpi_fact {
    uint32_t beneficiary; /* applications of one stand together */
    bool stopped;
    bool reported; /* a final report counts */
    int64_t target;
    int64_t achieved;
    struct money granted;
};
struct kpi_tally {
    struct kpi_line line;
    double *ratios; /* room for one of each fact: attainment in per cent */
    uint32_t ratio_count;
    uint32_t last_beneficiary; /* begin with NO_INDEX */
};
/* STATUS_OVERFLOW when a sum does not fit. */
MUST_CHECK enum status kpi_tally_add(struct kpi_tally *tally, const struct kpi_fact *fact);
/* When all are there: the quartiles. Puts ratios in another order. */
MUST_CHECK enum status kpi_tally_end(struct kpi_tally *tally);

/* What became of a row of uitgaven.csv. */
struct spending_result {
    enum row_use use;
    bool closes_series; /* the last row of its series: share is that of the whole series */
    bool estimated;
    struct money share; /* C(end) − C(start) within the spending period */
};

struct settlement {
    const struct dossier *dossier;
    const struct scheme *scheme;
    enum rounding rounding;
    bool recovery_withholds;
    enum grant_rule grant_rule;
    struct line *lines;                     /* dossier->applications.count */
    struct incentive_line *incentives;      /* dossier->incentives.count */
    struct beneficiary_line *beneficiaries; /* dossier->beneficiaries.count */
    struct spending_result *spending;       /* dossier->spending.count */
    VECTOR(struct kpi_line) kpi;
    struct sums totals;
    struct money total_received;
    struct money total_due;
    struct money total_payable;              /* Σ of te_betalen above zero */
    struct money total_claimable;            /* Σ of te_betalen below zero, as a positive amount */
    struct arena *side_arena;                /* of the second thread */
    uint32_t outcomes[OUTCOME_NO_GRANT + 1]; /* lines and incentives by outcome */
};

/* Settles the dossier. Findings go to diags; *out is set whenever there is memory, also when
 * there are errors (STATUS_INVALID), so that all problems show in one pass; it may be reported
 * only on STATUS_OK. STATUS_BROKEN: a tie-out failed. */
MUST_CHECK enum status settlement_new(const struct dossier *dossier, struct arena *arena,
                                      struct diag_list *diags, struct settlement **out);
void settlement_free(struct settlement *settlement);

/* The grant by the rule of the scheme. */
MUST_CHECK enum status settlement_grant(const struct scheme *scheme,
                                        const struct scheme_group *group, enum grant_rule rule,
                                        enum rounding rounding, struct money price,
                                        int64_t baseline, int64_t target, struct grant *out);

/* What became of rows of the dossier. */
enum row_use settlement_grant_use(const struct settlement *settlement, uint32_t grant);
enum row_use settlement_report_use(const struct settlement *settlement, uint32_t report);
/* first and count: the decisions of one action, incentive or beneficiary. A later one of its kind,
 * or a later acceptance, replaces a decision. */
enum row_use settlement_decision_use(const struct settlement *settlement, uint32_t first,
                                     uint32_t count, uint32_t decision);
bool settlement_is_later(const struct settlement *settlement, struct date date);

const char *split_name(enum split split);
const char *outcome_name(enum outcome outcome);
const char *accounts_name(enum accounts accounts);
const char *reason_name(enum reason reason); /* stable word for JSON */
bool reason_find(const char *name, enum reason *out);

/* The reason of a line as a sentence; line may be NULL for an incentive. */
enum { REASON_BYTES = 200 };
size_t reason_text(const struct balance *balance, const struct line *line, enum language language,
                   char out[REASON_BYTES]);

#endif
