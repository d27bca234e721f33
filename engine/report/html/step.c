/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/step.h"

void steps_open(const struct html *h, const char *letter, uint32_t number)
{
    html_raw(h, "<dl class=d id=");
    html_raw(h, letter);
    html_number(h, number);
    html_raw(h, ">");
}

void steps_close(const struct html *h)
{
    html_raw(h, "</dl>");
}

static void label(const struct html *h, enum html_word word)
{
    html_raw(h, "\n<dt>");
    html_say(h, word);
    html_raw(h, "<dd><b>");
}

void step(const struct html *h, enum html_word word, struct money money)
{
    label(h, word);
    html_money(h, money);
    html_raw(h, "</b> ");
}

void step_unknown(const struct html *h, enum html_word word)
{
    label(h, word);
    html_say(h, W_NO_FIGURES);
    html_raw(h, "</b> ");
}

void step_line(const struct html *h)
{
    html_raw(h, "<br>");
}

void step_input(const struct html *h, const char *file, uint32_t line)
{
    step_line(h);
    html_raw(h, "<code>");
    html_raw(h, file);
    html_raw(h, ":");
    html_number(h, line);
    html_raw(h, "</code>");
}

void step_rules(const struct html *h, const char *const *parameters, size_t count)
{
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        const struct run_parameter *p = run_parameter_find(h->run, parameters[i]);
        if (p == NULL)
            continue;
        if (!any)
            step_line(h);
        if (!any)
            html_say(h, W_RULE);
        else
            html_raw(h, ",");
        any = true;
        html_parameter_link(h, parameters[i]);
        html_raw(h, " (");
        html_text(h, p->source);
        html_raw(h, ")");
    }
}

void step_rule(const struct html *h, const char *parameter)
{
    step_rules(h, &parameter, 1);
}

void step_assumptions(const struct html *h, const char *const *ids, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0) {
            step_line(h);
            html_say(h, W_RESTS_ON);
        } else {
            html_raw(h, ",");
        }
        html_assumption_link(h, ids[i]);
    }
}

void step_use(const struct html *h, const char *use)
{
    html_raw(h, " (");
    html_text(h, html_stable(h, use));
    html_raw(h, ")");
}

void step_decisions(const struct html *h, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct run_decision *d = &h->run->decisions[first + i];
        step_input(h, "beslissingen.csv", d->line);
        html_raw(h, " ");
        html_text(h, html_stable(h, d->decision));
        if (d->amount.known) {
            html_raw(h, " ");
            html_money(h, d->amount.money);
        }
        html_raw(h, ", ");
        html_date(h, d->date);
        html_more(h, d->reference);
        step_use(h, d->use);
    }
}
