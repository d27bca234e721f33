/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/statement.h"

#include <stdlib.h>
#include <string.h>

#include "report/html/derive.h"
#include "report/html/grounds.h"
#include "run/sums.h"

/* ---- letterhead and result ---- */

static void members(const struct html *h, const struct run_beneficiary *b)
{
    if (b->member_count < 2)
        return;
    html_raw(h, "<br>");
    html_say(h, W_MEMBERS);
    html_raw(h, ": ");
    for (uint32_t i = 0; i < b->member_count; i++) {
        html_raw(h, i == 0 ? "" : ", ");
        html_text(h, h->run->members[b->first_member + i].name);
    }
}

static void letterhead(const struct html *h, uint32_t index)
{
    const struct run_beneficiary *b = &h->run->beneficiaries[index];

    html_raw(h, "\n<header><p class=over><span");
    html_scheme_lang(h);
    html_raw(h, ">");
    html_text(h, h->run->scheme_name);
    html_raw(h, "</span><br>");
    html_say(h, W_STATEMENT_ON);
    html_raw(h, " ");
    html_date(h, h->run->cutoff);
    html_raw(h, "<h3>");
    html_text(h, b->name);
    html_raw(h, "</h3><p class=who>");
    html_text(h, html_stable(h, b->kind));
    if (*b->nis != '\0') {
        html_raw(h, " · NIS ");
        html_text(h, b->nis);
    }
    if (*b->kbo != '\0') {
        html_raw(h, " · ");
        html_say(h, W_ENTERPRISE_NUMBER);
        html_raw(h, " ");
        html_kbo(h, b->kbo);
    }
    members(h, b);
    html_raw(h, "<p class=go><a data-print href=\"#");
    html_beneficiary_id(h, index);
    html_raw(h, "\">");
    html_say(h, W_PRINT_THIS);
    html_raw(h, "</a> <a href=#begunstigden>");
    html_say(h, W_BACK);
    html_raw(h, "</a></header>");
}

static void result(const struct html *h, const struct run_beneficiary *b)
{
    struct run_waiting waiting = run_waiting(h->run, b);
    uint32_t decisions = run_waiting_count(&waiting);
    struct money due = {b->due.cents < 0 ? -b->due.cents : b->due.cents};

    html_raw(h, "\n<p class=result>");
    html_say(h, b->due.cents > 0   ? W_RESULT_PAY
                : b->due.cents < 0 ? W_RESULT_CLAIM
                                   : W_RESULT_NONE);
    if (b->due.cents != 0) {
        html_raw(h, " <b>");
        html_euro(h, due);
        html_raw(h, "</b>");
    }
    if (decisions > 0) {
        html_raw(h, "<br><span class=wait>");
        html_number(h, decisions);
        html_raw(h, " ");
        html_say(h, decisions == 1 ? W_DECISION_WAITS : W_DECISIONS_WAIT);
        html_raw(h, "</span>");
    }
}

static void figure(const struct html *h, enum html_word word, struct money money)
{
    html_raw(h, "<div><dt>");
    html_say(h, word);
    html_raw(h, "<dd>");
    html_money(h, money);
    html_raw(h, "</div>");
}

static void figures(const struct html *h, const struct run_beneficiary *b)
{
    html_raw(h, "\n<dl class=kf>");
    figure(h, W_GRANTED_ACTIONS, b->granted);
    if (b->incentive_count > 0)
        figure(h, W_INCENTIVES, b->incentives);
    figure(h, W_ADVANCE, b->advance);
    figure(h, W_BALANCE, b->paid);
    figure(h, W_WITHHELD, b->withheld);
    figure(h, W_STILL_OPEN, b->open);
    figure(h, W_RECOVERY, b->recovery);
    figure(h, W_RECEIVED, b->received);
    figure(h, W_DUE, b->due);
    html_raw(h, "</dl>");
}

/* ---- the table ---- */

struct columns { /* columns without any amount are left out */
    bool withheld, open, recovery;
};

static void see(struct columns *columns, const struct run_balance *balance)
{
    columns->withheld |= balance->withheld.cents != 0;
    columns->open |= balance->open.cents != 0;
    columns->recovery |= balance->recovery.cents != 0;
}

static struct columns columns_of(const struct html *h, const struct run_beneficiary *b)
{
    struct columns columns = {0};

