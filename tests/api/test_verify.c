/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is done to a run, verify finds it and names it. */
#include "api/verify.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api_test/verified.h"
#include "support/random.h"
#include "support/rows.h"

static void check(const struct folder *folder, const char *dossier, const char *expected)
{
    char *found = verified_in(folder, "run", dossier);

    assert_string_equal(found, expected);
    free(found);
}

static void copy_nota(struct folder *folder)
{
    folder_new(folder);
    copy_fixture(folder, "fixtures/nota.expected", "run");
    copy_fixture(folder, "fixtures/nota", "dossier");
}

/* ---- untouched ---- */

static const struct fixture {
    const char *name;
    uint64_t amounts;
} untouched[] = {{"nota", 42}, {"oproep-3", 3479}};

static void test_untouched(void **state)
{
    const struct fixture *row = *state;
    char run[512], dossier[512];
    struct arena *arena = arena_new();
    struct verification v;
    struct verify_options options = {.run = run};

    snprintf(run, sizeof run, "%s/fixtures/%s.expected", SALDO_SOURCE_DIR, row->name);
    snprintf(dossier, sizeof dossier, "%s/fixtures/%s", SALDO_SOURCE_DIR, row->name);
    assert_int_equal(verify_run(&options, arena, &v), STATUS_OK);
    assert_int_equal(v.finding_count, 0);
    assert_int_equal(v.files, 6);
    assert_int_equal(v.amounts, row->amounts);
    assert_false(v.recomputed);
    options.dossier = dossier;
    assert_int_equal(verify_run(&options, arena, &v), STATUS_OK);
    assert_int_equal(v.finding_count, 0);
    assert_int_equal(v.amounts, row->amounts);
    assert_true(v.recomputed);
    assert_string_equal(v.scheme, "plan-samenleven-3");
    assert_int_equal(strlen(v.manifest_sha256), 64);
    arena_free(arena);
}

/* ---- one byte ---- */

struct target {
    const char *name;
    const char *bytes;
    size_t size;
};

/* Whether what was found blames the file, and no other than the manifest. */
static bool blames(const char *found, const char *name)
{
    size_t length = strlen(name);

    return strncmp(found, name, length) == 0 && (found[length] == ' ' || found[length] == ':');
}

static void flip(const struct folder *folder, const struct target *target, size_t at,
                 unsigned char bits)
{
    char path[256];
    char *changed = malloc(target->size);

    assert_non_null(changed);
    memcpy(changed, target->bytes, target->size);
    changed[at] = (char)(changed[at] ^ bits);
    snprintf(path, sizeof path, "run/%s", target->name);
    folder_write(folder, path, changed, target->size);
    char *found = verified_in(folder, "run", NULL);
    /* a hash of the manifest that is another hash: which of the two was changed nobody can say */
    bool fine = blames(found, target->name) ||
                (strcmp(target->name, "manifest.json") == 0 && strstr(found, " EDITED") != NULL);
    if (!fine && strcmp(target->name, "manifest.json") == 0 && *found == '\0') {
        free(found); /* what only the dossier can tell: hashes of the inputs and of the scheme */
        found = verified_in(folder, "run", "dossier");
        fine = blames(found, target->name);
    }
    if (!fine)
        fail_msg("%s, byte %zu ^ %u: %s", target->name, at, bits, found);
    free(found);
    free(changed);
}

enum { SMALL_BYTES = 700, FLIPS = 300 };

/* Every byte of a small file, a few hundred of a large one. */
static void test_flips(void **state)
{
    struct target target = {.name = *state};
    char path[256];
    uint64_t seed = 5;
    struct folder folder;

    copy_nota(&folder);
    snprintf(path, sizeof path, "run/%s", target.name);
    target.bytes = folder_read(folder_path(&folder, path), &target.size);
    size_t count = target.size <= SMALL_BYTES ? target.size : FLIPS;
    for (size_t i = 0; i < count; i++) {
        size_t at = target.size <= SMALL_BYTES ? i : random_below(&seed, target.size);
        flip(&folder, &target, at, (unsigned char)(1u << random_below(&seed, 8)));
    }
    free((char *)(uintptr_t)target.bytes);
    folder_remove(&folder);
}

