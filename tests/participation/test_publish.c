/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attacker. The bounds that the engine computes are compared with every table there is, on
 * small tables; and of every count that was hidden for being small, a whole table is built for each
 * value that it should still be able to have, and held against all that was published. */
#include "participation/publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "participation/bounds.h"
#include "support/folder.h"
#include "support/random.h"
#include "support/rows.h"

enum { MOST_ROWS = 64, HOURS_MOST = 3999 };

static struct publication publication_of(struct published_row *rows, uint32_t count)
{
    struct publication out = {.threshold = 5};

    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(VECTOR_PUSH(&out.rows, rows[i]), STATUS_OK);
    return out;
}

static bool is_leaf(const struct publication *table, uint32_t index)
{
    return index + 1 == table->rows.count || table->rows.items[index + 1].parent != index;
}

static void add_up(struct publication *table)
{
    for (uint32_t i = table->rows.count; i-- > 1;) {
        struct published_row *row = &table->rows.items[i];
        table->rows.items[row->parent].completed += row->completed;
        table->rows.items[row->parent].running += row->running;
        table->rows.items[row->parent].left += row->left;
    }
}

/* A total over regions over governments, with `most` as the largest count of a government. */
static struct publication random_table(uint64_t *seed, uint64_t regions, uint64_t governments,
                                       uint64_t most)
{
    struct published_row rows[MOST_ROWS] = {{.parent = PUBLISH_NONE, .code = "", .name = ""}};
    uint32_t count = 1;
    uint64_t wanted = 1 + random_below(seed, regions);

    for (uint64_t r = 0; r < wanted; r++) {
        uint32_t parent = count;
        uint64_t below = 1 + random_below(seed, governments);
        rows[count++] = (struct published_row){.parent = 0, .code = "", .name = ""};
        for (uint64_t g = 0; g < below; g++) {
            struct published_row row = {.parent = parent, .code = "x", .name = ""};
            row.completed = (int64_t)random_below(seed, 1 + random_below(seed, most + 1));
            row.running = (int64_t)random_below(seed, most + 1);
            row.running += row.completed + row.running == 0;
            for (int64_t i = 0; i < row.running; i++)
                row.left += 1 + (int64_t)random_below(seed, HOURS_MOST);
            rows[count++] = row;
        }
    }
    struct publication out = publication_of(rows, count);
    add_up(&out);
    return out;
}

static bool is_told(const struct published_row *row, enum cell cell)
{
    return row->shown == SHOWN_ALL ||
           (row->shown == SHOWN_PARTICIPANTS && cell == CELL_PARTICIPANTS);
}

/* Whether the table `other`, of the same rows, could be behind what `table` shows to `insider`. */
static bool could_be(const struct publication *table, uint32_t insider,
                     const struct published_row *other)
{
    int64_t sums[MOST_ROWS][2] = {{0}};

    for (uint32_t i = table->rows.count; i-- > 0;) {
        const struct published_row *row = &table->rows.items[i];
        if (is_leaf(table, i)) {
            sums[i][0] = other[i].completed;
            sums[i][1] = other[i].running;
            if (sums[i][0] < 0 || sums[i][1] < 0 || sums[i][0] + sums[i][1] < 1)
                return false;
        }
        struct published_row mine = {.completed = sums[i][0], .running = sums[i][1]};
        for (enum cell cell = 0; cell < CELL_COUNT; cell++)
            if ((i == insider || is_told(row, cell)) &&
                published_cell(&mine, cell) != published_cell(row, cell))
                return false;
        if (i > 0) {
            sums[row->parent][0] += sums[i][0];
            sums[row->parent][1] += sums[i][1];
        }
    }
    return true;
}

/* ---- every table there is ---- */

struct search {
    const struct publication *table;
    uint32_t leaves[MOST_ROWS];
    uint32_t leaf_count;
    struct published_row rows[MOST_ROWS];
    struct bounds seen[MOST_ROWS];
};

static void note_table(struct search *s)
{
    if (!could_be(s->table, PUBLISH_NONE, s->rows))
        return;
    struct publication copy = publication_of(s->rows, s->table->rows.count);
    for (uint32_t i = 0; i < copy.rows.count; i++) {
        copy.rows.items[i].parent = s->table->rows.items[i].parent;
        if (!is_leaf(s->table, i))
            copy.rows.items[i].completed = copy.rows.items[i].running = 0;
        copy.rows.items[i].left = 0;
    }
    add_up(&copy);
    for (uint32_t i = 0; i < copy.rows.count; i++)
        for (enum cell cell = 0; cell < CELL_COUNT; cell++) {
            int64_t value = published_cell(&copy.rows.items[i], cell);
            if (value < s->seen[i].least[cell])
                s->seen[i].least[cell] = value;
            if (value > s->seen[i].most[cell])
                s->seen[i].most[cell] = value;
        }
    publication_free(&copy);
}

