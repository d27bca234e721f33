/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle is a function of the dossier, and carries all that it takes to be verified. */
#include "api/run_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/evidence.h"
#include "api_test/verified.h"
#include "seal/signature.h"
#include "support/random.h"
#include "support/rows.h"

struct bench {
    struct folder folder;
    struct signature_pair keys;
};

static void set_up(struct bench *bench)
{
    folder_new(&bench->folder);
    copy_fixture(&bench->folder, "fixtures/nota", "dossier");
    assert_int_equal(signature_pair_new(&bench->keys), STATUS_OK);
    folder_write_text(&bench->folder, "public.pem", bench->keys.public);
}

/* Makes it and puts it in place. */
static enum status put_bundle(const struct saldo_dossier *dossier, const char *path, bool force,
                              const struct text *key)
{
    struct place *place;
    enum status status = run_bundle(dossier, path, force, key, &place);

    if (status == STATUS_OK)
        status = place_put(place);
    place_free(place);
    return status;
}

static void bundle(const struct bench *bench, const char *as_of, const char *schemes,
                   const char *name, bool is_signed)
{
    const struct saldo_options options = {as_of, schemes};
    const struct text key = {bench->keys.private, strlen(bench->keys.private)};
    struct saldo_dossier *dossier;

    assert_int_equal(saldo_dossier_new(folder_path(&bench->folder, "dossier"), &options, &dossier),
                     SALDO_OK);
    assert_int_equal(
        put_bundle(dossier, folder_path(&bench->folder, name), true, is_signed ? &key : NULL),
        STATUS_OK);
    saldo_dossier_free(dossier);
}

static char *verified_bundle(const struct bench *bench, bool with_key)
{
    char path[FOLDER_PATH_BYTES + 256], key[FOLDER_PATH_BYTES + 256];

    snprintf(path, sizeof path, "%s/b.tar.zst", bench->folder.path);
    snprintf(key, sizeof key, "%s/public.pem", bench->folder.path);
    const struct verify_options options = {.run = path, .key = with_key ? key : NULL};
    return verified(&options);
}

static void check(const struct bench *bench, bool with_key, const char *expected)
{
    char *found = verified_bundle(bench, with_key);

    assert_string_equal(found, expected);
    free(found);
}

/* ---- whole ---- */

static void test_whole(void **state)
{
    struct bench bench;
    size_t size, again_size;

    (void)state;
    set_up(&bench);
    bundle(&bench, NULL, NULL, "b.tar.zst", false);
    check(&bench, false, "");
    check(&bench, true, "manifest.json.sig SIGNATURE_ABSENT");
    bundle(&bench, "2026-01-31", NULL, "b.tar.zst", true); /* another peildatum */
    check(&bench, true, "");
    folder_write_text(&bench.folder, "dossier/not read.txt", ""); /* has a finding in the run */
    bundle(&bench, NULL, NULL, "b.tar.zst", true);
    check(&bench, true, "");
    bundle(&bench, NULL, NULL, "again", true);
    char *bytes = folder_read(folder_path(&bench.folder, "b.tar.zst"), &size);
    char *again = folder_read(folder_path(&bench.folder, "again"), &again_size);
    assert_int_equal(size, again_size);
    assert_memory_equal(bytes, again, size);
    free(bytes);
    free(again);
    folder_remove(&bench.folder);
}

/* A scheme of the user's own travels along. Under the id of a built-in one it is told, unless the
 * one who verifies gives it himself. */
static void test_own_scheme(void **state)
{
    struct bench bench;
    char path[FOLDER_PATH_BYTES + 256];

    (void)state;
    set_up(&bench);
    copy_fixture(&bench.folder, "formulas/schemes", "schemes");
    edit(&bench.folder, "schemes/plan-samenleven-3.yaml", "waarde: 80 %", "waarde: 70 %");
    snprintf(path, sizeof path, "%s/schemes", bench.folder.path);
    bundle(&bench, NULL, path, "b.tar.zst", false);
    check(&bench, false, "plan-samenleven-3.yaml SCHEME");
    const struct verify_options given = {.run = folder_path(&bench.folder, "b.tar.zst"),
                                         .scheme_folder = path};
    char *found = verified(&given);
    assert_string_equal(found, "");
    free(found);
    edit(&bench.folder, "schemes/plan-samenleven-3.yaml", "id: plan-samenleven-3",
         "id: eigen-plan");
    assert_int_equal(renameat(bench.folder.fd, "schemes/plan-samenleven-3.yaml", bench.folder.fd,
                              "schemes/eigen-plan.yaml"),
                     0);
    edit(&bench.folder, "dossier/dossier.yaml", "plan-samenleven-3", "eigen-plan");
    bundle(&bench, NULL, path, "b.tar.zst", false);
    check(&bench, false, "");
    folder_remove(&bench.folder);
}

