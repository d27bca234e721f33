/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/write_text.h"

#include <string.h>

#include "kpi/cell.h"
#include "write/fold.h"
#include "write/screen.h"

enum { LABEL = 22, LINE_BYTES = 600 };

struct page {
    FILE *stream;
    enum language language;
};

/* The attribute lets the compiler check both sentences against what is filled in. */
static const char *say(const struct page *page, const char *nl, const char *en)
    __attribute__((format_arg(2), format_arg(3)));

static const char *say(const struct page *page, const char *nl, const char *en)
{
    return page->language == LANGUAGE_NL ? nl : en;
}

/* ---- the head of a run ---- */

static void head(const struct page *page, const struct kpi_facts *facts)
{
    const struct run *run = facts->run;
    char text[LINE_BYTES];

    snprintf(text, sizeof text, "%s (%s)", run->scheme_name, run->scheme);
    fold_text(page->stream, text, 0, 0);
    snprintf(text, sizeof text,
             say(page, "projectperiode %s – %s, peildatum %s",
                 "project period %s – %s, cut-off date %s"),
             *facts->project_from == '\0' ? "?" : facts->project_from,
             *facts->project_to == '\0' ? "?" : facts->project_to, run->cutoff);
    fold_text(page->stream, text, 0, 0);
    snprintf(text, sizeof text,
             say(page,
                 "%u indieners vertegenwoordigen %u besturen: %u gemeenten en %u zonder NIS-code",
                 "%u applicants represent %u governments: %u municipalities and %u without a NIS "
                 "code"),
             run->beneficiary_count, facts->government_count, facts->municipality_count,
             facts->government_count - facts->municipality_count);
    fold_text(page->stream, text, 0, 0);
}

/* ---- who reported ---- */

static void report_line(const struct page *page, const char *name, const char *due,
                        const uint32_t states[KPI_STATES])
{
    char text[LINE_BYTES];

    snprintf(text, sizeof text, "%s, %s %s", name, say(page, "tegen", "due"),
             *due == '\0' ? "?" : due);
    grid_left(page->stream, text, 34);
    grid_count(page->stream, true, states[KPI_ON_TIME], 10);
    grid_count(page->stream, true, states[KPI_LATE], 8);
    grid_count(page->stream, true, states[KPI_MISSING], 12);
    grid_count(page->stream, true, states[KPI_NOT_DUE], 15);
    fputc('\n', page->stream);
}

static void reporting(const struct page *page, const struct kpi_view *view)
{
    const struct kpi_figures *f = &view->total;
    char text[LINE_BYTES];

    fputc('\n', page->stream);
    grid_left(page->stream, say(page, "Rapporten", "Reports"), 34);
    grid_right(page->stream, say(page, "op tijd", "on time"), 10);
    grid_right(page->stream, say(page, "laat", "late"), 8);
    grid_right(page->stream, say(page, "ontbreekt", "missing"), 12);
    grid_right(page->stream, say(page, "nog niet nodig", "not yet due"), 15);
    fputc('\n', page->stream);
    report_line(page, say(page, "tussentijds", "interim"), view->facts->interim_due, f->interim);
    report_line(page, say(page, "eindrapport", "final"), view->facts->final_due, f->final);
    snprintf(text, sizeof text,
             say(page,
                 "Drempel van %s: %u gehaald, %u eronder, %u altijd te beoordelen. Vervangen door "
                 "een later rapport: %u.",
                 "Threshold of %s: %u reached, %u below, %u always judged. Replaced by a later "
                 "report: %u."),
             *view->facts->threshold == '\0' ? "?" : view->facts->threshold,
             f->tests[KPI_TEST_PASSED], f->tests[KPI_TEST_BELOW], f->tests[KPI_TEST_JUDGED],
             f->corrected);
    fold_text(page->stream, text, 0, 0);
    snprintf(
        text, sizeof text,
        say(page,
            "Einddoel bereikt: %u van %u. Motivering van de andere: %u aanvaard, %u geweigerd, "
            "%u zonder beslissing, %u ontbreekt.",
            "Target reached: %u of %u. Motivation of the others: %u accepted, %u refused, "
            "%u undecided, %u missing."),
        f->reached, f->reported, f->motivations[KPI_MOTIVATION_ACCEPTED],
        f->motivations[KPI_MOTIVATION_REFUSED], f->motivations[KPI_MOTIVATION_OPEN],
        f->motivations[KPI_MOTIVATION_NONE]);
    fold_text(page->stream, text, 0, 0);
}

