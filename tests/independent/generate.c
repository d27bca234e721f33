/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a random dossier that is valid by docs/settlement.md: generate SEED DIR REGISTERS.
 *
 * REGISTERS holds gemeenten-2019.csv and fusies-2025-01-01.csv. The same seed gives the same
 * bytes. The generator computes only what it needs to stay within the limits on decisions: a
 * lower bound of each advance and balance. */
#include "generate_write.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { MUNICIPALITIES = 400, MERGERS = 64, MEMBERS = 4, MAX_DECISIONS = 6, NAME = 160 };

struct municipality {
    char nis[8];
    char name[NAME];
    char kbo[16];
    bool used;
};
static struct municipality municipalities[MUNICIPALITIES];
static size_t municipality_count;

static struct {
    char before[8];
    char after[8];
} mergers[MERGERS];
static size_t merger_count;

static void load_registers(const char *dir)
{
    char line[512];
    FILE *in = open_in(dir, "gemeenten-2019.csv", "rb");
    while (fgets(line, sizeof line, in) != NULL && municipality_count < MUNICIPALITIES) {
        char *rest = line;
        struct municipality *to = &municipalities[municipality_count];
        snprintf(to->nis, sizeof to->nis, "%s", strsep(&rest, ";"));
        snprintf(to->name, sizeof to->name, "%s", strsep(&rest, ";"));
        strsep(&rest, ";");
        snprintf(to->kbo, sizeof to->kbo, "%s", strsep(&rest, ";"));
        municipality_count += strcmp(to->nis, "nis") != 0 ? 1 : 0;
    }
    fclose(in);
    in = open_in(dir, "fusies-2025-01-01.csv", "rb");
    while (fgets(line, sizeof line, in) != NULL && merger_count < MERGERS) {
        char *rest = line;
        snprintf(mergers[merger_count].before, 8, "%s", strsep(&rest, ";"));
        snprintf(mergers[merger_count].after, 8, "%s", strsep(&rest, ";"));
        merger_count += strcmp(mergers[merger_count].before, "nis_voor") != 0 ? 1 : 0;
    }
    fclose(in);
}

static const char *successor(const char *nis)
{
    for (size_t i = 0; i < merger_count; i++) {
        if (strcmp(mergers[i].before, nis) == 0) {
            return mergers[i].after;
        }
    }
    return nis;
}

static const struct municipality *take_municipality(void)
{
    for (;;) {
        struct municipality *found = &municipalities[between(0, (int64_t)municipality_count - 1)];
        if (!found->used) {
            found->used = true;
            return found;
        }
    }
}

/* ---- the call ---- */

/* Actions and target groups with contribution in cents and maximum per applicant. */
static const struct action {
    const char *number;
    const char *group;
    int64_t contribution; /* 0: not known */
    int64_t maximum;
} actions[] = {
    {"2", "", 2500000, 1},
    {"5", "", 6000, 2250},
    {"6", "", 60000, 23},
    {"7", "", 65000, 150},
    {"8", "", 65000, 150},
    {"9", "nieuwkomers", 65000, 150},
    {"9", "personen-met-handicap", 65000, 38},
    {"9", "55-plussers", 65000, 75},
    {"10", "nieuwkomers", 65000, 75},
    {"10", "vrouwen", 65000, 30},
    {"10", "personen-met-handicap", 65000, 15},
    {"11", "", 32000, 300},
    {"13", "buitenlandse-herkomst", 21000, 150},
    {"13", "personen-met-handicap", 21000, 30},
    {"14", "", 21000, 180},
    {"15", "", 32000, 300},
    {"16", "", 2500000, 1},
    {"17", "professionals", 9000, 150},
    {"17", "burgers", 9000, 150},
    {"18", "", 2500000, 1},
    {"19", "", 2500000, 1},
    {"20", "", 17000, 300},
    {"21", "buitenlandse-herkomst", 65000, 15},
    {"21", "personen-met-handicap", 65000, 8},
    {"22", "", 580000, 4},
    {"24", "buitenlandse-herkomst", 21000, 150},
    {"24", "personen-met-handicap", 21000, 30},
    {"23", "", 0, 0}, /* last: call 1 leaves it out */
};
enum { ACTIONS = sizeof actions / sizeof *actions };

