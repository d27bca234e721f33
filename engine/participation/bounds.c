/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/bounds.h"

#include <stdlib.h>

struct bounds_room {
    struct bounds *said;   /* by the row itself */
    struct bounds *below;  /* Σ of what the rows below it can be; a row without any: what it can */
    struct bounds *within; /* said and below together */
    struct bounds *found;
};

struct bounds_room *bounds_room_new(size_t rows)
{
    struct bounds_room *room = calloc(1, sizeof *room);

    if (room == NULL)
        return NULL;
    room->said = calloc(4 * (rows + 1), sizeof *room->said);
    if (room->said == NULL) {
        free(room);
        return NULL;
    }
    room->below = room->said + rows + 1;
    room->within = room->below + rows + 1;
    room->found = room->within + rows + 1;
    return room;
}

void bounds_room_free(struct bounds_room *room)
{
    if (room == NULL)
        return;
    free(room->said);
    free(room);
}

int64_t published_cell(const struct published_row *row, enum cell cell)
{
    switch (cell) {
    case CELL_COMPLETED:
        return row->completed;
    case CELL_RUNNING:
        return row->running;
    default:
        return row->completed + row->running;
    }
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Each bound as close as the others make it: participants = completed + running. */
static struct bounds tightened(const struct bounds *b)
{
    enum { C = CELL_COMPLETED, R = CELL_RUNNING, P = CELL_PARTICIPANTS };

    return (struct bounds){{larger(b->least[C], b->least[P] - b->most[R]),
                            larger(b->least[R], b->least[P] - b->most[C]),
                            larger(b->least[P], b->least[C] + b->least[R])},
                           {smaller(b->most[C], b->most[P] - b->least[R]),
                            smaller(b->most[R], b->most[P] - b->least[C]),
                            smaller(b->most[P], b->most[C] + b->most[R])}};
}

static struct bounds both(const struct bounds *a, const struct bounds *b)
{
    struct bounds out;

    for (int i = 0; i < CELL_COUNT; i++) {
        out.least[i] = larger(a->least[i], b->least[i]);
        out.most[i] = smaller(a->most[i], b->most[i]);
    }
    return tightened(&out);
}

/* What is left for one row of a sum, when the others of it are all - own. */
static struct bounds rest(const struct bounds *sum, const struct bounds *all,
                          const struct bounds *own)
{
    struct bounds out;

    for (int i = 0; i < CELL_COUNT; i++) {
        out.least[i] = sum->least[i] - (all->most[i] - own->most[i]);
        out.most[i] = sum->most[i] - (all->least[i] - own->least[i]);
    }
    return out;
}

static struct bounds said_by(const struct published_row *row, bool known, int64_t least)
{
    struct bounds out = {{0, 0, least}, {BOUNDS_NONE, BOUNDS_NONE, BOUNDS_NONE}};

    for (enum cell cell = 0; cell < CELL_COUNT; cell++) {
        bool shown = known || row->shown == SHOWN_ALL ||
                     (row->shown == SHOWN_PARTICIPANTS && cell == CELL_PARTICIPANTS);
        if (shown)
            out.least[cell] = out.most[cell] = published_cell(row, cell);
    }
    return tightened(&out);
}

static void add_to(struct bounds *sum, const struct bounds *item)
{
    for (int i = 0; i < CELL_COUNT; i++) {
        sum->least[i] += item->least[i];
        sum->most[i] += item->most[i];
    }
}

const struct bounds *bounds_of(struct bounds_room *room, const struct publication *publication,
                               uint32_t insider)
{
    const struct published_row *rows = publication->rows.items;
    uint32_t count = publication->rows.count;
    static const struct bounds nothing = {{0, 0, 0}, {0, 0, 0}};

    for (uint32_t i = 0; i < count; i++)
        room->below[i] = nothing;
    for (uint32_t i = count; i-- > 0;) { /* children come behind their parents */
        bool leaf = room->below[i].most[CELL_PARTICIPANTS] == 0;
        room->said[i] = said_by(&rows[i], i == insider, leaf ? 1 : 0);
        room->within[i] = leaf ? room->said[i] : both(&room->said[i], &room->below[i]);
        if (rows[i].parent != PUBLISH_NONE)
            add_to(&room->below[rows[i].parent], &room->within[i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        room->found[i] = room->within[i];
        if (rows[i].parent == PUBLISH_NONE)
            continue;
        /* said of the parent holds what the rest of the table says of it, once it was visited */
        struct bounds outside =
            rest(&room->said[rows[i].parent], &room->below[rows[i].parent], &room->within[i]);
        room->found[i] = both(&room->within[i], &outside);
        room->said[i] = both(&room->said[i], &outside);
    }
    return room->found;
}
