/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a derivation of rapport.html. */
#ifndef REPORT_HTML_STEP_H
#define REPORT_HTML_STEP_H

#include "report/html/page.h"

/* letter and number make the anchor: "l12". */
void steps_open(const struct html *h, const char *letter, uint32_t number);
void steps_close(const struct html *h);
/* An amount and how it came about; what follows explains it. */
void step(const struct html *h, enum html_word word, struct money money);
void step_unknown(const struct html *h, enum html_word word); /* an amount that is absent */
/* Moves to a line of its own within the step. */
void step_line(const struct html *h);
void step_input(const struct html *h, const char *file, uint32_t line); /* on its own line */
/* On a line of their own; names that the scheme does not have are left out. */
void step_rules(const struct html *h, const char *const *parameters, size_t count);
void step_rule(const struct html *h, const char *parameter);
void step_assumptions(const struct html *h, const char *const *ids, uint32_t count);
void step_use(const struct html *h, const char *use); /* " (telt)" */
void step_decisions(const struct html *h, uint32_t first, uint32_t count);

#endif
