/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One KPI under two actions: the same reach reported twice.
 *
 * A dossier holds figures, not people, so this is a suspicion and stays a warning. Both reports of
 * one beneficiary must agree, the final figure and the interim one, and the figure must be large
 * enough not to agree by chance. */
#include "settle/settle.h"

enum { TOO_SMALL_TO_TELL = 10 };

static int64_t interim_of(const struct settling *s, const struct line *line)
{
    return line->interim_report == NO_INDEX
               ? -1
               : s->dossier->reports.items[line->interim_report].achieved;
}

static bool same_reports(const struct settling *s, const struct line *a, const struct line *b)
{
    return a->application->action != b->application->action && a->achieved == b->achieved &&
           b->final_report != NO_INDEX && interim_of(s, a) == interim_of(s, b);
}

static void report(struct settling *s, const struct line *first, const struct line *again)
{
    const struct report_row *row = &s->dossier->reports.items[again->final_report];
    const struct application *application = again->application;
    char achieved[COUNT_TEXT_BYTES];
    char interim[COUNT_TEXT_BYTES];

    text_format_count(again->achieved, achieved);
    text_format_count(interim_of(s, again), interim);
    diag_add(s->diags, FINDING_KPI_TWICE,
             dossier_pos(s->dossier, FILE_REPORTS, row->line, "behaalde_kpi"),
             (struct diag_subject){s->dossier->beneficiaries.items[application->beneficiary].id,
                                   application->action->number_text, application->group->id},
             interim, achieved, first->application->action->number_text);
}

void settle_twice(struct settling *s, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        const struct line *line = &s->out->lines[i];
        if (line->final_report == NO_INDEX || line->interim_report == NO_INDEX ||
            line->achieved < TOO_SMALL_TO_TELL)
            continue;
        for (uint32_t j = i + 1; j < first + count; j++)
            if (same_reports(s, line, &s->out->lines[j])) {
                report(s, line, &s->out->lines[j]);
                break; /* of three that agree the second names the first, the third the second */
            }
    }
}
