/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/hours.h"

#include <stdlib.h>

struct range {
    int64_t least, most;
};

struct hours_room {
    struct range *said;   /* of the hours of a row, by the row itself */
    struct range *loose;  /* of the trajectories in no row below that shows hours */
    struct range *within; /* by the row and what it shows of the rows below it */
    struct range *below;  /* Σ within of the rows next below that show hours */
    int64_t *running;     /* of the loose trajectories */
};

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static struct range both(struct range a, struct range b)
{
    return (struct range){larger(a.least, b.least), smaller(a.most, b.most)};
}

/* sum less one of its terms, which can be anything in the range of it. */
static struct range less(struct range sum, struct range term)
{
    return (struct range){sum.least - term.most, sum.most - term.least};
}

static void add(struct range *sum, struct range term)
{
    sum->least += term.least;
    sum->most += term.most;
}

/* ---- what a row shows ---- */

int64_t hours_rounded(const struct publication *publication, int64_t left)
{
    int64_t base = publication->whole;

    return (left + base / 2) / base * base;
}

static struct range said_by(const struct publication *publication, uint32_t index)
{
    const struct published_row *row = &publication->rows.items[index];
    int64_t middle = hours_rounded(publication, row->left), base = publication->whole;

    return (struct range){middle - base / 2, middle - base / 2 + base - 1};
}

/* The row next above that shows hours, or the row itself; PUBLISH_NONE: none. */
static uint32_t shower_of(const struct publication *publication, uint32_t index)
{
    while (index != PUBLISH_NONE && !publication->rows.items[index].hours)
        index = publication->rows.items[index].parent;
    return index;
}

/* ---- what somebody can conclude ---- */

struct hours_room *hours_room_new(size_t rows)
{
    struct hours_room *room = calloc(1, sizeof *room);

    if (room == NULL)
        return NULL;
    room->said = calloc(rows + 1, sizeof *room->said);
    room->loose = calloc(rows + 1, sizeof *room->loose);
    room->within = calloc(rows + 1, sizeof *room->within);
    room->below = calloc(rows + 1, sizeof *room->below);
    room->running = calloc(rows + 1, sizeof *room->running);
    if (room->said != NULL && room->loose != NULL && room->within != NULL && room->below != NULL &&
        room->running != NULL)
        return room;
    hours_room_free(room);
    return NULL;
}

void hours_room_free(struct hours_room *room)
{
    if (room == NULL)
        return;
    free(room->said);
    free(room->loose);
    free(room->within);
    free(room->below);
    free(room->running);
    free(room);
}

static void begin(struct hours_room *room, const struct publication *publication)
{
    for (uint32_t i = 0; i < publication->rows.count; i++) {
        const struct published_row *row = &publication->rows.items[i];
        room->below[i] = (struct range){0, 0};
        room->running[i] = row->running;
        room->said[i] = said_by(publication, i);
    }
    for (uint32_t i = publication->rows.count; i-- > 1;) {
        uint32_t above = shower_of(publication, publication->rows.items[i].parent);
        if (publication->rows.items[i].hours && above != PUBLISH_NONE)
            room->running[above] -= publication->rows.items[i].running;
    }
    for (uint32_t i = 0; i < publication->rows.count; i++)
        room->loose[i] =
            (struct range){room->running[i], room->running[i] * (publication->whole - 1)};
}

/* The insider knows the hours of the own trajectories: they are no longer among the loose ones. */
static void know(struct hours_room *room, const struct publication *publication, uint32_t insider)
{
    const struct published_row *own = &publication->rows.items[insider];
    uint32_t shower = shower_of(publication, insider);

    if (shower == PUBLISH_NONE)
        return;
    room->running[shower] -= own->running;
    room->loose[shower] =
        (struct range){room->running[shower], room->running[shower] * (publication->whole - 1)};
    add(&room->below[shower], (struct range){own->left, own->left});
}

/* One pass up the rows that show hours, and one down: exact, as they are sums of ranges. */
static void conclude(struct hours_room *room, const struct publication *publication)
{
    const struct published_row *rows = publication->rows.items;

    for (uint32_t i = publication->rows.count; i-- > 0;) {
        uint32_t above = shower_of(publication, rows[i].parent);
        if (!rows[i].hours)
            continue;
        struct range sum = room->below[i];
        add(&sum, room->loose[i]);
        room->within[i] = both(room->said[i], sum);
        if (above != PUBLISH_NONE)
            add(&room->below[above], room->within[i]);
    }
    for (uint32_t i = 0; i < publication->rows.count; i++) {
        uint32_t above = shower_of(publication, rows[i].parent);
        if (!rows[i].hours)
            continue;
        if (above != PUBLISH_NONE) { /* said holds what the rest of the table says of that row */
            struct range others = {room->below[above].least - room->within[i].least,
                                   room->below[above].most - room->within[i].most};
            add(&others, room->loose[above]);
            room->said[i] = both(room->said[i], less(room->said[above], others));
        }
    }
}

/* Whether one of the loose trajectories of the row could not have every number of hours left, from
 * 0,01 up to the whole. */
static bool is_narrow(const struct hours_room *room, const struct publication *publication,
                      uint32_t index)
{
    int64_t most_of_one = publication->whole - 1, others = room->running[index] - 1;

    if (others < 0)
        return false;
    struct range loose = less(room->said[index], room->below[index]);
    return loose.least - others * most_of_one > 1 || loose.most - others < most_of_one;
}

uint32_t hours_open(struct hours_room *room, const struct publication *publication,
                    uint32_t insider)
{
    begin(room, publication);
    if (insider != PUBLISH_NONE)
        know(room, publication, insider);
    conclude(room, publication);
    for (uint32_t i = 0; i < publication->rows.count; i++)
        if (publication->rows.items[i].hours && is_narrow(room, publication, i))
            return i;
    return PUBLISH_NONE;
}
