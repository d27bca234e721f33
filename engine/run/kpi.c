/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/kpi.h"

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
static void fill(struct run_kpi *out, const struct run_sum *sum, bool one_unit,
                 enum rounding rounding)
{
    bool spread = sum->has_quartiles;

    out->beneficiaries = sum->beneficiaries;
    out->stopped = sum->stopped;
    out->reported = sum->reported;
    out->reached = sum->reached;
    out->target = one_unit ? sum->promised : RUN_NONE;
    out->promised = one_unit ? sum->due : RUN_NONE;
    out->achieved = one_unit ? sum->achieved : RUN_NONE;
    out->attainment = one_unit ? ratio(sum->achieved, sum->due) : (struct run_amount){0};
    out->first = hundredths(spread, sum->quartiles.first);
    out->median = hundredths(spread, sum->quartiles.median);
    out->third = hundredths(spread, sum->quartiles.third);
    out->granted = sum->granted;
    out->per_unit = one_unit ? per_unit(sum->granted, sum->promised, rounding)
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
        struct run_sum sum = {0};
        run_sum_of(line, &sum);
        fill(&rows[i], &sum, of_action, s->rounding);
    }
    *out = rows;
    *count = s->kpi.count;
    return STATUS_OK;
}

/* ---- a run that was read back ---- */

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

struct rows {
    struct run_kpi *items;
    uint32_t count;
    enum rounding rounding;
};

static void add_row(struct rows *to, const struct run_sum *sum, const char *name, const char *unit,
                    bool one_unit)
{
    if (sum->lines == 0)
        return;
    struct run_kpi *row = &to->items[to->count++];
    *row = (struct run_kpi){
        .action = sum->action, .group = one_unit ? sum->group : "", .name = name, .unit = unit};
    fill(row, sum, one_unit, to->rounding);
}

static void make_rows(const struct run *run, const struct run_sums *sums, struct rows *to)
{
    for (uint32_t a = 0; a < run->action_count; a++) {
        const struct run_action *action = &run->actions[a];
        for (uint32_t g = action->first_group; g < action->first_group + action->group_count; g++)
            add_row(to, &sums->groups[g], action->name, run->groups[g].unit, true);
        if (action->group_count > 1)
            add_row(to, &sums->actions[a], action->name, "", true);
    }
    add_row(to, sums->all, "", "", false);
}

enum status run_kpi_read(const struct run *run, struct arena *arena, const struct run_kpi **out,
                         uint32_t *count)
{
    size_t most = (size_t)run->group_count + run->action_count + 1;
    struct rows rows = {.items = arena_alloc(arena, most * sizeof *rows.items),
                        .rounding = rounding_of(run)};
    struct run_sums sums;

    if (rows.items == NULL)
        return STATUS_MEMORY;
    enum status status = run_sums_make(run, &sums);
    if (status == STATUS_OK)
        make_rows(run, &sums, &rows);
    run_sums_free(&sums);
    *out = rows.items;
    *count = rows.count;
    return status;
}
