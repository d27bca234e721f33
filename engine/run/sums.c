/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/sums.h"

#include <stdlib.h>
#include <string.h>

const int html_bin_ends[HTML_BINS - 1] = {25, 50, 75, 90, 100, 110, 125, 150};

bool html_line_open(const struct run_balance *balance)
{
    return strcmp(balance->outcome, "beslissing-nodig") == 0;
}

static bool add(int64_t *sum, int64_t more)
{
    return !__builtin_add_overflow(*sum, more, sum);
}

static void count_bin(struct html_sums *sums, const struct run_line *line)
{
    size_t bin = 0;

    while (bin < HTML_BINS - 1 &&
           (__int128)line->achieved * 100 >= (__int128)line->target * html_bin_ends[bin])
        bin++;
    sums->bins[bin]++;
}

static bool add_line(struct html_sums *sums, const struct run_line *line)
{
    struct html_group_sum *sum = &sums->groups[line->group];
    bool stopped = strcmp(line->choice, "stopzetten") == 0;
    bool reported = !stopped && line->achieved != RUN_NONE;

    sum->lines++;
    sum->reported += reported;
    sums->unreported += !stopped && !reported;
    sums->line_decisions += line->needs_decision;
    if (reported && line->target > 0)
        count_bin(sums, line);
    return (stopped || add(&sum->promised, line->target)) &&
           (!reported || (add(&sum->due, line->target) && add(&sum->achieved, line->achieved))) &&
           add(&sum->granted.cents, line->balance.granted.cents) &&
           add(&sum->advance.cents, line->balance.advance.cents) &&
           add(&sum->paid.cents, line->balance.paid.cents) &&
           add(&sum->withheld.cents, line->balance.withheld.cents) &&
           add(&sum->open.cents, line->balance.open.cents) &&
           add(&sum->recovery.cents, line->balance.recovery.cents);
}

static bool add_beneficiary(struct html_sums *sums, const struct run_beneficiary *b)
{
    sums->account_decisions += strcmp(b->accounts, "beslissing-nodig") == 0;
    if (b->base.cents == 0)
        return true;
    if (!b->spending.known) {
        sums->without_figures++;
        return true;
    }
    return add(&sums->spending.cents, b->spending.money.cents) &&
           add(&sums->required.cents, b->chosen.required.cents);
}

enum status html_sums_make(const struct run *run, struct html_sums *sums)
{
    bool fits = true;

    *sums = (struct html_sums){0};
    sums->groups = calloc(run->group_count + (size_t)1, sizeof *sums->groups);
    if (sums->groups == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < run->line_count && fits; i++)
        fits = add_line(sums, &run->lines[i]);
    for (uint32_t i = 0; i < run->incentive_count; i++)
        sums->incentive_decisions += html_line_open(&run->incentives[i].balance);
    for (uint32_t i = 0; i < run->beneficiary_count && fits; i++)
        fits = add_beneficiary(sums, &run->beneficiaries[i]);
    return fits ? STATUS_OK : STATUS_OVERFLOW;
}

void html_sums_free(struct html_sums *sums)
{
    free(sums->groups);
}
