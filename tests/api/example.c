/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: example [DOSSIER]
 * How a program uses libsaldo: one derivation, and a dossier with its findings and totals. */
#include <errno.h>
#include <inttypes.h>
#include <saldo.h>
#include <stdio.h>
#include <string.h>

static int derive(void)
{
    const struct saldo_calc in = {.scheme = "plan-samenleven-3",
                                  .action = "5",
                                  .group = "",
                                  .baseline = 100,
                                  .target = 500,
                                  .achieved = -1,
                                  .price_cents = -1};
    struct saldo_result result;
    enum saldo_calc_trouble why;

    if (saldo_calc(&in, &result, &why) != SALDO_OK) {
        fprintf(stderr, "no derivation: trouble %d\n", (int)why);
        return 1;
    }
    printf("%s: grant %" PRId64 " cents, advance %" PRId64 " cents\n", result.split,
           result.grant_cents, result.advance_cents);
    return result.grant_cents == 3000000 ? 0 : 1; /* first example of the nota */
}

static void print_findings(const struct saldo_dossier *dossier)
{
    for (size_t i = 0; i < saldo_finding_count(dossier); i++) {
        struct saldo_finding finding = saldo_finding_at(dossier, i);
        char text[256];
        saldo_finding_text(dossier, i, SALDO_EN, text, sizeof text);
        printf("%s:%" PRIu32 ": %s [%s]\n", finding.file, finding.line, text, finding.code);
    }
}

static int settle(const char *folder)
{
    struct saldo_dossier *dossier;
    struct saldo_totals totals;
    enum saldo_status status = saldo_dossier_new(folder, NULL, &dossier);

    if (dossier == NULL) {
        fprintf(stderr, "%s: %s\n", folder, strerror(errno));
        return 1;
    }
    print_findings(dossier);
    if (status == SALDO_OK && saldo_totals_of(dossier, &totals) == SALDO_OK)
        printf("%" PRIu32 " beneficiaries, granted %" PRId64 " cents\n", totals.beneficiaries,
               totals.granted_cents);
    saldo_dossier_free(dossier);
    return (int)status;
}

int main(int argc, char **argv)
{
    printf("libsaldo %s\n", saldo_version());
    return argc > 1 ? settle(argv[1]) : derive();
}