static int call;
static int64_t project_start; /* days */
static int64_t cutoff;
static bool additional;       /* the rule of call 1 */
static bool prices_given;     /* assumption prijzen: opgegeven */
static bool recovery_follows; /* assumption terugvordering-en-saldo: saldo-volgt-beslissing */

static void choose_call(void)
{
    static const int64_t starts[] = {8309, 8674, 9040}; /* 1 October 2022, 2023, 2024 */
    call = (int)between(1, 5);
    call = call > 3 ? 3 : call;
    project_start = starts[call - 1];
    switch (between(0, 6)) {
    case 0:
        cutoff = project_start + 364 + (call == 2 ? 1 : 0);
        break; /* 30 September */
    case 1:
        cutoff = project_start + 365 + (call == 2 ? 1 : 0);
        break;
    case 2:
        cutoff = project_start + 456;
        break; /* call 3: the spending window ends */
    case 3:
        cutoff = project_start + 457;
        break;
    default:
        cutoff = between(project_start + 20, project_start + 800);
    }
}

static void write_config(const char *dir)
{
    FILE *out = open_in(dir, "dossier.yaml", "wb");
    fputs("# Willekeurig dossier voor de proef\n", out);
    fprintf(out,
            chance(50) ? "regeling: plan-samenleven-%d\n" : "regeling: \"plan-samenleven-%d\"\n",
            call);
    fprintf(out, chance(50) ? "peildatum: %s\n" : "peildatum: '%s' # afsluiting\n",
            date_text(cutoff));
    fprintf(out, "taal: %s\n", PICK("nl", "en"));
    if (windows_1252) {
        fputs("codering: windows-1252\n", out);
    }
    additional = call == 1;
    char chosen[1024];
    size_t length = 0;
    chosen[0] = '\0';
#define CHOOSE(id, alternative)                                                                    \
    length +=                                                                                      \
        (size_t)snprintf(chosen + length, sizeof chosen - length, "  %s: %s\n", id, alternative)
    if (chance(70)) {
        CHOOSE("afronding", PICK("half-weg-van-nul", "half-naar-even", "naar-beneden"));
    }
    if (chance(60)) {
        recovery_follows = chance(70);
        CHOOSE("terugvordering-en-saldo",
               recovery_follows ? "saldo-volgt-beslissing" : "saldo-ingehouden");
    }
    if (chance(60)) {
        CHOOSE("verantwoording", PICK("eigen-inbreng", "bruto"));
    }
    if (chance(60)) {
        CHOOSE("verantwoordingsbasis", PICK("toegekend", "netto"));
    }
    if (call > 1 && chance(50)) {
        prices_given = chance(80);
        CHOOSE("prijzen", prices_given ? "opgegeven" : "ongewijzigd");
    }
    if (call == 2) {
        additional = chance(50);
        CHOOSE("verdeelsleutel", additional ? "meerbereik" : "verdeelsleutel");
    }
#undef CHOOSE
    if (length > 0) {
        fprintf(out, "aannames:\n%s", chosen);
    }
    close_written(out);
}

/* ---- decisions ---- */

/* Days that decisions share, so that several fall on one date; also on and just after the
 * cut-off date. */
static int64_t decision_day(void)
{
    switch (between(0, 5)) {
    case 0:
        return between(project_start + 370, project_start + 800);
    case 1:
        return cutoff;
    case 2:
        return cutoff + 1;
    default:
        return project_start + 370 + 14 * between(0, 5);
    }
}

struct subject { /* what decisions are about */
    const char *id;
    const char *action;
    const char *group;
    bool incentive;
    int64_t advance; /* at least; 0: no amount may be withheld or recovered */
    int64_t balance; /* at least */
};

/* Random decisions; no kind twice on one date, and an acceptance alone on its date. Returns
 * whether a recovery is among them. */
