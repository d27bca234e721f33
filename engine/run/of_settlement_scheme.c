/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules and the totals of a settlement, as a run has them. */
#include <stdio.h>
#include <string.h>

#include "run/of_settlement_part.h"

/* Room for count items of an array of the run. */
#define ROOM(m, array, size) (arena_alloc((m)->arena, (size) * sizeof *(array)))

static const char *date_copy(struct run_maker *m, struct date date)
{
    char text[DATE_TEXT_BYTES];

    date_format(date, text);
    return arena_copy(m->arena, text, strlen(text)); /* NULL: looked at when all is there */
}

enum { NAME_BYTES = 160 };

/* "standaardbedrag 9 nieuwkomers", "maximum 9 nieuwkomers" */
static const char *group_parameter(struct run_maker *m, const char *what,
                                   const struct scheme_action *action,
                                   const struct scheme_group *group)
{
    char name[NAME_BYTES];
    int length = snprintf(name, sizeof name, "%s %s%s%s", what, action->number_text,
                          *group->id == '\0' ? "" : " ", group->id);

    return arena_copy(m->arena, name,
                      (size_t)length < sizeof name ? (size_t)length : NAME_BYTES - 1);
}

static enum status make_sources(struct run_maker *m)
{
    const struct scheme *scheme = m->s->scheme;
    struct run_source *to = ROOM(m, to, scheme->source_count);

    if (to == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < scheme->source_count; i++)
        to[i] = (struct run_source){scheme->sources[i].id, scheme->sources[i].title,
                                    scheme->sources[i].document};
    m->run.sources = to;
    m->run.source_count = (uint32_t)scheme->source_count;
    return STATUS_OK;
}

/* ---- parameters ---- */

static size_t parameter_total(const struct scheme *scheme)
{
    size_t count = scheme->incentive_count;

    for (int i = 0; i < PARAMETER_COUNT; i++)
        count += scheme->parameters[i].count;
    for (size_t i = 0; i < scheme->action_count; i++)
        count += 2 * scheme->actions[i].group_count; /* at most: price and maximum */
    return count;
}

struct parameters {
    struct run_maker *maker;
    struct run_parameter *to;
    bool complete; /* there was memory for every text */
};

static void add_parameter(struct parameters *p, const char *name, const struct scheme_value *from)
{
    struct run_parameter to = {.name = name,
                               .value = from->known ? from->text : "",
                               .from = date_copy(p->maker, from->from),
                               .to = date_copy(p->maker, from->to),
                               .line = from->line,
                               .source = from->ref.source->id,
                               .passage = from->ref.passage,
                               .assumption = from->ref.assumption == NULL ? ""
                                                                          : from->ref.assumption};

    p->complete = p->complete && name != NULL && to.from != NULL && to.to != NULL;
    p->to[p->maker->run.parameter_count++] = to;
}

static void add_group_parameters(struct parameters *p, const struct scheme_action *action)
{
    for (size_t i = 0; i < action->group_count; i++) {
        const struct scheme_group *group = &action->groups[i];
        add_parameter(p, group_parameter(p->maker, "standaardbedrag", action, group), group->price);
        if (group->maximum != NULL)
            add_parameter(p, group_parameter(p->maker, "maximum", action, group), group->maximum);
    }
}

static enum status make_parameters(struct run_maker *m)
{
    const struct scheme *scheme = m->s->scheme;
    struct parameters p = {.maker = m, .complete = true};
    char name[NAME_BYTES];

    p.to = ROOM(m, p.to, parameter_total(scheme));
    if (p.to == NULL)
        return STATUS_MEMORY;
    m->run.parameters = p.to;
    for (int i = 0; i < PARAMETER_COUNT; i++)
        for (size_t v = 0; v < scheme->parameters[i].count; v++)
            add_parameter(&p, scheme->parameters[i].name, &scheme->parameters[i].values[v]);
    for (size_t i = 0; i < scheme->action_count; i++)
        if (scheme->actions[i].funded)
            add_group_parameters(&p, &scheme->actions[i]);
    for (size_t i = 0; i < scheme->incentive_count; i++) {
        int length = snprintf(name, sizeof name, "stimulans %s", scheme->incentives[i].id);
        add_parameter(&p, arena_copy(m->arena, name, (size_t)length), scheme->incentives[i].amount);
    }
    return p.complete ? STATUS_OK : STATUS_MEMORY;
}

/* ---- actions, target groups, incentives ---- */

static enum status make_group(struct run_maker *m, const struct scheme_action *action,
                              const struct scheme_group *from, struct run_group *to)
{
    bool limited = from->maximum != NULL && from->maximum->known;

    *to = (struct run_group){.action = action->number_text,
                             .group = from->id,
                             .unit = from->unit,
                             .price_parameter = group_parameter(m, "standaardbedrag", action, from),
                             .maximum = limited ? from->maximum->count : RUN_NONE};
    return to->price_parameter == NULL ? STATUS_MEMORY : STATUS_OK;
}

static enum status make_actions(struct run_maker *m)
{
    const struct scheme *scheme = m->s->scheme;
    struct run_action *actions = ROOM(m, actions, scheme->action_count);
    struct run_group *groups = ROOM(m, groups, parameter_total(scheme));
    enum status status = actions == NULL || groups == NULL ? STATUS_MEMORY : STATUS_OK;

