/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/limits.h"
#include "core/text.h"
#include "ingest/table/input.h"
#include "rules/scheme/scheme.h"
#include "saldo/command.h"
#include "saldo/screen/print.h"
#include "write/fold.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char *what; /* list, show */
    const char *id;
    const char *folder;
};

enum { OPT_SCHEMES = 256 };

static const struct argp_option options[] = {
    {"scheme-dir", OPT_SCHEMES, N_("DIR"), 0, N_("schemes of your own: DIR/ID.yaml"), 0}, {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_SCHEMES:
        in->folder = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (in->what == NULL)
            in->what = arg;
        else if (in->id == NULL)
            in->id = arg;
        else
            argp_usage(state);
        return 0;
    case ARGP_KEY_END:
        if (in->what == NULL || (strcmp(in->what, "list") != 0 && strcmp(in->what, "show") != 0) ||
            (strcmp(in->what, "show") == 0) != (in->id != NULL))
            argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void print_ref(const struct scheme_ref *ref, int indent)
{
    char text[2048];

    snprintf(text, sizeof text, "[%s] %s%s%s%s", ref->source->id, ref->passage,
             ref->assumption == NULL ? "" : " (aanname ",
             ref->assumption == NULL ? "" : ref->assumption, ref->assumption == NULL ? "" : ")");
    fold_text(stdout, text, 0, indent);
}

static void print_value(const char *name, const struct scheme_value *value)
{
    char from[DATE_TEXT_BYTES];
    char to[DATE_TEXT_BYTES];

    date_format(value->from, from);
    date_format(value->to, to);
    screen_print(stdout, "  %s: %s (%s - %s)\n", name, value->known ? value->text : "onbekend",
                 from, to);
    print_ref(&value->ref, 4);
}

static void print_sources(const struct scheme *scheme)
{
    screen_print(stdout, "\n%s\n", _("Sources"));
    for (size_t i = 0; i < scheme->source_count; i++) {
        screen_print(stdout, "  [%s] %s\n", scheme->sources[i].id, scheme->sources[i].document);
        fold_text(stdout, scheme->sources[i].title, 0, 4);
    }
}

static void print_parameters(const struct scheme *scheme)
{
    screen_print(stdout, "\n%s\n", _("Parameters"));
    for (int i = 0; i < PARAMETER_COUNT; i++)
        for (size_t v = 0; v < scheme->parameters[i].count; v++)
            print_value(scheme->parameters[i].name, &scheme->parameters[i].values[v]);
}

static void print_actions(const struct scheme *scheme)
{
    char name[256];

    screen_print(stdout, "\n%s\n", _("Actions"));
    for (size_t i = 0; i < scheme->action_count; i++) {
        const struct scheme_action *action = &scheme->actions[i];
        screen_print(stdout, "  %s. %s%s\n", action->number_text, action->name,
                     action->funded ? "" : _(" (not funded)"));
        if (!action->funded)
            print_ref(&action->ref, 4);
        for (size_t g = 0; g < action->group_count && action->funded; g++) {
            const struct scheme_group *group = &action->groups[g];
            snprintf(name, sizeof name, "standaardbedrag%s%s", *group->id == '\0' ? "" : " ",
                     group->id);
            print_value(name, group->price);
            if (group->maximum != NULL)
                print_value("maximum", group->maximum);
        }
    }
    screen_print(stdout, "\n%s\n", _("Incentives"));
    for (size_t i = 0; i < scheme->incentive_count; i++)
        print_value(scheme->incentives[i].id, scheme->incentives[i].amount);
}

static void print_totals(const struct scheme *scheme)
{
    screen_print(stdout, "\n%s\n", _("Totals that the documents state"));
    for (size_t i = 0; i < scheme->total_count; i++) {
        const struct scheme_total *total = &scheme->totals[i];
        screen_print(stdout, "  %s: %s%s\n", total->subject, belgian(total->amount.cents),
                     total->used ? "" : _("  CONTRADICTS the total in use"));
        print_ref(&total->ref, 4);
    }
    for (size_t i = 0; i < scheme->reconciliation_count; i++) {
        const struct scheme_reconciliation *sum = &scheme->reconciliations[i];
        screen_print(stdout, "  %s: ", sum->what);
        for (size_t p = 0; p < sum->part_count; p++)
            screen_print(stdout, "%s%s", p == 0 ? "" : " + ", belgian(sum->parts[p].cents));
        screen_print(stdout, " = %s\n", belgian(sum->total.cents));
        print_ref(&sum->ref, 4);
    }
}

static void print_assumptions(const struct scheme *scheme)
{
    screen_print(stdout, "\n%s\n", _("Assumptions"));
    for (size_t i = 0; i < scheme->assumption_count; i++) {
        const struct scheme_assumption *assumption = &scheme->assumptions[i];
        screen_print(stdout, "  %s%s\n", assumption->id,
                     assumption->known == ASSUMPTION_COUNT ? _(" (documentary: nothing to choose)")
                                                           : "");
        fold_text(stdout, assumption->silent, 0, 4);
        fold_text(stdout, assumption->assumed, 0, 4);
        for (size_t a = 0; a < assumption->alternative_count; a++) {
            screen_print(stdout, "    %s %s\n", a == assumption->standard ? "*" : "-",
                         assumption->alternatives[a].id);
            fold_text(stdout, assumption->alternatives[a].text, 0, 6);
        }
        print_ref(&assumption->ref, 4);
    }
}

static void show(const struct scheme *scheme)
{
    screen_print(stdout, "%s: %s\n", scheme->id, scheme->name);
    print_totals(scheme);
    print_parameters(scheme);
    print_actions(scheme);
    print_assumptions(scheme);
    print_sources(scheme);
}

/* A line of the list. folder: of the user's own, which goes before a built-in one; NULL. */
static void list(const struct scheme *scheme, const char *folder)
{
    if (folder == NULL)
        screen_print(stdout, "%-20s %s\n", scheme->id, scheme->name);
    else if (scheme_builtin_find(scheme->id) == NULL)
        screen_print(stdout, _("%-20s %s (from %s)\n"), scheme->id, scheme->name, folder);
    else
        screen_print(stdout, _("%-20s %s (from %s, in place of the built-in one)\n"), scheme->id,
                     scheme->name, folder);
}

/* Loads the scheme and prints it, whole or as one line; folder: of a user's own, or NULL. */
static int print_scheme(const char *file, const char *bytes, size_t size, bool whole,
                        const char *folder)
{
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    const struct scheme *scheme = NULL;
    int status = SALDO_RESOURCES;

    if (arena != NULL && diags != NULL) {
        enum status loaded = scheme_load(file, bytes, size, arena, diags, &scheme);
        status = loaded == STATUS_OK        ? SALDO_OK
                 : loaded == STATUS_INVALID ? SALDO_INVALID
                                            : SALDO_RESOURCES;
    }
    if (status == SALDO_OK && whole)
        show(scheme);
    else if (status == SALDO_OK)
        list(scheme, folder);
    else if (status == SALDO_INVALID)
        print_diags(diags);
    diag_list_free(diags);
    arena_free(arena);
    return status;
}

/* DIR/ID.yaml, if it is there; *found tells. */
static int print_own(const char *folder, struct text id, bool whole, bool *found)
{
    struct diag_list *diags = diag_list_new();
    char name[NAME_MAX + 1];
    struct input input = {0};
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int status = SALDO_OK;

    *found = true;
    snprintf(name, sizeof name, "%.*s.yaml", (int)id.length, id.at);
    if (fd < 0) {
        status = input_failed(folder);
    } else if (diags == NULL || strchr(name, '/') != NULL ||
               input_read(fd, name, false, diags, &input) != STATUS_OK) {
        print_error("%s/%s: %s", folder, name, _("cannot be read"));
        status = diags == NULL ? SALDO_RESOURCES : refused(diags);
    } else if (input.bytes == NULL) {
        *found = false;
    } else {
        status = print_scheme(name, input.bytes, input.size, whole, folder);
    }
    input_free(&input);
    diag_list_free(diags);
    if (fd >= 0)
        close(fd);
    return status;
}

/* ID.yaml: the id, as long as there is one; 0: another file. */
static size_t id_bytes(const char *name)
{
    static const char ending[] = ".yaml";
    size_t length = strlen(name);

    if (length <= sizeof ending - 1 || *name == '.' ||
        strcmp(name + length - (sizeof ending - 1), ending) != 0)
        return 0;
    return length - (sizeof ending - 1);
}

static int is_scheme(const struct dirent *entry)
{
    return id_bytes(entry->d_name) > 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Every scheme of the folder, in order of its name; all that are wrong are told. */
static int list_own(const char *folder, struct dirent **entries, int count)
{
    int status = SALDO_OK;

    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        int one = print_own(folder, (struct text){name, id_bytes(name)}, false, &(bool){false});
        status = status == SALDO_OK ? one : status;
        free(entries[i]);
    }
    return status;
}

static int list_schemes(const char *folder)
{
    struct dirent **entries = NULL;
    int count = folder == NULL ? 0 : scandir(folder, &entries, is_scheme, by_bytes);
    int status = SALDO_OK;

    if (count < 0)
        return input_failed(folder);
    for (size_t i = 0; i < scheme_builtin_count() && status == SALDO_OK; i++) {
        const struct embedded_file *builtin = scheme_builtin_at(i);
        status = print_scheme(builtin->file, builtin->bytes, builtin->size, false, NULL);
    }
    int own = list_own(folder, entries, count);
    free(entries);
    return status == SALDO_OK ? own : status;
}

static int show_scheme(const struct arguments *in)
{
    bool found = false;

    if (in->folder != NULL) {
        int status = print_own(in->folder, (struct text){in->id, strlen(in->id)}, true, &found);
        if (found)
            return status;
    }
    const struct embedded_file *builtin = scheme_builtin_find(in->id);
    if (builtin != NULL)
        return print_scheme(builtin->file, builtin->bytes, builtin->size, true, NULL);
    print_error(_("unknown scheme '%s'; see 'saldo scheme list'"), in->id);
    return SALDO_INVALID;
}

int cmd_scheme(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("list\nshow ID"),
        .doc =
            N_("Lists the schemes that are known, or shows one: every value with its document and "
               "passage, and the assumptions."),
        .children = common_children};
    struct arguments in = {0};

    command_parse(&argp, argc, argv, &in);
    return finish(in.id == NULL ? list_schemes(in.folder) : show_scheme(&in));
}
