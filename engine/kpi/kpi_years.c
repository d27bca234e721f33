/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_years.h"

#include <stdlib.h>
#include <string.h>

#include "core/order.h"
#include "core/vector.h"

struct making {
    struct kpi_years *out;
    struct arena *arena;
    struct kpi_room rooms[KPI_YEARS_MOST];
    uint32_t stamps[KPI_YEARS_MOST];
    VECTOR(struct kpi_difference) differences;
};

/* ---- comparing applications ---- */

/* Numbers of actions as numbers: "2" before "10". */
static int compare_numbers(const char *a, const char *b)
{
    size_t length_a = strlen(a);
    size_t length_b = strlen(b);

    if (length_a != length_b)
        return length_a < length_b ? -1 : 1;
    return strcmp(a, b);
}

/* By action, applicant, target group, over the runs. */
static int compare_lines(const struct run *run_a, uint32_t a, const struct run *run_b, uint32_t b)
{
    const struct run_line *line_a = &run_a->lines[a];
    const struct run_line *line_b = &run_b->lines[b];
    int order = compare_numbers(run_a->actions[line_a->action].number,
                                run_b->actions[line_b->action].number);

    if (order == 0)
        order = strcmp(run_a->beneficiaries[line_a->beneficiary].id,
                       run_b->beneficiaries[line_b->beneficiary].id);
    if (order == 0)
        order = strcmp(run_a->groups[line_a->group].group, run_b->groups[line_b->group].group);
    return order;
}

static uint64_t action_of(const void *context, const void *item)
{
    return ((const struct run *)context)->lines[*(const uint32_t *)item].action;
}

/* A run is ordered by applicant, action, target group; the sort is stable. */
static enum status order_lines(const struct making *m, struct kpi_year *year)
{
    const struct run *run = year->facts->run;
    uint32_t *order = arena_alloc(m->arena, (run->line_count + (size_t)1) * sizeof *order);

    if (order == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < run->line_count; i++)
        order[i] = i;
    year->order = order;
    return order_rows(order, run->line_count, sizeof *order, action_of, run);
}

/* ---- what changed ---- */

static enum kpi_change change_of(const struct run_line *now, const struct run_line *before)
{
    if (now == NULL)
        return KPI_CHANGE_DROPPED;
    if (before == NULL || (!kpi_goes_on(before) && kpi_goes_on(now)))
        return KPI_CHANGE_NEW;
    if (!kpi_goes_on(now) && kpi_goes_on(before))
        return KPI_CHANGE_STOPPED;
    if (now->target != before->target)
        return now->target < before->target ? KPI_CHANGE_LOWER : KPI_CHANGE_HIGHER;
    return now->balance.granted.cents == before->balance.granted.cents ? KPI_CHANGE_NOTHING
                                                                       : KPI_CHANGE_AMOUNT;
}

static enum kpi_claim claim_of(const struct run_line *now, const struct run_line *before)
{
    if (now == NULL || now->last_year == RUN_NONE)
        return KPI_CLAIM_FINE;
    if (before == NULL || !kpi_goes_on(before))
        return now->last_year > 0 ? KPI_CLAIM_ABSENT : KPI_CLAIM_FINE;
    return now->last_year == before->target ? KPI_CLAIM_FINE : KPI_CLAIM_DIFFERS;
}

static enum status difference_amount(const struct run_line *now, const struct run_line *before,
                                     struct money *out)
{
    return money_sub(now != NULL ? now->balance.granted : (struct money){0},
                     before != NULL ? before->balance.granted : (struct money){0}, out);
}

static enum status compare(struct making *m, uint32_t year, uint32_t line, uint32_t before,
                           struct kpi_year_figures *figures)
{
    const struct run *run = m->out->years[year].facts->run;
    const struct run *older = m->out->years[year + 1].facts->run;
    const struct run_line *now_row = line == RUN_NO_ROW ? NULL : &run->lines[line];
    const struct run_line *before_row = before == RUN_NO_ROW ? NULL : &older->lines[before];
    struct kpi_difference difference = {.year = year,
                                        .line = line,
                                        .before = before,
                                        .change = change_of(now_row, before_row),
                                        .claim = claim_of(now_row, before_row)};
    enum status status = difference_amount(now_row, before_row, &difference.amount);
    struct money *sum = &figures->amounts[difference.change];

