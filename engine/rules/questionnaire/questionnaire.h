/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vragen.yaml: who was invited to a survey, and what was asked. */
#ifndef RULES_QUESTIONNAIRE_QUESTIONNAIRE_H
#define RULES_QUESTIONNAIRE_QUESTIONNAIRE_H

#include "rules/scheme/scheme.h"

/* Kinds of governments that apply, as in antwoorden.csv. */
enum survey_type {
    SURVEY_CENTRE,
    SURVEY_CITY,
    SURVEY_MUNICIPALITY,
    SURVEY_PARTNERSHIP,
    SURVEY_TYPES
};
extern const char *const survey_type_name[SURVEY_TYPES]; /* centrumstad, stad, gemeente, IGS */

enum question_kind {
    QUESTION_ONE,   /* enkel: one answer a respondent */
    QUESTION_MANY,  /* meer: any number of them */
    QUESTION_SCALE, /* schaal: one answer, and the answers have an order */
    QUESTION_KINDS
};
extern const char *const question_kind_name[QUESTION_KINDS];

enum { QUESTION_MOST_ANSWERS = 64, INVITED_UNKNOWN = -1 };

struct question {
    const char *id;
    const char *text; /* as it was put; "" */
    enum question_kind kind;
    const char *const *answers; /* in the order of the file: of a scale from low to high */
    uint32_t answer_count;      /* 1 to QUESTION_MOST_ANSWERS */
    const struct scheme_action *const *actions; /* by number; none: asked once, of the plan */
    uint32_t action_count;
};

struct questionnaire {
    const struct scheme *scheme;
    int64_t invited[SURVEY_TYPES]; /* 0: nobody of that type */
    /* By action of the scheme and type: how many of those invited take part in it. */
    int64_t (*participants)[SURVEY_TYPES]; /* INVITED_UNKNOWN: not said */
    const struct question *questions;      /* in the order of the file */
    uint32_t question_count;
};

/* Reads vragen.yaml. Everything that is wrong goes to diags with line and column; STATUS_INVALID
 * when there is an error. All of it lives in the arena. */
MUST_CHECK enum status questionnaire_load(const char *file, const char *bytes, size_t size,
                                          struct arena *arena, struct diag_list *diags,
                                          struct questionnaire *out);

/* How many could answer: of one type, or SURVEY_TYPES for all; action NULL: the plan as a whole.
 * INVITED_UNKNOWN when the file does not say. */
int64_t questionnaire_population(const struct questionnaire *questionnaire,
                                 const struct scheme_action *action, int type);

#endif
