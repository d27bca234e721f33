/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computes only what is needed to stay within the limits on decisions: a lower bound of each
 * advance and balance, exact where the grant is. */
#include "independent/generate_grants.h"

#include <string.h>

#include "independent/generate_decisions.h"
#include "independent/generate_write.h"

enum { LAST_DAY = 9861 }; /* 2026-12-31: the last date of a dossier */

struct run run;

/* Actions and target groups with contribution in cents and maximum per applicant. */
static const struct action {
    const char *number;
    const char *group;
    int64_t contribution; /* 0: not known */
    int64_t maximum;
    bool stated; /* the price does not rest on assumption prijzen */
} actions[] = {
    {"2", "", 2500000, 1, true},
    {"5", "", 6000, 2250, true},
    {"6", "", 60000, 23, false},
    {"7", "", 65000, 150, false},
    {"8", "", 65000, 150, false},
    {"9", "nieuwkomers", 65000, 150, false},
    {"9", "personen-met-handicap", 65000, 38, false},
    {"9", "55-plussers", 65000, 75, false},
    {"10", "nieuwkomers", 65000, 75, false},
    {"10", "vrouwen", 65000, 30, false},
    {"10", "personen-met-handicap", 65000, 15, false},
    {"11", "", 32000, 300, false},
    {"13", "buitenlandse-herkomst", 21000, 150, false},
    {"13", "personen-met-handicap", 21000, 30, false},
    {"14", "", 21000, 180, false},
    {"15", "", 32000, 300, false},
    {"16", "", 2500000, 1, false},
    {"17", "professionals", 9000, 150, false},
    {"17", "burgers", 9000, 150, false},
    {"18", "", 2500000, 1, false},
    {"19", "", 2500000, 1, false},
    {"20", "", 17000, 300, false},
    {"21", "buitenlandse-herkomst", 65000, 15, false},
    {"21", "personen-met-handicap", 65000, 8, false},
    {"22", "", 580000, 4, false},
    {"24", "buitenlandse-herkomst", 21000, 150, false},
    {"24", "personen-met-handicap", 21000, 30, false},
    {"23", "", 0, 0, false}, /* last: call 1 leaves it out */
};
enum { ACTIONS = sizeof actions / sizeof *actions };

/* ---- applications ---- */

static int64_t reach(void)
{
    switch (between(0, 9)) {
    case 0:
    case 1:
        return 0;
    case 2:
        return between(1, 3);
    case 3:
        return between(1000, 5000000);
    default:
        return between(1, 900);
    }
}

static int64_t target_for(int64_t baseline)
{
    switch (between(0, 11)) {
    case 0:
        return baseline;
    case 1:
        return baseline > 0 ? between(0, baseline) : 0;
    case 2:
        return 2 * baseline;
    case 3:
        return 2 * baseline + 1;
    case 4:
        return baseline > 1 ? 2 * baseline - 1 : 2;
    case 5:
    case 6:
    case 7:
        return baseline + between(1, baseline > 0 ? baseline : 5);
    default:
        return 2 * baseline + between(1, 2000);
    }
}

/* The grant, rounded down: what the limits on decisions need. */
static int64_t grant_at_least(const struct action *action, int64_t price, int64_t baseline,
                              int64_t target)
{
    if (target <= baseline) {
        return 0;
    }
    int64_t more = target - baseline;
    if (run.additional) {
        bool capped = run.call == 1 && more > action->maximum;
        return price * (capped ? action->maximum : more) / (run.call == 1 ? 1 : 2);
    }
    return target >= 2 * baseline ? price * target / 2 : price * more;
}

/* Rows of toekenningen.csv; returns what counts at the cut-off date, computed when none does. */
static int64_t add_grants(const char *id, const struct action *action, int64_t computed,
                          bool stopped)
{
    int64_t counted = computed;
    int64_t day = run.project_start - between(1, 80);
    int64_t rows = chance(75) ? 1 : between(2, 4);
    for (int64_t i = 0; i < rows; i++) {
        int64_t amount = computed;
        if (chance(25)) {
            amount = chance(80) ? between(1, 2 * computed + 100000) : between(0, 12);
        }
        if (stopped && day <= run.cutoff && (day == run.cutoff || i + 1 == rows || !chance(30))) {
            amount = 0;
        }
        counted = day <= run.cutoff ? amount : counted;
        const char *text = money_text(amount);
        add_row(TOEKENNINGEN, id, action->number, action->group, text, date_text(day),
                PICK("VR 2024 0507", "", "MB \"toekenning\""));
        day = chance(80) ? day + between(1, 60) : day + between(200, 700);
        if (stopped && i + 1 < rows && day > run.cutoff && counted != 0) {
            /* the row that counts for a stopped action must be zero */
            add_row(TOEKENNINGEN, id, action->number, action->group, "0,00", date_text(run.cutoff),
                    "");
            return 0;
        }
        if (day > LAST_DAY) {
            break;
        }
    }
    return counted;
}

