/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/order.h"

static const struct {
    const char *dutch;
    const char *english;
} names[KPI_DIMENSIONS] = {
    [KPI_BY_ACTION] = {"actie", "action"},
    [KPI_BY_GROUP] = {"doelgroep", "group"},
    [KPI_BY_GOAL] = {"doelstelling", "goal"},
    [KPI_BY_BENEFICIARY] = {"begunstigde", "beneficiary"},
    [KPI_BY_KIND] = {"soort", "kind"},
    [KPI_BY_REGION] = {"regio", "region"},
    [KPI_BY_PROVINCE] = {"provincie", "province"},
};

const char *kpi_dimension_name(enum kpi_dimension dimension)
{
    return names[dimension].dutch;
}

enum kpi_dimension kpi_dimension_find(const char *word, size_t length)
{
    struct text text = {word, length};
    int d = 0;

    while (d < KPI_DIMENSIONS && !text_is(text, names[d].dutch) && !text_is(text, names[d].english))
        d++;
    return (enum kpi_dimension)d;
}

const char *kpi_value(const struct kpi_facts *facts, enum kpi_dimension dimension, uint32_t line,
                      char room[KPI_VALUE_BYTES])
{
    const struct run *run = facts->run;
    const struct run_line *row = &run->lines[line];
    const struct run_action *action = &run->actions[row->action];

    switch (dimension) {
    case KPI_BY_ACTION:
        return action->number;
    case KPI_BY_GROUP:
        if (*run->groups[row->group].group == '\0')
            return action->number;
        snprintf(room, KPI_VALUE_BYTES, "%s/%s", action->number, run->groups[row->group].group);
        return room;
    case KPI_BY_GOAL:
        return action->goal;
    case KPI_BY_BENEFICIARY:
        return run->beneficiaries[row->beneficiary].id;
    case KPI_BY_KIND:
        return run->beneficiaries[row->beneficiary].kind;
    case KPI_BY_REGION:
        return facts->beneficiaries[row->beneficiary].region;
    case KPI_BY_PROVINCE:
        return facts->beneficiaries[row->beneficiary].province;
    case KPI_DIMENSIONS:
        break;
    }
    return "";
}

/* ---- the order of the values of a dimension, as numbers ---- */

struct word { /* a value, and of what: an applicant or an action */
    const char *value;
    uint32_t index;
};

/* By value; "" last: what has no place stands behind what has one. */
static int compare_words(const void *left, const void *right)
{
    const struct word *a = left;
    const struct word *b = right;
    bool a_none = *a->value == '\0';
    bool b_none = *b->value == '\0';

    if (a_none != b_none)
        return a_none ? 1 : -1;
    int order = strcmp(a->value, b->value);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

/* ranks[i]: how many distinct values of words come before that of i. Sorts the words. */
static void rank_words(struct word *words, uint32_t count, uint32_t *ranks)
{
    uint32_t rank = 0;

    if (count > 1)
        qsort(words, count, sizeof *words, compare_words); /* a handful, or one per applicant */
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && strcmp(words[i].value, words[i - 1].value) != 0)
            rank++;
        ranks[words[i].index] = rank;
    }
}

/* Goals stand in the order of the scheme. */
static void rank_goals(const struct run *run, uint32_t *ranks)
{
    for (uint32_t a = 0; a < run->action_count; a++) {
        uint32_t first = 0;
        while (strcmp(run->actions[first].goal, run->actions[a].goal) != 0)
            first++;
        ranks[a] = first;
    }
}

struct making {
    const struct kpi_facts *facts;
    const struct kpi_query *query;
    struct kpi_view *out;
    struct arena *arena;
    uint32_t *rows;
    uint32_t *ranks[KPI_LEVELS]; /* by beneficiary or action; NULL: the index itself */
};

static enum status rank_owners(struct making *m, enum kpi_dimension dimension, uint32_t *ranks)
{
    const struct run *run = m->facts->run;
    struct word *words = malloc((run->beneficiary_count + (size_t)1) * sizeof *words);

    if (words == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < run->beneficiary_count; i++)
        words[i] = (struct word){dimension == KPI_BY_KIND     ? run->beneficiaries[i].kind
                                 : dimension == KPI_BY_REGION ? m->facts->beneficiaries[i].region
                                                              : m->facts->beneficiaries[i].province,
                                 i};
    rank_words(words, run->beneficiary_count, ranks);
    free(words);
    return STATUS_OK;
}

static enum status make_ranks(struct making *m, uint32_t level)
{
    enum kpi_dimension dimension = m->query->by[level];
    const struct run *run = m->facts->run;
    bool by_goal = dimension == KPI_BY_GOAL;
    size_t count = by_goal ? run->action_count : run->beneficiary_count;

