/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tie-outs of docs/settlement.md §8. They recompute from the rows what the settlement says
 * and stay on in production; a difference is a defect of ours and stops the run. */
#include <string.h>

#include "settle/settle.h"

/* advance + paid + withheld + open = granted, advance + balance too; 0 ≤ recovery ≤ advance + paid;
 * nothing negative. */
static bool row_ties(const struct advance *advance, const struct balance *balance)
{
    __int128 parts = (__int128)advance->amount.cents + balance->paid.cents +
                     balance->withheld.cents + balance->open.cents;

    return parts == advance->granted.cents &&
           (__int128)advance->amount.cents + advance->balance.cents == parts &&
           advance->amount.cents >= 0 && balance->paid.cents >= 0 && balance->withheld.cents >= 0 &&
           balance->open.cents >= 0 && balance->recovery.cents >= 0 &&
           balance->recovery.cents <= (__int128)advance->amount.cents + balance->paid.cents;
}

static bool same_sums(const struct sums *a, const struct sums *b)
{
    return memcmp(a, b, sizeof *a) == 0; /* only amounts, no padding */
}

static struct sums sums_of(const struct advance *advance, const struct balance *balance)
{
    return (struct sums){.advance = advance->amount,
                         .paid = balance->paid,
                         .withheld = balance->withheld,
                         .open = balance->open,
                         .recovery = balance->recovery};
}

/* The rows of one beneficiary. */
static enum status sum_rows(const struct settlement *settlement, const struct beneficiary *owner,
                            struct sums *all)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < owner->application_count && status == STATUS_OK; i++) {
        const struct line *line = &settlement->lines[owner->first_application + i];
        struct sums row = sums_of(&line->advance, &line->balance);
        row.computed = line->grant.amount;
        row.granted = line->advance.granted;
        status = row_ties(&line->advance, &line->balance) ? sums_add(all, &row) : STATUS_BROKEN;
    }
    for (uint32_t i = 0; i < owner->incentive_count && status == STATUS_OK; i++) {
        const struct incentive_line *line = &settlement->incentives[owner->first_incentive + i];
        struct sums row = sums_of(&line->advance, &line->balance);
        row.incentives = line->advance.granted;
        status = row_ties(&line->advance, &line->balance) ? sums_add(all, &row) : STATUS_BROKEN;
    }
    return status;
}

/* due = advance + paid − recovery − received */
static bool due_ties(struct money due, const struct sums *sums, struct money received)
{
    return due.cents ==
           (__int128)sums->advance.cents + sums->paid.cents - sums->recovery.cents - received.cents;
}

/* Σ its rows + recovery after the control = the beneficiary. */
static enum status beneficiary_ties(const struct settlement *settlement,
                                    const struct beneficiary_line *line)
{
    struct sums rows = {0};
    enum status status = sum_rows(settlement, line->beneficiary, &rows);

    if (status == STATUS_OK)
        status = money_add(rows.recovery, line->accounts_recovery, &rows.recovery);
    if (status != STATUS_OK)
        return status;
    return same_sums(&rows, &line->sums) && line->accounts_recovery.cents >= 0 &&
                   rows.recovery.cents <= (__int128)rows.advance.cents + rows.paid.cents &&
                   due_ties(line->due, &line->sums, line->received)
               ? STATUS_OK
               : STATUS_BROKEN;
}

/* Σ beneficiaries = totals, and every row has a beneficiary. */
static enum status totals_tie(const struct settlement *settlement)
{
    const struct dossier *dossier = settlement->dossier;
    struct sums all = {0};
    struct money received = {0};
    uint64_t owned = 0;
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < dossier->beneficiaries.count && status == STATUS_OK; i++) {
        const struct beneficiary_line *line = &settlement->beneficiaries[i];
        owned += line->beneficiary->application_count + line->beneficiary->incentive_count;
        status = beneficiary_ties(settlement, line);
        if (status == STATUS_OK)
            status = sums_add(&all, &line->sums);
        if (status == STATUS_OK)
            status = money_add(received, line->received, &received);
    }
    if (status != STATUS_OK)
        return status;
    return owned == (uint64_t)dossier->applications.count + dossier->incentives.count &&
                   same_sums(&all, &settlement->totals) &&
                   received.cents == settlement->total_received.cents &&
                   due_ties(settlement->total_due, &settlement->totals, received) &&
                   (__int128)settlement->total_payable.cents - settlement->total_claimable.cents ==
                       settlement->total_due.cents
               ? STATUS_OK
               : STATUS_BROKEN;
}

/* Rows read = accepted + rejected: in a settlement without errors nothing was rejected. */
static bool counts_tie(const struct dossier *dossier)
{
    const uint32_t kept[FILE_COUNT] = {
        [FILE_BENEFICIARIES] = dossier->beneficiaries.count,
        [FILE_MEMBERS] = dossier->members.count,
        [FILE_APPLICATIONS] = dossier->applications.count,
        [FILE_GRANTS] = dossier->grants.count,
        [FILE_INCENTIVES] = dossier->incentives.count,
        [FILE_REPORTS] = dossier->reports.count,
        [FILE_DECISIONS] = dossier->decisions.count,
        [FILE_PAYMENTS] = dossier->payments.count,
        [FILE_SPENDING] = dossier->spending.count,
    };

    for (int file = 0; file < FILE_COUNT; file++)
        if (dossier->counts[file].read != kept[file] || dossier->counts[file].rejected != 0)
            return false;
    return true;
}

enum status tie_out(const struct settlement *settlement)
{
    if (!counts_tie(settlement->dossier))
        return STATUS_BROKEN;
    return totals_tie(settlement);
}
