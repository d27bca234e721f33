/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run read back: what `compute` wrote, as structs, checked against its seal.
 *
 * Reports, diff, verify and the KPI report read runs through this and nothing else. Everything
 * lives in the arena. Text is never NULL ("" where the file has none) unless said; words such as
 * uitkomst are the stable words of docs/afrekening.schema.json. Amounts are exact cents. Rows
 * stand in the order of the file: beneficiaries by id, lines by beneficiary, action number and
 * target group. */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/diag.h"
#include "core/money.h"
#include "run/run_read.h"

#define RUN_JSON_SCHEMA "saldo-afrekening/2" /* of afrekening.json */
#define RUN_NONE INT64_MIN                   /* a count that the file does not give (null) */
#define RUN_NO_ROW UINT32_MAX

struct run_amount { /* an amount that may be absent: absent is not zero */
    bool known;
    struct money money;
};

struct run_source { /* bronnen */
    const char *id;
    const char *title;
    const char *document;
};

struct run_parameter { /* parameters: a value of the scheme and where it stands */
    const char *name;  /* "voorschot", "standaardbedrag 9 nieuwkomers" */
    const char *value; /* as a person reads it: "80 %", "1.300,00"; "" when unknown */
    const char *from;  /* valid, "2024-04-03" */
    const char *to;
    uint32_t line;      /* in the scheme file */
    const char *source; /* id of a run_source */
    const char *passage;
    const char *assumption; /* id, or "" */
};

struct run_alternative {
    const char *id;
    const char *text;
};

struct run_assumption { /* aannames */
    const char *id;
    const char *silent;
    const char *assumed;
    const char *chosen; /* id of an alternative */
    bool standard;      /* the scheme's own choice */
    bool decides;       /* an amount of this run rests on it */
    const struct run_alternative *alternatives;
    uint32_t alternative_count;
    const char *source;
    const char *passage;
};

struct run_stated_total { /* totalen_regeling: what a document says */
    const char *subject;
    struct money amount;
    bool used;
    const char *source;
    const char *passage;
};

struct run_action { /* acties: the funded actions of the scheme, by number */
    const char *number;
    const char *name;
    const char *goal;
    bool always_judged; /* at the interim report */
    uint32_t first_group, group_count;
};

struct run_group { /* doelgroepen: by action */
    const char *action;
    const char *group; /* "" when the action has none */
    const char *unit;
    const char *price_parameter; /* name in parameters */
    int64_t maximum;             /* units per applicant; RUN_NONE: none stated */
    struct run_amount price;     /* of that parameter: for the open data, which looks it up */
};

struct run_incentive_kind { /* stimulanssoorten: by id */
    const char *id;
    const char *name;
};

struct run_grant { /* a row of toekenningen.csv */
    uint32_t line;
    const char *date;
    struct money amount;
    const char *act;
    const char *use; /* telt, vervangen, later-dan-peildatum, telt-niet */
};

struct run_report { /* a row of kpi.csv of the dossier */
    uint32_t line;
    const char *moment; /* tussentijds, eind */
    const char *date;
    int64_t achieved;
    const char *motivation;
    const char *use;
};

struct run_decision { /* a row of beslissingen.csv */
    uint32_t line;
    const char *date;
    const char *decision;
    struct run_amount amount;
    const char *reference;
    const char *use;
};

struct run_member { /* a row of leden.csv */
    uint32_t line;
    const char *nis;
    const char *name;
    int64_t inhabitants; /* RUN_NONE: no figure */
};

struct run_payment { /* a row of betalingen.csv */
    uint32_t line;
    const char *date;
    const char *kind; /* voorschot, saldo, terugvordering */
    struct money amount;
    const char *reference;
    const char *use;
};

struct run_spending { /* a row of uitgaven.csv */
    uint32_t line;
    const char *nis;
    int64_t fiscal_year;
    int64_t quarter; /* RUN_NONE: the whole year */
    const char *code;
    const char *action;
    struct money amount;
    const char *source; /* "manueel", or where in which export */
    const char *use;
    struct run_amount share; /* of its series in the spending period, at its last row */
    bool estimated;
};

struct run_option { /* one of the alternatives when a decision is needed */
    struct money paid, withheld, recovery;
};

