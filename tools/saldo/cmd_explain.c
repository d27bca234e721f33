/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "report/explain/explain.h"
#include "run/run_read.h"
#include "run/run_scheme.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/screen/print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char *run;
    struct explain_query query;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case ARGP_KEY_ARG:
        if (state->arg_num == 0)
            in->run = arg;
        else if (state->arg_num == 1)
            in->query.beneficiary = arg;
        else if (state->arg_num == 2)
            in->query.action = arg;
        else if (state->arg_num == 3)
            in->query.group = arg;
        else
            argp_usage(state);
        return 0;
    case ARGP_KEY_END:
        if (state->arg_num < 2)
            argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void report_trouble(const char *run, enum run_trouble trouble)
{
    switch (trouble) {
    case RUN_ABSENT:
        print_error(_("%s is not a run: afrekening.json or manifest.json cannot be read"), run);
        return;
    case RUN_NO_SEAL:
        print_error(_("%s: manifest.json is not a manifest of saldo"), run);
        return;
    case RUN_EDITED:
        print_error(_("%s: afrekening.json is not the file that was sealed; it explains nothing"),
                    run);
        return;
    case RUN_FINE:
        return;
    }
}

static int refuse(const char *run, enum status status, enum run_trouble trouble)
{
    if (status == STATUS_INVALID)
        report_trouble(run, trouble);
    else
        print_error("%s: %s", run, status == STATUS_IO ? strerror(errno) : _("no memory"));
    return status == STATUS_INVALID ? SALDO_INVALID : SALDO_RESOURCES;
}

static int explain(const struct arguments *in, const char *json, size_t size)
{
    switch (explain_write(json, size, &in->query, locale_language(), stdout)) {
    case STATUS_OK:
        return SALDO_OK;
    case STATUS_RANGE:
        print_error(_("%s has no such beneficiary, action or target group"), in->run);
        return SALDO_INVALID;
    case STATUS_SYNTAX:
        print_error(_("%s: %s is of another version, or was changed"), in->run, "afrekening.json");
        return SALDO_INVALID;
    default:
        print_error("%s: %s", in->run, _("no memory"));
        return SALDO_RESOURCES;
    }
}

/* The first line, when the rules are not those that their name stands for. */
static enum status tell_scheme(const char *run, enum run_trouble *trouble)
{
    struct arena *arena = arena_new();
    struct manifest manifest;
    bool altered = false;
    size_t size = 0;
    char *text = NULL;
    enum status status = run_read(run, "manifest.json", &text, &size, trouble);

    if (status == STATUS_OK)
        status = arena == NULL ? STATUS_MEMORY : manifest_read(text, size, arena, &manifest);
    if (status == STATUS_SYNTAX) {
        *trouble = RUN_NO_SEAL;
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK)
        status = run_scheme_judge(&manifest, &altered);
    if (altered)
        screen_print(stdout,
                     _("mind: the scheme of this run is called %s, but is not the built-in one\n"),
                     manifest.scheme_id);
    free(text);
    arena_free(arena);
    return status;
}

int cmd_explain(int argc, char **argv)
{
    static const struct argp argp = {
        .parser = parse,
        .args_doc = N_("RUN BENEFICIARY [ACTION [GROUP]]"),
        .doc =
            N_("Shows how each amount came about: value, formula with the numbers filled in, rule "
               "and passage, input file and line, assumptions and decisions. ACTION is a number "
               "or the id of an incentive."),
        .children = common_children};
    struct arguments in = {0};
    enum run_trouble trouble;
    char *json;
    size_t size;

    command_parse(&argp, argc, argv, &in);
    enum status status = run_read(in.run, "afrekening.json", &json, &size, &trouble);
    if (status == STATUS_OK) {
        status = tell_scheme(in.run, &trouble);
        if (status != STATUS_OK)
            free(json);
    }
    if (status != STATUS_OK)
        return refuse(in.run, status, trouble);
    int result = explain(&in, json, size);
    free(json);
    return finish(result);
}
