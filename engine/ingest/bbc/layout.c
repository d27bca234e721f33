/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/bbc/columns.h"
#include "ingest/bbc/roles.h"
#include "ingest/bbc/text.h"

/* Roles that make a class of postings (ingest/bbc/class.h); the others are read row by row. */
static const enum profile_role key_roles[] = {
    ROLE_KIND,   ROLE_REPORT_YEAR, ROLE_YEAR,    ROLE_DATE,  ROLE_STATUS,
    ROLE_RECENT, ROLE_QUARTER,     ROLE_MEASURE, ROLE_BOOKS, ROLE_CODE};

struct maker {
    const struct bbc_options *options;
    const struct bbc_cells *rows; /* the last one is the header */
    size_t row_count;
    struct arena *arena;
    struct diag_list *diags;
    struct bbc_layout *layout;
    struct bbc_value_column *values; /* of the layout, while they are made */
};

static void refuse(struct maker *maker, enum finding finding, const char *a, const char *b)
{
    diag_add(maker->diags, finding, (struct source_pos){maker->layout->file, 0, 0},
             (struct diag_subject){0}, a, b, NULL);
}

const char *bbc_column_name(const struct bbc_layout *layout, uint32_t column, char buffer[24])
{
    if (column < layout->width && *layout->headers[column] != '\0')
        return layout->headers[column];
    snprintf(buffer, 24, "kolom %u", column + 1);
    return buffer;
}

/* The length of the word of a total that a cell begins with; 0: none. */
static size_t total_word(const char *cell)
{
    static const char *const words[] = {"totaal", "eindtotaal",  "subtotaal",
                                        "total",  "grand total", "algemeen totaal"};
    size_t length = strlen(cell);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        bool ends = length == size || (length > size && memchr(" :", cell[size], 2) != NULL);
        if (length >= size && ends && bbc_same_word((struct text){cell, size}, words[i]))
            return size;
    }
    return 0;
}

bool bbc_is_total(const char *cell)
{
    size_t size = total_word(cell);

    return size > 0 && (cell[size] == '\0' || strcmp(cell + size, ":") == 0);
}

bool bbc_begins_total(const char *cell)
{
    return total_word(cell) > 0;
}

/* Columns by the name of their header. */
static void find_columns(struct maker *maker)
{
    struct bbc_layout *layout = maker->layout;
    const struct profile *profile = layout->profile;

    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct profile_column *column = &profile->columns[role];
        layout->column[role] = -1;
        if (column->name == NULL || layout->labels[role] != NULL)
            continue;
        for (uint32_t i = 0; i < layout->width; i++) {
            if (!profile_has_name(column->names, layout->headers[i]))
                continue;
            if (layout->column[role] >= 0)
                refuse(maker, FINDING_COLUMN_DUPLICATE, layout->headers[i], NULL);
            layout->column[role] = (int32_t)i;
        }
    }
}

bool bbc_layout_says(const struct bbc_layout *layout, enum profile_role role)
{
    if (layout->column[role] >= 0 || layout->labels[role] != NULL)
        return true;
    for (uint32_t i = 0; i < layout->value_count; i++)
        if (layout->values[i].fixed[role] != NULL)
            return true;
    return false;
}

static struct bbc_value_column *values_new(struct maker *maker, uint32_t count)
{
    struct bbc_value_column *values = arena_alloc(maker->arena, count * sizeof *values);

    maker->values = values;
    maker->layout->values = values;
    maker->layout->value_count = 0;
    return values;
}

static enum status find_value_long(struct maker *maker)
{
    struct bbc_layout *layout = maker->layout;
    struct bbc_value_column *value = values_new(maker, 1);
    bool two = layout->profile->columns[ROLE_DEBIT].name != NULL;
    const enum profile_role roles[] = {two ? ROLE_DEBIT : ROLE_AMOUNT, ROLE_CREDIT};

