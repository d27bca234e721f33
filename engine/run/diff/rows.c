/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the dossier that a run tells of, each with whose it is. */
#include <stdlib.h>
#include <string.h>

#include "run/diff/part.h"

/* In the order in which causes are told. */
static const struct diff_table tables[] = {
    {"begunstigden.csv", {"naam", "soort", "nis", "kbo"}, ON_ALL, ""},
    {"aanvragen.csv",
     {"keuze", "huidig_bereik", "vooropgestelde_kpi", "kpi_vorig_jaar", "standaardbedrag"},
     ALL_BUT_MONEY_ROWS,
     "keuze huidig_bereik vooropgestelde_kpi kpi_vorig_jaar standaardbedrag "},
    {"toekenningen.csv",
     {"datum", "bedrag", "besluit"},
     ON_GRANTED | ON_BALANCE | ON_DUE | ON_CONTROL,
     "datum bedrag "},
    {"stimulansen.csv", {"bedrag"}, ON_GRANTED | ON_BALANCE | ON_DUE | ON_CONTROL, "bedrag "},
    {"kpi.csv",
     {"moment", "datum", "behaalde_kpi", "motivering"},
     ON_BALANCE | ON_DUE | ON_CONTROL,
     "moment datum behaalde_kpi "},
    {"beslissingen.csv",
     {"datum", "beslissing", "bedrag", "referentie"},
     ON_BALANCE | ON_DUE | ON_CONTROL,
     "datum beslissing bedrag "},
    {"betalingen.csv",
     {"datum", "soort", "bedrag", "referentie"},
     ON_RECEIVED | ON_DUE,
     "datum soort bedrag "},
    {"leden.csv", {"nis", "naam", "inwoners_niet_eu"}, ON_SPENT | ON_CONTROL, "nis "},
    {"uitgaven.csv",
     {"nis", "boekjaar", "kwartaal", "code", "actie", "bedrag", "bron"},
     ON_SPENT | ON_CONTROL,
     "nis boekjaar kwartaal code actie bedrag "},
};
enum table {
    OF_BENEFICIARY,
    OF_APPLICATION,
    OF_GRANT,
    OF_INCENTIVE,
    OF_REPORT,
    OF_DECISION,
    OF_PAYMENT,
    OF_MEMBER,
    OF_SPENDING
};

static const char *count_text(struct diffing *d, int64_t count)
{
    char text[COUNT_TEXT_BYTES];

    if (count == RUN_NONE)
        return "";
    size_t length = text_format_count_plain(count, text);
    const char *copy = arena_copy(d->arena, text, length);
    if (copy == NULL)
        d->status = STATUS_MEMORY;
    return copy == NULL ? "" : copy;
}

static const char *amount_text(struct diffing *d, struct run_amount amount)
{
    return amount.known ? diff_money(d, amount.money) : "";
}

static void add(struct diffing *d, int side, struct diff_row row, enum table table)
{
    row.table = &tables[table];
    for (size_t i = 0; i < DIFF_CELLS; i++)
        if (row.cells[i] == NULL)
            row.cells[i] = "";
    if (row.use == NULL)
        row.use = "";
    DIFF_PUSH(d, rows[side], row);
}

static void add_decisions(struct diffing *d, int side, struct diff_key key, const struct run *run,
                          uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        const struct run_decision *row = &run->decisions[i];
        add(d, side,
            (struct diff_row){
                .key = key,
                .line = row->line,
                .cells = {row->date, row->decision, amount_text(d, row->amount), row->reference},
                .use = row->use},
            OF_DECISION);
    }
}

