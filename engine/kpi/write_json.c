/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/write_json.h"

#include <assert.h>

#include "write/json.h"

static void member_count(struct json *json, const char *key, bool known, int64_t count)
{
    json_key(json, key);
    if (known)
        json_count(json, count);
    else
        json_none(json);
}

static void member_money(struct json *json, const char *key, bool known, struct money money)
{
    json_key(json, key);
    if (known)
        json_money(json, money);
    else
        json_none(json);
}

/* "107.92": exact decimals, as amounts are. */
static void member_amount(struct json *json, const char *key, struct run_amount amount)
{
    member_money(json, key, amount.known, amount.money);
}

static void member_percent(struct json *json, const char *key, struct kpi_share share)
{
    member_money(json, key, share.known, (struct money){share.hundredths});
}

static void run_members(struct json *json, const struct kpi_facts *facts)
{
    json_member_text(json, "regeling", facts->run->scheme);
    json_member_text(json, "regeling_naam", facts->run->scheme_name);
    json_member_text(json, "manifest_sha256", facts->run->manifest_sha256);
    json_member_text(json, "peildatum", facts->run->cutoff);
    json_member_text(json, "projectperiode_van", facts->project_from);
    json_member_text(json, "projectperiode_tot", facts->project_to);
    json_member_text(json, "tussentijds_rapport_tot", facts->interim_due);
    json_member_text(json, "eindrapport_tot", facts->final_due);
    json_member_text(json, "tussentijdse_drempel", facts->threshold);
}

static void begin(struct json *json)
{
    json_open(json, '{');
    json_member_text(json, "schema", "saldo-kpi/1");
    json_member_text(json, "kwartiel_definitie",
                     "Hyndman-Fan 7: lineair tussen de geordende waarden rond (n - 1) f");
}

static void end(struct json *json, struct out *out)
{
    json_close(json, '}');
    out_char(out, '\n');
}

/* ---- figures ---- */

static void states(struct json *json, const char *key, const uint32_t counts[KPI_STATES])
{
    static const char *const names[KPI_STATES] = {"niet_verwacht", "nog_niet", "op_tijd", "laat",
                                                  "ontbreekt"};

    json_key(json, key);
    json_open(json, '{');
    for (int s = 0; s < KPI_STATES; s++)
        json_member_count(json, names[s], counts[s]);
    json_close(json, '}');
}

static void reports(struct json *json, const struct kpi_figures *f)
{
    states(json, "tussentijds", f->interim);
    json_member_count(json, "drempel_gehaald", f->tests[KPI_TEST_PASSED]);
    json_member_count(json, "onder_drempel", f->tests[KPI_TEST_BELOW]);
    json_member_count(json, "altijd_beoordeeld", f->tests[KPI_TEST_JUDGED]);
    states(json, "eind", f->final);
    json_member_count(json, "verbeterd", f->corrected);
    json_member_count(json, "motivering_ontbreekt", f->motivations[KPI_MOTIVATION_NONE]);
    json_member_count(json, "motivering_gegeven", f->motivations[KPI_MOTIVATION_OPEN]);
    json_member_count(json, "motivering_aanvaard", f->motivations[KPI_MOTIVATION_ACCEPTED]);
    json_member_count(json, "motivering_geweigerd", f->motivations[KPI_MOTIVATION_REFUSED]);
    json_member_count(json, "gerapporteerd", f->reported);
    json_member_count(json, "bereikt", f->reached);
}

static void extreme(struct json *json, const char *key, const struct kpi_facts *facts,
                    uint32_t index)
{
    json_key(json, key);
    if (index == RUN_NO_ROW) {
        json_none(json);
        return;
    }
    const struct run_line *line = &facts->run->lines[index];
    json_open(json, '{');
    json_member_text(json, "begunstigde", facts->run->beneficiaries[line->beneficiary].id);
    json_member_text(json, "actie", facts->run->actions[line->action].number);
    json_member_text(json, "doelgroep", facts->run->groups[line->group].group);
    member_percent(json, "verhouding", kpi_line_attainment(line));
    json_close(json, '}');
}

static void spread(struct json *json, const struct kpi_facts *facts, const struct kpi_figures *f)
{
    member_percent(json, "verhouding", kpi_attainment(f));
    member_percent(json, "verhouding_naar_subsidie", kpi_weighted(f));
    member_percent(json, "kwartiel_1", kpi_quartile(f, 1));
    member_percent(json, "mediaan", kpi_quartile(f, 2));
    member_percent(json, "kwartiel_3", kpi_quartile(f, 3));
    extreme(json, "laagste", facts, f->worst);
    extreme(json, "hoogste", facts, f->best);
}