    figures->counts[difference.change]++;
    figures->claims += difference.claim != KPI_CLAIM_FINE;
    if (status == STATUS_OK)
        status = money_add(*sum, difference.amount, sum);
    if (status != STATUS_OK ||
        (difference.change == KPI_CHANGE_NOTHING && difference.claim == KPI_CLAIM_FINE))
        return status;
    return VECTOR_PUSH(&m->differences, difference);
}

struct span { /* lines of one action in the order of a year */
    uint32_t from, to;
};

/* Both spans are in the same order: one pass. */
static enum status compare_spans(struct making *m, uint32_t year, struct span now,
                                 struct span before, struct kpi_year_figures *figures)
{
    const struct kpi_year *newer = &m->out->years[year];
    const struct kpi_year *older = &m->out->years[year + 1];
    enum status status = STATUS_OK;

    while ((now.from < now.to || before.from < before.to) && status == STATUS_OK) {
        int order = now.from == now.to ? 1
                    : before.from == before.to
                        ? -1
                        : compare_lines(newer->facts->run, newer->order[now.from],
                                        older->facts->run, older->order[before.from]);
        status = compare(m, year, order <= 0 ? newer->order[now.from] : RUN_NO_ROW,
                         order >= 0 ? older->order[before.from] : RUN_NO_ROW, figures);
        now.from += order <= 0;
        before.from += order >= 0;
    }
    return status;
}

/* ---- governments that joined and left ---- */

