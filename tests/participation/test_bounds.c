/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bounds that the engine computes are compared with every table there is, on small tables. */
#include "participation/bounds.h"

#include "participation_test/attacker.h"
#include "support/random.h"
#include "support/rows.h"

struct search {
    const struct publication *table;
    uint32_t leaves[MOST_ROWS];
    uint32_t leaf_count;
    struct published_row rows[MOST_ROWS];
    struct bounds seen[MOST_ROWS];
};

static void note_table(struct search *s)
{
    if (!table_could_be(s->table, PUBLISH_NONE, s->rows))
        return;
    struct publication copy = table_of(s->rows, s->table->rows.count);
    for (uint32_t i = 0; i < copy.rows.count; i++) {
        copy.rows.items[i].parent = s->table->rows.items[i].parent;
        if (!table_is_leaf(s->table, i))
            copy.rows.items[i].completed = copy.rows.items[i].running = 0;
        copy.rows.items[i].left = 0;
    }
    table_add_up(&copy);
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
        struct publication table = table_random(&seed, 2, 2, 2);
        struct search s = {.table = &table};
        for (uint32_t i = 0; i < table.rows.count; i++) {
            s.seen[i] = (struct bounds){{1000, 1000, 1000}, {-1, -1, -1}};
            if (table_is_leaf(&table, i))
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

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_exact, "the bounds are those of every table there is", NULL);
    return rows_run(rows, "participation/bounds");
}
