/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps memory bounded changes nothing that is told: sorted runs, repeats in two readings. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/limits.h"
#include "ingest/bbc/bbc.h"
#include "ingest/bbc/hash.h"
#include "ingest/bbc/rejects.h"
#include "ingest/bbc/repeat.h"
#include "support/folder.h"
#include "support/found.h"
#include "support/random.h"

static int open_memory(void *context)
{
    (void)context;
    return memfd_create("spill", MFD_CLOEXEC);
}

static int open_nothing(void *context)
{
    (void)context;
    return -1;
}

static int open_full(void *context)
{
    (void)context;
    return open("/dev/full", O_RDWR | O_CLOEXEC);
}

/* ---- the hash ---- */

/* Of the reference implementation: key 00 01 … 0f, text 00 01 … */
static void hashes_as_published(void **state)
{
    static const uint64_t key[2] = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
    struct bbc_hash empty = bbc_hash_text(key, (struct text){"", 0});
    struct bbc_hash one = bbc_hash_text(key, (struct text){"\0", 1});

    (void)state;
    assert_int_equal(empty.half[0], UINT64_C(0xe6a825ba047f81a3));
    assert_int_equal(empty.half[1], UINT64_C(0x930255c71472f66d));
    assert_int_equal(one.half[0], UINT64_C(0x44af996bd8c187da));
    assert_int_equal(one.half[1], UINT64_C(0x45fc229b11597634));
}

/* ---- sorted records ---- */

enum { RECORDS = 3000, KEY_BYTES = 12 };

struct item {
    char key[KEY_BYTES];
    size_t length;
    uint32_t number;
};

static int compare_items(const void *one, const void *other)
{
    const struct item *a = one;
    const struct item *b = other;
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->key, b->key, shorter);

    if (order == 0)
        order = (a->length > b->length) - (a->length < b->length);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Keys of a few bytes and few values, so that many are equal or the start of another. */
static void make_items(struct item items[RECORDS])
{
    uint64_t random = 7;

    for (uint32_t i = 0; i < RECORDS; i++) {
        items[i].length = 1 + random_next(&random) % KEY_BYTES;
        items[i].number = i;
        for (size_t j = 0; j < items[i].length; j++)
            items[i].key[j] = (char)(random_next(&random) % 3);
    }
}

static void assert_sorted(struct spill *spill, const struct item items[RECORDS])
{
    struct text key;
    struct text value;
    bool found = false;

    assert_int_equal(spill_rewind(spill), STATUS_OK);
    for (uint32_t i = 0; i < RECORDS; i++) {
        assert_int_equal(spill_next(spill, &key, &value, &found), STATUS_OK);
        assert_true(found);
        assert_int_equal(key.length, items[i].length);
        assert_memory_equal(key.at, items[i].key, key.length);
        assert_int_equal(spill_get(value.at, 4), items[i].number);
    }
    assert_int_equal(spill_next(spill, &key, &value, &found), STATUS_OK);
    assert_false(found);
}

static void sorts_in_any_memory(void **state)
{
    static const size_t memories[] = {1, 300, 5000, 1 << 20};
    struct item *items = calloc(RECORDS, sizeof *items);
    char value[4];

    (void)state;
    assert_non_null(items);
    for (size_t i = 0; i < sizeof memories / sizeof *memories; i++) {
        struct spill *spill = spill_new(memories[i], open_memory, NULL);
        assert_non_null(spill);
        make_items(items);
        for (uint32_t j = 0; j < RECORDS; j++) {
            spill_put(value, j, sizeof value);
            assert_int_equal(spill_add(spill, (struct text){items[j].key, items[j].length},
                                       (struct text){value, sizeof value}),
                             STATUS_OK);
        }
        assert_int_equal(spill_count(spill), RECORDS);
        qsort(items, RECORDS, sizeof *items, compare_items);
        assert_sorted(spill, items);
        assert_sorted(spill, items);
        spill_free(spill);
    }
    free(items);
}

static void says_when_there_is_no_room(void **state)
{
    static const spill_file_fn opens[] = {open_nothing, open_full};
    struct text key = {"a", 1};
    struct text none = {"", 0};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct spill *spill = spill_new(1, opens[i], NULL);
        assert_int_equal(spill_add(spill, key, none), STATUS_OK);
        assert_int_equal(spill_add(spill, key, none), STATUS_IO);
        spill_free(spill);
    }
}

/* ---- repeats ---- */

