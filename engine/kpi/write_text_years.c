/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <string.h>

#include "kpi/cell.h"
#include "kpi/write_text.h"
#include "write/fold.h"
#include "write/screen.h"

enum { LINE_BYTES = 600 };

struct page {
    FILE *stream;
    const struct kpi_years *years;
    enum language language;
};

/* The attribute lets the compiler check both sentences against what is filled in. */
static const char *say(const struct page *page, const char *nl, const char *en)
    __attribute__((format_arg(2), format_arg(3)));

static const char *say(const struct page *page, const char *nl, const char *en)
{
    return page->language == LANGUAGE_NL ? nl : en;
}

static void title(const struct page *page, const struct kpi_action_years *action)
{
    char text[LINE_BYTES];

    snprintf(text, sizeof text, "%s %s: %s%s%s%s", say(page, "Actie", "Action"), action->number,
             action->name, *action->unit == '\0' ? "" : " (", action->unit,
             *action->unit == '\0' ? "" : ")");
    fputc('\n', page->stream);
    fold_text(page->stream, text, 0, 0);
}

static void column_heads(const struct page *page)
{
    grid_left(page->stream, say(page, "  projectperiode", "  project period"), 26);
    grid_right(page->stream, "budget", 17);
    grid_right(page->stream, say(page, "besturen", "govts"), 10);
    grid_right(page->stream, say(page, "vooropgesteld", "promised"), 14);
    grid_right(page->stream, say(page, "gerealiseerd", "realised"), 13);
    fputc('\n', page->stream);
}

static void year_line(const struct page *page, const struct kpi_action_years *action, uint32_t y)
{
    const struct kpi_facts *facts = page->years->years[y].facts;
    const struct kpi_figures *f = &action->years[y].figures;
    bool one = *action->number != '\0' && f->applications > 0;
    char text[LINE_BYTES];

    snprintf(text, sizeof text, "  %s – %s", facts->project_from, facts->project_to);
    grid_left(page->stream, text, 26);
    grid_money(page->stream, f->applications > 0, f->granted, 17);
    grid_count(page->stream, f->applications > 0, f->going_on, 10);
    grid_count(page->stream, one, f->target, 14);
    grid_count(page->stream, one && f->reported > 0, f->achieved, 13);
    fputc('\n', page->stream);
}

static void sum_line(const struct page *page, const struct kpi_action_years *action)
{
    bool one = *action->number != '\0';

    grid_left(page->stream, say(page, "  samen", "  together"), 26);
    grid_money(page->stream, true, action->budget, 17);
    grid_left(page->stream, "", 10);
    grid_count(page->stream, one, action->promised, 14);
    grid_count(page->stream, one && action->reported > 0, action->achieved, 13);
    fputc('\n', page->stream);
}

/* ---- why ---- */

static const char *change_text(const struct page *page, enum kpi_change change)
{
    static const char *const dutch[KPI_CHANGES] = {
        "gestopt", "niet meer gevraagd", "verlaagd", "verhoogd", "nieuw", "ander bedrag", "gelijk"};
    static const char *const english[KPI_CHANGES] = {
        "stopped", "not asked again", "lowered", "raised", "new", "another amount", "the same"};

    return say(page, dutch[change], english[change]);
}

static size_t append(char text[LINE_BYTES], size_t used, const char *more)
{
    size_t length = strlen(more);

    if (length > LINE_BYTES - 1 - used)
        length = LINE_BYTES - 1 - used;
    memcpy(text + used, more, length);
    text[used + length] = '\0';
    return used + length;
}

static size_t signed_money(struct money money, char text[MONEY_TEXT_BYTES + 1])
{
    text[0] = '+';
    return money.cents > 0 ? 1 + text_format_money(money, text + 1)
                           : text_format_money(money, text);
}

/* "2024-10-01: -4.500,00 = 3 gestopt (-75.000,00), …" */
static void reasons(const struct page *page, const struct kpi_action_years *action, uint32_t y)
{
    const struct kpi_year_figures *year = &action->years[y];
    char text[LINE_BYTES];
    char amount[MONEY_TEXT_BYTES + 1];
    char part[LINE_BYTES];
    bool first = true;

    signed_money(year->change, amount);
    size_t used = (size_t)snprintf(
        text, sizeof text, "%s: %s%s", page->years->years[y].facts->project_from, amount,
        say(page, " tegenover het jaar ervoor", " against the year before"));
    for (int c = 0; c < KPI_CHANGES; c++) {
        if (year->counts[c] == 0)
            continue;
        signed_money(year->amounts[c], amount);
        snprintf(part, sizeof part, c == KPI_CHANGE_NOTHING ? "%s%u %s" : "%s%u %s (%s)",
                 first ? ": " : ", ", year->counts[c], change_text(page, (enum kpi_change)c),
                 amount);
        used = append(text, used, part);
        first = false;
    }
    if (year->joined > 0 || year->left > 0) {
        snprintf(part, sizeof part,
                 say(page, "; besturen: %u bij, %u weg", "; governments: %u joined, %u left"),
                 year->joined, year->left);
        used = append(text, used, part);
    }
    if (year->claims > 0) {
        snprintf(
            part, sizeof part,
            say(page, "; kpi_vorig_jaar niet bevestigd: %u", "; kpi_vorig_jaar not confirmed: %u"),
            year->claims);
        append(text, used, part);
    }
    fold_text(page->stream, text, 0, 4);
}

static const char *claim_text(const struct page *page, enum kpi_claim claim)
{
    static const char *const dutch[] = {"", "kpi_vorig_jaar verschilt van die run",
                                        "kpi_vorig_jaar zonder aanvraag in die run"};
    static const char *const english[] = {"", "kpi_vorig_jaar differs from that run",
                                          "kpi_vorig_jaar without an application in that run"};

    return say(page, dutch[claim], english[claim]);
}

