/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of diff share; not for others. */
#ifndef RUN_DIFF_PART_H
#define RUN_DIFF_PART_H

#include "core/vector.h"
#include "run/diff/diff.h"

/* What an amount is about, and what a change bears on. */
enum bearing {
    ON_PRICE = 1,     /* standaardbedrag */
    ON_GRANT = 2,     /* subsidie by the formula */
    ON_GRANTED = 4,   /* toegekend, bedrag, voorschot, stimulansen */
    ON_BALANCE = 8,   /* saldo, ingehouden, open, terugvordering, uitkomst */
    ON_RECEIVED = 16, /* betaald */
    ON_DUE = 32,      /* te_betalen */
    ON_SPENT = 64,    /* uitgaven */
    ON_CONTROL = 128, /* vereist, tekort, verantwoording */
    ON_ALL = 255,
    ALL_BUT_PRICE = 254 - 16 - 64,     /* of the grant and what follows from it */
    ALL_BUT_MONEY_ROWS = 255 - 16 - 64 /* and of its price */
};

struct diff_key { /* whose: action and group "" for a beneficiary */
    const char *beneficiary, *action, *group;
};

enum { DIFF_CELLS = 7 };

/* A row of the dossier, as a run tells of it. */
struct diff_row {
    struct diff_key key;
    const struct diff_table *table;
    uint32_t line;
    const char *cells[DIFF_CELLS];
    const char *use;
};

struct diff_table {
    const char *file;
    const char *columns[DIFF_CELLS]; /* without the keys; NULL behind the last */
    unsigned bears_on;               /* a cell, or a whole row */
    const char *strong; /* "moment datum ": columns that decide; the others are words */
};

struct diff_change {
    struct diff_key key; /* beneficiary "": of the whole run */
    struct diff_cause cause;
    unsigned bears_on;
    bool strong;
};

struct diffing {
    struct arena *arena;
    const struct run *old, *new;
    VECTOR(struct diff_row) rows[2];    /* of old and new, by key, table and line */
    VECTOR(struct diff_change) changes; /* by key */
    VECTOR(struct diff_move) moves;
    VECTOR(uint32_t) links;
    enum status status;
};

int diff_compare_keys(struct diff_key a, struct diff_key b);
const char *diff_money(struct diffing *d, struct money money);
void diff_add_change(struct diffing *d, struct diff_change change);
#define DIFF_PUSH(d, vector, ...)                                                                  \
    do {                                                                                           \
        enum status diff_status = VECTOR_PUSH(&(d)->vector, __VA_ARGS__);                          \
        if (diff_status != STATUS_OK)                                                              \
            (d)->status = diff_status;                                                             \
    } while (0)

void diff_find_rows(struct diffing *d, int side); /* diff_rows.c */
void diff_find_changes(struct diffing *d);        /* diff_changes.c: of rows, and of the rest */
void diff_find_rules(struct diffing *d);          /* diff_rules.c: of the rest, for the former */
void diff_find_moves(struct diffing *d);          /* diff_moves.c */
unsigned diff_bearing(const char *column);        /* of an amount */

#endif
