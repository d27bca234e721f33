/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a dossier of call 3 for measurements: applications, an interim and a final report each.
 * usage: gen_dossier ROWS DIR      the same arguments give the same bytes; DIR must exist */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* The actions without target groups that are not always judged, each once for a beneficiary; the
 * additional reach stays below every maximum, so that the dossier is as clean as a good one is. */
enum { ACTIONS = 8, LARGEST_ADDITIONAL = 23 };
static const int actions[ACTIONS] = {5, 6, 7, 8, 11, 14, 15, 20};

static uint64_t state = UINT64_C(88172645463325252);

static uint32_t below(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state % limit);
}

static FILE *create(const char *folder, const char *name, const char *header)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    setvbuf(file, NULL, _IOFBF, 1 << 20);
    fputs(header, file);
    return file;
}

static void finish(FILE *file)
{
    if (fclose(file) != 0) {
        perror("gen_dossier");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: gen_dossier ROWS DIR\n", stderr);
        return 2;
    }
    uint32_t rows = 0;

    for (const char *digit = argv[1]; *digit >= '0' && *digit <= '9'; digit++)
        rows = rows * 10 + (uint32_t)(*digit - '0');
    FILE *config =
        create(argv[2], "dossier.yaml", "regeling: plan-samenleven-3\npeildatum: 2025-12-31\n");
    FILE *owners = create(argv[2], "begunstigden.csv", "begunstigde;naam;soort;nis;kbo\n");
    FILE *applications =
        create(argv[2], "aanvragen.csv",
               "begunstigde;actie;doelgroep;keuze;huidig_bereik;vooropgestelde_kpi;"
               "kpi_vorig_jaar;standaardbedrag;prioriteit\n");
    FILE *reports = create(argv[2], "kpi.csv",
                           "begunstigde;actie;doelgroep;moment;datum;behaalde_kpi;motivering\n");

    for (uint32_t i = 0; i < rows; i++) {
        uint32_t owner = i / ACTIONS;
        int action = actions[i % ACTIONS];
        uint32_t baseline = below(900);
        uint32_t target = baseline + 1 + below(LARGEST_ADDITIONAL);
        /* one in fifty does not reach the target, and says why */
        uint32_t final = below(50) == 0 ? target - 1 : target + below(300);

        if (i % ACTIONS == 0)
            fprintf(owners, "B%07" PRIu32 ";Bestuur %" PRIu32 ";vgc;;\n", owner, owner);
        fprintf(applications,
                "B%07" PRIu32 ";%d;;voortzetten;%" PRIu32 ";%" PRIu32 ";%" PRIu32 ";;%" PRIu32 "\n",
                owner, action, baseline, target, target, below(5));
        fprintf(reports, "B%07" PRIu32 ";%d;;tussentijds;2025-04-%02" PRIu32 ";%" PRIu32 ";\n",
                owner, action, 1 + below(30), target - below(target / 2 + 1));
        fprintf(reports, "B%07" PRIu32 ";%d;;eind;2025-10-%02" PRIu32 ";%" PRIu32 ";%s\n", owner,
                action, 1 + below(15), final, final < target ? "de begeleider was afwezig" : "");
    }
    finish(config);
    finish(owners);
    finish(applications);
    finish(reports);
    return 0;
}
