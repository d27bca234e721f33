/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "api/run_kind.h"
#include "api/run_write.h"
#include "saldo/command.h"
#include "saldo/dossier_arguments.h"
#include "saldo/key_arguments.h"
#include "saldo/screen/place_print.h"
#include "saldo/screen/print.h"
#include "saldo/screen/summary.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    struct dossier_arguments dossier;
    const char *run;
    const char *bundle;
    const char *key;
    bool force;
    bool json;
};

enum { OPT_FORCE = 256, OPT_BUNDLE, OPT_KEY, OPT_JSON };

static const struct argp_option options[] = {
    {"out", 'o', N_("RUN"), 0, N_("folder to write; it must not exist yet"), 0},
    {"bundle", OPT_BUNDLE, N_("FILE.tar.zst"), 0,
     N_("pack the dossier, the scheme and the run into one file, for saldo verify"), 0},
    {"key", OPT_KEY, N_("KEY.pem"), 0, N_("sign the manifest with this private key (Ed25519)"), 0},
    {"force", OPT_FORCE, NULL, 0, N_("replace RUN if it is a run, and the bundle if it is one"), 0},
    {"json", OPT_JSON, NULL, 0, N_("print the summary as JSON"), 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &in->dossier;
        return 0;
    case 'o':
        in->run = arg;
        return 0;
    case OPT_BUNDLE:
        in->bundle = arg;
        return 0;
    case OPT_KEY:
        in->key = arg;
        return 0;
    case OPT_FORCE:
        in->force = true;
        return 0;
    case OPT_JSON:
        in->json = true;
        return 0;
    case ARGP_KEY_END:
        if (in->run != NULL && in->bundle != NULL && strcmp(in->run, in->bundle) == 0)
            command_error(state, _("--out and --bundle are both %s; give each a path of its own"),
                          in->run);
        if (in->dossier.dossier != NULL && in->run == NULL)
            command_error(state, "%s", _("--out RUN is needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Of what stands there and is no run: --force would not replace it either. */
static bool print_stranger(const char *path)
{
    char stranger[NAME_MAX + 1];

    if (run_stands(path, stranger))
        return false;
    if (*stranger == '\0')
        print_error(_("%s is there already and is not a run of saldo"), path);
    else
        print_error(_("%s is there already and holds %s, which is no file of a run"), path,
                    stranger);
    return true;
}

/* Says why the run or the bundle was not written; gives the exit status. */
static int print_failure(const struct arguments *in, enum run_part blamed, enum status status)
{
    const char *there = _("is there already; choose another name or use --force");
    const struct place_words run = {there, _("is there already and is not a run of saldo")};
    const struct place_words bundle = {there, _("is there already and is not a bundle of saldo")};

    if (status == STATUS_SYNTAX)
        return refuse_key(in->key);
    if (blamed == RUN_PART_RUN && status == STATUS_EXISTS && print_stranger(in->run))
        return SALDO_INVALID;
    return blamed == RUN_PART_RUN ? print_place_failure(in->run, status, in->force, &run)
                                  : print_place_failure(in->bundle, status, in->force, &bundle);
}

static int write_files(const struct saldo_dossier *dossier, const struct arguments *in,
                       const struct text *key)
{
    const struct run_target target = {in->run, in->bundle, in->force, key};
    enum run_part blamed;
    enum status status = run_write(dossier, &target, &blamed);

    if (status != STATUS_OK)
        return print_failure(in, blamed, status);
    note_written(in->run);
    if (in->json)
        return summary_json(dossier, in->run);
    summary_print(dossier, in->run);
    if (in->bundle != NULL)
        screen_print(stdout, _("bundle:  %s\n"), in->bundle);
    return SALDO_OK;
}

static int write_run(const struct saldo_dossier *dossier, const struct arguments *in)
{
    struct arena *arena = arena_new();
    struct text key;
    int status = SALDO_OK;

    if (arena == NULL)
        status = print_failure(in, RUN_PART_RUN, STATUS_MEMORY);
    else if (in->key != NULL)
        status = read_key(in->key, arena, &key);
    if (status == SALDO_OK)
        status = write_files(dossier, in, in->key == NULL ? NULL : &key);
    arena_free(arena);
    return status;
}

int cmd_compute(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("DOSSIER"),
        .doc = N_(
            "Settles a dossier: every balance and recovery, each with its reason. Writes RUN whole "
            "or not at all."),
        .children = dossier_children};
    struct arguments in = {0};
    int status;

    command_parse(&argp, argc, argv, &in);
    struct saldo_dossier *dossier = read_dossier(&in.dossier, &status);
    if (dossier == NULL)
        return status;
    if (status == SALDO_OK)
        status = write_run(dossier, &in);
    saldo_dossier_free(dossier);
    return finish(status);
}
