/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/write_csv.h"

#include <assert.h>

#include "write/cell.h"

static void none(struct out *out)
{
    out_char(out, ';');
}

static void text_cell(struct out *out, const char *text)
{
    out_char(out, ';');
    cell_text(out, text);
}

static void count_cell(struct out *out, int64_t count)
{
    out_char(out, ';');
    if (count != RUN_NONE)
        out_count(out, count);
}

static void money_cell(struct out *out, bool known, struct money money)
{
    out_char(out, ';');
    if (known)
        out_money(out, money);
}

static void amount_cell(struct out *out, struct run_amount amount)
{
    money_cell(out, amount.known, amount.money);
}

static void percent_cell(struct out *out, struct kpi_share share)
{
    money_cell(out, share.known, (struct money){share.hundredths}); /* the same form: 1.234,56 */
}

/* ---- keys and figures ---- */

static const char *name_of(const struct kpi_view *view, const struct kpi_figures *figures)
{
    const struct run *run = view->facts->run;
    const struct run_line *line = &run->lines[view->rows[figures->first]];

    switch (view->query->by[view->query->level_count - 1]) {
    case KPI_BY_ACTION:
    case KPI_BY_GROUP:
        return run->actions[line->action].name;
    case KPI_BY_BENEFICIARY:
        return run->beneficiaries[line->beneficiary].name;
    default:
        return "";
    }
}

static void state_cells(struct out *out, const uint32_t states[KPI_STATES])
{
    for (int s = KPI_NOT_DUE; s < KPI_STATES; s++)
        count_cell(out, states[s]);
}

static void extreme_cells(struct out *out, const struct kpi_facts *facts, uint32_t line)
{
    if (line == RUN_NO_ROW) {
        out_text(out, ";;");
        return;
    }
    const struct run_line *row = &facts->run->lines[line];
    percent_cell(out, kpi_line_attainment(row));
    text_cell(out, facts->run->beneficiaries[row->beneficiary].id);
}

static void reach_cells(struct out *out, const struct kpi_figures *f)
{
    if (f->action == RUN_NO_ROW) {
        out_text(out, ";;;;");
        return;
    }
    count_cell(out, f->target);
    count_cell(out, f->promised);
    count_cell(out, f->reported > 0 ? f->achieved : RUN_NONE);
    percent_cell(out, kpi_attainment(f));
}

static void spread_cells(struct out *out, const struct kpi_facts *facts,
                         const struct kpi_figures *f)
{
    percent_cell(out, kpi_weighted(f));
    percent_cell(out, kpi_quartile(f, 1));
    percent_cell(out, kpi_quartile(f, 2));
    percent_cell(out, kpi_quartile(f, 3));
    extreme_cells(out, facts, f->worst);
    extreme_cells(out, facts, f->best);
}

static void money_cells(struct out *out, const struct kpi_figures *f)
{
    money_cell(out, true, f->granted);
    amount_cell(out, kpi_grant_per_unit(f));
    money_cell(out, true, f->kept);
    amount_cell(out, kpi_cost_per_unit(f));
}

static void figure_cells(struct out *out, const struct kpi_facts *facts,
                         const struct kpi_figures *f)
{
    count_cell(out, f->applications);
    count_cell(out, f->beneficiaries);
    count_cell(out, f->governments);
    count_cell(out, f->municipalities);
    count_cell(out, f->going_on);
    count_cell(out, f->stopped);
    count_cell(out, f->reduced);
    state_cells(out, f->interim);
    for (int t = KPI_TEST_PASSED; t < KPI_TESTS; t++)
        count_cell(out, f->tests[t]);
    state_cells(out, f->final);
    count_cell(out, f->corrected);
    for (int m = KPI_MOTIVATION_NONE; m < KPI_MOTIVATIONS; m++)
        count_cell(out, f->motivations[m]);
    count_cell(out, f->reported);
    count_cell(out, f->reached);
    percent_cell(out, kpi_share_of(f->reached, f->reported));
    reach_cells(out, f);
    spread_cells(out, facts, f);
    money_cells(out, f);
    out_char(out, '\n');
}

