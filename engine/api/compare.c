/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/compare.h"

#include <string.h>

#include "core/limits.h"
#include "core/shown.h"

enum { SHOWN_BYTES = 60, BEFORE_BYTES = 20 };

/* What can be shown of a piece of a file of which nothing is known; no character is cut in two. */
static const char *show(struct arena *arena, struct text piece)
{
    if (piece.length > SHOWN_BYTES) {
        piece.length = SHOWN_BYTES;
        while (piece.length > SHOWN_BYTES - 4 &&
               ((unsigned char)piece.at[piece.length] & 0xc0) == 0x80)
            piece.length--;
    }
    return shown_copy(arena, piece);
}

/* ---- any text ---- */

static uint32_t count_lines(const char *at, size_t length)
{
    uint32_t lines = 0;

    for (size_t i = 0; i < length; i++)
        lines += at[i] == '\n';
    return lines;
}

/* What stands in the line around a byte. */
static struct text around(struct text text, size_t at)
{
    size_t from = at;
    size_t to = at;

    while (from > 0 && at - from < BEFORE_BYTES && text.at[from - 1] != '\n')
        from--;
    while (from < at && ((unsigned char)text.at[from] & 0xc0) == 0x80)
        from++;
    while (to < text.length && to - from < SHOWN_BYTES && text.at[to] != '\n')
        to++;
    return (struct text){text.at + from, to - from};
}

static size_t first_difference(struct text old, struct text new)
{
    size_t shorter = old.length < new.length ? old.length : new.length;
    size_t at = 0;

    while (at < shorter && old.at[at] == new.at[at])
        at++;
    return at;
}

enum status compare_texts(struct text old, struct text new, struct arena *arena,
                          struct comparison *out)
{
    size_t at = first_difference(old, new);
    size_t start = at;

    *out = (struct comparison){.same = at == old.length && at == new.length,
                               .beneficiary = "",
                               .action = "",
                               .group = "",
                               .field = ""};
    if (out->same)
        return STATUS_OK;
    while (start > 0 && old.at[start - 1] != '\n')
        start--;
    out->line = 1 + count_lines(old.at, at);
    out->column = at - start < UINT32_MAX ? (uint32_t)(at - start) + 1 : UINT32_MAX;
    out->old = show(arena, around(old, at));
    out->new = show(arena, around(new, at));
    return out->old == NULL || out->new == NULL ? STATUS_MEMORY : STATUS_OK;
}

/* ---- tables ---- */

struct cursor {
    const char *at;
    const char *end;
    uint32_t line;
};

struct row {
    uint32_t line;
    uint32_t count;                   /* of cells; the rest of a longer row is not looked at */
    struct text cells[LIMIT_COLUMNS]; /* as they stand, without the quotes around them */
};

static struct text next_cell(struct cursor *cursor)
{
    const char *start = cursor->at;
    bool quoted = start < cursor->end && *start == '"';
    bool open = quoted;

    cursor->at += quoted;
    while (cursor->at < cursor->end && (open || (*cursor->at != ';' && *cursor->at != '\n'))) {
        cursor->line += *cursor->at == '\n';
        open ^= quoted && *cursor->at == '"';
        cursor->at++;
    }
    struct text cell = {start, (size_t)(cursor->at - start)};
    if (quoted && cell.length >= 2 && cell.at[cell.length - 1] == '"')
        cell = (struct text){cell.at + 1, cell.length - 2};
    return cell;
}

static bool next_row(struct cursor *cursor, struct row *row)
{
    bool more = true;

    row->line = cursor->line;
    row->count = 0;
    if (cursor->at == cursor->end)
        return false;
    while (more) {
        struct text cell = next_cell(cursor);
        if (row->count < LIMIT_COLUMNS)
            row->cells[row->count++] = cell;
        more = cursor->at < cursor->end && *cursor->at == ';';
        cursor->at += more;
    }
    if (cursor->at < cursor->end) {
        cursor->at++;
        cursor->line++;
    }
    return true;
}

static struct text cell_of(const struct row *header, const struct row *row, const char *column)
{
    for (uint32_t i = 0; i < header->count && i < row->count; i++)
        if (text_is(header->cells[i], column))
            return row->cells[i];
    return (struct text){"", 0};
}

