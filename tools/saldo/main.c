/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/place.h"
#include "core/nearest.h"
#include "core/shown.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/screen/print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

/* ---- --lang ---- */

static void choose_language(const char *word)
{
    if (strcmp(word, "nl") == 0)
        locale_choose(LANGUAGE_NL);
    else if (strcmp(word, "en") == 0)
        locale_choose(LANGUAGE_EN);
}

/* "--lang", "--lang=nl", "--la" …: as argp takes it. */
static bool is_language_option(const char *word)
{
    size_t length = strcspn(word, "=");

    return length >= 3 && length <= 6 && strncmp(word, "--lang", length) == 0;
}

/* Before argp, so that --help is in that language wherever the option stands. */
static void find_language(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *word = argv[i];
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (is_language_option(word))
            choose_language(strchr(word, '=') != NULL ? strchr(word, '=') + 1 : value);
        else if (strncmp(word, "-l", 2) == 0)
            choose_language(word[2] != '\0' ? word + 2 : value);
    }
}

/* The library repeats an option that it does not know as it stands. A value that is a word of its
 * own may hold anything. */
static void refuse_hidden(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (argv[i][0] != '-' || shown_is_plain((struct text){argv[i], strlen(argv[i])}))
            continue;
        print_error(_("'%s' is an option with a control character, or bytes that are no UTF-8; "
                      "give its value as a word of its own"),
                    argv[i]);
        exit(SALDO_USAGE);
    }
}

void command_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    refuse_hidden(argc, argv);
    refuse_empty_paths(argp, argc, argv);
    if (argp_parse(argp, argc, argv, 0, NULL, input) != 0) /* of wrong use it ends by itself */
        command_no_memory();
}

/* ---- the program itself ---- */

static void print_version(FILE *stream, struct argp_state *state)
{
    (void)state;
    screen_print(stream, "saldo %s\n", saldo_version());
}

static char *list_commands(int key, const char *text, void *input)
{
    char *list = NULL;
    size_t size = 0;

    (void)input;
    if (key != ARGP_KEY_HELP_POST_DOC)
        return (char *)(uintptr_t)text;
    FILE *stream = open_memstream(&list, &size);
    if (stream == NULL)
        command_no_memory();
    screen_print(stream, _("Commands:\n"));
    for (int i = 0; i < (int)command_count; i++)
        screen_print(stream, "  %-13s %s\n", commands[i].name, _(commands[i].does));
    screen_print(stream, _("\n'saldo COMMAND --help' tells more of each."));
    if (fclose(stream) != 0)
        command_no_memory();
    return list;
}

struct found {
    int command; /* -1: none */
    int at;      /* where it stands in argv */
    bool help;   /* 'saldo help COMMAND' */
};

static int command_named(const char *name)
{
    for (int i = 0; i < (int)command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return i;
    return -1;
}

static void unknown_command(struct argp_state *state, const char *typed)
{
    const char *names[64] = {NULL};
    size_t count = command_count < 64 ? command_count : 64;

    for (size_t i = 0; i < count; i++)
        names[i] = commands[i].name;
    size_t meant = nearest_word(typed, names, count);
    if (meant < count)
        command_error(state, _("unknown command '%s'; is '%s' meant?"), typed, names[meant]);
    else
        command_error(state, _("unknown command '%s'; 'saldo help' lists them"), typed);
}

/* 'saldo' alone: what a newcomer does first. */
static void print_first_steps(void)
{
    screen_print(stderr, "%s\n\n", _(program_doc));
    screen_print(stderr, _("  saldo init DOSSIER                 an empty dossier\n"
                           "  saldo check DOSSIER                what is wrong in it\n"
                           "  saldo compute DOSSIER --out RUN    the settlement\n"
                           "\n'saldo help' lists all commands.\n"));
}

static void take_command(struct found *found, const char *arg, struct argp_state *state)
{
    found->at = state->next - 1;
    if (strcmp(arg, "help") == 0 && !found->help) {
        found->help = true;
        if (state->next == state->argc)
            argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
        return;
    }
    found->command = command_named(arg);
    if (found->command < 0)
        unknown_command(state, arg);
    state->next = state->argc; /* the rest is the command's */
}

static error_t parse_main(int key, char *arg, struct argp_state *state)
{
    struct found *found = state->input;

    switch (key) {
    case ARGP_KEY_ARG:
        take_command(found, arg, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- ends by a signal ---- */

/* What is being made goes before the program does. */
static void end_by(int number)
{
    place_abandon_all();
    signal(number, SIG_DFL);
    raise(number);
}

/* Not those that the caller ignores (nohup). */
static void watch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    struct sigaction now, ends = {.sa_handler = end_by};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (sigaction(numbers[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            sigaction(numbers[i], &ends, NULL);
}

/* Also where the parser of the command line prints and ends the program: --help, --version. */
static void end_output(void)
{
    if (finish(SALDO_OK) != SALDO_OK)
        _exit(SALDO_RESOURCES);
}

int main(int argc, char **argv)
{
    static const struct argp argp = {.parser = parse_main,
                                     .args_doc = N_("COMMAND [OPTION...]"),
                                     .doc = program_doc,
                                     .children = common_children,
                                     .help_filter = list_commands};
    char name[64];
    struct found found = {.command = -1};

    unsetenv("POSIXLY_CORRECT"); /* options may stand behind arguments, everywhere */
    signal(SIGXFSZ, SIG_IGN);    /* a limit on file sizes is an error like a full disk */
    watch_signals();
    atexit(end_output);
    argp_err_exit_status = SALDO_USAGE;
    argp_program_version_hook = print_version;
    locale_start();
    find_language(argc, argv);
    refuse_hidden(argc > 1 ? 2 : argc, argv); /* the rest is the command's */
    if (argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &found) != 0)
        command_no_memory();
    if (found.command < 0) {
        print_first_steps();
        return SALDO_USAGE;
    }
    snprintf(name, sizeof name, "saldo %s", commands[found.command].name);
    if (found.help) {
        char help[] = "--help";
        char *arguments[] = {name, help, NULL};
        return give_reason(commands[found.command].run(2, arguments));
    }
    argv[found.at] = name;
    return give_reason(commands[found.command].run(argc - found.at, argv + found.at));
}