static const char *state_text(const struct page *page, enum kpi_state state)
{
    static const char *const english[KPI_STATES] = {"not expected", "not yet due", "on time",
                                                    "late", "missing"};

    return say(page, kpi_state_name(state), english[state]);
}

static const char *motivation_text(const struct page *page, enum kpi_motivation motivation)
{
    static const char *const dutch[KPI_MOTIVATIONS] = {
        "", "geen motivering", "motivering zonder beslissing", "motivering aanvaard",
        "motivering geweigerd"};
    static const char *const english[KPI_MOTIVATIONS] = {
        "", "no motivation", "motivation undecided", "motivation accepted", "motivation refused"};

    return say(page, dutch[motivation], english[motivation]);
}

static void attention(const struct page *page, const struct kpi_view *view, uint32_t line,
                      const char *moment, const char *what)
{
    const struct run *run = view->facts->run;
    char room[KPI_VALUE_BYTES];

    screen_print(page->stream, "  ");
    grid_left(page->stream, run->beneficiaries[run->lines[line].beneficiary].id, 26);
    fputc(' ', page->stream);
    grid_left(page->stream, kpi_value(view->facts, KPI_BY_GROUP, line, room), 17);
    fputc(' ', page->stream);
    grid_left(page->stream, moment, 12);
    fold_text(page->stream, what, 59, 59);
}

static void attend_moment(const struct page *page, const struct kpi_view *view, uint32_t line,
                          const char *name, const struct kpi_moment *moment)
{
    if (moment->state == KPI_LATE || moment->state == KPI_MISSING)
        attention(page, view, line, name, state_text(page, moment->state));
}

static void attend_line(const struct page *page, const struct kpi_view *view, uint32_t line)
{
    const struct kpi_line *row = &view->facts->lines[line];
    const char *interim = say(page, "tussentijds", "interim");
    char text[LINE_BYTES];

    attend_moment(page, view, line, interim, &row->interim);
    if (row->test == KPI_TEST_BELOW) {
        snprintf(text, sizeof text, "%s %s; %s", say(page, "onder", "below"),
                 view->facts->threshold, motivation_text(page, row->interim.motivation));
        attention(page, view, line, interim, text);
    }
    attend_moment(page, view, line, say(page, "eind", "final"), &row->final);
}

static bool needs_attention(const struct kpi_line *line)
{
    return line->interim.state == KPI_LATE || line->interim.state == KPI_MISSING ||
           line->final.state == KPI_LATE || line->final.state == KPI_MISSING ||
           line->test == KPI_TEST_BELOW;
}

/* In the order of the rows of the view. */
static void attend(const struct page *page, const struct kpi_view *view)
{
    bool first = true;

    for (uint32_t i = 0; i < view->row_count; i++) {
        if (!needs_attention(&view->facts->lines[view->rows[i]]))
            continue;
        if (first)
            screen_print(page->stream, "\n%s\n", say(page, "Te bekijken", "To look at"));
        first = false;
        attend_line(page, view, view->rows[i]);
    }
}

/* ---- figures by key ---- */

static void label_of(const struct page *page, const struct kpi_view *view,
                     const struct kpi_figures *f, char text[LINE_BYTES])
{
    const struct kpi_query *query = view->query;
    const struct run *run = view->facts->run;
    char room[KPI_VALUE_BYTES];
    size_t used = 0;

    for (uint32_t l = 0; l < query->level_count; l++) {
        const char *value = kpi_value(view->facts, query->by[l], view->rows[f->first], room);
        int wrote = snprintf(text + used, LINE_BYTES - used, "%s%s", l > 0 ? " · " : "",
                             *value == '\0' ? say(page, "(geen)", "(none)") : value);
        used += wrote < 0 || (size_t)wrote >= LINE_BYTES - used ? LINE_BYTES - used - 1
                                                                : (size_t)wrote;
    }
    if (query->level_count == 1 && query->by[0] == KPI_BY_ACTION)
        snprintf(text + used, LINE_BYTES - used, " %s",
                 run->actions[run->lines[view->rows[f->first]].action].name);
}

