/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program: one file each. argv[0] is "saldo COMMAND"; the result is the exit
 * status. */
#ifndef SALDO_COMMAND_H
#define SALDO_COMMAND_H

#include <argp.h>
#include <stddef.h>

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *does; /* a line; gettext translates it */
};
extern const char program_doc[];
extern const struct command commands[];
extern const size_t command_count;

int cmd_bbc(int argc, char **argv);
int cmd_calc(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_compute(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_indicators(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_participation(int argc, char **argv);
int cmd_kpi(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_scheme(int argc, char **argv);
int cmd_survey(int argc, char **argv);
int cmd_seal(int argc, char **argv);
int cmd_verify(int argc, char **argv);

/* --lang, which every command has; as a child of the command's own parser. */
extern const struct argp_child common_children[];

/* As argp_error, which ends the program; each %s is shown as write/screen.h does. */
void command_error(const struct argp_state *state, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Ends the program: what was asked cannot even be read. */
_Noreturn void command_no_memory(void);

/* Ends the program with exit status 2 when a path is empty. */
void refuse_empty_paths(const struct argp *argp, int argc, char **argv);

/* Parses with exit status 2 for wrong use, 4 without memory. */
void command_parse(const struct argp *argp, int argc, char **argv, void *input);

#endif
