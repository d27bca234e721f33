/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "api/verify.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/screen/print.h"
#include "saldo/screen/verify_print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum { OPT_SCHEMES = 256, OPT_KEY };

static const struct argp_option options[] = {
    {"scheme-dir", OPT_SCHEMES, N_("DIR"), 0, N_("schemes of your own: DIR/ID.yaml"), 0},
    {"pubkey", OPT_KEY, N_("KEY.pem"), 0, N_("the manifest must be signed with this key"), 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct verify_options *in = state->input;

    switch (key) {
    case OPT_SCHEMES:
        in->scheme_folder = arg;
        return 0;
    case OPT_KEY:
        in->key = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num == 0)
            in->run = arg;
        else if (state->arg_num == 1)
            in->dossier = arg;
        else
            argp_usage(state);
        return 0;
    case ARGP_KEY_END:
        if (in->run == NULL)
            argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void print_good(const struct verify_options *in, const struct verification *v)
{
    unsigned long amounts = (unsigned long)v->amounts;

    screen_print(stdout, "%s: ", in->run);
    if (v->recomputed)
        screen_print(stdout,
                     ngettext("reproduced, %lu amount\n", "reproduced, %lu amounts\n", amounts),
                     amounts);
    else
        screen_print(stdout,
                     ngettext("%lu amount as sealed; give DOSSIER to compute again\n",
                              "%lu amounts as sealed; give DOSSIER to compute again\n", amounts),
                     amounts);
}

static void print_what(const struct verification *v)
{
    if (*v->scheme == '\0')
        return;
    screen_print(stdout, "  saldo %s, %s%s, peildatum %s\n", v->engine, v->scheme,
                 v->own_scheme ? _(" (not built in)") : "", v->cutoff);
    screen_print(stdout, "  manifest.json: sha256 %s\n", v->manifest_sha256);
    if (v->signature_checked)
        screen_print(stdout, _("  signed with this key\n"));
    else if (v->is_signed && v->key_given)
        screen_print(stdout, _("  signed, but not with the key of --pubkey\n"));
    else if (v->is_signed)
        screen_print(stdout, _("  signed; give --pubkey to check the signature\n"));
}

static int print_result(const struct verify_options *in, const struct verification *v)
{
    verify_print_findings(v);
    if (v->finding_count > 0) {
        unsigned long count = v->finding_count;
        screen_print(stdout,
                     ngettext("%s: not as it should be, %lu difference\n",
                              "%s: not as it should be, %lu differences\n", count),
                     in->run, count);
        if (*v->scheme_wanted != '\0')
            screen_print(stdout,
                         _("  not computed again: %s of this run is not built in; "
                           "give --scheme-dir DIR\n"),
                         v->scheme_wanted);
    } else {
        print_good(in, v);
    }
    print_what(v);
    return v->finding_count > 0 ? SALDO_DIFFERENT : SALDO_OK;
}

/* The system failed: where, and how. */
static void print_system(const struct verify_options *in, enum status status,
                         const struct verification *v)
{
    const char *why = status == STATUS_IO ? strerror(errno) : _("no memory");
    const char *file = status == STATUS_IO && v != NULL ? v->trouble_file : "";

    if (*file == '\0')
        print_error("%s: %s", in->run, why);
    else if (file == in->key)
        print_error("%s: %s", file, why);
    else
        print_error("%s: %s: %s", in->run, file, why);
}

int cmd_verify(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("RUN [DOSSIER]\nBUNDLE"),
        .doc = N_("Holds every file of a run against its manifest. With DOSSIER, or for a bundle, "
                  "which has its own, computes the run again and compares every byte; names the "
                  "first difference by amount, place and cause. Exit status 3 when anything "
                  "differs."),
        .children = common_children};
    struct verify_options in = {.language = locale_language()};
    struct verification result = {.trouble_file = ""};
    int exit_status;

    command_parse(&argp, argc, argv, &in);
    in.language = locale_language();
    struct arena *arena = arena_new();
    errno = 0;
    enum status status = arena == NULL ? STATUS_MEMORY : verify_run(&in, arena, &result);
    if (status == STATUS_OK) {
        exit_status = print_result(&in, &result);
    } else if (status == STATUS_INVALID) {
        exit_status = verify_print_trouble(&in, &result);
    } else {
        print_system(&in, status, &result);
        exit_status = SALDO_RESOURCES;
    }
    arena_free(arena);
    return finish(exit_status);
}