static void test_refused(void **state)
{
    struct bench bench;
    struct saldo_dossier *dossier;
    const struct text wrong = {"no key", 6};

    (void)state;
    set_up(&bench);
    assert_int_equal(saldo_dossier_new(folder_path(&bench.folder, "dossier"), NULL, &dossier),
                     SALDO_OK);
    const char *path = folder_path(&bench.folder, "b.tar.zst");
    assert_int_equal(put_bundle(dossier, path, false, &wrong), STATUS_SYNTAX);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(put_bundle(dossier, path, false, NULL), STATUS_OK);
    assert_int_equal(put_bundle(dossier, path, false, NULL), STATUS_EXISTS);
    assert_int_equal(put_bundle(dossier, bench.folder.path, true, NULL), STATUS_EXISTS);
    path = folder_path(&bench.folder, "nowhere/b.tar.zst");
    assert_int_equal(put_bundle(dossier, path, false, NULL), STATUS_IO);
    saldo_dossier_free(dossier);
    folder_remove(&bench.folder);
}

/* ---- tampered with ---- */

/* Every third byte, every length in steps: noticed before anything is unpacked. */
static void test_flips(void **state)
{
    struct bench bench;
    size_t size;
    uint64_t seed = 7;

    (void)state;
    set_up(&bench);
    bundle(&bench, NULL, NULL, "b.tar.zst", true);
    char *bytes = folder_read(folder_path(&bench.folder, "b.tar.zst"), &size);
    for (size_t at = 0; at < size; at += 3) {
        char bit = (char)(1 << random_below(&seed, 8));
        bytes[at] = (char)(bytes[at] ^ bit);
        folder_write(&bench.folder, "b.tar.zst", bytes, size);
        check(&bench, false, "trouble 2 ");
        bytes[at] = (char)(bytes[at] ^ bit);
    }
    for (size_t length = 0; length < size; length += 97) {
        folder_write(&bench.folder, "b.tar.zst", bytes, length);
        check(&bench, false, "trouble 2 ");
    }
    free(bytes);
    folder_remove(&bench.folder);
}

/* Unpacks, hands the files to change, and packs what is left of them with a right hash. */
static void repack(const struct bench *bench, void (*change)(struct bundle *bundle, void *context),
                   void *context)
{
    struct arena *arena = arena_new();
    struct bundle *unpacked = arena_alloc(arena, sizeof *unpacked);
    struct bytes packed = {0};
    size_t size;
    char *bytes = folder_read(folder_path(&bench->folder, "whole"), &size);

    assert_int_equal(bundle_unpack(bytes, size, evidence_may_hold, arena, unpacked), STATUS_OK);
    change(unpacked, context);
    assert_int_equal(bundle_pack(unpacked->files, unpacked->count, &packed), STATUS_OK);
    folder_write(&bench->folder, "b.tar.zst", packed.at, packed.size);
    bytes_free(&packed);
    free(bytes);
    arena_free(arena);
}

struct flipped {
    uint64_t *seed;
    const char *name; /* without its folder */
    char *bytes;
};

static void flip(struct bundle *unpacked, void *context)
{
    struct flipped *flipped = context;
    struct bundle_file *file = &unpacked->files[random_below(flipped->seed, unpacked->count)];

    flipped->name = strrchr(file->name, '/') + 1;
    flipped->bytes = malloc(file->size);
    assert_non_null(flipped->bytes);
    memcpy(flipped->bytes, file->bytes, file->size);
    char *at = &flipped->bytes[random_below(flipped->seed, file->size)];
    *at = (char)(*at ^ (1 << random_below(flipped->seed, 8)));
    file->bytes = flipped->bytes;
    flipped->name = strdup(flipped->name);
}

/* A byte of a file inside, packed again: the file is named. */
static void test_inside(void **state)
{
    struct bench bench;
    uint64_t seed = 8;

    (void)state;
    set_up(&bench);
    bundle(&bench, NULL, NULL, "whole", true);
    for (int turn = 0; turn < 150; turn++) {
        struct flipped flipped = {.seed = &seed};
        repack(&bench, flip, &flipped);
        char *found = verified_bundle(&bench, true);
        if (strstr(found, flipped.name) == NULL)
            fail_msg("%s: %s", flipped.name, found);
        free(found);
        free((char *)(uintptr_t)flipped.name);
        free(flipped.bytes);
    }
    folder_remove(&bench.folder);
}

