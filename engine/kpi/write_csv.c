/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/write_csv.h"

#include <assert.h>

#include "write/table.h"

static void put_count(struct out *out, int64_t count)
{
    if (count != RUN_NONE)
        out_count(out, count);
}

static void put_money(struct out *out, bool known, struct money money)
{
    if (known)
        out_money(out, money);
}

#define TEXT(name, value) TABLE_TEXT(t, name, value)
#define COUNT(name, value) TABLE_CELL(t, name, put_count(t->out, value))
#define MONEY(name, known, value) TABLE_CELL(t, name, put_money(t->out, known, value))

static void amount_cell(struct table *t, const char *name, struct run_amount amount)
{
    MONEY(name, amount.known, amount.money);
}

static void percent_cell(struct table *t, const char *name, struct kpi_share share)
{
    MONEY(name, share.known, (struct money){share.hundredths}); /* the same form: 1.234,56 */
}
/* Only for a row: a header has nothing to compute from. */
#define AMOUNT(name, value) amount_cell(t, name, t->naming ? (struct run_amount){0} : (value))
#define PERCENT(name, value) percent_cell(t, name, t->naming ? (struct kpi_share){0} : (value))

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

static void extreme_cells(struct table *t, const char *const names[2],
                          const struct kpi_facts *facts, uint32_t line)
{
    const struct run_line *row = line == RUN_NO_ROW ? NULL : &facts->run->lines[line];

    PERCENT(names[0], row == NULL ? (struct kpi_share){0} : kpi_line_attainment(row));
    TEXT(names[1], row == NULL ? "" : facts->run->beneficiaries[row->beneficiary].id);
}

static void reach_cells(struct table *t, const struct kpi_figures *f)
{
    bool one_action = f->action != RUN_NO_ROW;
    bool reported = one_action && f->reported > 0;

    COUNT("vooropgesteld", one_action ? f->target : RUN_NONE);
    COUNT("vooropgesteld_gerapporteerd", one_action ? f->promised : RUN_NONE);
    COUNT("behaald", reported ? f->achieved : RUN_NONE);
    PERCENT("verhouding", one_action ? kpi_attainment(f) : (struct kpi_share){0});
}

static void spread_cells(struct table *t, const struct kpi_facts *facts,
                         const struct kpi_figures *f)
{
    static const char *const worst[] = {"laagste", "laagste_begunstigde"};
    static const char *const best[] = {"hoogste", "hoogste_begunstigde"};

    PERCENT("verhouding_naar_subsidie", kpi_weighted(f));
    PERCENT("kwartiel_1", kpi_quartile(f, 1));
    PERCENT("mediaan", kpi_quartile(f, 2));
    PERCENT("kwartiel_3", kpi_quartile(f, 3));
    extreme_cells(t, worst, facts, f->worst);
    extreme_cells(t, best, facts, f->best);
}

static void state_cells(struct table *t, const struct kpi_figures *f)
{
    COUNT("tussentijds_nog_niet", f->interim[KPI_NOT_DUE]);
    COUNT("tussentijds_op_tijd", f->interim[KPI_ON_TIME]);
    COUNT("tussentijds_laat", f->interim[KPI_LATE]);
    COUNT("tussentijds_ontbreekt", f->interim[KPI_MISSING]);
    COUNT("drempel_gehaald", f->tests[KPI_TEST_PASSED]);
    COUNT("onder_drempel", f->tests[KPI_TEST_BELOW]);
    COUNT("altijd_beoordeeld", f->tests[KPI_TEST_JUDGED]);
    COUNT("eind_nog_niet", f->final[KPI_NOT_DUE]);
    COUNT("eind_op_tijd", f->final[KPI_ON_TIME]);
    COUNT("eind_laat", f->final[KPI_LATE]);
    COUNT("eind_ontbreekt", f->final[KPI_MISSING]);
    COUNT("verbeterd", f->corrected);
    COUNT("motivering_ontbreekt", f->motivations[KPI_MOTIVATION_NONE]);
    COUNT("motivering_gegeven", f->motivations[KPI_MOTIVATION_OPEN]);
    COUNT("motivering_aanvaard", f->motivations[KPI_MOTIVATION_ACCEPTED]);
    COUNT("motivering_geweigerd", f->motivations[KPI_MOTIVATION_REFUSED]);
}