void kpi_table_view(struct out *out, const struct kpi_view *view)
{
    char room[KPI_VALUE_BYTES];
    const struct kpi_query *query = view->query;

    for (uint32_t l = 0; l < query->level_count; l++) {
        out_text(out, kpi_dimension_name(query->by[l]));
        out_char(out, ';');
    }
    out_text(out, "naam;eenheid;aanvragen;begunstigden;besturen;gemeenten;besturen_verder;"
                  "stopgezet;verminderd;tussentijds_nog_niet;tussentijds_op_tijd;"
                  "tussentijds_laat;tussentijds_ontbreekt;drempel_gehaald;onder_drempel;"
                  "altijd_beoordeeld;eind_nog_niet;eind_op_tijd;eind_laat;eind_ontbreekt;"
                  "verbeterd;motivering_ontbreekt;motivering_gegeven;motivering_aanvaard;"
                  "motivering_geweigerd;gerapporteerd;bereikt;aandeel_bereikt;vooropgesteld;"
                  "vooropgesteld_gerapporteerd;behaald;verhouding;verhouding_naar_subsidie;"
                  "kwartiel_1;mediaan;kwartiel_3;laagste;laagste_begunstigde;hoogste;"
                  "hoogste_begunstigde;subsidie;subsidie_per_eenheid;kost;kost_per_eenheid\n");
    for (uint32_t i = 0; i < view->figure_count; i++) {
        const struct kpi_figures *figures = &view->figures[i];
        for (uint32_t l = 0; l < query->level_count; l++) {
            cell_text(out, kpi_value(view->facts, query->by[l], view->rows[figures->first], room));
            out_char(out, ';');
        }
        cell_text(out, name_of(view, figures));
        text_cell(out, figures->unit);
        figure_cells(out, view->facts, figures);
    }
    out_text(out, "totaal");
    for (uint32_t l = 1; l < query->level_count; l++)
        none(out);
    none(out);
    text_cell(out, view->total.unit);
    figure_cells(out, view->facts, &view->total);
}

/* ---- rows ---- */

static void moment_cells(struct out *out, const struct run *run, const struct kpi_moment *moment)
{
    bool has = moment->report != RUN_NO_ROW;
    const struct run_report *report = has ? &run->reports[moment->report] : NULL;

    text_cell(out, kpi_state_name(moment->state));
    text_cell(out, has ? report->date : "");
    count_cell(out, has ? report->achieved : RUN_NONE);
    count_cell(out, moment->corrected);
    text_cell(out, kpi_motivation_name(moment->motivation));
    count_cell(out, has ? (int64_t)report->line : RUN_NONE);
}

static void row(struct out *out, const struct kpi_facts *facts, uint32_t index)
{
    const struct run *run = facts->run;
    const struct run_line *line = &run->lines[index];
    const struct run_beneficiary *owner = &run->beneficiaries[line->beneficiary];
    const struct kpi_beneficiary *place = &facts->beneficiaries[line->beneficiary];

    cell_text(out, owner->id);
    text_cell(out, owner->name);
    text_cell(out, owner->kind);
    text_cell(out, place->region);
    text_cell(out, place->province);
    count_cell(out, place->government_count);
    text_cell(out, run->actions[line->action].goal);
    text_cell(out, run->actions[line->action].number);
    text_cell(out, run->groups[line->group].group);
    text_cell(out, run->groups[line->group].unit);
    text_cell(out, line->choice);
    count_cell(out, line->baseline);
    count_cell(out, line->target);
    moment_cells(out, run, &facts->lines[index].interim);
    text_cell(out, kpi_test_name(facts->lines[index].test));
    moment_cells(out, run, &facts->lines[index].final);
    percent_cell(out, kpi_line_attainment(line));
    text_cell(out, line->balance.outcome);
    money_cell(out, true, line->balance.granted);
    money_cell(out, true, line->balance.withheld);
    money_cell(out, true, line->balance.recovery);
    count_cell(out, line->line);
    out_char(out, '\n');
}