    if (value == NULL)
        return STATUS_MEMORY;
    for (int i = 0; i < 1 + two; i++)
        if (layout->column[roles[i]] < 0)
            refuse(maker, FINDING_COLUMN_MISSING, layout->profile->columns[roles[i]].name, NULL);
    if (layout->column[roles[0]] < 0)
        return STATUS_OK;
    value->column = (uint32_t)layout->column[roles[0]];
    layout->value_count = 1;
    return STATUS_OK;
}

/* The year in a header such as "2026,Uitgave" for the pattern "{jaar},Uitgave"; NULL: another. */
static const char *year_in(struct maker *maker, const char *header, const char *pattern)
{
    const char *mark = strstr(pattern, "{jaar}");
    size_t before = (size_t)(mark - pattern);
    const char *after = mark + strlen("{jaar}");
    size_t length = strlen(header);
    uint32_t year = 0;

    if (length != before + 4 + strlen(after) || memcmp(header, pattern, before) != 0 ||
        strcmp(header + before + 4, after) != 0)
        return NULL;
    if (!bbc_year_read((struct text){header + before, 4}, &year))
        return NULL;
    return arena_copy(maker->arena, header + before, 4);
}

static enum status find_values_wide(struct maker *maker)
{
    struct bbc_layout *layout = maker->layout;
    const struct profile_names patterns = layout->profile->columns[ROLE_AMOUNT].names;
    struct bbc_value_column *values = values_new(maker, layout->width);

    if (values == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < layout->width; i++) {
        const char *year = NULL;
        for (size_t j = 0; j < patterns.count && year == NULL; j++)
            year = year_in(maker, layout->headers[i], patterns.at[j]);
        if (year == NULL)
            continue;
        for (uint32_t j = 0; j < layout->value_count; j++)
            if (strcmp(values[j].fixed[ROLE_YEAR], year) == 0)
                refuse(maker, FINDING_COLUMN_DUPLICATE, layout->headers[i], NULL);
        values[layout->value_count].column = i;
        values[layout->value_count++].fixed[ROLE_YEAR] = year;
    }
    if (layout->value_count == 0)
        refuse(maker, FINDING_COLUMN_MISSING, patterns.at[0], NULL);
    return STATUS_OK;
}

/* The row of metadata with one of these labels before the first value; NULL: none. */
static const struct bbc_cells *metadata_row(const struct maker *maker, struct profile_names labels)
{
    for (size_t i = 0; i + 1 < maker->row_count; i++) {
        const struct bbc_cells *row = &maker->rows[i];
        uint32_t j = bbc_first_filled(row);
        if (j < row->count && profile_has_name(labels, row->at[j]))
            return row;
    }
    return NULL;
}

/* What the profile calls metadata stands above the header; where it does not, it may be a column.
 */
static void find_labels(struct maker *maker)
{
    const struct profile *profile = maker->layout->profile;

    for (int role = 0; role < ROLE_COUNT; role++)
        if (profile->metadata_role[role])
            maker->layout->labels[role] = metadata_row(maker, profile->columns[role].names);
}

/* The first column behind the labels of metadata and the columns that have a role. */
static uint32_t first_value(const struct bbc_layout *layout)
{
    uint32_t first = 0;

    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct bbc_cells *row = layout->labels[role];
        uint32_t label = row == NULL ? 0 : bbc_first_filled(row) + 1;
        uint32_t column = (uint32_t)(layout->column[role] + 1);
        first = label > first ? label : first;
        first = column > first ? column : first;
    }
    return first;
}

static const char *cell_at(const struct bbc_cells *row, uint32_t column)
{
    return column < row->count ? row->at[column] : "";
}

/* The word of a total above a column, in whatever row, or in its header; NULL: none. */
static const char *total_above(const struct maker *maker, uint32_t column)
{
    for (size_t i = 0; i + 1 < maker->row_count; i++)
        if (column > bbc_first_filled(&maker->rows[i]) &&
            bbc_begins_total(cell_at(&maker->rows[i], column)))
            return cell_at(&maker->rows[i], column);
    const char *header = maker->layout->headers[column];
    return bbc_begins_total(header) ? header : NULL;
}

