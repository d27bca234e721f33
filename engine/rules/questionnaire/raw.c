/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/questionnaire/raw.h"

#include <cyaml/cyaml.h>

struct raw_invited {
    char *type;
    char *actie;
    char *aantal;
};

struct raw_question {
    char *vraag;
    char *tekst;
    char *soort;
    char **acties;
    unsigned acties_count;
    char **antwoorden;
    unsigned antwoorden_count;
};

struct raw_questionnaire {
    char *regeling;
    char *bron;
    struct raw_invited *uitgenodigd;
    unsigned uitgenodigd_count;
    struct raw_question *vragen;
    unsigned vragen_count;
};

#define WORD(key, type)                                                                            \
    CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, key, 0,           \
                           CYAML_UNLIMITED)
#define LIST(key, type, entry)                                                                     \
    CYAML_FIELD_SEQUENCE(#key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, key, entry, 0,      \
                         CYAML_UNLIMITED)

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

static const cyaml_schema_field_t invited_fields[] = {
    WORD(type, struct raw_invited),
    WORD(actie, struct raw_invited),
    WORD(aantal, struct raw_invited),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t invited = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_invited, invited_fields)};

static const cyaml_schema_field_t question_fields[] = {
    WORD(vraag, struct raw_question),
    WORD(tekst, struct raw_question),
    WORD(soort, struct raw_question),
    LIST(acties, struct raw_question, &word),
    LIST(antwoorden, struct raw_question, &word),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t question = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_question, question_fields)};

static const cyaml_schema_field_t fields[] = {
    WORD(regeling, struct raw_questionnaire),
    WORD(bron, struct raw_questionnaire),
    LIST(uitgenodigd, struct raw_questionnaire, &invited),
    LIST(vragen, struct raw_questionnaire, &question),
    CYAML_FIELD_END,
};
const struct cyaml_schema_value questionnaire_raw_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_questionnaire, fields)};
