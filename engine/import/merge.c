/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New rows behind those that a table of the dossier has. The bytes of the old rows stay. */
#include <stdio.h>
#include <string.h>

#include "import/part.h"
#include "ingest/table/input.h"

static const struct diag_subject nobody = {0};
enum { KEY_SEPARATOR = 0x1f, VALUE_SHOWN_BYTES = 60 };

static bool is_key(const struct merge *merge, uint32_t column)
{
    uint32_t count;
    const struct layout_column *columns = layout_columns(merge->file, &count);
    bool any = false;

    for (uint32_t c = 0; c < count; c++)
        any |= columns[c].key;
    return !any || columns[column].key;
}

/* The text of a key, with numbers and amounts in one form. */
static struct text key_of(const struct merge *merge, const char *const *values, struct arena *arena)
{
    uint32_t count;
    size_t size = 0;
    const struct layout_column *columns = layout_columns(merge->file, &count);

    for (uint32_t c = 0; c < count; c++)
        size += strlen(values[c]) + MONEY_TEXT_BYTES + 1;
    char *at = arena_alloc(arena, size);
    size_t length = 0;
    for (uint32_t c = 0; at != NULL && c < count; c++) {
        struct money money;
        struct text text = {values[c], strlen(values[c])};
        if (!is_key(merge, c))
            continue;
        if (columns[c].kind == COLUMN_MONEY && text_parse_money(text, &money) == STATUS_OK) {
            length += text_format_money_plain(money, at + length);
        } else {
            memcpy(at + length, text.at, text.length);
            length += text.length;
        }
        at[length++] = KEY_SEPARATOR;
    }
    return (struct text){at, length};
}

static enum status know(struct merge *merge, const char *const *values, uint32_t line,
                        struct arena *arena, uint32_t *index)
{
    struct text key = key_of(merge, values, arena);
    uint32_t found = 0;

    *index = merge->known.count;
    if (key.at == NULL)
        return STATUS_MEMORY;
    enum status status = text_map_add(merge->seen, key, merge->known.count, &found);
    if (status != STATUS_OK)
        return status;
    *index = found;
    if (found < merge->known.count)
        return STATUS_OK;
    struct known_row row = {.line = line};
    memcpy(row.values, values, sizeof row.values);
    return VECTOR_PUSH(&merge->known, row);
}

/* ---- the table that is there ---- */

static enum status lay_header(struct merge *merge, const struct sheet *sheet,
                              struct diag_list *diags)
{
    uint32_t count;
    const struct layout_column *columns = layout_columns(merge->file, &count);
    const char *file = dossier_file_name(merge->file);

    for (uint32_t i = 0; i < sheet->cells.count && sheet->cells.items[i].row == 1; i++) {
        merge->width = sheet->cells.items[i].column;
        for (uint32_t c = 0; c < count; c++)
            if (text_is(sheet->cells.items[i].text, columns[c].name))
                merge->source[c] = sheet->cells.items[i].column;
    }
    for (uint32_t c = 0; c < count; c++)
        if (merge->source[c] == 0) {
            diag_add(diags, FINDING_COLUMN_MISSING, (struct source_pos){file, 1, 0}, nobody,
                     columns[c].name, NULL, NULL);
            return STATUS_INVALID;
        }
    return STATUS_OK;
}

static enum status know_rows(struct merge *merge, const struct sheet *sheet, struct arena *arena)
{
    uint32_t count;
    enum status status = STATUS_OK;

    layout_columns(merge->file, &count);
    for (uint32_t at = 0; status == STATUS_OK && at < sheet->cells.count;) {
        const char *values[IMPORT_COLUMNS] = {NULL};
        uint32_t row = sheet->cells.items[at].row;
        uint32_t index;
        for (uint32_t c = 0; c < count; c++)
            values[c] = "";
        for (; at < sheet->cells.count && sheet->cells.items[at].row == row; at++)
            for (uint32_t c = 0; c < count; c++)
                if (merge->source[c] == sheet->cells.items[at].column)
                    values[c] = sheet->cells.items[at].text.at; /* NUL-terminated in the arena */
        if (row == 1)
            continue;
        status = know(merge, values, row, arena, &index);
        if (status == STATUS_OK)
            merge->known.items[index].copies++;
    }
    return status;
}

