/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed in what two runs were made from. */
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "run/diff/part.h"

/* ---- rows of the dossier ---- */

/* Whether each row has found its counterpart, and where rows stand: by table and line. */
struct matching {
    struct diffing *d;
    bool *matched[2];
    struct id_map *at[2];
};

static uint64_t place_of(const struct diff_row *row)
{
    return (uint64_t)(uintptr_t)row->table << 32 ^ row->line;
}

static bool same_cells(const struct diff_row *a, const struct diff_row *b)
{
    for (size_t i = 0; i < DIFF_CELLS; i++)
        if (strcmp(a->cells[i], b->cells[i]) != 0)
            return false;
    return true;
}

static bool is_strong(const struct diff_table *table, const char *column)
{
    size_t length = strlen(column);

    for (const char *at = table->strong; *at != '\0'; at += strcspn(at, " ") + 1)
        if (strncmp(at, column, length) == 0 && at[length] == ' ')
            return true;
    return false;
}

static struct diff_change change_of(const struct diff_row *row, enum diff_kind kind)
{
    return (struct diff_change){.key = row->key,
                                .bears_on = row->table->bears_on,
                                .strong = true,
                                .cause = {.kind = kind,
                                          .file = row->table->file,
                                          .column = "",
                                          .old = "",
                                          .new = "",
                                          .source = "",
                                          .passage = ""}};
}

static void add_cell(struct diffing *d, const struct diff_row *old, const struct diff_row *new,
                     struct diff_key key, const char *column, const char *from, const char *to,
                     bool strong)
{
    struct diff_change change = change_of(old, DIFF_CELL);

    change.key = key;
    change.strong = strong;
    change.cause.old_line = old->line;
    change.cause.new_line = new->line;
    change.cause.column = column;
    change.cause.old = from;
    change.cause.new = to;
    diff_add_change(d, change);
}

static void add_cells(struct diffing *d, const struct diff_row *old, const struct diff_row *new)
{
    const struct diff_table *table = old->table;

    for (size_t i = 0; i < DIFF_CELLS && table->columns[i] != NULL; i++)
        if (strcmp(old->cells[i], new->cells[i]) != 0)
            add_cell(d, old, new, old->key, table->columns[i], old->cells[i], new->cells[i],
                     is_strong(table, table->columns[i]));
}

/* The cells of a row in one text: "eind, 2025-10-08, 512". */
static const char *row_text(struct diffing *d, const struct diff_row *row)
{
    size_t length = 1;

    for (size_t i = 0; i < DIFF_CELLS; i++)
        length += strlen(row->cells[i]) + 2;
    char *text = arena_alloc(d->arena, length);
    if (text == NULL) {
        d->status = STATUS_MEMORY;
        return "";
    }
    for (size_t i = 0, at = 0; i < DIFF_CELLS; i++) {
        size_t size = strlen(row->cells[i]);
        if (size == 0)
            continue;
        if (at > 0) {
            memcpy(text + at, ", ", 2);
            at += 2;
        }
        memcpy(text + at, row->cells[i], size);
        at += size;
    }
    return text;
}

/* The same row, which now counts and did not, or the other way round: that is the date. */
static void add_cutoff(struct diffing *d, const struct diff_row *old, const struct diff_row *new)
{
    struct diff_change change = change_of(old, DIFF_CUTOFF);
    static const char later[] = "later-dan-peildatum";

    if ((strcmp(old->use, later) == 0) == (strcmp(new->use, later) == 0) ||
        strcmp(d->old->cutoff, d->new->cutoff) == 0)
        return;
    change.cause.old_line = old->line;
    change.cause.new_line = new->line;
    change.cause.column = "datum";
    change.cause.old = d->old->cutoff;
    change.cause.new = d->new->cutoff;
    diff_add_change(d, change);
}

/* Rows of one owner and one table: equal ones first, then those of the same line, then in order. */
static void match_equal(struct matching *m, uint32_t from[2], uint32_t to[2])
{
    struct diffing *d = m->d;

    for (uint32_t i = from[0]; i < to[0]; i++) {
        const struct diff_row *old = &d->rows[0].items[i];
        for (uint32_t j = from[1]; j < to[1] && !m->matched[0][i]; j++) {
            const struct diff_row *new = &d->rows[1].items[j];
            if (m->matched[1][j] || !same_cells(old, new))
                continue;
            m->matched[0][i] = m->matched[1][j] = true;
            add_cutoff(d, old, new);
        }
    }
}

/* A series of thousands of rows of one owner would cost its square: those are taken in order. */
enum { MANY = 2000 };

static void match_changed(struct matching *m, uint32_t from[2], uint32_t to[2], bool same_line)
{
    struct diffing *d = m->d;

    for (uint32_t i = from[0], j = from[1]; i < to[0]; i++) {
        const struct diff_row *old = &d->rows[0].items[i];
        if (m->matched[0][i])
            continue;
        while (j < to[1] &&
               (m->matched[1][j] || (same_line && d->rows[1].items[j].line < old->line)))
            j++;
        if (j == to[1])
            return;
        if (same_line && d->rows[1].items[j].line != old->line)
            continue;
        add_cells(d, old, &d->rows[1].items[j]);
        m->matched[0][i] = m->matched[1][j] = true;
    }
}

/* The end of the rows of the same owner and table. */
static uint32_t end_of(const struct diffing *d, int side, uint32_t at)
{
    const struct diff_row *rows = d->rows[side].items;
    uint32_t end = at;

    while (end < d->rows[side].count && rows[end].table == rows[at].table &&
           diff_compare_keys(rows[end].key, rows[at].key) == 0)
        end++;
    return end;
}

