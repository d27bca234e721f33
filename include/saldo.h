/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsaldo: settles co-financed subsidies from the text of the regulation.
 *
 * The library never prints, exits, or keeps a last error; it reads no clock, locale or environment.
 * Amounts are euro cents, counts whole units, dates "YYYY-MM-DD". Functions are safe to call from
 * several threads on different objects. Names that start with saldo_ are stable. */
#ifndef SALDO_H
#define SALDO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* The exit status of the program. */
enum saldo_status {
    SALDO_OK = 0,
    SALDO_INVALID = 1,   /* the input has errors; nothing was written */
    SALDO_USAGE = 2,     /* an argument that makes no sense */
    SALDO_DIFFERENT = 3, /* a comparison found a difference */
    SALDO_RESOURCES = 4  /* reading, writing or memory failed, or a tie-out broke */
};

enum saldo_language { SALDO_NL, SALDO_EN };
enum saldo_severity { SALDO_FOUND_ERROR, SALDO_FOUND_WARNING, SALDO_FOUND_INFO };

const char *saldo_version(void); /* "0.1.0" */

/* ---- a dossier: read, checked and settled in memory ---- */

struct saldo_dossier; /* opaque */

struct saldo_options {
    const char *as_of;         /* cut-off date in place of peildatum; NULL: as in dossier.yaml */
    const char *scheme_folder; /* schemes ID.yaml of your own, before the built-in ones; NULL */
};

/* Reads the folder, checks it and settles it. *out is set unless memory ran out or the folder
 * cannot be opened (SALDO_RESOURCES, errno tells), also with SALDO_INVALID; free it. options may be
 * NULL. SALDO_USAGE: as_of is not a date. */
enum saldo_status saldo_dossier_new(const char *folder, const struct saldo_options *options,
                                    struct saldo_dossier **out);
void saldo_dossier_free(struct saldo_dossier *dossier);

struct saldo_finding {
    enum saldo_severity severity;
    const char *code;                         /* stable: "KPI-BOVEN-VORIG-JAAR" */
    const char *file;                         /* "" when there is none */
    uint32_t line;                            /* 1-based physical line; 0: the whole file */
    uint32_t column;                          /* 1-based field; 0: the whole line */
    const char *beneficiary, *action, *group; /* "" when it does not apply */
};

size_t saldo_finding_count(const struct saldo_dossier *dossier);
size_t saldo_finding_count_of(const struct saldo_dossier *dossier, enum saldo_severity severity);
/* Findings in the order of the screen: errors first, then by file, line and column. Pointers live
 * as long as the dossier. */
struct saldo_finding saldo_finding_at(const struct saldo_dossier *dossier, size_t index);
/* Writes the sentence and a NUL, at most size bytes; returns its full length. */
size_t saldo_finding_text(const struct saldo_dossier *dossier, size_t index,
                          enum saldo_language language, char *out, size_t size);

struct saldo_totals {
    uint32_t beneficiaries, applications, incentives;
    int64_t granted_cents; /* actions */
    int64_t incentive_cents;
    int64_t advance_cents;
    int64_t balance_cents; /* to pay */
    int64_t withheld_cents;
    int64_t open_cents; /* waits for a report or a decision */
    int64_t recovery_cents;
    int64_t received_cents;  /* paid out less recovered so far */
    int64_t due_cents;       /* negative: to be claimed back */
    int64_t payable_cents;   /* of beneficiaries to be paid */
    int64_t claimable_cents; /* of beneficiaries that have to pay back */
    uint32_t outcomes[7];    /* by saldo_outcome_name */
};

/* SALDO_INVALID when the dossier has errors. */
enum saldo_status saldo_totals_of(const struct saldo_dossier *dossier, struct saldo_totals *out);
const char *saldo_outcome_name(unsigned index); /* 0 to 6: "beslissing-nodig" … "geen-subsidie" */

/* Writes the run: a folder that appears whole or not at all. An existing path is refused
 * (SALDO_INVALID) unless force is set and it holds a run. SALDO_RESOURCES: errno tells. */
enum saldo_status saldo_run_write(const struct saldo_dossier *dossier, const char *path,
                                  bool force);

/* ---- one derivation ---- */

struct saldo_calc {
    const char *scheme;  /* "plan-samenleven-3" */
    const char *action;  /* "5" */
    const char *group;   /* "" or NULL when the action has none */
    int64_t baseline;    /* B ≥ 0 */
    int64_t target;      /* K ≥ 0 */
    int64_t achieved;    /* A, or −1 */
    int64_t price_cents; /* p, or −1: the scheme's */
};

struct saldo_alternative {
    int64_t balance_cents, withheld_cents, recovery_cents;
};

struct saldo_result {
    const char *split; /* "halvering", "verschil", "meerbereik", "geen" */
    int64_t price_cents, counted, divisor;
    int64_t grant_cents; /* price × counted / divisor */
    int64_t advance_cents, balance_cents;
    const char *outcome; /* NULL without an achieved KPI */
    int64_t paid_cents, withheld_cents, open_cents;
    bool needs_decision;
    int64_t regrant_cents; /* the grant with A in place of K, when needs_decision */
    struct saldo_alternative withhold, recompute, recover_all;
};

enum saldo_calc_trouble {
    SALDO_CALC_FINE,
    SALDO_CALC_SCHEME, /* no such scheme */
    SALDO_CALC_ACTION, /* the scheme does not fund the action */
    SALDO_CALC_GROUP,  /* the action has no such target group */
    SALDO_CALC_PRICE,  /* the scheme does not know the price; give one */
    SALDO_CALC_AMOUNT  /* the amount is too large to count in cents */
};

/* SALDO_INVALID with *why (why may be NULL); SALDO_USAGE: a negative number or a missing name;
 * SALDO_RESOURCES: overflow or memory. */
enum saldo_status saldo_calc(const struct saldo_calc *in, struct saldo_result *out,
                             enum saldo_calc_trouble *why);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