static void figures_members(struct json *json, const struct kpi_facts *facts,
                            const struct kpi_figures *f)
{
    bool one_action = f->action != RUN_NO_ROW;

    json_key(json, "eenheid");
    json_text(json, *f->unit == '\0' ? NULL : f->unit);
    json_member_count(json, "aanvragen", f->applications);
    json_member_count(json, "begunstigden", f->beneficiaries);
    json_member_count(json, "besturen", f->governments);
    json_member_count(json, "gemeenten", f->municipalities);
    json_member_count(json, "besturen_verder", f->going_on);
    json_member_count(json, "stopgezet", f->stopped);
    json_member_count(json, "verminderd", f->reduced);
    reports(json, f);
    member_percent(json, "aandeel_bereikt", kpi_share_of(f->reached, f->reported));
    member_count(json, "vooropgesteld", one_action, f->target);
    member_count(json, "vooropgesteld_gerapporteerd", one_action, f->promised);
    member_count(json, "behaald", one_action && f->reported > 0, f->achieved);
    spread(json, facts, f);
    json_member_money(json, "subsidie", f->granted);
    member_amount(json, "subsidie_per_eenheid", kpi_grant_per_unit(f));
    json_member_money(json, "kost", f->kept);
    member_amount(json, "kost_per_eenheid", kpi_cost_per_unit(f));
}

/* ---- rows ---- */

static void moment(struct json *json, const char *key, const struct run *run,
                   const struct kpi_moment *of)
{
    json_key(json, key);
    json_open(json, '{');
    json_member_text(json, "stand", kpi_state_name(of->state));
    json_member_text(json, "motivering", kpi_motivation_name(of->motivation));
    json_member_count(json, "verbeterd", of->corrected);
    json_key(json, "lijn");
    if (of->report == RUN_NO_ROW)
        json_none(json);
    else
        json_count(json, run->reports[of->report].line);
    json_close(json, '}');
}

