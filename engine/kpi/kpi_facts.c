/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_facts.h"

#include <string.h>

#include "formulas/continuation.h"
#include "run/sums.h"

struct making {
    struct kpi_facts *facts;
    const struct run *run;
    const struct nis_register *reg;
    struct arena *arena;
    struct rate threshold;
    bool has_interim_due, has_final_due, has_threshold;
};

bool kpi_goes_on(const struct run_line *line)
{
    return !run_line_stopped(line);
}

/* ---- reports ---- */

static bool is(const char *word, const char *other)
{
    return strcmp(word, other) == 0;
}

/* ISO dates are ordered as their text is. */
static bool is_after(const char *date, const char *other)
{
    return strcmp(date, other) > 0;
}

static void find_report(const struct run *run, const struct run_line *line, const char *moment,
                        struct kpi_moment *out, const char **first)
{
    out->report = RUN_NO_ROW;
    *first = "";
    for (uint32_t i = line->first_report; i < line->first_report + line->report_count; i++) {
        const struct run_report *report = &run->reports[i];
        if (!is(report->moment, moment) || is(report->use, "later-dan-peildatum"))
            continue;
        if (**first == '\0' || is_after(*first, report->date))
            *first = report->date;
        if (is(report->use, "telt"))
            out->report = i;
        else
            out->corrected++;
    }
}

/* A correction later on does not make a report late: the first one counts for that. */
static enum kpi_state state_of(const struct run *run, const struct kpi_moment *moment,
                               const char *first, bool has_due, const char *due)
{
    if (moment->report != RUN_NO_ROW)
        return has_due && is_after(first, due) ? KPI_LATE : KPI_ON_TIME;
    return has_due && is_after(run->cutoff, due) ? KPI_MISSING : KPI_NOT_DUE;
}

/* Decisions from the final report on are about that one, earlier ones about the interim report. */
static enum kpi_motivation motivation_of(const struct run *run, const struct run_line *line,
                                         uint32_t report, const char *from, const char *before)
{
    enum kpi_motivation found = *run->reports[report].motivation == '\0' ? KPI_MOTIVATION_NONE
                                                                         : KPI_MOTIVATION_OPEN;
    const struct run_balance *balance = &line->balance;

    for (uint32_t i = balance->first_decision;
         i < balance->first_decision + balance->decision_count; i++) {
        const struct run_decision *row = &run->decisions[i];
        if (is(row->use, "later-dan-peildatum") || is_after(from, row->date) ||
            (*before != '\0' && !is_after(before, row->date)))
            continue;
        if (is(row->decision, "motivering-aanvaard"))
            found = KPI_MOTIVATION_ACCEPTED;
        else if (is(row->decision, "motivering-geweigerd"))
            found = KPI_MOTIVATION_REFUSED;
    }
    return found;
}

static void judge_interim(const struct making *m, const struct run_line *line, struct kpi_line *out,
                          const char *final_date)
{
    const struct run_report *report;

    if (out->interim.report == RUN_NO_ROW || out->interim.state == KPI_NOT_EXPECTED)
        return;
    report = &m->run->reports[out->interim.report];
    if (m->run->actions[line->action].always_judged)
        out->test = KPI_TEST_JUDGED;
    else if (m->has_threshold)
        out->test = continuation_interim_reached(report->achieved, line->target, m->threshold)
                        ? KPI_TEST_PASSED
                        : KPI_TEST_BELOW;
    if (out->test == KPI_TEST_BELOW || out->test == KPI_TEST_JUDGED)
        out->interim.motivation =
            motivation_of(m->run, line, out->interim.report, report->date, final_date);
}

static void judge_final(const struct making *m, const struct run_line *line, struct kpi_line *out)
{
    if (out->final.report == RUN_NO_ROW || out->final.state == KPI_NOT_EXPECTED ||
        line->achieved >= line->target)
        return;
    out->final.motivation =
        motivation_of(m->run, line, out->final.report, m->run->reports[out->final.report].date, "");
}

static void make_line(const struct making *m, const struct run_line *line, struct kpi_line *out)
{
    bool expected = kpi_goes_on(line) && line->balance.granted.cents > 0;
    const char *first;

    find_report(m->run, line, "tussentijds", &out->interim, &first);
    if (expected)
        out->interim.state =
            state_of(m->run, &out->interim, first, m->has_interim_due, m->facts->interim_due);
    find_report(m->run, line, "eind", &out->final, &first);
    if (expected)
        out->final.state =
            state_of(m->run, &out->final, first, m->has_final_due, m->facts->final_due);
    const char *final_date =
        out->final.report == RUN_NO_ROW ? "" : m->run->reports[out->final.report].date;
    judge_interim(m, line, out, final_date);
    judge_final(m, line, out);
}

/* ---- who and where ---- */

static void make_government(struct kpi_facts *facts, struct kpi_government *out, const char *id,
                            bool municipality)
{
    *out = (struct kpi_government){id, municipality};
    facts->government_count++;
    facts->municipality_count += municipality;
}

