/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metingen.csv: what was measured of the indicators of a plan, checked field by field. */
#ifndef INDICATORS_MEASURE_H
#define INDICATORS_MEASURE_H

#include "core/vector.h"
#include "rules/plan/plan.h"

struct measurement {
    const struct plan_indicator *indicator;
    int year;
    int64_t number;     /* a count; parts per million; 1 or 0: reached or not, yes or no */
    const char *words;  /* as written in waarde */
    const char *unit;   /* eenheid */
    const char *source; /* bron; never empty */
    const char *note;   /* toelichting; "" */
    const char *split;  /* toelichting, where the plan asks one figure for each; otherwise "" */
    uint32_t line;      /* in metingen.csv */
};

struct measurements {
    VECTOR(struct measurement) rows; /* by indicator, split, year */
    uint32_t read;                   /* rows of the file */
    uint32_t empty;                  /* rows of the template that are not filled in */
    uint32_t later;                  /* of years that begin after the cut-off date */
};

#define MEASURE_FILE "metingen.csv"

/* The columns of metingen.csv, in order, and one more that saldo writes for people in the
 * template and does not read back. */
#define MEASURE_HEADER "jaar;actie;indicator;waarde;eenheid;bron;toelichting"
#define MEASURE_WORDS_COLUMN "omschrijving"

/* The words of waarde for a milestone and for yes or no, by number. */
extern const char *const measure_milestone_words[2];
extern const char *const measure_answer_words[2];

/* Reads text, the decoded file. Everything that is wrong goes to diags. STATUS_OK also then: the
 * list says whether there is an error. Strings live in the arena. */
MUST_CHECK enum status measure_read(const struct plan *plan, struct text text, struct date cutoff,
                                    struct arena *arena, struct diag_list *diags,
                                    struct measurements *out);
void measure_free(struct measurements *measurements);

#endif
