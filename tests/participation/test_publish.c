/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attacker. Of every count that was hidden for being small, a whole table is built for each
 * value that it should still be able to have, and held against all that was published. */
#include "participation/publish.h"

#include <stdlib.h>

#include "participation_test/attacker.h"
#include "support/folder.h"
#include "support/random.h"
#include "support/rows.h"

static void test_random(void **state)
{
    uint64_t seed = 40;
    size_t attempts = 0, shown = 0, hours = 0, timed = 0;

    (void)state;
    for (int round = 0; round < 4000; round++) {
        struct publication table = table_random(&seed, 4, 5, round % 2 == 0 ? 9 : 30);
        assert_int_equal(publication_protect(&table), STATUS_OK);
        attack_all(&table, &attempts);
        attack_hours(&table, &hours);
        for (uint32_t i = 0; i < table.rows.count; i++) {
            shown += table.rows.items[i].shown == SHOWN_ALL;
            timed += table.rows.items[i].hours;
            assert_true(!table.rows.items[i].hours || table.rows.items[i].shown == SHOWN_ALL);
        }
        publication_free(&table);
    }
    assert_true(attempts > 100000 && hours > 100000);
    assert_true(shown > 4000 && timed > 2000); /* hiding everything would pass the rest */
    assert_true(timed < shown);
}

/* Without the complement the attacker wins: the test can fail. */
static void test_attacker(void **state)
{
    struct published_row rows[] = {
        {.parent = PUBLISH_NONE, .code = ""},
        {.parent = 0, .code = "", .name = ""},
        {.parent = 1, .code = "a", .completed = 6, .running = 3, .shown = SHOWN_PARTICIPANTS},
        {.parent = 1, .code = "b", .completed = 7, .running = 8},
    };
    struct publication table = table_of(rows, 4);

    (void)state;
    table_add_up(&table);
    assert_true(attack_finds(&(struct attack){&table, PUBLISH_NONE, 2, CELL_RUNNING, 3}));
    assert_false(attack_finds(&(struct attack){&table, PUBLISH_NONE, 2, CELL_RUNNING, 2}));
    assert_false(attack_finds(&(struct attack){&table, PUBLISH_NONE, 2, CELL_RUNNING, 4}));
    publication_free(&table);
}

/* Five that have just begun, or have nearly done: the sum tells of each, rounded or not. One that a
 * government takes out of a sum by its own hours too. */
static void test_hours_attacker(void **state)
{
    static const struct {
        int64_t left, value; /* of one that cannot be */
    } sums[] = {{5 * 3950, 1}, {5 * 300, HOURS_MOST}, {4 * 3990 + 3500, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        struct published_row rows[] = {
            {.parent = PUBLISH_NONE, .code = ""},
            {.parent = 0, .code = "", .name = ""},
            {.parent = 1, .code = "a", .completed = 5, .running = 5, .left = sums[i].left},
        };
        struct publication table = table_of(rows, 3);
        table_add_up(&table);
        for (uint32_t row = 0; row < 3; row++)
            table.rows.items[row].hours = true;
        assert_false(
            attack_finds_hours(&(struct hours_attack){&table, PUBLISH_NONE, 2, sums[i].value}));
        assert_int_equal(publication_protect(&table), STATUS_OK);
        for (uint32_t row = 0; row < 3; row++)
            assert_true(table.rows.items[row].shown == SHOWN_ALL && !table.rows.items[row].hours);
        publication_free(&table);
    }
}

/* The publication with a person and the one without: whatever was left to that person fits both. */
static void test_differencing(void **state)
{
    struct publication table = {.whole = HOURS_MOST + 1};

    (void)state;
    for (int64_t left = HOURS_MOST; left < 5 * table.whole; left += 7)
        for (int64_t own = 1; own <= HOURS_MOST; own += 13) {
            int64_t with = hours_rounded(&table, left);
            int64_t without = hours_rounded(&table, left - own);
            assert_int_equal(with % table.whole, 0);
            assert_true(with - without == 0 || with - without == table.whole);
            for (int64_t other = 1; other <= HOURS_MOST; other += HOURS_MOST - 1) {
                int64_t sum = with > without ? with - table.whole / 2 : with + table.whole / 2 - 1;
                sum = sum < other ? other : sum;
                assert_int_equal(hours_rounded(&table, sum), with);
                assert_int_equal(hours_rounded(&table, sum - other), without);
            }
        }
}

static void test_fixture(void **state)
{
    static const char *const homes[] = {"meeste-uren", "eerste", "elk"};
    size_t size = 0, attempts = 0;
    char *bytes = folder_read(SALDO_SOURCE_DIR "/fixtures/netwerktraject/deelnames.csv", &size);

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct arena *arena = arena_new();
        struct diag_list *diags = diag_list_new();
        struct participation participation = {.file = "deelnames.csv"};
        struct publication table;
        assert_int_equal(date_from_civil(2026, 6, 30, &participation.as_of), STATUS_OK);
        assert_int_equal(trajectory_builtin(arena, diags, &participation.rules), STATUS_OK);
        assert_true(trajectory_choose_home(&participation.rules, homes[i]));
        assert_int_equal(
            participation_read((struct text){bytes, size}, arena, diags, &participation),
            STATUS_OK);
        assert_int_equal(publication_count(&participation, &table), STATUS_OK);
        assert_int_equal(publication_protect(&table), STATUS_OK);
        attack_all(&table, &attempts);
        attack_hours(&table, &attempts);
        publication_free(&table);
        participation_free(&participation);
        diag_list_free(diags);
        arena_free(arena);
    }
    assert_true(attempts > 0);
    free(bytes);
}

/* Nobody at all, and one person. */
static void test_small(void **state)
{
    struct published_row none[] = {{.parent = PUBLISH_NONE, .code = ""}};
    struct published_row one[] = {{.parent = PUBLISH_NONE, .code = ""},
                                  {.parent = 0, .code = "", .name = ""},
                                  {.parent = 1, .code = "a", .running = 1}};
    struct publication empty = table_of(none, 1), single = table_of(one, 3);

    (void)state;
    table_add_up(&single);
    assert_int_equal(publication_protect(&empty), STATUS_OK);
    assert_int_equal(publication_protect(&single), STATUS_OK);
    assert_int_equal(empty.rows.items[0].shown, SHOWN_NOTHING);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(single.rows.items[i].shown, SHOWN_NOTHING);
    publication_free(&empty);
    publication_free(&single);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_attacker, "the attacker finds what is open", NULL);
    rows_add(rows, test_random,
             "4000 tables: no small count, and no one's hours, can be worked out", NULL);
    rows_add(rows, test_hours_attacker, "the attacker finds hours that are open", NULL);
    rows_add(rows, test_differencing, "one person more or less, and the rounded sums", NULL);
    rows_add(rows, test_fixture, "the fixture, however participants are counted", NULL);
    rows_add(rows, test_small, "nobody, and one person", NULL);
    return rows_run(rows, "participation/publish");
}
