/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the files of a run become a struct run; not for others. */
#ifndef RUN_RUN_LOAD_H
#define RUN_RUN_LOAD_H

#include "core/text.h"
#include "core/vector.h"
#include "run/run.h"

/* While loading: the arrays grow; run_load moves them into the arena. */
struct run_loading {
    struct arena *arena;
    struct run run;
    enum status status; /* the first that was not right */
    VECTOR(struct run_source) sources;
    VECTOR(struct run_parameter) parameters;
    VECTOR(struct run_assumption) assumptions;
    VECTOR(struct run_stated_total) stated_totals;
    VECTOR(struct run_action) actions;
    VECTOR(struct run_group) groups;
    VECTOR(struct run_incentive_kind) incentive_kinds;
    VECTOR(struct run_line) lines;
    VECTOR(struct run_incentive) incentives;
    VECTOR(struct run_beneficiary) beneficiaries;
    VECTOR(struct run_grant) grants;
    VECTOR(struct run_report) reports;
    VECTOR(struct run_decision) decisions;
    VECTOR(struct run_member) members;
    VECTOR(struct run_payment) payments;
    VECTOR(struct run_spending) spending;
    VECTOR(struct run_finding) findings;
};

/* afrekening.json; beneficiary: only the rows of this one, NULL: all. A file that a run of this
 * version cannot hold: STATUS_SYNTAX. */
MUST_CHECK enum status run_json_load(struct run_loading *loading, const char *json, size_t size,
                                     const char *beneficiary);

/* The sentences of afrekening.csv and stimulansen.csv, whose rows stand in the order of the JSON,
 * and bevindingen.csv. */
MUST_CHECK enum status run_reasons_load(struct run_loading *loading, const char *csv, size_t size,
                                        bool incentives);
MUST_CHECK enum status run_findings_load(struct run_loading *loading, const char *csv, size_t size);

#endif
