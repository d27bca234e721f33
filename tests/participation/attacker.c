/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation_test/attacker.h"

#include "support/random.h"
#include "support/rows.h"

/* ---- tables ---- */

struct publication table_of(struct published_row *rows, uint32_t count)
{
    struct publication out = {.threshold = 5, .whole = HOURS_MOST + 1};

    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(VECTOR_PUSH(&out.rows, rows[i]), STATUS_OK);
    return out;
}

bool table_is_leaf(const struct publication *table, uint32_t index)
{
    return index + 1 == table->rows.count || table->rows.items[index + 1].parent != index;
}

void table_add_up(struct publication *table)
{
    for (uint32_t i = table->rows.count; i-- > 1;) {
        struct published_row *row = &table->rows.items[i];
        table->rows.items[row->parent].completed += row->completed;
        table->rows.items[row->parent].running += row->running;
        table->rows.items[row->parent].left += row->left;
    }
}

/* A total over regions over governments, with `most` as the largest count of a government. */
struct publication table_random(uint64_t *seed, uint64_t regions, uint64_t governments,
                                uint64_t most)
{
    struct published_row rows[MOST_ROWS] = {{.parent = PUBLISH_NONE, .code = "", .name = ""}};
    uint32_t count = 1;
    uint64_t wanted = 1 + random_below(seed, regions);
    /* anything left; nearly everything; nearly nothing */
    static const int64_t leasts[] = {1, HOURS_MOST - 100, 1};
    static const uint64_t spreads[] = {HOURS_MOST, 101, 101};
    uint64_t mode = random_below(seed, 3);

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
                row.left += leasts[mode] + (int64_t)random_below(seed, spreads[mode]);
            rows[count++] = row;
        }
    }
    struct publication out = table_of(rows, count);
    table_add_up(&out);
    return out;
}

bool table_tells(const struct published_row *row, enum cell cell)
{
    return row->shown == SHOWN_ALL ||
           (row->shown == SHOWN_PARTICIPANTS && cell == CELL_PARTICIPANTS);
}