/* The members of a partnership; without members the applicant itself. One government sits in one
 * partnership (an error of the dossier otherwise), so that nobody is counted twice. */
static void make_governments(const struct making *m, const struct run_beneficiary *row,
                             struct kpi_government *governments, struct kpi_beneficiary *out)
{
    const struct run *run = m->run;

    out->first_government = m->facts->government_count;
    for (uint32_t i = row->first_member; i < row->first_member + row->member_count; i++)
        make_government(m->facts, &governments[m->facts->government_count], run->members[i].nis,
                        true);
    if (row->member_count == 0)
        make_government(m->facts, &governments[m->facts->government_count],
                        *row->nis != '\0' ? row->nis : row->id, *row->nis != '\0');
    out->government_count = m->facts->government_count - out->first_government;
}

static void make_place(const struct making *m, const struct run_beneficiary *row,
                       struct kpi_beneficiary *out)
{
    const struct municipality *found =
        register_find(m->reg, (struct text){row->nis, strlen(row->nis)});

    out->region = found == NULL ? "" : municipality_region(m->reg, found);
    out->province = found == NULL ? "" : found->province;
}

static enum status make_rows(const struct making *m)
{
    const struct run *run = m->run;
    struct kpi_line *lines = arena_alloc(m->arena, (size_t)run->line_count * sizeof *lines);
    struct kpi_beneficiary *owners =
        arena_alloc(m->arena, (size_t)run->beneficiary_count * sizeof *owners);
    struct kpi_government *governments = arena_alloc(
        m->arena, ((size_t)run->member_count + run->beneficiary_count) * sizeof *governments);

    if (lines == NULL || owners == NULL || governments == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < run->beneficiary_count; i++) {
        make_governments(m, &run->beneficiaries[i], governments, &owners[i]);
        make_place(m, &run->beneficiaries[i], &owners[i]);
    }
    for (uint32_t i = 0; i < run->line_count; i++)
        make_line(m, &run->lines[i], &lines[i]);
    m->facts->lines = lines;
    m->facts->beneficiaries = owners;
    m->facts->governments = governments;
    return STATUS_OK;
}

/* ---- parameters ---- */

static const char *value_of(const struct run *run, const char *name)
{
    const struct run_parameter *parameter = run_parameter_find(run, name);

    return parameter == NULL ? "" : parameter->value;
}

/* "": the scheme does not know it. */
static enum status read_date(const char *text, bool *has)
{
    struct date date;

    *has = *text != '\0';
    return *has ? date_parse(text, strlen(text), &date) : STATUS_OK;
}

static enum status read_parameters(struct making *m)
{
    struct kpi_facts *facts = m->facts;
    bool has;

    facts->project_from = value_of(m->run, "projectperiode-van");
    facts->project_to = value_of(m->run, "projectperiode-tot");
    facts->interim_due = value_of(m->run, "tussentijds-rapport-tot");
    facts->final_due = value_of(m->run, "eindrapport-tot");
    facts->threshold = value_of(m->run, "tussentijdse-drempel");
    m->has_threshold = *facts->threshold != '\0';
    enum status status = read_date(facts->project_from, &has);
    if (status == STATUS_OK)
        status = read_date(facts->project_to, &has);
    if (status == STATUS_OK)
        status = read_date(facts->interim_due, &m->has_interim_due);
    if (status == STATUS_OK)
        status = read_date(facts->final_due, &m->has_final_due);
    if (status == STATUS_OK && m->has_threshold)
        status = text_parse_rate((struct text){facts->threshold, strlen(facts->threshold)},
                                 &m->threshold);
    return status == STATUS_OK ? STATUS_OK : STATUS_SYNTAX;
}

enum status kpi_facts_make(const struct run *run, const struct nis_register *reg,
                           struct arena *arena, const struct kpi_facts **out)
{
    struct kpi_facts *facts = arena_alloc(arena, sizeof *facts);
    struct making m = {.facts = facts, .run = run, .reg = reg, .arena = arena};

    *out = facts;
    if (facts == NULL)
        return STATUS_MEMORY;
    facts->run = run;
    enum status status = read_parameters(&m);
    return status == STATUS_OK ? make_rows(&m) : status;
}

const char *kpi_state_name(enum kpi_state state)
{
    static const char *const names[KPI_STATES] = {"niet-verwacht", "nog-niet", "op-tijd", "laat",
                                                  "ontbreekt"};

    return names[state];
}

const char *kpi_test_name(enum kpi_test test)
{
    static const char *const names[KPI_TESTS] = {"", "gehaald", "onder-drempel",
                                                 "altijd-beoordeeld"};

    return names[test];
}

const char *kpi_motivation_name(enum kpi_motivation motivation)
{
    static const char *const names[KPI_MOTIVATIONS] = {"", "ontbreekt", "gegeven", "aanvaard",
                                                       "geweigerd"};

    return names[motivation];
}