/* Spreads what is left of all participants over the completed and running of the leaves. */
static void enumerate(struct search *s, uint32_t variable, int64_t left)
{
    if (variable == 2 * s->leaf_count) {
        if (left == 0)
            note_table(s);
        return;
    }
    struct published_row *row = &s->rows[s->leaves[variable / 2]];
    int64_t *value = variable % 2 == 0 ? &row->completed : &row->running;
    for (*value = 0; *value <= left; (*value)++)
        enumerate(s, variable + 1, left - *value);
}

static void test_exact(void **state)
{
    uint64_t seed = 27;

    (void)state;
    for (int round = 0; round < 400; round++) {
        struct publication table = random_table(&seed, 2, 2, 2);
        struct search s = {.table = &table};
        for (uint32_t i = 0; i < table.rows.count; i++) {
            s.seen[i] = (struct bounds){{1000, 1000, 1000}, {-1, -1, -1}};
            if (is_leaf(&table, i))
                s.leaves[s.leaf_count++] = i;
            table.rows.items[i].shown = (enum shown)random_below(&seed, i == 0 ? 2 : 3);
        }
        struct bounds_room *room = bounds_room_new(table.rows.count);
        assert_non_null(room);
        enumerate(&s, 0, published_cell(&table.rows.items[0], CELL_PARTICIPANTS));
        const struct bounds *found = bounds_of(room, &table, PUBLISH_NONE);
        for (uint32_t i = 0; i < table.rows.count; i++)
            assert_memory_equal(&found[i], &s.seen[i], sizeof *found);
        bounds_room_free(room);
        publication_free(&table);
    }
}

/* ---- a table for each value ---- */

struct shape { /* bounds on completed, running and their sum, as the test sees them */
    int64_t lo[3], hi[3];
};

static struct shape tight(struct shape s)
{
    struct shape t = s;

    for (int i = 0; i < 2; i++) {
        t.lo[i] = s.lo[2] - s.hi[1 - i] > s.lo[i] ? s.lo[2] - s.hi[1 - i] : s.lo[i];
        t.hi[i] = s.hi[2] - s.lo[1 - i] < s.hi[i] ? s.hi[2] - s.lo[1 - i] : s.hi[i];
    }
    t.lo[2] = s.lo[0] + s.lo[1] > s.lo[2] ? s.lo[0] + s.lo[1] : s.lo[2];
    t.hi[2] = s.hi[0] + s.hi[1] < s.hi[2] ? s.hi[0] + s.hi[1] : s.hi[2];
    return t;
}

struct attempt {
    const struct publication *table;
    uint32_t insider, row; /* the row whose cell gets the value */
    enum cell cell;
    int64_t value;
};

static struct shape shape_of(const struct attempt *a, uint32_t index, const struct shape *below)
{
    const struct published_row *row = &a->table->rows.items[index];
    struct shape s = {{0, 0, 1}, {1 << 20, 1 << 20, 1 << 20}};

    if (!is_leaf(a->table, index))
        s = *below;
    for (enum cell cell = 0; cell < CELL_COUNT; cell++) {
        bool told = index == a->insider || is_told(row, cell);
        bool tried = index == a->row && cell == a->cell;
        int64_t value = tried ? a->value : published_cell(row, cell);
        if (!told && !tried)
            continue;
        s.lo[cell] = value > s.lo[cell] ? value : s.lo[cell];
        s.hi[cell] = value < s.hi[cell] ? value : s.hi[cell];
    }
    return tight(s);
}

/* Gives row a point of its shape, such that the rows after it can make up the rest. */
static void place(struct published_row *row, struct shape s)
{
    s = tight(s);
    row->completed = s.lo[0];
    row->running = s.lo[2] - s.lo[0] > s.lo[1] ? s.lo[2] - s.lo[0] : s.lo[1];
}

static void place_children(const struct attempt *a, uint32_t parent, const struct shape *shapes,
                           struct published_row *out)
{
    struct published_row left = out[parent];

    for (uint32_t i = parent + 1; i < a->table->rows.count; i++) {
        if (a->table->rows.items[i].parent != parent)
            continue;
        struct shape s = shapes[i], others = {{0}, {0}};
        for (uint32_t j = i + 1; j < a->table->rows.count; j++)
            for (int k = 0; k < 3 && a->table->rows.items[j].parent == parent; k++) {
                others.lo[k] += shapes[j].lo[k];
                others.hi[k] += shapes[j].hi[k];
            }
        for (enum cell k = 0; k < CELL_COUNT; k++) {
            int64_t all = published_cell(&left, k);
            s.lo[k] = all - others.hi[k] > s.lo[k] ? all - others.hi[k] : s.lo[k];
            s.hi[k] = all - others.lo[k] < s.hi[k] ? all - others.lo[k] : s.hi[k];
        }
        place(&out[i], s);
        left.completed -= out[i].completed;
        left.running -= out[i].running;
    }
}

