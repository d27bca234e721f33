/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dossier in memory: its tables checked, its references resolved, its rows in total order.
 *
 * After dossier_load every row points at its beneficiary, application or incentive by index; all
 * arrays are sorted by the keys named below, so that the order of rows in the files changes line
 * numbers and nothing else. Text lives in the arena, row arrays in the dossier. */
#ifndef INGEST_DOSSIER_DOSSIER_H
#define INGEST_DOSSIER_DOSSIER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/vector.h"
#include "ingest/table/input.h"
#include "ingest/table/register.h"
#include "ingest/table/table.h"
#include "rules/scheme/config.h"
#include "rules/scheme/scheme.h"

#define NO_INDEX UINT32_MAX

/* In the order of design.md. */
enum dossier_file {
    FILE_CONFIG,
    FILE_BENEFICIARIES,
    FILE_MEMBERS,
    FILE_APPLICATIONS,
    FILE_GRANTS,
    FILE_INCENTIVES,
    FILE_REPORTS,
    FILE_DECISIONS,
    FILE_PAYMENTS,
    FILE_SPENDING,
    FILE_COUNT
};

/* soort */
enum beneficiary_kind {
    KIND_MUNICIPALITY,
    KIND_PARTNERSHIP,
    KIND_VGC,
    KIND_DE_RAND,
    KIND_EXPERT_ORGANISATION,
    KIND_ASSOCIATION,
    KIND_COUNT
};

/* keuze; NONE: the scheme has none */
enum application_choice {
    APPLICATION_CONTINUE,
    APPLICATION_REDUCE,
    APPLICATION_STOP,
    APPLICATION_NONE
};
enum report_moment { MOMENT_INTERIM, MOMENT_FINAL };
/* beslissing; within one date they are taken in this order */
enum decision_kind {
    KIND_MOTIVATION_REFUSED,
    KIND_INCENTIVE_REFUSED,
    KIND_WITHHOLD,
    KIND_RECOVER,
    KIND_MOTIVATION_ACCEPTED,
    KIND_INCENTIVE_ACCEPTED,
    KIND_ACCOUNTS_ACCEPTED,
    DECISION_KIND_COUNT
};
enum payment_kind { PAYMENT_ADVANCE, PAYMENT_BALANCE, PAYMENT_RECOVERY };

/* What became of an input row. */
enum row_use { ROW_COUNTS, ROW_REPLACED, ROW_LATER, ROW_OUTSIDE };

struct beneficiary { /* by id */
    const char *id;
    const char *name;
    const char *nis; /* "" when none */
    const char *kbo; /* "" when none */
    enum beneficiary_kind kind;
    uint32_t line;
    uint32_t first_application, application_count;
    uint32_t first_member, member_count;
    uint32_t first_incentive, incentive_count;
    uint32_t first_decision, decision_count; /* with an empty actie */
    uint32_t first_payment, payment_count;
    uint32_t first_spending, spending_count;
};

struct member { /* by beneficiary, nis */
    uint32_t beneficiary;
    uint32_t line;
    const struct municipality *municipality;
    const char *name;
    int64_t inhabitants; /* of non-EU14 origin; -1: no figure */
};

struct application { /* by beneficiary, action number, group id */
    uint32_t beneficiary;
    uint32_t line;
    const struct scheme_action *action;
    const struct scheme_group *group;
    int64_t baseline;
    int64_t target;     /* 0 for a stopped action without one */
    int64_t last_year;  /* -1: empty */
    struct money price; /* of the application; only when has_price */
    int64_t priority;   /* -1: empty */
    bool has_price;
    bool usable; /* every field was right; otherwise only the key counts */
    enum application_choice choice;
    uint32_t first_grant, grant_count;
    uint32_t first_report, report_count;
    uint32_t first_decision, decision_count;
};

struct grant_row { /* by application, date */
    uint32_t application;
    uint32_t line;
    struct money amount;
    struct date date;
    const char *act; /* besluit */
};

struct incentive_row { /* by beneficiary, incentive id */
    uint32_t beneficiary;
    uint32_t line;
    const struct scheme_incentive *incentive;
    struct money amount;
    bool has_amount;
    uint32_t first_decision, decision_count;
};

