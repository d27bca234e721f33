/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a random dossier that is valid by docs/settlement.md: generate SEED DIR REGISTERS.
 *
 * REGISTERS holds gemeenten-2019.csv and fusies-2025-01-01.csv. The same seed gives the same
 * bytes. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "independent/generate_grants.h"
#include "independent/generate_write.h"

enum { MUNICIPALITIES = 400, MERGERS = 64, MEMBERS = 4, NAME = 160 };

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
        (void)strsep(&rest, ";"); /* the region */
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

static void choose_call(void)
{
    static const int64_t starts[] = {8309, 8674, 9040}; /* 1 October 2022, 2023, 2024 */
    run.call = (int)between(1, 5);
    run.call = run.call > 3 ? 3 : run.call;
    run.project_start = starts[run.call - 1];
    switch (between(0, 6)) {
    case 0:
        run.cutoff = run.project_start + 364 + (run.call == 2 ? 1 : 0);
        break; /* 30 September */
    case 1:
        run.cutoff = run.project_start + 365 + (run.call == 2 ? 1 : 0);
        break;
    case 2:
        run.cutoff = run.project_start + 456;
        break; /* call 3: the spending window ends */
    case 3:
        run.cutoff = run.project_start + 457;
        break;
    default:
        run.cutoff = between(run.project_start + 20, run.project_start + 800);
    }
}

static void write_config(const char *dir)
{
    FILE *out = open_in(dir, "dossier.yaml", "wb");
    fputs("# Willekeurig dossier voor de proef\n", out);
    fprintf(out,
            chance(50) ? "regeling: plan-samenleven-%d\n" : "regeling: \"plan-samenleven-%d\"\n",
            run.call);
    fprintf(out, chance(50) ? "peildatum: %s\n" : "peildatum: '%s' # afsluiting\n",
            date_text(run.cutoff));
    fprintf(out, "taal: %s\n", PICK("nl", "en"));
    if (windows_1252) {
        fputs("codering: windows-1252\n", out);
    }
    run.additional = run.call == 1;
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
        run.recovery_follows = chance(70);
        CHOOSE("terugvordering-en-saldo",
               run.recovery_follows ? "saldo-volgt-beslissing" : "saldo-ingehouden");
    }
    if (chance(60)) {
        CHOOSE("verantwoording", PICK("eigen-inbreng", "bruto"));
    }
    if (chance(60)) {
        CHOOSE("verantwoordingsbasis", PICK("toegekend", "netto"));
    }
    if (run.call > 1 && chance(50)) {
        run.prices_given = chance(80);
        CHOOSE("prijzen", run.prices_given ? "opgegeven" : "ongewijzigd");
    }
    if (run.call == 2) {
        run.additional = chance(50);
        CHOOSE("verdeelsleutel", run.additional ? "meerbereik" : "verdeelsleutel");
    }
#undef CHOOSE
    if (length > 0) {
        fprintf(out, "aannames:\n%s", chosen);
    }
    close_written(out);
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
    int64_t first = 2021 + run.call;
    int64_t scale = granted > 0 ? 3 * granted / (int64_t)nis_count + 100 : 100000;
    if (chance(15)) { /* exactly, just over or just under what is required */
        add_row(UITGAVEN, id, nis[0], digits(first + 1, false), run.call == 3 ? "" : "3",
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
    int64_t granted;
    int64_t unclaimed;
    add_applications(id, grants, &granted, &unclaimed);
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
