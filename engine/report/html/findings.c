/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/findings.h"

#include <string.h>

/* Of one code at most this many are listed; the page says how many there are in all, and that the
 * others stand in bevindingen.csv. */
enum { LISTED = 500 };

static void place(const struct html *h, const struct run_finding *f)
{
    html_raw(h, "<code>");
    html_text(h, f->file);
    if (f->line > 0) {
        html_raw(h, ":");
        html_number(h, f->line);
    }
    html_raw(h, "</code>");
}

static void finding(const struct html *h, const struct run_finding *f)
{
    html_raw(h, "\n<li>");
    if (*f->file != '\0')
        place(h, f);
    if (*f->beneficiary != '\0') {
        html_raw(h, " ");
        html_text(h, f->beneficiary);
    }
    if (*f->action != '\0') {
        html_raw(h, ", ");
        html_text(h, f->action);
    }
    html_raw(h, ": <span");
    html_run_lang(h);
    html_raw(h, ">");
    html_text(h, f->text);
    html_raw(h, "</span>");
}

static void list(const struct html *h, uint32_t first, uint32_t count)
{
    const struct run_finding *f = &h->run->findings[first];

    html_raw(h, "\n<details class=f><summary><b>");
    html_count(h, count);
    html_raw(h, "</b> ");
    html_text(h, html_stable(h, f->severity));
    html_raw(h, " <code>");
    html_text(h, f->code);
    html_raw(h, "</code></summary><ul>");
    for (uint32_t i = 0; i < count && i < LISTED; i++)
        finding(h, &f[i]);
    html_raw(h, "</ul>");
    if (count > LISTED) {
        html_raw(h, "<p>");
        html_count(h, count - LISTED);
        html_raw(h, " ");
        html_say(h, W_MORE_FINDINGS);
    }
    html_raw(h, "</details>");
}

/* bevindingen.csv stands in the order of severity and code. */
void findings_write(const struct html *h)
{
    const struct run *run = h->run;

    if (run->finding_count == 0) {
        html_raw(h, "<p>");
        html_say(h, W_NO_FINDINGS);
        return;
    }
    for (uint32_t i = 0, next; i < run->finding_count; i = next) {
        for (next = i + 1; next < run->finding_count; next++)
            if (strcmp(run->findings[next].code, run->findings[i].code) != 0 ||
                strcmp(run->findings[next].severity, run->findings[i].severity) != 0)
                break;
        list(h, i, next - i);
    }
}
