/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going on in the next project year, and past the interim report.
 *
 * Source: nota Oproep 3 §2.3: "enkel die acties gefinancierd … waarvoor ze in projectjaar 2
 * middelen hebben ontvangen. De KPI kan ook niet meer bedragen dan die van projectjaar 2"; §2.4:
 * stop or reduce. The 25 % test: public pages of Plan Samenleven (facts). */
#ifndef FORMULAS_CONTINUATION_H
#define FORMULAS_CONTINUATION_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"

enum choice { CHOICE_NONE, CHOICE_CONTINUE, CHOICE_REDUCE, CHOICE_STOP };

enum continuation {
    CONTINUATION_ALLOWED,
    CONTINUATION_NOT_FUNDED, /* no means in the year before */
    CONTINUATION_ABOVE,      /* target above that of the year before */
    CONTINUATION_TARGET_ON_STOP,
    CONTINUATION_CONTINUES_LESS, /* allowed; the word says continue, the target is lower */
    CONTINUATION_REDUCES_NOTHING /* allowed; the word says reduce, the target is the same */
};

/* choice is not CHOICE_NONE; last_year is the confirmed KPI of the year before, 0 when the action
 * was not funded then; target is 0 for a stopped action without one. */
enum continuation continuation_check(enum choice choice, int64_t last_year, int64_t target);

/* Whether achieved / target ≥ threshold, exactly. A target of 0 is always reached. */
bool continuation_interim_reached(int64_t achieved, int64_t target, struct rate threshold);

#endif
