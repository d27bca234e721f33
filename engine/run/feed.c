/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/feed.h"

#include <assert.h>

struct run_feed run_feed_of(const struct run *run, bool own_sentences)
{
    return (struct run_feed){.run = run, .own_sentences = own_sentences};
}

struct run_feed run_feed_made(struct run_maker *maker)
{
    return (struct run_feed){.run = run_maker_run(maker), .maker = maker};
}

uint32_t run_feed_count(const struct run_feed *feed, enum run_table table)
{
    switch (table) {
    case RUN_line:
        return feed->run->line_count;
    case RUN_incentive:
        return feed->run->incentive_count;
    default:
        assert(table == RUN_beneficiary);
        return feed->run->beneficiary_count;
    }
}

static enum status make(struct run_feed *feed, enum run_table table, uint32_t index)
{
    switch (table) {
    case RUN_line:
        return run_maker_line(feed->maker, index, &feed->row.line);
    case RUN_incentive:
        return run_maker_incentive(feed->maker, index, &feed->row.incentive);
    default:
        return run_maker_beneficiary(feed->maker, index, &feed->row.beneficiary);
    }
}

/* The reason of a row as a sentence; "" when the word for it is none of ours. */
static const char *say_reason(struct run_feed *feed, const struct run_balance *from,
                              const struct run_line *line)
{
    struct balance balance = {.paid = from->paid,
                              .withheld = from->withheld,
                              .open = from->open,
                              .recovery = from->recovery};
    struct line counted = {0};

    if (!reason_find(from->reason, &balance.reason))
        return "";
    if (line != NULL) {
        counted.achieved = line->achieved == RUN_NONE ? 0 : line->achieved;
        counted.grant.target = line->target;
    }
    reason_text(&balance, &counted, feed->run->language, feed->sentence);
    return feed->sentence;
}

static const void *read_back(struct run_feed *feed, enum run_table table, uint32_t index)
{
    const struct run *run = feed->run;

    if (table == RUN_beneficiary)
        return &run->beneficiaries[index];
    if (table == RUN_line && !feed->own_sentences)
        return &run->lines[index];
    if (table == RUN_incentive && !feed->own_sentences)
        return &run->incentives[index];
    if (table == RUN_line) {
        feed->row.line = run->lines[index];
        feed->row.line.balance.reason_text =
            say_reason(feed, &feed->row.line.balance, &feed->row.line);
    } else {
        feed->row.incentive = run->incentives[index];
        feed->row.incentive.balance.reason_text =
            say_reason(feed, &feed->row.incentive.balance, NULL);
    }
    return &feed->row;
}

const void *run_feed_row(struct run_feed *feed, enum run_table table, uint32_t index)
{
    assert(index < run_feed_count(feed, table));
    if (feed->maker == NULL)
        return read_back(feed, table, index);
    return make(feed, table, index) == STATUS_OK ? &feed->row : NULL;
}
