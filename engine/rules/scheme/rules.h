/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that the program knows what to do with: those of parameters and of assumptions. */
#ifndef RULES_SCHEME_RULES_H
#define RULES_SCHEME_RULES_H

#include "rules/scheme/scheme.h"

struct parameter_rule {
    const char *name;
    enum value_kind kind;
};
extern const struct parameter_rule parameter_rules[PARAMETER_COUNT];

bool parameter_may_be_unknown(enum scheme_parameter_id id);
/* The words permitted, up to NULL; NULL: any. */
const char *const *parameter_words(enum scheme_parameter_id id);

struct assumption_rule {
    const char *id;
    bool required;            /* in every scheme */
    const char *alternatives; /* joined by ", ", in the order of the enum */
};
extern const struct assumption_rule assumption_rules[ASSUMPTION_COUNT];

#endif