    if (dimension == KPI_BY_ACTION || dimension == KPI_BY_GROUP || dimension == KPI_BY_BENEFICIARY)
        return STATUS_OK; /* these stand in the order of the run already */
    m->ranks[level] = arena_alloc(m->arena, (count + 1) * sizeof(uint32_t));
    if (m->ranks[level] == NULL)
        return STATUS_MEMORY;
    if (!by_goal)
        return rank_owners(m, dimension, m->ranks[level]);
    rank_goals(run, m->ranks[level]);
    return STATUS_OK;
}

static uint32_t ordinal(const struct making *m, uint32_t level, uint32_t line)
{
    const struct run_line *row = &m->facts->run->lines[line];
    enum kpi_dimension dimension = m->query->by[level];
    uint32_t index = dimension == KPI_BY_GROUP                                ? row->group
                     : dimension == KPI_BY_ACTION || dimension == KPI_BY_GOAL ? row->action
                                                                              : row->beneficiary;

    return m->ranks[level] == NULL ? index : m->ranks[level][index];
}

/* ---- rows ---- */

struct level {
    const struct making *making;
    uint32_t level;
};

static uint64_t key_of(const void *context, const void *item)
{
    const struct level *level = context;

    return ordinal(level->making, level->level, *(const uint32_t *)item);
}

static bool is_wanted(const struct making *m, uint32_t line)
{
    char room[KPI_VALUE_BYTES];

    for (uint32_t i = 0; i < m->query->only_count; i++) {
        const struct kpi_filter *filter = &m->query->only[i];
        if (strcmp(kpi_value(m->facts, filter->dimension, line, room), filter->value) != 0)
            return false;
    }
    return true;
}

/* The last level first: the sort is stable. */
static enum status make_rows(struct making *m)
{
    uint32_t count = m->facts->run->line_count;
    enum status status = STATUS_OK;

    m->rows = arena_alloc(m->arena, (count + (size_t)1) * sizeof *m->rows);
    if (m->rows == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        if (is_wanted(m, i))
            m->rows[m->out->row_count++] = i;
    m->out->rows = m->rows;
    for (uint32_t l = 0; l < m->query->level_count && status == STATUS_OK; l++)
        status = make_ranks(m, l);
    for (uint32_t l = m->query->level_count; l > 0 && status == STATUS_OK; l--)
        status = order_rows(m->rows, m->out->row_count, sizeof *m->rows, key_of,
                            &(struct level){m, l - 1});
    return status;
}

static bool same_key(const struct making *m, uint32_t a, uint32_t b)
{
    for (uint32_t l = 0; l < m->query->level_count; l++)
        if (ordinal(m, l, a) != ordinal(m, l, b))
            return false;
    return true;
}

/* ---- figures ---- */

static uint32_t count_keys(const struct making *m)
{
    uint32_t keys = m->out->row_count > 0;

    for (uint32_t i = 1; i < m->out->row_count; i++)
        keys += !same_key(m, m->rows[i - 1], m->rows[i]);
    return keys;
}

/* Stamps begin at 1: the marks are zero. */
static enum status make_figures(struct making *m, const struct kpi_room *room)
{
    uint32_t keys = count_keys(m);
    struct kpi_figures *figures = arena_alloc(m->arena, (keys + (size_t)1) * sizeof *figures);
    enum status status = STATUS_OK;

    if (figures == NULL)
        return STATUS_MEMORY;
    m->out->figures = figures;
    for (uint32_t from = 0; from < m->out->row_count && status == STATUS_OK;) {
        uint32_t to = from + 1;
        while (to < m->out->row_count && same_key(m, m->rows[from], m->rows[to]))
            to++;
        struct kpi_figures *next = &figures[m->out->figure_count++];
        status =
            kpi_figures_make(m->facts, m->rows + from, to - from, m->out->figure_count, room, next);
        next->first = from;
        from = to;
    }
    if (status == STATUS_OK)
        status =
            kpi_figures_make(m->facts, m->rows, m->out->row_count, keys + 1, room, &m->out->total);
    return status;
}

enum status kpi_view_make(const struct kpi_facts *facts, const struct kpi_query *query,
                          struct arena *arena, struct kpi_view *out)
{
    struct making m = {.facts = facts, .query = query, .out = out, .arena = arena};
    struct kpi_room room = {
        calloc(facts->government_count + (size_t)1, sizeof *room.seen),
        calloc(facts->run->beneficiary_count + (size_t)1, sizeof *room.seen_beneficiary),
        malloc((facts->run->line_count + (size_t)1) * sizeof *room.ratios)};

    *out = (struct kpi_view){.facts = facts, .query = query};
    enum status status = room.seen == NULL || room.seen_beneficiary == NULL || room.ratios == NULL
                             ? STATUS_MEMORY
                             : make_rows(&m);
    if (status == STATUS_OK)
        status = make_figures(&m, &room);
    free(room.seen);
    free(room.seen_beneficiary);
    free(room.ratios);
    return status;
}
