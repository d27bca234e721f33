/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a controller must see about reports and decisions, though it changes no amount. */
#include <string.h>

#include "formulas/continuation.h"
#include "settle/settle.h"

struct remark {
    struct settling *s;
    const struct line *line;
    struct diag_subject subject;
};

static void report_at(const struct remark *r, enum finding finding, struct source_pos pos,
                      const char *part1, const char *part2, const char *part3)
{
    diag_add(r->s->diags, finding, pos, r->subject, part1, part2, part3);
}

/* The first report of that moment: a correction later on does not make it late. */
static uint32_t first_report(const struct remark *r, enum report_moment moment)
{
    const struct application *row = r->line->application;

    for (uint32_t i = row->first_report; i < row->first_report + row->report_count; i++)
        if (r->s->dossier->reports.items[i].moment == moment)
            return i;
    return NO_INDEX;
}

static struct source_pos report_pos(const struct remark *r, uint32_t report, const char *column)
{
    return dossier_pos(r->s->dossier, FILE_REPORTS, r->s->dossier->reports.items[report].line,
                       column);
}

static void report_counts(const struct remark *r, enum finding finding, uint32_t report,
                          int64_t first, int64_t second, const char *part3)
{
    char part1[COUNT_TEXT_BYTES];
    char part2[COUNT_TEXT_BYTES];

    text_format_count(first, part1);
    text_format_count(second, part2);
    report_at(r, finding, report_pos(r, report, "behaalde_kpi"), part1, part2, part3);
}

/* Missing after its date, or dated after it. */
static void remark_deadline(const struct remark *r, enum scheme_parameter_id deadline,
                            uint32_t report, enum finding missing, enum finding late)
{
    const struct scheme_value *due = scheme_value(r->s->scheme, deadline);
    struct date date = r->s->dossier->config.cutoff;
    char due_text[DATE_TEXT_BYTES];
    char date_text[DATE_TEXT_BYTES];

    if (report != NO_INDEX)
        date = r->s->dossier->reports.items[report].date;
    if (!due->known || date_compare(date, due->date) <= 0)
        return;
    date_format(due->date, due_text);
    date_format(date, date_text);
    if (report == NO_INDEX)
        report_at(r, missing,
                  dossier_pos(r->s->dossier, FILE_APPLICATIONS, r->line->application->line, ""),
                  due_text, NULL, NULL);
    else
        report_at(r, late, report_pos(r, report, "datum"), date_text, due_text, NULL);
}

static void remark_interim(const struct remark *r)
{
    const struct line *line = r->line;
    const struct scheme_value *threshold = scheme_value(r->s->scheme, PARAMETER_INTERIM_THRESHOLD);
    char rate[COUNT_TEXT_BYTES];

    remark_deadline(r, PARAMETER_INTERIM_BY,
                    line->interim_report == NO_INDEX ? NO_INDEX : first_report(r, MOMENT_INTERIM),
                    FINDING_INTERIM_MISSING, FINDING_INTERIM_LATE);
    if (line->interim_report == NO_INDEX)
        return;
    int64_t achieved = r->s->dossier->reports.items[line->interim_report].achieved;

    if (line->application->action->always_judged)
        report_at(r, FINDING_INTERIM_JUDGED, report_pos(r, line->interim_report, ""), NULL, NULL,
                  NULL);
    else if (threshold->known &&
             !continuation_interim_reached(achieved, line->grant.target, threshold->rate)) {
        text_format_rate(threshold->rate, rate);
        report_counts(r, FINDING_INTERIM_LOW, line->interim_report, achieved, line->grant.target,
                      rate);
        if (*r->s->dossier->reports.items[line->interim_report].motivation == '\0')
            report_counts(r, FINDING_INTERIM_UNMOTIVATED, line->interim_report, achieved,
                          line->grant.target, rate);
    }
}

/* "1 jaar na toekenning": a final report within the project year is no final report yet. */
static void remark_early(const struct remark *r)
{
    struct date end = scheme_value(r->s->scheme, PARAMETER_PROJECT_TO)->date;
    struct date date = r->s->dossier->reports.items[r->line->final_report].date;
    char date_text[DATE_TEXT_BYTES];
    char end_text[DATE_TEXT_BYTES];

    if (date_compare(date, end) > 0)
        return;
    date_format(date, date_text);
    date_format(end, end_text);
    report_at(r, FINDING_FINAL_EARLY, report_pos(r, r->line->final_report, "datum"), date_text,
              end_text, NULL);
}

