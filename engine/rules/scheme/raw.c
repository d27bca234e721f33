/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a scheme file. Almost every key is optional here: the checks behind it
 * (scheme_check.c) name what is missing better than libcyaml does. */
#include "rules/scheme/raw.h"

#include <cyaml/cyaml.h>

#define WORD(key, type, member)                                                                    \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, 0,         \
                           CYAML_UNLIMITED)
#define LIST(key, type, member, entry)                                                             \
    CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, entry, 0,    \
                         CYAML_UNLIMITED)
#define ANSWER(key, type, member)                                                                  \
    CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT, type, member, answers, CYAML_ARRAY_LEN(answers))
#define REF(type) WORD("bron", type, ref.bron), WORD("passage", type, ref.passage)
#define ENTRY(name, type, fields)                                                                  \
    static const cyaml_schema_value_t name = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, type, fields)}

static const cyaml_strval_t answers[] = {{"nee", RAW_NO}, {"ja", RAW_YES}};

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

static const cyaml_schema_field_t value_fields[] = {
    WORD("waarde", struct raw_value, waarde),
    LIST("waarden", struct raw_value, waarden, &word),
    WORD("van", struct raw_value, van),
    WORD("tot", struct raw_value, tot),
    REF(struct raw_value),
    WORD("aanname", struct raw_value, ref.aanname),
    CYAML_FIELD_END,
};
ENTRY(value, struct raw_value, value_fields);

static const cyaml_schema_field_t parameter_fields[] = {
#define PARAMETER(name, id, kind) LIST(id, struct raw_parameters, by_id[name].at, &value),
    SCHEME_PARAMETERS(PARAMETER)
#undef PARAMETER
        CYAML_FIELD_END,
};

static const cyaml_schema_field_t source_fields[] = {
    WORD("id", struct raw_source, id),
    WORD("titel", struct raw_source, titel),
    WORD("document", struct raw_source, document),
    CYAML_FIELD_END,
};
const cyaml_schema_value_t scheme_source_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_source, source_fields)};

static const cyaml_schema_field_t alternative_fields[] = {
    WORD("id", struct raw_alternative, id),
    WORD("tekst", struct raw_alternative, tekst),
    CYAML_FIELD_END,
};
ENTRY(alternative, struct raw_alternative, alternative_fields);

static const cyaml_schema_field_t assumption_fields[] = {
    WORD("id", struct raw_assumption, id),
    WORD("zwijgt", struct raw_assumption, zwijgt),
    WORD("aangenomen", struct raw_assumption, aangenomen),
    LIST("alternatieven", struct raw_assumption, alternatieven, &alternative),
    WORD("standaard", struct raw_assumption, standaard),
    REF(struct raw_assumption),
    CYAML_FIELD_END,
};
const cyaml_schema_value_t scheme_assumption_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_assumption, assumption_fields)};

static const cyaml_schema_field_t group_fields[] = {
    WORD("id", struct raw_group, id),
    WORD("eenheid", struct raw_group, eenheid),
    LIST("prijs", struct raw_group, prijs.at, &value),
    LIST("maximum", struct raw_group, maximum.at, &value),
    CYAML_FIELD_END,
};
ENTRY(group, struct raw_group, group_fields);

static const cyaml_schema_field_t action_fields[] = {
    WORD("nummer", struct raw_action, nummer),
    WORD("naam", struct raw_action, naam),
    WORD("doelstelling", struct raw_action, doelstelling),
    ANSWER("gesubsidieerd", struct raw_action, gesubsidieerd),
    ANSWER("altijd-beoordeeld", struct raw_action, altijd_beoordeeld),
    REF(struct raw_action),
    WORD("aanname", struct raw_action, ref.aanname),
    LIST("doelgroepen", struct raw_action, doelgroepen, &group),
    CYAML_FIELD_END,
};
ENTRY(action, struct raw_action, action_fields);

static const cyaml_schema_field_t incentive_fields[] = {
    WORD("id", struct raw_incentive, id),
    WORD("naam", struct raw_incentive, naam),
    LIST("bedrag", struct raw_incentive, bedrag.at, &value),
    CYAML_FIELD_END,
};
ENTRY(incentive, struct raw_incentive, incentive_fields);

static const cyaml_schema_field_t total_fields[] = {
    WORD("onderwerp", struct raw_total, onderwerp),
    WORD("bedrag", struct raw_total, bedrag),
    ANSWER("gebruikt", struct raw_total, gebruikt),
    REF(struct raw_total),
    CYAML_FIELD_END,
};
ENTRY(total, struct raw_total, total_fields);

static const cyaml_schema_field_t reconciliation_fields[] = {
    WORD("wat", struct raw_reconciliation, wat),
    LIST("delen", struct raw_reconciliation, delen, &word),
    WORD("totaal", struct raw_reconciliation, totaal),
    REF(struct raw_reconciliation),
    CYAML_FIELD_END,
};
ENTRY(reconciliation, struct raw_reconciliation, reconciliation_fields);

static const cyaml_schema_field_t scheme_fields[] = {
    WORD("id", struct raw_scheme, id),
    WORD("naam", struct raw_scheme, naam),
    LIST("bronnen", struct raw_scheme, bronnen, &scheme_source_schema),
    LIST("aannames", struct raw_scheme, aannames, &scheme_assumption_schema),
    CYAML_FIELD_MAPPING("parameters", CYAML_FLAG_OPTIONAL, struct raw_scheme, parameters,
                        parameter_fields),
    LIST("acties", struct raw_scheme, acties, &action),
    LIST("stimulansen", struct raw_scheme, stimulansen, &incentive),
    LIST("totalen", struct raw_scheme, totalen, &total),
    LIST("aansluitingen", struct raw_scheme, aansluitingen, &reconciliation),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t scheme_raw_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_scheme, scheme_fields)};
