/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <stdbool.h>

#include "api/dossier_api.h"
#include "api/place.h"
#include "run/write_csv.h"
#include "saldo/command.h"
#include "saldo/dossier_arguments.h"
#include "saldo/locale.h"
#include "saldo/screen/place_print.h"
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

static enum status write_file(const struct saldo_dossier *dossier, const struct place *place)
{
    struct out *out = out_new(place_fd(place), PLACE_FILE, NULL, NULL);

    if (out == NULL)
        return STATUS_IO;
    enum status status = table_findings(out, dossier->diags, locale_language());
    enum status finished = out_finish(out);
    return status == STATUS_OK ? finished : status;
}

static int write_findings(const struct saldo_dossier *dossier, const char *path)
{
    static const struct place_kind kind = {NULL, NULL};
    const struct place_words words = {_("is there already; choose another name"), ""};
    struct place *place;
    enum status status = place_new(path, &kind, false, &place);

    if (status == STATUS_OK)
        status = write_file(dossier, place);
    if (status == STATUS_OK)
        status = place_put(place);
    place_free(place);
    return print_place_failure(path, status, false, &words);
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
    int written = in.findings == NULL ? SALDO_OK : write_findings(dossier, in.findings);
    if (written != SALDO_OK)
        status = written;
    saldo_dossier_free(dossier);
    return finish(status);
}
