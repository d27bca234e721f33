/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three examples of the nota: 512 of 500, 720 of 800 and 600 of 800. */
#include <math.h>
#include <string.h>

#include "settle_test/settled.h"
#include "support/folder.h"
#include "support/rows.h"

static const struct kpi {
    const char *name;
    const char *cutoff;
    uint32_t reported, reached;
    int64_t promised, achieved;
    double quartiles[3]; /* of 102,4 %, 90 % and 75 % */
} kpis[] = {
    {"all reports", NULL, 3, 1, 2100, 1832, {82.5, 90.0, 96.2}},
    {"the day of the reports", "2025-10-08", 3, 1, 2100, 1832, {82.5, 90.0, 96.2}},
    {"the day before: interim reports do not count", "2025-10-07", 0, 0, 0, 0, {0}},
};

static void check_line(const struct kpi_line *line, const struct kpi *row)
{
    assert_int_equal(line->beneficiaries, 3);
    assert_int_equal(line->stopped, 0);
    assert_int_equal(line->target, 2100);
    assert_int_equal(line->reported, row->reported);
    assert_int_equal(line->reached, row->reached);
    assert_int_equal(line->promised, row->promised);
    assert_int_equal(line->achieved, row->achieved);
    assert_int_equal(line->granted.cents, 11400000);
    assert_int_equal(line->has_quartiles, row->reported > 0);
    if (row->reported == 0)
        return;
    assert_true(fabs(line->quartiles.first - row->quartiles[0]) < 1e-9);
    assert_true(fabs(line->quartiles.median - row->quartiles[1]) < 1e-9);
    assert_true(fabs(line->quartiles.third - row->quartiles[2]) < 1e-9);
}

/* One action with one target group: its line, and that of all actions. */
static void test_kpi(void **state)
{
    const struct kpi *row = *state;
    struct settled settled = settled_new(SALDO_SOURCE_DIR "/fixtures/nota", row->cutoff);

    assert_int_equal(settled.status, STATUS_OK);
    assert_int_equal(settled.settlement->kpi.count, 2);
    const struct kpi_line *lines = settled.settlement->kpi.items;
    assert_string_equal(lines[0].action->number_text, "5");
    assert_non_null(lines[0].group);
    check_line(&lines[0], row);
    assert_null(lines[1].action);
    assert_null(lines[1].group);
    check_line(&lines[1], row);
    settled_free(&settled);
}

/* Every line is the sum of the applications that it is about. */
static void check_sum(const struct settled *settled, const struct kpi_line *kpi)
{
    struct kpi_line sum = {0};
    uint32_t last = NO_INDEX;

    for (uint32_t i = 0; i < settled->dossier->applications.count; i++) {
        const struct line *line = &settled->settlement->lines[i];
        const struct application *row = line->application;
        bool stopped = row->choice == APPLICATION_STOP;
        bool reported = !stopped && line->final_report != NO_INDEX;
        if ((kpi->action != NULL && row->action != kpi->action) ||
            (kpi->group != NULL && row->group != kpi->group))
            continue;
        sum.beneficiaries += row->beneficiary != last;
        last = row->beneficiary;
        sum.stopped += stopped;
        sum.reported += reported;
        sum.reached += reported && line->achieved >= row->target;
        sum.target += stopped ? 0 : row->target;
        sum.promised += reported ? row->target : 0;
        sum.achieved += reported ? line->achieved : 0;
        sum.granted.cents += line->advance.granted.cents;
    }
    assert_int_equal(kpi->beneficiaries, sum.beneficiaries);
    assert_int_equal(kpi->stopped, sum.stopped);
    assert_int_equal(kpi->reported, sum.reported);
    assert_int_equal(kpi->reached, sum.reached);
    assert_int_equal(kpi->target, sum.target);
    assert_int_equal(kpi->promised, sum.promised);
    assert_int_equal(kpi->achieved, sum.achieved);
    assert_int_equal(kpi->granted.cents, sum.granted.cents);
}

static void test_sums(void **state)
{
    struct settled settled = settled_new(*state, NULL);
    uint32_t with_group = 0;

    assert_int_equal(settled.status, STATUS_OK);
    for (uint32_t i = 0; i < settled.settlement->kpi.count; i++) {
        check_sum(&settled, &settled.settlement->kpi.items[i]);
        with_group += settled.settlement->kpi.items[i].group != NULL;
    }
    assert_true(with_group > 0 && with_group < settled.settlement->kpi.count);
    settled_free(&settled);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_kpi, kpis);
    rows_add(rows, test_sums, "call 3: lines are sums", SALDO_SOURCE_DIR "/fixtures/oproep-3");
    rows_add(rows, test_sums, "call 1: lines are sums",
             SALDO_SOURCE_DIR "/tests/independent/cases/oproep-1/dossier");
    rows_add(rows, test_sums, "call 2: lines are sums",
             SALDO_SOURCE_DIR "/tests/independent/cases/oproep-2/dossier");
    return rows_run(rows, "settle/kpi");
}
