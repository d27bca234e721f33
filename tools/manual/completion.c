/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completions for bash and zsh. What an argument is follows from its name in the usage: RUN,
 * DOSSIER, DIR and MAP are folders, FILE is a file, a|b|c is a choice. */
#include <stdbool.h>
#include <string.h>

#include "api/report_files.h"
#include "manual/manual.h"

enum kind { KIND_NOTHING, KIND_FOLDER, KIND_FILE, KIND_SCHEME, KIND_WORDS };

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static enum kind kind_of(const char *arg)
{
    static const char *const folders[] = {"RUN", "DOSSIER", "DIR"};
    static const char *const files[] = {"FILE", "PROFILE", "KEY", "PUB"};

    if (begins(arg, "FORM") || (strchr(arg, '|') != NULL && *arg >= 'a' && *arg <= 'z'))
        return KIND_WORDS;
    if (strcmp(arg, "ID") == 0)
        return KIND_SCHEME;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (begins(arg, folders[i]))
            return KIND_FOLDER;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (begins(arg, files[i]))
            return KIND_FILE;
    return KIND_NOTHING;
}

/* The choice as words with blanks between. */
static void write_words(FILE *out, const char *arg)
{
    if (begins(arg, "FORM")) {
        for (size_t i = 0; i < report_form_count(); i++)
            fprintf(out, "%s ", report_form_name(report_form_at(i)));
        fputs("opendata", out);
        return;
    }
    for (const char *p = arg; *p != '\0'; p++)
        fputc(*p == '|' ? ' ' : *p, out);
}

/* The kind of the positional arguments: that of the first that is not a word of its own. */
static enum kind kind_of_arguments(const char *usage)
{
    /* a folder or a file: completing files offers folders too */
    if (strstr(usage, "|FILE") != NULL || strstr(usage, "BUNDLE") != NULL)
        return KIND_FILE;
    for (const char *p = usage; *p != '\0'; p++)
        if (*p >= 'A' && *p <= 'Z' && (p == usage || p[-1] == ' ' || p[-1] == '['))
            return kind_of(p);
    return KIND_NOTHING;
}

/* ---- bash ---- */

static const char *bash_action(enum kind kind)
{
    switch (kind) {
    case KIND_FOLDER:
        return "COMPREPLY=($(compgen -d -- \"$cur\")); compopt -o filenames";
    case KIND_FILE:
        return "COMPREPLY=($(compgen -f -- \"$cur\")); compopt -o filenames";
    case KIND_SCHEME:
        return "COMPREPLY=($(compgen -W \"$(saldo scheme list 2>/dev/null | cut -d ' ' -f 1)\" -- "
               "\"$cur\"))";
    default:
        return ":";
    }
}

static void bash_word(void *context, const struct manual_option *option)
{
    fprintf(context, " --%s", option->name);
}

static void bash_argument(void *context, const struct manual_option *option)
{
    FILE *out = context;

    if (option->arg == NULL)
        return;
    fprintf(out, "        --%s", option->name);
    if (option->letter != '\0')
        fprintf(out, " | -%c", option->letter);
    fputs(") ", out);
    if (kind_of(option->arg) == KIND_WORDS) {
        fputs("COMPREPLY=($(compgen -W '", out);
        write_words(out, option->arg);
        fputs("' -- \"$cur\"))", out);
    } else {
        fputs(bash_action(kind_of(option->arg)), out);
    }
    fputs("; return ;;\n", out);
}

void manual_bash_head(FILE *out)
{
    fputs("# SPDX-License-Identifier: GPL-3.0-or-later\n"
          "# bash completion for saldo; made from its parser.\n"
          "_saldo()\n{\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} i command=\n"
          "    COMPREPLY=()\n"
          "    # bash takes --out=RUN for three words\n"
          "    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then\n"
          "        prev=${COMP_WORDS[COMP_CWORD-2]}\n    fi\n"
          "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
          "        case ${COMP_WORDS[i]} in\n"
          "        -l | --lang | =) ((i++)) ;;\n        -*) ;;\n"
          "        *) command=${COMP_WORDS[i]}; break ;;\n        esac\n    done\n"
          "    case $command in\n",
          out);
}