/* Every file cut short and made longer. */
static void test_lengths(void **state)
{
    char path[256];
    uint64_t seed = 6;
    struct folder folder;

    (void)state;
    copy_nota(&folder);
    for (size_t file = 0; file < RUN_FILES; file++) {
        size_t size;
        snprintf(path, sizeof path, "run/%s", run_files[file]);
        char *bytes = folder_read(folder_path(&folder, path), &size);
        for (int turn = 0; turn < 12; turn++) {
            size_t length = turn == 0   ? 0
                            : turn == 1 ? size - 1
                            : turn == 2 ? size + 1 /* the NUL behind it */
                                        : random_below(&seed, size);
            folder_write(&folder, path, bytes, length);
            char *found = verified_in(&folder, "run", NULL);
            if (!blames(found, run_files[file]))
                fail_msg("%s, %zu bytes: %s", run_files[file], length, found);
            free(found);
        }
        folder_write(&folder, path, bytes, size);
        free(bytes);
    }
    check(&folder, "dossier", "");
    folder_remove(&folder);
}

/* ---- files ---- */

static void obstruct(const struct folder *folder, const char *how)
{
    int fd = folder->fd;

    if (strcmp(how, "removed") == 0) {
        assert_int_equal(unlinkat(fd, "run/kpi.csv", 0), 0);
    } else if (strcmp(how, "renamed") == 0) {
        assert_int_equal(renameat(fd, "run/kpi.csv", fd, "run/KPI.csv"), 0);
    } else if (strcmp(how, "exchanged") == 0) {
        assert_int_equal(renameat(fd, "run/kpi.csv", fd, "run/stimulansen.csv"), 0);
    } else if (strcmp(how, "added") == 0) {
        folder_write_text(folder, "run/nota.txt", "");
        folder_write_text(folder, "run/a\033[31m", "");
    } else if (strcmp(how, "link") == 0) {
        assert_int_equal(renameat(fd, "run/kpi.csv", fd, "kpi.csv"), 0);
        assert_int_equal(symlinkat("../kpi.csv", fd, "run/kpi.csv"), 0);
    } else if (strcmp(how, "FIFO") == 0) {
        assert_int_equal(unlinkat(fd, "run/kpi.csv", 0), 0);
        assert_int_equal(mkfifoat(fd, "run/kpi.csv", 0666), 0);
    } else if (strcmp(how, "folder") == 0) {
        assert_int_equal(unlinkat(fd, "run/kpi.csv", 0), 0);
        assert_int_equal(mkdirat(fd, "run/kpi.csv", 0777), 0);
    } else if (strcmp(how, "no manifest") == 0) {
        assert_int_equal(unlinkat(fd, "run/manifest.json", 0), 0);
    } else if (strcmp(how, "manifest is a FIFO") == 0) {
        assert_int_equal(unlinkat(fd, "run/manifest.json", 0), 0);
        assert_int_equal(mkfifoat(fd, "run/manifest.json", 0666), 0);
    } else if (strcmp(how, "huge") == 0) { /* a hole: nothing of it is read */
        assert_int_equal(truncate(folder_path(folder, "run/kpi.csv"), (off_t)5 << 30), 0);
    } else {
        assert_string_equal(how, "no run");
        assert_int_equal(unlinkat(fd, "run/manifest.json", 0), 0);
        assert_int_equal(unlinkat(fd, "run/afrekening.json", 0), 0);
    }
}

static const struct obstruction {
    const char *name;
    const char *expected;
} obstructions[] = {
    {"removed", "kpi.csv ABSENT"},
    {"renamed", "kpi.csv ABSENT; KPI.csv STRANGER"},
    {"exchanged", "kpi.csv ABSENT; stimulansen.csv EDITED"},
    {"added", "a?[31m STRANGER; nota.txt STRANGER"},
    {"link", "kpi.csv NOT_PLAIN"},
    {"FIFO", "kpi.csv NOT_PLAIN"},
    {"folder", "kpi.csv NOT_PLAIN"},
    {"no manifest", "manifest.json ABSENT"},
    {"manifest is a FIFO", "manifest.json NOT_PLAIN"},
    {"huge", "kpi.csv TOO_BIG"},
    {"no run", "trouble 1 "},
};

static void test_obstruction(void **state)
{
    const struct obstruction *row = *state;
    struct folder folder;

    copy_nota(&folder);
    obstruct(&folder, row->name);
    check(&folder, NULL, row->expected);
    folder_remove(&folder);
}

/* ---- edits: of the run, with and without a new seal, and of what it was made from ---- */

struct change {
    const char *file, *from, *to;
};

