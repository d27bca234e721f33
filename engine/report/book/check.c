/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/book/check.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    DEPTH = 32, /* elements inside one another */
    BLOCK_BYTES = 1 << 16,
    PARTS = 8,   /* beside the sheets: types, relations, properties, workbook, styles, theme */
    AUTHORS = 2, /* of the notes of a sheet: nobody, and ours */
    PARTS_OF_NOTES = 3 /* of each sheet with notes: texts, drawing, relations */
};

struct element {
    int64_t says; /* how many are in it, as it says itself; -1: it does not */
    int64_t holds;
};

struct reading {
    struct tally found;
    uint32_t parts, sheets, shapes, authors, types, relations;
    struct tally_cells *cells; /* of the sheet that is being read; NULL: another part */
    struct tally_cell cell;
    bool inside; /* a cell or a note */
    bool taking; /* text of one */
    bool broken;
    unsigned depth;
    struct element elements[DEPTH];
    char buffer[BLOCK_BYTES];
};

/* ---- elements ---- */

static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

static int64_t count_of(const char *digits)
{
    int64_t count = 0;

    if (digits == NULL)
        return -1;
    for (; *digits >= '0' && *digits <= '9' && count < INT32_MAX; digits++)
        count = 10 * count + (*digits - '0');
    return count;
}

static void enter(struct reading *reading, const XML_Char **attributes)
{
    if (reading->depth > 0)
        reading->elements[reading->depth - 1].holds++;
    if (reading->depth == DEPTH - 1)
        reading->broken = true; /* no part of a workbook of ours is so deep */
    else
        reading->elements[reading->depth++] =
            (struct element){.says = count_of(attribute(attributes, "count"))};
}

static void leave(struct reading *reading)
{
    if (reading->broken)
        return;
    const struct element *element = &reading->elements[--reading->depth];

    if (element->says >= 0 && element->says != element->holds)
        reading->broken = true;
}

static void begin_cell(struct reading *reading, const XML_Char **attributes, const char *place)
{
    const char *type = attribute(attributes, "t");

    reading->inside = place != NULL;
    reading->broken |= place == NULL;
    if (place != NULL)
        tally_begin(&reading->cell, place, type != NULL);
}

static void count_element(struct reading *reading, const char *name)
{
    static const char *const names[] = {"dataValidation", "cfRule",  "definedName", "col",
                                        "sheet",          "v:shape", "author",      "Override",
                                        "Relationship"};
    uint32_t *const counters[] = {
        &reading->found.lists,  &reading->found.rules, &reading->found.names,
        &reading->found.widths, &reading->sheets,      &reading->shapes,
        &reading->authors,      &reading->types,       &reading->relations};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            ++*counters[i];
    reading->found.noted_sheets += strcmp(name, "comments") == 0;
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = context;

    enter(reading, attributes);
    count_element(reading, name);
    if (reading->cells != NULL && strcmp(name, "c") == 0)
        begin_cell(reading, attributes, attribute(attributes, "r"));
    else if (strcmp(name, "comment") == 0)
        begin_cell(reading, attributes, attribute(attributes, "ref"));
    else
        reading->taking = reading->inside && (strcmp(name, "f") == 0 || strcmp(name, "v") == 0 ||
                                              strcmp(name, "t") == 0);
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    struct reading *reading = context;
    bool note = strcmp(name, "comment") == 0;

    leave(reading);
    if (reading->taking && strcmp(name, "f") == 0)
        tally_formula_end(&reading->cell);
    reading->taking = false;
    if (!reading->inside || !(note || strcmp(name, "c") == 0))
        return;
    tally_end(&reading->cell, note ? &reading->found.notes : reading->cells);
    reading->inside = false;
}

static void XMLCALL on_text(void *context, const XML_Char *bytes, int size)
{
    struct reading *reading = context;

    if (reading->taking)
        tally_piece(&reading->cell, bytes, (size_t)size);
}

/* ---- parts ---- */

/* "xl/worksheets/sheet12.xml": where its cells are counted; NULL: it is no sheet. */
static struct tally_cells *cells_of(struct reading *reading, const char *name)
{
    static const char start[] = "xl/worksheets/sheet";
    int64_t number;

    if (strncmp(name, start, sizeof start - 1) != 0)
        return NULL;
    number = count_of(name + sizeof start - 1);
    return number < 1 || number > TALLY_SHEETS ? NULL : &reading->found.sheets[number - 1];
}

static enum status archive_status(struct archive *archive)
{
    return archive_errno(archive) == ENOMEM ? STATUS_MEMORY : STATUS_BROKEN;
}

static enum status feed(struct archive *archive, XML_Parser parser, struct reading *reading)
{
    la_ssize_t got;

    do {
        got = archive_read_data(archive, reading->buffer, sizeof reading->buffer);
        if (got < 0)
            return archive_status(archive);
        if (XML_Parse(parser, reading->buffer, (int)got, got == 0) != XML_STATUS_OK)
            return XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY ? STATUS_MEMORY : STATUS_BROKEN;
    } while (got > 0);
    return reading->broken ? STATUS_BROKEN : STATUS_OK;
}

static enum status read_part(struct archive *archive, const char *name, struct reading *reading)
{
    XML_Parser parser = XML_ParserCreate("UTF-8");

    if (parser == NULL)
        return STATUS_MEMORY;
    reading->cells = cells_of(reading, name);
    reading->depth = 0;
    reading->inside = reading->taking = false;
    reading->parts++;
    XML_SetUserData(parser, reading);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    enum status status = feed(archive, parser, reading);
    XML_ParserFree(parser);
    return status;
}

static enum status read_parts(struct archive *archive, int file, struct reading *reading)
{
    struct archive_entry *entry;
    enum status status = STATUS_OK;
    int next = ARCHIVE_OK;

    if (archive_read_support_format_zip_seekable(archive) != ARCHIVE_OK ||
        archive_read_open_fd(archive, file, BLOCK_BYTES) != ARCHIVE_OK)
        return archive_status(archive);
    while (status == STATUS_OK &&
           (next = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
        const char *name = archive_entry_pathname(entry);
        status = name == NULL ? STATUS_MEMORY : read_part(archive, name, reading);
    }
    return status == STATUS_OK && next != ARCHIVE_EOF ? archive_status(archive) : status;
}

/* Of a workbook: 5 parts beside the sheets and the notes have a type; 3 relations lead to it and
 * its properties, 2 to styles and theme, one to each sheet, and 2 to notes and their drawing. */
static bool is_linked(const struct reading *reading)
{
    uint32_t noted = reading->found.noted_sheets;

    return reading->types == 5 + reading->sheets + noted &&
           reading->relations == 5 + reading->sheets + 2 * noted &&
           reading->parts >= PARTS + reading->sheets + PARTS_OF_NOTES * noted;
}

static bool is_whole(const struct reading *reading, const struct tally *written)
{
    return tally_same(&reading->found, written) && is_linked(reading) &&
           reading->shapes == written->notes.count &&
           reading->authors == AUTHORS * written->noted_sheets;
}

enum status book_check(int file, const struct tally *written)
{
    struct reading *reading = calloc(1, sizeof *reading);
    struct archive *archive = archive_read_new();
    enum status status = STATUS_MEMORY;

    if (lseek(file, 0, SEEK_SET) != 0)
        status = STATUS_IO;
    else if (reading != NULL && archive != NULL)
        status = read_parts(archive, file, reading);
    if (status == STATUS_OK && !is_whole(reading, written))
        status = STATUS_BROKEN;
    archive_read_free(archive); /* NULL is fine */
    free(reading);
    return status;
}
