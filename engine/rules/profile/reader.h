/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room: what the parts of the reading of a profile share. */
#ifndef RULES_PROFILE_READER_H
#define RULES_PROFILE_READER_H

#include "rules/profile/raw.h"
#include "rules/yaml/tree.h"

struct profile_reader {
    const char *file;
    const struct yaml_node *root;
    struct arena *arena;
    struct diag_list *diags;
    struct profile *profile;
    bool without_memory;
};

/* Adds PROFIEL-WAARDE about a key of node. value may be NULL. */
void profile_refuse(struct profile_reader *reader, const struct yaml_node *node, const char *key,
                    const char *value, const char *expected);
/* A copy in the arena; NULL: reader->without_memory. */
const char *profile_keep(struct profile_reader *reader, const char *word);

/* One word or a list of words under a key of node; none when the key is not there. */
struct profile_names profile_names_read(struct profile_reader *reader, const struct yaml_node *node,
                                        const char *key, const char *expected);
/* The forms of a date, checked; dd/mm/jjjj where there are none. */
void profile_dates_read(struct profile_reader *reader);
void profile_signs_read(struct profile_reader *reader, const struct raw_profile *raw);
/* The factor: a power of ten. */
void profile_factor_read(struct profile_reader *reader, const char *word);

#endif
