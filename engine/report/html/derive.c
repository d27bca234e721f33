/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/derive.h"

#include <string.h>

#include "report/html/step.h"
#include "run/sums.h"

/* ---- an action ---- */

static void times(const struct html *h, struct money price, int64_t count, int64_t divisor)
{
    html_money(h, price);
    html_raw(h, " × ");
    html_count(h, count);
    if (divisor != 1) {
        html_raw(h, " / ");
        html_count(h, divisor);
    }
}

static void formula(const struct html *h, const struct run_line *line)
{
    html_raw(h, "= ");
    if (strcmp(line->split, "geen") != 0) {
        times(h, line->price, line->counted, line->divisor);
        html_raw(h, "; ");
    }
    html_text(h, html_stable(h, line->split));
    html_raw(h, ", ");
    html_say(h, W_BECAUSE);
    html_raw(h, " ");
    if (run_line_stopped(line)) {
        html_text(h, html_stable(h, line->choice));
        return;
    }
    html_count(h, line->target);
    if (line->target <= line->baseline)
        html_raw(h, " ≤ ");
    else if (strcmp(line->split, "halvering") == 0)
        html_raw(h, " ≥ 2 × ");
    else
        html_raw(h, strcmp(line->split, "verschil") == 0 ? " < 2 × " : " > ");
    html_count(h, line->baseline);
}

/* "maximum 9 nieuwkomers", after the name of the price */
static const char *maximum_name(const struct run_line *line, char name[256])
{
    const char *rest = strchr(line->price_parameter, ' ');
    size_t length = strlen("maximum");

    memcpy(name, "maximum", length + 1);
    if (rest != NULL && strlen(rest) + length < 256)
        memcpy(name + length, rest, strlen(rest) + 1);
    return name;
}

static void grant_rules(const struct html *h, const struct run_line *line)
{
    const char *rules[5];
    size_t count = 0;
    char maximum[256];

    rules[count++] = run_line_stopped(line) ? "keuze" : "subsidieregel";
    rules[count++] = line->price_parameter; /* "" is no parameter */
    if (strcmp(line->split, "meerbereik") == 0) {
        rules[count++] = "boven-maximum";
        rules[count++] = maximum_name(line, maximum);
    }
    if (strcmp(line->split, "geen") == 0)
        rules[count++] = "kpi-niet-boven-bereik";
    step_rules(h, rules, count);
}

static void application(const struct html *h, const struct run_line *line)
{
    step_input(h, "aanvragen.csv", line->line);
    html_raw(h, " huidig_bereik ");
    html_count(h, line->baseline);
    html_raw(h, ", vooropgestelde_kpi ");
    html_count(h, line->target);
    if (line->last_year != RUN_NONE) {
        html_raw(h, ", kpi_vorig_jaar ");
        html_count(h, line->last_year);
    }
    if (*line->choice != '\0') {
        html_raw(h, ", keuze ");
        html_text(h, line->choice);
    }
    if (*line->price_parameter == '\0') {
        html_raw(h, ", standaardbedrag ");
        html_money(h, line->price);
    }
}

static void grant(const struct html *h, const struct run_line *line)
{
    step(h, W_GRANT, line->grant);
    formula(h, line);
    grant_rules(h, line);
    application(h, line);
}

static void granted(const struct html *h, const struct run_line *line)
{
    step(h, W_GRANTED, line->balance.granted);
    if (line->grant_count == 0)
        html_say(h, W_NO_GRANT_ROW);
    for (uint32_t i = 0; i < line->grant_count; i++) {
        const struct run_grant *g = &h->run->grants[line->first_grant + i];
        step_input(h, "toekenningen.csv", g->line);
        html_raw(h, " ");
        html_money(h, g->amount);
        html_raw(h, ", ");
        html_date(h, g->date);
        html_more(h, g->act);
        step_use(h, g->use);
    }
}

