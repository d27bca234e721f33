/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/tally.h"

/* Which state asks most attention. */
static const int attention[PROGRESS_STATE_COUNT] = {
    [PROGRESS_OVERDUE] = 9, [PROGRESS_MISSING] = 8, [PROGRESS_SHORT] = 7,
    [PROGRESS_DUE] = 6,     [PROGRESS_RUNNING] = 5, [PROGRESS_MEASURED] = 4,
    [PROGRESS_REACHED] = 3, [PROGRESS_UNDATED] = 2, [PROGRESS_NOT_STARTED] = 1,
    [PROGRESS_ENDED] = 0,
};

bool has_minister(const struct plan_minister *const *list, size_t count,
                  const struct plan_minister *minister)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == minister)
            return true;
    return false;
}

bool selection_has(const struct selection *selection, const struct plan_indicator *indicator)
{
    const struct plan_action *action = indicator->action;

    return (selection->action == NULL || selection->action == action) &&
           (selection->objective == NULL || selection->objective == action->objective) &&
           (selection->goal == NULL || selection->goal == action->objective->goal) &&
           (selection->minister == NULL ||
            has_minister(indicator->ministers, indicator->minister_count, selection->minister));
}

static size_t count_cooperating(const struct plan *plan, const struct plan_minister *minister)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->action_count && minister != NULL; i++)
        count += has_minister(plan->actions[i].cooperating, plan->actions[i].cooperating_count,
                              minister);
    return count;
}

struct tally tally_make(const struct plan *plan, const struct progress_list *list,
                        const struct selection *selection)
{
    struct tally tally = {.cooperating = count_cooperating(plan, selection->minister)};
    const struct plan_action *last = NULL;

    for (size_t i = 0; i < list->count;) {
        const struct plan_indicator *indicator = list->rows[i].indicator;
        enum progress_state state = list->rows[i].state;
        for (i++; i < list->count && list->rows[i].indicator == indicator; i++)
            if (attention[list->rows[i].state] > attention[state])
                state = list->rows[i].state;
        if (!selection_has(selection, indicator))
            continue;
        tally.actions += indicator->action != last;
        last = indicator->action;
        tally.indicators++;
        tally.targets += indicator->target_per != TARGET_NONE ||
                         indicator->kind == INDICATOR_MILESTONE;
        tally.states[state]++;
    }
    return tally;
}
