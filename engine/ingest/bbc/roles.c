/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/roles.h"

#include <string.h>

#include "ingest/bbc/columns.h"

struct checker {
    const struct bbc_options *options;
    struct bbc_layout *layout;
    struct diag_list *diags;
};

static void refuse(struct checker *checker, enum finding finding, const char *a, const char *b)
{
    diag_add(checker->diags, finding, (struct source_pos){checker->layout->file, 0, 0},
             (struct diag_subject){0}, a, b, NULL);
}

/* What is declared for a role must be something that can count. */
static void check_declared(struct checker *checker, enum profile_role role, const char *declared)
{
    const struct profile *profile = checker->layout->profile;
    struct bbc_list takes = {.length = 0};
    bool counts = false;

    for (size_t i = 0; i < profile->kind_count && role == ROLE_KIND; i++) {
        if (!profile->kinds[i].ignored)
            bbc_list_add(&takes, profile->kinds[i].value, 0);
        counts |= !profile->kinds[i].ignored && strcmp(profile->kinds[i].value, declared) == 0;
    }
    for (size_t i = 0; i < profile->code_count && role == ROLE_CODE; i++) {
        bbc_list_add(&takes, profile->codes[i], 0);
        counts |= strcmp(profile->codes[i], declared) == 0;
    }
    if (!counts && takes.length > 0)
        diag_add(checker->diags, FINDING_BBC_CHOICE_SET,
                 (struct source_pos){checker->layout->file, 0, 0}, (struct diag_subject){0},
                 profile_role_name(role), declared, bbc_list_text(&takes));
}

/* --status needs a column to choose in. */
static void check_choice(struct checker *checker)
{
    const struct bbc_layout *layout = checker->layout;
    const struct profile_column *columns = layout->profile->columns;
    const char *status = checker->options->status;
    enum profile_role role = bbc_chosen_role(layout, status);
    struct bbc_list names = {.length = 0};

    if (status == NULL || bbc_layout_says(layout, role) || layout->fixed[role] != NULL)
        return;
    for (size_t i = 0; i < columns[role].names.count; i++)
        bbc_list_add(&names, columns[role].names.at[i], 0);
    diag_add(checker->diags, FINDING_BBC_CHOICE_COLUMN, (struct source_pos){layout->file, 0, 0},
             (struct diag_subject){0}, profile_role_name(role),
             names.length == 0 ? "-" : bbc_list_text(&names), status);
}

/* A government is known by its code or by its name. */
static void check_who(struct checker *checker)
{
    const struct bbc_layout *layout = checker->layout;
    const struct profile_column *columns = layout->profile->columns;

    if (bbc_layout_says(layout, ROLE_NIS) || layout->fixed[ROLE_NIS] != NULL ||
        bbc_layout_says(layout, ROLE_NAME) || columns[ROLE_NIS].required)
        return;
    const char *name = columns[ROLE_NIS].name != NULL ? columns[ROLE_NIS].name
                                                      : columns[ROLE_NAME].name;
    refuse(checker, FINDING_BBC_COLUMN, "nis", name == NULL ? "NIS-code" : name);
}

/* What the user declared takes the place of a column that is not there, never of one that is. A
 * name is enough for who it is where the profile has one. */
static void check_roles(struct checker *checker)
{
    struct bbc_layout *layout = checker->layout;
    const struct profile *profile = layout->profile;

    for (int i = 0; i < ROLE_COUNT; i++) {
        enum profile_role role = (enum profile_role)i;
        const struct profile_column *column = &profile->columns[role];
        const char *declared = checker->options->declared[role];
        bool there = bbc_layout_says(layout, role);
        if (role == ROLE_SIGN && column->name != NULL && !there)
            refuse(checker, FINDING_COLUMN_MISSING, column->name, NULL);
        if (profile_role_is_amount(role))
            continue;
        if (there && declared != NULL)
            refuse(checker, FINDING_BBC_COLUMN_SET, profile_role_name(role), column->name);
        if (!there && declared == NULL && column->name != NULL && column->required)
            refuse(checker, FINDING_BBC_COLUMN, profile_role_name(role), column->name);
        layout->fixed[role] = there ? NULL : declared;
        if (!there && declared != NULL)
            check_declared(checker, role, declared);
    }
    check_who(checker);
    check_choice(checker);
}

void bbc_roles_check(const struct bbc_options *options, struct bbc_layout *layout,
                     struct diag_list *diags)
{
    check_roles(&(struct checker){options, layout, diags});
}
