/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spending of one beneficiary within the spending period of the scheme. */
#include <stdio.h>
#include <string.h>

#include "formulas/period.h"
#include "settle/settle.h"

struct series { /* rows of one fiscal year that belong together */
    uint32_t first;
    uint32_t count;
};

static void report_row(struct settling *s, uint32_t index, enum finding finding, const char *column,
                       const char *part1, const char *part2, const char *part3)
{
    const struct spending_row *row = &s->dossier->spending.items[index];

    diag_add(s->diags, finding, dossier_pos(s->dossier, FILE_SPENDING, row->line, column),
             (struct diag_subject){s->dossier->beneficiaries.items[row->beneficiary].id,
                                   row->action, ""},
             part1, part2, part3);
}

static bool counts(const struct settling *s, const struct spending_row *row)
{
    const struct scheme_value *codes = scheme_value(s->scheme, PARAMETER_REPORTING_CODES);

    for (size_t i = 0; i < codes->list_count; i++)
        if (strcmp(codes->list[i], row->code) == 0)
            return true;
    return *row->code == '\0' && row->manual &&
           s->dossier->beneficiaries.items[row->beneficiary].kind == KIND_DE_RAND;
}

static bool same_series(const struct spending_row *a, const struct spending_row *b)
{
    return a->fiscal_year == b->fiscal_year && strcmp(a->nis, b->nis) == 0 &&
           strcmp(a->code, b->code) == 0 && strcmp(a->action, b->action) == 0;
}

static void remark_source(struct settling *s, uint32_t index)
{
    const struct spending_row *row = &s->dossier->spending.items[index];
    bool de_rand = s->dossier->beneficiaries.items[row->beneficiary].kind == KIND_DE_RAND;

    if (row->manual)
        report_row(s, index, FINDING_SPENDING_MANUAL, "bron", NULL, NULL, NULL);
    else if (de_rand)
        report_row(s, index, FINDING_SPENDING_NOT_MANUAL, "bron", NULL, NULL, NULL);
}

static void remark_share(struct settling *s, struct series series, const struct fiscal_year *year,
                         const struct period_share *share)
{
    char number[COUNT_TEXT_BYTES];
    char amount[MONEY_TEXT_BYTES];
    char total[MONEY_TEXT_BYTES];
    char quarter[] = {(char)('0' + share->last_quarter), '\0'};

    text_format_count_plain(year->year, number);
    text_format_money(share->amount, amount);
    text_format_money(year->through[share->last_quarter - 1], total);
    if (share->estimated)
        report_row(s, series.first, FINDING_SPENDING_ESTIMATE, "bedrag", number, amount, total);
    if (share->incomplete)
        report_row(s, series.first, FINDING_SPENDING_INCOMPLETE, "kwartaal", number, quarter, NULL);
}

static void remark_outside(struct settling *s, struct series series, int fiscal_year)
{
    char number[COUNT_TEXT_BYTES];
    char period[2 * DATE_TEXT_BYTES + 4];
    char from[DATE_TEXT_BYTES];
    char to[DATE_TEXT_BYTES];

    text_format_count_plain(fiscal_year, number);
    date_format(scheme_value(s->scheme, PARAMETER_SPENDING_FROM)->date, from);
    date_format(scheme_value(s->scheme, PARAMETER_SPENDING_TO)->date, to);
    snprintf(period, sizeof period, "%s - %s", from, to);
    for (uint32_t i = 0; i < series.count; i++) {
        s->out->spending[series.first + i].use = ROW_OUTSIDE;
        report_row(s, series.first + i, FINDING_SPENDING_OUTSIDE, "boekjaar", number, period, NULL);
    }
}

static enum status add_series(struct settling *s, struct beneficiary_line *line,
                              struct series series)
{
    const struct spending_row *rows = &s->dossier->spending.items[series.first];
    struct fiscal_year year = {.year = rows->fiscal_year};
    struct period_share share;

    for (uint32_t i = 0; i < series.count; i++) {
        int quarter = rows[i].quarter == 0 ? 4 : rows[i].quarter;
        year.known[quarter - 1] = true;
        year.through[quarter - 1] = rows[i].amount;
        remark_source(s, series.first + i);
    }
    enum status status = period_share(&year, scheme_value(s->scheme, PARAMETER_SPENDING_FROM)->date,
                                      scheme_value(s->scheme, PARAMETER_SPENDING_TO)->date,
                                      s->out->rounding, &share);
    if (status != STATUS_OK)
        return status;
    if (share.outside) {
        remark_outside(s, series, rows->fiscal_year);
        return STATUS_OK;
    }
    remark_share(s, series, &year, &share);
    struct spending_result *last = &s->out->spending[series.first + series.count - 1];

    last->closes_series = true;
    last->estimated = share.estimated;
    last->share = share.amount;
    line->has_spending = true;
    line->estimated |= share.estimated;
    return money_add(line->matching.spending, share.amount, &line->matching.spending);
}

enum status settle_spending(struct settling *s, struct beneficiary_line *line)
{
    const struct spending_row *rows = s->dossier->spending.items;
    uint32_t end = line->beneficiary->first_spending + line->beneficiary->spending_count;
    enum status status = STATUS_OK;

    for (uint32_t i = line->beneficiary->first_spending; i < end && status == STATUS_OK;) {
        struct series series = {i, 1};
        if (!counts(s, &rows[i])) {
            s->out->spending[i].use = ROW_OUTSIDE;
            report_row(s, i, FINDING_CODE_OTHER, "code", rows[i].code,
                       scheme_value(s->scheme, PARAMETER_REPORTING_CODES)->text, NULL);
            i++;
            continue;
        }
        while (i + series.count < end && same_series(&rows[i], &rows[i + series.count]))
            series.count++;
        status = add_series(s, line, series);
        i += series.count;
    }
    return status;
}
