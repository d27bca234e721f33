/* SPDX-License-Identifier: GPL-3.0-or-later */
/* KPI per target group, per action with several target groups, and in all. */
#include "settle/settle.h"

static bool add(int64_t *sum, int64_t more)
{
    return !__builtin_add_overflow(*sum, more, sum);
}

enum status kpi_tally_add(struct kpi_tally *t, const struct kpi_fact *fact)
{
    if (t->last_beneficiary != fact->beneficiary) {
        t->last_beneficiary = fact->beneficiary;
        t->line.beneficiaries++;
    }
    t->line.stopped += fact->stopped;
    if (!fact->stopped && !add(&t->line.target, fact->target))
        return STATUS_OVERFLOW;
    if (!fact->stopped && fact->reported) {
        t->line.reported++;
        t->line.reached += fact->achieved >= fact->target;
        if (!add(&t->line.promised, fact->target) || !add(&t->line.achieved, fact->achieved))
            return STATUS_OVERFLOW;
        if (fact->target > 0)
            t->ratios[t->ratio_count++] = 100.0 * (double)fact->achieved / (double)fact->target;
    }
    return money_add(t->line.granted, fact->granted, &t->line.granted);
}

enum status kpi_tally_end(struct kpi_tally *t)
{
    t->line.has_quartiles = t->ratio_count > 0;
    return t->line.has_quartiles ? stats_quartiles(t->ratios, t->ratio_count, &t->line.quartiles)
                                 : STATUS_OK;
}

static enum status add_line(struct kpi_tally *t, const struct line *line)
{
    const struct kpi_fact fact = {.beneficiary = line->application->beneficiary,
                                  .stopped = line->application->choice == APPLICATION_STOP,
                                  .reported = line->final_report != NO_INDEX,
                                  .target = line->grant.target,
                                  .achieved = line->achieved,
                                  .granted = line->advance.granted};

    return kpi_tally_add(t, &fact);
}

static enum status push(struct settling *s, struct kpi_tally *t)
{
    if (t->line.beneficiaries == 0)
        return STATUS_OK;
    enum status status = kpi_tally_end(t);
    return status == STATUS_OK ? VECTOR_PUSH(&s->out->kpi, t->line) : status;
}

/* One pass over the lines of an action; group NULL: all of them. */
static enum status tally_lines(struct settling *s, const struct scheme_action *action,
                               const struct scheme_group *group, const uint32_t *lines,
                               uint32_t count, double *ratios)
{
    struct kpi_tally t = {
        .line = {.action = action, .group = group}, .ratios = ratios, .last_beneficiary = NO_INDEX};
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct line *line = &s->out->lines[lines == NULL ? i : lines[i]];
        if (group == NULL || line->application->group == group)
            status = add_line(&t, line);
    }
    return status == STATUS_OK ? push(s, &t) : status;
}

struct index { /* lines by action */
    uint32_t *lines;
    uint32_t *starts; /* action_count + 1 */
};

static enum status index_lines(struct settling *s, struct index *index)
{
    uint32_t count = s->dossier->applications.count;
    size_t actions = s->scheme->action_count;

    index->lines = malloc((count + (size_t)1) * sizeof *index->lines);
    index->starts = calloc(actions + 2, sizeof *index->starts);
    if (index->lines == NULL || index->starts == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        index->starts[s->dossier->applications.items[i].action - s->scheme->actions + 2]++;
    for (size_t a = 1; a <= actions; a++)
        index->starts[a + 1] += index->starts[a];
    for (uint32_t i = 0; i < count; i++)
        index->lines[index->starts[s->dossier->applications.items[i].action - s->scheme->actions +
                                   1]++] = i;
    return STATUS_OK;
}

static enum status tally_action(struct settling *s, size_t a, const struct index *index,
                                double *ratios)
{
    const struct scheme_action *action = &s->scheme->actions[a];
    const uint32_t *lines = index->lines + index->starts[a];
    uint32_t count = index->starts[a + 1] - index->starts[a];
    enum status status = STATUS_OK;

    for (size_t g = 0; g < action->group_count && status == STATUS_OK; g++)
        status = tally_lines(s, action, &action->groups[g], lines, count, ratios);
    if (status == STATUS_OK && action->group_count > 1)
        status = tally_lines(s, action, NULL, lines, count, ratios);
    return status;
}

enum status settle_kpi(struct settling *s)
{
    struct index index = {0};
    double *ratios = malloc((s->dossier->applications.count + (size_t)1) * sizeof *ratios);
    enum status status = ratios == NULL ? STATUS_MEMORY : index_lines(s, &index);

    for (size_t a = 0; a < s->scheme->action_count && status == STATUS_OK; a++)
        status = tally_action(s, a, &index, ratios);
    if (status == STATUS_OK)
        status = tally_lines(s, NULL, NULL, NULL, s->dossier->applications.count, ratios);
    free(index.lines);
    free(index.starts);
    free(ratios);
    return status;
}
