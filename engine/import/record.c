/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.json: {"formaat": "saldo-import/1", "bronnen": [], "rijen": [], "wijzigingen": []}.
 * What is new comes behind what an earlier import recorded; indices of sources go on. */
#include <jansson.h>
#include <string.h>

#include "import/import.h"

#define FORMAT "saldo-import/1"

static const char *const change_names[IMPORT_CHANGES] = {
    "spaties", "hoofdletters", "valutateken", "groepering", "decimalen", "datum", "nummer", "type"};

static json_t *text_or_null(const char *text)
{
    return text == NULL ? json_null() : json_string(text);
}

static json_t *separator_text(char separator)
{
    return separator == '\0' ? json_null() : json_stringn(&separator, 1);
}

static json_t *source_of(const struct import_sheet *sheet)
{
    return json_pack(
        "{s:s, s:o, s:s, s:i, s:o, s:o, s:i, s:i, s:i, s:i, s:i}", "bestand", sheet->file, "blad",
        text_or_null(sheet->sheet), "tabel", dossier_file_name(sheet->table), "kopregel",
        (int)sheet->header_row, "scheiding", separator_text(sheet->separator), "codering",
        text_or_null(sheet->encoding), "gelezen", (int)sheet->read, "toegevoegd", (int)sheet->added,
        "al_aanwezig", (int)sheet->same, "leeg", (int)sheet->blank, "totalen", (int)sheet->totals);
}

static json_t *why_of(unsigned changes)
{
    json_t *why = json_array();

    for (unsigned bit = 0; why != NULL && bit < IMPORT_CHANGES; bit++)
        if ((changes >> bit & 1) != 0 &&
            json_array_append_new(why, json_string(change_names[bit])) != 0) {
            json_decref(why);
            return NULL;
        }
    return why;
}

static json_t *change_of(const char *table, const struct import_change *change, size_t base)
{
    char place[CELL_PLACE_BYTES];

    cell_place_text(change->row, change->column, place);
    return json_pack("{s:s, s:i, s:s, s:i, s:s, s:s, s:s, s:o}", "tabel", table, "lijn",
                     (int)change->line, "kolom", change->name, "bron", (int)(base + change->sheet),
                     "cel", place, "van", change->from, "naar", change->to, "waarom",
                     why_of(change->changes));
}

static json_t *row_of(const char *table, const struct import_row *row, size_t base)
{
    return json_pack("{s:s, s:i, s:i, s:i}", "tabel", table, "lijn", (int)row->line, "bron",
                     (int)(base + row->sheet), "rij", (int)row->row);
}

static bool add_all(const struct import *import, json_t *sources, json_t *rows, json_t *changes)
{
    size_t base = json_array_size(sources);
    bool fine = true;

    for (uint32_t i = 0; i < import->sheets.count; i++)
        fine &= json_array_append_new(sources, source_of(&import->sheets.items[i])) == 0;
    for (int file = 0; file < FILE_COUNT; file++) {
        const struct import_table *table = &import->tables[file];
        const char *name = dossier_file_name((enum dossier_file)file);
        for (uint32_t i = 0; i < table->rows.count; i++)
            fine &= json_array_append_new(rows, row_of(name, &table->rows.items[i], base)) == 0;
        for (uint32_t i = 0; i < table->changes.count; i++)
            fine &= json_array_append_new(changes,
                                          change_of(name, &table->changes.items[i], base)) == 0;
    }
    return fine;
}

/* The record so far; a new one when there is none. NULL: not ours, or no memory. */
static json_t *open_record(struct text old)
{
    if (old.length == 0)
        return json_pack("{s:s, s:[], s:[], s:[]}", "formaat", FORMAT, "bronnen", "rijen",
                         "wijzigingen");
    json_t *root = json_loadb(old.at, old.length, JSON_REJECT_DUPLICATES, NULL);
    const char *format = json_string_value(json_object_get(root, "formaat"));
    if (format != NULL && strcmp(format, FORMAT) == 0 &&
        json_is_array(json_object_get(root, "bronnen")) &&
        json_is_array(json_object_get(root, "rijen")) &&
        json_is_array(json_object_get(root, "wijzigingen")))
        return root;
    json_decref(root);
    return NULL;
}

static int put(const char *at, size_t size, void *context)
{
    struct bytes *bytes = context;

    bytes_add(bytes, at, size);
    return bytes->failed ? -1 : 0;
}

enum status import_record(const struct import *import, struct text old, struct bytes *out)
{
    json_t *root = open_record(old);

    if (root == NULL)
        return old.length == 0 ? STATUS_MEMORY : STATUS_SYNTAX;
    bool fine = add_all(import, json_object_get(root, "bronnen"), json_object_get(root, "rijen"),
                        json_object_get(root, "wijzigingen"));
    fine = fine && json_dump_callback(root, put, out, JSON_INDENT(1)) == 0;
    json_decref(root);
    bytes_add(out, "\n", 1);
    return fine ? bytes_status(out) : STATUS_MEMORY;
}
