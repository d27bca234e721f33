/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exactly what a reader can work out of a publication: the least and the most that each count can
 * be, given all that is shown, that counts are whole, at least 0, and that a listed government has
 * a participant.
 *
 * The pairs (completed, running) that a row can have form a hexagon: bounds on completed, on
 * running and on their sum. Sums and intersections of such hexagons are hexagons, and every whole
 * point of a sum is a sum of whole points, since their three directions are unimodular. So one pass
 * up the tree (what the rows below allow) and one down (what the rest of the table allows) give
 * exact bounds; the tests compare them with every table there is. Linear in the rows. */
#ifndef PARTICIPATION_BOUNDS_H
#define PARTICIPATION_BOUNDS_H

#include "participation/publish.h"

enum cell { CELL_COMPLETED, CELL_RUNNING, CELL_PARTICIPANTS, CELL_COUNT };

#define BOUNDS_NONE (INT64_C(1) << 40) /* from half of this: no bound */

struct bounds { /* of the three cells of a row */
    int64_t least[CELL_COUNT];
    int64_t most[CELL_COUNT];
};

/* Room for the work on a publication; NULL without memory. */
struct bounds_room;
struct bounds_room *bounds_room_new(size_t rows);
void bounds_room_free(struct bounds_room *room);

/* What somebody knows who has the publication, and knows all of the row insider as well
 * (PUBLISH_NONE: nobody's). One struct a row, valid until the next call. */
const struct bounds *bounds_of(struct bounds_room *room, const struct publication *publication,
                               uint32_t insider);

int64_t published_cell(const struct published_row *row, enum cell cell);

#endif
