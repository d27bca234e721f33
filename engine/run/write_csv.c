/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/write_csv.h"

#include <stdlib.h>
#include <string.h>

#include "write/cell.h"

static void money_cell(struct out *out, struct money money)
{
    out_char(out, ';');
    out_money(out, money);
}

static void count_cell(struct out *out, int64_t count)
{
    out_char(out, ';');
    out_count(out, count);
}

static void text_cell(struct out *out, const char *text)
{
    out_char(out, ';');
    cell_text(out, text);
}

static void reason_cell(struct out *out, const struct settlement *s, const struct balance *balance,
                        const struct line *line)
{
    char reason[REASON_BYTES];

    reason_text(balance, line, s->dossier->config.language, reason);
    text_cell(out, reason);
    out_char(out, '\n');
}

static void line_row(struct out *out, const struct settlement *s, const struct line *line)
{
    const struct application *row = line->application;
    const struct beneficiary *owner = &s->dossier->beneficiaries.items[row->beneficiary];

    cell_text(out, owner->id);
    text_cell(out, owner->name);
    text_cell(out, row->action->number_text);
    text_cell(out, row->group->id);
    count_cell(out, row->baseline);
    count_cell(out, line->grant.target);
    money_cell(out, line->grant.price);
    text_cell(out, split_name(line->grant.split));
    money_cell(out, line->grant.amount);
    money_cell(out, line->advance.granted);
    money_cell(out, line->advance.amount);
    if (line->final_report != NO_INDEX)
        count_cell(out, line->achieved);
    else
        out_char(out, ';');
    text_cell(out, outcome_name(line->balance.outcome));
    money_cell(out, line->balance.paid);
    money_cell(out, line->balance.recovery);
    reason_cell(out, s, &line->balance, line);
}

void table_lines(struct out *out, const struct settlement *s)
{
    out_text(out, "begunstigde;naam;actie;doelgroep;huidig_bereik;vooropgestelde_kpi;"
                  "standaardbedrag;verdeelsleutel;subsidie;toegekend;voorschot;behaalde_kpi;"
                  "uitkomst;saldo;terugvordering;reden\n");
    for (uint32_t i = 0; i < s->dossier->applications.count; i++)
        line_row(out, s, &s->lines[i]);
}

void table_incentives(struct out *out, const struct settlement *s)
{
    out_text(out, "begunstigde;naam;stimulans;bedrag;voorschot;uitkomst;saldo;ingehouden;"
                  "terugvordering;reden\n");
    for (uint32_t i = 0; i < s->dossier->incentives.count; i++) {
        const struct incentive_line *line = &s->incentives[i];
        const struct beneficiary *owner = &s->dossier->beneficiaries.items[line->row->beneficiary];

        cell_text(out, owner->id);
        text_cell(out, owner->name);
        text_cell(out, line->row->incentive->id);
        money_cell(out, line->advance.granted);
        money_cell(out, line->advance.amount);
        text_cell(out, outcome_name(line->balance.outcome));
        money_cell(out, line->balance.paid);
        money_cell(out, line->balance.withheld);
        money_cell(out, line->balance.recovery);
        reason_cell(out, s, &line->balance, NULL);
    }
}

static void beneficiary_row(struct out *out, const struct settlement *s,
                            const struct beneficiary_line *line)
{
    const struct matching_result *matching =
        &line->matching.reading[s->dossier->config.chosen[ASSUMPTION_MATCHING]];

    cell_text(out, line->beneficiary->id);
    text_cell(out, line->beneficiary->name);
    money_cell(out, line->sums.granted);
    money_cell(out, line->sums.incentives);
    money_cell(out, line->sums.advance);
    money_cell(out, line->sums.paid);
    money_cell(out, line->sums.recovery);
    money_cell(out, line->received);
    money_cell(out, line->due);
    if (line->has_spending)
        money_cell(out, line->matching.spending);
    else
        out_char(out, ';');
    money_cell(out, matching->required);
    if (line->has_spending)
        money_cell(out, matching->shortfall);
    else
        out_char(out, ';');
    text_cell(out, accounts_name(line->accounts));
    text_cell(out, outcome_name(line->outcome));
    out_char(out, '\n');
}

void table_beneficiaries(struct out *out, const struct settlement *s)
{
    out_text(out, "begunstigde;naam;subsidie;stimulansen;voorschot;saldo;terugvordering;betaald;"
                  "te_betalen;uitgaven;vereist;tekort;verantwoording;uitkomst\n");
    for (uint32_t i = 0; i < s->dossier->beneficiaries.count; i++)
        beneficiary_row(out, s, &s->beneficiaries[i]);
}

int64_t percent_hundredths(double percent)
{
    return (int64_t)(percent * 100.0 + 0.5);
}

static void percent_cell(struct out *out, double percent)
{
    money_cell(out, (struct money){percent_hundredths(percent)}); /* the same form: 1.234,56 */
}

