/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "rules/scheme.h"
#include "saldo.h"
#include "saldo/command.h"
#include "saldo/print.h"

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char *what; /* list, show */
    const char *id;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
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

/* Folds a text at blanks, at 80 columns behind an indent. UTF-8: a character is one column. */
static void print_folded(const char *text, int indent)
{
    enum { WIDTH = 80 };
    int column = indent;

    printf("%*s", indent, "");
    while (*text != '\0') {
        size_t bytes = strcspn(text, " \n");
        int width = 0;
        for (size_t i = 0; i < bytes; i++)
            width += ((unsigned char)text[i] & 0xc0) != 0x80;
        if (column > indent && column + 1 + width > WIDTH) {
            printf("\n%*s", indent, "");
            column = indent;
        }
        if (column > indent)
            column += printf(" ");
        printf("%.*s", (int)bytes, text);
        column += width;
        text += bytes;
        text += strspn(text, " \n");
    }
    putchar('\n');
}

static void print_ref(const struct scheme_ref *ref, int indent)
{
    char text[2048];

    snprintf(text, sizeof text, "[%s] %s%s%s%s", ref->source->id, ref->passage,
             ref->assumption == NULL ? "" : " (aanname ",
             ref->assumption == NULL ? "" : ref->assumption, ref->assumption == NULL ? "" : ")");
    print_folded(text, indent);
}

static void print_value(const char *name, const struct scheme_value *value)
{
    char from[DATE_TEXT_BYTES];
    char to[DATE_TEXT_BYTES];

    date_format(value->from, from);
    date_format(value->to, to);
    printf("  %s: %s (%s - %s)\n", name, value->known ? value->text : "onbekend", from, to);
    print_ref(&value->ref, 4);
}

static void print_sources(const struct scheme *scheme)
{
    printf("\n%s\n", _("Sources"));
    for (size_t i = 0; i < scheme->source_count; i++) {
        printf("  [%s] %s\n", scheme->sources[i].id, scheme->sources[i].document);
        print_folded(scheme->sources[i].title, 4);
    }
}

static void print_parameters(const struct scheme *scheme)
{
    printf("\n%s\n", _("Parameters"));
    for (int i = 0; i < PARAMETER_COUNT; i++)
        for (size_t v = 0; v < scheme->parameters[i].count; v++)
            print_value(scheme->parameters[i].name, &scheme->parameters[i].values[v]);
}

static void print_actions(const struct scheme *scheme)
{
    char name[256];

    printf("\n%s\n", _("Actions"));
    for (size_t i = 0; i < scheme->action_count; i++) {
        const struct scheme_action *action = &scheme->actions[i];
        printf("  %s. %s%s\n", action->number_text, action->name,
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
    printf("\n%s\n", _("Incentives"));
    for (size_t i = 0; i < scheme->incentive_count; i++)
        print_value(scheme->incentives[i].id, scheme->incentives[i].amount);
}

static void print_totals(const struct scheme *scheme)
{
    printf("\n%s\n", _("Totals that the documents state"));
    for (size_t i = 0; i < scheme->total_count; i++) {
        const struct scheme_total *total = &scheme->totals[i];
        printf("  %s: %s%s\n", total->subject, belgian(total->amount.cents),
               total->used ? "" : _("  CONTRADICTS the total in use"));
        print_ref(&total->ref, 4);
    }
    for (size_t i = 0; i < scheme->reconciliation_count; i++) {
        const struct scheme_reconciliation *sum = &scheme->reconciliations[i];
        printf("  %s: ", sum->what);
        for (size_t p = 0; p < sum->part_count; p++)
            printf("%s%s", p == 0 ? "" : " + ", belgian(sum->parts[p].cents));
        printf(" = %s\n", belgian(sum->total.cents));
        print_ref(&sum->ref, 4);
    }
}

static void print_assumptions(const struct scheme *scheme)
{
    printf("\n%s\n", _("Assumptions"));
    for (size_t i = 0; i < scheme->assumption_count; i++) {
        const struct scheme_assumption *assumption = &scheme->assumptions[i];
        printf("  %s%s\n", assumption->id,
               assumption->known == ASSUMPTION_COUNT ? _(" (documentary: nothing to choose)") : "");
        print_folded(assumption->silent, 4);
        print_folded(assumption->assumed, 4);
        for (size_t a = 0; a < assumption->alternative_count; a++) {
            printf("    %s %s\n", a == assumption->standard ? "*" : "-",
                   assumption->alternatives[a].id);
            print_folded(assumption->alternatives[a].text, 6);
        }
        print_ref(&assumption->ref, 4);
    }
}

static void show(const struct scheme *scheme)
{
    printf("%s: %s\n", scheme->id, scheme->name);
    print_totals(scheme);
    print_parameters(scheme);
    print_actions(scheme);
    print_assumptions(scheme);
    print_sources(scheme);
}

/* Loads the scheme and prints it, whole or as one line. */
static int print_scheme(const struct scheme_builtin *builtin, bool whole)
{
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    const struct scheme *scheme;
    int status = SALDO_RESOURCES;

    if (arena != NULL && diags != NULL &&
        scheme_load(builtin->file, builtin->bytes, builtin->size, arena, diags, &scheme) ==
            STATUS_OK) {
        status = SALDO_OK;
        if (whole)
            show(scheme);
        else
            printf("%-20s %s\n", scheme->id, scheme->name);
    }
    diag_list_free(diags);
    arena_free(arena);
    return status;
}

int cmd_scheme(int argc, char **argv)
{
    static const struct argp argp = {
        .parser = parse,
        .args_doc = N_("list\nshow ID"),
        .doc =
            N_("Lists the schemes that are known, or shows one: every value with its document and "
               "passage, and the assumptions."),
        .children = common_children};
    struct arguments in = {0};
    int status = SALDO_OK;

    command_parse(&argp, argc, argv, &in);
    if (in.id == NULL) {
        for (size_t i = 0; i < scheme_builtin_count() && status == SALDO_OK; i++)
            status = print_scheme(scheme_builtin_at(i), false);
        return finish(status);
    }
    const struct scheme_builtin *builtin = scheme_builtin_find(in.id);
    if (builtin == NULL) {
        print_error(_("unknown scheme '%s'; see 'saldo scheme list'"), in.id);
        return SALDO_INVALID;
    }
    return finish(print_scheme(builtin, true));
}
