/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One incentive of one beneficiary. */
#include <string.h>

#include "formulas/incentive.h"
#include "settle/settle.h"

static struct diag_subject incentive_subject(const struct settling *s,
                                             const struct incentive_row *row)
{
    return (struct diag_subject){s->dossier->beneficiaries.items[row->beneficiary].id,
                                 row->incentive->id, ""};
}

static void report(struct settling *s, const struct incentive_row *row, enum finding finding,
                   const char *part1, const char *part2)
{
    diag_add(s->diags, finding, dossier_pos(s->dossier, FILE_INCENTIVES, row->line, "bedrag"),
             incentive_subject(s, row), part1, part2, NULL);
}

static struct money incentive_amount(struct settling *s, const struct incentive_row *row)
{
    const struct scheme_value *stated = row->incentive->amount;
    char have[MONEY_TEXT_BYTES];
    char want[MONEY_TEXT_BYTES];

    if (!row->has_amount)
        return stated->known ? stated->money : (struct money){0};
    if (stated->known && stated->money.cents != row->amount.cents) {
        text_format_money(row->amount, have);
        text_format_money(stated->money, want);
        report(s, row, FINDING_INCENTIVE_DIFFERS, have, want);
    }
    return row->amount;
}

static void remark_incentive(struct settling *s, const struct incentive_line *line)
{
    const struct incentive_row *row = line->row;
    enum beneficiary_kind kind = s->dossier->beneficiaries.items[row->beneficiary].kind;
    char amount[MONEY_TEXT_BYTES];

    if (strcmp(row->incentive->id, "samenwerkingsverband") == 0 && kind != KIND_PARTNERSHIP)
        report(s, row, FINDING_INCENTIVE_ALONE, beneficiary_kind_name(kind), NULL);
    if (line->balance.outcome != OUTCOME_DECISION_NEEDED)
        return;
    text_format_money(line->balance.open, amount);
    report(s, row, FINDING_INCENTIVE_DECISION, row->incentive->id, amount);
}

enum status settle_incentive(struct settling *s, uint32_t index)
{
    struct incentive_line *line = &s->out->incentives[index];
    const struct incentive_row *row = &s->dossier->incentives.items[index];
    struct date end = scheme_value(s->scheme, PARAMETER_PROJECT_TO)->date;
    struct incentive_input in = {.running = date_compare(s->dossier->config.cutoff, end) <= 0,
                                 .recovery_withholds = s->out->recovery_withholds};

    *line = (struct incentive_line){.row = row};
    enum status status = advance_split(incentive_amount(s, row),
                                       scheme_value(s->scheme, PARAMETER_ADVANCE)->rate,
                                       s->out->rounding, &line->advance);
    if (status != STATUS_OK)
        return status;
    settle_verdict(s, row->first_decision, row->decision_count, &line->advance, true,
                   &line->verdict);
    if (line->advance.granted.cents > 0 &&
        !settle_verdict_fits(s, row->first_decision, row->decision_count, &line->advance,
                             &line->verdict, incentive_subject(s, row)))
        return STATUS_OK; /* the finding says so */
    in.advance = line->advance;
    in.verdict = line->verdict;
    status = incentive_settle(&in, &line->balance);
    if (status != STATUS_OK)
        return status;
    line->valid = true;
    remark_incentive(s, line);
    return STATUS_OK;
}
