/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/grounds.h"

#include <string.h>

/* The passages of one document that a statement applies. */
static void passages_of(const struct html *h, const struct run_source *source,
                        const struct run_beneficiary *b)
{
    static const char *const rules[] = {"subsidieregel", "voorschot", "saldoregel",
                                        "stimulansregel", "verantwoordingsregel"};
    uint32_t told = 0;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct run_parameter *p = run_parameter_find(h->run, rules[i]);
        if (p == NULL || strcmp(p->source, source->id) != 0 ||
            (strcmp(rules[i], "stimulansregel") == 0 && b->incentive_count == 0))
            continue;
        if (told++ == 0) {
            html_raw(h, "<p class=src");
            html_scheme_lang(h);
            html_raw(h, "><b>");
            html_text(h, source->title);
            html_raw(h, "</b>");
        }
        html_raw(h, told == 1 ? ": " : " · ");
        html_text(h, p->passage);
    }
}

static void mark(const struct html *h, bool *used, const char *const *ids, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct run_assumption *a = run_assumption_find(h->run, ids[i]);
        if (a != NULL)
            used[a - h->run->assumptions] = true;
    }
}

static void assumption(const struct html *h, const struct run_assumption *a)
{
    html_assumption_link(h, a->id);
    for (uint32_t i = 0; i < a->alternative_count; i++)
        if (strcmp(a->alternatives[i].id, a->chosen) == 0) {
            html_raw(h, ": ");
            html_scheme_text(h, a->alternatives[i].text);
        }
}

static void assumptions(const struct html *h, const struct run_beneficiary *b, bool *used)
{
    bool any = false;

    memset(used, 0, h->run->assumption_count * sizeof *used);
    mark(h, used, b->assumptions, b->assumption_count);
    for (uint32_t i = 0; i < b->line_count; i++) {
        const struct run_balance *balance = &h->run->lines[b->first_line + i].balance;
        mark(h, used, balance->assumptions, balance->assumption_count);
    }
    for (uint32_t i = 0; i < b->incentive_count; i++) {
        const struct run_balance *balance = &h->run->incentives[b->first_incentive + i].balance;
        mark(h, used, balance->assumptions, balance->assumption_count);
    }
    for (uint32_t i = 0; i < h->run->assumption_count; i++) {
        if (!used[i])
            continue;
        if (!any) {
            html_raw(h, "<p class=src><b>");
            html_say(h, W_ASSUMPTIONS);
            html_raw(h, "</b>:");
            any = true;
        }
        assumption(h, &h->run->assumptions[i]);
    }
}

void grounds_write(const struct html *h, const struct run_beneficiary *b, bool *used)
{
    for (uint32_t i = 0; i < h->run->source_count; i++)
        passages_of(h, &h->run->sources[i], b);
    assumptions(h, b, used);
}
