/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of rapport.html writes with: markup of ours as it is, everything else escaped.
 *
 * No part writes text of a run in another way than html_text; so a name can hold no markup. */
#ifndef REPORT_HTML_PAGE_H
#define REPORT_HTML_PAGE_H

#include "run/run.h"
#include "write/out.h"

struct html {
    struct out *out;
    const struct run *run;
    enum language language;
    bool lazy; /* so large a run that a browser keeps statements as text until they are looked at */
};

/* The sentences of the page, in both languages. */
enum html_word {
#define WORD(name, nl, en) W_##name,
#include "report/html/words.def"
#undef WORD
    HTML_WORDS
};
const char *html_word(const struct html *h, enum html_word word);
/* A stable word of a run in the words of the page: "saldo-uitbetalen" -> "pay the balance". */
const char *html_stable(const struct html *h, const char *word);

void html_raw(const struct html *h, const char *markup); /* ours */
void html_say(const struct html *h, enum html_word word);
/* Text, escaped for an element and for a quoted attribute. What could change how the text around
 * it is read (controls, marks that turn the direction) becomes U+FFFD. */
void html_text(const struct html *h, const char *text);

void html_number(const struct html *h, uint32_t number);   /* 1234: for ids */
void html_count(const struct html *h, int64_t count);      /* 1.234 */
void html_money(const struct html *h, struct money money); /* 30.000,00 */
void html_euro(const struct html *h, struct money money);  /* € 30.000,00 */
void html_date(const struct html *h, const char *iso);     /* 3 april 2024 */
void html_kbo(const struct html *h, const char *kbo);      /* 0207.451.227 */
/* "107,9 %" of part in whole, rounded down, so that 100 % means reached; whole > 0. */
enum { HTML_PERCENT_BYTES = 48 };
void html_percent_text(int64_t part, int64_t whole, char out[HTML_PERCENT_BYTES]);

/* The attribute lang where text is not in the language of the page: of the scheme, which is in
 * Dutch; of the run. */
void html_scheme_lang(const struct html *h);
void html_run_lang(const struct html *h);
void html_scheme_text(const struct html *h, const char *text); /* with its language */

/* Cells. */
void html_cell_money(const struct html *h, struct money money);
void html_cell_count(const struct html *h, int64_t count);
void html_head(const struct html *h, enum html_word word, bool number); /* of a column */

/* Anchors: "b-gent" where the id of the beneficiary can stand in one, otherwise "b.12". */
void html_beneficiary_id(const struct html *h, uint32_t index);
void html_beneficiary_link(const struct html *h, uint32_t index);
/* "9 Begeleiding …, nieuwkomers" */
void html_group_name(const struct html *h, const struct run_action *action,
                     const struct run_group *group);
void html_action_name(const struct html *h, const struct run_line *line);
/* ", text", and nothing where there is no text. */
void html_more(const struct html *h, const char *text);
/* The reason of a line with a final report, and "reached of promised". */
void html_missed(const struct html *h, const struct run_line *line);
void html_incentive_name(const struct html *h, const struct run_incentive *incentive);
/* A link to the place of a parameter or an assumption on the page; nothing when there is none. */
void html_parameter_link(const struct html *h, const char *name);
void html_assumption_link(const struct html *h, const char *id);

#endif