static void advance(const struct html *h, const struct run_balance *balance)
{
    const struct run_parameter *rate = run_parameter_find(h->run, "voorschot");

    step(h, W_ADVANCE, balance->advance);
    if (rate != NULL) {
        html_raw(h, "= ");
        html_text(h, rate->value);
        html_raw(h, " × ");
        html_money(h, balance->granted);
    }
    step_rule(h, "voorschot");
}

static void the_rest(const struct html *h, const struct run_balance *balance)
{
    html_say(h, W_OF);
    html_raw(h, " ");
    html_money(h, balance->granted);
    html_raw(h, " − ");
    html_money(h, balance->advance);
    html_raw(h, " = ");
    html_money(h, balance->computed);
    if (balance->withheld.cents != 0) {
        html_raw(h, "; ");
        html_say(h, W_WITHHELD);
        html_raw(h, " ");
        html_money(h, balance->withheld);
    }
    if (balance->open.cents != 0) {
        html_raw(h, "; ");
        html_say(h, W_STILL_OPEN);
        html_raw(h, " ");
        html_money(h, balance->open);
    }
    step_line(h);
    html_text(h, html_stable(h, balance->outcome));
    html_raw(h, ": ");
    html_text(h, html_stable(h, balance->reason));
}

static void reports(const struct html *h, const struct run_line *line)
{
    for (uint32_t i = 0; i < line->report_count; i++) {
        const struct run_report *r = &h->run->reports[line->first_report + i];
        step_input(h, "kpi.csv", r->line);
        html_raw(h, " ");
        html_text(h, html_stable(h, r->moment));
        html_raw(h, " ");
        html_date(h, r->date);
        html_raw(h, ": ");
        html_count(h, r->achieved);
        step_use(h, r->use);
        if (*r->motivation != '\0') {
            html_raw(h, " “");
            html_text(h, r->motivation);
            html_raw(h, "”");
        }
    }
}

static void recovery(const struct html *h, const struct run_balance *balance, const char *rule)
{
    if (balance->recovery.cents == 0)
        return;
    step(h, W_RECOVERY, balance->recovery);
    step_rule(h, rule);
}

static void resting(const struct html *h, const struct run_balance *balance)
{
    step_assumptions(h, balance->assumptions, balance->assumption_count);
}

void derive_line(const struct html *h, uint32_t index)
{
    const struct run_line *line = &h->run->lines[index];

    steps_open(h, "l", index);
    grant(h, line);
    granted(h, line);
    advance(h, &line->balance);
    step(h, W_BALANCE, line->balance.paid);
    the_rest(h, &line->balance);
    step_rule(h, "saldoregel");
    reports(h, line);
    step_decisions(h, line->balance.first_decision, line->balance.decision_count);
    recovery(h, &line->balance, "saldoregel");
    resting(h, &line->balance);
    steps_close(h);
}

void derive_incentive(const struct html *h, uint32_t index)
{
    const struct run_incentive *incentive = &h->run->incentives[index];
    const struct run_balance *balance = &incentive->balance;
    char name[256] = "stimulans ";
    const char *id = h->run->incentive_kinds[incentive->kind].id;

    steps_open(h, "i", index);
    step(h, W_GRANTED, balance->granted);
    if (strlen(id) + strlen(name) < sizeof name) {
        memcpy(name + strlen("stimulans "), id, strlen(id) + 1);
        step_rule(h, name);
    }
    step_input(h, "stimulansen.csv", incentive->line);
    advance(h, balance);
    step(h, W_BALANCE, balance->paid);
    the_rest(h, balance);
    step_rule(h, "stimulansregel");
    step_decisions(h, balance->first_decision, balance->decision_count);
    recovery(h, balance, "stimulansregel");
    resting(h, balance);
    steps_close(h);
}

/* ---- a beneficiary ---- */