    m->run.actions = actions;
    m->run.groups = groups;
    for (size_t i = 0; i < scheme->action_count && status == STATUS_OK; i++) {
        const struct scheme_action *from = &scheme->actions[i];
        if (!from->funded)
            continue;
        actions[m->run.action_count++] =
            (struct run_action){.number = from->number_text,
                                .name = from->name,
                                .goal = from->goal,
                                .always_judged = from->always_judged,
                                .first_group = m->run.group_count,
                                .group_count = (uint32_t)from->group_count};
        for (size_t g = 0; g < from->group_count && status == STATUS_OK; g++)
            status = make_group(m, from, &from->groups[g], &groups[m->run.group_count++]);
    }
    return status;
}

static enum status make_kinds(struct run_maker *m)
{
    const struct scheme *scheme = m->s->scheme;
    struct run_incentive_kind *to = ROOM(m, to, scheme->incentive_count);

    if (to == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < scheme->incentive_count; i++)
        to[i] = (struct run_incentive_kind){scheme->incentives[i].id, scheme->incentives[i].name};
    m->run.incentive_kinds = to;
    m->run.incentive_kind_count = (uint32_t)scheme->incentive_count;
    return STATUS_OK;
}

/* ---- assumptions, totals ---- */

static const struct run_alternative *make_alternatives(struct run_maker *m,
                                                       const struct scheme_assumption *from)
{
    struct run_alternative *to = ROOM(m, to, from->alternative_count);

    for (size_t i = 0; i < from->alternative_count && to != NULL; i++)
        to[i] = (struct run_alternative){from->alternatives[i].id, from->alternatives[i].text};
    return to;
}

static enum status make_assumptions(struct run_maker *m)
{
    const struct scheme *scheme = m->s->scheme;
    struct resting resting = {0};
    struct run_assumption *to = ROOM(m, to, scheme->assumption_count);

    if (to == NULL)
        return STATUS_MEMORY;
    if (m->part == RUN_INSIDE)
        resting = settlement_assumptions(m->s);
    m->run.assumptions = to;
    for (size_t i = 0; i < scheme->assumption_count; i++) {
        const struct scheme_assumption *from = &scheme->assumptions[i];
        const struct scheme_alternative *chosen = chosen_alternative(m->s, from);
        to[i] = (struct run_assumption){.id = from->id,
                                        .silent = from->silent,
                                        .assumed = from->assumed,
                                        .chosen = chosen->id,
                                        .standard = chosen == &from->alternatives[from->standard],
                                        .decides = from->known < ASSUMPTION_COUNT &&
                                                   resting.on[from->known],
                                        .alternatives = make_alternatives(m, from),
                                        .alternative_count = (uint32_t)from->alternative_count,
                                        .source = from->ref.source->id,
                                        .passage = from->ref.passage};
        if (to[i].alternatives == NULL)
            return STATUS_MEMORY;
    }
    m->run.assumption_count = (uint32_t)scheme->assumption_count;
    return STATUS_OK;
}

static enum status make_stated_totals(struct run_maker *m)
{
    const struct scheme *scheme = m->s->scheme;
    struct run_stated_total *to = ROOM(m, to, scheme->total_count);

    if (to == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < scheme->total_count; i++)
        to[i] = (struct run_stated_total){scheme->totals[i].subject, scheme->totals[i].amount,
                                          scheme->totals[i].used, scheme->totals[i].ref.source->id,
                                          scheme->totals[i].ref.passage};
    m->run.stated_totals = to;
    m->run.stated_total_count = (uint32_t)scheme->total_count;
    return STATUS_OK;
}

static void make_totals(struct run_maker *m)
{
    const struct settlement *s = m->s;
    struct run_totals *to = &m->run.totals;

    *to = (struct run_totals){.beneficiaries = s->dossier->beneficiaries.count,
                              .applications = s->dossier->applications.count,
                              .incentive_count = s->dossier->incentives.count,
                              .computed = s->totals.computed,
                              .granted = s->totals.granted,
                              .incentives = s->totals.incentives,
                              .advance = s->totals.advance,
                              .paid = s->totals.paid,
                              .withheld = s->totals.withheld,
                              .open = s->totals.open,
                              .recovery = s->totals.recovery,
                              .received = s->total_received,
                              .due = s->total_due,
                              .payable = s->total_payable,
                              .claimable = s->total_claimable};
    for (int i = 0; i <= OUTCOME_NO_GRANT; i++)
        to->outcomes[i] = s->outcomes[i];
    m->run.beneficiary_count = s->dossier->beneficiaries.count;
    m->run.line_count = s->dossier->applications.count;
    m->run.incentive_count = s->dossier->incentives.count;
}

enum status run_maker_scheme(struct run_maker *m)
{
    static enum status (*const parts[])(struct run_maker *) = {
        make_sources, make_parameters,  make_actions,
        make_kinds,   make_assumptions, make_stated_totals};
    const struct config *config = &m->s->dossier->config;
    enum status status = STATUS_OK;

    m->run.scheme = m->s->scheme->id;
    m->run.scheme_name = m->s->scheme->name;
    m->run.cutoff = date_copy(m, config->cutoff);
    m->run.cutoff_replaced = config->cutoff_line == 0; /* by an option: it stands on no line */
    m->run.language = config->language;
    m->words = ROOM(m, m->words, m->s->scheme->assumption_count);
    if (m->run.cutoff == NULL || m->words == NULL)
        return STATUS_MEMORY;
    make_totals(m);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == STATUS_OK; i++)
        status = parts[i](m);
    return status;
}