typedef void (*line_fn)(const struct page *page, const struct kpi_view *view,
                        const struct kpi_figures *f);

static void reach_line(const struct page *page, const struct kpi_view *view,
                       const struct kpi_figures *f)
{
    bool one = f->action != RUN_NO_ROW;
    char text[LINE_BYTES];

    (void)view;
    grid_count(page->stream, true, f->applications, 7);
    grid_count(page->stream, true, f->going_on, 9);
    grid_count(page->stream, one, f->target, 14);
    grid_count(page->stream, one && f->reported > 0, f->achieved, 10);
    kpi_cell_percent(page->stream, kpi_attainment(f), 9);
    snprintf(text, sizeof text, "%u/%u", f->reached, f->reported);
    grid_right(page->stream, text, 9);
}

static void money_line(const struct page *page, const struct kpi_view *view,
                       const struct kpi_figures *f)
{
    (void)view;
    grid_money(page->stream, true, f->granted, 15);
    kpi_cell_amount(page->stream, kpi_grant_per_unit(f), 13);
    grid_money(page->stream, true, f->kept, 16);
    kpi_cell_amount(page->stream, kpi_cost_per_unit(f), 14);
}

static void spread_line(const struct page *page, const struct kpi_view *view,
                        const struct kpi_figures *f)
{
    const struct kpi_facts *facts = view->facts;
    const uint32_t ends[] = {f->worst, f->best};

    kpi_cell_percent(page->stream, kpi_quartile(f, 1), 7);
    kpi_cell_percent(page->stream, kpi_quartile(f, 2), 8);
    kpi_cell_percent(page->stream, kpi_quartile(f, 3), 8);
    for (int i = 0; i < 2; i++) {
        if (ends[i] == RUN_NO_ROW) {
            grid_right(page->stream, "–", 8);
            grid_left(page->stream, "", i == 0 ? 9 : 0);
            continue;
        }
        const struct run_line *line = &facts->run->lines[ends[i]];
        kpi_cell_percent(page->stream, kpi_line_attainment(line), 8);
        fputc(' ', page->stream);
        (i == 0 ? grid_left : grid_last)(page->stream,
                                         facts->run->beneficiaries[line->beneficiary].id, 8);
    }
}

static void table(const struct page *page, const struct kpi_view *view, line_fn line)
{
    char text[LINE_BYTES];

    for (uint32_t i = 0; i <= view->figure_count; i++) {
        const struct kpi_figures *f = i < view->figure_count ? &view->figures[i] : &view->total;
        if (i < view->figure_count)
            label_of(page, view, f, text);
        grid_left(page->stream, i < view->figure_count ? text : say(page, "totaal", "total"),
                  LABEL);
        line(page, view, f);
        fputc('\n', page->stream);
    }
}

static void column_heads(const struct page *page, const struct kpi_view *view,
                         const char *const names[], const int widths[], int count)
{
    char text[LINE_BYTES] = "";
    size_t used = 0;

    for (uint32_t l = 0; l < view->query->level_count && used < sizeof text - 1; l++) {
        int wrote = snprintf(text + used, sizeof text - used, "%s%s", l > 0 ? " · " : "",
                             kpi_dimension_name(view->query->by[l]));
        used += wrote < 0 ? 0 : (size_t)wrote;
    }
    fputc('\n', page->stream);
    grid_left(page->stream, text, LABEL);
    for (int i = 0; i < count; i++)
        grid_right(page->stream, names[i], widths[i]);
    fputc('\n', page->stream);
}

