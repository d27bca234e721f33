/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/scheme/rules.h"

#include <stddef.h>

static const char *const kinds[] = {"gemeente",    "samenwerkingsverband", "vgc",
                                    "vzw-de-rand", "expertenorganisatie",  "vereniging",
                                    NULL};
static const char *const grant_rules[] = {"verdeelsleutel", "meerbereik", NULL};
static const char *const choices[] = {"verplicht", "geen", NULL};
static const char *const above_last_year[] = {"weigeren", "n.v.t.", NULL};
static const char *const not_above[] = {"nul", NULL};
static const char *const balance_rules[] = {"kpi-of-motivering", NULL};
static const char *const incentive_rules[] = {"beslissing", NULL};
static const char *const matching_rules[] = {"minstens-gelijk", NULL};
static const char *const above_maximum[] = {"aftoppen", "melden", NULL};

const struct parameter_rule parameter_rules[PARAMETER_COUNT] = {
#define PARAMETER(name, id, kind) [name] = {id, kind},
    SCHEME_PARAMETERS(PARAMETER)
#undef PARAMETER
};

bool parameter_may_be_unknown(enum scheme_parameter_id id)
{
    return id == PARAMETER_APPLY_BY || id == PARAMETER_POPULATION || id == PARAMETER_BUDGET ||
           id == PARAMETER_BUDGET_LINE;
}

const char *const *parameter_words(enum scheme_parameter_id id)
{
    switch (id) {
    case PARAMETER_KINDS:
        return kinds;
    case PARAMETER_GRANT_RULE:
        return grant_rules;
    case PARAMETER_CHOICE:
        return choices;
    case PARAMETER_ABOVE_LAST_YEAR:
        return above_last_year;
    case PARAMETER_NOT_ABOVE:
        return not_above;
    case PARAMETER_BALANCE_RULE:
        return balance_rules;
    case PARAMETER_INCENTIVE_RULE:
        return incentive_rules;
    case PARAMETER_MATCHING_RULE:
        return matching_rules;
    case PARAMETER_ABOVE_MAXIMUM:
        return above_maximum;
    default:
        return NULL;
    }
}

const struct assumption_rule assumption_rules[ASSUMPTION_COUNT] = {
    [ASSUMPTION_ROUNDING] = {"afronding", true, "half-weg-van-nul, half-naar-even, naar-beneden"},
    [ASSUMPTION_RECOVERY] = {"terugvordering-en-saldo", true,
                             "saldo-ingehouden, saldo-volgt-beslissing"},
    [ASSUMPTION_MATCHING] = {"verantwoording", true, "eigen-inbreng, bruto"},
    [ASSUMPTION_MATCHING_BASE] = {"verantwoordingsbasis", true, "toegekend, netto"},
    [ASSUMPTION_PRICES] = {"prijzen", false, "ongewijzigd, opgegeven"},
    [ASSUMPTION_GRANT_RULE] = {"verdeelsleutel", false, "verdeelsleutel, meerbereik"},
};
