/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/opendata_folder.h"
#include "api/report_files.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/run_arguments.h"
#include "saldo/screen/place_print.h"
#include "saldo/screen/print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum { FORM_MAX = 8 };

struct arguments {
    const char *run;
    const char *folder; /* NULL: the run itself */
    bool force;
    bool opendata;
    const char *licence;
    const struct report_form *forms[FORM_MAX];
    size_t form_count;
};

enum { OPT_FORCE = 256, OPT_LICENCE };

static const struct argp_option options[] = {
    {"format", 'f', N_("FORM[,FORM...]"), 0,
     N_("which forms to write: html, xlsx, sqlite, opendata"), 0},
    {"out", 'o', N_("DIR"), 0,
     N_("folder to write to, made when it is not there; otherwise RUN itself"), 0},
    {"force", OPT_FORCE, NULL, 0, N_("replace a form that is there already"), 0},
    {"licence", OPT_LICENCE, N_("URI"), 0, N_("licence of the open data; otherwise none is named"),
     0},
    {0}};

static void take_form(struct arguments *in, struct argp_state *state, struct text name)
{
    const struct report_form *form = report_form_find(name);

    if (form == NULL)
        command_error(state, _("'%.*s' is not a form; expected: html, xlsx, sqlite, opendata"),
                      (int)name.length, name.at);
    for (size_t i = 0; i < in->form_count; i++)
        if (in->forms[i] == form)
            return;
    if (in->form_count < FORM_MAX)
        in->forms[in->form_count++] = form;
}

static void take_forms(struct arguments *in, struct argp_state *state, const char *list)
{
    for (;;) {
        size_t length = strcspn(list, ",");
        struct text name = {list, length};
        if (text_is(name, OPENDATA_FOLDER))
            in->opendata = true;
        else
            take_form(in, state, name);
        if (list[length] == '\0')
            return;
        list += length + 1;
    }
}

/* http:// or https:// and then what may stand in an address: RFC 3986. */
static bool is_address(const char *arg)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "-._~:/?#[]@!$&'()*+,;=%";
    size_t scheme = strncmp(arg, "https://", 8) == 0 ? 8 : strncmp(arg, "http://", 7) == 0 ? 7 : 0;

    return scheme > 0 && arg[scheme] != '\0' && strchr("/?#", arg[scheme]) == NULL &&
           arg[strspn(arg, allowed)] == '\0';
}

/* Whether both are the same folder, by whatever name. */
static bool is_same_folder(const char *one, const char *other)
{
    struct stat a, b;

    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case 'f':
        take_forms(in, state, arg);
        return 0;
    case 'o':
        in->folder = arg;
        return 0;
    case OPT_LICENCE:
        if (!is_address(arg))
            command_error(state, _("'%s' is not a licence; expected: its address, https://…"), arg);
        in->licence = arg;
        return 0;
    case OPT_FORCE:
        in->force = true;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0)
            argp_usage(state);
        in->run = arg;
        return 0;
    case ARGP_KEY_END:
        if (in->run == NULL)
            argp_usage(state);
        else if (in->form_count == 0 && !in->opendata)
            command_error(state, "%s", _("--format is needed"));
        else if (in->licence != NULL && !in->opendata)
            command_error(state, "%s", _("--licence needs --format opendata"));
        else if (in->opendata && (in->folder == NULL || is_same_folder(in->run, in->folder)))
            command_error(state, "%s",
                          _("opendata is for the public, not for RUN: --out DIR is needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Says why it is not there; gives the exit status. */
static int print_failure(enum status status, bool force, const char *path)
{
    const struct place_words words = {_("is there already; use --force to replace it"),
                                      _("is there already and is not what report writes")};

    switch (status) {
    case STATUS_RANGE:
        print_error(_("%s cannot hold so large a run"), path);
        return SALDO_RESOURCES;
    case STATUS_OVERFLOW:
        print_error("%s", _("a sum is too large"));
        return SALDO_RESOURCES;
    case STATUS_SYNTAX:
    case STATUS_BROKEN:
        print_error(_("%s cannot be made: the run contradicts itself"), path);
        return SALDO_INVALID;
    default:
        return print_place_failure(path, status, force, &words);
    }
}

/* Says how it went; status is of the writing. */
static int tell(enum status status, const struct report_target *target, const char *file)
{
    size_t length = strlen(target->path) + strlen(file) + 2;
    int saved = errno;
    char *path = malloc(length);

    if (path == NULL) {
        print_error("%s: %s", file, _("no memory"));
        return SALDO_RESOURCES;
    }
    snprintf(path, length, "%s/%s", target->path, file);
    errno = saved;
    if (status == STATUS_OK)
        screen_print(stdout, _("written: %s\n"), path);
    int result = print_failure(status, target->force, path);
    free(path);
    return result;
}

static int write_forms(const struct run *run, const struct arguments *in,
                       const struct report_target *target)
{
    enum language language = locale_chosen() ? locale_language() : run->language;
    const struct opendata_options open = {language, in->licence};
    int result = SALDO_OK;

    for (size_t i = 0; i < in->form_count && result == SALDO_OK; i++)
        result = tell(report_write(run, in->forms[i], language, target), target,
                      report_form_file(in->forms[i]));
    if (in->opendata && result == SALDO_OK)
        result = tell(opendata_folder_write(run, &open, target), target, OPENDATA_FOLDER);
    return result;
}

/* The folder is opened before the run is read: what is put in it belongs to the run that was in it
 * then. One that is not there is made, once there is something to write; not those above it. */
static int report(const struct arguments *in, struct arena *arena)
{
    const char *path = in->folder == NULL ? in->run : in->folder;
    struct report_target target = {open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path, in->force};
    int why = errno;
    int result;
    const struct run *run = read_run(in->run, arena, &result);
    bool made = run != NULL && target.folder < 0 && why == ENOENT && mkdir(path, 0777) == 0;

    if (made)
        target.folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (run != NULL && target.folder < 0) {
        errno = why;
        result = tell(STATUS_IO, &target,
                      in->form_count > 0 ? report_form_file(in->forms[0]) : OPENDATA_FOLDER);
    } else if (run != NULL) {
        result = write_forms(run, in, &target);
    }
    if (target.folder >= 0)
        close(target.folder);
    if (made && result != SALDO_OK)
        (void)rmdir(path); /* when nothing was written */
    return result;
}

int cmd_report(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("RUN"),
        .doc = N_("Writes a run in forms for people and programs. Each is made from the sealed run "
                  "alone, in the language of the run unless --lang says another."),
        .children = common_children};
    struct arguments in = {0};

    command_parse(&argp, argc, argv, &in);
    struct arena *arena = arena_new();
    int result = report(&in, arena);
    arena_free(arena);
    return finish(result);
}
