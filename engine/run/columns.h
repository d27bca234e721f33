/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a run, as columns.def lists them: what every writer and the reader go by. */
#ifndef RUN_COLUMNS_H
#define RUN_COLUMNS_H

#include <stddef.h>

#include "run/run.h"

/* How a member of a row is kept, and what it is in a form. */
enum run_kind {
    RUN_TEXT,          /* const char * */
    RUN_KEY,           /* the same: of a beneficiary, incentive, source, assumption */
    RUN_WORD,          /* the same: a stable word of ours */
    RUN_OUTCOME,       /* the same: one of run_outcomes */
    RUN_REASON,        /* the same: a word that reason_name gives */
    RUN_USE,           /* the same: what became of a row of the dossier */
    RUN_DATE,          /* the same: "2024-10-01" */
    RUN_GROUP,         /* the same: "" is a value, not the absence of one */
    RUN_NUMBER,        /* the same: digits, the number of an action */
    RUN_EMPTY_TEXT,    /* the same: "" when there is none, and "" in JSON */
    RUN_EMPTY_WORD,    /* the same, a word */
    RUN_NULL_TEXT,     /* the same: "" when there is none, and null in JSON */
    RUN_COUNT,         /* int64_t from 0 */
    RUN_MAYBE_COUNT,   /* the same, or RUN_NONE */
    RUN_LINE,          /* uint32_t: of the input file */
    RUN_MAYBE_LINE,    /* the same, or 0 */
    RUN_BOOL,          /* bool */
    RUN_AMOUNT,        /* struct money from 0 */
    RUN_SIGNED_AMOUNT, /* struct money */
    RUN_MAYBE_AMOUNT,  /* struct run_amount from 0 */
    RUN_MAYBE_SIGNED,  /* struct run_amount */
    RUN_PERCENT,       /* struct run_amount: hundredths of a per cent */
    RUN_WORDS,         /* const char *const *, as many as .number says */
    RUN_TEXTS,         /* const struct run_alternative *, as many as .number says */
    RUN_ROWS,          /* uint32_t: the first of .number rows of table .rows */
    RUN_BLOCKS,        /* the same, with names in JSON */
    RUN_OPTIONS,       /* struct run_options_open of a line, when needs_decision */
    RUN_READINGS,      /* own and gross of a beneficiary */
    RUN_OUTCOMES       /* int64_t[7], by run_outcomes */
};

/* All that a cell of RUN_USE can be. */
#define RUN_USES "telt|vervangen|later-dan-peildatum|telt-niet"

enum run_table {
#define TABLE(row, name) RUN_##row,
#define COLUMN(...)
#define END(row)
#include "run/columns.def"
#undef TABLE
#undef COLUMN
#undef END
    RUN_TABLES
};

enum run_form { RUN_JSON, RUN_CSV, RUN_SQL, RUN_OPEN, RUN_FORMS };

struct run_column {
    const char *name;
    enum run_kind kind;
    size_t at;                   /* offset of the member */
    unsigned char in[RUN_FORMS]; /* its place in each form; 0: it is not in it */
    const char *says[2];         /* by enum language */
    const char *words;           /* all that it can be, "eind|tussentijds", said in every form */
    const char *listed;          /* the same, said in the schema of the JSON only */
    const char *numbers;         /* the same, of a count */
    int64_t least, most;         /* the same, where it is from one number to another */
    const char *pattern;         /* a regular expression for what is not empty */
    bool filled;                 /* a text that is never empty */
    const char *symbol;          /* in the formulas */
    const char *unit;            /* of a count; NULL: none, or another in each row */
    const char *csv, *open;      /* its name in that form, where it is another */
    const char *sql;             /* constraint in the database, beside NOT NULL */
    size_t number;               /* offset of the number of rows or words */
    enum run_table rows;         /* of those rows */
};

/* The columns of a table in one form, in their order there. */
enum { RUN_COLUMNS_MAX = 64 };
struct run_shape {
    size_t count;
    const struct run_column *columns[RUN_COLUMNS_MAX];
};
void run_shape(enum run_table table, enum run_form form, struct run_shape *out);

/* "afrekening" */
const char *run_table_name(enum run_table table);
const char *run_column_name(const struct run_column *column, enum run_form form);

/* The member of a row; of the type that the kind says. */
static inline const void *run_member(const struct run_column *column, const void *row)
{
    return (const char *)row + column->at;
}
static inline const char *run_member_text(const struct run_column *column, const void *row)
{
    return *(const char *const *)run_member(column, row);
}
static inline int64_t run_member_count(const struct run_column *column, const void *row)
{
    return *(const int64_t *)run_member(column, row);
}
static inline struct money run_member_money(const struct run_column *column, const void *row)
{
    return *(const struct money *)run_member(column, row);
}
static inline struct run_amount run_member_amount(const struct run_column *column, const void *row)
{
    return *(const struct run_amount *)run_member(column, row);
}
/* How many rows or words stand in the cell. */
static inline uint32_t run_member_number(const struct run_column *column, const void *row)
{
    return *(const uint32_t *)(const void *)((const char *)row + column->number);
}

/* A row of a table that stands in a run. */
const void *run_row(const struct run *run, enum run_table table, uint32_t index);

#endif