static void payments(const struct html *h, const struct run_beneficiary *b)
{
    step(h, W_RECEIVED, b->received);
    html_say(h, W_RECEIVED_HOW);
    for (uint32_t i = 0; i < b->payment_count; i++) {
        const struct run_payment *p = &h->run->payments[b->first_payment + i];
        step_input(h, "betalingen.csv", p->line);
        html_raw(h, " ");
        html_text(h, html_stable(h, p->kind));
        html_raw(h, " ");
        html_money(h, p->amount);
        html_raw(h, ", ");
        html_date(h, p->date);
        html_more(h, p->reference);
        step_use(h, p->use);
    }
    step(h, W_DUE, b->due);
    html_raw(h, "= ");
    html_money(h, b->advance);
    html_raw(h, " + ");
    html_money(h, b->paid);
    html_raw(h, " − ");
    html_money(h, b->recovery);
    html_raw(h, " − ");
    html_money(h, b->received);
}

static void spending_row(const struct html *h, const struct run_spending *s)
{
    step_input(h, "uitgaven.csv", s->line);
    html_raw(h, " ");
    html_number(h, (uint32_t)s->fiscal_year);
    if (s->quarter != RUN_NONE) {
        html_raw(h, " K");
        html_number(h, (uint32_t)s->quarter);
    }
    html_raw(h, ", ");
    html_text(h, s->code);
    html_raw(h, " ");
    html_text(h, s->action);
    html_raw(h, ", nis ");
    html_text(h, s->nis);
    html_raw(h, ", ");
    html_money(h, s->amount);
    html_raw(h, ", ");
    html_text(h, s->source);
    step_use(h, s->use);
    if (s->share.known) {
        html_raw(h, "; ");
        html_say(h, s->estimated ? W_SHARE_ESTIMATED : W_SHARE);
        html_raw(h, " ");
        html_money(h, s->share.money);
    }
}

static void spending(const struct html *h, const struct run_beneficiary *b)
{
    static const char *const rules[] = {"bestedingsperiode-van", "bestedingsperiode-tot",
                                        "rapporteringscodes"};

    if (b->spending.known)
        step(h, W_SPENDING, b->spending.money);
    else
        step_unknown(h, W_SPENDING);
    html_say(h, W_SPENDING_HOW);
    step_rules(h, rules, sizeof rules / sizeof *rules);
    for (uint32_t i = 0; i < b->spending_count; i++)
        spending_row(h, &h->run->spending[b->first_spending + i]);
}

static void reading(const struct html *h, enum html_word name, const struct run_reading *r)
{
    step_line(h);
    html_say(h, name);
    html_raw(h, ": ");
    html_say(h, W_REQUIRED);
    html_raw(h, " ");
    html_money(h, r->required);
    if (r->shortfall.known) {
        html_raw(h, ", ");
        html_say(h, W_SHORTFALL);
        html_raw(h, " ");
        html_money(h, r->shortfall.money);
    }
    if (r->recovery.known) {
        html_raw(h, ", ");
        html_say(h, W_COMPUTED_RECOVERY);
        html_raw(h, " ");
        html_money(h, r->recovery.money);
    }
}

void derive_beneficiary(const struct html *h, const struct run_beneficiary *b)
{
    steps_open(h, "c", (uint32_t)(b - h->run->beneficiaries));
    payments(h, b);
    spending(h, b);
    step(h, W_BASE, b->base);
    html_raw(h, "· ");
    html_say(h, W_ACCOUNTS);
    html_raw(h, ": ");
    html_text(h, html_stable(h, b->accounts));
    html_raw(h, ".");
    reading(h, W_READING_OWN, &b->own);
    reading(h, W_READING_GROSS, &b->gross);
    step_rule(h, "verantwoordingsregel");
    step_decisions(h, b->first_decision, b->decision_count);
    step_assumptions(h, b->assumptions, b->assumption_count);
    step_input(h, "begunstigden.csv", b->line);
    steps_close(h);
}
