/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan: the registry of its goals, actions and indicators, from formulas/plans/ID.yaml.
 *
 * Everything carries the words of the document and the line on which they begin. What the document
 * does not give is not there: a target that is not stated is no target. docs/indicators.md has the
 * format. Everything lives in the arena that was passed to plan_load and is constant afterwards. */
#ifndef RULES_PLAN_PLAN_H
#define RULES_PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/date.h"
#include "core/diag.h"
#include "core/embed.h"

enum { PLAN_YEARS = 30 }; /* most years of a plan */

struct plan_passage {
    const char *words; /* of the document; never empty */
    uint32_t document_line;
    const char *remark; /* opmerking: where the document is ambiguous; NULL: none */
};

struct plan_minister {
    const char *id;
    const char *name;
};

struct plan_goal {
    const char *number; /* "1" */
    struct plan_passage passage;
};

struct plan_objective {
    const char *number;  /* "1.1" */
    const char *section; /* of the document: "2.1.1" */
    const struct plan_goal *goal;
    struct plan_passage passage;
};

struct plan_timing {
    struct plan_passage passage;
    bool undetermined; /* the plan has no timing yet: nothing is due */
    int from, to;      /* years in which the action runs; the plan's where it names none */
    struct date end;   /* last day: target date, or 31 December of to */
};

/* KIND(name, id, unit): unit is what stands in eenheid of a measurement, "": as the plan says */
#define PLAN_KINDS(KIND)                                                                           \
    KIND(INDICATOR_COUNT, "aantal", "")                                                            \
    KIND(INDICATOR_PERCENTAGE, "percentage", "%")                                                  \
    KIND(INDICATOR_MILESTONE, "mijlpaal", "mijlpaal")                                              \
    KIND(INDICATOR_YES_NO, "ja-nee", "ja-nee")                                                     \
    KIND(INDICATOR_QUALITATIVE, "kwalitatief", "tekst")

enum indicator_kind {
#define KIND(name, id, unit) name,
    PLAN_KINDS(KIND)
#undef KIND
        INDICATOR_KIND_COUNT
};

enum target_per { TARGET_NONE, TARGET_YEAR, TARGET_PLAN }; /* of each year; since the start */

struct plan_action;

struct plan_indicator {
    const struct plan_action *action;
    uint32_t index;     /* among all indicators of the plan, in its order */
    const char *number; /* "1", "1a" */
    enum indicator_kind kind;
    const char *unit;  /* what eenheid of a measurement must say; "": its own choice, kept up */
    const char *part;  /* the words of the passage that this one measures; NULL: all of them */
    const char *split; /* "regio en sector": one figure for each; NULL: one figure */
    enum target_per target_per;
    int64_t target;  /* a count, or parts per million of a percentage; milestone: 1 */
    int target_year; /* 0: the plan gives none */
    int from;        /* first year that is due */
    int to;          /* last year that is due */
    bool once;       /* asked once, by deadline; otherwise every year */
    bool dated;      /* there is a deadline */
    struct date deadline;
    const struct plan_minister *const *ministers; /* responsible: of the action, or one of them */
    size_t minister_count;
    struct plan_passage passage;
};

struct plan_action {
    const char *number; /* "1" */
    const char *title;
    uint32_t document_line;
    const struct plan_objective *objective;
    const struct plan_minister *const *responsible;
    size_t responsible_count;
    const struct plan_minister *const *cooperating;
    size_t cooperating_count;
    struct plan_timing timing;
    const char *remark; /* NULL: none */
    const struct plan_indicator *indicators;
    size_t indicator_count;
};

struct plan {
    const char *id;
    const char *name;
    const char *document; /* file name of the document */
    const char *file;     /* the registry, as it was read: what a report names and hashes */
    const char *bytes;
    size_t size;
    int from, to; /* years */
    struct plan_passage period;
    struct plan_passage reporting; /* that there is a report every year */
    const struct plan_minister *ministers;
    size_t minister_count;
    const struct plan_goal *goals;
    size_t goal_count;
    const struct plan_objective *objectives;
    size_t objective_count;
    const struct plan_action *actions;
    size_t action_count;
    size_t indicator_count; /* of all actions */
};

/* Reads and checks a plan. file is the name for messages (borrowed, as bytes). All problems go to
 * diags with line and column in file; STATUS_INVALID when there is one, *out is then unset. */
MUST_CHECK enum status plan_load(const char *file, const char *bytes, size_t size,
                                 struct arena *arena, struct diag_list *diags,
                                 const struct plan **out);

/* The plans that are built into the program, sorted by id. */
size_t plan_builtin_count(void);
const struct embedded_file *plan_builtin_at(size_t index);
const struct embedded_file *plan_builtin_find(const char *id); /* NULL: unknown */

/* NULL: no such thing. */
const struct plan_action *plan_action_find(const struct plan *plan, struct text number);
const struct plan_indicator *plan_indicator_find(const struct plan_action *action,
                                                 struct text number);
const struct plan_minister *plan_minister_find(const struct plan *plan, struct text id);
const struct plan_goal *plan_goal_find(const struct plan *plan, struct text number);

const char *indicator_kind_name(enum indicator_kind kind);
/* The words that say what is measured: the part, or else the whole passage. */
const char *plan_indicator_words(const struct plan_indicator *indicator);

#endif
