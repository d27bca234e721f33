/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A YAML file laid out in structs by a schema of libcyaml. */
#ifndef RULES_YAML_BIND_H
#define RULES_YAML_BIND_H

#include <stddef.h>

#include "core/arena.h"
#include "core/diag.h"
#include "rules/yaml/tree.h"

struct cyaml_schema_value; /* of <cyaml/cyaml.h> */

/* Reads bytes, whose tree passed yaml_tree_read as root, into what schema describes. Every unknown
 * or missing key and every value of a wrong form is a finding; what only libcyaml sees is one in
 * its words. *data is to be given back to yaml_unbind; STATUS_INVALID: it is NULL. */
MUST_CHECK enum status yaml_bind(const char *file, const char *bytes, size_t size,
                                 const struct yaml_node *root,
                                 const struct cyaml_schema_value *schema, struct diag_list *diags,
                                 void **data);
void yaml_unbind(const struct cyaml_schema_value *schema, void *data);

#endif