static bool refuse_total(struct maker *maker, uint32_t column)
{
    const char *word = total_above(maker, column);
    char name[24];

    if (word == NULL)
        return false;
    maker->layout->uses[column].unread = "totaal";
    bool named = *maker->layout->headers[column] != '\0';
    refuse(maker, FINDING_BBC_TOTAL_COLUMN,
           named ? word : bbc_column_name(maker->layout, column, name), NULL);
    return true;
}

/* Whether any column from first on has something in a row of metadata. */
static bool says_anything(const struct bbc_layout *layout, const struct bbc_cells *row,
                          uint32_t first)
{
    for (uint32_t i = first; i < layout->width; i++)
        if (*cell_at(row, i) != '\0')
            return true;
    return false;
}

/* A column without a key that other columns have. */
static void refuse_empty(struct maker *maker, uint32_t column, enum profile_role role)
{
    const struct bbc_layout *layout = maker->layout;
    char name[24];
    char place[COUNT_TEXT_BYTES];

    maker->layout->uses[column].unread = "sleutel-leeg";
    text_format_count_plain((int64_t)column + 1, place);
    diag_add(maker->diags, FINDING_BBC_EMPTY_COLUMN, (struct source_pos){layout->file, 0, 0},
             (struct diag_subject){0}, bbc_column_name(layout, column, name),
             layout->profile->columns[role].name, place);
}

/* Reads the metadata above one column. False: the column is no value. */
static bool read_metadata(struct maker *maker, uint32_t column, uint32_t first,
                          struct bbc_value_column *value)
{
    const struct profile *profile = maker->layout->profile;
    const struct bbc_cells *const *rows = maker->layout->labels;
    char name[24];

    if (refuse_total(maker, column))
        return false;
    value->column = column;
    for (int role = 0; role < ROLE_COUNT; role++) {
        const char *cell = rows[role] == NULL ? "" : cell_at(rows[role], column);
        if (rows[role] == NULL)
            continue;
        value->fixed[role] = cell;
        if (*cell != '\0')
            continue;
        if (says_anything(maker->layout, rows[role], first)) {
            refuse_empty(maker, column, (enum profile_role)role);
            return false;
        }
        if (profile->columns[role].required)
            refuse(maker, FINDING_BBC_VALUE_COLUMN, bbc_column_name(maker->layout, column, name),
                   profile->columns[role].name);
    }
    return true;
}

static enum status find_values_matrix(struct maker *maker)
{
    struct bbc_layout *layout = maker->layout;
    struct bbc_value_column *values = values_new(maker, layout->width);
    uint32_t first = first_value(layout);

    if (values == NULL)
        return STATUS_MEMORY;
    bool measured = bbc_columns_measure(layout, maker->rows, first, maker->diags);
    for (uint32_t i = first; i < layout->width; i++)
        if (layout->uses[i].unread == NULL &&
            read_metadata(maker, i, first, &values[layout->value_count]))
            layout->value_count++;
        else
            values[layout->value_count] = (struct bbc_value_column){0};
    if (layout->value_count == 0 && measured)
        refuse(maker, FINDING_COLUMN_MISSING, layout->profile->columns[ROLE_YEAR].name, NULL);
    return STATUS_OK;
}

static bool same_variant(const struct bbc_value_column *a, const struct bbc_value_column *b)
{
    for (size_t i = 0; i < sizeof key_roles / sizeof *key_roles; i++) {
        const char *one = a->fixed[key_roles[i]];
        const char *other = b->fixed[key_roles[i]];
        if ((one == NULL) != (other == NULL) || (one != NULL && strcmp(one, other) != 0))
            return false;
    }
    return true;
}

/* The variant of a column is the first column that is like it; most stand beside theirs. */
static void find_variants(const struct bbc_layout *layout, struct bbc_value_column *values)
{
    for (uint32_t i = 0; i < layout->value_count; i++) {
        uint32_t j = i == 0 ? 0 : values[i - 1].variant;
        if (!same_variant(&values[i], &values[j]))
            for (j = 0; !same_variant(&values[i], &values[j]);)
                j++;
        values[i].variant = j;
    }
}

