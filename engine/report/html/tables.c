/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/tables.h"

#include "report/html/pictures.h"

static void table_open(const struct html *h, const char *id, enum html_word caption)
{
    html_raw(h, "\n<div class=scroll><table class=data id=");
    html_raw(h, id);
    html_raw(h, " data-sort=\"");
    html_say(h, W_SORT_BY);
    html_raw(h, "\"><caption>");
    html_say(h, caption);
    html_raw(h, "</caption><thead><tr>");
}

static void section(const struct html *h, const char *id, enum html_word title)
{
    html_raw(h, "\n<section id=");
    html_raw(h, id);
    html_raw(h, "><h2>");
    html_say(h, title);
    html_raw(h, "</h2>");
}

/* ---- what waits for a decision ---- */

static void decision_start(const struct html *h, uint32_t beneficiary)
{
    html_raw(h, "\n<tr><th scope=row>");
    html_beneficiary_link(h, beneficiary);
    html_raw(h, "<td class=t>");
}

static void decision_of_line(const struct html *h, const struct run_line *line)
{
    decision_start(h, line->beneficiary);
    html_action_name(h, line);
    html_raw(h, "<td class=t>");
    html_missed(h, line);
    html_cell_money(h, line->balance.open);
    html_cell_money(h, line->options.recompute.paid);
    html_cell_money(h, line->options.recompute.recovery);
    html_cell_money(h, line->options.recover_all.recovery);
}

static void decision_of_incentive(const struct html *h, const struct run_incentive *incentive)
{
    decision_start(h, incentive->beneficiary);
    html_incentive_name(h, incentive);
    html_raw(h, "<td class=t>");
    html_text(h, html_stable(h, incentive->balance.reason));
    html_cell_money(h, incentive->balance.open);
    html_raw(h, "<td>–<td>–<td>–");
}

static void decision_of_accounts(const struct html *h, uint32_t index)
{
    const struct run_reading *reading = &h->run->beneficiaries[index].chosen;

    decision_start(h, index);
    html_say(h, W_FINANCIAL_CONTROL);
    html_raw(h, "<td class=t>");
    html_say(h, W_SHORTFALL);
    html_raw(h, " ");
    if (reading->shortfall.known)
        html_money(h, reading->shortfall.money);
    else
        html_say(h, W_NO_FIGURES);
    html_raw(h, "<td>–<td>–");
    if (reading->recovery.known) {
        html_cell_money(h, reading->recovery.money);
        html_cell_money(h, reading->recovery.money);
    } else {
        html_raw(h, "<td>–<td>–");
    }
}

static void decisions_of(const struct html *h, uint32_t index)
{
    const struct run_beneficiary *b = &h->run->beneficiaries[index];

    for (uint32_t i = 0; i < b->line_count; i++)
        if (run_balance_waits(&h->run->lines[b->first_line + i].balance))
            decision_of_line(h, &h->run->lines[b->first_line + i]);
    for (uint32_t i = 0; i < b->incentive_count; i++)
        if (run_balance_waits(&h->run->incentives[b->first_incentive + i].balance))
            decision_of_incentive(h, &h->run->incentives[b->first_incentive + i]);
    if (run_accounts_wait(b))
        decision_of_accounts(h, index);
}

void table_of_decisions(const struct html *h, const struct run_sums *sums)
{
    section(h, "beslissingen", W_DECISIONS);
    if (run_waiting_count(&sums->waiting) == 0) {
        html_raw(h, "<p>");
        html_say(h, W_NO_DECISIONS);
        html_raw(h, "</section>");
        return;
    }
    html_raw(h, "<p class=hint>");
    html_say(h, W_DECISIONS_HINT);
    table_open(h, "t-beslissingen", W_DECISIONS);
    html_head(h, W_BENEFICIARY, false);
    html_head(h, W_ABOUT, false);
    html_head(h, W_REASON, false);
    html_head(h, W_STILL_OPEN, true);
    html_head(h, W_RECOMPUTED_PAID, true);
    html_head(h, W_RECOMPUTED_RECOVERY, true);
    html_head(h, W_AT_MOST_RECOVERY, true);
    html_raw(h, "<tbody>");
    for (uint32_t i = 0; i < h->run->beneficiary_count; i++)
        decisions_of(h, i);
    html_raw(h, "</table></div></section>");
}

