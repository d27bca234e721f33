/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A YAML file as a tree of its words with their places.
 *
 * Reads a careful subset: one document of blocks, lists and words. Anchors, aliases, tags, keys
 * that are not words, a key twice in one block, control characters and anything over the limits of
 * core/limits.h are refused with a finding, so that what comes after may trust the file. */
#ifndef RULES_YAML_TREE_H
#define RULES_YAML_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/diag.h"

enum yaml_kind { YAML_WORD, YAML_LIST, YAML_BLOCK };

struct yaml_node {
    enum yaml_kind kind;
    const char *key;  /* in a block: its key; otherwise NULL */
    const char *text; /* YAML_WORD: NUL-terminated; otherwise "" */
    uint32_t line;    /* of the key where there is one; 1-based */
    uint32_t column;
    const struct yaml_node *first; /* children, in the order of the file */
    const struct yaml_node *next;  /* sibling */
};

/* STATUS_INVALID: there are findings and *out is unset. */
MUST_CHECK enum status yaml_tree_read(const char *file, const char *bytes, size_t size,
                                      struct arena *arena, struct diag_list *diags,
                                      const struct yaml_node **out);

/* The child with this key; NULL: none. node may be NULL. */
const struct yaml_node *yaml_child(const struct yaml_node *node, const char *key);

/* The place of the child with this key, or of node itself when there is none. */
struct source_pos yaml_place(const char *file, const struct yaml_node *node, const char *key);

#endif
