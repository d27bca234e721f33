/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/overview.h"

#include <string.h>

#include "core/text.h"
#include "report/html/pictures.h"

/* ---- which run ---- */

static void counted(const struct html *h, int64_t count, enum html_word one, enum html_word more)
{
    html_count(h, count);
    html_raw(h, " ");
    html_say(h, count == 1 ? one : more);
}

static void title(const struct html *h)
{
    html_raw(h, "\n<header class=top><p class=over>");
    html_say(h, W_SETTLEMENT);
    html_raw(h, "</p><h1");
    html_scheme_lang(h);
    html_raw(h, ">");
    html_text(h, h->run->scheme_name);
    html_raw(h, "</h1><p class=meta>");
    html_say(h, W_CUTOFF);
    html_raw(h, " ");
    html_date(h, h->run->cutoff);
    if (h->run->cutoff_replaced) {
        html_raw(h, " (");
        html_say(h, W_CUTOFF_REPLACED);
        html_raw(h, ")");
    }
    html_raw(h, " · ");
    counted(h, h->run->totals.beneficiaries, W_ONE_BENEFICIARY, W_BENEFICIARIES);
    html_raw(h, " · ");
    counted(h, h->run->totals.applications, W_ONE_APPLICATION, W_N_APPLICATIONS);
    html_raw(h, " · ");
    counted(h, h->run->totals.incentive_count, W_ONE_INCENTIVE, W_N_INCENTIVES);
    html_raw(h, " · saldo ");
    html_text(h, h->run->engine);
    html_raw(h, "<br><span class=sha>");
    html_say(h, W_SEALED_AS);
    html_raw(h, " <code>");
    html_text(h, h->run->manifest_sha256);
    html_raw(h, "</code></span>");
    if (h->run->scheme_altered) {
        html_raw(h, "<p class=alert><strong>");
        html_say(h, W_SCHEME_ALTERED);
        html_raw(h, ": ");
        html_text(h, h->run->scheme);
        html_raw(h, "</strong></p>");
    }
    html_raw(h, "</header>");
}

/* ---- figures ---- */

static void figure_open(const struct html *h, enum html_word word, const char *kind)
{
    html_raw(h, "\n<div");
    html_raw(h, kind);
    html_raw(h, "><dt>");
    html_say(h, word);
    html_raw(h, "<dd>");
}

static void figure(const struct html *h, enum html_word word, struct money money)
{
    figure_open(h, word, "");
    html_euro(h, money);
    html_raw(h, "</div>");
}

/* The budget line, its amount, and how much of that was granted. */
static void budget(const struct html *h)
{
    const struct run_parameter *line = run_parameter_find(h->run, "begrotingsartikel");
    const struct run_parameter *budget_parameter = run_parameter_find(h->run, "budget");
    struct money granted = {h->run->totals.granted.cents + h->run->totals.incentives.cents};
    char percent[HTML_PERCENT_BYTES];
    struct money whole;

    if (line != NULL && *line->value != '\0') {
        figure_open(h, W_BUDGET_LINE, " class=wide");
        html_text(h, line->value);
        html_raw(h, "</div>");
    }
    if (budget_parameter == NULL ||
        text_parse_money((struct text){budget_parameter->value, strlen(budget_parameter->value)},
                         &whole) != STATUS_OK ||
        whole.cents <= 0)
        return;
    figure_open(h, W_BUDGET, "");
    html_euro(h, whole);
    html_percent_text(granted.cents, whole.cents, percent);
    html_raw(h, "<small>");
    html_say(h, W_GRANTED_ALL);
    html_raw(h, " ");
    html_raw(h, percent);
    html_raw(h, "</small></div>");
}

static void count_link(const struct html *h, enum html_word word, const char *section,
                       uint32_t count, const char *kind)
{
    figure_open(h, word, kind);
    html_raw(h, "<a href=#");
    html_raw(h, section);
    html_raw(h, ">");
    html_count(h, count);
    html_raw(h, "</a></div>");
}

static uint32_t moved(const struct run *run)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < run->assumption_count; i++)
        count += run->assumptions[i].decides;
    return count;
}

static void figures(const struct html *h, const struct run_sums *sums)
{
    const struct run_totals *t = &h->run->totals;
    uint32_t waiting = run_waiting_count(&sums->waiting);

    html_raw(h, "<dl class=\"kf big\">");
    figure(h, W_GRANTED_ALL, (struct money){t->granted.cents + t->incentives.cents});
    figure(h, W_ADVANCE, t->advance);
    figure(h, W_BALANCE, t->paid);
    figure(h, W_PAYABLE, t->payable);
    figure(h, W_CLAIMABLE, t->claimable);
    count_link(h, W_DECISIONS, "beslissingen", waiting, waiting == 0 ? "" : " class=alert");
    html_raw(h, "</dl><dl class=kf>");
    budget(h);
    figure(h, W_GRANTED_ACTIONS, t->granted);
    figure(h, W_INCENTIVES, t->incentives);
    figure(h, W_WITHHELD, t->withheld);
    figure(h, W_STILL_OPEN, t->open);
    figure(h, W_RECOVERY, t->recovery);
    figure(h, W_RECEIVED, t->received);
    count_link(h, W_ASSUMPTIONS_MOVED, "aannames", moved(h->run), "");
    count_link(h, W_FINDINGS, "bevindingen", h->run->finding_count, "");
    html_raw(h, "</dl>");
}

/* ---- outcomes ---- */

static void outcomes(const struct html *h)
{
    html_raw(h, "\n<ul class=outcomes>");
    for (size_t i = 0; i < sizeof run_outcomes / sizeof *run_outcomes; i++) {
        if (h->run->totals.outcomes[i] == 0)
            continue;
        html_raw(h, "<li class=o");
        html_number(h, (uint32_t)i);
        html_raw(h, "><b>");
        html_count(h, h->run->totals.outcomes[i]);
        html_raw(h, "</b> ");
        html_text(h, html_stable(h, run_outcomes[i]));
    }
    html_raw(h, "</ul>");
}

void overview_write(const struct html *h, const struct run_sums *sums)
{
    title(h);
    html_raw(h, "\n<section id=overzicht><h2>");
    html_say(h, W_OVERVIEW);
    html_raw(h, "</h2>");
    figures(h, sums);
    html_raw(h, "<h3>");
    html_say(h, W_OUTCOMES);
    html_raw(h, "</h3>");
    outcomes(h);
    html_raw(h, "\n<div class=pictures>");
    picture_of_money(h);
    picture_of_spending(h, sums);
    picture_of_attainment(h, sums);
    html_raw(h, "</div></section>");
}