    for (uint32_t i = 0; i < b->line_count; i++)
        see(&columns, &h->run->lines[b->first_line + i].balance);
    for (uint32_t i = 0; i < b->incentive_count; i++)
        see(&columns, &h->run->incentives[b->first_incentive + i].balance);
    return columns;
}

static void balance_cells(const struct html *h, struct columns columns,
                          const struct run_balance *balance)
{
    html_cell_money(h, balance->granted);
    html_cell_money(h, balance->advance);
    html_cell_money(h, balance->paid);
    if (columns.withheld)
        html_cell_money(h, balance->withheld);
    if (columns.open)
        html_cell_money(h, balance->open);
    if (columns.recovery)
        html_cell_money(h, balance->recovery);
    html_raw(h, "<td>");
    html_text(h, html_stable(h, balance->outcome));
}

static void line_row(const struct html *h, struct columns columns, uint32_t index)
{
    const struct run_line *line = &h->run->lines[index];

    html_raw(h, "\n<tr><th scope=row><a href=#l");
    html_number(h, index);
    html_raw(h, ">");
    html_action_name(h, line);
    html_raw(h, "</a>");
    html_cell_count(h, line->target);
    html_cell_count(h, line->achieved);
    balance_cells(h, columns, &line->balance);
}

static void incentive_row(const struct html *h, struct columns columns, uint32_t index)
{
    const struct run_incentive *incentive = &h->run->incentives[index];

    html_raw(h, "\n<tr><th scope=row><a href=#i");
    html_number(h, index);
    html_raw(h, ">");
    html_incentive_name(h, incentive);
    html_raw(h, "</a><td>–<td>–");
    balance_cells(h, columns, &incentive->balance);
}

static void total_row(const struct html *h, struct columns columns, const struct run_beneficiary *b)
{
    html_raw(h, "\n<tfoot><tr><th scope=row>");
    html_say(h, W_TOTAL);
    html_raw(h, "<td><td>");
    html_cell_money(h, (struct money){b->granted.cents + b->incentives.cents});
    html_cell_money(h, b->advance);
    html_cell_money(h, b->paid);
    if (columns.withheld)
        html_cell_money(h, b->withheld);
    if (columns.open)
        html_cell_money(h, b->open);
    if (columns.recovery)
        html_cell_money(h, (struct money){b->recovery.cents - b->accounts_recovery.cents});
    html_raw(h, "<td>");
}

static void head(const struct html *h, struct columns columns)
{
    html_raw(h, "\n<div class=scroll><table class=li><thead><tr>");
    html_head(h, W_ACTION, false);
    html_head(h, W_PROMISED, true);
    html_head(h, W_REACHED, true);
    html_head(h, W_GRANTED, true);
    html_head(h, W_ADVANCE, true);
    html_head(h, W_BALANCE, true);
    if (columns.withheld)
        html_head(h, W_COLUMN_WITHHELD, true);
    if (columns.open)
        html_head(h, W_STILL_OPEN, true);
    if (columns.recovery)
        html_head(h, W_COLUMN_RECOVERY, true);
    html_head(h, W_OUTCOME, false);
    html_raw(h, "<tbody>");
}

static void table(const struct html *h, const struct run_beneficiary *b)
{
    struct columns columns = columns_of(h, b);

    if (b->line_count + b->incentive_count == 0)
        return;
    head(h, columns);
    for (uint32_t i = 0; i < b->line_count; i++)
        line_row(h, columns, b->first_line + i);
    for (uint32_t i = 0; i < b->incentive_count; i++)
        incentive_row(h, columns, b->first_incentive + i);
    total_row(h, columns, b);
    html_raw(h, "</table></div>");
}

/* ---- financial control ---- */

static void reading(const struct html *h, enum html_word name, const struct run_reading *r)
{
    html_say(h, name);
    html_raw(h, ": ");
    html_say(h, W_REQUIRED);
    html_raw(h, " ");
    html_euro(h, r->required);
    if (r->shortfall.known) {
        html_raw(h, ", ");
        html_say(h, W_SHORTFALL);
        html_raw(h, " ");
        html_euro(h, r->shortfall.money);
    }
    html_raw(h, ".");
}

