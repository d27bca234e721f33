/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/diff/diff.h"

#include <stdlib.h>
#include <string.h>

#include "run/diff/part.h"

int diff_compare_keys(struct diff_key a, struct diff_key b)
{
    int order = strcmp(a.beneficiary, b.beneficiary);

    if (order == 0)
        order = strcmp(a.action, b.action);
    return order != 0 ? order : strcmp(a.group, b.group);
}

const char *diff_money(struct diffing *d, struct money money)
{
    char text[MONEY_TEXT_BYTES];
    const char *copy = arena_copy(d->arena, text, text_format_money(money, text));

    if (copy == NULL)
        d->status = STATUS_MEMORY;
    return copy == NULL ? "" : copy;
}

void diff_add_change(struct diffing *d, struct diff_change change)
{
    DIFF_PUSH(d, changes, change);
}

/* ---- why an amount moved ---- */

struct range {
    uint32_t from, to;
};

/* The changes of a key; with an empty action and `all`, those of all rows of the beneficiary. */
static struct range changes_of(const struct diffing *d, struct diff_key key, bool all)
{
    uint32_t low = 0;
    uint32_t high = d->changes.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (diff_compare_keys(d->changes.items[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (high < d->changes.count &&
           (all ? strcmp(d->changes.items[high].key.beneficiary, key.beneficiary)
                : diff_compare_keys(d->changes.items[high].key, key)) == 0)
        high++;
    return (struct range){low, high};
}

static bool has_word(const char *const *words, uint32_t count, const char *word)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

static const struct run_beneficiary *find_beneficiary(const struct run *run, const char *id)
{
    uint32_t low = 0;
    uint32_t high = run->beneficiary_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(run->beneficiaries[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < run->beneficiary_count && strcmp(run->beneficiaries[low].id, id) == 0
               ? &run->beneficiaries[low]
               : NULL;
}

/* Asks `holds` of each line and incentive of the move (of all, where it is of the beneficiary). */
typedef bool (*holds_fn)(const struct run_balance *balance, const char *action, const char *group,
                         const char *name);

static bool holds_for_any(const struct run *run, const struct diff_move *move, holds_fn holds,
                          const char *name)
{
    const struct run_beneficiary *of = find_beneficiary(run, move->beneficiary);
    bool whole = *move->action == '\0';

    for (uint32_t i = 0; of != NULL && i < of->line_count; i++) {
        const struct run_line *line = &run->lines[of->first_line + i];
        const char *action = run->actions[line->action].number;
        const char *group = run->groups[line->group].group;
        if ((whole || (strcmp(action, move->action) == 0 && strcmp(group, move->group) == 0)) &&
            holds(&line->balance, action, group, name))
            return true;
    }
    for (uint32_t i = 0; of != NULL && i < of->incentive_count; i++) {
        const struct run_incentive *row = &run->incentives[of->first_incentive + i];
        const char *kind = run->incentive_kinds[row->kind].id;
        if ((whole || strcmp(kind, move->action) == 0) && holds(&row->balance, kind, "", name))
            return true;
    }
    return false;
}

static bool rests_on_assumption(const struct run_balance *balance, const char *action,
                                const char *group, const char *name)
{
    (void)action;
    (void)group;
    return has_word(balance->assumptions, balance->assumption_count, name);
}

static bool rests_on(const struct run *run, const struct diff_move *move, const char *assumption)
{
    const struct run_beneficiary *of = find_beneficiary(run, move->beneficiary);

    return holds_for_any(run, move, rests_on_assumption, assumption) ||
           (*move->action == '\0' && of != NULL &&
            has_word(of->assumptions, of->assumption_count, assumption));
}

/* "standaardbedrag 9 nieuwkomers" is about action 9 and its group; others are about any. */
static bool is_about(const struct run_balance *balance, const char *action, const char *group,
                     const char *name)
{
    static const char *const families[] = {"standaardbedrag ", "maximum ", "stimulans "};
    size_t length = strlen(action);

    (void)balance;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        size_t prefix = strlen(families[i]);
        if (strncmp(name, families[i], prefix) != 0)
            continue;
        const char *rest = name + prefix;
        if (strncmp(rest, action, length) != 0)
            return false;
        rest += length;
        return *rest == '\0' ? *group == '\0' : *rest == ' ' && strcmp(rest + 1, group) == 0;
    }
    return true;
}

static bool bears(const struct diffing *d, const struct diff_change *change,
                  const struct diff_move *move)
{
    if (!change->strong || (change->bears_on & diff_bearing(move->column)) == 0)
        return false;
    if (change->cause.kind == DIFF_PARAMETER)
        return holds_for_any(d->old, move, is_about, change->cause.column) ||
               holds_for_any(d->new, move, is_about, change->cause.column);
    if (change->cause.kind == DIFF_ASSUMPTION)
        return rests_on(d->old, move, change->cause.column) ||
               rests_on(d->new, move, change->cause.column);
    return true;
}

static void link(struct diffing *d, struct diff_move *move, struct range range, bool any)
{
    for (uint32_t i = range.from; i < range.to; i++)
        if (any || bears(d, &d->changes.items[i], move)) {
            DIFF_PUSH(d, links, i);
            move->cause_count++;
        }
}

static void link_move(struct diffing *d, struct diff_move *move)
{
    const struct diff_key key = {move->beneficiary, move->action, move->group};
    const struct diff_key beneficiary = {move->beneficiary, "", ""};
    const struct diff_key nobody = {"", "", ""};
    bool whole = *move->action == '\0';
    struct range own = changes_of(d, key, whole);
    struct range all = changes_of(d, beneficiary, true);
    struct range common = changes_of(d, nobody, true);

    move->first_cause = d->links.count;
    link(d, move, own, false);
    link(d, move, common, false);
    if (move->cause_count == 0)
        link(d, move, own, true);
    if (move->cause_count == 0)
        link(d, move, all, true);
    if (move->cause_count == 0)
        link(d, move, common, true);
    if (move->cause_count == 0)
        link(d, move, (struct range){0, d->changes.count}, true);
}

/* ---- the whole ---- */

static void *keep(struct diffing *d, const void *items, size_t size)
{
    void *kept = arena_alloc(d->arena, size);

    if (kept == NULL)
        d->status = STATUS_MEMORY;
    else if (size > 0)
        memcpy(kept, items, size);
    return kept;
}

static void keep_all(struct diffing *d, struct diff *diff)
{
    struct diff_cause *causes = arena_alloc(d->arena, d->changes.count * sizeof *causes);

    if (causes == NULL)
        d->status = STATUS_MEMORY;
    for (uint32_t i = 0; i < d->changes.count && causes != NULL; i++)
        causes[i] = d->changes.items[i].cause;
    diff->causes = causes;
    diff->cause_count = d->changes.count;
    diff->cause_of = keep(d, d->links.items, d->links.count * sizeof *d->links.items);
    diff->moves = keep(d, d->moves.items, d->moves.count * sizeof *d->moves.items);
    diff->move_count = d->moves.count;
    for (uint32_t i = 0; i < d->moves.count; i++)
        diff->unexplained += d->moves.items[i].cause_count == 0;
}

enum status diff_runs(const struct run *old, const struct run *new, struct arena *arena,
                      const struct diff **out)
{
    struct diffing d = {.arena = arena, .old = old, .new = new};
    struct diff *diff = arena_alloc(arena, sizeof *diff);

    if (diff == NULL)
        return STATUS_MEMORY;
    *diff = (struct diff){.old = old, .new = new};
    diff_find_rows(&d, 0);
    diff_find_rows(&d, 1);
    if (d.status == STATUS_OK)
        diff_find_changes(&d);
    if (d.status == STATUS_OK)
        diff_find_moves(&d);
    for (uint32_t i = 0; i < d.moves.count && d.status == STATUS_OK; i++)
        link_move(&d, &d.moves.items[i]);
    keep_all(&d, diff);
    free(d.rows[0].items);
    free(d.rows[1].items);
    free(d.changes.items);
    free(d.moves.items);
    free(d.links.items);
    *out = diff;
    return d.status;
}
