/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/explain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "ingest/bbc/adjust.h"
#include "ingest/bbc/class.h"
#include "ingest/bbc/head.h"
#include "ingest/bbc/posting.h"
#include "ingest/bbc/text.h"

enum { LABEL_BYTES = 14, SHOWN_BYTES = 70 };

struct explain { /* where it goes, and in which language */
    struct bbc_buffer *out;
    enum language language;
};

static void say(const struct explain *to, const char *nl, const char *en)
{
    bbc_put_word(to->out, to->language == LANGUAGE_NL ? nl : en);
}

static void label(struct bbc_buffer *out, const char *word)
{
    size_t length = strlen(word);

    bbc_put_word(out, "  ");
    bbc_put_word(out, word);
    for (; length < LABEL_BYTES; length++)
        bbc_put(out, " ", 1);
}

/* A piece of a value, as it can be shown; what is too long is cut. */
static void put_shown(struct bbc_buffer *out, const char *value)
{
    size_t length = strlen(value);
    size_t shown = length < SHOWN_BYTES ? length : SHOWN_BYTES;

    while (shown < length && ((unsigned char)value[shown] & 0xc0) == 0x80)
        shown--;
    bbc_put_shown(out, (struct text){value, shown});
    if (shown < length)
        bbc_put_word(out, "…");
}

/* What a column is called: by its header, or by its number. */
static void put_column(const struct explain *to, const struct bbc_layout *layout, uint32_t column)
{
    if (*layout->headers[column] != '\0') {
        bbc_put_shown_word(to->out, layout->headers[column]);
        return;
    }
    say(to, "kolom ", "column ");
    bbc_put_number(to->out, (uint64_t)column + 1);
}

static void put_roles(const struct explain *to, const struct bbc_layout *layout)
{
    struct bbc_buffer *out = to->out;

    say(to, "kolommen\n", "columns\n");
    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct profile_column *column = &layout->profile->columns[role];
        if (role == ROLE_AMOUNT || (column->name == NULL && layout->fixed[role] == NULL))
            continue;
        label(out, profile_role_name((enum profile_role)role));
        if (layout->column[role] >= 0) {
            say(to, "kolom ", "column ");
            bbc_put_number(out, (uint64_t)layout->column[role] + 1);
            bbc_put_word(out, ": ");
            put_column(to, layout, (uint32_t)layout->column[role]);
        } else if (layout->fixed[role] != NULL) {
            bbc_put_word(out, "--set: ");
            bbc_put_shown_word(out, layout->fixed[role]);
        } else {
            bool metadata = layout->labels[role] != NULL;
            say(to, metadata ? "metadata: " : "niet in de export: ",
                metadata ? "metadata: " : "not in the export: ");
            bbc_put_shown_word(out, column->name);
        }
        bbc_put_word(out, "\n");
    }
    label(out, to->language == LANGUAGE_NL ? "bedragen" : "amounts");
    bbc_put_number(out, layout->value_count);
    say(to, layout->value_count == 1 ? " kolom\n" : " kolommen\n",
        layout->value_count == 1 ? " column\n" : " columns\n");
}

/* What would become of the posting: of its class, or of an amount that cannot be read. */
static void put_place(const struct explain *to, const struct bbc_class *class,
                      enum bbc_amount amount)
{
    bool accepted = class->place == BBC_ACCEPTED;
    bool empty = accepted && amount == BBC_AMOUNT_EMPTY;

    if (accepted && amount == BBC_AMOUNT_OK) {
        say(to, "telt mee", "counts");
    } else if (class->place == BBC_SKIPPED || empty) {
        say(to, "telt niet mee: ", "does not count: ");
        bbc_put_word(to->out, bbc_skip_name(empty ? BBC_SKIP_EMPTY : class->skip));
    } else {
        say(to, "wordt verworpen: ", "is rejected: ");
        bbc_put_word(to->out, finding_code(accepted ? bbc_amount_finding(amount) : class->finding));
    }
}

static struct text cell_of(const struct bbc_cells *cells, int32_t column)
{
    return (struct text){cells->at[column], strlen(cells->at[column])};
}