struct run_options_open {
    struct run_option withhold;
    struct money regrant; /* the grant with A in place of K */
    struct run_option recompute;
    struct run_option recover_all;
};

struct run_balance {      /* what lines and incentives share */
    struct money granted; /* of an incentive: bedrag */
    struct money advance;
    struct money computed; /* saldo_berekend: granted less advance */
    const char *outcome;
    struct money paid; /* saldo */
    struct money withheld;
    struct money open;
    struct money recovery;
    const char *reason;             /* stable word */
    const char *reason_text;        /* the sentence of afrekening.csv or stimulansen.csv */
    const char *const *assumptions; /* ids that decide an amount of this row */
    uint32_t assumption_count;
    uint32_t first_decision, decision_count;
};

struct run_line {                /* an application */
    const char *owner;           /* id of the beneficiary */
    const char *owner_name;      /* its name */
    const char *number;          /* of the action */
    const char *group_id;        /* "" when the action has none */
    uint32_t beneficiary;        /* index */
    uint32_t action;             /* index in actions */
    uint32_t group;              /* index in groups */
    uint32_t line;               /* in aanvragen.csv */
    const char *choice;          /* voortzetten, verminderen, stopzetten, "" */
    int64_t baseline;            /* B */
    int64_t target;              /* K */
    int64_t last_year;           /* RUN_NONE: empty */
    struct money price;          /* p */
    const char *price_parameter; /* "": the application gave it */
    int64_t counted;             /* grant = price × counted / divisor, rounded once */
    int64_t divisor;
    const char *split;  /* halvering, verschil, meerbereik, geen */
    struct money grant; /* subsidie, of the formula */
    int64_t achieved;   /* A; RUN_NONE: no final report counts */
    struct run_balance balance;
    bool needs_decision; /* options is meaningful */
    struct run_options_open options;
    uint32_t first_grant, grant_count;
    uint32_t first_report, report_count;
};

struct run_incentive {
    const char *owner;      /* id of the beneficiary */
    const char *owner_name; /* its name */
    const char *kind_id;
    const char *kind_name;
    uint32_t beneficiary; /* index */
    uint32_t kind;        /* index in incentive_kinds */
    uint32_t line;        /* in stimulansen.csv */
    struct run_balance balance;
};

struct run_reading { /* of the financial control */
    struct money required;
    struct run_amount shortfall; /* known when there is spending */
    struct run_amount recovery;  /* computed, never applied */
};

struct run_beneficiary {
    const char *id;
    const char *name;
    const char *kind; /* gemeente, samenwerkingsverband, vgc, vzw-de-rand, … */
    const char *nis;  /* "" when none */
    const char *kbo;
    uint32_t line; /* in begunstigden.csv */
    struct money granted, incentives, advance, paid, withheld, open;
    struct money recovery;          /* with accounts_recovery */
    struct money accounts_recovery; /* decided after the financial control */
    struct money received;          /* betaald */
    struct money due;               /* te_betalen; negative: to be claimed back */
    struct money base;              /* subsidy to justify */
    struct run_amount spending;     /* uitgaven */
    struct run_reading own;         /* eigen-inbreng */
    struct run_reading gross;       /* bruto */
    struct run_reading chosen;      /* the one of the two that decides in this run */
    const char *accounts;           /* verantwoording */
    const char *outcome;
    const char *eligible; /* bij-naam, ja, nee, onbekend */
    int64_t inhabitants;  /* RUN_NONE: no figure */
    const char *const *assumptions;
    uint32_t assumption_count;
    uint32_t first_line, line_count;
    uint32_t first_incentive, incentive_count;
    uint32_t first_member, member_count;
    uint32_t first_payment, payment_count;
    uint32_t first_spending, spending_count;
    uint32_t first_decision, decision_count; /* with an empty actie */
};

struct run_finding {      /* bevindingen.csv */
    const char *severity; /* fout, waarschuwing, info */
    const char *code;
    const char *file;
    uint32_t line, column; /* 0: none */
    const char *beneficiary;
    const char *action;
    const char *text;
};