void kpi_table_rows(struct out *out, const struct kpi_view *view)
{
    out_text(out, "begunstigde;naam;soort;regio;provincie;besturen;doelstelling;actie;doelgroep;"
                  "eenheid;keuze;huidig_bereik;vooropgestelde_kpi;tussentijds;tussentijds_datum;"
                  "tussentijds_kpi;tussentijds_verbeterd;tussentijds_motivering;tussentijds_lijn;"
                  "drempel;eind;eind_datum;behaalde_kpi;eind_verbeterd;eind_motivering;eind_lijn;"
                  "verhouding;uitkomst;toegekend;ingehouden;terugvordering;lijn\n");
    for (uint32_t i = 0; i < view->row_count; i++)
        row(out, view->facts, view->rows[i]);
}

/* ---- years ---- */

static void year_row(struct out *out, const struct kpi_years *years,
                     const struct kpi_action_years *action, uint32_t y)
{
    const struct kpi_facts *facts = years->years[y].facts;
    const struct kpi_year_figures *year = &action->years[y];
    const struct kpi_figures *f = &year->figures;
    bool one_action = f->action != RUN_NO_ROW;

    cell_text(out, *action->number == '\0' ? "totaal" : action->number);
    text_cell(out, action->name);
    text_cell(out, f->unit);
    text_cell(out, facts->run->scheme);
    text_cell(out, facts->project_from);
    text_cell(out, facts->project_to);
    text_cell(out, facts->run->cutoff);
    count_cell(out, f->beneficiaries);
    count_cell(out, f->going_on);
    count_cell(out, f->applications);
    count_cell(out, f->stopped);
    count_cell(out, f->reduced);
    money_cell(out, true, f->granted);
    count_cell(out, one_action ? f->target : RUN_NONE);
    count_cell(out, one_action && f->reported > 0 ? f->achieved : RUN_NONE);
    count_cell(out, f->reported);
    for (int c = 0; c < KPI_CHANGES; c++) {
        count_cell(out, year->has_before ? (int64_t)year->counts[c] : RUN_NONE);
        if (c != KPI_CHANGE_NOTHING)
            money_cell(out, year->has_before, year->amounts[c]);
    }
    count_cell(out, year->has_before ? (int64_t)year->claims : RUN_NONE);
    count_cell(out, year->has_before ? (int64_t)year->joined : RUN_NONE);
    count_cell(out, year->has_before ? (int64_t)year->left : RUN_NONE);
    out_char(out, '\n');
}

static void sum_row(struct out *out, const struct kpi_action_years *action)
{
    bool has_unit = *action->number != '\0';

    cell_text(out, has_unit ? action->number : "totaal");
    text_cell(out, action->name);
    text_cell(out, action->unit);
    out_text(out, ";samen;;;;;");
    count_cell(out, action->applications);
    out_text(out, ";;");
    money_cell(out, true, action->budget);
    count_cell(out, has_unit ? action->promised : RUN_NONE);
    count_cell(out, has_unit && action->reported > 0 ? action->achieved : RUN_NONE);
    count_cell(out, action->reported);
    out_text(out, ";;;;;;;;;;;;;;;;\n");
}

static void action_rows(struct out *out, const struct kpi_years *years,
                        const struct kpi_action_years *action)
{
    for (uint32_t y = 0; y < years->year_count; y++)
        if (action->years[y].figures.applications > 0 || action->years[y].has_before)
            year_row(out, years, action, y);
    sum_row(out, action);
}