static void figure_cells(struct table *t, const struct kpi_facts *facts,
                         const struct kpi_figures *f)
{
    COUNT("aanvragen", f->applications);
    COUNT("begunstigden", f->beneficiaries);
    COUNT("besturen", f->governments);
    COUNT("gemeenten", f->municipalities);
    COUNT("besturen_verder", f->going_on);
    COUNT("stopgezet", f->stopped);
    COUNT("verminderd", f->reduced);
    state_cells(t, f);
    COUNT("gerapporteerd", f->reported);
    COUNT("bereikt", f->reached);
    PERCENT("aandeel_bereikt", kpi_share_of(f->reached, f->reported));
    reach_cells(t, f);
    spread_cells(t, facts, f);
    MONEY("subsidie", true, f->granted);
    AMOUNT("subsidie_per_eenheid", kpi_grant_per_unit(f));
    MONEY("kost", true, f->kept);
    AMOUNT("kost_per_eenheid", kpi_cost_per_unit(f));
}

/* figures: of a key, the total, or for the header any at all. */
static void view_row(struct table *t, const struct kpi_view *view,
                     const struct kpi_figures *figures, bool total)
{
    char room[KPI_VALUE_BYTES];
    const struct kpi_query *query = view->query;

    for (uint32_t l = 0; l < query->level_count; l++)
        TEXT(kpi_dimension_name(query->by[l]),
             total ? (l == 0 ? "totaal" : "")
                   : kpi_value(view->facts, query->by[l], view->rows[figures->first], room));
    TEXT("naam", total ? "" : name_of(view, figures));
    TEXT("eenheid", figures->unit);
    figure_cells(t, view->facts, figures);
    table_end(t);
}

void kpi_table_view(struct out *out, const struct kpi_view *view)
{
    struct table t = table_open(out);

    view_row(&t, view, &view->total, true);
    for (uint32_t i = 0; i < view->figure_count; i++)
        view_row(&t, view, &view->figures[i], false);
    view_row(&t, view, &view->total, true);
}

/* ---- rows ---- */

static void moment_cells(struct table *t, const char *const names[6], const struct run *run,
                         const struct kpi_moment *moment)
{
    bool has = !t->naming && moment->report != RUN_NO_ROW;
    const struct run_report *report = has ? &run->reports[moment->report] : NULL;

    TEXT(names[0], kpi_state_name(moment->state));
    TEXT(names[1], has ? report->date : "");
    COUNT(names[2], has ? report->achieved : RUN_NONE);
    COUNT(names[3], moment->corrected);
    TEXT(names[4], kpi_motivation_name(moment->motivation));
    COUNT(names[5], has ? (int64_t)report->line : RUN_NONE);
}

static void place_cells(struct table *t, const struct run_beneficiary *owner,
                        const struct kpi_beneficiary *place)
{
    TEXT("begunstigde", owner->id);
    TEXT("naam", owner->name);
    TEXT("soort", owner->kind);
    TEXT("regio", place->region);
    TEXT("provincie", place->province);
    COUNT("besturen", place->government_count);
}

static void line_cells(struct table *t, const struct run *run, const struct run_line *line)
{
    TEXT("doelstelling", run->actions[line->action].goal);
    TEXT("actie", line->number);
    TEXT("doelgroep", line->group_id);
    TEXT("eenheid", run->groups[line->group].unit);
    TEXT("keuze", line->choice);
    COUNT("huidig_bereik", line->baseline);
    COUNT("vooropgestelde_kpi", line->target);
}

