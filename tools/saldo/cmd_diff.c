/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <string.h>
#include <unistd.h>

#include "run/diff/write.h"
#include "saldo/command.h"
#include "saldo/run_arguments.h"
#include "saldo/screen/diff_text.h"
#include "saldo/screen/print.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMATS };
static const char *const format_name[FORMATS] = {"text", "csv", "json"};

struct arguments {
    const char *run[2];
    enum format format;
};

static const struct argp_option options[] = {
    {"format", 'f', N_("text|csv|json"), 0, N_("what to print; default: text"), 0}, {0}};

static void parse_format(struct argp_state *state, struct arguments *in, const char *arg)
{
    for (int format = 0; format < FORMATS; format++)
        if (strcmp(arg, format_name[format]) == 0) {
            in->format = (enum format)format;
            return;
        }
    command_error(state, _("'%s' is not one of: text, csv, json"), arg);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case 'f':
        parse_format(state, in, arg);
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 1)
            argp_usage(state);
        in->run[state->arg_num] = arg;
        return 0;
    case ARGP_KEY_END:
        if (state->arg_num < 2)
            argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int write_format(const struct diff *diff, enum format format)
{
    struct out *out;

    if (format == FORMAT_TEXT) {
        diff_text_print(diff);
        return SALDO_OK;
    }
    out = out_fd_new(STDOUT_FILENO);
    if (out == NULL) {
        print_error("%s", _("no memory"));
        return SALDO_RESOURCES;
    }
    if (format == FORMAT_CSV)
        difference_csv(out, diff);
    else
        difference_json(out, diff);
    return out_finish(out) == STATUS_OK ? SALDO_OK : stdout_failed();
}

static int compare(const struct arguments *in, struct arena *arena)
{
    const struct run *run[2];
    const struct diff *diff;
    int status = SALDO_OK;

    for (int i = 0; i < 2; i++) {
        run[i] = read_run(in->run[i], arena, &status);
        if (run[i] == NULL)
            return status;
    }
    if (diff_runs(run[0], run[1], arena, &diff) != STATUS_OK) {
        print_error("%s", _("no memory"));
        return SALDO_RESOURCES;
    }
    status = write_format(diff, in->format);
    return status == SALDO_OK && diff->move_count > 0 ? SALDO_DIFFERENT : status;
}

int cmd_diff(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("RUN1 RUN2"),
        .doc = N_("Shows which amounts and outcomes moved from RUN1 to RUN2, and why: which cells "
                  "and rows of the dossier, which values of the scheme with their passages, which "
                  "assumption, date or version. Exit status 3 when anything moved."),
        .children = common_children};
    struct arguments in = {0};

    command_parse(&argp, argc, argv, &in);
    struct arena *arena = arena_new();
    int status = compare(&in, arena);
    arena_free(arena);
    return finish(status);
}
