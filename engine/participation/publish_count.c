/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of counts: the total, its regions by name, their governments by code. */
#include "participation/publish.h"

#include <stdlib.h>
#include <string.h>

#include "participation/trajectories.h"

struct tally { /* of a government */
    int64_t completed, running, left;
};

struct counting {
    const struct participation *participation;
    struct tally *tallies; /* by government */
    const struct participant *participant;
};

static enum status take_home(void *context, uint32_t government)
{
    struct counting *counting = context;
    struct tally *tally = &counting->tallies[government];

    if (counting->participant->left == 0)
        tally->completed++;
    else
        tally->running++;
    tally->left += counting->participant->left;
    return STATUS_OK;
}

static enum status count_participants(struct counting *counting)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < counting->participation->participants.count && status == STATUS_OK;
         i++) {
        counting->participant = &counting->participation->participants.items[i];
        status =
            trajectories_homes(counting->participation, counting->participant, take_home, counting);
    }
    return status;
}

/* The next region by name after `after`; NULL: there is none. */
static const char *next_region(const struct counting *counting, const char *after)
{
    const char *next = NULL;

    for (uint32_t i = 0; i < counting->participation->governments.count; i++) {
        const struct tally *tally = &counting->tallies[i];
        const char *region = counting->participation->governments.items[i].region;
        if (tally->completed + tally->running > 0 && (after == NULL || strcmp(region, after) > 0) &&
            (next == NULL || strcmp(region, next) < 0))
            next = region;
    }
    return next;
}

static void add_up(struct publication *out, uint32_t index, const struct tally *tally)
{
    for (; index != PUBLISH_NONE; index = out->rows.items[index].parent) {
        out->rows.items[index].completed += tally->completed;
        out->rows.items[index].running += tally->running;
        out->rows.items[index].left += tally->left;
    }
}

static enum status add_region(const struct counting *counting, const char *region,
                              struct publication *out)
{
    uint32_t parent = out->rows.count;
    enum status status = VECTOR_PUSH(
        &out->rows,
        (struct published_row){.parent = 0, .level = "regio", .code = "", .name = region});

    for (uint32_t i = 0; i < counting->participation->governments.count && status == STATUS_OK;
         i++) {
        const struct government *government = &counting->participation->governments.items[i];
        const struct tally *tally = &counting->tallies[i];
        if (strcmp(government->region, region) != 0 || tally->completed + tally->running == 0)
            continue;
        status = VECTOR_PUSH(&out->rows, (struct published_row){.parent = parent,
                                                                .level = "bestuur",
                                                                .code = government->code,
                                                                .name = government->name});
        if (status == STATUS_OK)
            add_up(out, out->rows.count - 1, tally);
    }
    return status;
}

static enum status make_rows(const struct counting *counting, struct publication *out)
{
    const char *region = NULL;
    enum status status = VECTOR_PUSH(
        &out->rows,
        (struct published_row){.parent = PUBLISH_NONE, .level = "totaal", .code = "", .name = ""});

    while (status == STATUS_OK && (region = next_region(counting, region)) != NULL)
        status = add_region(counting, region, out);
    return status;
}

enum status publication_count(const struct participation *participation, struct publication *out)
{
    struct counting counting = {
        participation, calloc(participation->governments.count + 1, sizeof(struct tally)), NULL};

    *out = (struct publication){.threshold = participation->rules.threshold.count,
                                .whole = participation->rules.hours.count * HOURS_WHOLE};
    if (counting.tallies == NULL)
        return STATUS_MEMORY;
    enum status status = count_participants(&counting);
    if (status == STATUS_OK)
        status = make_rows(&counting, out);
    free(counting.tallies);
    if (status != STATUS_OK)
        publication_free(out);
    return status;
}