void manual_bash(FILE *out, const char *name, const char *does, const struct argp *argp)
{
    (void)does;
    fprintf(out, "    %s)\n        case $prev in\n", name);
    manual_options(argp, bash_argument, out);
    fputs("        esac\n        if [[ $cur == -* ]]; then\n            COMPREPLY=($(compgen -W '",
          out);
    manual_options(argp, bash_word, out);
    fputs("' -- \"$cur\"))\n            return\n        fi\n        ", out);
    if (strcmp(name, "scheme") == 0)
        fputs("if [[ $prev == scheme ]]; then COMPREPLY=($(compgen -W 'list show' -- \"$cur\")); "
              "return; fi\n        ",
              out);
    fputs(bash_action(kind_of_arguments(argp->args_doc == NULL ? "" : argp->args_doc)), out);
    fputs("\n        ;;\n", out);
}

void manual_bash_foot(FILE *out)
{
    fputs("    *) COMPREPLY=($(compgen -W '", out);
}

/* ---- zsh ---- */

/* In a description that stands between brackets and single quotes. */
static void zsh_text(FILE *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '\'')
            fputs("'\\'", out);
        else if (strchr("[]:\\", *p) != NULL)
            fputc('\\', out);
        fputc(*p, out);
    }
}

static void zsh_action(FILE *out, const char *arg)
{
    switch (kind_of(arg)) {
    case KIND_FOLDER:
        fputs("_files -/", out);
        return;
    case KIND_FILE:
        fputs("_files", out);
        return;
    case KIND_SCHEME:
        fputs("($(saldo scheme list 2>/dev/null | cut -d \" \" -f 1))", out);
        return;
    case KIND_WORDS:
        fputc('(', out);
        write_words(out, arg);
        fputc(')', out);
        return;
    case KIND_NOTHING:
        fputc(' ', out);
        return;
    }
}

static void zsh_option(void *context, const struct manual_option *option)
{
    FILE *out = context;
    const char *equals = option->arg == NULL ? "" : "=";

    if (option->letter == '\0')
        fprintf(out, " \\\n            '--%s%s[", option->name, equals);
    else
        fprintf(out, " \\\n            '(-%c --%s)'{-%c%s,--%s%s}'[", option->letter, option->name,
                option->letter, option->arg == NULL ? "" : "+", option->name, equals);
    zsh_text(out, option->doc);
    fputc(']', out);
    if (option->arg != NULL) {
        fputc(':', out);
        zsh_text(out, option->arg);
        fputc(':', out);
        zsh_action(out, option->arg);
    }
    fputc('\'', out);
}

void manual_zsh_head(FILE *out)
{
    fputs("#compdef saldo\n# SPDX-License-Identifier: GPL-3.0-or-later\n"
          "# zsh completion for saldo; made from its parser.\n"
          "_saldo()\n{\n    local context state state_descr line\n    typeset -A opt_args\n"
          "    _arguments -C '(-l --lang)'{-l+,--lang=}'[language]:language:(nl en)' "
          "'1: :_saldo_commands' '*:: :->arguments'\n"
          "    [[ $state == arguments ]] || return\n    case $words[1] in\n",
          out);
}

void manual_zsh(FILE *out, const char *name, const char *does, const struct argp *argp)
{
    (void)does;
    fprintf(out, "    %s)\n        _arguments -s -S", name);
    manual_options(argp, zsh_option, out);
    fputs(" \\\n            '*: :", out);
    if (strcmp(name, "scheme") == 0)
        fputs("(list show)", out);
    else
        fputs(kind_of_arguments(argp->args_doc == NULL ? "" : argp->args_doc) == KIND_NOTHING
                  ? " "
                  : "_files",
              out);
    fputs("'\n        ;;\n", out);
}

void manual_zsh_foot(FILE *out)
{
    fputs("    esac\n}\n\n_saldo_commands()\n{\n    local -a commands=(\n", out);
}
