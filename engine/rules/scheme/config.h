/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dossier.yaml: which scheme, which cut-off date, which language, which assumptions. */
#ifndef RULES_SCHEME_CONFIG_H
#define RULES_SCHEME_CONFIG_H

#include <stdbool.h>

#include "core/encoding.h"
#include "rules/scheme/scheme.h"

struct config_choice {
    const char *assumption;
    const char *alternative;
    uint32_t line; /* in dossier.yaml */
};

struct config {
    const char *scheme_id; /* regeling */
    uint32_t scheme_line;
    struct date cutoff; /* peildatum */
    uint32_t cutoff_line;
    enum language language; /* taal: nl (default), en: language of the run's sentences */
    enum encoding encoding; /* codering: utf-8 (default), windows-1252: of the CSV files */
    const struct config_choice *choices; /* aannames, as written */
    size_t choice_count;
    size_t
        chosen[ASSUMPTION_COUNT]; /* set by config_resolve: value of the enum of the assumption */
};

/* Reads dossier.yaml. Required: regeling, peildatum. Unknown keys, values that do not fit: diags
 * with line and column. Strings live in the arena. */
MUST_CHECK enum status config_load(const char *file, const char *bytes, size_t size,
                                   struct arena *arena, struct diag_list *diags,
                                   struct config *out);

/* Checks the choices against the scheme, and peildatum against its dossier dates, and fills
 * chosen; assumptions that are not chosen take the default of the scheme.
 * chosen[ASSUMPTION_GRANT_RULE] is always the rule to compute with, also in a scheme that leaves no
 * choice. */
MUST_CHECK enum status config_resolve(struct config *config, const char *file,
                                      const struct scheme *scheme, struct diag_list *diags);

/* Fills chosen with the defaults of the scheme, without a dossier. */
void config_defaults(struct config *config, const struct scheme *scheme);

#endif