/* Whether the table `other`, of the same rows, could be behind what `table` shows to `insider`. */
bool table_could_be(const struct publication *table, uint32_t insider,
                    const struct published_row *other)
{
    int64_t sums[MOST_ROWS][2] = {{0}};

    for (uint32_t i = table->rows.count; i-- > 0;) {
        const struct published_row *row = &table->rows.items[i];
        if (table_is_leaf(table, i)) {
            sums[i][0] = other[i].completed;
            sums[i][1] = other[i].running;
            if (sums[i][0] < 0 || sums[i][1] < 0 || sums[i][0] + sums[i][1] < 1)
                return false;
        }
        struct published_row mine = {.completed = sums[i][0], .running = sums[i][1]};
        for (enum cell cell = 0; cell < CELL_COUNT; cell++)
            if ((i == insider || table_tells(row, cell)) &&
                published_cell(&mine, cell) != published_cell(row, cell))
                return false;
        if (i > 0) {
            sums[row->parent][0] += sums[i][0];
            sums[row->parent][1] += sums[i][1];
        }
    }
    return true;
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

static struct shape shape_of(const struct attack *a, uint32_t index, const struct shape *below)
{
    const struct published_row *row = &a->table->rows.items[index];
    struct shape s = {{0, 0, 1}, {1 << 20, 1 << 20, 1 << 20}};

    if (!table_is_leaf(a->table, index))
        s = *below;
    for (enum cell cell = 0; cell < CELL_COUNT; cell++) {
        bool told = index == a->insider || table_tells(row, cell);
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

static void place_children(const struct attack *a, uint32_t parent, const struct shape *shapes,
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
bool attack_finds(const struct attack *a)
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
    return table_could_be(a->table, a->insider, out) &&
           published_cell(&out[a->row], a->cell) == a->value;
}

static int64_t leaves_under(const struct publication *table, uint32_t index, uint32_t without)
{
    int64_t count = 0;

    if (table_is_leaf(table, index))
        return index != without;
    for (uint32_t i = index + 1; i < table->rows.count; i++)
        if (table->rows.items[i].parent == index)
            count += leaves_under(table, i, without);
    return count;
}

bool table_is_in(const struct publication *table, uint32_t index, uint32_t row)
{
    for (; index != PUBLISH_NONE; index = table->rows.items[index].parent)
        if (index == row)
            return true;
    return false;
}

static void attack_row(const struct publication *table, uint32_t insider, size_t *attempts)
{
    for (uint32_t i = 0; i < table->rows.count; i++)
        for (enum cell cell = 0; cell < CELL_COUNT; cell++) {
            const struct published_row *row = &table->rows.items[i];
            int64_t others = leaves_under(table, i, insider);
            int64_t least = cell == CELL_PARTICIPANTS ? others : 0;
            if (table_tells(row, cell) || published_cell(row, cell) >= table->threshold ||
                others == 0)
                continue;
            if (insider != PUBLISH_NONE && table_is_in(table, insider, i))
                least += published_cell(&table->rows.items[insider], cell);
            for (int64_t value = least; value <= table->threshold; value++, (*attempts)++)
                assert_true(attack_finds(&(struct attack){table, insider, i, cell, value}));
        }
}

/* A small count that is printed for all to see. */
static void assert_none_shown(const struct publication *table)
{
    for (uint32_t i = 0; i < table->rows.count; i++)
        for (enum cell cell = 0; cell < CELL_COUNT; cell++)
            if (table_tells(&table->rows.items[i], cell))
                assert_true(published_cell(&table->rows.items[i], cell) >= table->threshold);
}

void attack_all(const struct publication *table, size_t *attempts)
{
    assert_none_shown(table);
    attack_row(table, PUBLISH_NONE, attempts);
    for (uint32_t i = 0; i < table->rows.count; i++)
        if (table_is_leaf(table, i) && table->rows.items[i].shown != SHOWN_ALL)
            attack_row(table, i, attempts);
}

/* ---- hours of one trajectory ---- */

struct span {
    int64_t least, most;
};

/* What the hours of a government can be, when one of its trajectories has the value left. */
static struct span span_of_leaf(const struct hours_attack *a, uint32_t index)
{
    const struct published_row *row = &a->table->rows.items[index];
    int64_t free = row->running - (index == a->row);
    int64_t told = index == a->row ? a->value : 0;

    if (index == a->insider)
        return (struct span){row->left, row->left};
    return (struct span){told + free, told + free * HOURS_MOST};
}

/* All that is rounded to what the row shows; hours_could_be holds that against the engine. */
static struct span span_shown(const struct publication *table, const struct published_row *row)
{
    int64_t shown = (row->left + table->whole / 2) / table->whole * table->whole;

    return (struct span){shown - table->whole / 2, shown + table->whole / 2 - 1};
}

static void spans_of(const struct hours_attack *a, struct span *spans)
{
    for (uint32_t i = a->table->rows.count; i-- > 0;) {
        const struct published_row *row = &a->table->rows.items[i];
        if (table_is_leaf(a->table, i))
            spans[i] = span_of_leaf(a, i);
        if (row->hours) {
            struct span shown = span_shown(a->table, row);
            spans[i].least = shown.least > spans[i].least ? shown.least : spans[i].least;
            spans[i].most = shown.most < spans[i].most ? shown.most : spans[i].most;
        }
        if (i > 0) {
            spans[row->parent].least += spans[i].least;
            spans[row->parent].most += spans[i].most;
        }
    }
}

/* Gives every row below the parent as little as the rows after it leave possible. */
static void spread_hours(const struct publication *table, uint32_t parent, const struct span *spans,
                         int64_t *hours)
{
    int64_t left = hours[parent], after = 0;

    for (uint32_t i = parent + 1; i < table->rows.count; i++)
        after += table->rows.items[i].parent == parent ? spans[i].most : 0;
    for (uint32_t i = parent + 1; i < table->rows.count; i++) {
        if (table->rows.items[i].parent != parent)
            continue;
        after -= spans[i].most;
        hours[i] = left - after > spans[i].least ? left - after : spans[i].least;
        left -= hours[i];
    }
}

static bool hours_could_be(const struct hours_attack *a, const int64_t *hours)
{
    int64_t sums[MOST_ROWS] = {0};

    for (uint32_t i = a->table->rows.count; i-- > 0;) {
        const struct published_row *row = &a->table->rows.items[i];
        struct span leaf = {0, 0};
        if (table_is_leaf(a->table, i)) {
            leaf = span_of_leaf(a, i);
            sums[i] = hours[i];
            if (hours[i] < leaf.least || hours[i] > leaf.most)
                return false;
        }
        if (row->hours && hours_rounded(a->table, sums[i]) != hours_rounded(a->table, row->left))
            return false;
        if (i > 0)
            sums[row->parent] += sums[i];
    }
    return true;
}

bool attack_finds_hours(const struct hours_attack *a)
{
    struct span spans[MOST_ROWS] = {{0, 0}};
    int64_t hours[MOST_ROWS] = {0};

    spans_of(a, spans);
    hours[0] = spans[0].least;
    for (uint32_t i = 0; i < a->table->rows.count; i++)
        if (!table_is_leaf(a->table, i))
            spread_hours(a->table, i, spans, hours);
    return hours_could_be(a, hours);
}

static void attack_hours_of(const struct publication *table, uint32_t insider, size_t *attempts)
{
    for (uint32_t i = 0; i < table->rows.count; i++) {
        if (!table_is_leaf(table, i) || table->rows.items[i].running == 0 || i == insider)
            continue;
        assert_true(attack_finds_hours(&(struct hours_attack){table, insider, i, 1}));
        assert_true(attack_finds_hours(&(struct hours_attack){table, insider, i, HOURS_MOST}));
        *attempts += 2;
    }
}

void attack_hours(const struct publication *table, size_t *attempts)
{
    attack_hours_of(table, PUBLISH_NONE, attempts);
    for (uint32_t i = 1; i < table->rows.count; i++)
        if (table_is_leaf(table, i))
            attack_hours_of(table, i, attempts);
}