static const struct edit_row {
    const char *name;
    struct change changes[3];
    bool sealed_again;
    const char *alone;   /* what verify RUN finds */
    const char *against; /* what verify RUN DOSSIER finds; NULL: not asked */
} edits[] = {
    {"an amount of afrekening.csv",
     {{"run/afrekening.csv", "24.000,00;512;saldo-uitbetalen;6.000,00",
       "24.000,00;512;saldo-uitbetalen;6.001,00"}},
     false,
     "afrekening.csv EDITED",
     "afrekening.csv EDITED; afrekening.csv:2:14 CELL voorbeeld-1 5 saldo 6.001,00 6.000,00 | "
     "afrekening.csv OUTPUT"},
    {"the same, sealed again",
     {{"run/afrekening.csv", "24.000,00;512;saldo-uitbetalen;6.000,00",
       "24.000,00;512;saldo-uitbetalen;6.001,00"}},
     true,
     "afrekening.csv:2:14 TABLE voorbeeld-1 5 saldo 6.001,00 6.000,00",
     "afrekening.csv:2:14 TABLE voorbeeld-1 5 saldo 6.001,00 6.000,00; "
     "afrekening.csv:2:14 CELL voorbeeld-1 5 saldo 6.001,00 6.000,00; manifest.json:58 TEXT | "
     "RESEALED"},
    {"a word of afrekening.csv, sealed again",
     {{"run/afrekening.csv", "KPI bereikt: 512 van 500", "KPI bereikt: 513 van 500"}},
     true,
     "afrekening.csv:2:16 TABLE voorbeeld-1 5 reden KPI bereikt: 513 van 500 KPI bereikt: 512 van "
     "500",
     NULL},
    {"a row of begunstigden.csv, sealed again",
     {{"run/begunstigden.csv", "36.000,00", "63.000,00"}},
     true,
     "begunstigden.csv:3:3 TABLE voorbeeld-2 subsidie 63.000,00 36.000,00",
     NULL},
    {"a figure of kpi.csv, sealed again",
     {{"run/kpi.csv", "2100;1832", "2100;1833"}},
     true,
     "kpi.csv:2:11 TABLE 5 behaald 1833 1832",
     NULL},
    {"a name of stimulansen.csv, sealed again",
     {{"run/stimulansen.csv", "voorschot;uitkomst", "uitkomst;voorschot"}},
     true,
     "stimulansen.csv:1:35 TABLE am;stimulans;bedrag;uitkomst;voorschot;saldo;ingehouden;teru "
     "am;stimulans;bedrag;voorschot;uitkomst;saldo;ingehouden;teru",
     NULL},
    {"two names of afrekening.json, sealed again",
     {{"run/afrekening.json", "\"toegekend\",\"voorschot\",", "\"voorschot\",\"toegekend\","}},
     true,
     "afrekening.json NOT_A_RUN",
     NULL},
    {"an amount of begunstigden.csv",
     {{"run/begunstigden.csv", "36.000,00", "63.000,00"}},
     false,
     "begunstigden.csv EDITED",
     "begunstigden.csv EDITED; begunstigden.csv:3:3 CELL voorbeeld-2 subsidie 63.000,00 36.000,00 "
     "| "
     "begunstigden.csv OUTPUT"},
    {"a total of the manifest",
     {{"run/manifest.json", "\"saldo\": \"6000.00\"", "\"saldo\": \"6000.01\""}},
     false,
     "manifest.json TOTAL saldo 6.000,01 6.000,00",
     "manifest.json TOTAL saldo 6.000,01 6.000,00; manifest.json:91 TEXT | RESEALED"},
    {"peildatum in the manifest",
     {{"run/manifest.json", "2026-03-31", "2026-03-30"}},
     false,
     "manifest.json TELLS peildatum 2026-03-30 2026-03-31",
     "manifest.json TELLS peildatum 2026-03-30 2026-03-31; manifest.json:5 TEXT | "
     "dossier.yaml CUTOFF 2026-03-30 2026-03-31"},
    {"a path in the manifest",
     {{"run/manifest.json", "\"bestand\": \"kpi.csv\"", "\"bestand\": \"../../kpi.csv\""}},
     false,
     "manifest.json MANIFEST",
     "manifest.json MANIFEST"},
    {"a size in the manifest",
     {{"run/manifest.json", "\"bytes\": 391", "\"bytes\": 9223372036854775807"}},
     false,
     "kpi.csv EDITED",
     "kpi.csv EDITED; manifest.json:77 TEXT | RESEALED"},
    {"a version of the engine, sealed again",
     {{"run/manifest.json", "\"motor\": \"0.1.0\"", "\"motor\": \"0.0.9\""},
      {"run/afrekening.json", "\"motor\":\"0.1.0\"", "\"motor\":\"0.0.9\""}},
     true,
     "",
     "afrekening.json:1 TEXT; manifest.json:3 TEXT | ENGINE 0.0.9 0.1.0"},
    {"a KPI of the dossier",
     {{"dossier/kpi.csv", "eind;2025-10-08;512", "eind;2025-10-08;412"}},
     false,
     "",
     "afrekening.csv:2:14 CELL voorbeeld-1 5 saldo 6.000,00 0,00; "
     "begunstigden.csv:2:6 CELL voorbeeld-1 saldo 6.000,00 0,00; "
     "kpi.csv:2:8 CELL 5 bereikt 1 0; "
     "bevindingen.csv:2 TEXT voorbeeld-1 5; afrekening.json:122 TEXT; manifest.json:44 TEXT | "
     "kpi.csv INPUT_CHANGED; kpi.csv:3 CHANGE behaalde_kpi 512 412"},
    {"a comment in the dossier",
     {{"dossier/dossier.yaml", "# De reken", "# de reken"}},
     false,
     "",
     "manifest.json:21 TEXT | dossier.yaml INPUT_CHANGED"},
    {"peildatum of the dossier",
     {{"dossier/dossier.yaml", "peildatum: 2026-03-31", "peildatum: 2026-01-31"}},
     false,
     "",
     "afrekening.csv:4:13 CELL voorbeeld-3 5 uitkomst saldo-ingehouden beslissing-nodig; "
     "begunstigden.csv:4:14 CELL voorbeeld-3 uitkomst saldo-ingehouden beslissing-nodig; "
     "bevindingen.csv:3 TEXT voorbeeld-3 5; afrekening.json:1 TEXT; manifest.json:5 TEXT | "
     "dossier.yaml INPUT_CHANGED; dossier.yaml CUTOFF 2026-03-31 2026-01-31"},
    {"an error in the dossier",
     {{"dossier/kpi.csv", "eind;2025-10-08;512", "eind;2025-10-08;x"}},
     false,
     "",
     "kpi.csv:3:6 DOSSIER | kpi.csv INPUT_CHANGED"},
};