static bool add_decisions(const struct subject *subject)
{
    static const char *const kinds[2][4] = {
        {"motivering-geweigerd", "saldo-inhouden", "terugvordering", "motivering-aanvaard"},
        {"stimulans-geweigerd", "saldo-inhouden", "terugvordering", "stimulans-aanvaard"}};
    int64_t days[MAX_DECISIONS];
    int64_t chosen[MAX_DECISIONS];
    size_t count = 0;
    bool recovered = false;
    bool whole = recovery_follows && chance(20); /* recover from the paid balance too */
    int64_t tries = chance(50) ? 1 : between(2, MAX_DECISIONS);
    for (int64_t i = 0; i < tries; i++) {
        int64_t day = decision_day();
        int64_t kind = between(0, 3);
        bool clash = (kind == 1 && (whole || subject->balance < 1) && subject->advance > 0) ||
                     (kind == 2 && subject->advance < 1) ||
                     (whole && subject->incentive && kind == 0);
        for (size_t other = 0; other < count; other++) {
            clash = clash || (days[other] == day &&
                              (chosen[other] == kind || kind == 3 || chosen[other] == 3));
        }
        if (clash) {
            continue;
        }
        days[count] = day;
        chosen[count] = kind;
        count++;
        const char *amount = "";
        if (kind == 1 && subject->balance > 0 && chance(60)) {
            amount = money_text(between(1, subject->balance));
        } else if (kind == 2) {
            int64_t most = subject->advance +
                           (whole && subject->balance > 0 ? subject->balance : 0);
            amount = money_text(chance(30) ? most : between(1, most));
            recovered = true;
        }
        add_row(BESLISSINGEN, subject->id, subject->action, subject->group, date_text(day),
                kinds[subject->incentive ? 1 : 0][kind], amount, PICK("", "B-12", "nota; punt 3"));
    }
    return recovered;
}

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
    if (additional) {
        bool capped = call == 1 && more > action->maximum;
        return price * (capped ? action->maximum : more) / (call == 1 ? 1 : 2);
    }
    return target >= 2 * baseline ? price * target / 2 : price * more;
}

/* Rows of toekenningen.csv; returns what counts at the cut-off date, computed when none does. */
static int64_t add_grants(const char *id, const struct action *action, int64_t computed,
                          bool stopped)
{
    int64_t counted = computed;
    int64_t day = project_start - between(1, 80);
    int64_t rows = chance(75) ? 1 : between(2, 4);
    for (int64_t i = 0; i < rows; i++) {
        int64_t amount = computed;
        if (chance(25)) {
            amount = chance(80) ? between(1, 2 * computed + 100000) : between(0, 12);
        }
        if (stopped && day <= cutoff && (day == cutoff || i + 1 == rows || !chance(30))) {
            amount = 0;
        }
        counted = day <= cutoff ? amount : counted;
        const char *text = money_text(amount);
        add_row(TOEKENNINGEN, id, action->number, action->group, text, date_text(day),
                PICK("VR 2024 0507", "", "MB \"toekenning\""));
        day = chance(80) ? day + between(1, 60) : day + between(200, 700);
        if (stopped && i + 1 < rows && day > cutoff && counted != 0) {
            /* the row that counts for a stopped action must be zero */
            add_row(TOEKENNINGEN, id, action->number, action->group, "0,00", date_text(cutoff), "");
            return 0;
        }
    }
    return counted;
}

static void add_reports(const char *id, const struct action *action, int64_t baseline,
                        int64_t target)
{
    if (chance(50)) {
        const char *day = date_text(project_start + between(150, 230));
        const char *achieved = count_text(between(0, target));
        add_row(KPI, id, action->number, action->group, "tussentijds", day, achieved, "");
    }
    if (!chance(80)) {
        return;
    }
    int64_t day = project_start + between(360, 400);
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
                PICK("", "te weinig inschrijvingen; zie verslag", "ziekte"));
        day = chance(30) && day < cutoff ? cutoff : day + between(1, 150);
        if (day > project_start + 800) {
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
    int64_t price = call == 1 ? action->contribution : 2 * action->contribution;
    const char *given = "";
    if (prices_given || action->contribution == 0) {
        price = chance(50) ? between(1, 100) * 1000 : between(1, 2000001);
        given = money_text(price);
    } else if (chance(30)) {
        given = money_text(price);
    }
    const char *choice = "";
    const char *last = "";
    bool stopped = false;
    if (call == 3) {
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
                              amount > 0 && !stopped ? amount * 4 / 5 - 1 : 0,
                              amount > 0 && !stopped ? amount / 5 - 1 : 0};
    bool recovered = chance(45) && add_decisions(&subject);
    *granted += amount;
    *unclaimed += recovered || subject.advance < 0 ? 0 : subject.advance;
}

