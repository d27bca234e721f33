/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the KPI reports know of a run beside its rows: who is represented, where applicants lie,
 * and how each application stands with its reports. Everything lives in the arena. */
#ifndef KPI_KPI_FACTS_H
#define KPI_KPI_FACTS_H

#include "core/date.h"
#include "ingest/table/register.h"
#include "run/run.h"

/* How an application stands with a report at the date of the run. */
enum kpi_state {
    KPI_NOT_EXPECTED, /* stopped, or without a grant */
    KPI_NOT_DUE,
    KPI_ON_TIME,
    KPI_LATE,
    KPI_MISSING,
    KPI_STATES
};

/* The test at the interim report. */
enum kpi_test {
    KPI_TEST_NONE, /* no interim report, or no threshold is known */
    KPI_TEST_PASSED,
    KPI_TEST_BELOW,
    KPI_TEST_JUDGED, /* this action is always judged */
    KPI_TESTS
};

/* What is known of the reason why a KPI was not reached. */
enum kpi_motivation {
    KPI_MOTIVATION_NEEDLESS, /* reached, or no report */
    KPI_MOTIVATION_NONE,
    KPI_MOTIVATION_OPEN, /* given, not decided */
    KPI_MOTIVATION_ACCEPTED,
    KPI_MOTIVATION_REFUSED,
    KPI_MOTIVATIONS
};

struct kpi_moment { /* of an application: the interim report, or the final one */
    enum kpi_state state;
    enum kpi_motivation motivation;
    uint32_t report;    /* index of the run's reports that counts; RUN_NO_ROW: none */
    uint32_t corrected; /* earlier reports that it replaced */
};

struct kpi_line { /* same index as the run's lines */
    struct kpi_moment interim, final;
    enum kpi_test test;
};

struct kpi_beneficiary { /* same index as the run's beneficiaries */
    const char *region;  /* reference region of the municipality that receives; "" when none */
    const char *province;
    uint32_t first_government, government_count;
};

struct kpi_government {
    const char *id; /* NIS code; the applicant's own id when it has none */
    bool municipality;
};

struct kpi_facts {
    const struct run *run;
    const char *project_from; /* ISO; "" when the scheme does not know it */
    const char *project_to;
    const char *interim_due;
    const char *final_due;
    const char *threshold; /* "25 %" */
    const struct kpi_line *lines;
    const struct kpi_beneficiary *beneficiaries;
    const struct kpi_government *governments; /* by beneficiary */
    uint32_t government_count;
    uint32_t municipality_count;
};

/* STATUS_MEMORY; STATUS_SYNTAX: a date or rate of the run cannot be read. */
MUST_CHECK enum status kpi_facts_make(const struct run *run, const struct nis_register *reg,
                                      struct arena *arena, const struct kpi_facts **out);

/* An application that goes on. */
bool kpi_goes_on(const struct run_line *line);
/* Stable words, as they stand in the CSV and JSON. */
const char *kpi_state_name(enum kpi_state state);
const char *kpi_test_name(enum kpi_test test);
const char *kpi_motivation_name(enum kpi_motivation motivation);

#endif
