/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/publish.h"

#include <stdlib.h>

#include "participation/bounds.h"
#include "participation/hours.h"

struct protection {
    struct publication *publication;
    struct bounds_room *room;
    enum shown *primary; /* what the row shows at most, by its own counts */
    int64_t *listed;     /* governments in the row: each is listed, so each has a participant */
};

static struct published_row *row_at(const struct protection *p, uint32_t index)
{
    return &p->publication->rows.items[index];
}

static uint32_t row_count(const struct protection *p)
{
    return p->publication->rows.count;
}

static bool is_shown(const struct published_row *row, enum cell cell)
{
    return row->shown == SHOWN_ALL ||
           (row->shown == SHOWN_PARTICIPANTS && cell == CELL_PARTICIPANTS);
}

/* ---- what is open ---- */

static bool is_under(const struct protection *p, uint32_t index, uint32_t ancestor)
{
    while (index != PUBLISH_NONE && index != ancestor)
        index = row_at(p, index)->parent;
    return index == ancestor;
}

/* Governments in the row that are not the insider. */
static int64_t strangers(const struct protection *p, uint32_t index, uint32_t insider)
{
    return p->listed[index] - (insider != PUBLISH_NONE && is_under(p, insider, index));
}

/* The least that a cell is known to be without anything that was published of numbers. */
static int64_t floor_of(const struct protection *p, uint32_t index, enum cell cell,
                        uint32_t insider)
{
    int64_t least = cell == CELL_PARTICIPANTS ? strangers(p, index, insider) : 0;

    if (insider != PUBLISH_NONE && is_under(p, insider, index))
        least += published_cell(row_at(p, insider), cell);
    return least;
}

/* Whether what is known of a small cell says too much. */
static bool is_open(const struct protection *p, uint32_t index, enum cell cell, uint32_t insider,
                    const struct bounds *known)
{
    const struct published_row *row = row_at(p, index);

    if (is_shown(row, cell) || published_cell(row, cell) >= p->publication->threshold)
        return false;
    if (strangers(p, index, insider) == 0)
        return false; /* all of it is the insider's own */
    return known->most[cell] < p->publication->threshold ||
           known->least[cell] > floor_of(p, index, cell, insider);
}

static bool find_open_to(const struct protection *p, uint32_t insider, uint32_t *index,
                         enum cell *cell)
{
    const struct bounds *known = bounds_of(p->room, p->publication, insider);

    for (*index = 0; *index < row_count(p); (*index)++)
        for (*cell = 0; *cell < CELL_COUNT; (*cell)++)
            if (is_open(p, *index, *cell, insider, &known[*index]))
                return true;
    return false;
}

/* The first cell that is open to a reader, or to a government that knows what is not shown of its
 * own row. */
static bool find_open(const struct protection *p, uint32_t *index, enum cell *cell)
{
    if (find_open_to(p, PUBLISH_NONE, index, cell))
        return true;
    for (uint32_t i = 0; i < row_count(p); i++)
        if (*row_at(p, i)->code != '\0' && row_at(p, i)->shown != SHOWN_ALL &&
            find_open_to(p, i, index, cell))
            return true;
    return false;
}

/* ---- showing less ---- */

static int64_t participants_of(const struct published_row *row)
{
    return published_cell(row, CELL_PARTICIPANTS);
}

/* Of the rows with the same parent that show more than that: the one with the fewest participants,
 * then the first. */
static uint32_t cheapest_sibling(const struct protection *p, uint32_t index, enum shown shown)
{
    uint32_t best = PUBLISH_NONE;

    for (uint32_t i = 0; i < row_count(p); i++) {
        const struct published_row *row = row_at(p, i);
        if (i == index || row->parent != row_at(p, index)->parent || row->shown >= shown)
            continue;
        if (best == PUBLISH_NONE || participants_of(row) < participants_of(row_at(p, best)))
            best = i;
    }
    return best;
}

/* A row whose own rows are all shown hides nothing: the one with the fewest participants goes with
 * it. */
static void hide_within(struct protection *p, uint32_t index, enum shown shown)
{
    uint32_t best = PUBLISH_NONE;

    for (uint32_t i = index + 1; i < row_count(p); i++) {
        const struct published_row *row = row_at(p, i);
        if (row->parent != index)
            continue;
        if (row->shown >= shown)
            return;
        if (best == PUBLISH_NONE || participants_of(row) < participants_of(row_at(p, best)))
            best = i;
    }
    if (best != PUBLISH_NONE) {
        row_at(p, best)->shown = shown;
        hide_within(p, best, shown);
    }
}

/* Shows one row more no better than shown: beside the open one, or above it, or beside that. */
static bool show_less(struct protection *p, uint32_t index, enum shown shown)
{
    while (index != PUBLISH_NONE) {
        uint32_t other = row_at(p, index)->parent == PUBLISH_NONE
                             ? PUBLISH_NONE
                             : cheapest_sibling(p, index, shown);
        uint32_t parent = row_at(p, index)->parent;
        if (other == PUBLISH_NONE && parent != PUBLISH_NONE && row_at(p, parent)->shown < shown)
            other = parent;
        if (other != PUBLISH_NONE) {
            row_at(p, other)->shown = shown;
            hide_within(p, other, shown);
            return true;
        }
        index = parent;
    }
    return false;
}

