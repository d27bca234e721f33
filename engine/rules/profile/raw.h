/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile as it stands in its file: words, not yet checked. Filled by libcyaml. What may be one
 * word or a list of them (kolom, eerste-cel, datumvorm, maten, niet-lezen) is read from the tree
 * of words instead (rules/profile/names.h). */
#ifndef RULES_PROFILE_RAW_H
#define RULES_PROFILE_RAW_H

#include <stddef.h>

#include "rules/profile/profile.h"

struct raw_profile_column {
    char *blok, *verplicht;
};

struct raw_profile_word {
    char *waarde, *kwartaal, *telt;
};

struct raw_profile_sign {
    char *waarde, *teken;
};

struct raw_profile {
    char *id, *naam, *vorm, *codering, *scheidingsteken, *aanhalingsteken, *decimaal, *munt, *teken,
        *factor, *overslaan_voor, *overslaan_na, *kwartaal_betekenis, *gelijke_rijen;
    char **groepering, **metadata, **statussen, **codes;
    unsigned groepering_count, metadata_count, statussen_count, codes_count;
    struct raw_profile_column *kolommen[ROLE_COUNT];
    struct raw_profile_word *soorten, *kwartalen;
    unsigned soorten_count, kwartalen_count;
    struct raw_profile_sign *tekens;
    unsigned tekens_count;
};

struct cyaml_schema_value; /* of <cyaml/cyaml.h> */
extern const struct cyaml_schema_value profile_raw_schema;

#endif