/* The amount of a row, as ingest/bbc/adjust.c makes it. */
static enum bbc_amount read_cells(const struct bbc_layout *layout, const struct bbc_cells *cells,
                                  uint32_t column, int64_t *cents)
{
    const struct profile *profile = layout->profile;
    int64_t off = 0;
    enum bbc_amount amount = bbc_amount_read(profile, cell_of(cells, (int32_t)column), cents);

    if (layout->column[ROLE_CREDIT] >= 0) {
        enum bbc_amount credit =
            bbc_amount_read(profile, cell_of(cells, layout->column[ROLE_CREDIT]), &off);
        if (amount != BBC_AMOUNT_OK && amount != BBC_AMOUNT_EMPTY)
            return amount;
        if (credit != BBC_AMOUNT_OK && credit != BBC_AMOUNT_EMPTY)
            return credit;
        amount = bbc_amount_less(amount, cents, credit, off);
    }
    if (amount == BBC_AMOUNT_OK && layout->column[ROLE_SIGN] >= 0)
        amount = bbc_amount_sign(profile, cell_of(cells, layout->column[ROLE_SIGN]), cents);
    if (profile->inverted)
        *cents = -*cents;
    return amount;
}

static void put_value(const struct explain *to, const struct bbc_layout *layout,
                      struct bbc_classes *classes, const struct bbc_cells *cells,
                      const struct text *keys, const struct bbc_value_column *value)
{
    struct bbc_buffer *out = to->out;
    const char *cell = cells->at[value->column];
    const struct bbc_class *class = bbc_class_by_keys(classes, keys, value);
    int64_t cents = 0;

    if (class == NULL)
        return;
    label(out, to->language == LANGUAGE_NL ? "bedrag" : "amount");
    put_column(to, layout, value->column);
    bbc_put_word(out, " '");
    put_shown(out, cell);
    bbc_put_word(out, "' = ");
    enum bbc_amount amount = read_cells(layout, cells, value->column, &cents);
    if (amount == BBC_AMOUNT_OK)
        bbc_put_money(out, cents);
    else
        say(to, amount == BBC_AMOUNT_EMPTY ? "leeg" : "geen bedrag",
            amount == BBC_AMOUNT_EMPTY ? "empty" : "no amount");
    say(to, "; boekjaar ", "; fiscal year ");
    if (class->year == 0)
        say(to, "onbekend", "unknown");
    else
        bbc_put_number(out, class->year);
    if (class->quarter != 0) {
        say(to, ", kwartaal ", ", quarter ");
        bbc_put_number(out, class->quarter);
    }
    bbc_put_word(out, "; ");
    put_place(to, class, amount);
    bbc_put_word(out, "\n");
}

/* What a role holds in this row. */
static void put_role(const struct explain *to, const struct bbc_layout *layout,
                     const struct bbc_cells *cells, enum profile_role role)
{
    struct bbc_buffer *out = to->out;
    const char *cell = cells->at[layout->column[role]];
    const char *block = layout->profile->columns[role].block;
    struct text found;

    label(out, profile_role_name(role));
    if (block == NULL)
        put_shown(out, cell);
    else if (bbc_block_find((struct text){cell, strlen(cell)}, block, &found))
        bbc_put_shown(out, found);
    else
        say(to, "(niet gevonden in het tekstblok)", "(not found in the block of text)");
    if (role == ROLE_NIS && !text_is_nis((struct text){cell, strlen(cell)}))
        say(to, " (geen NIS-code)", " (no NIS code)");
    bbc_put_word(out, "\n");
}

static bool has_total(const struct bbc_cells *cells)
{
    for (uint32_t i = 0; i < cells->count; i++)
        if (bbc_is_total(cells->at[i]))
            return true;
    return false;
}