/* ---- per action ---- */

static void percent_cell(const struct html *h, int64_t part, int64_t whole)
{
    char percent[HTML_PERCENT_BYTES];

    html_raw(h, "<td>");
    if (whole <= 0) {
        html_raw(h, "–");
        return;
    }
    html_percent_text(part, whole, percent);
    html_raw(h, percent);
}

static void action_row(const struct html *h, const struct run_action *action,
                       const struct run_group *group, const struct run_sum *sum)
{
    html_raw(h, "\n<tr><th scope=row>");
    html_group_name(h, action, group);
    html_raw(h, "<small>");
    html_scheme_text(h, group->unit);
    html_raw(h, "</small>");
    html_cell_count(h, sum->lines);
    html_cell_count(h, sum->promised);
    html_cell_count(h, sum->due);
    html_cell_count(h, sum->achieved);
    percent_cell(h, sum->achieved, sum->due);
    html_cell_money(h, sum->granted);
    html_cell_money(h, sum->advance);
    html_cell_money(h, sum->paid);
    html_cell_money(h, sum->withheld);
    html_cell_money(h, sum->open);
    html_cell_money(h, sum->recovery);
}

static void action_head(const struct html *h)
{
    html_head(h, W_ACTION, false);
    html_head(h, W_APPLICATIONS, true);
    html_head(h, W_PROMISED, true);
    html_head(h, W_PROMISED_REPORTED, true);
    html_head(h, W_REACHED, true);
    html_head(h, W_ATTAINMENT, true);
    html_head(h, W_GRANTED, true);
    html_head(h, W_ADVANCE, true);
    html_head(h, W_BALANCE, true);
    html_head(h, W_COLUMN_WITHHELD, true);
    html_head(h, W_STILL_OPEN, true);
    html_head(h, W_COLUMN_RECOVERY, true);
    html_raw(h, "<tbody>");
}

enum status table_of_actions(const struct html *h, const struct run_sums *sums)
{
    const struct run *run = h->run;

    section(h, "acties", W_PER_ACTION);
    table_open(h, "t-acties", W_PER_ACTION);
    action_head(h);
    for (uint32_t a = 0; a < run->action_count; a++)
        for (uint32_t g = 0; g < run->actions[a].group_count; g++) {
            uint32_t group = run->actions[a].first_group + g;
            if (sums->groups[group].lines > 0)
                action_row(h, &run->actions[a], &run->groups[group], &sums->groups[group]);
        }
    html_raw(h, "</table></div>");
    enum status status = picture_of_actions(h, sums);
    html_raw(h, "</section>");
    return status;
}

/* ---- per beneficiary ---- */

static void option(const struct html *h, const char *value, const char *text)
{
    html_raw(h, "<option value=\"");
    html_text(h, value);
    html_raw(h, "\">");
    html_text(h, text);
}

static void filters(const struct html *h)
{
    const struct run *run = h->run;

    html_raw(h, "\n<div class=filter data-for=t-begunstigden hidden><label>");
    html_say(h, W_FILTER_NAME);
    html_raw(h, " <input type=search id=f-naam autocomplete=off></label><label>");
    html_say(h, W_OUTCOME);
    html_raw(h, " <select id=f-uitkomst>");
    option(h, "", html_word(h, W_ALL));
    for (size_t i = 0; i < sizeof run_outcomes / sizeof *run_outcomes; i++)
        option(h, run_outcomes[i], html_stable(h, run_outcomes[i]));
    html_raw(h, "</select></label><label>");
    html_say(h, W_ACTION);
    html_raw(h, " <select id=f-actie>");
    option(h, "", html_word(h, W_ALL_ACTIONS));
    for (uint32_t i = 0; i < run->action_count; i++) {
        html_raw(h, "<option value=\"");
        html_text(h, run->actions[i].number);
        html_raw(h, "\"");
        html_scheme_lang(h);
        html_raw(h, ">");
        html_text(h, run->actions[i].number);
        html_raw(h, " ");
        html_text(h, run->actions[i].name);
    }
    html_raw(h, "</select></label><p role=status data-of=\"");
    html_say(h, W_SHOWN_OF);
    html_raw(h, "\"></p></div>");
}