/* part / whole in per cent, exactly until it is rounded; empty when it is too large to write. */
static void ratio_cell(struct out *out, int64_t part, int64_t whole)
{
    struct money hundredths;

    if (rounded_quotient((__int128)part * 10000, whole, ROUNDING_HALF_AWAY, &hundredths.cents) ==
        STATUS_OK)
        money_cell(out, hundredths);
    else
        out_char(out, ';');
}

static void kpi_ratios(struct out *out, const struct kpi_line *line)
{
    bool one_unit = line->action != NULL;

    if (one_unit && line->promised > 0)
        ratio_cell(out, line->achieved, line->promised);
    else
        out_char(out, ';');
    if (!line->has_quartiles) {
        out_text(out, ";;;");
        return;
    }
    percent_cell(out, line->quartiles.first);
    percent_cell(out, line->quartiles.median);
    percent_cell(out, line->quartiles.third);
}

static void kpi_row(struct out *out, const struct settlement *s, const struct kpi_line *line)
{
    bool one_unit = line->action != NULL;
    struct money per_unit;

    cell_text(out, one_unit ? line->action->number_text : "totaal");
    text_cell(out, line->group != NULL ? line->group->id : one_unit ? "totaal" : "");
    text_cell(out, one_unit ? line->action->name : "");
    text_cell(out, line->group != NULL ? line->group->unit : "");
    count_cell(out, line->beneficiaries);
    count_cell(out, line->stopped);
    count_cell(out, line->reported);
    count_cell(out, line->reached);
    if (one_unit) {
        count_cell(out, line->target);
        count_cell(out, line->promised);
        count_cell(out, line->achieved);
    } else {
        out_text(out, ";;;");
    }
    kpi_ratios(out, line);
    money_cell(out, line->granted);
    if (one_unit && line->target > 0 &&
        money_ratio(line->granted, 1, line->target, s->rounding, &per_unit) == STATUS_OK)
        money_cell(out, per_unit);
    else
        out_char(out, ';');
    out_char(out, '\n');
}

void table_kpi(struct out *out, const struct settlement *s)
{
    out_text(out, "actie;doelgroep;naam;eenheid;begunstigden;stopgezet;gerapporteerd;bereikt;"
                  "vooropgesteld;vooropgesteld_gerapporteerd;behaald;verhouding;kwartiel_1;mediaan;"
                  "kwartiel_3;subsidie;subsidie_per_eenheid\n");
    for (uint32_t i = 0; i < s->kpi.count; i++)
        kpi_row(out, s, &s->kpi.items[i]);
}

/* ---- bevindingen.csv ---- */

static int compare_findings(const void *left, const void *right)
{
    const struct diag *a = *(const struct diag *const *)left;
    const struct diag *b = *(const struct diag *const *)right;
    int order = (int)finding_severity(a->finding) - (int)finding_severity(b->finding);

    if (order == 0)
        order = strcmp(finding_code(a->finding), finding_code(b->finding));
    if (order == 0)
        order = strcmp(a->beneficiary, b->beneficiary);
    if (order == 0)
        order = strcmp(a->action, b->action);
    if (order == 0)
        order = strcmp(a->group, b->group);
    if (order == 0)
        order =
            strcmp(a->pos.file == NULL ? "" : a->pos.file, b->pos.file == NULL ? "" : b->pos.file);
    for (size_t i = 0; order == 0 && i < DIAG_PARTS; i++)
        order = strcmp(a->part[i], b->part[i]);
    if (order == 0)
        order = (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
    if (order == 0)
        order = (a->pos.column > b->pos.column) - (a->pos.column < b->pos.column);
    return order;
}

static void position_cell(struct out *out, uint32_t number)
{
    out_char(out, ';');
    if (number > 0)
        out_count(out, number);
}

static void finding_row(struct out *out, const struct diag *diag, enum language language)
{
    char sentence[DIAG_TEXT_BYTES];

    diag_text(diag, language, sentence);
    cell_text(out, severity_name(finding_severity(diag->finding), LANGUAGE_NL));
    text_cell(out, finding_code(diag->finding));
    text_cell(out, diag->pos.file == NULL ? "" : diag->pos.file);
    position_cell(out, diag->pos.line);
    position_cell(out, diag->pos.column);
    text_cell(out, diag->beneficiary);
    text_cell(out, diag->action);
    text_cell(out, sentence);
    out_char(out, '\n');
}

enum status table_findings(struct out *out, const struct diag_list *diags, enum language language)
{
    size_t count = diag_count(diags);
    const struct diag **sorted = malloc((count + 1) * sizeof(const struct diag *));

    if (sorted == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < count; i++)
        sorted[i] = diag_at(diags, i);
    if (count > 1)
        qsort(sorted, count, sizeof(const struct diag *), compare_findings); /* pointers */
    out_text(out, "ernst;code;bestand;lijn;kolom;begunstigde;actie;boodschap\n");
    for (size_t i = 0; i < count; i++)
        finding_row(out, sorted[i], language);
    free(sorted);
    return STATUS_OK;
}
