/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which amounts and outcomes moved. */
#include <assert.h>
#include <string.h>

#include "run/diff/part.h"

unsigned diff_bearing(const char *column)
{
    static const struct {
        const char *column;
        unsigned bearing;
    } columns[] = {
        {"standaardbedrag", ON_PRICE}, {"subsidie", ON_GRANT},    {"toegekend", ON_GRANTED},
        {"bedrag", ON_GRANTED},        {"voorschot", ON_GRANTED}, {"stimulansen", ON_GRANTED},
        {"betaald", ON_RECEIVED},      {"te_betalen", ON_DUE},    {"uitgaven", ON_SPENT},
        {"vereist", ON_CONTROL},       {"tekort", ON_CONTROL},    {"verantwoording", ON_CONTROL}};

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (strcmp(columns[i].column, column) == 0)
            return columns[i].bearing;
    return ON_BALANCE;
}

/* One value of a row in both runs; a side without the row has NULL. */
struct pair {
    struct diffing *d;
    struct diff_move move;
};

static void compare_money(struct pair *pair, const char *column, struct run_amount old,
                          struct run_amount new)
{
    if (old.known == new.known && (!old.known || old.money.cents == new.money.cents))
        return;
    struct diff_move move = pair->move;
    move.column = column;
    move.old = old;
    move.new = new;
    DIFF_PUSH(pair->d, moves, move);
}

static void compare_words(struct pair *pair, const char *column, const char *old, const char *new)
{
    if (strcmp(old, new) == 0)
        return;
    struct diff_move move = pair->move;
    move.column = column;
    move.old_text = old;
    move.new_text = new;
    DIFF_PUSH(pair->d, moves, move);
}

/* member of *row as an amount that is not known where there is no row */
#define AMOUNT(row, member)                                                                        \
    ((row) != NULL ? (struct run_amount){true, (row)->member} : (struct run_amount){0})
#define MAYBE(row, member) ((row) != NULL ? (row)->member : (struct run_amount){0})
#define WORDS(row, member) ((row) == NULL ? "" : (row)->member)

static void compare_balances(struct pair *pair, const struct run_balance *old,
                             const struct run_balance *new, const char *granted)
{
    compare_money(pair, granted, AMOUNT(old, granted), AMOUNT(new, granted));
    compare_money(pair, "voorschot", AMOUNT(old, advance), AMOUNT(new, advance));
    compare_words(pair, "uitkomst", WORDS(old, outcome), WORDS(new, outcome));
    compare_money(pair, "saldo", AMOUNT(old, paid), AMOUNT(new, paid));
    compare_money(pair, "ingehouden", AMOUNT(old, withheld), AMOUNT(new, withheld));
    compare_money(pair, "open", AMOUNT(old, open), AMOUNT(new, open));
    compare_money(pair, "terugvordering", AMOUNT(old, recovery), AMOUNT(new, recovery));
}

static void compare_lines(struct pair *pair, const struct run_line *old, const struct run_line *new)
{
    compare_money(pair, "standaardbedrag", AMOUNT(old, price), AMOUNT(new, price));
    compare_money(pair, "subsidie", AMOUNT(old, grant), AMOUNT(new, grant));
    compare_balances(pair, old == NULL ? NULL : &old->balance, new == NULL ? NULL : &new->balance,
                     "toegekend");
}

static void compare_control(struct pair *pair, const struct run_beneficiary *old,
                            const struct run_beneficiary *new)
{
    struct run_reading a = {{0}, {0}, {0}};
    struct run_reading b = a;

    if (old != NULL)
        a = old->chosen;
    if (new != NULL)
        b = new->chosen;
    compare_money(pair, "vereist", (struct run_amount){old != NULL, a.required},
                  (struct run_amount){new != NULL, b.required});
    compare_money(pair, "tekort", a.shortfall, b.shortfall);
    compare_words(pair, "verantwoording", WORDS(old, accounts), WORDS(new, accounts));
}

