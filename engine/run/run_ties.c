/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tie-outs of docs/settlement.md §8, held against a run that is read back: whoever edits an
 * amount and seals the run again gets an explanation that does not add up, unless it is asked. */
#include "run/run_value.h"

typedef __int128 wide; /* of amounts of 64 bits it cannot overflow */

struct tied {
    wide computed, granted, incentives, advance, paid, withheld, open, recovery, received, due;
};

/* advance + paid + withheld + open = granted, and what is recovered was paid. */
static bool balance_ties(const struct run_balance *b)
{
    wide parts = (wide)b->advance.cents + b->paid.cents + b->withheld.cents + b->open.cents;

    return parts == b->granted.cents &&
           (wide)b->advance.cents + b->computed.cents == b->granted.cents &&
           b->advance.cents >= 0 && b->paid.cents >= 0 && b->withheld.cents >= 0 &&
           b->open.cents >= 0 && b->recovery.cents >= 0 &&
           b->recovery.cents <= (wide)b->advance.cents + b->paid.cents;
}

static void add_balance(struct tied *to, const struct run_balance *b)
{
    to->advance += b->advance.cents;
    to->paid += b->paid.cents;
    to->withheld += b->withheld.cents;
    to->open += b->open.cents;
    to->recovery += b->recovery.cents;
}

/* Σ the rows of a beneficiary; false: one of them does not tie. */
static bool sum_rows(const struct run_loading *run, const struct run_beneficiary *b,
                     struct tied *to)
{
    bool tied = true;

    for (uint32_t i = b->first_line; i < b->first_line + b->line_count && tied; i++) {
        const struct run_line *line = &run->lines.items[i];
        add_balance(to, &line->balance);
        to->computed += line->grant.cents;
        to->granted += line->balance.granted.cents;
        tied = balance_ties(&line->balance);
    }
    for (uint32_t i = b->first_incentive; i < b->first_incentive + b->incentive_count && tied;
         i++) {
        const struct run_balance *balance = &run->incentives.items[i].balance;
        add_balance(to, balance);
        to->incentives += balance->granted.cents;
        tied = balance_ties(balance);
    }
    return tied;
}

static bool beneficiary_ties(const struct run_loading *run, const struct run_beneficiary *b,
                             struct tied *all)
{
    struct tied sums = {0};

    if (!sum_rows(run, b, &sums))
        return false;
    sums.recovery += b->accounts_recovery.cents;
    sums.received = b->received.cents;
    sums.due = sums.advance + sums.paid - sums.recovery - sums.received;
    all->computed += sums.computed;
    all->granted += sums.granted;
    all->incentives += sums.incentives;
    all->advance += sums.advance;
    all->paid += sums.paid;
    all->withheld += sums.withheld;
    all->open += sums.open;
    all->recovery += sums.recovery;
    all->received += sums.received;
    all->due += sums.due;
    return sums.granted == b->granted.cents && sums.incentives == b->incentives.cents &&
           sums.advance == b->advance.cents && sums.paid == b->paid.cents &&
           sums.withheld == b->withheld.cents && sums.open == b->open.cents &&
           sums.recovery == b->recovery.cents && sums.due == b->due.cents;
}

static bool totals_tie(const struct run_totals *t, const struct tied *all)
{
    return all->computed == t->computed.cents && all->granted == t->granted.cents &&
           all->incentives == t->incentives.cents && all->advance == t->advance.cents &&
           all->paid == t->paid.cents && all->withheld == t->withheld.cents &&
           all->open == t->open.cents && all->recovery == t->recovery.cents &&
           all->received == t->received.cents && all->due == t->due.cents &&
           (wide)t->payable.cents - t->claimable.cents == all->due;
}

void run_ties(struct run_reader *r)
{
    const struct run_loading *run = r->to;
    struct tied all = {0};
    bool tied = run->status == STATUS_OK;

    for (uint32_t i = 0; i < run->beneficiaries.count && tied; i++)
        tied = beneficiary_ties(run, &run->beneficiaries.items[i], &all);
    if (tied && r->only == NULL)
        tied = totals_tie(&run->run.totals, &all);
    if (!tied)
        run_fail(r, STATUS_SYNTAX);
}
