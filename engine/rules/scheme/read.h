/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the scheme loader share. Not for other rooms. */
#ifndef RULES_SCHEME_READ_H
#define RULES_SCHEME_READ_H

#include "rules/scheme/raw.h"
#include "rules/scheme/scheme.h"
#include "rules/yaml/tree.h"

enum { WHAT_BYTES = 160 };

struct scheme_reader {
    const char *file;
    struct arena *arena;
    struct diag_list *diags;
    struct scheme *scheme;
    const struct yaml_node *root;
    struct date from, to; /* the dossier dates, when dated */
    struct date start;    /* of the project period, when dated */
    bool dated;
    bool without_memory; /* sticky: everything kept since then is worthless */
};

/* "noun name: key", the words by which messages name a thing; name and key may be "". */
void scheme_what(char out[WHAT_BYTES], const char *noun, const char *name, const char *key);

/* A finding at the child key of node, or at node where key is NULL or absent. */
void scheme_refuse(struct scheme_reader *reader, enum finding finding, const struct yaml_node *node,
                   const char *key, const char *part1, const char *part2, const char *part3);

/* A copy in the arena; "" for NULL. */
const char *scheme_keep(struct scheme_reader *reader, const char *text);
/* The same for a key that must be there; what names the thing that it belongs to. */
const char *scheme_need(struct scheme_reader *reader, const struct yaml_node *node,
                        const char *what, const char *key, const char *text);
/* Zeroed room; NULL without memory. */
void *scheme_room(struct scheme_reader *reader, size_t count, size_t size);

/* Source, passage and assumption of node. Assumptions must have been read. */
struct scheme_ref scheme_ref_read(struct scheme_reader *reader, const struct yaml_node *node,
                                  const char *what, const struct raw_ref *raw);

/* What a value must look like. */
struct value_form {
    const char *what; /* "parameter voorschot" */
    enum value_kind kind;
    const char *const *words; /* VALUE_TEXT, VALUE_LIST: those permitted, up to NULL; NULL: any */
    bool may_be_unknown;
};

/* Reads dated values, sorted by date. NULL when there are none; when one has a bad date, that is
 * reported and the result is NULL as well. */
const struct scheme_value *scheme_values_read(struct scheme_reader *reader,
                                              const struct yaml_node *list,
                                              const struct raw_values *raw,
                                              const struct value_form *form, size_t *count);
/* Gaps and overlaps over the dossier dates. */
void scheme_values_cover(struct scheme_reader *reader, const char *what,
                         const struct scheme_value *values, size_t count);
/* NULL: none is valid at that date. */
const struct scheme_value *scheme_values_at(const struct scheme_value *values, size_t count,
                                            struct date date);
/* A plain amount from 0; 0 after a finding. */
struct money scheme_money_read(struct scheme_reader *reader, const struct yaml_node *node,
                               const char *what, const char *key, const char *text);
/* A finding for each item of list whose word at key stands in an earlier item. */
void scheme_unique(struct scheme_reader *reader, const struct yaml_node *list, const char *key,
                   const char *noun);

/* The parts of a scheme, in the order in which they must be read. */
void scheme_sources_read(struct scheme_reader *reader, const struct raw_scheme *raw);
void scheme_assumption_list_read(struct scheme_reader *reader, const struct raw_scheme *raw);
/* The same, and that those are there that every scheme must have. */
void scheme_assumptions_read(struct scheme_reader *reader, const struct raw_scheme *raw);
void scheme_parameters_read(struct scheme_reader *reader, const struct raw_scheme *raw);
void scheme_actions_read(struct scheme_reader *reader, const struct raw_scheme *raw);
void scheme_incentives_read(struct scheme_reader *reader, const struct raw_scheme *raw);
void scheme_totals_read(struct scheme_reader *reader, const struct raw_scheme *raw);
void scheme_reconciliations_read(struct scheme_reader *reader, const struct raw_scheme *raw);

#endif