struct run_kpi {        /* a row of kpi.csv: run/kpi.h makes them */
    const char *action; /* number, or "totaal" */
    const char *group;  /* "totaal": all of an action with several; "": the action has none */
    const char *name;   /* of the action */
    const char *unit;
    int64_t beneficiaries, stopped, reported, reached;
    int64_t target, promised, achieved;     /* RUN_NONE where units differ */
    struct run_amount attainment;           /* in hundredths of a per cent, as are */
    struct run_amount first, median, third; /* the quartiles */
    struct money granted;
    struct run_amount per_unit;
};

struct run_totals {
    int64_t beneficiaries, applications, incentive_count;
    struct money computed; /* subsidie_berekend */
    struct money granted, incentives, advance, paid, withheld, open, recovery;
    struct money received, due;
    struct money payable;   /* uit_te_betalen */
    struct money claimable; /* terug_te_vragen */
    int64_t outcomes[7];    /* in the order of run_outcomes */
};

struct run {
    const char *engine; /* version */
    const char *scheme; /* "plan-samenleven-3" */
    const char *scheme_name;
    const char *cutoff; /* peildatum */
    bool cutoff_replaced;
    enum language language;
    const struct run_source *sources;
    const struct run_parameter *parameters;
    const struct run_assumption *assumptions;
    const struct run_stated_total *stated_totals;
    const struct run_action *actions;
    const struct run_group *groups;
    const struct run_incentive_kind *incentive_kinds;
    const struct run_line *lines;
    const struct run_incentive *incentives;
    const struct run_beneficiary *beneficiaries;
    const struct run_grant *grants;
    const struct run_report *reports;
    const struct run_decision *decisions;
    const struct run_member *members;
    const struct run_payment *payments;
    const struct run_spending *spending;
    const struct run_finding *findings;
    uint32_t source_count, parameter_count, assumption_count, stated_total_count;
    uint32_t action_count, group_count, incentive_kind_count;
    uint32_t line_count, incentive_count, beneficiary_count;
    uint32_t grant_count, report_count, decision_count, member_count, payment_count, spending_count;
    uint32_t finding_count;
    struct run_totals totals;
    char manifest_sha256[65]; /* of manifest.json: the name of this run */
    bool scheme_altered;      /* it bears the id of a built-in scheme and is another */
};

/* The outcomes in the order of their weight: "beslissing-nodig" … "geen-subsidie". */
extern const char *const run_outcomes[7];

/* Reads the run in the folder and checks every file that it reads against the seal. What it gives
 * may be added up per column and divided by a divisor: run_bounds.c.
 * STATUS_INVALID with *trouble, and *file the name of the file that is to blame (static);
 * STATUS_SYNTAX: a file is of another version, or holds what no settlement gives; STATUS_MEMORY. */
MUST_CHECK enum status run_load(const char *folder, struct arena *arena, const struct run **out,
                                enum run_trouble *trouble, const char **file);

/* The same of files in memory; what is not among them is an empty one. Nothing is checked against a
 * seal: manifest.json gives no more than its hash. */
struct run_file {
    const char *name; /* "afrekening.json" */
    const char *bytes;
    size_t size;
};
MUST_CHECK enum status run_load_files(const struct run_file *files, size_t count,
                                      struct arena *arena, const struct run **out,
                                      const char **file);

/* The rows of one beneficiary, with the rules and totals, from afrekening.json alone: there are no
 * findings, and no reason as a sentence. Of the rows of others only the number is looked at. A
 * beneficiary that is not there gives a run without rows. STATUS_SYNTAX, STATUS_MEMORY. */
MUST_CHECK enum status run_load_one(const char *json, size_t size, const char *beneficiary,
                                    struct arena *arena, const struct run **out);

/* NULL: no such parameter, assumption. */
const struct run_parameter *run_parameter_find(const struct run *run, const char *name);
const struct run_assumption *run_assumption_find(const struct run *run, const char *id);
const struct run_source *run_source_find(const struct run *run, const char *id);
/* Whether the reading of the financial control that decides is bruto, and not eigen-inbreng. */
bool run_reads_gross(const struct run *run);
const struct run_reading *run_reading_chosen(const struct run *run,
                                             const struct run_beneficiary *beneficiary);

#endif