void kpi_table_years(struct out *out, const struct kpi_years *years)
{
    out_text(out, "actie;naam;eenheid;regeling;projectperiode_van;projectperiode_tot;peildatum;"
                  "begunstigden;besturen;aanvragen;stopgezet;verminderd;budget;vooropgesteld;"
                  "behaald;gerapporteerd;gestopt;gestopt_bedrag;niet_meer_gevraagd;"
                  "niet_meer_gevraagd_bedrag;verlaagd;verlaagd_bedrag;verhoogd;verhoogd_bedrag;"
                  "nieuw;nieuw_bedrag;ander_bedrag;ander_bedrag_bedrag;gelijk;"
                  "kpi_vorig_jaar_niet_bevestigd;besturen_bij;besturen_weg\n");
    for (uint32_t a = 0; a < years->action_count; a++)
        action_rows(out, years, &years->actions[a]);
    action_rows(out, years, &years->total);
}

static void difference_row(struct out *out, const struct kpi_years *years,
                           const struct kpi_difference *d)
{
    const struct run *run = years->years[d->year].facts->run;
    const struct run *older = years->years[d->year + 1].facts->run;
    const struct run_line *now = d->line == RUN_NO_ROW ? NULL : &run->lines[d->line];
    const struct run_line *before = d->before == RUN_NO_ROW ? NULL : &older->lines[d->before];
    const struct run *known = now == NULL ? older : run;
    const struct run_line *row = now == NULL ? before : now;

    assert(row != NULL); /* it stands in at least one of both */
    cell_text(out, known->actions[row->action].number);
    text_cell(out, known->groups[row->group].group);
    text_cell(out, known->beneficiaries[row->beneficiary].id);
    text_cell(out, run->scheme);
    text_cell(out, kpi_change_name(d->change));
    count_cell(out, now == NULL ? RUN_NONE : now->target);
    count_cell(out, before == NULL ? RUN_NONE : before->target);
    count_cell(out, now == NULL ? RUN_NONE : now->last_year);
    money_cell(out, now != NULL, now != NULL ? now->balance.granted : (struct money){0});
    money_cell(out, before != NULL, before != NULL ? before->balance.granted : (struct money){0});
    money_cell(out, true, d->amount);
    text_cell(out, kpi_claim_name(d->claim));
    count_cell(out, now == NULL ? RUN_NONE : (int64_t)now->line);
    count_cell(out, before == NULL ? RUN_NONE : (int64_t)before->line);
    out_char(out, '\n');
}

void kpi_table_differences(struct out *out, const struct kpi_years *years)
{
    out_text(out, "actie;doelgroep;begunstigde;regeling;reden;vooropgesteld;vooropgesteld_vorig;"
                  "kpi_vorig_jaar;toegekend;toegekend_vorig;verschil;opmerking;lijn;lijn_vorig\n");
    for (uint32_t i = 0; i < years->difference_count; i++)
        difference_row(out, years, &years->differences[i]);
}

void kpi_table_reports(struct out *out, const struct kpi_report_table *table)
{
    out_text(out, "actie;doelgroep;moment;rapporten;som;kleinste;kwartiel_1;mediaan;kwartiel_3;"
                  "grootste\n");
    for (uint32_t i = 0; i < table->count; i++) {
        const struct kpi_report_figures *f = &table->items[i];
        const double quartiles[] = {f->quartiles.first, f->quartiles.median, f->quartiles.third};

        cell_text(out, f->action);
        text_cell(out, f->group);
        text_cell(out, kpi_moment_name(f->moment));
        count_cell(out, f->reports);
        count_cell(out, f->sum);
        count_cell(out, f->least);
        for (int q = 0; q < 3; q++) /* hundredths: quarters of whole counts are exact in them */
            money_cell(out, true, (struct money){(int64_t)(quartiles[q] * 100.0 + 0.5)});
        count_cell(out, f->most);
        out_char(out, '\n');
    }
}