/* When nothing near helps: the last row that still shows something. */
static bool show_less_anywhere(struct protection *p)
{
    for (uint32_t i = row_count(p); i-- > 0;)
        if (row_at(p, i)->shown < SHOWN_NOTHING) {
            row_at(p, i)->shown++;
            return true;
        }
    return false;
}

static enum status close_all(struct protection *p)
{
    uint32_t index;
    enum cell cell;

    while (find_open(p, &index, &cell)) {
        enum shown first = cell == CELL_PARTICIPANTS ? SHOWN_NOTHING : SHOWN_PARTICIPANTS;
        if (!show_less(p, index, first) && !show_less(p, index, SHOWN_NOTHING) &&
            !show_less_anywhere(p))
            return STATUS_BROKEN;
    }
    return STATUS_OK;
}

/* Shows again what proves needless to hide, the largest rows first. */
static void undo_needless(struct protection *p, uint32_t index)
{
    uint32_t open;
    enum cell cell;
    struct published_row *row = row_at(p, index);
    enum shown shown = row->shown;

    for (row->shown = p->primary[index]; row->shown < shown; row->shown++)
        if (!find_open(p, &open, &cell))
            return;
}

static uint32_t largest_untried(const struct protection *p, const bool *tried)
{
    uint32_t best = PUBLISH_NONE;

    for (uint32_t i = 0; i < row_count(p); i++)
        if (!tried[i] && row_at(p, i)->shown > p->primary[i] &&
            (best == PUBLISH_NONE ||
             participants_of(row_at(p, i)) > participants_of(row_at(p, best))))
            best = i;
    return best;
}

static void begin(struct protection *p)
{
    for (uint32_t i = 0; i < row_count(p); i++) {
        struct published_row *row = row_at(p, i);
        int64_t least = row->completed < row->running ? row->completed : row->running;
        p->primary[i] = participants_of(row) < p->publication->threshold ? SHOWN_NOTHING
                        : least < p->publication->threshold              ? SHOWN_PARTICIPANTS
                                                                         : SHOWN_ALL;
        row->shown = p->primary[i];
    }
    for (uint32_t i = row_count(p); i-- > 0;) { /* children come behind their parents */
        p->listed[i] += p->listed[i] == 0;
        if (row_at(p, i)->parent != PUBLISH_NONE)
            p->listed[row_at(p, i)->parent] += p->listed[i];
    }
}

static enum status protect(struct protection *p, bool *tried)
{
    uint32_t index;
    enum cell cell;

    begin(p);
    enum status status = close_all(p);
    while (status == STATUS_OK && (index = largest_untried(p, tried)) != PUBLISH_NONE) {
        tried[index] = true;
        undo_needless(p, index);
    }
    return status == STATUS_OK && find_open(p, &index, &cell) ? STATUS_BROKEN : status;
}

/* ---- hours ---- */

static uint32_t hours_open_to_any(struct hours_room *room, const struct publication *publication)
{
    uint32_t open = hours_open(room, publication, PUBLISH_NONE);

    for (uint32_t i = 0; i < publication->rows.count && open == PUBLISH_NONE; i++)
        if (*publication->rows.items[i].code != '\0')
            open = hours_open(room, publication, i);
    return open;
}

/* Shows the hours of rows that are shown whole, and then those of one row less, the row whose own
 * trajectories would be told of, until nothing is told. */
static enum status protect_hours(struct publication *publication)
{
    struct hours_room *room = hours_room_new(publication->rows.count);
    uint32_t open;

    if (room == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < publication->rows.count; i++)
        publication->rows.items[i].hours = publication->rows.items[i].shown == SHOWN_ALL;
    while ((open = hours_open_to_any(room, publication)) != PUBLISH_NONE)
        publication->rows.items[open].hours = false;
    hours_room_free(room);
    return STATUS_OK;
}

static enum status protect_counts(struct publication *publication)
{
    size_t count = publication->rows.count;
    bool *tried = calloc(count + 1, sizeof *tried);
    struct protection p = {publication, bounds_room_new(count),
                           calloc(count + 1, sizeof *p.primary),
                           calloc(count + 1, sizeof *p.listed)};
    enum status status = STATUS_MEMORY;

    if (tried != NULL && p.room != NULL && p.primary != NULL && p.listed != NULL)
        status = protect(&p, tried);
    free(tried);
    free(p.primary);
    free(p.listed);
    bounds_room_free(p.room);
    return status;
}

enum status publication_protect(struct publication *publication)
{
    enum status status = protect_counts(publication);

    return status == STATUS_OK ? protect_hours(publication) : status;
}

void publication_free(struct publication *publication)
{
    free(publication->rows.items);
    *publication = (struct publication){0};
}