static void remark_final(const struct remark *r)
{
    const struct line *line = r->line;
    const struct report_row *reports = r->s->dossier->reports.items;
    char open[MONEY_TEXT_BYTES];

    remark_deadline(r, PARAMETER_FINAL_BY,
                    line->final_report == NO_INDEX ? NO_INDEX : first_report(r, MOMENT_FINAL),
                    FINDING_FINAL_MISSING, FINDING_FINAL_LATE);
    if (line->final_report == NO_INDEX)
        return;
    remark_early(r);
    if (line->interim_report != NO_INDEX && line->achieved < reports[line->interim_report].achieved)
        report_counts(r, FINDING_KPI_FALLS, line->final_report, line->achieved,
                      reports[line->interim_report].achieved, NULL);
    if (line->achieved < line->grant.baseline)
        report_counts(r, FINDING_KPI_BELOW_BASELINE, line->final_report, line->achieved,
                      line->grant.baseline, NULL);
    if (line->achieved >= line->grant.target)
        return;
    if (*reports[line->final_report].motivation == '\0')
        report_counts(r, FINDING_MOTIVATION_MISSING, line->final_report, line->achieved,
                      line->grant.target, NULL);
    if (line->balance.outcome == OUTCOME_DECISION_NEEDED) {
        text_format_money(line->balance.open, open);
        report_counts(r, FINDING_DECISION_NEEDED, line->final_report, line->achieved,
                      line->grant.target, open);
    }
}

/* A decision about an interim report is none about the final one. */
static void remark_older(const struct remark *r, const struct decision_row *row,
                         struct source_pos pos)
{
    struct date report = r->s->dossier->reports.items[r->line->final_report].date;
    char decided[DATE_TEXT_BYTES];
    char reported[DATE_TEXT_BYTES];

    if (date_compare(row->date, report) >= 0)
        return;
    date_format(row->date, decided);
    date_format(report, reported);
    report_at(r, FINDING_DECISION_OLDER, pos, decision_kind_name(row->kind), decided, reported);
}

static void remark_decision(const struct remark *r, const struct decision_row *row)
{
    const struct line *line = r->line;
    struct source_pos pos = dossier_pos(r->s->dossier, FILE_DECISIONS, row->line, "beslissing");
    const char *kind = decision_kind_name(row->kind);
    char achieved[COUNT_TEXT_BYTES];
    char target[COUNT_TEXT_BYTES];

    text_format_count(line->achieved, achieved);
    text_format_count(line->grant.target, target);
    if (line->advance.granted.cents == 0)
        report_at(r, FINDING_DECISION_NO_GRANT, pos, kind, NULL, NULL);
    else if (line->final_report == NO_INDEX)
        report_at(r, FINDING_DECISION_NO_REPORT, pos, kind, NULL, NULL);
    else if (line->achieved >= line->grant.target)
        report_at(r,
                  row->kind == KIND_WITHHOLD || row->kind == KIND_RECOVER
                      ? FINDING_DECISION_ON_REACHED
                      : FINDING_MOTIVATION_NEEDLESS,
                  pos, kind, achieved, target);
    else
        remark_older(r, row, pos);
}

static void remark_history(const struct remark *r)
{
    const struct dossier *dossier = r->s->dossier;
    const struct application *row = r->line->application;
    char date[DATE_TEXT_BYTES];

    for (uint32_t i = row->first_report; i < row->first_report + row->report_count; i++) {
        const struct report_row *report = &dossier->reports.items[i];
        if (settlement_report_use(r->s->out, i) != ROW_REPLACED)
            continue;
        uint32_t last = report->moment == MOMENT_INTERIM ? r->line->interim_report
                                                         : r->line->final_report;
        date_format(dossier->reports.items[last].date, date);
        report_at(r, FINDING_REPLACED, report_pos(r, i, ""), date, NULL, NULL);
    }
    for (uint32_t i = row->first_grant; i < row->first_grant + row->grant_count; i++) {
        if (settlement_grant_use(r->s->out, i) != ROW_REPLACED)
            continue;
        date_format(dossier->grants.items[r->line->grant_row].date, date);
        report_at(r, FINDING_REPLACED,
                  dossier_pos(dossier, FILE_GRANTS, dossier->grants.items[i].line, ""), date, NULL,
                  NULL);
    }
}

void settle_remarks(struct settling *s, const struct line *line)
{
    const struct application *row = line->application;
    struct remark r = {.s = s,
                       .line = line,
                       .subject = {s->dossier->beneficiaries.items[row->beneficiary].id,
                                   row->action->number_text, row->group->id}};

    remark_history(&r);
    for (uint32_t i = row->first_decision; i < row->first_decision + row->decision_count; i++)
        if (!settlement_is_later(s->out, s->dossier->decisions.items[i].date))
            remark_decision(&r, &s->dossier->decisions.items[i]);
    if (row->choice == APPLICATION_STOP) {
        if (row->report_count > 0)
            report_at(&r, FINDING_KPI_ON_STOP, report_pos(&r, row->first_report, ""), NULL, NULL,
                      NULL);
        return;
    }
    if (line->advance.granted.cents == 0)
        return;
    remark_interim(&r);
    remark_final(&r);
}
