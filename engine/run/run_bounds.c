/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever edits a run and seals it again may put in what no settlement gives: each value by itself
 * of its type, and yet a divisor of 0, a fifth quarter, or so many large amounts that a report that
 * adds them up wraps. Every form adds and divides without asking; here it is asked, once. */
#include "run/run_value.h"
#include "run/sums.h"

enum { SUMS = 32, LAST_YEAR = 9999 };

struct bounds { /* Σ|x| of each column */
    int64_t sums[SUMS];
    size_t next; /* column of the row */
    bool fits;
};

static void take(struct bounds *bounds, int64_t value)
{
    int64_t *sum = &bounds->sums[bounds->next++];
    int64_t size = value == RUN_NONE ? 0 : value < 0 ? -value : value;

    bounds->fits = !__builtin_add_overflow(*sum, size, sum) && bounds->fits;
}

static void take_known(struct bounds *bounds, struct run_amount amount)
{
    take(bounds, amount.known ? amount.money.cents : 0);
}

static void take_balance(struct bounds *bounds, const struct run_balance *balance)
{
    const struct money amounts[] = {balance->granted, balance->advance, balance->computed,
                                    balance->paid,    balance->open,    balance->withheld,
                                    balance->recovery};

    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        take(bounds, amounts[i].cents);
}

static bool lines_fit(const struct run_loading *run)
{
    struct bounds bounds = {.fits = true};

    for (uint32_t i = 0; i < run->lines.count && bounds.fits; i++) {
        const struct run_line *line = &run->lines.items[i];
        const struct run_options_open *options = &line->options;
        const struct money amounts[] = {line->grant, options->regrant, options->recompute.paid,
                                        options->recompute.withheld, options->recompute.recovery};
        bounds.next = 0;
        take(&bounds, line->target);
        take(&bounds, line->achieved);
        take_balance(&bounds, &line->balance);
        for (size_t a = 0; a < sizeof amounts / sizeof *amounts; a++)
            take(&bounds, amounts[a].cents);
        bounds.fits = bounds.fits && line->divisor > 0 &&
                      line->needs_decision == run_balance_waits(&line->balance) &&
                      (!line->needs_decision || line->achieved != RUN_NONE);
    }
    return bounds.fits;
}

static bool incentives_fit(const struct run_loading *run)
{
    struct bounds bounds = {.fits = true};

    for (uint32_t i = 0; i < run->incentives.count; i++) {
        bounds.next = 0;
        take_balance(&bounds, &run->incentives.items[i].balance);
    }
    return bounds.fits;
}

static void take_reading(struct bounds *bounds, const struct run_reading *reading)
{
    take(bounds, reading->required.cents);
    take_known(bounds, reading->shortfall);
    take_known(bounds, reading->recovery);
}

static bool beneficiaries_fit(const struct run_loading *run)
{
    struct bounds bounds = {.fits = true};

    for (uint32_t i = 0; i < run->beneficiaries.count; i++) {
        const struct run_beneficiary *b = &run->beneficiaries.items[i];
        const struct money amounts[] = {
            b->granted,  b->incentives, b->advance,           b->paid, b->withheld, b->open,
            b->recovery, b->received,   b->accounts_recovery, b->due,  b->base};
        bounds.next = 0;
        for (size_t a = 0; a < sizeof amounts / sizeof *amounts; a++)
            take(&bounds, amounts[a].cents);
        take_known(&bounds, b->spending);
        take_reading(&bounds, &b->own);
        take_reading(&bounds, &b->gross);
    }
    return bounds.fits;
}

static bool rows_fit(const struct run_loading *run)
{
    struct bounds bounds = {.fits = true};

    for (uint32_t i = 0; i < run->spending.count && bounds.fits; i++) {
        const struct run_spending *row = &run->spending.items[i];
        bounds.next = 0;
        take(&bounds, row->amount.cents);
        take_known(&bounds, row->share);
        bounds.fits = bounds.fits && row->fiscal_year > 0 && row->fiscal_year <= LAST_YEAR &&
                      (row->quarter == RUN_NONE || (row->quarter > 0 && row->quarter <= 4));
    }
    for (uint32_t i = 0; i < run->payments.count; i++) {
        bounds.next = 2;
        take(&bounds, run->payments.items[i].amount.cents);
    }
    for (uint32_t i = 0; i < run->grants.count; i++) {
        bounds.next = 3;
        take(&bounds, run->grants.items[i].amount.cents);
    }
    for (uint32_t i = 0; i < run->decisions.count; i++) {
        bounds.next = 4;
        take_known(&bounds, run->decisions.items[i].amount);
    }
    return bounds.fits;
}

void run_bounds(struct run_reader *r)
{
    const struct run_loading *run = r->to;

    if (!lines_fit(run) || !incentives_fit(run) || !beneficiaries_fit(run) || !rows_fit(run))
        run_fail(r, STATUS_SYNTAX);
}