/* line: NULL in the header, and then facts of nothing are looked at. */
static void line_row(struct table *t, const struct kpi_facts *facts, const struct kpi_line *of,
                     const struct run_line *line)
{
    static const char *const interim[] = {
        "tussentijds",           "tussentijds_datum",      "tussentijds_kpi",
        "tussentijds_verbeterd", "tussentijds_motivering", "tussentijds_lijn"};
    static const char *const final[] = {"eind",           "eind_datum",      "behaalde_kpi",
                                        "eind_verbeterd", "eind_motivering", "eind_lijn"};
    const struct run *run = facts->run;

    place_cells(t, line == NULL ? NULL : &run->beneficiaries[line->beneficiary],
                line == NULL ? NULL : &facts->beneficiaries[line->beneficiary]);
    line_cells(t, run, line);
    moment_cells(t, interim, run, line == NULL ? NULL : &of->interim);
    TEXT("drempel", kpi_test_name(of->test));
    moment_cells(t, final, run, line == NULL ? NULL : &of->final);
    PERCENT("verhouding", kpi_line_attainment(line));
    TEXT("uitkomst", line->balance.outcome);
    MONEY("toegekend", true, line->balance.granted);
    MONEY("ingehouden", true, line->balance.withheld);
    MONEY("terugvordering", true, line->balance.recovery);
    COUNT("lijn", line->line);
    table_end(t);
}

void kpi_table_rows(struct out *out, const struct kpi_view *view)
{
    const struct kpi_facts *facts = view->facts;
    struct table t = table_open(out);

    line_row(&t, facts, NULL, NULL);
    for (uint32_t i = 0; i < view->row_count; i++)
        line_row(&t, facts, &facts->lines[view->rows[i]], &facts->run->lines[view->rows[i]]);
}

/* ---- years ---- */

/* A year of an action; year NULL: the header, or all years of it. */
struct year_of {
    const struct kpi_action_years *action;
    const struct kpi_facts *facts;
    const struct kpi_year_figures *year;
};

static void change_cells(struct table *t, const struct kpi_year_figures *year)
{
    static const char *const names[KPI_CHANGES][2] = {
        [KPI_CHANGE_STOPPED] = {"gestopt", "gestopt_bedrag"},
        [KPI_CHANGE_DROPPED] = {"niet_meer_gevraagd", "niet_meer_gevraagd_bedrag"},
        [KPI_CHANGE_LOWER] = {"verlaagd", "verlaagd_bedrag"},
        [KPI_CHANGE_HIGHER] = {"verhoogd", "verhoogd_bedrag"},
        [KPI_CHANGE_NEW] = {"nieuw", "nieuw_bedrag"},
        [KPI_CHANGE_AMOUNT] = {"ander_bedrag", "ander_bedrag_bedrag"},
        [KPI_CHANGE_NOTHING] = {"gelijk", NULL}};
    bool has = year != NULL && year->has_before;

    for (int c = 0; c < KPI_CHANGES; c++) {
        COUNT(names[c][0], has ? (int64_t)year->counts[c] : RUN_NONE);
        if (c != KPI_CHANGE_NOTHING)
            MONEY(names[c][1], has, has ? year->amounts[c] : (struct money){0});
    }
    COUNT("kpi_vorig_jaar_niet_bevestigd", has ? (int64_t)year->claims : RUN_NONE);
    COUNT("besturen_bij", has ? (int64_t)year->joined : RUN_NONE);
    COUNT("besturen_weg", has ? (int64_t)year->left : RUN_NONE);
}

/* One year's figures, or the sums of all years. */
static void year_row(struct table *t, const struct year_of *of)
{
    const struct kpi_action_years *action = of->action;
    const struct kpi_year_figures *year = of->year;
    const struct kpi_figures *f = year == NULL ? NULL : &year->figures;
    bool has_unit = f != NULL ? f->action != RUN_NO_ROW : action != NULL && *action->number != '\0';
    uint32_t reported = f != NULL ? f->reported : action != NULL ? action->reported : 0;

    TEXT("actie", *action->number == '\0' ? "totaal" : action->number);
    TEXT("naam", action->name);
    TEXT("eenheid", f == NULL ? action->unit : f->unit);
    TEXT("regeling", f == NULL ? "samen" : of->facts->run->scheme);
    TEXT("projectperiode_van", f == NULL ? "" : of->facts->project_from);
    TEXT("projectperiode_tot", f == NULL ? "" : of->facts->project_to);
    TEXT("peildatum", f == NULL ? "" : of->facts->run->cutoff);
    COUNT("begunstigden", f == NULL ? RUN_NONE : f->beneficiaries);
    COUNT("besturen", f == NULL ? RUN_NONE : f->going_on);
    COUNT("aanvragen", f == NULL ? action->applications : f->applications);
    COUNT("stopgezet", f == NULL ? RUN_NONE : f->stopped);
    COUNT("verminderd", f == NULL ? RUN_NONE : f->reduced);
    MONEY("budget", true, f == NULL ? action->budget : f->granted);
    COUNT("vooropgesteld", !has_unit ? RUN_NONE : f == NULL ? action->promised : f->target);
    COUNT("behaald", !has_unit || reported == 0 ? RUN_NONE
                     : f == NULL                ? action->achieved
                                                : f->achieved);
    COUNT("gerapporteerd", reported);
    change_cells(t, year);
    table_end(t);
}

