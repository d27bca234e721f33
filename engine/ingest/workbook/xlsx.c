/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of an .xlsx that stand around its sheets: relations, workbook, styles, strings
 * (ECMA-376 part 1, 18.2, 18.4, 18.8; part 2, 9: relations). */
#include <string.h>

#include "ingest/workbook/part.h"

/* ---- relations: an id, a kind (the end of a URI), a part ---- */

struct relation {
    const char *id, *kind, *part;
};

struct relations {
    struct workbook *workbook;
    const char *folder; /* of the part that has them: "xl/" */
    VECTOR(struct relation) items;
};

static const char *copy(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

/* A target is absolute ("/xl/a.xml") or relative to the folder; "../" steps up. */
static const char *resolve(struct arena *arena, const char *folder, const char *target)
{
    size_t length = strlen(folder);

    if (target[0] == '/')
        return copy(arena, target + 1);
    while (strncmp(target, "../", 3) == 0) {
        target += 3;
        while (length > 0 && --length > 0 && folder[length - 1] != '/')
            ;
    }
    char *path = arena_alloc(arena, length + strlen(target) + 1);
    if (path != NULL) {
        memcpy(path, folder, length);
        memcpy(path + length, target, strlen(target) + 1);
    }
    return path;
}

static void start_relation(struct xml *xml, const char *element, const char **attributes)
{
    struct relations *relations = xml->context;
    const char *id = xml_attribute_full(attributes, "Id");
    const char *type = xml_attribute_full(attributes, "Type");
    const char *target = xml_attribute_full(attributes, "Target");
    struct arena *arena = relations->workbook->arena;

    if (strcmp(element, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
        return;
    const char *slash = strrchr(type, '/');
    struct relation relation = {copy(arena, id), copy(arena, slash == NULL ? type : slash + 1),
                                resolve(arena, relations->folder, target)};
    if (relation.id == NULL || relation.kind == NULL || relation.part == NULL)
        xml_stop(xml, STATUS_MEMORY, NULL);
    else if (relations->items.count >= LIMIT_WORKBOOK_PARTS)
        xml_stop(xml, STATUS_RANGE, NULL);
    else if (VECTOR_PUSH(&relations->items, relation) != STATUS_OK)
        xml_stop(xml, STATUS_MEMORY, NULL);
}

static void nothing_ends(struct xml *xml, const char *element)
{
    (void)xml, (void)element;
}

static const char *part_of_kind(const struct relations *relations, const char *kind)
{
    for (uint32_t i = 0; i < relations->items.count; i++)
        if (strcmp(relations->items.items[i].kind, kind) == 0)
            return relations->items.items[i].part;
    return NULL;
}

static const char *part_of_id(const struct relations *relations, const char *id)
{
    for (uint32_t i = 0; i < relations->items.count; i++)
        if (strcmp(relations->items.items[i].id, id) == 0 &&
            strcmp(relations->items.items[i].kind, "worksheet") == 0)
            return relations->items.items[i].part;
    return NULL;
}

static enum status read_relations(struct relations *relations, const char *part)
{
    static const struct xml_events events = {start_relation, nothing_ends, NULL};
    enum status status = package_parse(&relations->workbook->package, part, &events, relations);

    return status == STATUS_EXISTS
               ? package_damaged(&relations->workbook->package, part, "is missing")
               : status;
}

/* ---- the workbook ---- */

struct book {
    struct workbook *workbook;
    const struct relations *relations;
};

static bool is_true(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void add_sheet(struct xml *xml, const struct book *book, const char **attributes)
{
    struct workbook *workbook = book->workbook;
    const char *name = xml_attribute_full(attributes, "name");
    const char *state = xml_attribute_full(attributes, "state");
    const char *id = NULL;

    for (const char **a = attributes; *a != NULL; a += 2) /* "r:id", whatever the prefix is */
        if (strchr(a[0], ':') != NULL && strcmp(strchr(a[0], ':') + 1, "id") == 0)
            id = a[1];
    const char *part = id == NULL ? NULL : part_of_id(book->relations, id);
    if (part == NULL) /* a chart or a macro sheet has no rows */
        return;
    struct sheet sheet = {{copy(workbook->arena, name == NULL ? "" : name),
                           state != NULL && strcmp(state, "visible") != 0},
                          part};
    if (sheet.shown.name == NULL || VECTOR_PUSH(&workbook->sheets, sheet) != STATUS_OK)
        xml_stop(xml, STATUS_MEMORY, NULL);
}

static void start_book(struct xml *xml, const char *element, const char **attributes)
{
    const struct book *book = xml->context;

    if (strcmp(element, "workbookPr") == 0)
        book->workbook->from_1904 = is_true(xml_attribute_full(attributes, "date1904"));
    else if (strcmp(element, "sheet") == 0)
        add_sheet(xml, book, attributes);
}

/* ---- styles: which numbers are dates ---- */

struct styles {
    struct workbook *workbook;
    struct format {
        uint32_t id;
        bool date;
    } * items;
    uint32_t count, capacity;
    bool in_cells;
};

/* A format of our time that shows a day or a year; in quotes, brackets and escapes stands text. */
static bool format_is_date(const char *code)
{
    if (strcmp(code, "General") == 0)
        return false;
    for (size_t i = 0; code[i] != '\0' && code[i] != ';'; i++) {
        char closing = code[i] == '"' ? '"' : code[i] == '[' ? ']' : '\0';
        if (closing != '\0')
            for (i++; code[i] != '\0' && code[i] != closing; i++)
                ;
        else if ((code[i] == '\\' || code[i] == '_' || code[i] == '*') && code[i + 1] != '\0')
            i++;
        else if (code[i] == 'y' || code[i] == 'd' || code[i] == 'Y' || code[i] == 'D')
            return true;
        if (code[i] == '\0')
            return false;
    }
    return false;
}

/* 18.8.30: the formats without a code of their own, those of East Asia among them. */
static bool id_is_date(uint32_t id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

static bool style_is_date(const struct styles *styles, uint32_t id)
{
    for (uint32_t i = 0; i < styles->count; i++)
        if (styles->items[i].id == id)
            return styles->items[i].date;
    return id_is_date(id);
}

static enum status add_format(struct styles *styles, const char **attributes)
{
    const char *code = xml_attribute_full(attributes, "formatCode");
    struct format format = {0};

    if (code == NULL || !number_count(xml_attribute_full(attributes, "numFmtId"), &format.id))
        return STATUS_OK;
    if (styles->count >= LIMIT_WORKBOOK_FORMATS)
        return STATUS_RANGE;
    format.date = format_is_date(code);
    return VECTOR_PUSH(styles, format);
}

static void start_style(struct xml *xml, const char *element, const char **attributes)
{
    struct styles *styles = xml->context;
    enum status status = STATUS_OK;
    uint32_t id = 0;

    if (strcmp(element, "numFmt") == 0) {
        status = add_format(styles, attributes);
    } else if (strcmp(element, "cellXfs") == 0) {
        styles->in_cells = true;
    } else if (styles->in_cells && strcmp(element, "xf") == 0) {
        if (!number_count(xml_attribute_full(attributes, "numFmtId"), &id))
            id = 0;
        status = styles->workbook->is_date.count >= LIMIT_WORKBOOK_FORMATS
                     ? STATUS_RANGE
                     : VECTOR_PUSH(&styles->workbook->is_date, style_is_date(styles, id));
    }
    if (status != STATUS_OK)
        xml_stop(xml, status, NULL);
}

static void end_style(struct xml *xml, const char *element)
{
    struct styles *styles = xml->context;

    if (strcmp(element, "cellXfs") == 0)
        styles->in_cells = false;
}

static enum status read_styles(struct workbook *workbook)
{
    static const struct xml_events events = {start_style, end_style, NULL};
    struct styles styles = {.workbook = workbook};

    if (workbook->styles_part == NULL)
        return STATUS_OK;
    enum status status = package_parse(&workbook->package, workbook->styles_part, &events, &styles);
    free(styles.items);
    return status == STATUS_EXISTS
               ? package_damaged(&workbook->package, workbook->styles_part, "is missing")
               : status;
}

/* ---- shared strings: rich text is joined, phonetic guides (rPh) are left out ---- */

struct strings {
    struct workbook *workbook;
    bool in_item, in_guide, in_text;
};

static void start_string(struct xml *xml, const char *element, const char **attributes)
{
    struct strings *strings = xml->context;

    (void)attributes;
    if (strcmp(element, "si") == 0)
        strings->in_item = true;
    else if (strcmp(element, "rPh") == 0)
        strings->in_guide = true;
    else if (strcmp(element, "t") == 0)
        strings->in_text = strings->in_item && !strings->in_guide;
}

static void end_string(struct xml *xml, const char *element)
{
    struct strings *strings = xml->context;
    struct workbook *workbook = strings->workbook;

    if (strcmp(element, "t") == 0)
        strings->in_text = false;
    else if (strcmp(element, "rPh") == 0)
        strings->in_guide = false;
    else if (strcmp(element, "si") == 0) {
        strings->in_item = false;
        if (VECTOR_PUSH(&workbook->string_ends, workbook->strings.size) != STATUS_OK)
            xml_stop(xml, STATUS_MEMORY, NULL);
    }
}

static void text_string(struct xml *xml, const char *at, size_t length)
{
    struct strings *strings = xml->context;
    struct bytes *bytes = &strings->workbook->strings;

    if (!strings->in_text)
        return;
    if (bytes->size + length > LIMIT_WORKBOOK_STRINGS) {
        xml_stop(xml, STATUS_RANGE, NULL);
        return;
    }
    bytes_add(bytes, at, length);
    if (bytes->failed)
        xml_stop(xml, STATUS_MEMORY, NULL);
}

static enum status read_strings(struct workbook *workbook)
{
    static const struct xml_events events = {start_string, end_string, text_string};
    struct strings strings = {.workbook = workbook};

    if (workbook->strings_part == NULL)
        return STATUS_OK;
    enum status status =
        package_parse(&workbook->package, workbook->strings_part, &events, &strings);
    return status == STATUS_EXISTS
               ? package_damaged(&workbook->package, workbook->strings_part, "is missing")
               : status;
}

/* ---- opening ---- */

/* "xl/workbook.xml" has its relations in "xl/_rels/workbook.xml.rels". */
static const char *relations_of(struct arena *arena, const char *part, const char **folder)
{
    const char *slash = strrchr(part, '/');
    size_t length = slash == NULL ? 0 : (size_t)(slash + 1 - part);
    size_t size = strlen(part) + sizeof "_rels/.rels";
    char *path = arena_alloc(arena, size);

    *folder = arena_copy(arena, part, length);
    if (path == NULL || *folder == NULL)
        return NULL;
    memcpy(path, part, length);
    memcpy(path + length, "_rels/", 6);
    memcpy(path + length + 6, part + length, strlen(part + length));
    memcpy(path + strlen(part) + 6, ".rels", 6);
    return path;
}

static enum status read_book(struct workbook *workbook, const char *part)
{
    static const struct xml_events events = {start_book, nothing_ends, NULL};
    struct relations relations = {.workbook = workbook};
    struct book book = {workbook, &relations};
    const char *path = relations_of(workbook->arena, part, &relations.folder);
    enum status status = path == NULL ? STATUS_MEMORY : read_relations(&relations, path);

    if (status == STATUS_OK)
        status = package_parse(&workbook->package, part, &events, &book);
    if (status == STATUS_EXISTS)
        status = package_damaged(&workbook->package, part, "is missing");
    workbook->strings_part = part_of_kind(&relations, "sharedStrings");
    workbook->styles_part = part_of_kind(&relations, "styles");
    free(relations.items.items);
    if (status == STATUS_OK && workbook->sheets.count == 0)
        status = package_damaged(&workbook->package, part, "no sheet");
    return status;
}

enum status xlsx_open(struct workbook *workbook)
{
    struct relations root = {.workbook = workbook, .folder = ""};
    enum status status = read_relations(&root, "_rels/.rels");
    const char *part = part_of_kind(&root, "officeDocument");

    free(root.items.items);
    if (status == STATUS_OK && part == NULL)
        status = package_damaged(&workbook->package, "_rels/.rels", "no workbook");
    if (status == STATUS_OK)
        status = read_book(workbook, part);
    if (status == STATUS_OK)
        status = read_styles(workbook);
    if (status == STATUS_OK)
        status = read_strings(workbook);
    return status;
}
