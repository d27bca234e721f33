/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a decision of people, and what each choice would come to. */
#include <string.h>

#include "report/html/statement.h"
#include "run/sums.h"

static void choice(const struct html *h, enum html_word word, struct run_option option)
{
    html_raw(h, "\n<tr><th scope=row>");
    html_say(h, word);
    html_cell_money(h, option.paid);
    html_cell_money(h, option.withheld);
    html_cell_money(h, option.recovery);
}

static void box_open(const struct html *h)
{
    html_raw(h, "\n<div class=dec><h4>");
    html_say(h, W_DECISION_NEEDED);
    html_raw(h, ": ");
}

static void choices_head(const struct html *h)
{
    html_raw(h, "\n<div class=scroll tabindex=0 role=group aria-label=\"");
    html_say(h, W_CHOICES);
    html_raw(h, "\"><table class=li><thead><tr>");
    html_head(h, W_CHOICE, false);
    html_head(h, W_BALANCE, true);
    html_head(h, W_COLUMN_WITHHELD, true);
    html_head(h, W_COLUMN_RECOVERY, true);
    html_raw(h, "<tbody>");
}

static void motivation(const struct html *h, const struct run_line *line)
{
    for (uint32_t i = 0; i < line->report_count; i++) {
        const struct run_report *r = &h->run->reports[line->first_report + i];
        if (strcmp(r->moment, "eind") != 0 || strcmp(r->use, "telt") != 0 || *r->motivation == '\0')
            continue;
        html_raw(h, " ");
        html_say(h, W_MOTIVATION);
        html_raw(h, ": “");
        html_text(h, r->motivation);
        html_raw(h, "”.");
    }
}

static void line_box(const struct html *h, const struct run_line *line)
{
    const struct run_options_open *options = &line->options;
    char percent[HTML_PERCENT_BYTES];

    box_open(h);
    html_action_name(h, line);
    html_raw(h, "</h4><p>");
    html_missed(h, line);
    if (line->target > 0) {
        html_percent_text(line->achieved, line->target, percent);
        html_raw(h, " (");
        html_raw(h, percent);
        html_raw(h, ")");
    }
    html_raw(h, ". ");
    html_say(h, W_REGRANT);
    html_raw(h, " ");
    html_euro(h, options->regrant);
    html_raw(h, ".");
    motivation(h, line);
    choices_head(h);
    choice(h, W_CHOICE_ACCEPT, (struct run_option){.paid = line->balance.computed});
    choice(h, W_CHOICE_WITHHOLD, options->withhold);
    choice(h, W_CHOICE_RECOMPUTE, options->recompute);
    choice(h, W_CHOICE_RECOVER, options->recover_all);
    html_raw(h, "</table></div></div>");
}

static void incentive_box(const struct html *h, const struct run_incentive *incentive)
{
    const struct run_balance *balance = &incentive->balance;

    box_open(h);
    html_incentive_name(h, incentive);
    html_raw(h, "</h4><p>");
    html_text(h, html_stable(h, balance->reason));
    html_raw(h, ".");
    choices_head(h);
    choice(h, W_CHOICE_INCENTIVE_ACCEPT, (struct run_option){.paid = balance->computed});
    choice(h, W_CHOICE_INCENTIVE_REFUSE, (struct run_option){.withheld = balance->computed});
    html_raw(h, "</table></div></div>");
}

static void accounts_box(const struct html *h, const struct run_beneficiary *b)
{
    const struct run_reading *reading = &b->chosen;

    box_open(h);
    html_say(h, W_FINANCIAL_CONTROL);
    html_raw(h, "</h4><p>");
    html_say(h, W_ACCOUNTS_CHOICE);
    html_raw(h, " ");
    if (reading->recovery.known)
        html_euro(h, reading->recovery.money);
    else
        html_say(h, W_NO_FIGURES);
    html_raw(h, ". ");
    html_say(h, W_NEVER_APPLIED);
    html_raw(h, "</div>");
}

void decisions_of_beneficiary(const struct html *h, const struct run_beneficiary *b)
{
    for (uint32_t i = 0; i < b->line_count; i++)
        if (run_balance_waits(&h->run->lines[b->first_line + i].balance))
            line_box(h, &h->run->lines[b->first_line + i]);
    for (uint32_t i = 0; i < b->incentive_count; i++)
        if (run_balance_waits(&h->run->incentives[b->first_incentive + i].balance))
            incentive_box(h, &h->run->incentives[b->first_incentive + i]);
    if (run_accounts_wait(b))
        accounts_box(h, b);
}
