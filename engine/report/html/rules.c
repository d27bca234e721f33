/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/rules.h"

#include <string.h>

#include "report/html/findings.h"

static void section(const struct html *h, const char *id, enum html_word title)
{
    html_raw(h, "\n<section id=");
    html_raw(h, id);
    html_raw(h, "><h2>");
    html_say(h, title);
    html_raw(h, "</h2>");
}

/* ---- assumptions ---- */

static void source_link(const struct html *h, const char *id)
{
    const struct run_source *source = run_source_find(h->run, id);

    if (source == NULL) {
        html_text(h, id);
        return;
    }
    html_raw(h, "<a href=#s");
    html_number(h, (uint32_t)(source - h->run->sources));
    html_raw(h, ">");
    html_text(h, id);
    html_raw(h, "</a>");
}

static void assumption(const struct html *h, uint32_t index)
{
    const struct run_assumption *a = &h->run->assumptions[index];

    html_raw(h, "\n<div class=as id=a");
    html_number(h, index);
    html_raw(h, "><h3>");
    html_text(h, a->id);
    html_raw(h, "</h3><p");
    html_scheme_lang(h);
    html_raw(h, ">");
    html_text(h, a->silent);
    html_raw(h, " ");
    html_text(h, a->assumed);
    html_raw(h, "<ul");
    html_scheme_lang(h);
    html_raw(h, ">");
    for (uint32_t i = 0; i < a->alternative_count; i++) {
        bool chosen = strcmp(a->alternatives[i].id, a->chosen) == 0;
        html_raw(h, chosen ? "<li class=chosen><b>" : "<li><b>");
        html_text(h, a->alternatives[i].id);
        html_raw(h, "</b> ");
        html_text(h, a->alternatives[i].text);
        if (chosen) {
            html_raw(h, " <em lang=");
            html_raw(h, h->language == LANGUAGE_NL ? "nl>" : "en>");
            html_say(h, a->standard ? W_CHOSEN_STANDARD : W_CHOSEN_DOSSIER);
            html_raw(h, "</em>");
        }
    }
    html_raw(h, "</ul><p class=src");
    html_scheme_lang(h);
    html_raw(h, ">");
    source_link(h, a->source);
    html_raw(h, ", ");
    html_text(h, a->passage);
    html_raw(h, "</div>");
}

static void assumptions(const struct html *h)
{
    section(h, "aannames", W_ASSUMPTIONS);
    html_raw(h, "<p class=hint>");
    html_say(h, W_ASSUMPTIONS_HINT);
    for (uint32_t i = 0; i < h->run->assumption_count; i++)
        if (h->run->assumptions[i].decides)
            assumption(h, i);
    html_raw(h, "\n<details><summary>");
    html_say(h, W_ASSUMPTIONS_OTHER);
    html_raw(h, "</summary>");
    for (uint32_t i = 0; i < h->run->assumption_count; i++)
        if (!h->run->assumptions[i].decides)
            assumption(h, i);
    html_raw(h, "</details></section>");
}

/* ---- parameters and documents ---- */

static void parameter(const struct html *h, uint32_t index)
{
    const struct run_parameter *p = &h->run->parameters[index];

    html_raw(h, "\n<tr id=p");
    html_number(h, index);
    html_raw(h, "><th scope=row>");
    html_text(h, p->name);
    html_raw(h, "<td class=t>");
    if (*p->value == '\0')
        html_say(h, W_UNKNOWN);
    else
        html_text(h, p->value);
    html_raw(h, "<td class=t>");
    html_date(h, p->from);
    html_raw(h, " – ");
    html_date(h, p->to);
    html_raw(h, "<td class=t>");
    source_link(h, p->source);
    html_raw(h, ", <span");
    html_scheme_lang(h);
    html_raw(h, ">");
    html_text(h, p->passage);
    html_raw(h, "</span>");
    if (*p->assumption != '\0') {
        html_raw(h, "<br>");
        html_say(h, W_RESTS_ON);
        html_assumption_link(h, p->assumption);
    }
    html_raw(h, "<td>");
    html_raw(h, "<code>");
    html_text(h, h->run->scheme);
    html_raw(h, ".yaml:");
    html_number(h, p->line);
    html_raw(h, "</code>");
}

static void parameters(const struct html *h)
{
    html_raw(h, "\n<details><summary>");
    html_say(h, W_PARAMETERS);
    html_raw(h, "</summary><div class=scroll><table class=rules><caption>");
    html_say(h, W_PARAMETERS);
    html_raw(h, "</caption><thead><tr>");
    html_head(h, W_PARAMETER, false);
    html_head(h, W_VALUE, false);
    html_head(h, W_VALID, false);
    html_head(h, W_SOURCE, false);
    html_head(h, W_PLACE, true);
    html_raw(h, "<tbody>");
    for (uint32_t i = 0; i < h->run->parameter_count; i++)
        parameter(h, i);
    html_raw(h, "</table></div></details>");
}

static void documents(const struct html *h)
{
    html_raw(h, "\n<dl class=docs>");
    for (uint32_t i = 0; i < h->run->source_count; i++) {
        const struct run_source *source = &h->run->sources[i];
        html_raw(h, "\n<dt id=s");
        html_number(h, i);
        html_raw(h, ">");
        html_text(h, source->id);
        html_raw(h, "<dd");
        html_scheme_lang(h);
        html_raw(h, ">");
        html_text(h, source->title);
        html_raw(h, "<br><code>");
        html_text(h, source->document);
        html_raw(h, "</code>");
    }
    html_raw(h, "</dl>");
}

/* Where documents contradict one another, what each says. */
static void stated_totals(const struct html *h)
{
    if (h->run->stated_total_count == 0)
        return;
    html_raw(h, "\n<h3>");
    html_say(h, W_STATED_TOTALS);
    html_raw(h, "</h3><ul>");
    for (uint32_t i = 0; i < h->run->stated_total_count; i++) {
        const struct run_stated_total *t = &h->run->stated_totals[i];
        html_raw(h, "<li><span");
        html_scheme_lang(h);
        html_raw(h, ">");
        html_text(h, t->subject);
        html_raw(h, "</span>: ");
        html_euro(h, t->amount);
        html_raw(h, " (");
        html_say(h, t->used ? W_USED : W_NOT_USED);
        html_raw(h, "), ");
        source_link(h, t->source);
        html_raw(h, ", <span");
        html_scheme_lang(h);
        html_raw(h, ">");
        html_text(h, t->passage);
        html_raw(h, "</span>");
    }
    html_raw(h, "</ul>");
}

void rules_write(const struct html *h)
{
    assumptions(h);
    section(h, "bevindingen", W_FINDINGS);
    findings_write(h);
    html_raw(h, "</section>");
    section(h, "regels", W_RULES);
    documents(h);
    stated_totals(h);
    parameters(h);
    html_raw(h, "</section>");
}
