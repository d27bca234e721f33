/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replays which decisions count at the cut-off date: only those must be within the limits. */
#include "independent/generate_decisions.h"

#include "independent/generate_grants.h"
#include "independent/generate_write.h"

enum { MAX_DECISIONS = 6 };

/* Days that decisions share, so that several fall on one date; also on and just after the
 * cut-off date. */
static int64_t decision_day(void)
{
    switch (between(0, 5)) {
    case 0:
        return between(run.project_start + 370, run.project_start + 800);
    case 1:
        return run.cutoff;
    case 2:
        return run.cutoff + 1;
    default:
        return run.project_start + 370 + 14 * between(0, 5);
    }
}

enum kind { REFUSED, WITHHELD, RECOVERED, ACCEPTED, KINDS }; /* in the order of one date */

struct decision {
    int64_t day;
    enum kind kind;
    bool counts; /* and is in force at the cut-off date */
};

/* No kind twice on one date, and an acceptance alone on its date. Returns how many. */
static size_t choose_decisions(const struct subject *subject, struct decision *chosen)
{
    size_t count = 0;
    int64_t tries = chance(50) ? 1 : between(2, MAX_DECISIONS);
    for (int64_t i = 0; i < tries; i++) {
        struct decision next = {decision_day(), (enum kind)between(0, KINDS - 1), false};
        bool clash = next.kind == RECOVERED && subject->advance < 1;
        for (size_t other = 0; other < count; other++) {
            clash = clash || (chosen[other].day == next.day &&
                              (chosen[other].kind == next.kind || next.kind == ACCEPTED ||
                               chosen[other].kind == ACCEPTED));
        }
        if (!clash) {
            chosen[count++] = next;
        }
    }
    return count;
}

static bool is_before(const struct decision *one, const struct decision *other)
{
    return one->day < other->day || (one->day == other->day && one->kind < other->kind);
}

/* Whether both say what is withheld, recovered or accepted: the later one replaces the other. */
static bool same_matter(const struct subject *subject, enum kind one, enum kind other)
{
    bool both_withhold = subject->incentive && one <= WITHHELD && other <= WITHHELD;
    return one == other || both_withhold;
}

static void mark_those_that_count(const struct subject *subject, struct decision *chosen,
                                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        chosen[i].counts = chosen[i].day <= run.cutoff;
        for (size_t j = 0; j < count; j++) {
            if (chosen[j].day <= run.cutoff && is_before(&chosen[i], &chosen[j]) &&
                (chosen[j].kind == ACCEPTED ||
                 same_matter(subject, chosen[i].kind, chosen[j].kind))) {
                chosen[i].counts = false;
            }
        }
    }
}

/* What is withheld, 0: the decision names no amount. *paid: the part of the balance that a recovery
 * may take too. */
static int64_t withhold(const struct subject *subject, const struct decision *decision,
                        int64_t *paid)
{
    if (subject->balance < 1 || chance(40)) {
        *paid = decision->counts ? 0 : *paid;
        return 0;
    }
    if (!decision->counts) { /* is not checked, so it may be too high */
        return between(1, 3 * subject->balance);
    }
    int64_t amount = chance(20) ? subject->balance : between(1, subject->balance);
    *paid = subject->balance - amount;
    return amount;
}

static int64_t recover(const struct subject *subject, const struct decision *decision, int64_t paid)
{
    if (!decision->counts) {
        return between(1, 2 * subject->advance);
    }
    int64_t most = subject->advance + paid;
    return chance(30) ? most : between(1, most);
}

bool add_decisions(const struct subject *subject)
{
    static const char *const words[2][KINDS] = {
        {"motivering-geweigerd", "saldo-inhouden", "terugvordering", "motivering-aanvaard"},
        {"stimulans-geweigerd", "saldo-inhouden", "terugvordering", "stimulans-aanvaard"}};
    struct decision chosen[MAX_DECISIONS] = {{0, REFUSED, false}};
    int64_t amounts[MAX_DECISIONS] = {0};
    size_t count = choose_decisions(subject, chosen);
    mark_those_that_count(subject, chosen, count);
    int64_t paid = run.recovery_follows && subject->balance > 0 ? subject->balance : 0;
    for (size_t i = 0; i < count; i++) {
        if (chosen[i].kind == WITHHELD) {
            amounts[i] = withhold(subject, &chosen[i], &paid);
        } else if (chosen[i].kind == REFUSED && subject->incentive && chosen[i].counts) {
            paid = 0;
        }
    }
    bool recovered = false;
    for (size_t i = 0; i < count; i++) {
        if (chosen[i].kind == RECOVERED) {
            amounts[i] = recover(subject, &chosen[i], paid);
            recovered = true;
        }
        add_row(BESLISSINGEN, subject->id, subject->action, subject->group,
                date_text(chosen[i].day), words[subject->incentive ? 1 : 0][chosen[i].kind],
                amounts[i] > 0 ? money_text(amounts[i]) : "", PICK("", "B-12", "nota; punt 3"));
    }
    return recovered;
}
