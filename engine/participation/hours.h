/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours of a publication: rounded to whole trajectories, and shown only where nothing follows
 * from them for one person.
 *
 * Between two publications that differ in one person, two rounded sums differ by nothing or by
 * one base, and the base is a whole trajectory: whatever that person has left, from 0,01 hours to
 * the whole, fits both. Within one publication the rows that show hours are sums of ranges in a
 * tree, as in participation/bounds.h but with one number a row: one pass up and one down give
 * exact bounds on the sum of the trajectories between those rows, and so on each of them. */
#ifndef PARTICIPATION_HOURS_H
#define PARTICIPATION_HOURS_H

#include "participation/publish.h"

/* Hundredths of hours to the nearest whole trajectory, half a one up: what is published. */
int64_t hours_rounded(const struct publication *publication, int64_t left);

/* Room for the work on a publication; NULL without memory. */
struct hours_room;
struct hours_room *hours_room_new(size_t rows);
void hours_room_free(struct hours_room *room);

/* The first row whose hours, together with the others that are shown, tell something of one running
 * trajectory to somebody who knows all of the row insider as well (PUBLISH_NONE: nobody's), which
 * must be a government. PUBLISH_NONE: each could have anything left. */
uint32_t hours_open(struct hours_room *room, const struct publication *publication,
                    uint32_t insider);

#endif
