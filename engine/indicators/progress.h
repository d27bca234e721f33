/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far each indicator of a plan is in one year, seen from the cut-off date.
 *
 * docs/indicators.md has the rules. A target that the plan does not give is not judged; a year is
 * missing only after it has ended; what has no timing in the plan is never due. */
#ifndef INDICATORS_PROGRESS_H
#define INDICATORS_PROGRESS_H

#include "indicators/measure.h"

/* STATE(name, id, English) in the order of the reports. */
#define PROGRESS_STATES(STATE)                                                                     \
    STATE(PROGRESS_MEASURED, "gemeten", "measured")      /* no target to compare with */           \
    STATE(PROGRESS_REACHED, "gehaald", "reached")        /* the target, or the milestone */        \
    STATE(PROGRESS_RUNNING, "loopt", "running")          /* not reached; there is time left */     \
    STATE(PROGRESS_SHORT, "niet-gehaald", "not reached") /* the target of a year that is over */   \
    STATE(PROGRESS_OVERDUE, "te-laat", "overdue")        /* the last day has gone by */            \
    STATE(PROGRESS_DUE, "verwacht", "due")               /* asked, and not yet measured */         \
    STATE(PROGRESS_MISSING, "ontbreekt", "missing")      /* the year is over, without it */        \
    STATE(PROGRESS_NOT_STARTED, "niet-begonnen", "not begun") /* the action begins later */        \
    STATE(PROGRESS_ENDED, "afgelopen", "ended")               /* the action ended earlier */       \
    STATE(PROGRESS_UNDATED, "geen-tijdspad", "no timing")     /* the plan gives none */

enum progress_state {
#define STATE(name, id, english) name,
    PROGRESS_STATES(STATE)
#undef STATE
        PROGRESS_STATE_COUNT
};

enum trend { TREND_NONE, TREND_UP, TREND_DOWN, TREND_SAME, TREND_CHANGED };

struct progress { /* one indicator, or one part of it where the plan asks a figure for each */
    const struct plan_indicator *indicator;
    const char *split;              /* "" */
    const struct measurement *now;  /* of the year; of what is asked once: the last; NULL: none */
    const struct measurement *last; /* the one before it in the series; NULL: none */
    enum trend trend;               /* last to now */
    int64_t difference;             /* now - last; of counts and percentages */
    enum progress_state state;
    bool dated; /* there is a day on which it is due */
    struct date due;
    uint32_t missing; /* bit i: year from + i of the plan is over, was due, and has no figure */
};

struct progress_list {
    int year;
    struct date cutoff;
    struct progress *rows; /* by action, indicator, split */
    size_t count;
};

/* In the arena. year is one of the plan. */
MUST_CHECK enum status progress_make(const struct plan *plan,
                                     const struct measurements *measurements, int year,
                                     struct date cutoff, struct arena *arena,
                                     struct progress_list *out);

const char *progress_state_name(enum progress_state state, enum language language);
const char *trend_name(enum trend trend, enum language language); /* "" for TREND_NONE */

#endif
