/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who knows the publication, and may know one row of it besides. */
#ifndef PARTICIPATION_TEST_ATTACKER_H
#define PARTICIPATION_TEST_ATTACKER_H

#include "participation/bounds.h"
#include "participation/hours.h"
#include "participation/publish.h"

enum { MOST_ROWS = 64, HOURS_MOST = 3999 };

/* ---- tables ---- */

struct publication table_of(struct published_row *rows, uint32_t count);
/* A total over regions over governments, with `most` as the largest count of a government. */
struct publication table_random(uint64_t *seed, uint64_t regions, uint64_t governments,
                                uint64_t most);
bool table_is_leaf(const struct publication *table, uint32_t index);
/* Whether row stands above index, or is it. */
bool table_is_in(const struct publication *table, uint32_t index, uint32_t row);
void table_add_up(struct publication *table);
bool table_tells(const struct published_row *row, enum cell cell);
/* Whether the table `other`, of the same rows, could be behind what `table` shows to `insider`. */
bool table_could_be(const struct publication *table, uint32_t insider,
                    const struct published_row *other);

/* ---- attacks ---- */

struct attack {
    const struct publication *table;
    uint32_t insider, row; /* the row whose cell gets the value */
    enum cell cell;
    int64_t value;
};

/* Whether there is a table with that value; it is built, and held against the publication. */
bool attack_finds(const struct attack *a);
/* Fails the test where a small count is shown, or can be worked out, by anybody. */
void attack_all(const struct publication *table, size_t *attempts);

/* ---- hours ---- */

struct hours_attack {
    const struct publication *table;
    uint32_t insider, row; /* a government, with the trajectory that has the value left */
    int64_t value;         /* hundredths */
};

/* Whether there are hours for every government that fit all that is shown; they are built, and held
 * against the publication. */
bool attack_finds_hours(const struct hours_attack *a);
/* Fails the test where a running trajectory that is not the reader's own could not have the least
 * or the most left; what lies between is possible when both are. */
void attack_hours(const struct publication *table, size_t *attempts);

#endif