/* Returns a lower bound of the advances. */
static void add_incentives(const char *id)
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
                                  amount > 0 ? amount * 4 / 5 - 1 : 0,
                                  amount > 0 ? amount / 5 - 1 : 0};
        if (chance(60)) {
            add_decisions(&subject);
        }
    }
}

/* ---- the end: control, payments, spending ---- */

static void add_final_decisions(const char *id, int64_t unclaimed)
{
    int64_t day = project_start + between(400, 700);
    int64_t rows = between(1, 3);
    for (int64_t i = 0; i < rows && day <= project_start + 800; i++) {
        bool accepted = unclaimed < 100 || chance(50);
        add_row(BESLISSINGEN, id, "", "", date_text(day),
                accepted ? "verantwoording-aanvaard" : "terugvordering",
                accepted ? "" : money_text(between(1, unclaimed / 2)), "eindcontrole");
        day = chance(40) && day < cutoff ? cutoff : day + between(1, 60);
    }
}

static void add_payments(const char *id, int64_t granted)
{
    int64_t rows = between(0, 5);
    for (int64_t i = 0; i < rows; i++) {
        int64_t amount = i == 0 && granted > 1 ? granted * 4 / 5 : between(1, granted + 1000);
        const char *kind = i == 0 ? "voorschot" : PICK("voorschot", "saldo", "terugvordering");
        char reference[32];
        snprintf(reference, sizeof reference, "BET-%zu", row_count(BETALINGEN) + 1);
        const char *day = date_text(between(project_start, project_start + 790));
        add_row(BETALINGEN, id, day, kind, money_text(amount > 0 ? amount : 1), reference);
    }
}

/* One series: a fiscal year of one action, with some of its quarters. */
static void add_series(const char *id, const char *nis, int64_t year, const char *code,
                       const char *action, const char *origin, int64_t scale)
{
    uint64_t mask = random_bits() % 15 + 1;
    int64_t total = 0;
    for (int quarter = 1; quarter <= 4; quarter++) {
        total += chance(85) ? between(0, scale / 4) : -between(0, scale / 8); /* a correction */
        if ((mask >> (quarter - 1) & 1) == 0) {
            continue;
        }
        char text[2] = {(char)('0' + quarter), '\0'};
        bool whole_year = quarter == 4 && chance(60);
        add_row(UITGAVEN, id, nis, digits(year, false), whole_year ? "" : text, code, action,
                money_text(total), origin);
    }
}

static void add_spending(const char *id, const char *kind, const char (*nis)[8], size_t nis_count,
                         int64_t granted)
{
    bool by_hand = strcmp(kind, "vzw-de-rand") == 0;
    int64_t first = 2021 + call;
    int64_t scale = granted > 0 ? 3 * granted / (int64_t)nis_count + 100 : 100000;
    if (chance(15)) { /* exactly, just over or just under what is required */
        add_row(UITGAVEN, id, nis[0], digits(first + 1, false), call == 3 ? "" : "3",
                "ABB-SAMENLEVEN", "", money_text(2 * granted + between(-1, 1)), "jaarrekening");
        return;
    }
    for (size_t i = 0; i < nis_count; i++) {
        for (int64_t year = first - 1; year <= first + 2; year++) {
            bool inside = year == first || year == first + 1;
            if (!chance(inside ? 85 : 5)) {
                continue;
            }
            const char *where = nis[i];
            bool merged = false;
            for (size_t other = 0; other < nis_count; other++) {
                merged = merged ||
                         (other != i && strcmp(successor(nis[other]), successor(nis[i])) == 0);
            }
            if (year >= 2025 && !merged && chance(50)) {
                where = successor(nis[i]);
            }
            for (int64_t n = between(1, 3); n > 0; n--) {
                const char *code = n == 1 ? "ABB-SAMENLEVEN"
                                          : PICK("ABB-SLV", "ABB-SLV", "ABB-ANDERE");
                char action[16];
                snprintf(action, sizeof action, "AC%06d", (int)n * 17);
                bool empty = by_hand && chance(60);
                const char *origin = by_hand ? (chance(85) ? "manueel" : "jaarverslag")
                                             : PICK("jr", "manueel");
                bool unnamed = chance(20) && n == 1;
                add_series(id, where, year, empty ? "" : code, unnamed ? "" : action, origin,
                           scale);
            }
        }
    }
}

/* ---- beneficiaries ---- */