static int compare_ids(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The governments that kpi_figures_make just counted, sorted. */
static uint32_t collect(const struct making *m, uint32_t year, const char **ids)
{
    const struct kpi_facts *facts = m->out->years[year].facts;
    uint32_t count = 0;

    for (uint32_t i = 0; i < facts->government_count; i++)
        if (kpi_room_goes_on(&m->rooms[year], m->stamps[year], i))
            ids[count++] = facts->governments[i].id;
    if (count > 1)
        qsort(ids, count, sizeof(const char *), compare_ids); /* pointers */
    return count;
}

static enum status compare_governments(const struct making *m, uint32_t year,
                                       struct kpi_year_figures *figures)
{
    size_t most = m->out->years[year].facts->government_count +
                  (size_t)m->out->years[year + 1].facts->government_count;
    const char **ids = malloc((most + 1) * sizeof(const char *));
    uint32_t i = 0;
    uint32_t j = 0;

    if (ids == NULL)
        return STATUS_MEMORY;
    uint32_t count = collect(m, year, ids);
    const char **old_ids = ids + count;
    uint32_t old_count = collect(m, year + 1, old_ids);
    while (i < count || j < old_count) {
        int order = i == count ? 1 : j == old_count ? -1 : strcmp(ids[i], old_ids[j]);
        figures->joined += order < 0;
        figures->left += order > 0;
        i += order <= 0;
        j += order >= 0;
    }
    free(ids);
    return STATUS_OK;
}

/* ---- an action ---- */

/* The lines of the action at the start of the rest of each year. */
static struct span span_of(const struct kpi_year *year, uint32_t from, const char *number)
{
    const struct run *run = year->facts->run;
    struct span span = {from, from};

    while (span.to < run->line_count &&
           (number == NULL ||
            strcmp(run->actions[run->lines[year->order[span.to]].action].number, number) == 0))
        span.to++;
    return span;
}

static enum status make_year(struct making *m, uint32_t year, struct span span,
                             struct kpi_year_figures *out)
{
    const struct kpi_year *now = &m->out->years[year];

    return kpi_figures_make(now->facts, now->order + span.from, span.to - span.from,
                            ++m->stamps[year], &m->rooms[year], &out->figures);
}

/* The reasons add up to the difference of the budgets. */
static enum status check_reasons(const struct kpi_year_figures *now,
                                 const struct kpi_year_figures *before)
{
    struct money sum = before->figures.granted;
    enum status status = STATUS_OK;

    for (int c = 0; c < KPI_CHANGES && status == STATUS_OK; c++)
        status = money_add(sum, now->amounts[c], &sum);
    if (status == STATUS_OK && sum.cents != now->figures.granted.cents)
        status = STATUS_BROKEN;
    return status;
}

/* After the figures of all years. */
static enum status compare_years(struct making *m, const struct span *spans,
                                 struct kpi_year_figures *years)
{
    enum status status = STATUS_OK;

    for (uint32_t y = 0; y + 1 < m->out->year_count && status == STATUS_OK; y++) {
        years[y].has_before = true;
        status = compare_spans(m, y, spans[y], spans[y + 1], &years[y]);
        if (status == STATUS_OK)
            status = compare_governments(m, y, &years[y]);
        if (status == STATUS_OK)
            status =
                money_sub(years[y].figures.granted, years[y + 1].figures.granted, &years[y].change);
        if (status == STATUS_OK)
            status = check_reasons(&years[y], &years[y + 1]);
    }
    return status;
}

/* A unit that differs from year to year is none. */
static void keep_unit(struct kpi_action_years *to, const struct kpi_figures *figures, bool first)
{
    if (first)
        to->unit = figures->unit;
    else if (strcmp(to->unit, figures->unit) != 0)
        to->unit = "";
}

static enum status add_year(struct kpi_action_years *to, const struct kpi_figures *figures)
{
    if (figures->applications == 0)
        return STATUS_OK;
    keep_unit(to, figures, to->applications == 0);
    to->applications += figures->applications;
    to->reported += figures->reported;
    if (__builtin_add_overflow(to->promised, figures->target, &to->promised) ||
        __builtin_add_overflow(to->achieved, figures->achieved, &to->achieved))
        return STATUS_OVERFLOW;
    return money_add(to->budget, figures->granted, &to->budget);
}

/* One action over the years; number NULL: all of them, whose differences are told already. */
static enum status make_action(struct making *m, const char *number, const struct span *spans,
                               struct kpi_action_years *out)
{
    struct kpi_year_figures *years = arena_alloc(m->arena, m->out->year_count * sizeof *years);
    uint32_t told = m->differences.count;
    enum status status = years == NULL ? STATUS_MEMORY : STATUS_OK;

    *out = (struct kpi_action_years){
        .number = number == NULL ? "" : number, .name = "", .unit = "", .years = years};
    for (uint32_t y = 0; y < m->out->year_count && status == STATUS_OK; y++) {
        const struct run *run = m->out->years[y].facts->run;
        status = make_year(m, y, spans[y], &years[y]);
        if (status == STATUS_OK)
            status = add_year(out, &years[y].figures);
        if (number != NULL && *out->name == '\0' && spans[y].to > spans[y].from)
            out->name = run->actions[years[y].figures.action].name;
    }
    if (status == STATUS_OK)
        status = compare_years(m, spans, years);
    if (number == NULL)
        m->differences.count = told;
    return status;
}

/* The lowest number that a year still has; NULL: none has lines left. */
static const char *next_number(const struct making *m, const struct span *spans)
{
    const char *next = NULL;

    for (uint32_t y = 0; y < m->out->year_count; y++) {
        const struct run *run = m->out->years[y].facts->run;
        if (spans[y].to == run->line_count)
            continue;
        const char *number =
            run->actions[run->lines[m->out->years[y].order[spans[y].to]].action].number;
        if (next == NULL || compare_numbers(number, next) < 0)
            next = number;
    }
    return next;
}

static enum status make_actions(struct making *m)
{
    VECTOR(struct kpi_action_years) actions = {0};
    struct span spans[KPI_YEARS_MOST] = {0};
    struct span all[KPI_YEARS_MOST] = {0};
    enum status status = STATUS_OK;

    for (const char *number = next_number(m, spans); number != NULL && status == STATUS_OK;
         number = next_number(m, spans)) {
        struct kpi_action_years action;
        for (uint32_t y = 0; y < m->out->year_count; y++)
            spans[y] = span_of(&m->out->years[y], spans[y].to, number);
        status = make_action(m, number, spans, &action);
        if (status == STATUS_OK)
            status = VECTOR_PUSH(&actions, action);
    }
    struct kpi_action_years *kept =
        arena_alloc(m->arena, (actions.count + (size_t)1) * sizeof *kept);
    if (status == STATUS_OK && kept == NULL)
        status = STATUS_MEMORY;
    if (status == STATUS_OK && actions.count > 0)
        memcpy(kept, actions.items, actions.count * sizeof *kept);
    m->out->actions = kept;
    m->out->action_count = actions.count;
    free(actions.items);
    for (uint32_t y = 0; y < m->out->year_count; y++)
        all[y] = span_of(&m->out->years[y], 0, NULL);
    return status == STATUS_OK ? make_action(m, NULL, all, &m->out->total) : status;
}

/* ---- the whole ---- */

static int compare_differences(const void *left, const void *right)
{
    const struct kpi_difference *a = *(const struct kpi_difference *const *)left;
    const struct kpi_difference *b = *(const struct kpi_difference *const *)right;

    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    return (a > b) - (a < b); /* as they were found: by action, applicant, target group */
}

static enum status keep_differences(struct making *m)
{
    uint32_t count = m->differences.count;
    const struct kpi_difference **sorted =
        malloc((count + (size_t)1) * sizeof(const struct kpi_difference *));
    struct kpi_difference *kept = arena_alloc(m->arena, (count + (size_t)1) * sizeof *kept);

    if (sorted == NULL || kept == NULL) {
        free(sorted);
        return STATUS_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = &m->differences.items[i];
    if (count > 1)
        qsort(sorted, count, sizeof(const struct kpi_difference *), compare_differences);
    for (uint32_t i = 0; i < count; i++)
        kept[i] = *sorted[i];
    free(sorted);
    m->out->differences = kept;
    m->out->difference_count = count;
    return STATUS_OK;
}

/* Newest first; a scheme must know its project period, and each period comes once. */
static enum status order_years(const struct kpi_facts *const *facts, uint32_t count,
                               struct kpi_years *out)
{
    if (count == 0 || count > KPI_YEARS_MOST)
        return STATUS_RANGE;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = out->year_count++;
        if (*facts[i]->project_from == '\0' || *facts[i]->project_to == '\0')
            return STATUS_RANGE;
        for (; at > 0; at--) {
            int order = strcmp(out->years[at - 1].facts->project_from, facts[i]->project_from);
            if (order == 0)
                return STATUS_EXISTS;
            if (order > 0)
                break;
            out->years[at] = out->years[at - 1];
        }
        out->years[at] = (struct kpi_year){.facts = facts[i]};
    }
    return STATUS_OK;
}

static enum status add_awarded(struct kpi_years *out)
{
    enum status status = STATUS_OK;

    for (uint32_t y = 0; y < out->year_count && status == STATUS_OK; y++) {
        struct kpi_year *year = &out->years[y];
        const struct run_totals *totals = &year->facts->run->totals;
        status = money_add(totals->granted, totals->incentives, &year->awarded);
        if (status == STATUS_OK)
            status = money_add(out->awarded, year->awarded, &out->awarded);
    }
    return status;
}

static enum status make_rooms(struct making *m)
{
    for (uint32_t y = 0; y < m->out->year_count; y++) {
        const struct kpi_facts *facts = m->out->years[y].facts;
        size_t lines = facts->run->line_count + (size_t)1;
        struct kpi_room *room = &m->rooms[y];

        room->seen = calloc(facts->government_count + (size_t)1, sizeof *room->seen);
        room->seen_beneficiary =
            calloc(facts->run->beneficiary_count + (size_t)1, sizeof *room->seen_beneficiary);
        room->ratios = malloc(lines * sizeof *room->ratios);
        if (room->seen == NULL || room->seen_beneficiary == NULL || room->ratios == NULL)
            return STATUS_MEMORY;
    }
    return STATUS_OK;
}

static void free_rooms(struct making *m)
{
    for (uint32_t y = 0; y < m->out->year_count; y++) {
        free(m->rooms[y].seen);
        free(m->rooms[y].seen_beneficiary);
        free(m->rooms[y].ratios);
    }
    free(m->differences.items);
}

enum status kpi_years_make(const struct kpi_facts *const *facts, uint32_t count,
                           struct arena *arena, struct kpi_years *out)
{
    struct making m = {.out = out, .arena = arena};

    *out = (struct kpi_years){0};
    enum status status = order_years(facts, count, out);
    if (status != STATUS_OK)
        return status;
    status = make_rooms(&m);
    for (uint32_t y = 0; y < out->year_count && status == STATUS_OK; y++)
        status = order_lines(&m, &out->years[y]);
    if (status == STATUS_OK)
        status = make_actions(&m);
    if (status == STATUS_OK)
        status = keep_differences(&m);
    if (status == STATUS_OK)
        status = add_awarded(out);
    free_rooms(&m);
    return status;
}

const char *kpi_change_name(enum kpi_change change)
{
    static const char *const names[KPI_CHANGES] = {
        "gestopt", "niet-meer-gevraagd", "verlaagd", "verhoogd", "nieuw", "ander-bedrag", "gelijk"};

    return names[change];
}

const char *kpi_claim_name(enum kpi_claim claim)
{
    static const char *const names[] = {"", "kpi-vorig-jaar-verschilt", "kpi-vorig-jaar-onbekend"};

    return names[claim];
}