static void add_reports(const char *id, const struct action *action, int64_t baseline,
                        int64_t target)
{
    if (chance(50)) {
        const char *day = date_text(run.project_start + between(150, 230));
        const char *achieved = count_text(between(0, target));
        add_row(KPI, id, action->number, action->group, "tussentijds", day, achieved, "");
    }
    if (!chance(80)) {
        return;
    }
    int64_t day = run.project_start + between(360, 400);
    int64_t rows = chance(75) ? 1 : between(2, 4);
    for (int64_t i = 0; i < rows; i++) {
        int64_t achieved = target;
        switch (between(0, 6)) {
        case 0:
            achieved = target + between(0, 100);
            break;
        case 1:
            achieved = target > 0 ? target - 1 : 0;
            break;
        case 2:
            achieved = 0;
            break;
        case 3:
            achieved = baseline;
            break;
        case 4:
            achieved = target;
            break;
        default:
            achieved = between(0, target);
        }
        const char *text = count_text(achieved);
        add_row(KPI, id, action->number, action->group, "eind", date_text(day), text,
                PICK("", "te weinig inschrijvingen; zie verslag", "ziekte", "zie\n\nverslag"));
        day = chance(30) && day < run.cutoff ? run.cutoff : day + between(1, 150);
        if (day > run.project_start + 800) {
            return;
        }
    }
}

/* One application with all that hangs on it. *granted grows by what counts, *free by the part of
 * the advance that a recovery at the end may take. */
static void add_application(const char *id, const struct action *action, bool grants,
                            int64_t *granted, int64_t *unclaimed)
{
    int64_t baseline = action->maximum == 1 ? 0 : reach();
    int64_t target = action->maximum == 1 ? 1 : target_for(baseline);
    int64_t price = run.call == 1 ? action->contribution : 2 * action->contribution;
    const char *given = "";
    if (action->contribution == 0 || (run.prices_given && !action->stated)) {
        price = chance(50) ? between(1, 100) * 1000 : between(1, 2000001);
        given = money_text(price);
    } else if (chance(30)) {
        given = money_text(price);
    }
    const char *choice = "";
    const char *last = "";
    bool stopped = false;
    if (run.call == 3) {
        choice = chance(70) ? "voortzetten" : PICK("verminderen", "stopzetten");
        stopped = strcmp(choice, "stopzetten") == 0;
        int64_t before = target + (chance(60) ? 0 : between(0, 500));
        last = count_text(before > 0 ? before : 1);
    }
    const char *reached = count_text(baseline);
    const char *aimed = stopped ? PICK("", "0") : count_text(target);
    add_row(AANVRAGEN, id, action->number, action->group, choice, reached, aimed, last, given,
            PICK("", "1", "2", "3"));
    int64_t amount = stopped ? 0 : grant_at_least(action, price, baseline, target);
    if (grants && chance(80)) {
        amount = add_grants(id, action, amount, stopped);
    }
    if (!stopped || chance(30)) {
        add_reports(id, action, baseline, target);
    }
    struct subject subject = {id,
                              action->number,
                              action->group,
                              false,
                              amount > 0 && !stopped ? amount * 4 / 5 : 0,
                              amount > 0 && !stopped ? amount / 5 : 0};
    bool recovered = chance(45) && add_decisions(&subject);
    *granted += amount;
    *unclaimed += recovered || subject.advance < 0 ? 0 : subject.advance;
}

void add_applications(const char *id, bool grants, int64_t *granted, int64_t *unclaimed)
{
    size_t order[ACTIONS];
    shuffle(order, ACTIONS);
    size_t wanted = (size_t)(chance(90) ? between(0, 6) : between(0, ACTIONS));
    *granted = 0;
    *unclaimed = 0;
    for (size_t i = 0; i < wanted; i++) {
        const struct action *action = &actions[order[i]];
        if (run.call > 1 || action->contribution > 0) {
            add_application(id, action, grants, granted, unclaimed);
        }
    }
}

void add_incentives(const char *id)
{
    static const char *const incentives[] = {"mentorrol", "samenwerkingsverband",
                                             "sociale-impact-obligatie"};
    for (size_t i = 0; i < 3; i++) {
        if (!chance(25)) {
            continue;
        }
        int64_t amount = chance(60) ? between(1, 50) * 100000 : between(1000, 9999999);
        const char *text = money_text(amount);
        if (chance(8)) {
            amount = 0;
            text = "0,00";
        } else if (i == 1 && chance(40)) {
            amount = 1000000;
            text = "";
        }
        add_row(STIMULANSEN, id, incentives[i], text);
        struct subject subject = {id,
                                  incentives[i],
                                  "",
                                  true,
                                  amount > 0 ? amount * 4 / 5 : 0,
                                  amount > 0 ? amount / 5 : 0};
        if (chance(60)) {
            add_decisions(&subject);
        }
    }
}

/* ---- the end: control, payments, spending ---- */

void add_final_decisions(const char *id, int64_t unclaimed)
{
    int64_t day = run.project_start + between(400, 700);
    int64_t rows = between(1, 3);
    for (int64_t i = 0; i < rows && day <= run.project_start + 800; i++) {
        bool accepted = unclaimed < 100 || chance(50);
        add_row(BESLISSINGEN, id, "", "", date_text(day),
                accepted ? "verantwoording-aanvaard" : "terugvordering",
                accepted ? "" : money_text(between(1, unclaimed / 2)), "eindcontrole");
        day = chance(40) && day < run.cutoff ? run.cutoff : day + between(1, 60);
    }
}

void add_payments(const char *id, int64_t granted)
{
    int64_t rows = between(0, 5);
    for (int64_t i = 0; i < rows; i++) {
        int64_t amount = i == 0 && granted > 1 ? granted * 4 / 5 : between(1, granted + 1000);
        const char *kind = i == 0 ? "voorschot" : PICK("voorschot", "saldo", "terugvordering");
        char reference[32];
        snprintf(reference, sizeof reference, "BET-%zu", row_count(BETALINGEN) + 1);
        const char *day = date_text(between(run.project_start, run.project_start + 790));
        add_row(BETALINGEN, id, day, kind, money_text(amount > 0 ? amount : 1), reference);
    }
}
