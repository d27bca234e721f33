/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method:    one pass; quartiles as stats/quantile.h (definition 7 of Hyndman and Fan).
 * Accuracy:  counts and amounts are exact; the mean and the quartiles are doubles, for reading. */
#include "kpi/kpi_figures.h"

#include <string.h>

struct tally {
    const struct kpi_facts *facts;
    const struct kpi_room *room;
    struct kpi_figures *out;
    uint32_t stamp;
    uint32_t ratio_count;
    uint32_t group; /* the one target group so far; RUN_NO_ROW: several */
    double weight;
    double weighted;
};

static bool add(int64_t *sum, int64_t more)
{
    return !__builtin_add_overflow(*sum, more, sum);
}

/* Marks what was seen; true when it was not seen so before. */
static bool mark(uint64_t *seen, uint64_t with)
{
    bool fresh = *seen < with;

    if (fresh)
        *seen = with;
    return fresh;
}

static void count_governments(const struct tally *t, uint32_t beneficiary, bool goes_on)
{
    const struct kpi_beneficiary *owner = &t->facts->beneficiaries[beneficiary];
    uint64_t present = 2 * (uint64_t)t->stamp;

    t->out->beneficiaries += t->room->seen_beneficiary[beneficiary] < present;
    if (!mark(&t->room->seen_beneficiary[beneficiary], present + goes_on))
        return;
    for (uint32_t i = owner->first_government;
         i < owner->first_government + owner->government_count; i++) {
        if (mark(&t->room->seen[i], present)) {
            t->out->governments++;
            t->out->municipalities += t->facts->governments[i].municipality;
        }
        t->out->going_on += goes_on && mark(&t->room->seen[i], present + 1);
    }
}

static void count_reports(const struct tally *t, uint32_t index)
{
    const struct kpi_line *line = &t->facts->lines[index];

    t->out->interim[line->interim.state]++;
    t->out->final[line->final.state]++;
    t->out->tests[line->test]++;
    t->out->corrected += line->interim.corrected + line->final.corrected;
    t->out->motivations[line->final.motivation]++;
}

/* a is a lower share than b, exactly; counts are below 2^63. */
static bool is_lower(const struct run_line *a, const struct run_line *b)
{
    return (__int128)a->achieved * b->target < (__int128)b->achieved * a->target;
}

static void rank(const struct tally *t, uint32_t index)
{
    const struct run_line *lines = t->facts->run->lines;

    if (t->out->worst == RUN_NO_ROW || is_lower(&lines[index], &lines[t->out->worst]))
        t->out->worst = index;
    if (t->out->best == RUN_NO_ROW || is_lower(&lines[t->out->best], &lines[index]))
        t->out->best = index;
}

static enum status add_kept(const struct tally *t, const struct run_line *line)
{
    struct money kept;
    enum status status = money_sub(line->balance.granted, line->balance.withheld, &kept);

    if (status == STATUS_OK)
        status = money_sub(kept, line->balance.recovery, &kept);
    return status == STATUS_OK ? money_add(t->out->kept, kept, &t->out->kept) : status;
}

static enum status add_report(struct tally *t, uint32_t index)
{
    const struct run_line *line = &t->facts->run->lines[index];

    t->out->reported++;
    t->out->reached += line->achieved >= line->target;
    if (!add(&t->out->promised, line->target) || !add(&t->out->achieved, line->achieved))
        return STATUS_OVERFLOW;
    if (line->target > 0) {
        double ratio = 100.0 * (double)line->achieved / (double)line->target;
        t->room->ratios[t->ratio_count++] = ratio;
        t->weight += (double)line->balance.granted.cents;
        t->weighted += ratio * (double)line->balance.granted.cents;
        rank(t, index);
    }
    return add_kept(t, line);
}

static enum status add_line(struct tally *t, uint32_t index)
{
    const struct run_line *line = &t->facts->run->lines[index];
    bool goes_on = kpi_goes_on(line);