enum { POSTINGS = 4000, VALUES = 3000 };

static struct bbc_posting_id posting_at(uint32_t number, uint64_t *random)
{
    uint64_t value = random_next(random) % VALUES;

    return (struct bbc_posting_id){
        .hash = {{value / 2, value % 2}}, .place = number + 2, .cents = (int64_t)value};
}

/* What is told of all postings: the place of the first equal one, 0 when there is none. */
static bool take_all(struct bbc_repeat *repeat, uint64_t told[POSTINGS], enum status *settled)
{
    uint64_t random = 11;
    bool again = false;

    for (uint32_t i = 0; i < POSTINGS; i++) {
        struct bbc_posting_id id = posting_at(i, &random);
        bool repeats = false;
        uint64_t first = 0;
        assert_int_equal(bbc_repeat_take(repeat, &id, &repeats, &first), STATUS_OK);
        told[i] = repeats ? first : 0;
    }
    *settled = bbc_repeat_settle(repeat, &again);
    return again;
}

static void tells_the_same_in_two_readings(void **state)
{
    static const size_t memories[] = {1, 20000, 60000, 1 << 20};
    static uint64_t expected[POSTINGS];
    static uint64_t told[POSTINGS];
    const struct profile profile = {.refuse_repeated = true};
    struct bbc_options options = {.profile = &profile};
    enum status settled;
    struct bbc_repeat *repeat = bbc_repeat_new(&options, 1);

    (void)state;
    assert_false(take_all(repeat, expected, &settled));
    assert_int_equal(settled, STATUS_OK);
    bbc_repeat_free(repeat);
    options.open_file = open_memory;
    for (size_t i = 0; i < sizeof memories / sizeof *memories; i++) {
        repeat = bbc_repeat_new(&options, memories[i]);
        bool again = take_all(repeat, told, &settled);
        assert_int_equal(settled, STATUS_OK);
        assert_int_equal(again, memories[i] < 1 << 20);
        if (again)
            assert_false(take_all(repeat, told, &settled));
        assert_int_equal(settled, STATUS_OK);
        assert_memory_equal(told, expected, sizeof told);
        bbc_repeat_free(repeat);
    }
}

static void adds_up_what_counts_all_the_same(void **state)
{
    static uint64_t told[POSTINGS];
    const struct profile profile = {.refuse_repeated = false};
    struct bbc_options options = {.profile = &profile};
    struct bbc_sum kept[2];
    enum status settled;

    (void)state;
    for (int i = 0; i < 2; i++) {
        options.open_file = i == 0 ? NULL : open_memory;
        struct bbc_repeat *repeat = bbc_repeat_new(&options, 1);
        assert_false(take_all(repeat, told, &settled));
        assert_int_equal(settled, STATUS_OK);
        kept[i] = bbc_repeat_kept(repeat);
        bbc_repeat_free(repeat);
    }
    assert_true(kept[0].count > 0);
    assert_int_equal(kept[0].count, kept[1].count);
    assert_true(kept[0].cents == kept[1].cents);
}

/* ---- the bounds of verworpen.csv ---- */

enum { RAW_BYTES = 100000, KINDS = 6 };

static enum status count_bytes(void *context, const char *at, size_t length)
{
    uint64_t *bytes = context;

    (void)at;
    *bytes += length;
    return STATUS_OK;
}

