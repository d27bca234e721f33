/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the modules of this room share. */
#ifndef INGEST_WORKBOOK_PART_H
#define INGEST_WORKBOOK_PART_H

#include "core/arena.h"
#include "core/bytes.h"
#include "core/date.h"
#include "core/limits.h"
#include "core/vector.h"
#include "ingest/workbook/workbook.h"

/* ---- numbers ---- */

enum { NUMBER_DATE_BYTES = 20 };

/* A serial day number as a date, with its time of day when it has one. */
bool number_is_date(struct text stored, bool from_1904, char out[NUMBER_DATE_BYTES]);
bool number_place(const char *text, struct workbook_place *out); /* "C7" */
bool number_count(const char *text, uint32_t *out);              /* digits; NULL is none */

/* ---- the zip ---- */

struct package {
    int fd;            /* borrowed; -1: the bytes */
    struct text bytes; /* borrowed */
    const char *name;  /* for findings */
    struct diag_list *diags;
};

/* Whether a part (a path inside the zip) is there; *twice: more than one bears the name. */
MUST_CHECK enum status package_look(struct package *package, const char *const *parts, size_t count,
                                    bool *found, bool *mimetype_first);

/* ---- XML ---- */

struct xml;

/* Names of elements are without prefix; attributes stand as in the file, name and value in turn. */
struct xml_events {
    void (*start)(struct xml *xml, const char *element, const char **attributes);
    void (*end)(struct xml *xml, const char *element);
    void (*text)(struct xml *xml, const char *at, size_t length); /* NULL: left out */
};

struct xml {
    void *context;
    uint32_t depth; /* of the element that starts or ends: the root has 1 */
    enum status status;
    const char *why; /* with STATUS_INVALID, for the finding; NULL: there is one already */
    const struct xml_events *events;
    void *parser;
    uint64_t fed;
};

/* Reads a part through the events. STATUS_INVALID with a finding; a part that is not there is
 * STATUS_EXISTS, without one. */
MUST_CHECK enum status package_parse(struct package *package, const char *part,
                                     const struct xml_events *events, void *context);
/* Ends the reading from within an event. */
void xml_stop(struct xml *xml, enum status status, const char *why);
/* Value of an attribute by its name without prefix; NULL when it is not there. */
const char *xml_attribute(const char **attributes, const char *name);
/* The same with the prefix: OpenDocument uses names of several vocabularies side by side. */
const char *xml_attribute_full(const char **attributes, const char *name);
/* Adds a finding that the workbook is damaged. Returns STATUS_INVALID. */
enum status package_damaged(struct package *package, const char *part, const char *why);

/* ---- the workbook ---- */

struct sheet {
    struct workbook_sheet shown;
    const char *part; /* of .xlsx: where its rows stand */
};

struct workbook {
    struct package package;
    struct arena *arena;
    bool ods;
    VECTOR(struct sheet) sheets;
    /* of .xlsx */
    bool from_1904;
    const char *strings_part, *styles_part;
    struct bytes strings; /* the shared strings, one after the other */
    VECTOR(uint64_t) string_ends;
    VECTOR(bool) is_date; /* by cell style */
};

MUST_CHECK enum status xlsx_open(struct workbook *workbook);
MUST_CHECK enum status xlsx_read(struct workbook *workbook, const struct sheet *sheet,
                                 workbook_row_fn take, void *context, struct workbook_facts *facts);
MUST_CHECK enum status ods_open(struct workbook *workbook);
MUST_CHECK enum status ods_read(struct workbook *workbook, uint32_t sheet, workbook_row_fn take,
                                void *context, struct workbook_facts *facts);

/* ---- rows while they are read ---- */

struct row_builder {
    struct workbook_facts *facts;
    workbook_row_fn take;
    void *context;
    struct workbook_row row;
    VECTOR(struct workbook_cell) cells;
    VECTOR(size_t) starts; /* of the text of each cell */
    struct bytes text;
    uint64_t all_cells; /* of the sheet */
};

/* Adds a cell to the row that is being read. STATUS_RANGE: beyond a limit. */
MUST_CHECK enum status row_add(struct row_builder *builder, struct workbook_cell cell);
/* Hands out the row times times, with numbers that go up; then it is empty. */
MUST_CHECK enum status row_end(struct row_builder *builder, uint32_t times);
void row_free(struct row_builder *builder);
void place_note(uint32_t *count, struct workbook_place *first, struct workbook_place place);

#endif
