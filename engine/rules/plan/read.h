/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the plan loader share. Not for other rooms. */
#ifndef RULES_PLAN_READ_H
#define RULES_PLAN_READ_H

#include "rules/plan/plan.h"
#include "rules/plan/raw.h"
#include "rules/yaml/tree.h"

struct plan_reader {
    const char *file;
    struct arena *arena;
    struct diag_list *diags;
    struct plan *plan;
    const struct yaml_node *root;
    bool without_memory; /* sticky: everything kept since then is worthless */
};

/* The value of key does not fit. */
void plan_refuse(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                 const char *value, const char *expected);
/* A copy in the arena; NULL for NULL. */
const char *plan_keep(struct plan_reader *reader, const char *text);
/* The same for a key that must be there; "" after a finding. */
const char *plan_need(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                      const char *text);
/* Zeroed room; NULL without memory. */
void *plan_room(struct plan_reader *reader, size_t count, size_t size);
/* Words and line of the document, and the remark. */
struct plan_passage plan_passage_read(struct plan_reader *reader, const struct yaml_node *node,
                                      const char *words, const char *line, const char *remark);
/* A line of the document: a number from 1. */
uint32_t plan_line_read(struct plan_reader *reader, const struct yaml_node *node, const char *line);
/* A year of the plan; 0 where there is none or it does not fit. */
int plan_year_read(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                   const char *text);
/* Index of word among words, up to NULL; standard where it is NULL or unknown. */
size_t plan_word_read(struct plan_reader *reader, const struct yaml_node *node, const char *key,
                      const char *word, const char *const *words, size_t standard);

/* Reads what stands in acties. Goals, objectives and ministers must have been read. */
void plan_actions_read(struct plan_reader *reader, const struct raw_plan *raw);
/* Reads what stands in indicatoren of the action at node. */
void plan_indicators_read(struct plan_reader *reader, const struct yaml_node *node,
                          const struct raw_plan_action *raw, struct plan_action *action);

#endif