static void control(const struct html *h, const struct run_beneficiary *b)
{
    bool gross = run_reads_gross(h->run);

    html_raw(h, "\n<p class=fc><b>");
    html_say(h, W_FINANCIAL_CONTROL);
    html_raw(h, ": ");
    html_text(h, html_stable(h, b->accounts));
    html_raw(h, ".</b> ");
    if (b->base.cents == 0)
        return;
    html_say(h, W_SPENDING);
    html_raw(h, ": ");
    if (b->spending.known)
        html_euro(h, b->spending.money);
    else
        html_say(h, W_NO_FIGURES);
    html_raw(h, ". ");
    html_say(h, W_APPLIED);
    html_raw(h, ", ");
    reading(h, gross ? W_READING_GROSS : W_READING_OWN, gross ? &b->gross : &b->own);
    html_raw(h, " ");
    html_say(h, W_FOR_COMPARISON);
    html_raw(h, ", ");
    reading(h, gross ? W_READING_OWN : W_READING_GROSS, gross ? &b->own : &b->gross);
    if (b->accounts_recovery.cents != 0) {
        html_raw(h, " ");
        html_say(h, W_ACCOUNTS_RECOVERY);
        html_raw(h, " ");
        html_euro(h, b->accounts_recovery);
        html_raw(h, ".");
    }
}

/* ---- derivations ---- */

static void open_details(const struct html *h)
{
    html_raw(h, "\n<details><summary>");
}

static void derivations(const struct html *h, const struct run_beneficiary *b)
{
    html_raw(h, "\n<div class=how><h4>");
    html_say(h, W_HOW_IT_CAME);
    html_raw(h, "</h4>");
    for (uint32_t i = 0; i < b->line_count; i++) {
        open_details(h);
        html_action_name(h, &h->run->lines[b->first_line + i]);
        html_raw(h, "</summary>");
        derive_line(h, b->first_line + i);
        html_raw(h, "</details>");
    }
    for (uint32_t i = 0; i < b->incentive_count; i++) {
        open_details(h);
        html_incentive_name(h, &h->run->incentives[b->first_incentive + i]);
        html_raw(h, "</summary>");
        derive_incentive(h, b->first_incentive + i);
        html_raw(h, "</details>");
    }
    open_details(h);
    html_say(h, W_PAYMENTS_AND_CONTROL);
    html_raw(h, "</summary>");
    derive_beneficiary(h, b);
    html_raw(h, "</details></div>");
}

static void foot(const struct html *h, const struct run_beneficiary *b, bool *used)
{
    html_raw(h, "\n<footer>");
    grounds_write(h, b, used);
    html_raw(h, "<p class=seal>saldo ");
    html_text(h, h->run->engine);
    html_raw(h, " · ");
    html_say(h, W_SEALED_AS);
    html_raw(h, " <code>");
    html_text(h, h->run->manifest_sha256);
    html_raw(h, "</code><p class=sign><span>");
    html_say(h, W_SIGN_DATE);
    html_raw(h, "</span><span>");
    html_say(h, W_SIGN_NAME);
    html_raw(h, "</span></footer>");
    html_raw(h, h->lazy ? "</noscript></article>" : "</article>");
}

static void statement(const struct html *h, uint32_t index, bool *used)
{
    const struct run_beneficiary *b = &h->run->beneficiaries[index];

    html_raw(h, "\n<article class=st id=\"");
    html_beneficiary_id(h, index);
    html_raw(h, "\" aria-label=\"");
    html_text(h, b->name);
    html_raw(h, "\">");
    html_raw(h, h->lazy ? "<noscript>" : "");
    letterhead(h, index);
    result(h, b);
    figures(h, b);
    table(h, b);
    decisions_of_beneficiary(h, b);
    control(h, b);
    derivations(h, b);
    foot(h, b, used);
}

enum status statements_write(const struct html *h)
{
    bool *used = calloc(h->run->assumption_count + (size_t)1, sizeof *used);

    if (used == NULL)
        return STATUS_MEMORY;
    html_raw(h, "\n<section id=afrekeningen><h2>");
    html_say(h, W_STATEMENTS);
    html_raw(h, "</h2><p class=hint>");
    html_say(h, W_STATEMENTS_HINT);
    for (uint32_t i = 0; i < h->run->beneficiary_count; i++)
        statement(h, i, used);
    html_raw(h, "</section>");
    free(used);
    return STATUS_OK;
}
