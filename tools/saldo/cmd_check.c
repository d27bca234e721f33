/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "api/dossier_api.h"
#include "run/write_csv.h"
#include "saldo/command.h"
#include "saldo/dossier_arguments.h"
#include "saldo/locale.h"
#include "saldo/screen/print.h"

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    struct dossier_arguments dossier;
    const char *findings;
};

enum { OPT_FINDINGS = 256 };

static const struct argp_option options[] = {
    {"findings", OPT_FINDINGS, N_("FILE"), 0, N_("write all findings to FILE, as CSV"), 0}, {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &in->dossier;
        return 0;
    case OPT_FINDINGS:
        in->findings = arg;
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
        .children = dossier_children};
    struct arguments in = {0};
    int status;

    command_parse(&argp, argc, argv, &in);
    struct saldo_dossier *dossier = read_dossier(&in.dossier, &status);
    if (dossier == NULL)
        return status;
    if (in.findings != NULL && write_findings(dossier, in.findings) != SALDO_OK)
        status = SALDO_RESOURCES;
    saldo_dossier_free(dossier);
    return status;
}
