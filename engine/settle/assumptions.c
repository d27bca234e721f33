/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settle/assumptions.h"

#include <string.h>

/* Whether rounding had anything to do: the exact amount had a part of a cent. */
static bool advance_was_rounded(const struct advance *advance)
{
    return (__int128)advance->granted.cents * advance->rate.ppm % RATE_WHOLE.ppm != 0;
}

static bool grant_was_rounded(const struct grant *grant)
{
    return (__int128)grant->price.cents * grant->counted % grant->divisor != 0;
}

static bool recovery_reading_used(const struct verdict *verdict)
{
    return verdict->recovery.cents > 0 && verdict->withheld.cents == 0;
}

static bool price_rests(const struct settlement *settlement, const struct line *line)
{
    const struct scheme_assumption *prices =
        scheme_assumption_find(settlement->scheme, ASSUMPTION_PRICES);
    const char *assumption = line->application->group->price->ref.assumption;

    return prices != NULL && assumption != NULL && strcmp(assumption, prices->id) == 0;
}

struct resting line_assumptions(const struct settlement *settlement, const struct line *line)
{
    bool goes_on = line->application->choice != APPLICATION_STOP;
    struct resting resting = {0};

    resting.on[ASSUMPTION_ROUNDING] = grant_was_rounded(&line->grant) ||
                                      advance_was_rounded(&line->advance);
    resting.on[ASSUMPTION_RECOVERY] = recovery_reading_used(&line->verdict);
    resting.on[ASSUMPTION_PRICES] = goes_on && price_rests(settlement, line);
    resting.on[ASSUMPTION_GRANT_RULE] =
        goes_on && scheme_assumption_find(settlement->scheme, ASSUMPTION_GRANT_RULE) != NULL;
    return resting;
}

struct resting incentive_assumptions(const struct settlement *settlement,
                                     const struct incentive_line *line)
{
    struct resting resting = {0};

    (void)settlement;
    resting.on[ASSUMPTION_ROUNDING] = advance_was_rounded(&line->advance);
    resting.on[ASSUMPTION_RECOVERY] = recovery_reading_used(&line->verdict);
    return resting;
}

struct resting beneficiary_assumptions(const struct settlement *settlement,
                                       const struct beneficiary_line *line)
{
    struct resting resting = {0};

    (void)settlement;
    resting.on[ASSUMPTION_MATCHING] = line->sums.granted.cents > 0;
    resting.on[ASSUMPTION_MATCHING_BASE] =
        line->sums.granted.cents > 0 &&
        (line->sums.withheld.cents > 0 || line->sums.recovery.cents > 0);
    resting.on[ASSUMPTION_ROUNDING] = line->estimated || line->matching.spending.cents % 2 != 0;
    return resting;
}

static void merge(struct resting *all, struct resting more)
{
    for (int i = 0; i < ASSUMPTION_COUNT; i++)
        all->on[i] |= more.on[i];
}

struct resting settlement_assumptions(const struct settlement *settlement)
{
    const struct dossier *dossier = settlement->dossier;
    struct resting all = {0};

    for (uint32_t i = 0; i < dossier->applications.count; i++)
        merge(&all, line_assumptions(settlement, &settlement->lines[i]));
    for (uint32_t i = 0; i < dossier->incentives.count; i++)
        merge(&all, incentive_assumptions(settlement, &settlement->incentives[i]));
    for (uint32_t i = 0; i < dossier->beneficiaries.count; i++)
        merge(&all, beneficiary_assumptions(settlement, &settlement->beneficiaries[i]));
    return all;
}

const struct scheme_alternative *chosen_alternative(const struct settlement *settlement,
                                                    const struct scheme_assumption *assumption)
{
    const struct config *config = &settlement->dossier->config;

    for (size_t i = 0; i < config->choice_count; i++)
        if (strcmp(config->choices[i].assumption, assumption->id) == 0)
            for (size_t a = 0; a < assumption->alternative_count; a++)
                if (strcmp(assumption->alternatives[a].id, config->choices[i].alternative) == 0)
                    return &assumption->alternatives[a];
    return &assumption->alternatives[assumption->standard];
}
