/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/sums.h"

#include <stdlib.h>

#include "core/map.h"

enum { MARKS = 16 };

struct group { /* accepted postings of classes that are alike */
    __int128 all, since_total;
};

struct bbc_sums {
    struct group accepted; /* of whatever class; since_total: since a row that is like one */
    __int128 plain;        /* above the batch: everything read that is no total */
    __int128 marks[MARKS]; /* the same at the latest totals */
    uint32_t mark_count;
    struct text_map *keys; /* of classes: the threads have their own */
    VECTOR(struct group) groups;
    struct bbc_checked checked;
    VECTOR(struct bbc_checked_row) rows;
};

struct bbc_sums *bbc_sums_new(void)
{
    struct bbc_sums *sums = calloc(1, sizeof *sums);

    if (sums == NULL)
        return NULL;
    sums->keys = text_map_new();
    if (sums->keys != NULL)
        return sums;
    free(sums);
    return NULL;
}

void bbc_sums_free(struct bbc_sums *sums)
{
    if (sums == NULL)
        return;
    text_map_free(sums->keys);
    free(sums->groups.items);
    free(sums->rows.items);
    free(sums);
}

/* The group of a class, which the class remembers. NULL without memory. */
static struct group *group_of(struct bbc_sums *sums, struct bbc_class *class)
{
    uint32_t found = 0;

    if (class->group == 0) {
        if (text_map_add(sums->keys, class->key, sums->groups.count, &found) != STATUS_OK ||
            (found == sums->groups.count &&
             VECTOR_PUSH(&sums->groups, ((struct group){0, 0})) != STATUS_OK))
            return NULL;
        class->group = found + 1;
    }
    return &sums->groups.items[class->group - 1];
}

/* A row that begins with a word for a total, and is the sum of accepted ones above it. */
static void check_like_total(struct bbc_sums *sums, const struct bbc_event *event,
                             const struct group *group)
{
    const __int128 cents = event->cents;
    bool equal = cents == sums->accepted.all || cents == sums->accepted.since_total ||
                 cents == group->all || cents == group->since_total;

    if (!equal || cents == 0)
        return;
    sums->accepted.since_total = -cents; /* it is added itself */
    if (sums->checked.counted++ == 0)
        sums->checked.first_counted = (struct bbc_checked_row){event->line, cents, cents, true};
}

enum status bbc_sums_accept(struct bbc_sums *sums, const struct bbc_event *event)
{
    struct group *group = group_of(sums, event->class);

    if (group == NULL)
        return STATUS_MEMORY;
    if (event->like_total)
        check_like_total(sums, event, group);
    sums->accepted.all += event->cents;
    sums->accepted.since_total += event->cents;
    group->all += event->cents;
    group->since_total += event->cents;
    return STATUS_OK;
}

/* Whether the rows since one of the latest totals add up to it. */
static bool is_since_total(const struct bbc_sums *sums, __int128 above, __int128 cents)
{
    uint32_t kept = sums->mark_count < MARKS ? sums->mark_count : MARKS;

    for (uint32_t i = 0; i < kept; i++)
        if (above - sums->marks[i] == cents)
            return true;
    return false;
}

enum status bbc_sums_total(struct bbc_sums *sums, const struct bbc_total_row *total)
{
    __int128 above = sums->plain + total->above;
    struct bbc_checked_row row = {total->line, total->cents, above, above == total->cents};
    struct group *group = NULL;

    row.right |= is_since_total(sums, above, total->cents);
    sums->marks[sums->mark_count++ % MARKS] = above;
    if (total->class != NULL) {
        group = group_of(sums, total->class);
        if (group == NULL)
            return STATUS_MEMORY;
        row.right |= group->all == total->cents || group->since_total == total->cents;
        if (group->all != 0)
            row.above = group->since_total == total->cents ? group->since_total : group->all;
        group->since_total = 0;
    }
    row.above = row.right ? row.cents : row.above;
    sums->checked.right += row.right;
    sums->checked.wrong += !row.right;
    if (!row.right && sums->checked.wrong == 1)
        sums->checked.first_wrong = row;
    return sums->rows.count < BBC_CHECKED_ROWS ? VECTOR_PUSH(&sums->rows, row) : STATUS_OK;
}

void bbc_sums_batch(struct bbc_sums *sums, __int128 plain)
{
    sums->plain += plain;
}

const struct bbc_checked *bbc_sums_checked(struct bbc_sums *sums)
{
    struct bbc_checked *checked = &sums->checked;

    checked->rows = sums->rows.items;
    checked->row_count = sums->rows.count;
    return checked;
}
