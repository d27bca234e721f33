/* SPDX-License-Identifier: GPL-3.0-or-later */
/* antwoorden.csv: what pseudonymous respondents answered, counted by question, action and type. */
#ifndef SURVEY_ANSWERS_H
#define SURVEY_ANSWERS_H

#include "core/vector.h"
#include "rules/questionnaire/questionnaire.h"
#include "stats/proportion.h"

struct survey_respondent {
    const char *key;
    enum survey_type type;
    uint32_t line; /* on which it comes first */
};

struct survey_answer {
    uint32_t respondent;
    uint32_t question;
    uint32_t action; /* index in the scheme; SURVEY_NO_ACTION: none */
    uint32_t answer;
    uint32_t line;
};

enum { SURVEY_NO_ACTION = UINT32_MAX, SURVEY_COLUMNS = SURVEY_TYPES + 1 };

/* One question about one action, by type; the last column is all types. */
struct survey_table {
    const struct question *question;
    const struct scheme_action *action; /* NULL: the plan as a whole */
    int64_t answered[SURVEY_COLUMNS];   /* respondents with at least one answer */
    int64_t population[SURVEY_COLUMNS]; /* INVITED_UNKNOWN: not said */
    int64_t (*counts)[SURVEY_COLUMNS];  /* by answer */
};

struct survey {
    const char *file;
    const struct questionnaire *questionnaire;
    VECTOR(struct survey_respondent) respondents; /* in the order of the file */
    VECTOR(struct survey_answer) answers;
    int64_t responded[SURVEY_COLUMNS];
    VECTOR(struct survey_table) tables; /* by question as in the questionnaire, then by action */
};

/* Reads and counts. Everything that is wrong goes to diags; STATUS_INVALID when there is an error.
 * Strings and counts live in the arena. */
MUST_CHECK enum status survey_read(const char *file, struct text text,
                                   const struct questionnaire *questionnaire, struct arena *arena,
                                   struct diag_list *diags, struct survey *out);
void survey_free(struct survey *survey);

/* Of one cell of a table; false: nobody answered. */
struct survey_intervals {
    struct interval wilson;
    struct interval exact;
};
MUST_CHECK bool survey_intervals_of(const struct survey_table *table, uint32_t answer, int column,
                                    double confidence, struct survey_intervals *out);

/* The answers in the middle of a scale, of a column: the same one, or two neighbours of an even
 * number of respondents. false: nobody answered. */
MUST_CHECK bool survey_median(const struct survey_table *table, int column, uint32_t out[2]);

#endif
