/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/workbook/part.h"

void place_note(uint32_t *count, struct workbook_place *first, struct workbook_place place)
{
    if (first->row == 0)
        *first = place;
    if (*count < UINT32_MAX)
        (*count)++;
}

static void note_cell(struct workbook_facts *facts, const struct workbook_row *row,
                      const struct workbook_cell *cell)
{
    struct workbook_place place = {row->number, cell->column};

    if (cell->formula)
        place_note(&facts->formulas, &facts->formula, place);
    if (cell->kind == WORKBOOK_ERROR)
        place_note(&facts->errors, &facts->error, place);
    if (cell->kind == WORKBOOK_UNKNOWN)
        place_note(&facts->unknowns, &facts->unknown, place);
    if (cell->hidden)
        place_note(&facts->hidden_cells, &facts->hidden_cell, place);
    if (cell->column > facts->last_column)
        facts->last_column = cell->column;
}

enum status row_add(struct row_builder *builder, struct workbook_cell cell)
{
    if (++builder->all_cells > LIMIT_WORKBOOK_CELLS || cell.column > LIMIT_WORKBOOK_COLUMNS ||
        cell.text.length > LIMIT_WORKBOOK_TEXT)
        return STATUS_RANGE;
    enum status status = VECTOR_PUSH(&builder->starts, builder->text.size);
    if (status == STATUS_OK)
        status = VECTOR_PUSH(&builder->cells, cell);
    if (status != STATUS_OK)
        return status;
    bytes_add(&builder->text, cell.text.at, cell.text.length);
    return bytes_status(&builder->text);
}

static void place_texts(struct row_builder *builder)
{
    for (uint32_t i = 0; i < builder->cells.count; i++)
        builder->cells.items[i].text.at =
            builder->text.at == NULL ? "" : builder->text.at + builder->starts.items[i];
}

enum status row_end(struct row_builder *builder, uint32_t times)
{
    enum status status = STATUS_OK;

    place_texts(builder);
    builder->row.cells = builder->cells.items;
    builder->row.count = builder->cells.count;
    if (builder->row.count > 0)
        builder->all_cells += (uint64_t)builder->row.count * (times - 1);
    if (builder->all_cells > LIMIT_WORKBOOK_CELLS)
        return STATUS_RANGE;
    for (uint32_t i = 0; status == STATUS_OK && i < times && builder->row.count > 0; i++) {
        if (builder->row.number > LIMIT_WORKBOOK_ROWS)
            return STATUS_RANGE;
        if (builder->row.hidden)
            place_note(&builder->facts->hidden_rows, &builder->facts->hidden_row,
                       (struct workbook_place){builder->row.number, 1});
        for (uint32_t c = 0; c < builder->cells.count; c++)
            note_cell(builder->facts, &builder->row, &builder->cells.items[c]);
        status = builder->take(builder->context, &builder->row);
        builder->row.number++;
    }
    builder->cells.count = 0;
    builder->starts.count = 0;
    builder->text.size = 0;
    return status;
}

void row_free(struct row_builder *builder)
{
    free(builder->cells.items);
    free(builder->starts.items);
    bytes_free(&builder->text);
}
