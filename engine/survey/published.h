/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentages that a report published of a survey: gepubliceerd.csv, and what to make of them.
 *
 * A figure is a number as it was printed. A question holds the figures that are about the same
 * respondents: it has one n, which is often not published. */
#ifndef SURVEY_PUBLISHED_H
#define SURVEY_PUBLISHED_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/vector.h"
#include "rules/scheme/scheme.h"
#include "stats/plausible.h"
#include "stats/proportion.h"

enum {
    PUBLISHED_MOST_N = 1000,    /* largest n that is searched for */
    PUBLISHED_MOST_ANSWERS = 64 /* of one question */
};

enum published_kind {
    PUBLISHED_ONE,  /* enkel: one answer a respondent; not all answers need to be published */
    PUBLISHED_ALL,  /* volledig: one answer a respondent; the answers published are all there are */
    PUBLISHED_MANY, /* meer: more answers a respondent */
    PUBLISHED_KINDS
};
extern const char *const published_kind_name[PUBLISHED_KINDS];
extern const char *const published_rounding_name[PERCENT_WAYS];

enum published_verdict {
    PUBLISHED_POSSIBLE,   /* rounded half up, as people do */
    PUBLISHED_OTHERWISE,  /* only rounded in another way */
    PUBLISHED_IMPOSSIBLE, /* in no way */
    PUBLISHED_IN_WORDS,   /* "een kwart": nothing to judge */
    PUBLISHED_VERDICTS
};
extern const char *const published_verdict_name[PUBLISHED_VERDICTS];

struct published_interval {
    bool known;
    struct interval wilson;
    struct interval exact;
};

struct published_figure {
    uint32_t question;
    uint32_t line;
    const char *answer;  /* several joined by " + " are published together */
    const char *passage; /* where it stands */
    const char *printed; /* the percentage or fraction as in the file; "" */
    int64_t count;       /* -1: not published */
    struct percent percent;
    bool has_percent;
    int64_t numerator; /* of a fraction in words; denominator 0: none */
    int64_t denominator;

    /* set by published_judge */
    enum published_verdict alone; /* this figure by itself */
    bool disturbs; /* rounded half up its question is possible without it, and not with it */
    bool has_counts;
    struct count_range counts; /* k at the smallest n of the question, with its other figures */
    int64_t sample;            /* that n */
    struct published_interval interval;
};

struct published_question {
    const struct scheme_action *action; /* NULL: about the plan as a whole */
    const char *question;
    enum published_kind kind;
    int64_t least; /* n is least to most; the same when n is published */
    int64_t most;
    bool n_known;
    int64_t population; /* PROPORTION_INFINITE: not known */
    uint32_t line;      /* of its first figure */
    uint32_t first;     /* its figures, in the order of the file */
    uint32_t count;

    /* set by published_judge */
    enum published_verdict verdict; /* all its figures at once */
    enum percent_rounding rounding; /* by which they are possible */
    const bool *fits;               /* by n, 0 to reach: whether that n is possible */
    int64_t reach;    /* most, or the population where that is larger and n is not published */
    int64_t smallest; /* n up to most that fits; 0: none */
    bool has_sum;     /* of a question whose answers are all published as percentages */
    int64_t sum;      /* in ten-thousandths of a per cent */
};

struct published {
    const char *file;
    VECTOR(struct published_figure) figures;
    VECTOR(struct published_question) questions;
};

/* Reads the text of the file. Everything that is wrong goes to diags; STATUS_INVALID when there is
 * an error. Strings live in the arena, the actions in the scheme. */
MUST_CHECK enum status published_read(const char *file, struct text text,
                                      const struct scheme *scheme, struct arena *arena,
                                      struct diag_list *diags, struct published *out);
void published_free(struct published *published);

/* Judges every figure and question; confidence: between 0 and 1. */
MUST_CHECK enum status published_judge(struct published *published, double confidence,
                                       struct arena *arena);

/* "7", "13, 26, 39", "9-11": the values of n that fit; beyond: of those above most. In the arena;
 * NULL without memory. */
const char *published_fitting(const struct published_question *question, bool beyond,
                              struct arena *arena);

#endif
