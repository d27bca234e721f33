/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "api/run_sign.h"
#include "saldo/command.h"
#include "saldo/key_arguments.h"
#include "saldo/locale.h"
#include "saldo/screen/place_print.h"
#include "saldo/screen/print.h"
#include "saldo/screen/verify_print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char *run;
    const char *key;
    const char *new_key;
    bool force;
};

enum { OPT_KEY = 256, OPT_NEW_KEY, OPT_FORCE };

static const struct argp_option options[] = {
    {"key", OPT_KEY, N_("KEY.pem"), 0, N_("private key to sign with (Ed25519)"), 0},
    {"new-key", OPT_NEW_KEY, N_("KEY.pem"), 0,
     N_("write a new private key and print the public one"), 0},
    {"force", OPT_FORCE, NULL, 0, N_("replace a signature that is there already"), 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_KEY:
        in->key = arg;
        return 0;
    case OPT_NEW_KEY:
        in->new_key = arg;
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
        if (in->new_key != NULL ? in->run != NULL || in->key != NULL : in->run == NULL)
            argp_usage(state);
        if (in->new_key == NULL && in->key == NULL)
            command_error(state, "%s", _("--key KEY.pem is needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int write_key(const char *path, struct arena *arena)
{
    const struct place_words words = {_("is there already; a key is never replaced"), ""};
    const char *public = "";
    enum status status = run_key_new(path, arena, &public);

    if (status == STATUS_BROKEN) {
        print_error("%s: %s", path, _("no key could be made"));
        return SALDO_RESOURCES;
    }
    if (status == STATUS_OK)
        screen_lines(stdout, (struct text){public, strlen(public)});
    return print_place_failure(path, status, false, &words);
}

/* Nothing is signed that is not what compute wrote. */
static int print_refusal(const struct arguments *in, const struct verification *found)
{
    const struct verify_options options_of_verify = {.run = in->run};

    if (found->trouble != VERIFY_FINE)
        return verify_print_trouble(&options_of_verify, found);
    verify_print_findings(found);
    if (found->bundled)
        print_error(_("%s is a bundle: sign it with compute --bundle --key"), in->run);
    else
        print_error(_("%s is not as compute wrote it; nothing was signed"), in->run);
    return found->bundled ? SALDO_USAGE : SALDO_DIFFERENT;
}

static int sign(const struct arguments *in, struct arena *arena)
{
    const struct place_words words = {_("is signed already; use --force to replace the signature"),
                                      _("has a signature that is not a plain file")};
    struct verification found;
    struct text key;
    int result = read_key(in->key, arena, &key);

    if (result != SALDO_OK)
        return result;
    enum status status = run_sign(in->run, key, in->force, arena, &found);
    switch (status) {
    case STATUS_OK:
        screen_print(stdout, _("written: %s/manifest.json.sig\n"), in->run);
        note_written(in->run);
        return SALDO_OK;
    case STATUS_INVALID:
        return print_refusal(in, &found);
    case STATUS_SYNTAX:
        return refuse_key(in->key);
    default:
        return print_place_failure(in->run, status, in->force, &words);
    }
}

int cmd_seal(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("RUN --key KEY.pem\n--new-key KEY.pem"),
        .doc = N_("Signs a run: writes manifest.json.sig, the Ed25519 signature of manifest.json, "
                  "64 bytes. Only a run that is as compute wrote it is signed. The keys are those "
                  "of openssl."),
        .children = common_children};
    struct arguments in = {0};

    command_parse(&argp, argc, argv, &in);
    struct arena *arena = arena_new();
    int status = SALDO_RESOURCES;
    if (arena == NULL)
        print_error("%s", _("no memory"));
    else
        status = in.new_key != NULL ? write_key(in.new_key, arena) : sign(&in, arena);
    arena_free(arena);
    return finish(status);
}
