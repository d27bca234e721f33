/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed of the whole run: the scheme and its values, the choices, the date, the engine. */
#include <assert.h>
#include <string.h>

#include "run/diff/part.h"

static void add_word(struct diffing *d, enum diff_kind kind, const char *old, const char *new)
{
    struct diff_change change = {.key = {"", "", ""},
                                 .bears_on = ON_ALL,
                                 .strong = kind == DIFF_SCHEME,
                                 .cause = {.kind = kind,
                                           .file = "",
                                           .column = "",
                                           .old = old,
                                           .new = new,
                                           .source = "",
                                           .passage = ""}};

    if (strcmp(old, new) != 0)
        diff_add_change(d, change);
}

/* "standaardbedrag", "maximum" and "stimulans" are of one action or incentive each. */
static unsigned bearing_of(const char *name)
{
    static const struct {
        const char *name;
        unsigned bears_on;
    } known[] = {
        {"standaardbedrag ", ALL_BUT_MONEY_ROWS},
        {"maximum ", ALL_BUT_PRICE},
        {"stimulans ", ALL_BUT_PRICE},
        {"voorschot", ON_GRANTED | ON_BALANCE | ON_DUE},
        {"subsidieregel", ALL_BUT_PRICE},
        {"keuze", ALL_BUT_PRICE},
        {"kpi-", ALL_BUT_PRICE},
        {"boven-maximum", ALL_BUT_PRICE},
        {"saldoregel", ON_BALANCE | ON_DUE},
        {"stimulansregel", ON_BALANCE | ON_DUE},
        {"tussentijds", ON_BALANCE | ON_DUE},
        {"eindrapport", ON_BALANCE | ON_DUE},
        {"bestedingsperiode", ON_SPENT | ON_CONTROL},
        {"rapporteringscodes", ON_SPENT | ON_CONTROL},
        {"verantwoordingsregel", ON_CONTROL},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(name, known[i].name, strlen(known[i].name)) == 0)
            return known[i].bears_on;
    return 0; /* bears on no amount that we know of: only where nothing else does */
}

static void add_parameter(struct diffing *d, const struct run_parameter *old,
                          const struct run_parameter *new)
{
    const struct run_parameter *told = new == NULL ? old : new;

    assert(told != NULL); /* at least one of both has it */
    struct diff_change change = {.key = {"", "", ""},
                                 .bears_on = bearing_of(told->name),
                                 .strong = bearing_of(told->name) != 0,
                                 .cause = {.kind = DIFF_PARAMETER,
                                           .file = "",
                                           .old_line = old == NULL ? 0 : old->line,
                                           .new_line = new == NULL ? 0 : new->line,
                                           .column = told->name,
                                           .old = old == NULL ? "" : old->value,
                                           .new = new == NULL ? "" : new->value,
                                           .source = told->source,
                                           .passage = told->passage}};

    diff_add_change(d, change);
}

/* The value of a name may change within the dates of a scheme: the n-th one of old and new. */
static const struct run_parameter *same_parameter(const struct run *in, const struct run *of,
                                                  uint32_t index)
{
    const char *name = of->parameters[index].name;
    uint32_t nth = 0;

    for (uint32_t i = 0; i < index; i++)
        nth += strcmp(of->parameters[i].name, name) == 0;
    for (uint32_t i = 0; i < in->parameter_count; i++)
        if (strcmp(in->parameters[i].name, name) == 0 && nth-- == 0)
            return &in->parameters[i];
    return NULL;
}

static void find_parameter_changes(struct diffing *d)
{
    for (uint32_t i = 0; i < d->old->parameter_count; i++) {
        const struct run_parameter *old = &d->old->parameters[i];
        const struct run_parameter *new = same_parameter(d->new, d->old, i);
        if (new == NULL || strcmp(old->value, new->value) != 0 ||
            strcmp(old->from, new->from) != 0 || strcmp(old->to, new->to) != 0)
            add_parameter(d, old, new);
    }
    for (uint32_t i = 0; i < d->new->parameter_count; i++)
        if (same_parameter(d->old, d->new, i) == NULL)
            add_parameter(d, NULL, &d->new->parameters[i]);
}

static void add_assumption(struct diffing *d, const struct run_assumption *old,
                           const struct run_assumption *new)
{
    const struct run_assumption *told = new == NULL ? old : new;

    assert(told != NULL); /* at least one of both has it */
    struct diff_change change = {.key = {"", "", ""},
                                 .bears_on = ON_ALL,
                                 .strong = true,
                                 .cause = {.kind = DIFF_ASSUMPTION,
                                           .file = "",
                                           .column = told->id,
                                           .old = old == NULL ? "" : old->chosen,
                                           .new = new == NULL ? "" : new->chosen,
                                           .source = told->source,
                                           .passage = told->passage}};

    if (strcmp(change.cause.old, change.cause.new) != 0)
        diff_add_change(d, change);
}

static void find_assumption_changes(struct diffing *d)
{
    for (uint32_t i = 0; i < d->old->assumption_count; i++)
        add_assumption(d, &d->old->assumptions[i],
                       run_assumption_find(d->new, d->old->assumptions[i].id));
    for (uint32_t i = 0; i < d->new->assumption_count; i++)
        if (run_assumption_find(d->old, d->new->assumptions[i].id) == NULL)
            add_assumption(d, NULL, &d->new->assumptions[i]);
}

void diff_find_rules(struct diffing *d)
{
    add_word(d, DIFF_SCHEME, d->old->scheme, d->new->scheme);
    add_word(d, DIFF_CUTOFF, d->old->cutoff, d->new->cutoff);
    add_word(d, DIFF_ENGINE, d->old->engine, d->new->engine);
    find_parameter_changes(d);
    find_assumption_changes(d);
}