/* The history: also what was replaced, and what came after the cut-off date. */
static void history(struct json *json, const struct run *run, const struct run_line *line)
{
    json_key(json, "rapporten");
    json_open(json, '[');
    for (uint32_t i = line->first_report; i < line->first_report + line->report_count; i++) {
        const struct run_report *report = &run->reports[i];
        json_open(json, '{');
        json_member_text(json, "moment", report->moment);
        json_member_text(json, "datum", report->date);
        json_member_count(json, "behaalde_kpi", report->achieved);
        json_member_text(json, "motivering", report->motivation);
        json_member_text(json, "gebruik", report->use);
        json_member_count(json, "lijn", report->line);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void row(struct json *json, const struct kpi_facts *facts, uint32_t index)
{
    const struct run *run = facts->run;
    const struct run_line *line = &run->lines[index];

    json_line(json);
    json_open(json, '{');
    json_member_text(json, "begunstigde", run->beneficiaries[line->beneficiary].id);
    json_member_text(json, "actie", run->actions[line->action].number);
    json_member_text(json, "doelgroep", run->groups[line->group].group);
    json_member_count(json, "huidig_bereik", line->baseline);
    json_member_count(json, "vooropgestelde_kpi", line->target);
    member_count(json, "behaalde_kpi", line->achieved != RUN_NONE, line->achieved);
    member_percent(json, "verhouding", kpi_line_attainment(line));
    moment(json, "tussentijds", run, &facts->lines[index].interim);
    json_member_text(json, "drempel", kpi_test_name(facts->lines[index].test));
    moment(json, "eind", run, &facts->lines[index].final);
    history(json, run, line);
    json_member_text(json, "uitkomst", line->balance.outcome);
    json_member_money(json, "toegekend", line->balance.granted);
    json_member_count(json, "lijn", line->line);
    json_close(json, '}');
}

static void group(struct json *json, const struct kpi_view *view, const struct kpi_figures *f,
                  bool rows)
{
    const struct kpi_query *query = view->query;
    char room[KPI_VALUE_BYTES];

    json_line(json);
    json_open(json, '{');
    for (uint32_t l = 0; l < query->level_count; l++)
        json_member_text(json, kpi_dimension_name(query->by[l]),
                         kpi_value(view->facts, query->by[l], view->rows[f->first], room));
    figures_members(json, view->facts, f);
    if (rows) {
        json_key(json, "rijen");
        json_open(json, '[');
        for (uint32_t i = f->first; i < f->first + f->count; i++)
            row(json, view->facts, view->rows[i]);
        json_close(json, ']');
    }
    json_close(json, '}');
}

void kpi_json_view(struct out *out, const struct kpi_view *view, bool rows)
{
    struct json json = {.out = out};

    begin(&json);
    run_members(&json, view->facts);
    json_key(&json, "groepen");
    json_open(&json, '[');
    for (uint32_t i = 0; i < view->figure_count; i++)
        group(&json, view, &view->figures[i], rows);
    json_close(&json, ']');
    json_key(&json, "totaal");
    json_open(&json, '{');
    figures_members(&json, view->facts, &view->total);
    json_close(&json, '}');
    end(&json, out);
}

/* ---- years ---- */

static void changes(struct json *json, const struct kpi_year_figures *year)
{
    json_key(json, "tegenover_vorig_jaar");
    if (!year->has_before) {
        json_none(json);
        return;
    }
    json_open(json, '{');
    for (int c = 0; c < KPI_CHANGES; c++) {
        json_key(json, kpi_change_name((enum kpi_change)c));
        json_open(json, '{');
        json_member_count(json, "aanvragen", year->counts[c]);
        json_member_money(json, "bedrag", year->amounts[c]);
        json_close(json, '}');
    }
    json_member_count(json, "kpi_vorig_jaar_niet_bevestigd", year->claims);
    json_member_count(json, "besturen_bij", year->joined);
    json_member_count(json, "besturen_weg", year->left);
    json_close(json, '}');
}

static void action_years(struct json *json, const struct kpi_years *years,
                         const struct kpi_action_years *action)
{
    bool one_action = *action->number != '\0';

    json_key(json, "jaren");
    json_open(json, '[');
    for (uint32_t y = 0; y < years->year_count; y++) {
        const struct kpi_figures *f = &action->years[y].figures;
        json_line(json);
        json_open(json, '{');
        json_member_text(json, "regeling", years->years[y].facts->run->scheme);
        json_member_money(json, "budget", f->granted);
        json_member_count(json, "begunstigden", f->beneficiaries);
        json_member_count(json, "besturen", f->going_on);
        json_member_count(json, "aanvragen", f->applications);
        json_member_count(json, "stopgezet", f->stopped);
        json_member_count(json, "verminderd", f->reduced);
        member_count(json, "vooropgesteld", one_action, f->target);
        member_count(json, "behaald", one_action && f->reported > 0, f->achieved);
        json_member_count(json, "gerapporteerd", f->reported);
        changes(json, &action->years[y]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_key(json, "samen");
    json_open(json, '{');
    json_member_money(json, "budget", action->budget);
    member_count(json, "vooropgesteld", one_action, action->promised);
    member_count(json, "behaald", one_action && action->reported > 0, action->achieved);
    json_close(json, '}');
}

static void difference(struct json *json, const struct kpi_years *years,
                       const struct kpi_difference *d)
{
    const struct run *run = years->years[d->year].facts->run;
    const struct run *older = years->years[d->year + 1].facts->run;
    const struct run_line *now = d->line == RUN_NO_ROW ? NULL : &run->lines[d->line];
    const struct run_line *before = d->before == RUN_NO_ROW ? NULL : &older->lines[d->before];
    const struct run *known = now == NULL ? older : run;
    const struct run_line *line = now == NULL ? before : now;
    bool has_last = now != NULL && now->last_year != RUN_NONE;

    assert(line != NULL); /* it stands in at least one of both */
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "regeling", run->scheme);
    json_member_text(json, "begunstigde", known->beneficiaries[line->beneficiary].id);
    json_member_text(json, "actie", known->actions[line->action].number);
    json_member_text(json, "doelgroep", known->groups[line->group].group);
    json_member_text(json, "reden", kpi_change_name(d->change));
    json_member_text(json, "opmerking", kpi_claim_name(d->claim));
    member_count(json, "vooropgesteld", now != NULL, line->target);
    member_count(json, "vooropgesteld_vorig", before != NULL, before == NULL ? 0 : before->target);
    member_count(json, "kpi_vorig_jaar", has_last, has_last ? now->last_year : 0);
    json_member_money(json, "verschil", d->amount);
    json_close(json, '}');
}

static void years_list(struct json *json, const struct kpi_years *years)
{
    json_key(json, "jaren");
    json_open(json, '[');
    for (uint32_t y = 0; y < years->year_count; y++) {
        const struct kpi_facts *facts = years->years[y].facts;
        json_line(json);
        json_open(json, '{');
        run_members(json, facts);
        json_member_count(json, "begunstigden", facts->run->beneficiary_count);
        json_member_count(json, "gemeenten", facts->municipality_count);
        json_member_count(json, "besturen", facts->government_count);
        json_member_money(json, "stimulansen", facts->run->totals.incentives);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void kpi_json_years(struct out *out, const struct kpi_years *years)
{
    struct json json = {.out = out};

    begin(&json);
    years_list(&json, years);
    json_key(&json, "acties");
    json_open(&json, '[');
    for (uint32_t a = 0; a < years->action_count; a++) {
        json_line(&json);
        json_open(&json, '{');
        json_member_text(&json, "actie", years->actions[a].number);
        json_member_text(&json, "naam", years->actions[a].name);
        json_key(&json, "eenheid");
        json_text(&json, *years->actions[a].unit == '\0' ? NULL : years->actions[a].unit);
        action_years(&json, years, &years->actions[a]);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_key(&json, "totaal");
    json_open(&json, '{');
    action_years(&json, years, &years->total);
    json_close(&json, '}');
    json_key(&json, "verschillen");
    json_open(&json, '[');
    for (uint32_t i = 0; i < years->difference_count; i++)
        difference(&json, years, &years->differences[i]);
    json_close(&json, ']');
    end(&json, out);
}