/* What the filters look at: the outcome, and the numbers of the actions between blanks. */
static void row_data(const struct html *h, const struct run_beneficiary *b)
{
    uint32_t last = RUN_NO_ROW;

    html_raw(h, "\n<tr data-o=\"");
    html_text(h, b->outcome);
    html_raw(h, "\" data-a=\" ");
    for (uint32_t i = 0; i < b->line_count; i++) {
        const struct run_line *line = &h->run->lines[b->first_line + i];
        if (line->action == last)
            continue;
        last = line->action;
        html_text(h, h->run->actions[last].number);
        html_raw(h, " ");
    }
    html_raw(h, "\">");
}

static void beneficiary_row(const struct html *h, uint32_t index)
{
    const struct run_beneficiary *b = &h->run->beneficiaries[index];

    row_data(h, b);
    html_raw(h, "<th scope=row>");
    html_beneficiary_link(h, index);
    html_cell_money(h, (struct money){b->granted.cents + b->incentives.cents});
    html_cell_money(h, b->advance);
    html_cell_money(h, b->paid);
    html_cell_money(h, b->withheld);
    html_cell_money(h, b->open);
    html_cell_money(h, b->recovery);
    html_cell_money(h, b->received);
    html_cell_money(h, b->due);
    html_raw(h, "<td class=t>");
    html_text(h, html_stable(h, b->outcome));
    html_raw(h, "<td class=t>");
    html_text(h, html_stable(h, b->accounts));
}

static void beneficiary_total(const struct html *h)
{
    const struct run_totals *t = &h->run->totals;

    html_raw(h, "\n<tfoot><tr><th scope=row>");
    html_say(h, W_TOTAL);
    html_cell_money(h, (struct money){t->granted.cents + t->incentives.cents});
    html_cell_money(h, t->advance);
    html_cell_money(h, t->paid);
    html_cell_money(h, t->withheld);
    html_cell_money(h, t->open);
    html_cell_money(h, t->recovery);
    html_cell_money(h, t->received);
    html_cell_money(h, t->due);
    html_raw(h, "<td><td>");
}

void table_of_beneficiaries(const struct html *h)
{
    section(h, "begunstigden", W_PER_BENEFICIARY);
    html_raw(h, "<p class=hint>");
    html_say(h, W_BENEFICIARIES_HINT);
    filters(h);
    table_open(h, "t-begunstigden", W_PER_BENEFICIARY);
    html_head(h, W_BENEFICIARY, false);
    html_head(h, W_GRANTED_ALL, true);
    html_head(h, W_ADVANCE, true);
    html_head(h, W_BALANCE, true);
    html_head(h, W_COLUMN_WITHHELD, true);
    html_head(h, W_STILL_OPEN, true);
    html_head(h, W_COLUMN_RECOVERY, true);
    html_head(h, W_RECEIVED, true);
    html_head(h, W_DUE, true);
    html_head(h, W_OUTCOME, false);
    html_head(h, W_ACCOUNTS, false);
    html_raw(h, "<tbody>");
    for (uint32_t i = 0; i < h->run->beneficiary_count; i++)
        beneficiary_row(h, i);
    beneficiary_total(h);
    html_raw(h, "</table></div><p class=more hidden><button type=button>");
    html_say(h, W_SHOW_ALL);
    html_raw(h, "</button></p></section>");
}