static void compare_beneficiaries(struct pair *pair, const struct run_beneficiary *old,
                                  const struct run_beneficiary *new)
{
    compare_money(pair, "subsidie", AMOUNT(old, granted), AMOUNT(new, granted));
    compare_money(pair, "stimulansen", AMOUNT(old, incentives), AMOUNT(new, incentives));
    compare_money(pair, "voorschot", AMOUNT(old, advance), AMOUNT(new, advance));
    compare_words(pair, "uitkomst", WORDS(old, outcome), WORDS(new, outcome));
    compare_money(pair, "saldo", AMOUNT(old, paid), AMOUNT(new, paid));
    compare_money(pair, "ingehouden", AMOUNT(old, withheld), AMOUNT(new, withheld));
    compare_money(pair, "open", AMOUNT(old, open), AMOUNT(new, open));
    compare_money(pair, "terugvordering", AMOUNT(old, recovery), AMOUNT(new, recovery));
    compare_money(pair, "betaald", AMOUNT(old, received), AMOUNT(new, received));
    compare_money(pair, "te_betalen", AMOUNT(old, due), AMOUNT(new, due));
    compare_money(pair, "uitgaven", MAYBE(old, spending), MAYBE(new, spending));
    compare_control(pair, old, new);
}

/* ---- rows of the one run beside those of the other ---- */

static struct diff_move about(const struct run_beneficiary *of, const char *action,
                              const char *group)
{
    return (struct diff_move){.beneficiary = of->id,
                              .name = of->name,
                              .action = action,
                              .group = group,
                              .column = "",
                              .old_text = "",
                              .new_text = ""};
}

/* A beneficiary of one run with its lines; NULL when the run has not got it. */
struct side {
    const struct run *run;
    const struct run_beneficiary *of;
};

static const struct run_line *find_line(struct side side, const char *action, const char *group)
{
    for (uint32_t i = 0; side.of != NULL && i < side.of->line_count; i++) {
        const struct run_line *line = &side.run->lines[side.of->first_line + i];
        if (strcmp(side.run->actions[line->action].number, action) == 0 &&
            strcmp(side.run->groups[line->group].group, group) == 0)
            return line;
    }
    return NULL;
}

static const struct run_incentive *find_incentive(struct side side, const char *kind)
{
    for (uint32_t i = 0; side.of != NULL && i < side.of->incentive_count; i++) {
        const struct run_incentive *incentive = &side.run->incentives[side.of->first_incentive + i];
        if (strcmp(side.run->incentive_kinds[incentive->kind].id, kind) == 0)
            return incentive;
    }
    return NULL;
}

/* The lines of `these`; where the other side has the same, only the old side tells. */
static void compare_lines_of(struct diffing *d, struct side these, struct side others, bool old)
{
    for (uint32_t i = 0; these.of != NULL && i < these.of->line_count; i++) {
        const struct run_line *line = &these.run->lines[these.of->first_line + i];
        const char *action = these.run->actions[line->action].number;
        const char *group = these.run->groups[line->group].group;
        const struct run_line *other = find_line(others, action, group);
        struct pair pair = {d, about(these.of, action, group)};
        if (old)
            compare_lines(&pair, line, other);
        else if (other == NULL)
            compare_lines(&pair, NULL, line);
    }
    for (uint32_t i = 0; these.of != NULL && i < these.of->incentive_count; i++) {
        const struct run_incentive *row = &these.run->incentives[these.of->first_incentive + i];
        const char *kind = these.run->incentive_kinds[row->kind].id;
        const struct run_incentive *other = find_incentive(others, kind);
        struct pair pair = {d, about(these.of, kind, "")};
        if (old)
            compare_balances(&pair, &row->balance, other == NULL ? NULL : &other->balance,
                             "bedrag");
        else if (other == NULL)
            compare_balances(&pair, NULL, &row->balance, "bedrag");
    }
}

static void compare_sides(struct diffing *d, struct side old, struct side new)
{
    const struct run_beneficiary *of = new.of == NULL ? old.of : new.of;

    assert(of != NULL); /* at least one of both has it */
    struct pair pair = {d, about(of, "", "")};
    compare_beneficiaries(&pair, old.of, new.of);
    compare_lines_of(d, old, new, true);
    compare_lines_of(d, new, old, false);
}

void diff_find_moves(struct diffing *d)
{
    uint32_t i = 0;
    uint32_t j = 0;

    while (i < d->old->beneficiary_count || j < d->new->beneficiary_count) {
        struct side old = {d->old,
                           i < d->old->beneficiary_count ? &d->old->beneficiaries[i] : NULL};
        struct side new = {d->new,
                           j < d->new->beneficiary_count ? &d->new->beneficiaries[j] : NULL};
        int order = old.of == NULL ? 1 : new.of == NULL ? -1 : strcmp(old.of->id, new.of->id);
        if (order > 0)
            old.of = NULL;
        if (order < 0)
            new.of = NULL;
        compare_sides(d, old, new);
        i += order <= 0;
        j += order >= 0;
    }
}