static int compare_owners(const struct diffing *d, uint32_t old, uint32_t new)
{
    if (old == d->rows[0].count || new == d->rows[1].count)
        return old == d->rows[0].count ? 1 : -1;
    const struct diff_row *a = &d->rows[0].items[old];
    const struct diff_row *b = &d->rows[1].items[new];
    int order = diff_compare_keys(a->key, b->key);
    return order != 0 ? order : (a->table > b->table) - (a->table < b->table);
}

static void match_rows(struct matching *m)
{
    struct diffing *d = m->d;
    uint32_t at[2] = {0, 0};

    while (at[0] < d->rows[0].count || at[1] < d->rows[1].count) {
        int order = compare_owners(d, at[0], at[1]);
        uint32_t end[2] = {order <= 0 ? end_of(d, 0, at[0]) : at[0],
                           order >= 0 ? end_of(d, 1, at[1]) : at[1]};
        if (end[0] - at[0] <= MANY && end[1] - at[1] <= MANY)
            match_equal(m, at, end);
        if (order == 0) {
            match_changed(m, at, end, true);
            if (end[0] - at[0] == end[1] - at[1]) /* otherwise some came or went */
                match_changed(m, at, end, false);
        }
        at[0] = end[0];
        at[1] = end[1];
    }
}

/* ---- rows that came, went, or went to another ---- */

/* Which of the keys is another: the same row now counts for somebody else. */
static void add_moved(struct diffing *d, const struct diff_row *old, const struct diff_row *new)
{
    const char *const names[] = {
        "begunstigde", strcmp(old->table->file, "stimulansen.csv") == 0 ? "stimulans" : "actie",
        "doelgroep"};
    const char *const from[] = {old->key.beneficiary, old->key.action, old->key.group};
    const char *const to[] = {new->key.beneficiary, new->key.action, new->key.group};

    for (size_t i = 0; i < 3; i++)
        if (strcmp(from[i], to[i]) != 0) {
            add_cell(d, old, new, old->key, names[i], from[i], to[i], true);
            add_cell(d, old, new, new->key, names[i], from[i], to[i], true);
        }
    struct diff_row moved = *old;
    add_cells(d, &moved, new);
    moved.key = new->key;
    add_cells(d, &moved, new);
}

static void add_place(struct matching *m, int side, uint32_t index)
{
    uint32_t found;
    enum status status =
        id_map_add(m->at[side], place_of(&m->d->rows[side].items[index]), index, &found);

    if (status != STATUS_OK)
        m->d->status = status;
}

static void tell_gone(struct matching *m, uint32_t index)
{
    struct diffing *d = m->d;
    const struct diff_row *old = &d->rows[0].items[index];
    uint32_t new = id_map_find(m->at[1], place_of(old));

    m->matched[0][index] = true;
    if (new != MAP_NONE && !m->matched[1][new] &&
        diff_compare_keys(old->key, d->rows[1].items[new].key) != 0) {
        m->matched[1][new] = true;
        add_moved(d, old, &d->rows[1].items[new]);
        return;
    }
    struct diff_change change = change_of(old, DIFF_ROW_GONE);
    change.cause.old_line = old->line;
    change.cause.old = row_text(d, old);
    diff_add_change(d, change);
}

static void tell_added(struct diffing *d, const struct diff_row *new)
{
    struct diff_change change = change_of(new, DIFF_ROW_ADDED);

    change.cause.new_line = new->line;
    change.cause.new = row_text(d, new);
    diff_add_change(d, change);
}

static void find_row_changes(struct matching *m)
{
    struct diffing *d = m->d;

    match_rows(m);
    for (uint32_t j = 0; j < d->rows[1].count; j++)
        if (!m->matched[1][j])
            add_place(m, 1, j);
    for (uint32_t i = 0; i < d->rows[0].count; i++)
        if (!m->matched[0][i])
            tell_gone(m, i);
    for (uint32_t j = 0; j < d->rows[1].count; j++)
        if (!m->matched[1][j])
            tell_added(d, &d->rows[1].items[j]);
}

static int compare_changes(const void *left, const void *right)
{
    const struct diff_change *a = left;
    const struct diff_change *b = right;
    int order = diff_compare_keys(a->key, b->key);

    if (order == 0)
        order = strcmp(a->cause.file, b->cause.file);
    if (order == 0)
        order = (a->cause.old_line > b->cause.old_line) - (a->cause.old_line < b->cause.old_line);
    if (order == 0)
        order = (a->cause.new_line > b->cause.new_line) - (a->cause.new_line < b->cause.new_line);
    if (order == 0)
        order = (a->cause.kind > b->cause.kind) - (a->cause.kind < b->cause.kind);
    return order != 0 ? order : strcmp(a->cause.column, b->cause.column);
}

void diff_find_changes(struct diffing *d)
{
    struct matching m = {.d = d, .at = {NULL, id_map_new()}};

    for (int side = 0; side < 2; side++)
        m.matched[side] = calloc(d->rows[side].count + 1, sizeof *m.matched[side]);
    if (m.matched[0] == NULL || m.matched[1] == NULL || m.at[1] == NULL)
        d->status = STATUS_MEMORY;
    else
        find_row_changes(&m);
    id_map_free(m.at[1]);
    free(m.matched[0]);
    free(m.matched[1]);
    diff_find_rules(d);
    if (d->changes.count > 0)
        qsort(d->changes.items, d->changes.count, sizeof *d->changes.items, compare_changes);
}