static void drop(struct bundle *unpacked, void *context)
{
    size_t at = *(const size_t *)context;

    unpacked->count--;
    memmove(&unpacked->files[at], &unpacked->files[at + 1],
            (unpacked->count - at) * sizeof *unpacked->files);
}

/* Without any one of its files a bundle is not verified, and the file is named. */
static void test_dropped(void **state)
{
    static const char *const names[] = {"aanvragen.csv",    "begunstigden.csv",  "beslissingen.csv",
                                        "dossier.yaml",     "kpi.csv",           "leden.csv",
                                        "regeling/",        "afrekening.csv",    "afrekening.json",
                                        "begunstigden.csv", "bevindingen.csv",   "kpi.csv",
                                        "manifest.json",    "manifest.json.sig", "stimulansen.csv"};
    struct bench bench;

    (void)state;
    set_up(&bench);
    bundle(&bench, NULL, NULL, "whole", true);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        repack(&bench, drop, &i);
        char *found = verified_bundle(&bench, true);
        if (strstr(found, names[i]) == NULL)
            fail_msg("%s: %s", names[i], found);
        free(found);
    }
    folder_remove(&bench.folder);
}

/* At its place among the names. */
static void add_file(struct bundle *unpacked, const struct bundle_file *file)
{
    size_t at = 0;

    while (at < unpacked->count && strcmp(unpacked->files[at].name, file->name) < 0)
        at++;
    memmove(&unpacked->files[at + 1], &unpacked->files[at],
            (unpacked->count - at) * sizeof *unpacked->files);
    unpacked->files[at] = *file;
    unpacked->count++;
}

static void put(struct bundle *unpacked, void *context)
{
    add_file(unpacked, context);
}

/* Nothing rides along that no reader looks at, whatever is in it. */
static void test_added(void **state)
{
    static struct {
        struct bundle_file file;
        const char *named;
    } more[] = {
        {{"regeling/aaa.yaml", "id: aaa\n", 8}, "trouble 2 regeling/plan-samenleven-3.yaml"},
        {{"regeling/zzz.yaml", "id: zzz\n", 8}, "trouble 2 regeling/zzz.yaml"},
        {{"niet-gelezen.txt", "", 0}, "trouble 2 niet-gelezen.txt"},
        {{"niet-gelezen.txt", "evil", 4}, "trouble 2 niet-gelezen.txt"},
        {{"niet-gelezen.txt", "a\nevil", 6}, "trouble 2 niet-gelezen.txt"},
        {{"niet-gelezen.txt", "a\0evil\n", 7}, "trouble 2 niet-gelezen.txt"},
        {{"niet-gelezen.txt", "a\n", 2}, "bevindingen.csv"},
        {{"dossier/betalingen.csv", "x\n", 2}, "betalingen.csv"},
    };
    struct bench bench;

    (void)state;
    set_up(&bench);
    bundle(&bench, NULL, NULL, "whole", true);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        repack(&bench, put, &more[i].file);
        char *found = verified_bundle(&bench, true);
        if (strstr(found, more[i].named) == NULL)
            fail_msg("%s: %s", more[i].named, found);
        free(found);
    }
    folder_remove(&bench.folder);
}

/* Somebody who changes the dossier and settles again has a bundle that agrees with itself; the
 * signature is what he cannot make. */
static void test_made_again(void **state)
{
    struct bench bench;
    struct signature_pair other;

    (void)state;
    set_up(&bench);
    other = bench.keys;
    assert_int_equal(signature_pair_new(&bench.keys), STATUS_OK);
    edit(&bench.folder, "dossier/kpi.csv", "eind;2025-10-08;720", "eind;2025-10-08;800");
    bundle(&bench, NULL, NULL, "b.tar.zst", true);
    check(&bench, false, "");
    check(&bench, true, "manifest.json.sig SIGNATURE_WRONG");
    signature_pair_wipe(&other);
    folder_remove(&bench.folder);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_whole, "whole", NULL);
    rows_add(rows, test_own_scheme, "a scheme of one's own", NULL);
    rows_add(rows, test_refused, "refused", NULL);
    rows_add(rows, test_flips, "any byte, any length", NULL);
    rows_add(rows, test_inside, "any byte inside", NULL);
    rows_add(rows, test_dropped, "a file is gone", NULL);
    rows_add(rows, test_added, "a file more", NULL);
    rows_add(rows, test_made_again, "made again by somebody else", NULL);
    return rows_run(rows, "api/run_bundle");
}
