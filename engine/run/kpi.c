/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/kpi.h"

#include <stdlib.h>
#include <string.h>

int64_t percent_hundredths(double percent)
{
    return (int64_t)(percent * 100.0 + 0.5);
}

static struct run_amount hundredths(bool known, double percent)
{
    return (struct run_amount){known, {known ? percent_hundredths(percent) : 0}};
}

/* part / whole in per cent, exact until it is rounded; not known when it is too large. */
static struct run_amount ratio(int64_t part, int64_t whole)
{
    struct run_amount out = {0};

    out.known = whole > 0 && rounded_quotient((__int128)part * 10000, whole, ROUNDING_HALF_AWAY,
                                              &out.money.cents) == STATUS_OK;
    return out;
}

static struct run_amount per_unit(struct money granted, int64_t target, enum rounding rounding)
{
    struct run_amount out = {0};

    out.known = target > 0 && money_ratio(granted, 1, target, rounding, &out.money) == STATUS_OK;
    return out;
}

/* one_unit: all that was counted is counted in one unit. */
static void fill(struct run_kpi *out, const struct kpi_line *line, bool one_unit,
                 enum rounding rounding)
{
    bool spread = line->has_quartiles;

    out->beneficiaries = line->beneficiaries;
    out->stopped = line->stopped;
    out->reported = line->reported;
    out->reached = line->reached;
    out->target = one_unit ? line->target : RUN_NONE;
    out->promised = one_unit ? line->promised : RUN_NONE;
    out->achieved = one_unit ? line->achieved : RUN_NONE;
    out->attainment = one_unit ? ratio(line->achieved, line->promised) : (struct run_amount){0};
    out->first = hundredths(spread, line->quartiles.first);
    out->median = hundredths(spread, line->quartiles.median);
    out->third = hundredths(spread, line->quartiles.third);
    out->granted = line->granted;
    out->per_unit = one_unit ? per_unit(line->granted, line->target, rounding)
                             : (struct run_amount){0};
}

enum status run_kpi_settled(const struct settlement *s, struct arena *arena,
                            const struct run_kpi **out, uint32_t *count)
{
    struct run_kpi *rows = arena_alloc(arena, s->kpi.count * sizeof *rows);

    if (rows == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < s->kpi.count; i++) {
        const struct kpi_line *line = &s->kpi.items[i];
        bool of_action = line->action != NULL;
        rows[i].action = of_action ? line->action->number_text : "totaal";
        rows[i].name = of_action ? line->action->name : "";
        rows[i].group = line->group != NULL ? line->group->id : of_action ? "totaal" : "";
        rows[i].unit = line->group != NULL ? line->group->unit : "";
        fill(&rows[i], line, of_action, s->rounding);
    }
    *out = rows;
    *count = s->kpi.count;
    return STATUS_OK;
}

/* ---- a run that was read back ---- */

struct tallies {
    const struct run *run;
    struct kpi_tally *groups, *actions, *all;
    double *ratios; /* of groups, of actions and of all */
};

/* Gives each tally its part of the ratios: as many as it has lines. */
static void deal_ratios(struct tallies *t)
{
    const struct run *run = t->run;
    double *next = t->ratios + run->line_count;

    for (uint32_t i = 0; i < run->line_count; i++)
        t->groups[run->lines[i].group].ratio_count++;
    t->all->ratios = t->ratios;
    for (uint32_t a = 0; a < run->action_count; a++) {
        const struct run_action *action = &run->actions[a];
        uint32_t lines = 0;
        for (uint32_t g = action->first_group; g < action->first_group + action->group_count; g++) {
            t->groups[g].ratios = next;
            next += t->groups[g].ratio_count;
            lines += t->groups[g].ratio_count;
            t->groups[g].ratio_count = 0;
        }
        t->actions[a].ratios = next;
        next += lines;
    }
}

static enum status new_tallies(struct tallies *t)
{
    const struct run *run = t->run;
    size_t count = (size_t)run->group_count + run->action_count + 1;

