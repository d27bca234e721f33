/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/sums.h"

#include <stdlib.h>
#include <string.h>

#include "run/kpi.h"

const int run_bin_ends[RUN_BINS - 1] = {25, 50, 75, 90, 100, 110, 125, 150};

/* ---- what waits for a decision ---- */

static bool waits(const char *outcome)
{
    return strcmp(outcome, "beslissing-nodig") == 0;
}

bool run_balance_waits(const struct run_balance *balance)
{
    return waits(balance->outcome);
}

bool run_accounts_wait(const struct run_beneficiary *beneficiary)
{
    return waits(beneficiary->accounts);
}

struct run_waiting run_waiting(const struct run *run, const struct run_beneficiary *b)
{
    struct run_waiting waiting = {.accounts = run_accounts_wait(b)};

    for (uint32_t i = 0; i < b->line_count; i++)
        waiting.lines += run_balance_waits(&run->lines[b->first_line + i].balance);
    for (uint32_t i = 0; i < b->incentive_count; i++)
        waiting.incentives += run_balance_waits(&run->incentives[b->first_incentive + i].balance);
    return waiting;
}

uint32_t run_waiting_count(const struct run_waiting *waiting)
{
    return waiting->lines + waiting->incentives + waiting->accounts;
}

/* ---- sums ---- */

bool run_line_stopped(const struct run_line *line)
{
    return strcmp(line->choice, "stopzetten") == 0;
}

bool run_line_reported(const struct run_line *line)
{
    return line->achieved != RUN_NONE && !run_line_stopped(line);
}

static bool add(int64_t *sum, int64_t more)
{
    return !__builtin_add_overflow(*sum, more, sum);
}

static void count_bin(struct run_sums *sums, const struct run_line *line)
{
    size_t bin = 0;

    while (bin < RUN_BINS - 1 &&
           (__int128)line->achieved * 100 >= (__int128)line->target * run_bin_ends[bin])
        bin++;
    sums->bins[bin]++;
}

/* A sum while it is made. Reach and quartiles are tallied as those of a settlement are. */
struct tallies {
    const struct run *run;
    struct run_sum *sums;      /* of groups, of actions and of all, */
    struct kpi_tally *tallies; /* and the tally of each */
    double *ratios;
};

/* Gives each tally its part of the ratios: as many as it has lines. */
static void deal_ratios(struct tallies *t)
{
    const struct run *run = t->run;
    size_t count = (size_t)run->group_count + run->action_count + 1;
    double *next = t->ratios;

    for (uint32_t i = 0; i < run->line_count; i++) {
        t->sums[run->lines[i].group].lines++;
        t->sums[run->group_count + run->lines[i].action].lines++;
    }
    t->sums[count - 1].lines = run->line_count;
    for (size_t i = 0; i < count; i++) {
        t->tallies[i].last_beneficiary = NO_INDEX;
        t->tallies[i].ratios = next;
        next += t->sums[i].lines;
    }
}

static bool add_balance(struct run_sum *sum, const struct run_balance *balance)
{
    return add(&sum->advance.cents, balance->advance.cents) &&
           add(&sum->paid.cents, balance->paid.cents) &&
           add(&sum->withheld.cents, balance->withheld.cents) &&
           add(&sum->open.cents, balance->open.cents) &&
           add(&sum->recovery.cents, balance->recovery.cents);
}

static bool add_line(struct tallies *t, const struct run_line *line)
{
    const struct run *run = t->run;
    const size_t to[] = {line->group, (size_t)run->group_count + line->action,
                         (size_t)run->group_count + run->action_count};
    const struct kpi_fact fact = {.beneficiary = line->beneficiary,
                                  .stopped = run_line_stopped(line),
                                  .reported = line->achieved != RUN_NONE,
                                  .target = line->target,
                                  .achieved = line->achieved == RUN_NONE ? 0 : line->achieved,
                                  .granted = line->balance.granted};

    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        if (kpi_tally_add(&t->tallies[to[i]], &fact) != STATUS_OK ||
            !add_balance(&t->sums[to[i]], &line->balance))
            return false;
    return true;
}