static void add_population(const char *id, const struct municipality *municipality)
{
    add_row(LEDEN, id, municipality->nis, municipality->name,
            chance(20) ? "" : count_text(between(0, 20000)));
}

static void add_beneficiary(int number, bool grants, bool spending)
{
    static bool vgc_taken;
    static bool rand_taken;
    char id[32];
    char name[NAME + 64];
    char nis[MEMBERS][8] = {"", "", "", ""};
    size_t nis_count = 1;
    snprintf(id, sizeof id, "%s%d", PICK("B", "b", "B-00", "\xC3\xA9", "Z.", "1"), number * 7);
    const char *kind = chance(75) ? "gemeente" : PICK("samenwerkingsverband", "vgc", "vzw-de-rand");
    if ((strcmp(kind, "vgc") == 0 && vgc_taken) ||
        (strcmp(kind, "vzw-de-rand") == 0 && rand_taken)) {
        kind = "gemeente";
    }
    if (strcmp(kind, "vgc") == 0 || strcmp(kind, "vzw-de-rand") == 0) {
        bool vgc = kind[1] == 'g';
        vgc_taken = vgc_taken || vgc;
        rand_taken = rand_taken || !vgc;
        add_row(BEGUNSTIGDEN, id, vgc ? "Vlaamse Gemeenschapscommissie" : "vzw de Rand", kind, "",
                chance(50) ? ""
                           : (vgc ? "0200000043" : "0400000086")); /* made up; modulo 97 fits */
    } else {
        const struct municipality *lead = take_municipality();
        snprintf(nis[0], sizeof nis[0], "%s", lead->nis);
        bool alone = strcmp(kind, "gemeente") == 0;
        snprintf(name, sizeof name, alone ? "%s%s" : "%s%s en omgeving",
                 alone ? PICK("", "Gemeente ", "Stad \"nu\"; ") : PICK("Samen ", "Cit\xC3\xA9 "),
                 lead->name);
        add_row(BEGUNSTIGDEN, id, name, kind, alone || chance(50) ? lead->nis : "", lead->kbo);
        if (!alone || chance(30)) {
            add_population(id, lead);
        }
        for (int64_t more = alone ? 0 : between(1, MEMBERS - 1); more > 0; more--) {
            const struct municipality *member = take_municipality();
            snprintf(nis[nis_count++], sizeof nis[0], "%s", member->nis);
            add_population(id, member);
        }
    }
    size_t order[ACTIONS];
    shuffle(order, ACTIONS);
    size_t wanted = (size_t)(chance(90) ? between(0, 6) : between(0, ACTIONS));
    int64_t granted = 0;
    int64_t unclaimed = 0;
    for (size_t i = 0; i < wanted; i++) {
        const struct action *action = &actions[order[i]];
        if (call > 1 || action->contribution > 0) {
            add_application(id, action, grants, &granted, &unclaimed);
        }
    }
    add_incentives(id);
    if (chance(25)) {
        add_final_decisions(id, unclaimed);
    }
    add_payments(id, granted);
    if (spending && chance(80)) {
        add_spending(id, kind, (const char(*)[8])nis, nis_count, granted);
    }
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: generate SEED DIR REGISTERS\n", stderr);
        return 2;
    }
    uint64_t seed = 0;
    for (const char *at = argv[1]; *at != '\0'; at++) {
        if (*at < '0' || *at > '9') {
            fputs("generate: SEED is a number\n", stderr);
            return 2;
        }
        seed = seed * 10 + (uint64_t)(*at - '0');
    }
    seed_random(seed);
    load_registers(argv[3]);
    if (mkdir(argv[2], 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "generate: %s: %s\n", argv[2], strerror(errno));
        return 4;
    }
    choose_call();
    windows_1252 = chance(10);
    write_config(argv[2]);
    int count = (int)(chance(50) ? between(1, 6) : between(1, 60));
    bool grants = chance(85);
    bool spending = chance(85);
    for (int i = 1; i <= count; i++) {
        add_beneficiary(i, grants, spending);
    }
    for (size_t i = 0; i < TABLES; i++) {
        bool required = i == BEGUNSTIGDEN || i == AANVRAGEN;
        if (required || row_count(i) > 0 || chance(30)) {
            write_table(argv[2], i);
        }
    }
    return 0;
}
