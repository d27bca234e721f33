/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a profile. All are optional here: rules/profile/profile.c names what is missing. */
#include "rules/profile/raw.h"

#include <cyaml/cyaml.h>

#define WORD(key, type, member)                                                                    \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, 0,         \
                           CYAML_UNLIMITED)
#define LIST(key, type, member, entry)                                                             \
    CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, entry, 0,    \
                         CYAML_UNLIMITED)

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

static const cyaml_schema_field_t column_fields[] = {
    CYAML_FIELD_IGNORE("kolom", CYAML_FLAG_OPTIONAL),
    WORD("blok", struct raw_profile_column, blok),
    WORD("verplicht", struct raw_profile_column, verplicht),
    CYAML_FIELD_END,
};

/* libcyaml wants a struct around the columns; they are the members of an array. */
struct columns {
    struct raw_profile_column *of[ROLE_COUNT];
};

static const cyaml_schema_field_t columns_fields[] = {
#define ROLE(name, id)                                                                             \
    CYAML_FIELD_MAPPING_PTR(id, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct columns,          \
                            of[name], column_fields),
    PROFILE_ROLES(ROLE)
#undef ROLE
        CYAML_FIELD_END,
};

static const cyaml_schema_field_t word_fields[] = {
    WORD("waarde", struct raw_profile_word, waarde),
    WORD("kwartaal", struct raw_profile_word, kwartaal),
    WORD("telt", struct raw_profile_word, telt),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t sign_fields[] = {
    WORD("waarde", struct raw_profile_sign, waarde),
    WORD("teken", struct raw_profile_sign, teken),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t word_with_sign = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_profile_sign, sign_fields)};

static const cyaml_schema_value_t word_with_quarter = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_profile_word, word_fields)};

static const cyaml_schema_field_t profile_fields[] = {
    WORD("id", struct raw_profile, id),
    WORD("naam", struct raw_profile, naam),
    WORD("vorm", struct raw_profile, vorm),
    WORD("codering", struct raw_profile, codering),
    WORD("scheidingsteken", struct raw_profile, scheidingsteken),
    WORD("aanhalingsteken", struct raw_profile, aanhalingsteken),
    WORD("decimaal", struct raw_profile, decimaal),
    LIST("groepering", struct raw_profile, groepering, &word),
    WORD("munt", struct raw_profile, munt),
    WORD("teken", struct raw_profile, teken),
    WORD("factor", struct raw_profile, factor),
    WORD("overslaan-voor", struct raw_profile, overslaan_voor),
    WORD("overslaan-na", struct raw_profile, overslaan_na),
    CYAML_FIELD_IGNORE("eerste-cel", CYAML_FLAG_OPTIONAL),
    LIST("metadata", struct raw_profile, metadata, &word),
    CYAML_FIELD_MAPPING("kolommen", CYAML_FLAG_OPTIONAL, struct raw_profile, kolommen,
                        columns_fields),
    LIST("soorten", struct raw_profile, soorten, &word_with_quarter),
    LIST("statussen", struct raw_profile, statussen, &word),
    WORD("kwartaal-betekenis", struct raw_profile, kwartaal_betekenis),
    LIST("kwartalen", struct raw_profile, kwartalen, &word_with_quarter),
    CYAML_FIELD_IGNORE("datumvorm", CYAML_FLAG_OPTIONAL),
    LIST("tekens", struct raw_profile, tekens, &word_with_sign),
    CYAML_FIELD_IGNORE("maten", CYAML_FLAG_OPTIONAL),
    CYAML_FIELD_IGNORE("niet-lezen", CYAML_FLAG_OPTIONAL),
    LIST("codes", struct raw_profile, codes, &word),
    WORD("gelijke-rijen", struct raw_profile, gelijke_rijen),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t profile_raw_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_profile, profile_fields)};