static enum status find_values(struct maker *maker)
{
    switch (maker->layout->profile->shape) {
    case PROFILE_LONG:
        return find_value_long(maker);
    case PROFILE_WIDE:
        return find_values_wide(maker);
    case PROFILE_MATRIX:
        return find_values_matrix(maker);
    }
    return STATUS_BROKEN;
}

/* The key columns from left to right, and where they touch. */
static void find_keys(struct bbc_layout *layout)
{
    for (uint32_t column = 0; column < layout->width; column++)
        for (size_t i = 0; i < sizeof key_roles / sizeof *key_roles; i++) {
            if (layout->column[key_roles[i]] != (int32_t)column)
                continue;
            struct bbc_span *last = &layout->spans[layout->span_count];
            if (layout->span_count > 0 && last[-1].last + 1 >= column)
                last[-1].last = column;
            else
                layout->spans[layout->span_count++] = (struct bbc_span){column, column};
            layout->keys[layout->key_count++] = key_roles[i];
        }
}

static int compare_headers(const void *a, const void *b, void *context)
{
    const struct bbc_layout *layout = context;
    const char *const *names = layout->headers;
    const uint32_t one = *(const uint32_t *)a;
    const uint32_t other = *(const uint32_t *)b;
    int order = strcmp(names[one], names[other]);

    return order != 0 ? order : (one > other) - (one < other);
}

/* Rows are compared in the order of the headers: another export may have another one. */
static enum status order_columns(struct bbc_layout *layout, struct arena *arena)
{
    uint32_t *order = arena_alloc(arena, layout->width * sizeof *order);

    uint32_t *rank = arena_alloc(arena, layout->width * sizeof *rank);

    if (order == NULL || rank == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < layout->width; i++)
        order[i] = i;
    qsort_r(order, layout->width, sizeof *order, compare_headers, layout);
    for (uint32_t i = 0; i < layout->width; i++)
        rank[order[i]] = i;
    layout->by_name = order;
    layout->rank = rank;
    return STATUS_OK;
}

/* What every row costs is decided once. */
static void find_ways(struct bbc_layout *layout)
{
    const struct profile *profile = layout->profile;
    static const enum profile_role keys[] = {ROLE_NAME,   ROLE_REPORT_YEAR, ROLE_STATUS,
                                             ROLE_RECENT, ROLE_QUARTER,     ROLE_ACTION};

    layout->fast_amounts = profile->decimal == ',' && profile->scale == 0 &&
                           (profile->grouping & GROUPING_POINT) != 0;
    layout->adjusted = profile->inverted || layout->column[ROLE_CREDIT] >= 0 ||
                       layout->column[ROLE_SIGN] >= 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        layout->keyed |= profile->columns[keys[i]].required && layout->column[keys[i]] >= 0;
}

enum status bbc_layout_make(const struct bbc_options *options, const char *file,
                            const struct bbc_cells *rows, size_t row_count, struct arena *arena,
                            struct diag_list *diags, struct bbc_layout *out)
{
    struct bbc_cells *kept = arena_alloc(arena, row_count * sizeof *kept);
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);

    if (kept == NULL)
        return STATUS_MEMORY;
    memcpy(kept, rows, row_count * sizeof *kept);
    struct maker maker = {options, kept, row_count, arena, diags, out, NULL};
    *out = (struct bbc_layout){
        .profile = options->profile,
        .file = file,
        .headers = rows[row_count - 1].at,
        .width = rows[row_count - 1].count,
    };
    find_labels(&maker);
    find_columns(&maker);
    enum status status = bbc_columns_start(out, kept, row_count, arena);
    if (status == STATUS_OK)
        status = find_values(&maker);
    if (status == STATUS_OK)
        status = order_columns(out, arena);
    if (status != STATUS_OK)
        return status;
    find_variants(out, maker.values);
    bbc_roles_check(options, out, diags);
    find_keys(out);
    find_ways(out);
    bbc_columns_finish(out, diags);
    return diag_count_of(diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}