static bool same_cell(struct text a, struct text b)
{
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

static bool same_key(const struct row *header, const struct row *old, const struct row *new)
{
    static const char *const keys[] = {"begunstigde", "actie", "stimulans",
                                       "doelgroep",   "code",  "bestand"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!same_cell(cell_of(header, old, keys[i]), cell_of(header, new, keys[i])))
            return false;
    return true;
}

static enum status tell_row(const struct row *header, const struct row *row, struct arena *arena,
                            struct comparison *out)
{
    struct text action = cell_of(header, row, "actie");

    if (action.length == 0)
        action = cell_of(header, row, "stimulans");
    out->beneficiary = show(arena, cell_of(header, row, "begunstigde"));
    out->action = show(arena, action);
    out->group = show(arena, cell_of(header, row, "doelgroep"));
    return out->beneficiary == NULL || out->action == NULL || out->group == NULL ? STATUS_MEMORY
                                                                                 : STATUS_OK;
}

static const char *const amount_columns[] = {
    "standaardbedrag", "subsidie", "toegekend",  "voorschot",   "saldo",
    "terugvordering",  "bedrag",   "ingehouden", "stimulansen", "betaald",
    "te_betalen",      "uitgaven", "vereist",    "tekort"};
enum { AMOUNT_COLUMNS = sizeof amount_columns / sizeof *amount_columns };

static bool is_amount(struct text column)
{
    for (size_t i = 0; i < AMOUNT_COLUMNS; i++)
        if (text_is(column, amount_columns[i]))
            return true;
    return false;
}

/* The first cell that differs, or the first amount that does; count when none. */
static uint32_t differing_cell(const struct row *header, const struct row *old,
                               const struct row *new, bool amounts)
{
    uint32_t cell = 0;

    while (cell < old->count && (same_cell(old->cells[cell], new->cells[cell]) ||
                                 (amounts && !is_amount(header->cells[cell]))))
        cell++;
    return cell;
}

/* Of two rows that differ: the cell, where it is one of the same row; an amount before others. */
static enum status tell_cell(const struct row *header, const struct row *old, const struct row *new,
                             struct arena *arena, struct comparison *out)
{
    if (old->count != new->count || old->count > header->count || !same_key(header, old, new))
        return tell_row(header, new, arena, out);
    uint32_t cell = differing_cell(header, old, new, true);
    if (cell == old->count)
        cell = differing_cell(header, old, new, false);
    if (cell == old->count)
        return STATUS_OK;
    out->column = cell + 1;
    out->field = show(arena, header->cells[cell]);
    out->old = show(arena, old->cells[cell]);
    out->new = show(arena, new->cells[cell]);
    if (out->field == NULL || out->old == NULL || out->new == NULL)
        return STATUS_MEMORY;
    return tell_row(header, new, arena, out);
}

enum status compare_tables(struct text old, struct text new, struct arena *arena,
                           struct comparison *out)
{
    struct cursor a = {old.at, old.at + old.length, 1};
    struct cursor b = {new.at, new.at + new.length, 1};
    struct row header, row_a, row_b;
    size_t at = first_difference(old, new);
    enum status status = compare_texts(old, new, arena, out);

    if (status != STATUS_OK || out->same || !next_row(&b, &header) || !next_row(&a, &row_a) ||
        a.at > old.at + at) /* the header is not ours */
        return status;
    for (;;) {
        bool more_a = next_row(&a, &row_a);
        bool more_b = next_row(&b, &row_b);
        if (!more_a && !more_b)
            return STATUS_OK;
        if (more_a && more_b && a.at <= old.at + at && b.at <= new.at + at)
            continue; /* all of both rows stands before the first difference */
        if (more_a && more_b)
            return tell_cell(&header, &row_a, &row_b, arena, out);
        return tell_row(&header, more_b ? &row_b : &row_a, arena, out);
    }
}

uint64_t compare_amounts(struct text table)
{
    struct cursor cursor = {table.at, table.at + table.length, 1};
    struct row header, row;
    uint64_t count = 0;

    if (!next_row(&cursor, &header))
        return 0;
    while (next_row(&cursor, &row))
        for (size_t i = 0; i < AMOUNT_COLUMNS; i++)
            count += cell_of(&header, &row, amount_columns[i]).length > 0;
    return count;
}