static void put_row(const struct explain *to, const struct bbc_layout *layout,
                    struct bbc_classes *classes, const struct split_chunk *chunk,
                    const struct bbc_cells *cells)
{
    struct bbc_buffer *out = to->out;
    struct text keys[ROLE_COUNT];

    say(to, "\nlijn ", "\nline ");
    bbc_put_number(out, chunk->first_line);
    bbc_put_word(out, "\n");
    if (cells->count != layout->width) {
        say(to, "  geen rij: ", "  no row: ");
        bbc_put_number(out, cells->count);
        say(to, " velden in plaats van ", " fields instead of ");
        bbc_put_number(out, layout->width);
        bbc_put_word(out, "\n");
        return;
    }
    if (has_total(cells)) {
        say(to, "  wordt verworpen: ", "  is rejected: ");
        bbc_put_word(out, finding_code(FINDING_BBC_TOTAL_ROW));
        bbc_put_word(out, "\n");
        return;
    }
    for (int role = 0; role < ROLE_COUNT; role++)
        if (role != ROLE_AMOUNT && layout->column[role] >= 0)
            put_role(to, layout, cells, (enum profile_role)role);
    for (uint32_t i = 0; i < layout->key_count; i++) {
        const char *cell = cells->at[layout->column[layout->keys[i]]];
        keys[i] = (struct text){cell, strlen(cell)};
    }
    for (uint32_t i = 0; i < layout->value_count; i++)
        put_value(to, layout, classes, cells, keys, &layout->values[i]);
}

static enum status explain_rows(const struct bbc_options *options, const struct bbc_layout *layout,
                                struct splitter *splitter, struct arena *arena,
                                struct bbc_buffer *out)
{
    const struct explain to = {out, options->language};
    struct bbc_options utf8 = *options; /* the cells are decoded already */
    struct profile profile = *options->profile;
    struct split_chunk chunk = {0};
    struct bbc_cells cells;
    enum status status = STATUS_OK;

    profile.encoding = PROFILE_UTF8;
    profile.quote = '\0'; /* and out of their quotes */
    utf8.profile = &profile;
    struct bbc_layout decoded = *layout;
    decoded.profile = &profile;
    struct bbc_classes *classes = bbc_classes_new(&utf8, &decoded);
    if (classes == NULL)
        return STATUS_MEMORY;
    for (int i = 0; i < BBC_EXPLAIN_ROWS && status == STATUS_OK; i++) {
        status = splitter_next(splitter, 1, &chunk);
        if (status != STATUS_OK || chunk.kind == SPLIT_END)
            break;
        if (chunk.kind != SPLIT_RECORDS) {
            say(&to, "\neen regel met verkeerde aanhalingstekens\n",
                "\na line with wrong quotes\n");
            continue;
        }
        status = bbc_cells_read(options, &chunk, arena, &cells);
        if (status == STATUS_OK) {
            put_row(&to, &decoded, classes, &chunk, &cells);
        } else if (status == STATUS_SYNTAX) {
            say(&to, "\neen rij die niet in de codering van het profiel staat\n",
                "\na row that is not in the encoding of the profile\n");
            status = STATUS_OK;
        }
    }
    split_chunk_free(&chunk);
    bbc_classes_free(classes);
    return status;
}

enum status bbc_explain(const struct bbc_options *options, const char *path,
                        struct diag_list *diags, struct bbc_buffer *out)
{
    struct bbc_source *source = calloc(1, sizeof *source);
    struct splitter splitter = {0};
    struct bbc_layout layout;
    struct arena *arena = arena_new();
    enum status status = source == NULL || arena == NULL ? STATUS_MEMORY : STATUS_OK;

    if (status == STATUS_OK) {
        const char *slash = strrchr(path, '/');
        struct bbc_head head = {.options = options,
                                .source = source,
                                .splitter = &splitter,
                                .arena = arena,
                                .diags = diags,
                                .file = slash == NULL ? path : slash + 1};
        source->fd = -1;
        status = bbc_head_read(&head, path, &layout);
    }
    if (status == STATUS_OK) {
        put_roles(&(struct explain){out, options->language}, &layout);
        status = explain_rows(options, &layout, &splitter, arena, out);
    }
    int why = errno;
    splitter_close(&splitter);
    if (source != NULL)
        bbc_source_close(source);
    free(source);
    arena_free(arena);
    errno = why;
    return status == STATUS_OK && out->lost ? STATUS_MEMORY : status;
}
