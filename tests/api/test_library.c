/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsaldo as its users see it: by <saldo.h> alone. */
#include <errno.h>
#include <saldo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/rows.h"

#define NOTA SALDO_SOURCE_DIR "/fixtures/nota"
#define BROKEN SALDO_SOURCE_DIR "/fixtures/bad/alles-tegelijk/dossier"
static const char outputs[] = "afrekening.csv afrekening.json begunstigden.csv bevindingen.csv "
                              "kpi.csv manifest.json stimulansen.csv";

static struct saldo_dossier *open_nota(void)
{
    struct saldo_dossier *dossier;

    assert_int_equal(saldo_dossier_new(NOTA, NULL, &dossier), SALDO_OK);
    assert_non_null(dossier);
    return dossier;
}

static void check_list(const char *path, const char *names)
{
    char *list = folder_list(path);

    assert_string_equal(list, names);
    free(list);
}

static void test_totals(void **state)
{
    struct saldo_dossier *dossier = open_nota();
    struct saldo_totals totals;
    uint32_t outcomes = 0;

    (void)state;
    assert_int_equal(saldo_totals_of(dossier, &totals), SALDO_OK);
    assert_int_equal(totals.beneficiaries, 3);
    assert_int_equal(totals.applications, 3);
    assert_int_equal(totals.incentives, 0);
    assert_int_equal(totals.granted_cents, 11400000);
    assert_int_equal(totals.advance_cents, 9120000);
    assert_int_equal(totals.balance_cents, 600000);
    assert_int_equal(totals.withheld_cents, 960000);
    assert_int_equal(totals.open_cents, 720000);
    assert_int_equal(totals.recovery_cents, 0);
    assert_int_equal(totals.received_cents, 0);
    assert_int_equal(totals.due_cents, 9720000);
    for (unsigned i = 0; i < 7; i++) {
        assert_true(*saldo_outcome_name(i) != '\0');
        outcomes += totals.outcomes[i];
    }
    assert_string_equal(saldo_outcome_name(7), "");
    assert_int_equal(outcomes, 3);
    saldo_dossier_free(dossier);
    saldo_dossier_free(NULL);
}

static void test_findings(void **state)
{
    struct saldo_dossier *dossier;
    struct saldo_totals totals;
    size_t sum = 0;

    (void)state;
    assert_int_equal(saldo_dossier_new(BROKEN, NULL, &dossier), SALDO_INVALID);
    assert_non_null(dossier);
    size_t count = saldo_finding_count(dossier);
    for (int severity = SALDO_FOUND_ERROR; severity <= SALDO_FOUND_INFO; severity++)
        sum += saldo_finding_count_of(dossier, (enum saldo_severity)severity);
    assert_int_equal(count, sum);
    assert_true(saldo_finding_count_of(dossier, SALDO_FOUND_ERROR) > 1);
    for (size_t i = 0; i < count; i++) {
        struct saldo_finding finding = saldo_finding_at(dossier, i);
        char whole[2048], piece[8];
        size_t length = saldo_finding_text(dossier, i, SALDO_NL, whole, sizeof whole);
        assert_int_equal(length, strlen(whole));
        assert_int_equal(saldo_finding_text(dossier, i, SALDO_NL, piece, sizeof piece), length);
        assert_int_equal(strlen(piece), length < 7 ? length : 7);
        assert_memory_equal(piece, whole, strlen(piece));
        assert_int_equal(saldo_finding_text(dossier, i, SALDO_EN, NULL, 0) > 0, 1);
        assert_non_null(finding.code);
        assert_non_null(finding.file);
        assert_non_null(finding.beneficiary);
        assert_non_null(finding.action);
        assert_non_null(finding.group);
        assert_true(i == 0 || saldo_finding_at(dossier, i - 1).severity <= finding.severity);
    }
    assert_int_equal(saldo_totals_of(dossier, &totals), SALDO_INVALID);
    assert_int_equal(saldo_run_write(dossier, "run-of-a-broken-one", false), SALDO_INVALID);
    assert_int_equal(access("run-of-a-broken-one", F_OK), -1);
    saldo_dossier_free(dossier);
}

static void test_as_of(void **state)
{
    static const char *const wrong[] = {"", "2025-02-29", "31/03/2026", "2026-03-31 "};
    struct saldo_options options = {.as_of = "2025-06-30"};
    struct saldo_dossier *dossier;
    struct saldo_totals totals;

    (void)state;
    assert_int_equal(saldo_dossier_new(NOTA, &options, &dossier), SALDO_OK);
    assert_int_equal(saldo_totals_of(dossier, &totals), SALDO_OK);
    assert_int_equal(totals.open_cents, 2280000); /* no final report yet */
    saldo_dossier_free(dossier);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        options.as_of = wrong[i];
        assert_int_equal(saldo_dossier_new(NOTA, &options, &dossier), SALDO_USAGE);
        assert_null(dossier);
    }
}