static uint32_t lines_in(struct text text)
{
    uint32_t lines = 0;

    for (size_t i = 0; i < text.length; i++)
        lines += text.at[i] == '\n';
    return lines + (text.length > 0 && text.at[text.length - 1] != '\n');
}

static enum status read_old(struct merge *merge, const struct input *input, struct arena *arena,
                            struct diag_list *diags)
{
    struct sheet sheet = {.file = input->name, .place = input->name, .separator = ';'};
    struct text text;
    char *owned = NULL; /* stays NULL: nothing is turned into UTF-8 */
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);
    enum status status = input_decode(input, ENCODING_UTF8, NULL, diags, &text, &owned);

    if (status == STATUS_OK && diag_count_of(diags, SEVERITY_ERROR) > errors)
        status = STATUS_INVALID;
    if (status == STATUS_OK)
        status = sheet_split(text, ';', 1, arena, diags, &sheet);
    if (status == STATUS_OK)
        status = lay_header(merge, &sheet, diags);
    if (status == STATUS_OK)
        status = know_rows(merge, &sheet, arena);
    free(sheet.cells.items);
    free(owned);
    merge->old.at = arena_copy(arena, input->bytes, input->size);
    merge->old.length = input->size;
    merge->next_line = lines_in(merge->old) + 1;
    return status == STATUS_OK && merge->old.at == NULL ? STATUS_MEMORY : status;
}

static void lay_anew(struct merge *merge)
{
    uint32_t count;

    layout_columns(merge->file, &count);
    for (uint32_t c = 0; c < count; c++)
        merge->source[c] = c + 1;
    merge->width = count;
    merge->next_line = 2;
}

static enum status read_table(struct merge *merge, const struct input *input, bool given,
                              struct arena *arena, struct diag_list *diags)
{
    struct diag_list *found = diag_list_new();

    if (found == NULL)
        return STATUS_MEMORY;
    enum status status = read_old(merge, input, arena, found);
    merge->anew = status == STATUS_INVALID && given;
    if (merge->anew) {
        lay_anew(merge);
        status = STATUS_OK;
    } else {
        diag_take(diags, found);
    }
    diag_list_free(found);
    return status;
}

enum status merge_open(int dossier_fd, enum dossier_file file, bool given, struct arena *arena,
                       struct diag_list *diags, struct merge *out)
{
    struct input input;

    *out = (struct merge){.file = file, .seen = text_map_new()};
    if (out->seen == NULL)
        return STATUS_MEMORY;
    enum status status = input_read(dossier_fd, dossier_file_name(file), false, diags, &input);
    if (status != STATUS_OK)
        return status;
    if (input.bytes != NULL && input.size > 0)
        status = read_table(out, &input, given, arena, diags);
    else
        lay_anew(out);
    input_free(&input);
    return status;
}

void merge_close(struct merge *merge)
{
    text_map_free(merge->seen);
    free(merge->known.items);
}

/* ---- new rows ---- */

