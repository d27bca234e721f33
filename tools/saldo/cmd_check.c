/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "api/dossier_api.h"
#include "report/tables.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/print.h"

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char *dossier;
    const char *findings;
    struct saldo_options options;
    bool strict;
};

enum { OPT_AS_OF = 256, OPT_SCHEMES, OPT_STRICT, OPT_FINDINGS };

static const struct argp_option options[] = {
    {"as-of", OPT_AS_OF, N_("DATE"), 0, N_("cut-off date in place of peildatum"), 0},
    {"scheme-dir", OPT_SCHEMES, N_("DIR"), 0, N_("schemes of your own: DIR/ID.yaml"), 0},
    {"strict", OPT_STRICT, NULL, 0, N_("warnings are errors"), 0},
    {"findings", OPT_FINDINGS, N_("FILE"), 0, N_("write all findings to FILE, as CSV"), 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

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
    case OPT_FINDINGS:
        in->findings = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (in->dossier != NULL)
            argp_usage(state);
        in->dossier = arg;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int write_findings(const struct saldo_dossier *dossier, const char *path)
{
    struct out *out = out_new(AT_FDCWD, path, NULL, NULL);
    enum status status = STATUS_IO;

    if (out != NULL) {
        status = table_findings(out, dossier->diags, locale_language());
        enum status finished = out_finish(out);
        status = status == STATUS_OK ? finished : status;
    }
    if (status == STATUS_OK)
        return SALDO_OK;
    print_error("%s: %s", path, strerror(errno));
    if (out != NULL)
        unlink(path); /* ours, and not whole */
    return SALDO_RESOURCES;
}

int cmd_check(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("DOSSIER"),
        .doc = N_("Checks a dossier: every problem at once, with file, line, field and what would "
                  "be right. Writes nothing."),
        .children = common_children};
    struct arguments in = {0};
    struct saldo_dossier *dossier;

    command_parse(&argp, argc, argv, &in);
    errno = 0;
    int status = (int)saldo_dossier_new(in.dossier, &in.options, &dossier);
    if (dossier == NULL)
        return load_failed(in.dossier, in.options.as_of, status);
    print_findings(dossier);
    if (in.strict && saldo_finding_count_of(dossier, SALDO_FOUND_WARNING) > 0)
        status = SALDO_INVALID;
    if (in.findings != NULL && write_findings(dossier, in.findings) != SALDO_OK)
        status = SALDO_RESOURCES;
    saldo_dossier_free(dossier);
    return status;
}
