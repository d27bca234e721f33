/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of vragen.yaml: which keys, and where. Values are read from the tree, which has their
 * places. */
#ifndef RULES_QUESTIONNAIRE_RAW_H
#define RULES_QUESTIONNAIRE_RAW_H

struct cyaml_schema_value;

extern const struct cyaml_schema_value questionnaire_raw_schema;

#endif