static void action_rows(struct table *t, const struct kpi_years *years,
                        const struct kpi_action_years *action)
{
    for (uint32_t y = 0; y < years->year_count; y++)
        if (action->years[y].figures.applications > 0 || action->years[y].has_before)
            year_row(t, &(const struct year_of){action, years->years[y].facts, &action->years[y]});
    year_row(t, &(const struct year_of){.action = action});
}

void kpi_table_years(struct out *out, const struct kpi_years *years)
{
    struct table t = table_open(out);

    year_row(&t, &(const struct year_of){NULL, NULL, NULL});
    for (uint32_t a = 0; a < years->action_count; a++)
        action_rows(&t, years, &years->actions[a]);
    action_rows(&t, years, &years->total);
}

/* now, before: NULL where the application does not stand in that year. */
static void difference_row(struct table *t, const struct kpi_difference *d, const struct run *run,
                           const struct run_line *now, const struct run_line *before)
{
    const struct run_line *row = now == NULL ? before : now;

    assert(t->naming || row != NULL); /* it stands in at least one of both */
    TEXT("actie", row->number);
    TEXT("doelgroep", row->group_id);
    TEXT("begunstigde", row->owner);
    TEXT("regeling", run->scheme);
    TEXT("reden", kpi_change_name(d->change));
    COUNT("vooropgesteld", now == NULL ? RUN_NONE : now->target);
    COUNT("vooropgesteld_vorig", before == NULL ? RUN_NONE : before->target);
    COUNT("kpi_vorig_jaar", now == NULL ? RUN_NONE : now->last_year);
    MONEY("toegekend", now != NULL, now != NULL ? now->balance.granted : (struct money){0});
    MONEY("toegekend_vorig", before != NULL,
          before != NULL ? before->balance.granted : (struct money){0});
    MONEY("verschil", true, d->amount);
    TEXT("opmerking", kpi_claim_name(d->claim));
    COUNT("lijn", now == NULL ? RUN_NONE : (int64_t)now->line);
    COUNT("lijn_vorig", before == NULL ? RUN_NONE : (int64_t)before->line);
    table_end(t);
}

void kpi_table_differences(struct out *out, const struct kpi_years *years)
{
    struct table t = table_open(out);

    difference_row(&t, NULL, NULL, NULL, NULL);
    for (uint32_t i = 0; i < years->difference_count; i++) {
        const struct kpi_difference *d = &years->differences[i];
        const struct run *run = years->years[d->year].facts->run;
        const struct run *older = years->years[d->year + 1].facts->run;
        difference_row(&t, d, run, d->line == RUN_NO_ROW ? NULL : &run->lines[d->line],
                       d->before == RUN_NO_ROW ? NULL : &older->lines[d->before]);
    }
}

/* ---- reports alone ---- */

/* hundredths: quarters of whole counts are exact in them */
#define QUARTILE(name, value) MONEY(name, true, (struct money){(int64_t)((value)*100.0 + 0.5)})

static void report_row(struct table *t, const struct kpi_report_figures *f)
{
    TEXT("actie", f->action);
    TEXT("doelgroep", f->group);
    TEXT("moment", kpi_moment_name(f->moment));
    COUNT("rapporten", f->reports);
    COUNT("som", f->sum);
    COUNT("kleinste", f->least);
    QUARTILE("kwartiel_1", f->quartiles.first);
    QUARTILE("mediaan", f->quartiles.median);
    QUARTILE("kwartiel_3", f->quartiles.third);
    COUNT("grootste", f->most);
    table_end(t);
}

void kpi_table_reports(struct out *out, const struct kpi_report_table *table)
{
    struct table t = table_open(out);

    report_row(&t, NULL);
    for (uint32_t i = 0; i < table->count; i++)
        report_row(&t, &table->items[i]);
}