static const char *count_or_none(bool known, int64_t count, char text[COUNT_TEXT_BYTES])
{
    if (!known)
        return "–";
    text_format_count(count, text);
    return text;
}

static void difference(const struct page *page, const struct kpi_difference *d)
{
    const struct run *run = page->years->years[d->year].facts->run;
    const struct run *older = page->years->years[d->year + 1].facts->run;
    const struct run_line *now = d->line == RUN_NO_ROW ? NULL : &run->lines[d->line];
    const struct run_line *before = d->before == RUN_NO_ROW ? NULL : &older->lines[d->before];
    const struct run *known = now == NULL ? older : run;
    const struct run_line *line = now == NULL ? before : now;
    char text[LINE_BYTES];
    char counts[3][COUNT_TEXT_BYTES];
    char amount[MONEY_TEXT_BYTES + 1];

    assert(line != NULL); /* it stands in at least one of both */
    const char *group = known->groups[line->group].group;
    signed_money(d->amount, amount);
    int used = snprintf(
        text, sizeof text, "%s%s%s: %s, %s → %s, %s", known->beneficiaries[line->beneficiary].id,
        *group == '\0' ? "" : " ", group, change_text(page, d->change),
        count_or_none(before != NULL, before == NULL ? 0 : before->target, counts[0]),
        count_or_none(now != NULL, line->target, counts[1]), amount);
    if (d->claim != KPI_CLAIM_FINE && used > 0 && (size_t)used < sizeof text)
        snprintf(text + used, sizeof text - (size_t)used, "; %s (%s)", claim_text(page, d->claim),
                 count_or_none(true, line->last_year, counts[2]));
    fold_text(page->stream, text, 0, 6);
}

static bool is_of(const struct page *page, const struct kpi_difference *d, const char *number)
{
    uint32_t year = d->line == RUN_NO_ROW ? d->year + 1 : d->year;
    const struct run *run = page->years->years[year].facts->run;
    uint32_t line = d->line == RUN_NO_ROW ? d->before : d->line;

    return strcmp(run->actions[run->lines[line].action].number, number) == 0;
}

static void differences(const struct page *page, const char *number, uint32_t year)
{
    const struct kpi_years *years = page->years;

    for (uint32_t i = 0; i < years->difference_count; i++)
        if (years->differences[i].year == year && is_of(page, &years->differences[i], number))
            difference(page, &years->differences[i]);
}

static void explain(const struct page *page, const struct kpi_action_years *action, bool rows)
{
    for (uint32_t y = 0; y + 1 < page->years->year_count; y++) {
        if (action->years[y].figures.applications == 0 &&
            action->years[y + 1].figures.applications == 0)
            continue;
        reasons(page, action, y);
        if (rows)
            differences(page, action->number, y);
    }
}

/* ---- the whole ---- */

static void all_actions(const struct page *page)
{
    const struct kpi_years *years = page->years;
    char text[LINE_BYTES];

    screen_print(page->stream, "\n%s\n", say(page, "Alle acties", "All actions"));
    column_heads(page);
    for (uint32_t y = 0; y < years->year_count; y++)
        year_line(page, &years->total, y);
    sum_line(page, &years->total);
    explain(page, &years->total, false);
    screen_print(page->stream, "\n%s\n", say(page, "Met de stimulansen", "With the incentives"));
    for (uint32_t y = 0; y < years->year_count; y++) {
        const struct kpi_facts *facts = years->years[y].facts;
        snprintf(text, sizeof text, "  %s – %s", facts->project_from, facts->project_to);
        grid_left(page->stream, text, 26);
        grid_money(page->stream, true, years->years[y].awarded, 17);
        snprintf(
            text, sizeof text,
            say(page, "   %u indieners, %u gemeenten + %u", "   %u applicants, %u munic. + %u"),
            facts->run->beneficiary_count, facts->municipality_count,
            facts->government_count - facts->municipality_count);
        screen_print(page->stream, "%s\n", text);
    }
    grid_left(page->stream, say(page, "  samen", "  together"), 26);
    grid_money(page->stream, true, years->awarded, 17);
    fputc('\n', page->stream);
}

void kpi_text_years(FILE *stream, const struct kpi_years *years, bool rows, enum language language)
{
    struct page page = {stream, years, language};
    char text[LINE_BYTES];

    for (uint32_t y = 0; y < years->year_count; y++) {
        const struct run *run = years->years[y].facts->run;
        snprintf(text, sizeof text, "%s (%s), %s %s", run->scheme_name, run->scheme,
                 say(&page, "peildatum", "cut-off date"), run->cutoff);
        fold_text(stream, text, 0, 0);
    }
    for (uint32_t a = 0; a < years->action_count; a++) {
        title(&page, &years->actions[a]);
        column_heads(&page);
        for (uint32_t y = 0; y < years->year_count; y++)
            year_line(&page, &years->actions[a], y);
        sum_line(&page, &years->actions[a]);
        explain(&page, &years->actions[a], rows);
    }
    all_actions(&page);
    fputc('\n', stream);
    fold_text(stream,
              say(&page,
                  "Besturen: elk een keer, van aanvragen die verder gaan; een partner van een "
                  "samenwerkingsverband telt bij al zijn acties mee, ook de VGC en vzw de Rand. "
                  "Gerealiseerd – : nog geen eindrapport. Samen telt enkel wat gerapporteerd is.",
                  "Governments: each once, of applications that go on; a member of a partnership "
                  "counts with all its actions, and so do the VGC and vzw de Rand. Realised –: no "
                  "final report yet. Together counts only what was reported."),
              0, 0);
}
