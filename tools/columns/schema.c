/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "columns/columns.h"
#include "run/columns.h"
#include "settle/settlement.h"

enum { LINE_BYTES = 96 };

/* ---- lists of words ---- */

struct list { /* on lines that are not too long */
    struct out *out;
    const char *indent;
    size_t used;
    bool more;
};

static struct list list_open(struct out *out, const char *indent)
{
    out_text(out, "[\n");
    return (struct list){.out = out, .indent = indent};
}

static void list_add(struct list *list, const char *word, size_t length)
{
    size_t need = length + sizeof "\"\", " - 1;

    if (list->more)
        out_char(list->out, ',');
    if (!list->more || list->used + need > LINE_BYTES) {
        out_text(list->out, list->more ? "\n" : "");
        out_text(list->out, list->indent);
        out_text(list->out, "  ");
        list->used = strlen(list->indent) + 2;
    } else {
        out_char(list->out, ' ');
    }
    out_char(list->out, '"');
    out_bytes(list->out, word, length);
    out_char(list->out, '"');
    list->used += need;
    list->more = true;
}

static void list_close(struct list *list)
{
    out_char(list->out, '\n');
    out_text(list->out, list->indent);
    out_char(list->out, ']');
}

/* "a|b": each of them. */
static void list_words(struct list *list, const char *words)
{
    while (*words != '\0') {
        size_t length = strcspn(words, "|");
        list_add(list, words, length);
        words += length + (words[length] == '|');
    }
}

static void write_names(struct out *out, const char *indent, enum run_table table)
{
    struct list list = list_open(out, indent);
    struct run_shape shape;

    run_shape(table, RUN_JSON, &shape);
    for (size_t i = 0; i < shape.count; i++)
        list_add(&list, shape.columns[i]->name, strlen(shape.columns[i]->name));
    list_close(&list);
}

static void write_outcomes(struct out *out, const char *indent)
{
    struct list list = list_open(out, indent);

    for (size_t i = 0; i < sizeof run_outcomes / sizeof *run_outcomes; i++)
        list_add(&list, run_outcomes[i], strlen(run_outcomes[i]));
    list_close(&list);
}

static void write_reasons(struct out *out, const char *indent)
{
    struct list list = list_open(out, indent);

    for (int i = 0; i < REASON_COUNT; i++)
        list_add(&list, reason_name((enum reason)i), strlen(reason_name((enum reason)i)));
    list_close(&list);
}

static void write_uses(struct out *out, const char *indent)
{
    struct list list = list_open(out, indent);

    list_words(&list, RUN_USES);
    list_close(&list);
}

/* ---- what a cell can hold ---- */

/* "a|b" as the members of an enum, in quotes or not. */
static void write_enum(struct out *out, const char *words, const char *quote, const char *also)
{
    out_text(out, "\"enum\": [");
    while (*words != '\0') {
        size_t length = strcspn(words, "|");
        out_text(out, quote);
        out_bytes(out, words, length);
        out_text(out, quote);
        words += length + (words[length] == '|');
        out_text(out, *words != '\0' ? ", " : "");
    }
    out_text(out, also);
    out_char(out, ']');
}

static void write_text(struct out *out, const struct run_column *column)
{
    const char *words = column->words != NULL ? column->words : column->listed;
    bool may_be_empty = column->kind == RUN_EMPTY_TEXT || column->kind == RUN_EMPTY_WORD;

    if (words != NULL) {
        write_enum(out, words, "\"", may_be_empty ? ", \"\"" : "");
        return;
    }
    out_text(out, "\"type\": \"string\"");
    if (column->kind == RUN_NUMBER)
        out_text(out, ", \"pattern\": \"^[0-9]+$\"");
    if (column->filled)
        out_text(out, ", \"minLength\": 1");
    if (column->pattern == NULL)
        return;
    out_text(out, may_be_empty ? ", \"pattern\": \"^(" : ", \"pattern\": \"^");
    out_text(out, column->pattern);
    out_text(out, may_be_empty ? ")?$\"" : "$\"");
}

static void write_count(struct out *out, const struct run_column *column, bool maybe)
{
    if (column->numbers != NULL) {
        write_enum(out, column->numbers, "", maybe ? ", null" : "");
    } else if (column->most != 0) {
        out_text(out, "\"type\": \"integer\", \"minimum\": ");
        out_count(out, column->least);
        out_text(out, ", \"maximum\": ");
        out_count(out, column->most);
    } else {
        out_text(out, maybe ? "\"anyOf\": [{\"$ref\": \"#/$defs/aantal\"}, {\"type\": \"null\"}]"
                            : "\"$ref\": \"#/$defs/aantal\"");
    }
}

static void write_rows(struct out *out, const struct run_column *column)
{
    out_text(out, "\"type\": \"array\", ");
    if (column->kind == RUN_BLOCKS)
        out_text(out, "\"minItems\": 1, ");
    out_text(out, "\"items\": {\"$ref\": \"#/$defs/");
    out_text(out, run_table_name(column->rows));
    out_text(out, "\"}");
}

static void write_ref(struct out *out, const char *definition, bool maybe)
{
    out_text(out, maybe ? "\"anyOf\": [{" : "");
    out_text(out, "\"$ref\": \"#/$defs/");
    out_text(out, definition);
    out_text(out, maybe ? "\"}, {\"type\": \"null\"}]" : "\"");
}