/* Whether there is a table with that value; it is built, and held against the publication. */
static bool has_table(const struct attempt *a)
{
    struct shape shapes[MOST_ROWS], below[MOST_ROWS] = {{{0}, {0}}};
    struct published_row out[MOST_ROWS] = {{0}};
    uint32_t count = a->table->rows.count;

    for (uint32_t i = count; i-- > 0;) {
        shapes[i] = shape_of(a, i, &below[i]);
        for (int k = 0; k < 3 && i > 0; k++) {
            below[a->table->rows.items[i].parent].lo[k] += shapes[i].lo[k];
            below[a->table->rows.items[i].parent].hi[k] += shapes[i].hi[k];
        }
    }
    place(&out[0], shapes[0]);
    for (uint32_t i = 0; i < count; i++)
        place_children(a, i, shapes, out);
    return could_be(a->table, a->insider, out) && published_cell(&out[a->row], a->cell) == a->value;
}

static int64_t leaves_under(const struct publication *table, uint32_t index, uint32_t without)
{
    int64_t count = 0;

    if (is_leaf(table, index))
        return index != without;
    for (uint32_t i = index + 1; i < table->rows.count; i++)
        if (table->rows.items[i].parent == index)
            count += leaves_under(table, i, without);
    return count;
}

static bool is_in(const struct publication *table, uint32_t index, uint32_t row)
{
    for (; index != PUBLISH_NONE; index = table->rows.items[index].parent)
        if (index == row)
            return true;
    return false;
}

static void attack(const struct publication *table, uint32_t insider, size_t *attempts)
{
    for (uint32_t i = 0; i < table->rows.count; i++)
        for (enum cell cell = 0; cell < CELL_COUNT; cell++) {
            const struct published_row *row = &table->rows.items[i];
            int64_t others = leaves_under(table, i, insider);
            int64_t least = cell == CELL_PARTICIPANTS ? others : 0;
            if (is_told(row, cell) || published_cell(row, cell) >= table->threshold || others == 0)
                continue;
            if (insider != PUBLISH_NONE && is_in(table, insider, i))
                least += published_cell(&table->rows.items[insider], cell);
            for (int64_t value = least; value <= table->threshold; value++, (*attempts)++)
                assert_true(has_table(&(struct attempt){table, insider, i, cell, value}));
        }
}

/* A small count that is printed for all to see. */
static void assert_none_shown(const struct publication *table)
{
    for (uint32_t i = 0; i < table->rows.count; i++)
        for (enum cell cell = 0; cell < CELL_COUNT; cell++)
            if (is_told(&table->rows.items[i], cell))
                assert_true(published_cell(&table->rows.items[i], cell) >= table->threshold);
}

static void attack_all(const struct publication *table, size_t *attempts)
{
    assert_none_shown(table);
    attack(table, PUBLISH_NONE, attempts);
    for (uint32_t i = 0; i < table->rows.count; i++)
        if (is_leaf(table, i) && table->rows.items[i].shown != SHOWN_ALL)
            attack(table, i, attempts);
}

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
            if (!is_in(table, j, i) || table->rows.items[j].shown != SHOWN_ALL)
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
        struct publication table = random_table(&seed, 4, 5, round % 2 == 0 ? 9 : 30);
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
    struct publication table = publication_of(rows, 4);

    (void)state;
    add_up(&table);
    assert_true(has_table(&(struct attempt){&table, PUBLISH_NONE, 2, CELL_RUNNING, 3}));
    assert_false(has_table(&(struct attempt){&table, PUBLISH_NONE, 2, CELL_RUNNING, 2}));
    assert_false(has_table(&(struct attempt){&table, PUBLISH_NONE, 2, CELL_RUNNING, 4}));
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
    struct publication empty = publication_of(none, 1), single = publication_of(one, 3);

    (void)state;
    add_up(&single);
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

    rows_add(rows, test_exact, "the bounds are those of every table there is", NULL);
    rows_add(rows, test_attacker, "the attacker finds what is open", NULL);
    rows_add(rows, test_random, "4000 tables: no small count can be worked out", NULL);
    rows_add(rows, test_fixture, "the fixture, however participants are counted", NULL);
    rows_add(rows, test_small, "nobody, and one person", NULL);
    return rows_run(rows, "participation/publish");
}
