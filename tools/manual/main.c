/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: saldo_manual pages nl|en FOLDER | bash | zsh
 *
 * Each command runs in a process of its own: what it hands to command_parse is written, and the
 * process ends there. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "manual/manual.h"
#include "saldo/command.h"
#include "saldo/locale.h"

#define _(text) gettext(text)

static struct {
    manual_write_fn write;
    FILE *out;
    const struct command *command;
} now;

/* In the place of the program's own. */
void command_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    (void)argc;
    (void)argv;
    (void)input;
    now.write(now.out, now.command->name, _(now.command->does), argp);
    if (fflush(now.out) != 0)
        _exit(EXIT_FAILURE);
    _exit(EXIT_SUCCESS);
}

static void write_command(const struct command *command, manual_write_fn write, FILE *out)
{
    char name[] = "saldo";
    char *argv[] = {name, NULL};
    int status = 0;

    fflush(out);
    pid_t child = fork();
    if (child == 0) {
        now.write = write;
        now.out = out;
        now.command = command;
        command->run(1, argv);
        _exit(EXIT_FAILURE); /* it did not parse */
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        exit(EXIT_FAILURE);
}

static FILE *page_new(const char *folder, const char *name)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/saldo%s%s.md", folder, *name == '\0' ? "" : "-", name);
    FILE *out = fopen(path, "w");
    if (out == NULL)
        exit(EXIT_FAILURE);
    return out;
}

static void page_close(FILE *out)
{
    if (fclose(out) != 0)
        exit(EXIT_FAILURE);
}

static void write_pages(const char *folder)
{
    FILE *out = page_new(folder, "");

    manual_page(out, "", "", NULL);
    page_close(out);
    for (size_t i = 0; i < command_count; i++) {
        out = page_new(folder, commands[i].name);
        write_command(&commands[i], manual_page, out);
        page_close(out);
    }
}

static void write_bash(void)
{
    manual_bash_head(stdout);
    for (size_t i = 0; i < command_count; i++)
        write_command(&commands[i], manual_bash, stdout);
    manual_bash_foot(stdout);
    for (size_t i = 0; i < command_count; i++)
        printf("%s ", commands[i].name);
    puts("--lang --help --version' -- \"$cur\")) ;;\n    esac\n}\ncomplete -F _saldo saldo");
}

static void write_zsh(void)
{
    manual_zsh_head(stdout);
    for (size_t i = 0; i < command_count; i++)
        write_command(&commands[i], manual_zsh, stdout);
    manual_zsh_foot(stdout);
    for (size_t i = 0; i < command_count; i++)
        printf("        '%s:%s'\n", commands[i].name, _(commands[i].does));
    puts("    )\n    _describe command commands\n}\n\n_saldo \"$@\"");
}

int main(int argc, char **argv)
{
    locale_start();
    if (argc == 4 && strcmp(argv[1], "pages") == 0) {
        locale_choose(strcmp(argv[2], "nl") == 0 ? LANGUAGE_NL : LANGUAGE_EN);
        write_pages(argv[3]);
        return EXIT_SUCCESS;
    }
    locale_choose(LANGUAGE_EN);
    if (argc == 2 && strcmp(argv[1], "bash") == 0)
        write_bash();
    else if (argc == 2 && strcmp(argv[1], "zsh") == 0)
        write_zsh();
    else
        return EXIT_FAILURE;
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
