/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manual page in Markdown; lowdown makes roff of it. */
#include <libintl.h>
#include <string.h>

#include "manual/manual.h"
#include "saldo/command.h"

#define _(text) gettext(text)

/* Text in which Markdown finds nothing to do. */
static void write_text(FILE *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (strchr("\\`*_<>[]|#", text[i]) != NULL)
            fputc('\\', out);
        fputc(text[i], out);
    }
}

static void write_option(void *context, const struct manual_option *option)
{
    FILE *out = context;

    if (option->letter != '\0')
        fprintf(out, "**-%c**, ", option->letter);
    fprintf(out, "**--%s**", option->name);
    if (option->arg != NULL) {
        fputs("=*", out);
        write_text(out, option->arg, strlen(option->arg));
        fputc('*', out);
    }
    fputs("\n: ", out);
    write_text(out, option->doc, strlen(option->doc));
    fputs("\n\n", out);
}

/* A line for each way to call it. */
static void write_synopsis(FILE *out, const char *name, const char *ways)
{
    do {
        size_t length = strcspn(ways, "\n");
        fprintf(out, "**saldo %s** [*%s*...] ", name, _("OPTION"));
        write_text(out, ways, length);
        fputs("\n\n", out);
        ways += length + (ways[length] == '\n');
    } while (*ways != '\0');
}

static void write_description(FILE *out, const char *doc)
{
    size_t before = strcspn(doc, "\v");

    fprintf(out, "# %s\n\n", _("DESCRIPTION"));
    write_text(out, doc, before);
    fputs("\n\n", out);
    if (doc[before] == '\v') {
        write_text(out, doc + before + 1, strlen(doc + before + 1));
        fputs("\n\n", out);
    }
}

static void write_commands(FILE *out)
{
    fprintf(out, "# %s\n\n", _("COMMANDS"));
    for (size_t i = 0; i < command_count; i++)
        fprintf(out, "**saldo-%s**(1)\n: %s\n\n", commands[i].name, _(commands[i].does));
}

void manual_page(FILE *out, const char *name, const char *does, const struct argp *argp)
{
    if (argp == NULL) {
        fprintf(out, "# %s\n\nsaldo - %s\n\n# %s\n\n**saldo** *%s* [*%s*...]\n\n", _("NAME"),
                _("settle co-financed subsidies"), _("SYNOPSIS"), _("COMMAND"), _("OPTION"));
        write_description(out, _(program_doc));
        write_commands(out);
        return;
    }
    fprintf(out, "# %s\n\nsaldo-%s - %s\n\n# %s\n\n", _("NAME"), name, does, _("SYNOPSIS"));
    write_synopsis(out, name, argp->args_doc == NULL ? "" : _(argp->args_doc));
    write_description(out, argp->doc == NULL ? does : _(argp->doc));
    fprintf(out, "# %s\n\n", _("OPTIONS"));
    manual_options(argp, write_option, out);
}