static void test_no_folder(void **state)
{
    struct saldo_dossier *dossier;

    (void)state;
    errno = 0;
    assert_int_equal(saldo_dossier_new("absent", NULL, &dossier), SALDO_RESOURCES);
    assert_int_equal(errno, ENOENT);
    assert_null(dossier);
}

/* ---- runs ---- */

static void test_run(void **state)
{
    struct saldo_dossier *dossier = open_nota();
    struct folder folder;

    (void)state;
    folder_new(&folder);
    const char *path = folder_path(&folder, "run");
    assert_int_equal(saldo_run_write(dossier, path, false), SALDO_OK);
    check_list(path, outputs);
    check_list(folder.path, "run");
    char *first = folder_read(folder_path(&folder, "run/manifest.json"), NULL);
    assert_int_equal(saldo_run_write(dossier, path, false), SALDO_INVALID); /* it is there */
    assert_int_equal(saldo_run_write(dossier, path, true), SALDO_OK);
    check_list(path, outputs);
    check_list(folder.path, "run");
    char *second = folder_read(folder_path(&folder, "run/manifest.json"), NULL);
    assert_string_equal(first, second);
    free(first);
    free(second);
    saldo_dossier_free(dossier);
    folder_remove(&folder);
}

/* Where nothing can be written, nothing is left. */
static void test_run_nowhere(void **state)
{
    struct saldo_dossier *dossier = open_nota();
    struct folder folder;

    (void)state;
    folder_new(&folder);
    errno = 0;
    assert_int_equal(saldo_run_write(dossier, folder_path(&folder, "absent/run"), false),
                     SALDO_RESOURCES);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(saldo_run_write(dossier, "", false), SALDO_RESOURCES);
    folder_write_text(&folder, "file", "x");
    assert_int_equal(saldo_run_write(dossier, folder_path(&folder, "file/run"), false),
                     SALDO_RESOURCES);
    assert_int_equal(errno, ENOTDIR);
    check_list(folder.path, "file");
    saldo_dossier_free(dossier);
    folder_remove(&folder);
}

/* ---- one derivation ---- */

static const struct calc {
    const char *name;
    struct saldo_calc in;
    enum saldo_status status;
    enum saldo_calc_trouble why;
    int64_t grant_cents, advance_cents, balance_cents;
    const char *split;
    const char *outcome;
} calcs[] = {
    {"nota, first example",
     {"plan-samenleven-3", "5", "", 100, 500, -1, -1},
     SALDO_OK,
     SALDO_CALC_FINE,
     3000000,
     2400000,
     600000,
     "halvering",
     NULL},
    {"nota, second example",
     {"plan-samenleven-3", "5", "", 500, 800, -1, -1},
     SALDO_OK,
     SALDO_CALC_FINE,
     3600000,
     2880000,
     720000,
     "verschil",
     NULL},
    {"reached",
     {"plan-samenleven-3", "5", "", 100, 500, 500, -1},
     SALDO_OK,
     SALDO_CALC_FINE,
     3000000,
     2400000,
     600000,
     "halvering",
     "saldo-uitbetalen"},
    {"missed",
     {"plan-samenleven-3", "5", "", 100, 500, 400, -1},
     SALDO_OK,
     SALDO_CALC_FINE,
     3000000,
     2400000,
     600000,
     "halvering",
     "beslissing-nodig"},
    {"another price",
     {"plan-samenleven-3", "5", "", 100, 500, -1, 100},
     SALDO_OK,
     SALDO_CALC_FINE,
     25000,
     20000,
     5000,
     "halvering",
     NULL},
    {"no more than there is",
     {"plan-samenleven-3", "5", "", 500, 500, -1, -1},
     SALDO_OK,
     SALDO_CALC_FINE,
     0,
     0,
     0,
     "geen",
     NULL},
    {"no such scheme",
     {"plan", "5", "", 1, 2, -1, -1},
     SALDO_INVALID,
     SALDO_CALC_SCHEME,
     0,
     0,
     0,
     NULL,
     NULL},
    {"no such action",
     {"plan-samenleven-3", "999", "", 1, 2, -1, -1},
     SALDO_INVALID,
     SALDO_CALC_ACTION,
     0,
     0,
     0,
     NULL,
     NULL},
    {"an action that is no number",
     {"plan-samenleven-3", "x", "", 1, 2, -1, -1},
     SALDO_INVALID,
     SALDO_CALC_ACTION,
     0,
     0,
     0,
     NULL,
     NULL},
    {"no such target group",
     {"plan-samenleven-3", "5", "x", 1, 2, -1, -1},
     SALDO_INVALID,
     SALDO_CALC_GROUP,
     0,
     0,
     0,
     NULL,
     NULL},
    {"baseline below 0",
     {"plan-samenleven-3", "5", "", -1, 2, -1, -1},
     SALDO_USAGE,
     SALDO_CALC_FINE,
     0,
     0,
     0,
     NULL,
     NULL},
    {"target below 0",
     {"plan-samenleven-3", "5", "", 1, -2, -1, -1},
     SALDO_USAGE,
     SALDO_CALC_FINE,
     0,
     0,
     0,
     NULL,
     NULL},
    {"more than fits",
     {"plan-samenleven-3", "5", "", 0, INT64_MAX, -1, -1},
     SALDO_RESOURCES,
     SALDO_CALC_AMOUNT,
     0,
     0,
     0,
     NULL,
     NULL},
    {"everything at its largest",
     {"plan-samenleven-3", "5", "", INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX},
     SALDO_OK,
     SALDO_CALC_FINE,
     0,
     0,
     0,
     "geen",
     "geen-subsidie"},
    {"a price at its largest",
     {"plan-samenleven-3", "5", "", 0, 2, 0, INT64_MAX},
     SALDO_OK,
     SALDO_CALC_FINE,
     INT64_MAX,
     7378697629483820646,
     1844674407370955161,
     "halvering",
     "beslissing-nodig"},
};

