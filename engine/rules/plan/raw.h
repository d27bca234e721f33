/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as it stands in its file: words, not yet checked. Filled by libcyaml. */
#ifndef RULES_PLAN_RAW_H
#define RULES_PLAN_RAW_H

struct raw_passage { /* begin of period, reporting, goal and objective */
    char *nummer, *paragraaf, *van, *tot, *passage, *regel, *opmerking;
};

struct raw_minister {
    char *id, *naam;
};

struct raw_role {
    char **ministers, *regel;
    unsigned ministers_count;
};

struct raw_timing {
    char *duur, *van, *tot, *streefdatum, *passage, *regel;
};

struct raw_indicator {
    char *nummer, *soort, *eenheid, *deel, *uitsplitsing, *minister, *ritme, *vanaf, *streefwaarde,
        *streef_per, *streefjaar, *passage, *regel, *opmerking;
};

struct raw_plan_action {
    char *nummer, *titel, *regel, *doelstelling, *opmerking;
    struct raw_role verantwoordelijk, samenwerking;
    struct raw_timing tijdspad;
    struct raw_indicator *indicatoren;
    unsigned indicatoren_count;
};

struct raw_plan {
    char *id, *naam, *document;
    struct raw_passage periode, rapportering;
    struct raw_minister *ministers;
    struct raw_passage *doelstellingen, *operationele;
    struct raw_plan_action *acties;
    unsigned ministers_count, doelstellingen_count, operationele_count, acties_count;
};

struct cyaml_schema_value; /* of <cyaml/cyaml.h> */
extern const struct cyaml_schema_value plan_raw_schema;

#endif
