/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <stdbool.h>
#include <string.h>

#include "saldo/command.h"
#include "saldo/dossier_arguments.h"
#include "saldo/print.h"
#include "saldo/summary.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    struct dossier_arguments dossier;
    const char *run;
    bool force;
    bool json;
};

enum { OPT_FORCE = 256, OPT_JSON };

static const struct argp_option options[] = {
    {"out", 'o', N_("RUN"), 0, N_("folder to write; it must not exist yet"), 0},
    {"force", OPT_FORCE, NULL, 0, N_("replace RUN if it is a run"), 0},
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
    case OPT_FORCE:
        in->force = true;
        return 0;
    case OPT_JSON:
        in->json = true;
        return 0;
    case ARGP_KEY_END:
        if (in->dossier.dossier != NULL && in->run == NULL)
            argp_error(state, "%s", _("--out RUN is needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int write_run(const struct saldo_dossier *dossier, const struct arguments *in)
{
    int status = (int)saldo_run_write(dossier, in->run, in->force);

    if (status == SALDO_INVALID)
        print_error(in->force ? _("%s is there already and is not a run of saldo")
                              : _("%s is there already; choose another folder or use --force"),
                    in->run);
    else if (status != SALDO_OK)
        print_error("%s: %s", in->run,
                    errno == 0 ? _("a tie-out failed; nothing was written") : strerror(errno));
    else if (in->json)
        status = summary_json(dossier, in->run);
    else
        summary_print(dossier, in->run);
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
    errno = 0;
    if (status == SALDO_OK)
        status = write_run(dossier, &in);
    saldo_dossier_free(dossier);
    return finish(status);
}
