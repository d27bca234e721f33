/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "core/shown.h"
#include "import/part.h"

static const struct diag_subject nobody = {0};

struct running {
    int dossier_fd;
    const struct import_options *options;
    struct diag_list *diags;
    struct import *import;
    struct merge merges[FILE_COUNT];
    bool open[FILE_COUNT];
    const char *path; /* that is being read */
    bool bad;
};

struct taking {
    struct running *running;
    const struct sheet *sheet;
    enum dossier_file file;
    struct import_sheet *counts;
};

static enum status keep_changes(struct import_table *table, const struct import_change *changes,
                                uint32_t count, uint32_t line)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        struct import_change change = changes[i];
        change.line = line;
        status = VECTOR_PUSH(&table->changes, change);
    }
    return status;
}

static enum status take_row(void *context, const struct new_row *row,
                            const struct import_change *changes, uint32_t count)
{
    struct taking *taking = context;
    struct running *running = taking->running;
    struct import_table *table = &running->import->tables[taking->file];
    uint32_t line = 0;
    enum status status = merge_row(&running->merges[taking->file], row,
                                   sheet_pos(taking->sheet, row->row, 0), running->import->arena,
                                   running->diags, &table->bytes, &line);

    if (status == STATUS_INVALID) { /* the other rows are read all the same */
        running->bad = true;
        return STATUS_OK;
    }
    if (status != STATUS_OK)
        return status;
    taking->counts->added += line > 0;
    taking->counts->same += line == 0;
    if (line == 0)
        return STATUS_OK;
    table->added++;
    status = VECTOR_PUSH(&table->rows, (struct import_row){line, row->sheet, row->row});
    return status == STATUS_OK ? keep_changes(table, changes, count, line) : status;
}

/* Whether the file that is handed in is the table in the dossier itself. */
static bool is_given(const struct running *running, enum dossier_file file)
{
    struct stat one, other;

    return stat(running->path, &one) == 0 &&
           fstatat(running->dossier_fd, dossier_file_name(file), &other, 0) == 0 &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

static enum status open_table(struct running *running, enum dossier_file file)
{
    if (running->open[file])
        return STATUS_OK;
    running->open[file] = true;
    enum status status = merge_open(running->dossier_fd, file, is_given(running, file),
                                    running->import->arena, running->diags, &running->merges[file]);
    running->import->tables[file].old = running->merges[file].old;
    return status;
}

/* What a person should know of a sheet: formulas, what is hidden or merged. */
static void report_facts(const struct sheet *sheet, struct diag_list *diags)
{
    const struct workbook_facts *facts = &sheet->facts;
    const struct {
        enum finding finding;
        uint32_t count;
        struct workbook_place first;
    } rows[] = {
        {FINDING_WORKBOOK_FORMULA, facts->formulas, facts->formula},
        {FINDING_WORKBOOK_HIDDEN_ROWS, facts->hidden_rows, facts->hidden_row},
        {FINDING_WORKBOOK_HIDDEN_COLUMNS, facts->hidden_cells, facts->hidden_cell},
        {FINDING_WORKBOOK_MERGED, facts->merges, facts->merge},
    };

    if (sheet->hidden)
        diag_add(diags, FINDING_WORKBOOK_HIDDEN_SHEET, sheet_pos(sheet, 0, 0), nobody, NULL, NULL,
                 NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char count[COUNT_TEXT_BYTES];
        if (rows[i].count == 0)
            continue;
        text_format_count_plain(rows[i].count, count);
        diag_add(diags, rows[i].finding, sheet_pos(sheet, rows[i].first.row, rows[i].first.column),
                 nobody, count, NULL, NULL);
    }
}

/* A table that is written anew has our columns only. */
static enum status check_columns(struct running *running, const struct sheet *sheet,
                                 const struct layout *layout)
{
    char count[COUNT_TEXT_BYTES];

    if (!running->merges[layout->file].anew || layout->unknown == 0)
        return STATUS_OK;
    text_format_count(layout->unknown, count);
    diag_add(running->diags, FINDING_IMPORT_OWN_COLUMNS, sheet_pos(sheet, 0, 0), nobody, count,
             NULL, NULL);
    return STATUS_INVALID;
}

static enum status take_sheet(struct running *running, const struct sheet *sheet,
                              const struct layout *layout)
{
    struct import_sheet counts = {.file = sheet->file,
                                  .sheet = sheet->sheet,
                                  .encoding = sheet->encoding,
                                  .separator = sheet->separator,
                                  .separator_line = sheet->separator_line,
                                  .mark = sheet->mark,
                                  .table = layout->file,
                                  .header_row = layout->header_row};
    struct taking taking = {running, sheet, layout->file, &counts};
    uint32_t index = running->import->sheets.count;

    report_facts(sheet, running->diags);
    enum status status = open_table(running, layout->file);
    if (status == STATUS_OK)
        status = check_columns(running, sheet, layout);
    if (status == STATUS_OK)
        status = rows_read(sheet, index, layout, running->options->habits, running->import->arena,
                           running->diags, &counts, take_row, &taking);
    enum status kept = VECTOR_PUSH(&running->import->sheets, counts);
    return kept == STATUS_OK ? status : kept;
}

/* Two sheets of one file for one table: which of them is it? */
static enum status check_twice(const struct sheets *sheets, const struct layout *layouts,
                               const bool *found, struct diag_list *diags)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < sheets->items.count; i++)
        for (uint32_t j = 0; j < i; j++) {
            if (!found[i] || !found[j] || layouts[i].file != layouts[j].file)
                continue;
            diag_add(diags, FINDING_IMPORT_TWO_SHEETS, sheet_pos(&sheets->items.items[i], 0, 0),
                     nobody, dossier_file_name(layouts[i].file), sheets->items.items[j].sheet,
                     NULL);
            status = STATUS_INVALID;
        }
    return status;
}