static void write_kind(struct out *out, const struct run_column *column)
{
    static const struct {
        enum run_kind kind;
        const char *definition;
        bool maybe;
    } refs[] = {{RUN_KEY, "sleutel", false},
                {RUN_OUTCOME, "uitkomst", false},
                {RUN_REASON, "reden", false},
                {RUN_USE, "gebruik", false},
                {RUN_DATE, "datum", false},
                {RUN_LINE, "lijn", false},
                {RUN_MAYBE_LINE, "lijn", true},
                {RUN_AMOUNT, "bedrag", false},
                {RUN_SIGNED_AMOUNT, "bedrag_teken", false},
                {RUN_MAYBE_AMOUNT, "bedrag", true},
                {RUN_MAYBE_SIGNED, "bedrag_teken", true},
                {RUN_WORDS, "aannames_id", false},
                {RUN_OPTIONS, "alternatieven", true},
                {RUN_READINGS, "verantwoordingen", false},
                {RUN_OUTCOMES, "uitkomsten", false},
                {RUN_TEXTS, "teksten", false}};

    for (size_t i = 0; i < sizeof refs / sizeof *refs; i++)
        if (refs[i].kind == column->kind) {
            write_ref(out, refs[i].definition, refs[i].maybe);
            return;
        }
    if (column->kind == RUN_BOOL)
        out_text(out, "\"type\": \"boolean\"");
    else if (column->kind == RUN_NULL_TEXT)
        out_text(out, "\"type\": [\"string\", \"null\"]");
    else if (column->kind == RUN_COUNT || column->kind == RUN_MAYBE_COUNT)
        write_count(out, column, column->kind == RUN_MAYBE_COUNT);
    else if (column->kind == RUN_ROWS || column->kind == RUN_BLOCKS)
        write_rows(out, column);
    else
        write_text(out, column);
}

static void write_column(struct out *out, const struct run_column *column)
{
    out_text(out, "\"description\": \"");
    out_text(out, column->says[LANGUAGE_EN]);
    if (column->symbol != NULL) {
        out_text(out, ": ");
        out_text(out, column->symbol);
    }
    out_text(out, "\", ");
    write_kind(out, column);
    out_char(out, '}');
}

/* ---- tables and blocks ---- */

static void write_cells(struct out *out, const char *indent, enum run_table table)
{
    struct run_shape shape;

    run_shape(table, RUN_JSON, &shape);
    out_text(out, "[\n");
    for (size_t i = 0; i < shape.count; i++) {
        out_text(out, indent);
        out_text(out, "  {\"title\": \"");
        out_text(out, shape.columns[i]->name);
        out_text(out, "\", ");
        write_column(out, shape.columns[i]);
        out_text(out, i + 1 < shape.count ? ",\n" : "\n");
    }
    out_text(out, indent);
    out_text(out, "],\n");
    out_text(out, indent);
    out_text(out, "\"minItems\": ");
    out_count(out, (int64_t)shape.count);
    out_text(out, ",\n");
    out_text(out, indent);
    out_text(out, "\"items\": false");
}

static void write_block(struct out *out, const char *indent, enum run_table table)
{
    struct run_shape shape;

    run_shape(table, RUN_JSON, &shape);
    out_text(out, "{\n");
    for (size_t i = 0; i < shape.count; i++) {
        out_text(out, indent);
        out_text(out, "  \"");
        out_text(out, shape.columns[i]->name);
        out_text(out, "\": {");
        write_column(out, shape.columns[i]);
        out_text(out, i + 1 < shape.count ? ",\n" : "\n");
    }
    out_text(out, indent);
    out_text(out, "},\n");
    out_text(out, indent);
    out_text(out, "\"required\": ");
    write_names(out, indent, table);
    out_text(out, ",\n");
    out_text(out, indent);
    out_text(out, "\"additionalProperties\": false");
}

/* ---- the template ---- */

/* The table of that name that stands in afrekening.json. */
static bool find_table(const char *name, enum run_table *out)
{
    struct run_shape shape;

    for (int i = 0; i < RUN_TABLES; i++) {
        *out = (enum run_table)i;
        run_shape(*out, RUN_JSON, &shape);
        if (shape.count > 0 && strcmp(run_table_name(*out), name) == 0)
            return true;
    }
    return false;
}

static bool write_mark(struct out *out, const char *indent, const char *mark)
{
    static const struct {
        const char *mark;
        void (*write)(struct out *out, const char *indent, enum run_table table);
    } tables[] = {{"names ", write_names}, {"cells ", write_cells}, {"block ", write_block}};
    static const struct {
        const char *mark;
        void (*write)(struct out *out, const char *indent);
    } words[] = {{"outcomes", write_outcomes}, {"reasons", write_reasons}, {"uses", write_uses}};
    enum run_table table;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(mark, words[i].mark) == 0) {
            words[i].write(out, indent);
            return true;
        }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size_t length = strlen(tables[i].mark);
        if (strncmp(mark, tables[i].mark, length) == 0 && find_table(mark + length, &table)) {
            tables[i].write(out, indent, table);
            return true;
        }
    }
    return false;
}

static bool write_line(struct out *out, const char *line, size_t length)
{
    const char *at = memchr(line, '@', length);
    char indent[64] = "";
    char mark[64];
    size_t blanks = strspn(line, " ");

    if (at == NULL) {
        out_bytes(out, line, length);
        return true;
    }
    size_t size = length - (size_t)(at + 1 - line);
    if (size >= sizeof mark || blanks >= sizeof indent)
        return false;
    memcpy(mark, at + 1, size);
    mark[size] = '\0';
    memset(indent, ' ', blanks);
    indent[blanks] = '\0';
    out_bytes(out, line, (size_t)(at - line));
    return write_mark(out, indent, mark);
}

enum status columns_schema(const char *template, struct out *out)
{
    while (*template != '\0') {
        size_t length = strcspn(template, "\n");
        if (!write_line(out, template, length))
            return STATUS_SYNTAX;
        out_char(out, '\n');
        template += length + (template[length] == '\n');
    }
    return STATUS_OK;
}
