/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "manual/manual.h"

#define _(text) gettext(text)

enum { OPTION_MAX = 64 };

struct found {
    struct manual_option options[OPTION_MAX];
    int groups[OPTION_MAX]; /* of argp: 0 first, then 1, 2 …; negative ones last */
    size_t count;
};

static void find_options(const struct argp *argp, struct found *found)
{
    for (const struct argp_option *option = argp->options;
         option != NULL && (option->name != NULL || option->key != 0 || option->doc != NULL);
         option++) {
        if ((option->flags & (OPTION_HIDDEN | OPTION_DOC | OPTION_ALIAS)) != 0 ||
            option->name == NULL || found->count == OPTION_MAX)
            continue;
        bool printable = option->key > ' ' && option->key < 127;
        found->groups[found->count] = option->group;
        found->options[found->count++] = (struct manual_option){
            option->name, (char)(printable ? option->key : '\0'),
            option->arg == NULL ? NULL : _(option->arg), option->doc == NULL ? "" : _(option->doc)};
    }
    for (const struct argp_child *child = argp->children; child != NULL && child->argp != NULL;
         child++)
        find_options(child->argp, found);
}

/* As --help: by group, in each by name. */
static int compare(const struct found *found, size_t a, size_t b)
{
    if (found->groups[a] != found->groups[b])
        return found->groups[a] < found->groups[b] ? -1 : 1;
    return strcmp(found->options[a].name, found->options[b].name);
}

static void sort(struct found *found)
{
    for (size_t i = 1; i < found->count; i++)
        for (size_t j = i; j > 0 && compare(found, j, j - 1) < 0; j--) {
            struct manual_option option = found->options[j];
            int group = found->groups[j];
            found->options[j] = found->options[j - 1];
            found->groups[j] = found->groups[j - 1];
            found->options[j - 1] = option;
            found->groups[j - 1] = group;
        }
}

void manual_options(const struct argp *argp, manual_option_fn each, void *context)
{
    const struct manual_option standard[] = {
        {"help", '?', NULL, _("print help and exit")},
        {"usage", '\0', NULL, _("print the usage and exit")},
        {"version", 'V', NULL, _("print the version and exit")}};
    struct found found = {.count = 0};

    find_options(argp, &found);
    sort(&found);
    for (size_t i = 0; i < found.count; i++)
        each(context, &found.options[i]);
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++)
        each(context, &standard[i]);
}