static void test_calc(void **state)
{
    const struct calc *row = *state;
    struct saldo_result out;
    enum saldo_calc_trouble why;

    assert_int_equal(saldo_calc(&row->in, &out, &why), row->status);
    assert_int_equal(why, row->why);
    if (row->status != SALDO_OK)
        return;
    assert_int_equal(out.grant_cents, row->grant_cents);
    assert_int_equal(out.advance_cents, row->advance_cents);
    assert_int_equal(out.balance_cents, row->balance_cents);
    assert_string_equal(out.split, row->split);
    if (row->outcome == NULL) {
        assert_null(out.outcome);
        return;
    }
    assert_string_equal(out.outcome, row->outcome);
    assert_int_equal(out.paid_cents + out.withheld_cents + out.open_cents, out.balance_cents);
    assert_int_equal(out.needs_decision, strcmp(row->outcome, "beslissing-nodig") == 0);
    if (!out.needs_decision)
        return;
    assert_int_equal(out.withhold.withheld_cents, out.balance_cents);
    assert_int_equal(out.recover_all.recovery_cents, out.advance_cents);
    assert_int_equal(out.recompute.balance_cents + out.advance_cents - out.recompute.recovery_cents,
                     out.regrant_cents);
}

/* Each action and target group of each scheme: a price, or word that it needs one. */
static void test_price_needed(void **state)
{
    struct saldo_calc in = {"plan-samenleven-2", "5", "", 0, 10, -1, -1};
    struct saldo_result out;
    enum saldo_calc_trouble why;
    char number[12];
    unsigned needed = 0;

    (void)state;
    for (unsigned action = 1; action < 40; action++) {
        snprintf(number, sizeof number, "%u", action);
        in.action = number;
        in.price_cents = -1;
        enum saldo_status status = saldo_calc(&in, &out, &why);
        assert_true(status == SALDO_OK || status == SALDO_INVALID);
        if (why != SALDO_CALC_PRICE)
            continue;
        needed++;
        in.price_cents = 10000;
        assert_int_equal(saldo_calc(&in, &out, &why), SALDO_OK);
        assert_int_equal(out.price_cents, 10000);
    }
    assert_true(needed > 0);
}

static void test_version(void **state)
{
    (void)state;
    assert_int_equal(strspn(saldo_version(), "0123456789."), strlen(saldo_version()));
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_totals, "totals", NULL);
    rows_add(rows, test_findings, "findings", NULL);
    rows_add(rows, test_as_of, "another cut-off date", NULL);
    rows_add(rows, test_no_folder, "no folder", NULL);
    rows_add(rows, test_run, "a run, refused and replaced", NULL);
    rows_add(rows, test_run_nowhere, "a run that cannot be written", NULL);
    ROWS_ADD(rows, test_calc, calcs);
    rows_add(rows, test_price_needed, "prices that have to be given", NULL);
    rows_add(rows, test_version, "version", NULL);
    return rows_run(rows, "api/library");
}
