/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/layout.h"

#include <stdio.h>
#include <string.h>

#include "ingest/bbc/text.h"

/* Roles that make a class of postings (ingest/bbc/class.h); the others are read row by row. */
static const enum profile_role key_roles[] = {ROLE_KIND,   ROLE_REPORT_YEAR, ROLE_YEAR, ROLE_DATE,
                                              ROLE_STATUS, ROLE_QUARTER,     ROLE_CODE};

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

bool bbc_is_total(const char *cell)
{
    static const char *const words[] = {"totaal", "eindtotaal",  "subtotaal",
                                        "total",  "grand total", "algemeen totaal"};
    size_t length = strlen(cell);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        bool ends = length == size || (length > size && memchr(" :", cell[size], 2) != NULL);
        if (length >= size && ends && bbc_same_word((struct text){cell, size}, words[i]))
            return true;
    }
    return false;
}

/* Columns by the name of their header. */
static void find_columns(struct maker *maker)
{
    struct bbc_layout *layout = maker->layout;
    const struct profile *profile = layout->profile;

    for (int role = 0; role < ROLE_COUNT; role++) {
        const char *name = profile->columns[role].name;
        layout->column[role] = -1;
        if (name == NULL || profile->metadata_role[role])
            continue;
        for (uint32_t i = 0; i < layout->width; i++) {
            if (strcmp(layout->headers[i], name) != 0)
                continue;
            if (layout->column[role] >= 0)
                refuse(maker, FINDING_COLUMN_DUPLICATE, name, NULL);
            layout->column[role] = (int32_t)i;
        }
    }
}

/* What the user declared takes the place of a column that is not there, never of one that is. */
static void check_roles(struct maker *maker)
{
    struct bbc_layout *layout = maker->layout;
    const struct profile *profile = layout->profile;

    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct profile_column *column = &profile->columns[role];
        const char *declared = maker->options->declared[role];
        bool there = layout->column[role] >= 0;
        for (uint32_t i = 0; i < layout->value_count; i++)
            there |= layout->values[i].fixed[role] != NULL;
        if (role == ROLE_AMOUNT)
            continue;
        if (there && declared != NULL)
            refuse(maker, FINDING_BBC_COLUMN_SET, profile_role_name((enum profile_role)role),
                   column->name);
        if (!there && declared == NULL && column->name != NULL && column->required)
            refuse(maker, FINDING_BBC_COLUMN, profile_role_name((enum profile_role)role),
                   column->name);
        layout->fixed[role] = there ? NULL : declared;
    }
    if (layout->column[ROLE_NIS] < 0 && layout->fixed[ROLE_NIS] == NULL &&
        layout->column[ROLE_NAME] < 0 && !profile->columns[ROLE_NIS].required)
        refuse(maker, FINDING_BBC_COLUMN, "nis", profile->columns[ROLE_NIS].name);
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
    struct bbc_value_column *value = values_new(maker, 1);
    int32_t column = maker->layout->column[ROLE_AMOUNT];

    if (value == NULL)
        return STATUS_MEMORY;
    if (column < 0) {
        refuse(maker, FINDING_COLUMN_MISSING, maker->layout->profile->columns[ROLE_AMOUNT].name,
               NULL);
        return STATUS_OK;
    }
    value->column = (uint32_t)column;
    maker->layout->value_count = 1;
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
    const char *pattern = layout->profile->columns[ROLE_AMOUNT].name;
    struct bbc_value_column *values = values_new(maker, layout->width);

    if (values == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < layout->width; i++) {
        const char *year = year_in(maker, layout->headers[i], pattern);
        if (year == NULL)
            continue;
        for (uint32_t j = 0; j < layout->value_count; j++)
            if (strcmp(values[j].fixed[ROLE_YEAR], year) == 0)
                refuse(maker, FINDING_COLUMN_DUPLICATE, layout->headers[i], NULL);
        values[layout->value_count].column = i;
        values[layout->value_count++].fixed[ROLE_YEAR] = year;
    }
    if (layout->value_count == 0)
        refuse(maker, FINDING_COLUMN_MISSING, pattern, NULL);
    return STATUS_OK;
}

/* The row of metadata with this label before the first value; NULL: none. */
static const struct bbc_cells *metadata_row(const struct maker *maker, const char *label,
                                            uint32_t *labels_end)
{
    for (size_t i = 0; i + 1 < maker->row_count; i++)
        for (uint32_t j = 0; j < maker->rows[i].count; j++) {
            if (*maker->rows[i].at[j] == '\0')
                continue;
            if (strcmp(maker->rows[i].at[j], label) != 0)
                break;
            if (j + 1 > *labels_end)
                *labels_end = j + 1;
            return &maker->rows[i];
        }
    return NULL;
}

/* Reads the metadata above one column. False: the column is no value. */
static bool read_metadata(struct maker *maker, const struct bbc_cells *const rows[ROLE_COUNT],
                          uint32_t column, struct bbc_value_column *value)
{
    const struct profile *profile = maker->layout->profile;
    char name[24];

    value->column = column;
    for (int role = 0; role < ROLE_COUNT; role++) {
        if (rows[role] == NULL)
            continue;
        const char *cell = column < rows[role]->count ? rows[role]->at[column] : "";
        if (bbc_is_total(cell) || bbc_is_total(maker->layout->headers[column])) {
            refuse(maker, FINDING_BBC_TOTAL_COLUMN, bbc_column_name(maker->layout, column, name),
                   NULL);
            return false;
        }
        if (*cell == '\0' && profile->columns[role].required)
            refuse(maker, FINDING_BBC_VALUE_COLUMN, bbc_column_name(maker->layout, column, name),
                   profile->columns[role].name);
        value->fixed[role] = cell;
    }
    return true;
}

static enum status find_values_matrix(struct maker *maker)
{
    struct bbc_layout *layout = maker->layout;
    const struct profile *profile = layout->profile;
    const struct bbc_cells *rows[ROLE_COUNT] = {NULL};
    struct bbc_value_column *values = values_new(maker, layout->width);
    uint32_t first = 0;

    if (values == NULL)
        return STATUS_MEMORY;
    for (int role = 0; role < ROLE_COUNT; role++)
        if (profile->metadata_role[role])
            rows[role] = metadata_row(maker, profile->columns[role].name, &first);
    for (int role = 0; role < ROLE_COUNT; role++)
        if (layout->column[role] >= 0 && (uint32_t)layout->column[role] + 1 > first)
            first = (uint32_t)layout->column[role] + 1;
    for (uint32_t i = first; i < layout->width; i++)
        if (read_metadata(maker, rows, i, &values[layout->value_count]))
            layout->value_count++;
        else
            values[layout->value_count] = (struct bbc_value_column){0};
    if (layout->value_count == 0)
        refuse(maker, FINDING_COLUMN_MISSING, profile->columns[ROLE_YEAR].name, NULL);
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

enum status bbc_layout_make(const struct bbc_options *options, const char *file,
                            const struct bbc_cells *rows, size_t row_count, struct arena *arena,
                            struct diag_list *diags, struct bbc_layout *out)
{
    struct maker maker = {options, rows, row_count, arena, diags, out, NULL};
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);

    *out = (struct bbc_layout){
        .profile = options->profile,
        .file = file,
        .headers = rows[row_count - 1].at,
        .width = rows[row_count - 1].count,
    };
    find_columns(&maker);
    enum status status = find_values(&maker);
    if (status != STATUS_OK)
        return status;
    find_variants(out, maker.values);
    check_roles(&maker);
    find_keys(out);
    return diag_count_of(diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}
