/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheme file as libcyaml lays it out: words, not yet checked. A word that is absent is NULL. */
#ifndef RULES_SCHEME_RAW_H
#define RULES_SCHEME_RAW_H

#include <stdint.h>

#include "rules/scheme/scheme.h"

struct raw_ref {
    char *bron;
    char *passage;
    char *aanname;
};

struct raw_value {
    char *waarde;
    char **waarden;
    uint32_t waarden_count;
    char *van;
    char *tot;
    struct raw_ref ref;
};

struct raw_values {
    struct raw_value *at;
    uint32_t at_count;
};

struct raw_source {
    char *id;
    char *titel;
    char *document;
};

struct raw_alternative {
    char *id;
    char *tekst;
};

struct raw_assumption {
    char *id;
    char *zwijgt;
    char *aangenomen;
    struct raw_alternative *alternatieven;
    uint32_t alternatieven_count;
    char *standaard;
    struct raw_ref ref;
};

struct raw_group {
    char *id;
    char *eenheid;
    struct raw_values prijs;
    struct raw_values maximum;
};

enum raw_answer { RAW_NO, RAW_YES };

struct raw_action {
    char *nummer;
    char *naam;
    char *doelstelling;
    enum raw_answer gesubsidieerd;
    enum raw_answer altijd_beoordeeld;
    struct raw_ref ref;
    struct raw_group *doelgroepen;
    uint32_t doelgroepen_count;
};

struct raw_incentive {
    char *id;
    char *naam;
    struct raw_values bedrag;
};

struct raw_total {
    char *onderwerp;
    char *bedrag;
    enum raw_answer gebruikt;
    struct raw_ref ref;
};

struct raw_reconciliation {
    char *wat;
    char **delen;
    uint32_t delen_count;
    char *totaal;
    struct raw_ref ref;
};

struct raw_parameters {
    struct raw_values by_id[PARAMETER_COUNT];
};

struct raw_scheme {
    char *id;
    char *naam;
    struct raw_source *bronnen;
    uint32_t bronnen_count;
    struct raw_assumption *aannames;
    uint32_t aannames_count;
    struct raw_parameters parameters;
    struct raw_action *acties;
    uint32_t acties_count;
    struct raw_incentive *stimulansen;
    uint32_t stimulansen_count;
    struct raw_total *totalen;
    uint32_t totalen_count;
    struct raw_reconciliation *aansluitingen;
    uint32_t aansluitingen_count;
};

struct cyaml_schema_value;                                /* of <cyaml/cyaml.h> */
extern const struct cyaml_schema_value scheme_raw_schema; /* gives a struct raw_scheme */
/* Entries of a list, for other files of rules/ that name sources and assumptions. */
extern const struct cyaml_schema_value scheme_source_schema;
extern const struct cyaml_schema_value scheme_assumption_schema;

#endif
