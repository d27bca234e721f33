/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile as it stands in its file: words, not yet checked. Filled by libcyaml. */
#ifndef RULES_PROFILE_RAW_H
#define RULES_PROFILE_RAW_H

#include <stddef.h>

#include "rules/profile/profile.h"

struct raw_profile_column {
    char *kolom, *blok, *verplicht;
};

struct raw_profile_word {
    char *waarde, *kwartaal;
};

struct raw_profile {
    char *id, *naam, *vorm, *codering, *scheidingsteken, *aanhalingsteken, *decimaal, *munt, *teken,
        *overslaan_voor, *overslaan_na, *eerste_cel, *kwartaal_betekenis, *datumvorm,
        *gelijke_rijen;
    char **groepering, **metadata, **statussen, **codes;
    unsigned groepering_count, metadata_count, statussen_count, codes_count;
    struct raw_profile_column *kolommen[ROLE_COUNT];
    struct raw_profile_word *soorten, *kwartalen;
    unsigned soorten_count, kwartalen_count;
};

struct cyaml_schema_value; /* of <cyaml/cyaml.h> */
extern const struct cyaml_schema_value profile_raw_schema;

#endif
