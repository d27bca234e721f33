/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attacker. Of every count that was hidden for being small, a whole table is built for each
 * value that it should still be able to have, and held against all that was published. */
#include "participation/publish.h"

#include <stdlib.h>

#include "participation_test/attacker.h"
#include "support/folder.h"
#include "support/random.h"
#include "support/rows.h"

/* The hours of the rows shown whole, less those of the rows shown whole inside them, are those of
 * as many running trajectories as a reader finds by the same subtraction: whatever the split, each
 * can have between 0,01 and 39,99 hours left. */
static void check_hours(const struct publication *table)
{
    for (uint32_t i = 0; i < table->rows.count; i++) {
        if (table->rows.items[i].shown != SHOWN_ALL)
            continue;
        int64_t running = table->rows.items[i].running, left = table->rows.items[i].left;
        for (uint32_t j = i + 1; j < table->rows.count; j++) {
            uint32_t above = table->rows.items[j].parent;
            if (!table_is_in(table, j, i) || table->rows.items[j].shown != SHOWN_ALL)
                continue;
            while (above != i && table->rows.items[above].shown != SHOWN_ALL)
                above = table->rows.items[above].parent;
            if (above == i) {
                running -= table->rows.items[j].running;
                left -= table->rows.items[j].left;
            }
        }
        assert_in_range(left, running, running * HOURS_MOST);
    }
}

static void test_random(void **state)
{
    uint64_t seed = 40;
    size_t attempts = 0, shown = 0;

    (void)state;
    for (int round = 0; round < 4000; round++) {
        struct publication table = table_random(&seed, 4, 5, round % 2 == 0 ? 9 : 30);
        assert_int_equal(publication_protect(&table), STATUS_OK);
        attack_all(&table, &attempts);
        check_hours(&table);
        for (uint32_t i = 0; i < table.rows.count; i++)
            shown += table.rows.items[i].shown == SHOWN_ALL;
        publication_free(&table);
    }
    assert_true(attempts > 100000);
    assert_true(shown > 4000); /* hiding everything would pass the rest */
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
        check_hours(&table);
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
    rows_add(rows, test_random, "4000 tables: no small count can be worked out", NULL);
    rows_add(rows, test_fixture, "the fixture, however participants are counted", NULL);
    rows_add(rows, test_small, "nobody, and one person", NULL);
    return rows_run(rows, "participation/publish");
}
