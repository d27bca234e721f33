/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be published: counts by government, reference region and in all, without small cells.
 *
 * A row has three counts: participants = completed + running, and the hours that the running ones
 * have left. Rows form a tree: the total, its regions, their governments; counts add up along it.
 * A row is shown whole, with its participants only, or not at all. At first
 *
 *   - a row with fewer participants than the threshold is not shown;
 *   - of a row with fewer completed or running than the threshold only the participants are;
 *
 * and then more rows are shown less, until participation/bounds.h, which computes exactly what a
 * reader can work out, finds that every count under the threshold could still be anything from the
 * least a listed row can have up to the threshold: for a reader who knows the published rows, and
 * for each government, which knows its own row as well. Hours are shown only in rows that show all
 * counts, rounded, and not where they would tell something of one person: participation/hours.h.
 * They say nothing more of counts: they add up over the same rows as the running trajectories, and
 * each of these has between 0,01 hours left and the whole.
 *
 * Method: complementary cell suppression in a table with one hierarchy (A. Hundepool et al.,
 * Statistical Disclosure Control, 2012, chapter 4), greedy, then undone where it proves needless.
 * What it does not protect against stands in docs/participation.md. */
#ifndef PARTICIPATION_PUBLISH_H
#define PARTICIPATION_PUBLISH_H

#include "participation/participation.h"

#define PUBLISH_NONE UINT32_MAX

enum shown { SHOWN_ALL, SHOWN_PARTICIPANTS, SHOWN_NOTHING };

struct published_row {
    uint32_t parent;   /* index; PUBLISH_NONE: the total, which comes first */
    const char *level; /* totaal, regio, bestuur */
    const char *code;  /* of a government; otherwise "" */
    const char *name;
    int64_t completed, running;
    int64_t left; /* hundredths of hours that the running ones have to go */
    enum shown shown;
    bool hours; /* whether the hours are shown too, rounded; only with SHOWN_ALL */
};

/* Parents come before their children; rows that count nobody are not there. */
struct publication {
    VECTOR(struct published_row) rows;
    int64_t threshold; /* from 1 */
    int64_t whole;     /* hundredths of hours of a trajectory; the base of rounding */
};

/* Counts, by the rules of the participation: regions by name, their governments by code. Every row
 * is SHOWN_ALL, without hours. */
MUST_CHECK enum status publication_count(const struct participation *participation,
                                         struct publication *out);
/* Decides what is shown. STATUS_BROKEN: a cell would be open; nothing may be published. */
MUST_CHECK enum status publication_protect(struct publication *publication);
void publication_free(struct publication *publication);

#endif