struct report_row { /* by application, moment, date */
    uint32_t application;
    uint32_t line;
    struct date date;
    uint32_t moment : 1;  /* enum report_moment */
    uint32_t action : 15; /* while loading: which action, */
    uint32_t group : 16;  /* and which of its groups; a scheme of LIMIT_YAML_BYTES has fewer */
    int64_t achieved;
    const char *motivation; /* "" when none */
};

struct decision_row {     /* by target, date, kind */
    uint32_t application; /* NO_INDEX: not about an application */
    uint32_t incentive;   /* index of an incentive_row, or NO_INDEX */
    uint32_t beneficiary;
    uint32_t line;
    enum decision_kind kind;
    struct date date;
    struct money amount;
    bool has_amount;
    const char *reference;
};

struct payment_row { /* by beneficiary, date, kind, reference */
    uint32_t beneficiary;
    uint32_t line;
    enum payment_kind kind;
    struct date date;
    struct money amount;
    const char *reference;
};

struct spending_row { /* by beneficiary, nis, code, action, fiscal year, quarter */
    uint32_t beneficiary;
    uint32_t line;
    const char *nis;
    const char *code;
    const char *action;
    int fiscal_year;
    int quarter; /* 1 to 4; 0: the whole year */
    struct money amount;
    const char *source;
    bool manual;
};

struct dossier {
    struct input inputs[FILE_COUNT];
    struct table_counts counts[FILE_COUNT];
    struct config config;
    const struct scheme *scheme;
    bool own_scheme; /* from the user's folder, not built in */
    struct nis_register nis;
    VECTOR(struct beneficiary) beneficiaries;
    VECTOR(struct member) members;
    VECTOR(struct application) applications;
    VECTOR(struct grant_row) grants;
    VECTOR(struct incentive_row) incentives;
    VECTOR(struct report_row) reports;
    VECTOR(struct decision_row) decisions; /* first of applications, then of incentives, then of
                                              beneficiaries */
    VECTOR(struct payment_row) payments;
    VECTOR(struct spending_row) spending;
    struct text_map *beneficiary_by_id;
    struct arena *side_arena; /* text of the table that is read beside the others */
};

/* A dossier that stands in memory, with the scheme to settle it by: out of a bundle. */
struct dossier_given {
    struct input files[FILE_COUNT]; /* bytes NULL: absent; borrowed, and copied */
    const char *const *unknown;     /* names of files that stood in the folder and are not read */
    size_t unknown_count;
    const char *scheme_file; /* "plan-samenleven-3.yaml" */
    const char *scheme_bytes;
    size_t scheme_size;
    bool own_scheme;
};

struct dossier_options {
    const struct date *cutoff;         /* replaces peildatum; NULL: as in dossier.yaml */
    const char *scheme_folder;         /* searched before the built-in schemes; NULL: none */
    const struct dossier_given *given; /* in place of a folder; NULL: read the folder */
};

/* Reads and checks the folder, or what is given. All problems go to diags. *out is set whenever
 * there is memory and the folder exists, also with STATUS_INVALID (for the caller to free); on
 * STATUS_OK everything in it is right. STATUS_IO: the folder cannot be opened. */
MUST_CHECK enum status dossier_load(const char *folder, const struct dossier_options *options,
                                    struct arena *arena, struct diag_list *diags,
                                    struct dossier **out);
void dossier_free(struct dossier *dossier);

/* Where the field of that column stands in a row of a table; the whole line for "". */
struct source_pos dossier_pos(const struct dossier *dossier, enum dossier_file file, uint32_t line,
                              const char *column);

const char *dossier_file_name(enum dossier_file file);
/* The columns of a table, in the order of design.md; none for dossier.yaml. */
const char *const *dossier_columns(enum dossier_file file, uint32_t *count);
const char *beneficiary_kind_name(enum beneficiary_kind kind);
const char *application_choice_name(enum application_choice choice); /* "" for NONE */
const char *decision_kind_name(enum decision_kind kind);
const char *report_moment_name(enum report_moment moment);
const char *payment_kind_name(enum payment_kind kind);

#endif