static void test_edit(void **state)
{
    const struct edit_row *row = *state;
    struct folder folder;

    copy_nota(&folder);
    for (size_t i = 0; i < 3 && row->changes[i].file != NULL; i++)
        edit(&folder, row->changes[i].file, row->changes[i].from, row->changes[i].to);
    if (row->sealed_again)
        reseal(&folder, "run");
    check(&folder, NULL, row->alone);
    if (row->against != NULL)
        check(&folder, "dossier", row->against);
    folder_remove(&folder);
}

/* ---- files of the dossier ---- */

static void test_dossier_files(void **state)
{
    struct folder folder;

    (void)state;
    copy_nota(&folder);
    folder_write_text(&folder, "dossier/nota.txt", "");
    check(&folder, "dossier",
          "bevindingen.csv:3 TEXT; manifest.json:72 TEXT | nota.txt INPUT_ADDED");
    assert_int_equal(unlinkat(folder.fd, "dossier/nota.txt", 0), 0);
    folder_write_text(&folder, "dossier/betalingen.csv",
                      "begunstigde;datum;soort;bedrag;referentie\n");
    check(&folder, "dossier", "manifest.json:52 TEXT | betalingen.csv INPUT_ADDED");
    assert_int_equal(unlinkat(folder.fd, "dossier/betalingen.csv", 0), 0);
    assert_int_equal(unlinkat(folder.fd, "dossier/leden.csv", 0), 0);
    char *found = verified_in(&folder, "run", "dossier");
    assert_non_null(strstr(found, " | leden.csv INPUT_ABSENT"));
    free(found);
    found = verified_in(&folder, "run", "nowhere");
    assert_int_equal(strncmp(found, "trouble 5 ", strlen("trouble 5 ")), 0);
    free(found);
    folder_remove(&folder);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_untouched, untouched);
    for (size_t i = 0; i < RUN_FILES; i++)
        rows_add(rows, test_flips, run_files[i], run_files[i]);
    rows_add(rows, test_lengths, "other lengths", NULL);
    ROWS_ADD(rows, test_obstruction, obstructions);
    ROWS_ADD(rows, test_edit, edits);
    rows_add(rows, test_dossier_files, "files of the dossier", NULL);
    return rows_run(rows, "api/verify");
}
