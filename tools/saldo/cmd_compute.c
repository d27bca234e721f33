/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "saldo/command.h"
#include "saldo/print.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char *dossier;
    const char *run;
    struct saldo_options options;
    bool strict;
    bool force;
};

enum { OPT_AS_OF = 256, OPT_SCHEMES, OPT_STRICT, OPT_FORCE };

static const struct argp_option options[] = {
    {"out", 'o', N_("RUN"), 0, N_("folder to write; it must not exist yet"), 0},
    {"force", OPT_FORCE, NULL, 0, N_("replace RUN if it is a run"), 0},
    {"as-of", OPT_AS_OF, N_("DATE"), 0, N_("cut-off date in place of peildatum"), 0},
    {"scheme-dir", OPT_SCHEMES, N_("DIR"), 0, N_("schemes of your own: DIR/ID.yaml"), 0},
    {"strict", OPT_STRICT, NULL, 0, N_("warnings are errors"), 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case 'o':
        in->run = arg;
        return 0;
    case OPT_FORCE:
        in->force = true;
        return 0;
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
        if (in->run == NULL)
            argp_error(state, "%s", _("--out RUN is needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void print_amount(const char *name, int64_t cents)
{
    printf("  %-24s %20s\n", name, belgian(cents));
}

static void print_summary(const struct saldo_dossier *dossier, const char *run)
{
    struct saldo_totals totals;

    if (saldo_totals_of(dossier, &totals) != SALDO_OK)
        return;
    printf(_("%u beneficiaries, %u applications, %u incentives\n"), totals.beneficiaries,
           totals.applications, totals.incentives);
    print_amount("toegekend", totals.granted_cents);
    print_amount("stimulansen", totals.incentive_cents);
    print_amount("voorschot", totals.advance_cents);
    print_amount("saldo", totals.balance_cents);
    print_amount("ingehouden", totals.withheld_cents);
    print_amount("open", totals.open_cents);
    print_amount("terugvordering", totals.recovery_cents);
    print_amount("betaald", totals.received_cents);
    print_amount("te_betalen", totals.due_cents);
    fputs("\n", stdout);
    for (unsigned i = 0; i < 7; i++)
        if (totals.outcomes[i] > 0)
            printf("  %-24s %20u\n", saldo_outcome_name(i), totals.outcomes[i]);
    printf(_("\nwritten: %s (afrekening.csv, begunstigden.csv, bevindingen.csv, …)\n"), run);
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
    else
        print_summary(dossier, in->run);
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
    errno = 0;
    if (status == SALDO_OK)
        status = write_run(dossier, &in);
    saldo_dossier_free(dossier);
    return finish(status);
}