/* Of each reason the first rows; of all together no more than the bound, and the rest counted. */
static void rejects_are_bounded(void **state)
{
    static char raw[RAW_BYTES];
    static const uint64_t bounds[] = {LIMIT_REJECTED_REASON_BYTES, LIMIT_REJECTED_BYTES};
    static const enum finding findings[KINDS] = {FINDING_ROW_SHORT,  FINDING_ROW_LONG,
                                                 FINDING_BBC_AMOUNT, FINDING_BBC_STRAY,
                                                 FINDING_BBC_OPEN,   FINDING_BBC_NUL};
    const struct profile profile = {.encoding = PROFILE_UTF8};
    uint64_t bytes = 0;
    struct bbc_options options = {
        .profile = &profile, .write_rejected = count_bytes, .write_context = &bytes};

    (void)state;
    memset(raw, 'x', sizeof raw);
    for (int kinds = 1; kinds <= KINDS; kinds += KINDS - 1) {
        struct bbc_rejects *rejects = bbc_rejects_new(&options);
        struct bbc_left left = {0};
        const uint64_t bound = bounds[kinds > 1];
        const uint64_t row = RAW_BYTES + sizeof "head;\n" - 1;
        const uint64_t rows = LIMIT_REJECTED_REASON_BYTES / row + 10;
        bytes = 0;
        for (uint64_t i = 0; i < rows * (uint64_t)kinds; i++) {
            const struct bbc_reject reject = {
                findings[i / rows], 2, 3, {"head", 4}, {raw, sizeof raw}};
            assert_int_equal(bbc_rejects_add(rejects, &reject), STATUS_OK);
        }
        for (int i = 0; i < kinds; i++) {
            struct bbc_left of = bbc_rejects_left(rejects, findings[i]);
            assert_int_equal(of.rows > 0, bbc_rejects_full(rejects)[findings[i]]);
            assert_int_equal(of.sum.count, of.rows * 2);
            assert_true(of.sum.cents == (__int128)of.rows * 3);
            left.rows += of.rows;
        }
        assert_true(bytes <= bound);
        assert_int_equal(bytes / row + left.rows, rows * (uint64_t)kinds);
        if (kinds == 1)
            assert_true(bytes > bound - row);
        bbc_rejects_free(rejects);
    }
}

/* ---- an export that changes between the two readings ---- */

static const char header[] = "Actie totaaloverzicht;NIS-code;Bestuur;Type rapport;Rapportjaar;"
                             "Boekjaar;Externe rapporteringscode;Uitgave\n";
static const char row_1[] = "Code: A1;12025;Mechelen;JR;2024;2024;ABB-SLV;1,00\n";
static const char row_2[] = "Code: A2;12025;Mechelen;JR;2024;2024;ABB-SLV;2,00\n";

static enum status write_nothing(void *context, const char *at, size_t length)
{
    (void)context;
    (void)at;
    (void)length;
    return STATUS_OK;
}

static void write_export(const struct folder *folder, const char *one, const char *two)
{
    char text[1024];

    snprintf(text, sizeof text, "%s%s%s%s", header, row_1, one, two);
    folder_write_text(folder, "export.csv", text);
}

static const struct profile *load_profile(struct arena *arena, struct diag_list *diags)
{
    const struct embedded_file *builtin = profile_builtin_find("bbc-acties-lang");
    const struct profile *profile = NULL;

    assert_int_equal(
        profile_load(builtin->file, builtin->bytes, builtin->size, arena, diags, &profile),
        STATUS_OK);
    return profile;
}

/* The second reading sees other rows than the first. */
static void change_between(const char *one, const char *two, enum status expected)
{
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct bbc_options options = {.profile = load_profile(arena, diags),
                                  .threads = 1,
                                  .memory_bytes = 1,
                                  .open_file = open_memory,
                                  .write_rejected = write_nothing,
                                  .write_origin = write_nothing};
    struct bbc_run *run = bbc_run_new(&options, diags);
    struct folder folder;
    bool again = false;

    folder_new(&folder);
    write_export(&folder, row_2, row_2);
    assert_int_equal(bbc_run_file(run, folder_path(&folder, "export.csv")), STATUS_OK);
    assert_int_equal(bbc_run_settle(run, &again), STATUS_OK);
    assert_true(again);
    write_export(&folder, one, two);
    assert_int_equal(bbc_run_file(run, folder_path(&folder, "export.csv")), STATUS_OK);
    assert_int_equal(bbc_run_settle(run, &again), expected);
    assert_false(again);
    char *found = found_text(diags);
    assert_int_equal(strstr(found, "EXPORT-VERANDERD") != NULL, expected == STATUS_INVALID);
    free(found);
    bbc_run_free(run);
    diag_list_free(diags);
    arena_free(arena);
    folder_remove(&folder);
}

static void sees_that_an_export_changed(void **state)
{
    (void)state;
    change_between(row_2, row_2, STATUS_OK);
    change_between(row_1, row_2, STATUS_INVALID);
    change_between(row_2, "", STATUS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_as_published),
        cmocka_unit_test(sorts_in_any_memory),
        cmocka_unit_test(says_when_there_is_no_room),
        cmocka_unit_test(tells_the_same_in_two_readings),
        cmocka_unit_test(adds_up_what_counts_all_the_same),
        cmocka_unit_test(rejects_are_bounded),
        cmocka_unit_test(sees_that_an_export_changed),
    };

    return cmocka_run_group_tests_name("ingest/bbc_memory", tests, NULL, NULL);
}
