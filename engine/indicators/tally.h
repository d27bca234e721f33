/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators of a goal, objective, minister or action, counted by their state. */
#ifndef INDICATORS_TALLY_H
#define INDICATORS_TALLY_H

#include "indicators/progress.h"

struct selection { /* what is counted or shown; NULL: not limited */
    const struct plan_goal *goal;
    const struct plan_objective *objective;
    const struct plan_minister *minister; /* responsible */
    const struct plan_action *action;
};

struct tally {
    size_t actions;
    size_t cooperating; /* actions in which selection.minister cooperates */
    size_t indicators;
    size_t targets;                      /* indicators with a target of the plan, or a milestone */
    size_t states[PROGRESS_STATE_COUNT]; /* together: indicators */
};

bool selection_has(const struct selection *selection, const struct plan_indicator *indicator);

/* An indicator with a figure for each part counts once, with the state that asks most attention. */
struct tally tally_make(const struct plan *plan, const struct progress_list *list,
                        const struct selection *selection);

/* Whether the minister is among those of the list. */
bool has_minister(const struct plan_minister *const *list, size_t count,
                  const struct plan_minister *minister);

#endif