    t->groups = calloc(count, sizeof *t->groups);
    t->ratios = calloc(3 * (size_t)run->line_count + 1, sizeof *t->ratios);
    if (t->groups == NULL || t->ratios == NULL)
        return STATUS_MEMORY;
    t->actions = t->groups + run->group_count;
    t->all = t->actions + run->action_count;
    for (size_t i = 0; i < count; i++)
        t->groups[i].last_beneficiary = NO_INDEX;
    deal_ratios(t);
    return STATUS_OK;
}

static enum status tally(struct tallies *t)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < t->run->line_count && status == STATUS_OK; i++) {
        const struct run_line *line = &t->run->lines[i];
        const struct kpi_fact fact = {.beneficiary = line->beneficiary,
                                      .stopped = strcmp(line->choice, "stopzetten") == 0,
                                      .reported = line->achieved != RUN_NONE,
                                      .target = line->target,
                                      .achieved = line->achieved == RUN_NONE ? 0 : line->achieved,
                                      .granted = line->balance.granted};
        status = kpi_tally_add(&t->groups[line->group], &fact);
        if (status == STATUS_OK)
            status = kpi_tally_add(&t->actions[line->action], &fact);
        if (status == STATUS_OK)
            status = kpi_tally_add(t->all, &fact);
    }
    return status;
}

/* How amounts are rounded in this run: the assumption says it. */
static enum rounding rounding_of(const struct run *run)
{
    static const char *const names[] = {"half-weg-van-nul", "half-naar-even", "naar-beneden"};
    const struct run_assumption *assumption = run_assumption_find(run, "afronding");

    for (int i = 0; assumption != NULL && i < 3; i++)
        if (strcmp(assumption->chosen, names[i]) == 0)
            return (enum rounding)i;
    return ROUNDING_HALF_AWAY;
}

static enum status add_row(struct kpi_tally *t, struct run_kpi *to, uint32_t *count,
                           const struct run_kpi *names, enum rounding rounding)
{
    if (t->line.beneficiaries == 0)
        return STATUS_OK;
    enum status status = kpi_tally_end(t);
    to[*count] = *names;
    fill(&to[*count], &t->line, strcmp(names->action, "totaal") != 0, rounding);
    (*count)++;
    return status;
}

static enum status make_rows(struct tallies *t, struct run_kpi *to, uint32_t *count)
{
    enum rounding rounding = rounding_of(t->run);
    enum status status = STATUS_OK;

    for (uint32_t a = 0; a < t->run->action_count && status == STATUS_OK; a++) {
        const struct run_action *action = &t->run->actions[a];
        struct run_kpi names = {.action = action->number, .name = action->name};
        for (uint32_t g = 0; g < action->group_count && status == STATUS_OK; g++) {
            const struct run_group *group = &t->run->groups[action->first_group + g];
            names.group = group->group;
            names.unit = group->unit;
            status = add_row(&t->groups[action->first_group + g], to, count, &names, rounding);
        }
        names.group = "totaal";
        names.unit = "";
        if (status == STATUS_OK && action->group_count > 1)
            status = add_row(&t->actions[a], to, count, &names, rounding);
    }
    if (status != STATUS_OK)
        return status;
    return add_row(t->all, to, count,
                   &(const struct run_kpi){.action = "totaal", .group = "", .name = "", .unit = ""},
                   rounding);
}

enum status run_kpi_read(const struct run *run, struct arena *arena, const struct run_kpi **out,
                         uint32_t *count)
{
    struct tallies t = {.run = run};
    struct run_kpi *rows =
        arena_alloc(arena, ((size_t)run->group_count + run->action_count + 1) * sizeof *rows);
    enum status status = rows == NULL ? STATUS_MEMORY : new_tallies(&t);

    *out = rows;
    *count = 0;
    if (status == STATUS_OK)
        status = tally(&t);
    if (status == STATUS_OK)
        status = make_rows(&t, rows, count);
    free(t.groups);
    free(t.ratios);
    return status;
}
