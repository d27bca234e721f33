/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An empty word where a path is wanted, which a script gives whose variable is not set. What an
 * option or an argument wants, the texts of --help say. */
#include <libintl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "saldo/command.h"
#include "saldo/screen/print.h"
#include <saldo.h>

#define _(text) gettext(text)

static bool is_path(const char *kind)
{
    static const char *const paths[] = {"RUN", "DOSSIER", "DIR", "FILE", "KEY.pem", "PROFILE"};

    for (size_t i = 0; kind != NULL && i < sizeof paths / sizeof *paths; i++)
        if (strncmp(kind, paths[i], strlen(paths[i])) == 0)
            return true;
    return false;
}

/* The option of a word: "--name", the begin of a name, "--name=…", "-n" or "-n…". NULL: none. */
static const struct argp_option *find_option(const struct argp *argp, const char *word)
{
    bool is_long = word[0] == '-' && word[1] == '-';
    size_t length = is_long ? strcspn(word + 2, "=") : 0;

    for (const struct argp_option *o = argp->options; o != NULL && (o->name || o->key); o++)
        if (is_long ? o->name != NULL && strncmp(o->name, word + 2, length) == 0
                    : word[0] == '-' && word[1] != '\0' && o->key == word[1])
            return o;
    for (const struct argp_child *child = argp->children; child != NULL && child->argp; child++) {
        const struct argp_option *found = find_option(child->argp, word);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* The name of the argument at a place: "RUN1 RUN2", "FILE...", "RUN [DOSSIER]". */
static const char *argument_at(const struct argp *argp, int place)
{
    const char *at = argp->args_doc == NULL ? "" : argp->args_doc;

    for (; place > 0; place--) {
        size_t length = strcspn(at, " \n");
        if (at[length] != ' ')
            break;
        at += length + 1;
    }
    return at + strspn(at, "[");
}

static _Noreturn void refuse(const char *kind)
{
    size_t length = strcspn(kind, " ].\n|");

    print_error(_("'' is not a path; expected: %.*s"), (int)length, kind);
    exit(SALDO_USAGE);
}

/* Whether the value of the option is the next word. */
static bool wants_next(const struct argp_option *option, const char *word)
{
    bool is_long = word[1] == '-';

    return option->arg != NULL && (is_long ? strchr(word, '=') == NULL : word[2] == '\0');
}

void refuse_empty_paths(const struct argp *argp, int argc, char **argv)
{
    bool ended = false; /* no options behind "--" */
    int place = 0;

    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        const struct argp_option *option = ended ? NULL : find_option(argp, word);
        if (!ended && strcmp(word, "--") == 0) {
            ended = true;
        } else if (option != NULL) {
            bool next = wants_next(option, word) && i + 1 < argc;
            const char *value = next ? argv[i + 1] : strchr(word, '=');
            if (is_path(option->arg) && value != NULL && value[next ? 0 : 1] == '\0')
                refuse(option->arg);
            i += next;
        } else if (ended || word[0] != '-') {
            const char *kind = argument_at(argp, place++);
            if (word[0] == '\0' && is_path(kind))
                refuse(kind);
        }
    }
}
