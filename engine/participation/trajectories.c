/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/trajectories.h"

#include <string.h>

/* What a participant followed at one government. */
struct share {
    uint32_t government;
    int64_t hundredths;
    struct date first;
};

static struct share share_of(const struct participation *participation,
                             const struct participant *participant, uint32_t government)
{
    struct share share = {.government = government};
    bool any = false;

    for (uint32_t i = 0; i < participant->row_count; i++) {
        const struct participation_row *row =
            &participation->rows.items[participant->first_row + i];
        if (row->government != government)
            continue;
        share.hundredths += row->hundredths;
        if (!any)
            share.first = row->date; /* rows are in the order of their dates */
        any = true;
    }
    return share;
}

/* Whether b comes before a; equal ones go by code, which is the order of their indexes. */
static bool is_before(enum trajectory_home home, const struct share *a, const struct share *b)
{
    int hours = (a->hundredths < b->hundredths) - (a->hundredths > b->hundredths);
    int date = date_compare(b->first, a->first);
    int order = 0;

    if (home == HOME_MOST_HOURS)
        order = hours != 0 ? hours : -date;
    else if (home == HOME_FIRST)
        order = date != 0 ? -date : hours;
    return order > 0 || (order == 0 && b->government < a->government);
}

/* Whether row i is the first of its government among those of the participant. */
static bool is_first_of(const struct participation_row *rows, uint32_t i)
{
    for (uint32_t j = 0; j < i; j++)
        if (rows[j].government == rows[i].government)
            return false;
    return true;
}

static void find_home(const struct participation *participation, struct participant *participant)
{
    const struct participation_row *rows = &participation->rows.items[participant->first_row];
    struct share best = {0};

    for (uint32_t i = 0; i < participant->row_count; i++) {
        if (!is_first_of(rows, i))
            continue;
        struct share share = share_of(participation, participant, rows[i].government);
        if (participant->government_count == 0 ||
            is_before(participation->rules.home, &best, &share))
            best = share;
        participant->government_count++;
    }
    participant->home = best.government;
}

/* Adds the hours up, and notes the day on which the trajectory was complete. */
static void add_hours(const struct participation *participation, struct participant *participant)
{
    int64_t whole = participation->rules.hours.count * HOURS_WHOLE;

    for (uint32_t i = 0; i < participant->row_count; i++) {
        const struct participation_row *row =
            &participation->rows.items[participant->first_row + i];
        bool open = participant->hundredths < whole;
        participant->hundredths += row->hundredths;
        if (open && participant->hundredths >= whole)
            participant->completed_on = row->date;
    }
    participant->left = participant->hundredths >= whole ? 0 : whole - participant->hundredths;
}

enum status trajectories_make(struct participation *participation)
{
    const struct participation_row *rows = participation->rows.items;
    uint32_t count = participation->rows.count;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < count && status == STATUS_OK;) {
        struct participant participant = {.key = rows[i].key, .first_row = i};
        for (; i < count && strcmp(rows[i].key, participant.key) == 0; i++)
            participant.row_count++;
        add_hours(participation, &participant);
        find_home(participation, &participant);
        status = VECTOR_PUSH(&participation->participants, participant);
    }
    return status;
}

enum status trajectories_homes(const struct participation *participation,
                               const struct participant *participant, trajectories_take_fn take,
                               void *context)
{
    const struct participation_row *rows = &participation->rows.items[participant->first_row];
    enum status status = STATUS_OK;

    if (participation->rules.home != HOME_EACH)
        return take(context, participant->home);
    for (uint32_t i = 0; i < participant->row_count && status == STATUS_OK; i++)
        if (is_first_of(rows, i))
            status = take(context, rows[i].government);
    return status;
}