void kpi_text_view(FILE *stream, const struct kpi_view *view, enum language language)
{
    struct page page = {stream, language};
    const struct page *p = &page;

    head(p, view->facts);
    reporting(p, view);
    attend(p, view);
    column_heads(p, view,
                 (const char *const[]){say(p, "aanvr.", "appl."), say(p, "besturen", "govts"),
                                       say(p, "vooropgesteld", "target"),
                                       say(p, "behaald", "achieved"), "%",
                                       say(p, "bereikt", "reached")},
                 (const int[]){7, 9, 14, 10, 9, 9}, 6);
    table(p, view, reach_line);
    column_heads(p, view,
                 (const char *const[]){say(p, "subsidie", "grant"),
                                       say(p, "per eenheid", "per unit"), say(p, "kost", "cost"),
                                       say(p, "per eenheid", "per unit")},
                 (const int[]){15, 13, 16, 14}, 4);
    table(p, view, money_line);
    column_heads(p, view,
                 (const char *const[]){say(p, "kw. 1", "qu. 1"), say(p, "mediaan", "median"),
                                       say(p, "kw. 3", "qu. 3"), say(p, "laagste", "lowest"),
                                       say(p, "hoogste", "highest")},
                 (const int[]){7, 8, 8, 8, 17}, 5);
    table(p, view, spread_line);
    fputc('\n', stream);
    fold_text(stream,
              say(p,
                  "Behaald telt het bestaande bereik mee. % = behaald / vooropgesteld van wie "
                  "gerapporteerd heeft; kwartielen per aanvraag, definitie 7 van Hyndman en Fan; "
                  "kost = toegekend min ingehouden en teruggevorderd, van wie gerapporteerd heeft. "
                  "Eenheden van verschillende acties worden niet opgeteld (–).",
                  "Achieved counts the existing reach in. % = achieved / target of those that "
                  "reported; quartiles by application, definition 7 of Hyndman and Fan; cost = "
                  "granted less withheld and recovered, of those that reported. Units of "
                  "different actions are not added (–)."),
              0, 0);
}

/* ---- rows ---- */

static void history(const struct page *page, const struct run *run, const struct run_line *line)
{
    char text[LINE_BYTES];

    for (uint32_t i = line->first_report; i < line->first_report + line->report_count; i++) {
        const struct run_report *report = &run->reports[i];
        if (strcmp(report->use, "telt") == 0)
            continue;
        snprintf(text, sizeof text, "%s %s: %lld (%s, kpi.csv:%u)", report->moment, report->date,
                 (long long)report->achieved, report->use, report->line);
        fold_text(page->stream, text, 0, 4);
    }
}

static void row(const struct page *page, const struct kpi_facts *facts, uint32_t index)
{
    const struct run *run = facts->run;
    const struct run_line *line = &run->lines[index];
    const struct kpi_moment *interim = &facts->lines[index].interim;
    bool has = interim->report != RUN_NO_ROW;
    char room[KPI_VALUE_BYTES];

    grid_left(page->stream, run->beneficiaries[line->beneficiary].id, 19);
    fputc(' ', page->stream);
    grid_left(page->stream, kpi_value(facts, KPI_BY_GROUP, index, room), 12);
    grid_count(page->stream, true, line->target, 9);
    grid_count(page->stream, has, has ? run->reports[interim->report].achieved : 0, 9);
    grid_count(page->stream, line->achieved != RUN_NONE, line->achieved, 9);
    kpi_cell_percent(page->stream, kpi_line_attainment(line), 8);
    grid_money(page->stream, true, line->balance.granted, 12);
    fputc('\n', page->stream);
    history(page, run, line);
}

void kpi_text_rows(FILE *stream, const struct kpi_view *view, enum language language)
{
    struct page page = {stream, language};

    head(&page, view->facts);
    fputc('\n', stream);
    grid_left(stream, say(&page, "begunstigde", "beneficiary"), 20);
    grid_left(stream, say(&page, "actie", "action"), 12);
    grid_right(stream, say(&page, "KPI", "target"), 9);
    grid_right(stream, say(&page, "tussent.", "interim"), 9);
    grid_right(stream, say(&page, "behaald", "achieved"), 9);
    grid_right(stream, "%", 8);
    grid_right(stream, say(&page, "toegekend", "granted"), 12);
    fputc('\n', stream);
    for (uint32_t i = 0; i < view->row_count; i++)
        row(&page, view->facts, view->rows[i]);
}