    t->out->applications++;
    t->out->stopped += !goes_on;
    t->out->reduced += strcmp(line->choice, "verminderen") == 0;
    if (t->out->action != line->action)
        t->out->action = t->out->applications == 1 ? line->action : RUN_NO_ROW;
    if (t->group != line->group)
        t->group = t->out->applications == 1 ? line->group : RUN_NO_ROW;
    count_governments(t, line->beneficiary, goes_on);
    count_reports(t, index);
    if (goes_on && !add(&t->out->target, line->target))
        return STATUS_OVERFLOW;
    enum status status = money_add(t->out->granted, line->balance.granted, &t->out->granted);
    if (status == STATUS_OK && goes_on && line->achieved != RUN_NONE)
        status = add_report(t, index);
    return status;
}

static enum status finish(struct tally *t)
{
    struct kpi_figures *out = t->out;

    out->unit = t->group == RUN_NO_ROW ? "" : t->facts->run->groups[t->group].unit;
    if (out->action == RUN_NO_ROW)
        out->target = out->promised = out->achieved = 0;
    out->has_weighted = t->weight > 0.0;
    if (out->has_weighted)
        out->weighted = t->weighted / t->weight;
    out->has_quartiles = t->ratio_count > 0;
    return out->has_quartiles ? stats_quartiles(t->room->ratios, t->ratio_count, &out->quartiles)
                              : STATUS_OK;
}

enum status kpi_figures_make(const struct kpi_facts *facts, const uint32_t *lines, uint32_t count,
                             uint32_t stamp, const struct kpi_room *room, struct kpi_figures *out)
{
    struct tally t = {
        .facts = facts, .room = room, .out = out, .stamp = stamp, .group = RUN_NO_ROW};
    enum status status = STATUS_OK;

    *out = (struct kpi_figures){
        .action = RUN_NO_ROW, .worst = RUN_NO_ROW, .best = RUN_NO_ROW, .count = count};
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
        status = add_line(&t, lines[i]);
    return status == STATUS_OK ? finish(&t) : status;
}

/* ---- what follows from the sums ---- */

struct kpi_share kpi_share_of(int64_t part, int64_t whole)
{
    struct kpi_share share = {0};

    share.known = whole > 0 && rounded_quotient((__int128)part * 10000, whole, ROUNDING_HALF_AWAY,
                                                &share.hundredths) == STATUS_OK;
    return share;
}

struct kpi_share kpi_attainment(const struct kpi_figures *figures)
{
    return kpi_share_of(figures->achieved, figures->promised);
}

struct kpi_share kpi_line_attainment(const struct run_line *line)
{
    return line->achieved != RUN_NONE ? kpi_share_of(line->achieved, line->target)
                                      : (struct kpi_share){0};
}

static int64_t hundredths(double percent)
{
    return (int64_t)(percent * 100.0 + 0.5);
}

struct kpi_share kpi_weighted(const struct kpi_figures *figures)
{
    return (struct kpi_share){figures->has_weighted, hundredths(figures->weighted)};
}

struct kpi_share kpi_quartile(const struct kpi_figures *figures, int which)
{
    const struct quartiles *q = &figures->quartiles;

    return (struct kpi_share){figures->has_quartiles, hundredths(which == 1   ? q->first
                                                                 : which == 2 ? q->median
                                                                              : q->third)};
}

static struct run_amount per_unit(struct money amount, int64_t units)
{
    struct run_amount result = {0};

    result.known = units > 0 &&
                   money_ratio(amount, 1, units, ROUNDING_HALF_AWAY, &result.money) == STATUS_OK;
    return result;
}

struct run_amount kpi_grant_per_unit(const struct kpi_figures *figures)
{
    return per_unit(figures->granted, figures->target);
}

struct run_amount kpi_cost_per_unit(const struct kpi_figures *figures)
{
    return per_unit(figures->kept, figures->achieved);
}