static void add_line(struct diffing *d, int side, const struct run *run,
                     const struct run_line *line)
{
    const struct diff_key key = {run->beneficiaries[line->beneficiary].id,
                                 run->actions[line->action].number, run->groups[line->group].group};
    bool own_price = *line->price_parameter == '\0' && line->price.cents != 0;

    add(d, side,
        (struct diff_row){.key = key,
                          .line = line->line,
                          .cells = {line->choice, count_text(d, line->baseline),
                                    count_text(d, line->target), count_text(d, line->last_year),
                                    own_price ? diff_money(d, line->price) : ""}},
        OF_APPLICATION);
    for (uint32_t i = line->first_grant; i < line->first_grant + line->grant_count; i++) {
        const struct run_grant *row = &run->grants[i];
        add(d, side,
            (struct diff_row){.key = key,
                              .line = row->line,
                              .cells = {row->date, diff_money(d, row->amount), row->act},
                              .use = row->use},
            OF_GRANT);
    }
    for (uint32_t i = line->first_report; i < line->first_report + line->report_count; i++) {
        const struct run_report *row = &run->reports[i];
        add(d, side,
            (struct diff_row){
                .key = key,
                .line = row->line,
                .cells = {row->moment, row->date, count_text(d, row->achieved), row->motivation},
                .use = row->use},
            OF_REPORT);
    }
    add_decisions(d, side, key, run, line->balance.first_decision, line->balance.decision_count);
}

static void add_incentive(struct diffing *d, int side, const struct run *run,
                          const struct run_incentive *incentive)
{
    const struct diff_key key = {run->beneficiaries[incentive->beneficiary].id,
                                 run->incentive_kinds[incentive->kind].id, ""};

    add(d, side,
        (struct diff_row){.key = key,
                          .line = incentive->line,
                          .cells = {diff_money(d, incentive->balance.granted)}},
        OF_INCENTIVE);
    add_decisions(d, side, key, run, incentive->balance.first_decision,
                  incentive->balance.decision_count);
}

static void add_members(struct diffing *d, int side, struct diff_key key, const struct run *run,
                        const struct run_beneficiary *of)
{
    for (uint32_t i = of->first_member; i < of->first_member + of->member_count; i++) {
        const struct run_member *row = &run->members[i];
        add(d, side,
            (struct diff_row){.key = key,
                              .line = row->line,
                              .cells = {row->nis, row->name, count_text(d, row->inhabitants)}},
            OF_MEMBER);
    }
}

static void add_money_rows(struct diffing *d, int side, struct diff_key key, const struct run *run,
                           const struct run_beneficiary *of)
{
    for (uint32_t i = of->first_payment; i < of->first_payment + of->payment_count; i++) {
        const struct run_payment *row = &run->payments[i];
        add(d, side,
            (struct diff_row){
                .key = key,
                .line = row->line,
                .cells = {row->date, row->kind, diff_money(d, row->amount), row->reference},
                .use = row->use},
            OF_PAYMENT);
    }
    for (uint32_t i = of->first_spending; i < of->first_spending + of->spending_count; i++) {
        const struct run_spending *row = &run->spending[i];
        add(d, side,
            (struct diff_row){.key = key,
                              .line = row->line,
                              .cells = {row->nis, count_text(d, row->fiscal_year),
                                        count_text(d, row->quarter), row->code, row->action,
                                        diff_money(d, row->amount), row->source},
                              .use = row->use},
            OF_SPENDING);
    }
}

static void add_beneficiary(struct diffing *d, int side, const struct run *run,
                            const struct run_beneficiary *of)
{
    const struct diff_key key = {of->id, "", ""};

    add(d, side,
        (struct diff_row){
            .key = key, .line = of->line, .cells = {of->name, of->kind, of->nis, of->kbo}},
        OF_BENEFICIARY);
    add_members(d, side, key, run, of);
    add_money_rows(d, side, key, run, of);
    add_decisions(d, side, key, run, of->first_decision, of->decision_count);
}

static int compare_rows(const void *left, const void *right)
{
    const struct diff_row *a = left;
    const struct diff_row *b = right;
    int order = diff_compare_keys(a->key, b->key);

    if (order != 0)
        return order;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

void diff_find_rows(struct diffing *d, int side)
{
    const struct run *run = side == 0 ? d->old : d->new;

    for (uint32_t i = 0; i < run->beneficiary_count; i++)
        add_beneficiary(d, side, run, &run->beneficiaries[i]);
    for (uint32_t i = 0; i < run->line_count; i++)
        add_line(d, side, run, &run->lines[i]);
    for (uint32_t i = 0; i < run->incentive_count; i++)
        add_incentive(d, side, run, &run->incentives[i]);
    if (d->rows[side].count > 0)
        qsort(d->rows[side].items, d->rows[side].count, sizeof *d->rows[side].items, compare_rows);
}
