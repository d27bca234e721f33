/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The participation and network trajectory: formulas/parameters/netwerktraject.yaml. */
#ifndef RULES_SCHEME_TRAJECTORY_H
#define RULES_SCHEME_TRAJECTORY_H

#include "core/arena.h"
#include "rules/scheme/scheme.h"

/* Alternatives of the assumption toewijzing: which government counts a participant of several. */
enum trajectory_home { HOME_MOST_HOURS, HOME_FIRST, HOME_EACH, HOME_COUNT };

struct trajectory_value {
    const char *name; /* of the parameter */
    int64_t count;
    struct scheme_ref ref;
};

struct trajectory {
    const char *id;
    const char *name;
    const struct scheme_source *sources;
    size_t source_count;
    const struct scheme_assumption *assumptions;
    size_t assumption_count;
    struct trajectory_value hours;     /* traject-uren: of a whole trajectory */
    struct trajectory_value threshold; /* drempel: the least count that is published */
    enum trajectory_home home;         /* the alternative in use; at first the default */
};

/* Reads and checks such a file; findings with line and column. Everything lives in the arena. */
MUST_CHECK enum status trajectory_load(const char *file, const char *bytes, size_t size,
                                       struct arena *arena, struct diag_list *diags,
                                       struct trajectory *out);
/* The one that is built in. */
MUST_CHECK enum status trajectory_builtin(struct arena *arena, struct diag_list *diags,
                                          struct trajectory *out);

const char *trajectory_home_name(enum trajectory_home home);
/* Takes the alternative of that name; false: there is none. */
bool trajectory_choose_home(struct trajectory *trajectory, const char *name);

#endif
