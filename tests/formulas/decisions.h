/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sequences of decisions, and what docs/settlement.md §4 and §5 say that they come to. */
#ifndef FORMULAS_TEST_DECISIONS_H
#define FORMULAS_TEST_DECISIONS_H

#include "formulas/incentive.h"

enum { STEPS = 6 };

struct step {
    enum decision decision;
    bool whole; /* no amount is stated */
    struct money amount;
};

/* Fills steps with amounts around the advance and its balance; returns how many. */
int decisions_random(uint64_t *seed, const struct advance *advance, struct step steps[STEPS]);

/* Steps of a table. */
#define REFUSED                                                                                    \
    (struct step)                                                                                  \
    {                                                                                              \
        .decision = DECISION_REFUSED                                                               \
    }
#define ACCEPTED                                                                                   \
    (struct step)                                                                                  \
    {                                                                                              \
        .decision = DECISION_ACCEPTED                                                              \
    }
#define WITHHOLD(stated)                                                                           \
    (struct step)                                                                                  \
    {                                                                                              \
        .decision = DECISION_WITHHOLD, .amount = { stated }                                        \
    }
#define WITHHOLD_ALL                                                                               \
    (struct step)                                                                                  \
    {                                                                                              \
        .decision = DECISION_WITHHOLD, .whole = true                                               \
    }
#define RECOVER(stated)                                                                            \
    (struct step)                                                                                  \
    {                                                                                              \
        .decision = DECISION_RECOVER, .amount = { stated }                                         \
    }

/* The verdict of the formulas, from the first step to the last. */
struct verdict decisions_apply(const struct step *steps, int count, struct money balance,
                               bool incentive);

/* Reads the sequence backwards: what came after the last acceptance, and of that the last of each
 * kind. An incentive's refusal withholds the whole balance. */
struct verdict decisions_expected(const struct step *steps, int count, struct money balance,
                                  bool incentive);

/* Whether the limits of §4 hold; *withheld is what the verdict withholds in the end. */
bool decisions_fit(const struct advance *advance, const struct verdict *verdict,
                   bool recovery_withholds, int64_t *withheld);

/* Fails the test unless the parts add up: nothing is lost or made. */
void decisions_check_sums(const struct advance *advance, const struct balance *balance);

/* granted at 80 %, half away from zero. */
struct advance decisions_advance(int64_t granted_cents);

#endif