void run_sum_of(const struct kpi_line *line, struct run_sum *sum)
{
    sum->beneficiaries = line->beneficiaries;
    sum->stopped = line->stopped;
    sum->promised = line->target;
    sum->reported = line->reported;
    sum->reached = line->reached;
    sum->due = line->promised;
    sum->achieved = line->achieved;
    sum->has_quartiles = line->has_quartiles;
    sum->quartiles = line->quartiles;
    sum->granted = line->granted;
}

static enum status end_tally(struct kpi_tally *tally, struct run_sum *sum)
{
    enum status status = kpi_tally_end(tally);

    run_sum_of(&tally->line, sum);
    return status;
}

static enum status tally_lines(struct tallies *t)
{
    size_t count = (size_t)t->run->group_count + t->run->action_count + 1;
    enum status status = STATUS_OK;

    t->tallies = calloc(count, sizeof *t->tallies);
    t->ratios = calloc(3 * (size_t)t->run->line_count + 1, sizeof *t->ratios);
    if (t->tallies == NULL || t->ratios == NULL)
        return STATUS_MEMORY;
    deal_ratios(t);
    for (uint32_t i = 0; i < t->run->line_count; i++)
        if (!add_line(t, &t->run->lines[i]))
            return STATUS_OVERFLOW;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = end_tally(&t->tallies[i], &t->sums[i]);
    return status;
}

static void name_sums(const struct run *run, struct run_sums *sums)
{
    for (uint32_t i = 0; i < run->group_count; i++) {
        sums->groups[i].action = run->groups[i].action;
        sums->groups[i].group = run->groups[i].group;
    }
    for (uint32_t i = 0; i < run->action_count; i++) {
        sums->actions[i].action = run->actions[i].number;
        sums->actions[i].group = "totaal";
    }
    sums->all->action = "totaal";
    sums->all->group = "totaal";
}

static void add_waiting(struct run_waiting *sum, const struct run_waiting *more)
{
    sum->lines += more->lines;
    sum->incentives += more->incentives;
    sum->accounts += more->accounts;
}

static bool add_beneficiary(struct run_sums *sums, const struct run *run,
                            const struct run_beneficiary *b)
{
    struct run_waiting waiting = run_waiting(run, b);

    add_waiting(&sums->waiting, &waiting);
    if (b->base.cents == 0)
        return true;
    if (!b->spending.known) {
        sums->without_figures++;
        return true;
    }
    return add(&sums->spending.cents, b->spending.money.cents) &&
           add(&sums->required.cents, b->chosen.required.cents);
}

static void count_reports(const struct run *run, struct run_sums *sums)
{
    for (uint32_t i = 0; i < run->line_count; i++) {
        const struct run_line *line = &run->lines[i];
        sums->unreported += line->achieved == RUN_NONE && !run_line_stopped(line);
        if (run_line_reported(line) && line->target > 0)
            count_bin(sums, line);
    }
}

enum status run_sums_make(const struct run *run, struct run_sums *sums)
{
    struct tallies t = {.run = run};
    size_t count = (size_t)run->group_count + run->action_count + 1;

    *sums = (struct run_sums){.groups = calloc(count, sizeof *sums->groups)};
    if (sums->groups == NULL)
        return STATUS_MEMORY;
    sums->actions = sums->groups + run->group_count;
    sums->all = sums->actions + run->action_count;
    name_sums(run, sums);
    t.sums = sums->groups;
    enum status status = tally_lines(&t);
    free(t.tallies);
    free(t.ratios);
    count_reports(run, sums);
    for (uint32_t i = 0; i < run->beneficiary_count && status == STATUS_OK; i++)
        if (!add_beneficiary(sums, run, &run->beneficiaries[i]))
            status = STATUS_OVERFLOW;
    return status;
}

void run_sums_free(struct run_sums *sums)
{
    free(sums->groups);
}
