/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell as people write it → the text that a dossier table holds.
 *
 * What the strict core reads already stays as it is, to the byte. What has one meaning is rewritten
 * and its change named; what has two is asked, and what has none is left for the core to refuse. */
#ifndef IMPORT_VALUE_H
#define IMPORT_VALUE_H

#include "import/sheet.h"

enum column_kind {
    COLUMN_TEXT,  /* blanks at both ends go */
    COLUMN_KEY,   /* an identifier: letters keep their case, digits their zeros */
    COLUMN_WORD,  /* a word of the contract: small letters, hyphens for blanks */
    COLUMN_COUNT, /* a whole number */
    COLUMN_MONEY, /* euro, at most two decimals */
    COLUMN_DATE,
    COLUMN_KBO,
    COLUMN_NIS
};

/* What a file proves about its own habits; 0 where it proves nothing. */
struct value_habits {
    char decimal;    /* ',' or '.' */
    char date_order; /* 'd': day first, 'm': month first */
};

/* What was changed: a set. */
enum value_change {
    CHANGE_SPACE = 1,    /* blanks, NBSP and the like around or inside */
    CHANGE_CASE = 2,     /* capitals of a word */
    CHANGE_CURRENCY = 4, /* €, EUR */
    CHANGE_GROUPING = 8, /* marks between thousands */
    CHANGE_DECIMALS = 16,
    CHANGE_DATE = 32,
    CHANGE_NUMBER = 64, /* an enterprise number, a NIS code */
    CHANGE_TYPE = 128   /* a number or date cell of a workbook */
};

enum value_outcome {
    VALUE_FINE,
    VALUE_BAD,        /* no reading; out is the text as it stands */
    VALUE_ASK_DATES,  /* day first or month first */
    VALUE_ASK_DECIMAL /* groups or separates */
};

enum { VALUE_BYTES = 8192 };

/* Writes the text for the table, NUL-terminated; *changes is a set of enum value_change. A text
 * longer than VALUE_BYTES - 1 is VALUE_BAD. */
enum value_outcome value_clean(enum column_kind kind, const struct cell *cell,
                               struct value_habits habits, char out[VALUE_BYTES],
                               unsigned *changes);

/* Whether a spreadsheet says here that there is no value: "#N/A", "#DEEL/0!", "Err:502". */
bool value_is_error(struct text text);

/* Adds to habits what one cell proves. false: it contradicts what was proved before. */
bool value_prove(enum column_kind kind, const struct cell *cell, struct value_habits *habits);

/* Whether two texts of a table mean the same: "1.500" and "1500". */
bool value_same(enum column_kind kind, const char *a, const char *b);

#endif