static enum status take_sheets(struct running *running, const struct sheets *sheets)
{
    uint32_t count = sheets->items.count;
    struct layout *layouts = calloc(count + 1, sizeof *layouts);
    bool *found = calloc(count + 1, sizeof *found);
    enum status status = layouts == NULL || found == NULL ? STATUS_MEMORY : STATUS_OK;

    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        status = layout_find(&sheets->items.items[i], running->options->table, count == 1,
                             running->diags, &layouts[i], &found[i]);
        if (status == STATUS_INVALID) {
            running->bad = true;
            found[i] = false;
            status = STATUS_OK;
        }
    }
    if (status == STATUS_OK)
        status = check_twice(sheets, layouts, found, running->diags);
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        if (!found[i])
            continue;
        status = take_sheet(running, &sheets->items.items[i], &layouts[i]);
        if (status == STATUS_INVALID) {
            running->bad = true;
            status = STATUS_OK;
        }
    }
    free(layouts);
    free(found);
    return status;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static enum status take_file(struct running *running, const char *path)
{
    struct sheets sheets = {0};
    running->path = path;
    const char *name = shown_word(running->import->arena, base_name(path));
    enum status status = name == NULL ? STATUS_MEMORY
                                      : sheets_read(AT_FDCWD, path, name, running->import->arena,
                                                    running->diags, &sheets);

    if (status == STATUS_IO)
        running->import->unread = path;
    if (status == STATUS_OK)
        status = take_sheets(running, &sheets);
    int saved = errno;
    sheets_free(&sheets);
    errno = saved;
    return status;
}

enum status import_files(int dossier_fd, const char *const *paths, size_t count,
                         const struct import_options *options, struct diag_list *diags,
                         struct import *out)
{
    struct running running = {
        .dossier_fd = dossier_fd, .options = options, .diags = diags, .import = out};

    *out = (struct import){.arena = arena_new()};
    enum status status = out->arena == NULL ? STATUS_MEMORY : STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = take_file(&running, paths[i]);
        if (status == STATUS_INVALID) {
            running.bad = true;
            status = STATUS_OK;
        }
    }
    int saved = errno;
    for (int file = 0; file < FILE_COUNT; file++)
        if (running.open[file])
            merge_close(&running.merges[file]);
    errno = saved;
    if (status != STATUS_OK)
        return status;
    return running.bad ? STATUS_INVALID : diag_list_status(diags);
}

bool import_changes_anything(const struct import *import)
{
    for (int file = 0; file < FILE_COUNT; file++)
        if (import->tables[file].added > 0)
            return true;
    return false;
}

void import_free(struct import *import)
{
    for (int file = 0; file < FILE_COUNT; file++) {
        bytes_free(&import->tables[file].bytes);
        free(import->tables[file].changes.items);
        free(import->tables[file].rows.items);
    }
    free(import->sheets.items);
    arena_free(import->arena);
}
