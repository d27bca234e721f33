/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile: how one kind of export is to be read, from formulas/profiles/ID.yaml or a path of the
 * user's. Everything is declared; nothing is guessed from the data. docs/bbc.md has the format.
 *
 * Everything lives in the arena that was passed to profile_load and is constant afterwards. */
#ifndef RULES_PROFILE_PROFILE_H
#define RULES_PROFILE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/diag.h"
#include "core/embed.h"

enum profile_shape {
    PROFILE_LONG,  /* lang: a row is an amount */
    PROFILE_WIDE,  /* breed: a column for each year */
    PROFILE_MATRIX /* matrix: rows with metadata above the header say what each column is */
};

enum profile_encoding {
    PROFILE_UTF8, /* with or without byte order mark */
    PROFILE_WINDOWS_1252,
    PROFILE_ISO_8859_1,
    PROFILE_ISO_8859_15,
    PROFILE_UTF16LE,
    PROFILE_UTF16BE
};

/* What a column means. ROLE(name, id) */
#define PROFILE_ROLES(ROLE)                                                                        \
    ROLE(ROLE_NIS, "nis")                                                                          \
    ROLE(ROLE_NAME, "bestuur")                                                                     \
    ROLE(ROLE_KIND, "soort")              /* report kind: JR */                                    \
    ROLE(ROLE_REPORT_YEAR, "rapportjaar") /* year of the report */                                 \
    ROLE(ROLE_YEAR, "boekjaar")           /* fiscal year */                                        \
    ROLE(ROLE_DATE, "datum")              /* of a ledger entry; gives year and quarter */          \
    ROLE(ROLE_STATUS, "status")                                                                    \
    ROLE(ROLE_RECENT, "meest-recent") /* whether the report is the latest one */                   \
    ROLE(ROLE_QUARTER, "kwartaal")                                                                 \
    ROLE(ROLE_MEASURE, "maat") /* which of several amounts this is: spending, a head … */        \
    ROLE(ROLE_BOOKS,                                                                               \
         "boekhouding")         /* budgetary or general: each holds the amounts of the other */    \
    ROLE(ROLE_CODE, "code")     /* reporting code */                                               \
    ROLE(ROLE_ACTION, "actie")  /* code of the action in the plan */                               \
    ROLE(ROLE_AMOUNT, "bedrag") /* PROFILE_LONG; PROFILE_WIDE with {jaar} in its name */           \
    ROLE(ROLE_DEBIT, "debet")   /* PROFILE_LONG: the amount is debit less credit */                \
    ROLE(ROLE_CREDIT, "credit")                                                                    \
    ROLE(ROLE_SIGN, "teken") /* a word that says whether the amount counts as it is or reversed */

enum profile_role {
#define ROLE(name, id) name,
    PROFILE_ROLES(ROLE)
#undef ROLE
        ROLE_COUNT
};

struct profile_names { /* words that mean the same */
    const char *const *at;
    size_t count;
};

struct profile_column {
    const char *name; /* in the header, or label of a row of metadata; NULL: not in this profile */
    struct profile_names names; /* the same, and what else it may be called */
    const char *block; /* the field is a block of text and the value stands behind this label */
    bool required;
    uint32_t line; /* in the profile */
};

struct profile_word { /* a value of a column and the quarter that it stands for */
    const char *value;
    uint32_t quarter; /* 1 to 4; 0: the whole year */
    bool ignored;     /* a kind of report that is known and does not count */
};

struct profile_sign { /* a word of the column of the sign */
    const char *value;
    bool negative;
};

enum profile_grouping { /* marks that may stand between groups of three digits */
                        GROUPING_POINT = 1,
                        GROUPING_COMMA = 2,
                        GROUPING_SPACE = 4,
                        GROUPING_NBSP = 8,  /* U+00A0 */
                        GROUPING_THIN = 16, /* U+2009 and U+202F */
                        GROUPING_APOSTROPHE = 32
};

struct profile {
    const char *id;
    const char *name;
    enum profile_shape shape;
    enum profile_encoding encoding;
    char delimiter;
    char quote;
    char decimal;
    uint32_t grouping;    /* enum profile_grouping, added up */
    const char *currency; /* may stand before or behind an amount; NULL: none */
    bool inverted;        /* spending is written as a negative amount */
    uint32_t scale; /* amounts are in units of 10^scale euro: 0 to 6, and may have as many more
                     * decimals */
    uint32_t skip_before;             /* records above the header (and above the metadata) */
    uint32_t skip_after;              /* records at the end */
    struct profile_names first_cells; /* PROFILE_MATRIX: of the header row */
    struct profile_names measures;    /* that count: values of ROLE_MEASURE, or in PROFILE_MATRIX
                                    * without that role the headers; none: there is one measure */
    struct profile_names unread;      /* headers that are known and not read; {jaar} is any year */
    bool metadata_role[ROLE_COUNT];   /* PROFILE_MATRIX: columns[role].name labels a metadata row */
    struct profile_column columns[ROLE_COUNT];
    const struct profile_word *kinds; /* accepted report kinds; none: there are no kinds */
    size_t kind_count;
    const char *const *statuses; /* known statuses; none: any, but one of each report */
    size_t status_count;
    const struct profile_word *quarters;
    size_t quarter_count;
    bool cumulative;                  /* a quarter holds everything since 1 January */
    struct profile_names dates;       /* forms such as d/m/jjjj (rules/profile/dates.h) */
    const struct profile_sign *signs; /* of ROLE_SIGN */
    size_t sign_count;
    const char *const *codes; /* reporting codes that count */
    size_t code_count;
    bool refuse_repeated; /* a row that is equal to an earlier one is rejected, not only reported */
};

/* Reads and checks a profile. file is the name for messages (borrowed, as bytes). All problems go
 * to diags with line and column in file; STATUS_INVALID when there is one, *out is then unset. */
MUST_CHECK enum status profile_load(const char *file, const char *bytes, size_t size,
                                    struct arena *arena, struct diag_list *diags,
                                    const struct profile **out);

/* The profiles that are built into the program, sorted by id. */
size_t profile_builtin_count(void);
const struct embedded_file *profile_builtin_at(size_t index);
const struct embedded_file *profile_builtin_find(const char *id); /* NULL: unknown */

const char *profile_role_name(enum profile_role role);
/* Whether a role is (part of) an amount: no --set can stand for it. */
bool profile_role_is_amount(enum profile_role role);
bool profile_has_name(struct profile_names names, const char *word);

#endif
