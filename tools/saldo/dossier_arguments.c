/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/dossier_arguments.h"

#include <errno.h>
#include <libintl.h>

#include "saldo/command.h"
#include "saldo/screen/print.h"

#define N_(text) text

enum { OPT_AS_OF = 512, OPT_SCHEMES, OPT_STRICT };

static const struct argp_option options[] = {
    {"as-of", OPT_AS_OF, N_("DATE"), 0, N_("cut-off date in place of peildatum"), 0},
    {"scheme-dir", OPT_SCHEMES, N_("DIR"), 0, N_("schemes of your own: DIR/ID.yaml"), 0},
    {"strict", OPT_STRICT, NULL, 0, N_("warnings are errors"), 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct dossier_arguments *in = state->input;

    switch (key) {
    case OPT_AS_OF:
        in->options.as_of = arg;
        return 0;
    case OPT_SCHEMES:
        in->options.scheme_folder = arg;
        return 0;
    case OPT_STRICT:
        in->strict = true;
        return 0;
    case ARGP_KEY_ARG:
        if (in->dossier != NULL)
            argp_usage(state);
        in->dossier = arg;
        return 0;
    case ARGP_KEY_END:
        if (in->dossier == NULL)
            argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp dossier_argp = {
    .options = options, .parser = parse, .children = common_children};
const struct argp_child dossier_children[] = {{&dossier_argp, 0, NULL, 0}, {0}};

struct saldo_dossier *read_dossier(const struct dossier_arguments *in, int *status)
{
    struct saldo_dossier *dossier;

    errno = 0;
    *status = (int)saldo_dossier_new(in->dossier, &in->options, &dossier);
    if (dossier == NULL) {
        *status = load_failed(in->dossier, in->options.as_of, *status);
        return NULL;
    }
    print_findings(dossier);
    if (*status == SALDO_OK && in->strict &&
        saldo_finding_count_of(dossier, SALDO_FOUND_WARNING) > 0)
        *status = SALDO_INVALID;
    return dossier;
}
