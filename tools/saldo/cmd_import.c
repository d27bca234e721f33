/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "saldo/cmd_import_print.h"
#include "saldo/cmd_import_write.h"
#include "saldo/command.h"
#include "saldo/screen/place_print.h"
#include "saldo/screen/print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char **files;
    size_t count;
    const char *into;
    struct import_options options;
    bool dry;
};

enum { OPT_INTO = 256, OPT_TABLE, OPT_DATES, OPT_DECIMAL };

static const struct argp_option options[] = {
    {"into", OPT_INTO, N_("DOSSIER"), 0, N_("the dossier whose tables get the rows (needed)"), 0},
    {"table", OPT_TABLE, N_("NAME"), 0,
     N_("what the files are: kpi, aanvragen …; without it the name of file or sheet says so, or "
        "the "
        "header"),
     0},
    {"dates", OPT_DATES, "dmy|mdy", 0, N_("how 03/04/2025 is meant: day first, or month first"), 0},
    {"decimal", OPT_DECIMAL, "comma|point", 0, N_("what separates decimals"), 0},
    {"dry-run", 'n', NULL, 0, N_("say what would change, and write nothing"), 0},
    {0}};

static void take_table(struct arguments *in, const char *arg, struct argp_state *state)
{
    in->options.table = layout_file_named(arg);
    if (in->options.table == FILE_COUNT)
        command_error(state, _("'%s' is not a table of a dossier; see 'saldo init'"), arg);
}

/* A word of two, and what it stands for. */
static char take_word(const char *arg, const char *first, char one, const char *second, char other,
                      struct argp_state *state)
{
    if (strcmp(arg, first) == 0)
        return one;
    if (strcmp(arg, second) != 0)
        command_error(state, _("'%s' is not known; expected: %s, %s"), arg, first, second);
    return other;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_INTO:
        in->into = arg;
        return 0;
    case OPT_TABLE:
        take_table(in, arg, state);
        return 0;
    case OPT_DATES:
        in->options.habits.date_order = take_word(arg, "dmy", 'd', "mdy", 'm', state);
        return 0;
    case OPT_DECIMAL:
        in->options.habits.decimal = take_word(arg, "comma", ',', "point", '.', state);
        return 0;
    case 'n':
        in->dry = true;
        return 0;
    case ARGP_KEY_ARG:
        in->files[in->count++] = arg;
        return 0;
    case ARGP_KEY_END:
        if (in->count == 0)
            argp_usage(state);
        if (in->into == NULL)
            command_error(state, "%s", _("--into is needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- the work ---- */

static int write_failed(const char *into, const char *name, enum status status)
{
    const struct place_words words = {"", _("is not a plain file")};
    char *path = NULL;

    if (status == STATUS_SYNTAX) {
        print_error(_("%s/%s is not a record of saldo import; move it away"), into, name);
        return SALDO_INVALID;
    }
    int saved = errno;
    if (name == NULL || asprintf(&path, "%s/%s", into, name) < 0)
        path = NULL;
    errno = saved;
    int result = print_place_failure(path == NULL ? into : path, status, true, &words);
    free(path);
    return result;
}

static int write_changes(int folder, const struct arguments *in, const struct import *import,
                         struct diag_list *diags)
{
    const char *failed = NULL;

    if (!import_changes_anything(import)) {
        screen_print(stdout, _("nothing new: %s stays as it is\n"), in->into);
        return SALDO_OK;
    }
    if (in->dry) {
        screen_print(stdout, _("nothing was written (--dry-run)\n"));
        return SALDO_OK;
    }
    enum status status = import_write(folder, in->into, import, diags, &failed);
    if (status != STATUS_OK)
        return write_failed(in->into, failed, status);
    note_written(in->into);
    screen_print(stdout, _("written: %s; what was changed stands in %s\nnext:    saldo check %s\n"),
                 in->into, IMPORT_RECORD, in->into);
    return SALDO_OK;
}

static int run(int folder, const struct arguments *in, struct diag_list *diags)
{
    struct import import;
    enum status status = import_files(folder, in->files, in->count, &in->options, diags, &import);
    int saved = errno;
    int result = SALDO_RESOURCES;

    print_diags(diags);
    if (status == STATUS_OK)
        import_print(&import);
    errno = saved;
    if (status == STATUS_OK) {
        result = write_changes(folder, in, &import, diags);
    } else if (status == STATUS_INVALID) {
        print_error("%s", _("nothing was written"));
        result = refused(diags);
    } else if (status == STATUS_MEMORY) {
        print_error("%s: %s", in->into, _("no memory"));
    } else {
        result = input_failed(import.unread == NULL ? in->into : import.unread);
    }
    import_free(&import);
    return finish(result);
}

/* Opens the dossier, for us alone: another import waits until this one is done. A file system
 * without locks does without. -1: it is no dossier; it was said. */
static int open_dossier(const char *path, int *result)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (folder < 0) {
        *result = input_failed(path);
        return -1;
    }
    if (faccessat(folder, "dossier.yaml", F_OK, 0) != 0) {
        print_error(_("%s has no dossier.yaml; 'saldo init' makes a dossier"), path);
        *result = SALDO_INVALID;
        close(folder);
        return -1;
    }
    while (flock(folder, LOCK_EX) != 0 && errno == EINTR)
        ;
    return folder;
}

int cmd_import(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("FILE..."),
        .doc =
            N_("Reads what people hand in, a workbook or a CSV as a spreadsheet saves it, into "
               "the tables of a dossier. What has one meaning is taken and said; what has two is "
               "asked."),
        .children = common_children};
    struct arguments in = {.options = {.table = FILE_COUNT},
                           .files = calloc((size_t)argc + 1, sizeof *in.files)};
    struct diag_list *diags = diag_list_new();
    int status = SALDO_RESOURCES;

    if (in.files == NULL || diags == NULL) {
        print_error("%s", _("no memory"));
    } else {
        command_parse(&argp, argc, argv, &in);
        int folder = open_dossier(in.into, &status);
        if (folder >= 0) {
            status = run(folder, &in, diags);
            close(folder);
        }
    }
    diag_list_free(diags);
    free(in.files);
    return status;
}