static void put_cell(struct bytes *to, const char *text)
{
    if (strpbrk(text, ";\"\r\n") == NULL) {
        bytes_add(to, text, strlen(text));
        return;
    }
    bytes_add(to, "\"", 1);
    for (const char *at = text; *at != '\0'; at++)
        bytes_add(to, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    bytes_add(to, "\"", 1);
}

/* In the order of the file; a column that is none of ours stays empty. */
static void put_row(const struct merge *merge, const char *const *values, struct bytes *to)
{
    uint32_t count;

    layout_columns(merge->file, &count);
    for (uint32_t column = 1; column <= merge->width; column++) {
        if (column > 1)
            bytes_add(to, ";", 1);
        for (uint32_t c = 0; c < count; c++)
            if (merge->source[c] == column)
                put_cell(to, values[c]);
    }
    bytes_add(to, "\n", 1);
}

static void begin(const struct merge *merge, struct bytes *to)
{
    const char *names[IMPORT_COLUMNS];
    uint32_t count;
    const struct layout_column *columns = layout_columns(merge->file, &count);

    if (to->size > 0)
        return;
    if (merge->old.length > 0 && !merge->anew) {
        bytes_add(to, merge->old.at, merge->old.length);
        if (merge->old.at[merge->old.length - 1] != '\n')
            bytes_add(to, "\n", 1);
        return;
    }
    for (uint32_t c = 0; c < count; c++)
        names[c] = columns[c].name;
    put_row(merge, names, to);
}

static uint32_t lines_of(const char *const *values, uint32_t count)
{
    uint32_t lines = 1;

    for (uint32_t c = 0; c < count; c++)
        for (const char *at = values[c]; (at = strchr(at, '\n')) != NULL; at++)
            lines++;
    return lines;
}

/* "gent, 1, 2025-03-01": what tells the row from others. */
static const char *key_shown(const struct merge *merge, const struct new_row *row,
                             struct arena *arena)
{
    uint32_t count;
    size_t size = 1;
    const struct layout_column *columns = layout_columns(merge->file, &count);

    for (uint32_t c = 0; c < count; c++)
        size += strlen(row->values[c]) + 2;
    char *out = arena_alloc(arena, size);
    size_t length = 0;
    for (uint32_t c = 0; out != NULL && c < count; c++)
        if (columns[c].key && row->values[c][0] != '\0')
            length += (size_t)snprintf(out + length, size - length, "%s%s", length == 0 ? "" : ", ",
                                       row->values[c]);
    return out;
}

static enum status conflict(const struct merge *merge, const struct known_row *known,
                            const struct new_row *row, uint32_t column, struct source_pos pos,
                            struct arena *arena, struct diag_list *diags)
{
    uint32_t count;
    char where[COUNT_TEXT_BYTES + 64];
    char what[2 * VALUE_SHOWN_BYTES];
    const struct layout_column *columns = layout_columns(merge->file, &count);
    const char *key = key_shown(merge, row, arena);

    if (key == NULL)
        return STATUS_MEMORY;
    snprintf(where, sizeof where, "%s:%u", dossier_file_name(merge->file), known->line);
    snprintf(what, sizeof what, "%s: %.*s ≠ %.*s", columns[column].name, VALUE_SHOWN_BYTES / 2,
             known->values[column], VALUE_SHOWN_BYTES / 2, row->values[column]);
    diag_add(diags, FINDING_IMPORT_CONFLICT, pos,
             (struct diag_subject){.beneficiary = row->values[0]}, where, key, what);
    return STATUS_INVALID;
}

/* Whether a row that is there says the same in every column. */
static enum status compare(struct merge *merge, struct known_row *known, const struct new_row *row,
                           struct source_pos pos, struct arena *arena, struct diag_list *diags)
{
    uint32_t count;
    const struct layout_column *columns = layout_columns(merge->file, &count);

    for (uint32_t c = 0; c < count; c++)
        if (!value_same(columns[c].kind, known->values[c], row->values[c]))
            return conflict(merge, known, row, c, pos, arena, diags);
    return STATUS_OK;
}

static bool whole_row_is_key(const struct merge *merge)
{
    uint32_t count;
    const struct layout_column *columns = layout_columns(merge->file, &count);

    for (uint32_t c = 0; c < count; c++)
        if (columns[c].key)
            return false;
    return true;
}

static enum status append(struct merge *merge, const struct new_row *row, struct bytes *to,
                          uint32_t *line)
{
    uint32_t count;

    layout_columns(merge->file, &count);
    begin(merge, to);
    put_row(merge, row->values, to);
    *line = merge->next_line;
    merge->next_line += lines_of(row->values, count);
    return bytes_status(to);
}

enum status merge_row(struct merge *merge, const struct new_row *row, struct source_pos pos,
                      struct arena *arena, struct diag_list *diags, struct bytes *to,
                      uint32_t *line)
{
    uint32_t index = 0;
    uint32_t before = merge->known.count;
    enum status status = know(merge, row->values, merge->next_line, arena, &index);

    *line = 0;
    if (status != STATUS_OK)
        return status;
    if (index == before)
        return append(merge, row, to, line);
    struct known_row *known = &merge->known.items[index];
    if (!whole_row_is_key(merge))
        return compare(merge, known, row, pos, arena, diags);
    if (known->copies == 0) /* one more of a row that may come more often: a payment */
        return append(merge, row, to, line);
    known->copies--;
    return STATUS_OK;
}
