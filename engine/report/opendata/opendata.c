/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/opendata/opendata.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "report/opendata/tables.h"
#include "write/json.h"

/* ---- kinds ---- */

enum open_kind { OPEN_TEXT, OPEN_COUNT, OPEN_MONEY, OPEN_BOOLEAN };

static enum open_kind open_kind(enum run_kind kind)
{
    switch (kind) {
    case RUN_NUMBER:
    case RUN_COUNT:
    case RUN_MAYBE_COUNT:
        return OPEN_COUNT;
    case RUN_BOOL:
        return OPEN_BOOLEAN;
    case RUN_AMOUNT:
    case RUN_SIGNED_AMOUNT:
    case RUN_MAYBE_AMOUNT:
    case RUN_MAYBE_SIGNED:
        return OPEN_MONEY;
    default:
        return OPEN_TEXT;
    }
}

static bool may_be_absent(enum run_kind kind)
{
    return kind == RUN_EMPTY_TEXT || kind == RUN_EMPTY_WORD || kind == RUN_NULL_TEXT ||
           kind == RUN_MAYBE_COUNT || kind == RUN_MAYBE_AMOUNT || kind == RUN_MAYBE_SIGNED;
}

/* ---- CSV ---- */

/* A field of RFC 4180. This is data for programs: a spreadsheet's formula is text here, as the
 * metadata say, and an apostrophe in front of it would change the value. */
static void field(struct out *out, const char *text)
{
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;

    if (!quoted) {
        out_text(out, text);
        return;
    }
    out_char(out, '"');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            out_char(out, '"');
        out_char(out, *p);
    }
    out_char(out, '"');
}

/* An action is a number here; the scheme holds it as digits. */
static void write_number(struct out *out, const char *digits)
{
    int64_t value;

    if (text_parse_count((struct text){digits, strlen(digits)}, &value) == STATUS_OK)
        out_count(out, value);
}

static void write_cell(struct out *out, const struct run_column *column, const void *row)
{
    switch (open_kind(column->kind)) {
    case OPEN_TEXT:
        field(out, run_member_text(column, row));
        return;
    case OPEN_BOOLEAN:
        out_text(out, *(const bool *)run_member(column, row) ? "true" : "false");
        return;
    case OPEN_COUNT:
        if (column->kind == RUN_NUMBER)
            write_number(out, run_member_text(column, row));
        else if (run_member_count(column, row) != RUN_NONE)
            out_count(out, run_member_count(column, row));
        return;
    case OPEN_MONEY:
        if (!may_be_absent(column->kind))
            out_money_plain(out, run_member_money(column, row));
        else if (run_member_amount(column, row).known)
            out_money_plain(out, run_member_amount(column, row).money);
        return;
    }
}

static void write_table(struct out *out, struct open_data *data, const struct open_table *table)
{
    struct run_shape shape;

    open_table_shape(table, &shape);
    for (size_t c = 0; c < shape.count; c++) {
        out_text(out, c > 0 ? "," : "");
        out_text(out, run_column_name(shape.columns[c], RUN_OPEN));
    }
    out_char(out, '\n');
    for (uint32_t i = 0; i < open_table_rows(table, data->run); i++) {
        const void *row = open_table_row(table, data, i);
        const void *owner = table->before > 0 ? open_table_owner(table, data->run, i) : NULL;
        for (size_t c = 0; c < shape.count; c++) {
            out_text(out, c > 0 ? "," : "");
            write_cell(out, shape.columns[c], c < table->before ? owner : row);
        }
        out_char(out, '\n');
    }
}

/* ---- CSVW ---- */

static void member_language(struct json *json, const char *key, const struct open_text *text,
                            enum language language)
{
    json_key(json, key);
    json_open(json, '{');
    json_member_text(json, "@value", language == LANGUAGE_NL ? text->nl : text->en);
    json_member_text(json, "@language", language == LANGUAGE_NL ? "nl" : "en");
    json_close(json, '}');
}

enum { OUTCOMES_BYTES = 256 };

/* "a|b|c" of run_outcomes: all that such a cell can be. */
static void outcomes(char out[OUTCOMES_BYTES])
{
    size_t used = 0;

    for (size_t i = 0; i < sizeof run_outcomes / sizeof *run_outcomes; i++)
        used += (size_t)snprintf(out + used, OUTCOMES_BYTES - used, "%s%s", i > 0 ? "|" : "",
                                 run_outcomes[i]);
    assert(used < OUTCOMES_BYTES);
}

static void datatype(struct json *json, const struct run_column *column)
{
    static const char *const names[] = {"string", "integer", "decimal", "boolean"};
    const char *base = names[open_kind(column->kind)];
    const char *format = column->words != NULL ? column->words : column->pattern;
    char words[OUTCOMES_BYTES];

    if (column->kind == RUN_OUTCOME) {
        outcomes(words);
        format = words;
    } else if (column->kind == RUN_USE) {
        format = RUN_USES;
    } else if (column->kind == RUN_DATE) {
        base = "date";
        format = "yyyy-MM-dd";
    }
    json_key(json, "datatype");
    if (format == NULL) {
        json_text(json, base);
        return;
    }
    json_open(json, '{');
    json_member_text(json, "base", base);
    json_member_text(json, "format", format);
    json_close(json, '}');
}

static void describe_column(struct json *json, const struct run_column *column,
                            enum language language)
{
    const struct open_text says = {column->says[LANGUAGE_NL], column->says[LANGUAGE_EN]};

    json_line(json);
    json_open(json, '{');
    json_member_text(json, "name", run_column_name(column, RUN_OPEN));
    json_member_text(json, "titles", run_column_name(column, RUN_OPEN));
    member_language(json, "dc:description", &says, language);
    datatype(json, column);
    json_key(json, "required");
    json_bool(json, !may_be_absent(column->kind) && column->kind != RUN_GROUP);
    if (column->kind == RUN_GROUP)
        json_member_text(json, "null", "NULL"); /* a value that does not occur: "" is one */
    if (open_kind(column->kind) == OPEN_MONEY)
        json_member_text(json, "schema:unitCode", "EUR"); /* ISO 4217 */
    else if (column->unit != NULL)
        json_member_text(json, "schema:unitText", column->unit);
    json_close(json, '}');
}

/* A key of one or more columns, given as "a b". */
static void columns_of(struct json *json, const char *key, const char *names)
{
    char name[64];

    json_key(json, key);
    json_open(json, '[');
    while (*names != '\0') {
        size_t length = strcspn(names, " ");
        assert(length < sizeof name);
        memcpy(name, names, length);
        name[length] = '\0';
        json_text(json, name);
        names += length + (names[length] == ' ');
    }
    json_close(json, ']');
}

static void describe_links(struct json *json, const struct open_table *table)
{
    json_key(json, "foreignKeys");
    json_open(json, '[');
    for (size_t i = 0; i < OPEN_LINKS && table->links[i].columns != NULL; i++) {
        json_open(json, '{');
        columns_of(json, "columnReference", table->links[i].columns);
        json_key(json, "reference");
        json_open(json, '{');
        json_member_text(json, "resource", table->links[i].file);
        columns_of(json, "columnReference", table->links[i].columns);
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void describe_table(struct json *json, const struct open_table *table,
                           enum language language)
{
    struct run_shape shape;

    open_table_shape(table, &shape);
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "url", table->file);
    member_language(json, "dc:title", &table->title, language);
    json_key(json, "tableSchema");
    json_open(json, '{');
    json_key(json, "columns");
    json_open(json, '[');
    for (size_t c = 0; c < shape.count; c++)
        describe_column(json, shape.columns[c], language);
    json_close(json, ']');
    columns_of(json, "primaryKey", table->key);
    describe_links(json, table);
    json_close(json, '}');
    json_close(json, '}');
}

static void sources(struct json *json, const struct run *run)
{
    json_open(json, '[');
    for (uint32_t i = 0; i < run->source_count; i++)
        json_text(json, run->sources[i].document);
    json_close(json, ']');
}

static void write_csvw(struct out *out, const struct run *run,
                       const struct opendata_options *options)
{
    struct json json = {.out = out};

    json_open(&json, '{');
    json_key(&json, "@context");
    json_open(&json, '[');
    json_text(&json, "http://www.w3.org/ns/csvw");
    json_open(&json, '{');
    json_member_text(&json, "@language", options->language == LANGUAGE_NL ? "nl" : "en");
    json_close(&json, '}');
    json_close(&json, ']');
    json_member_text(&json, "@type", "TableGroup");
    json_member_text(&json, "dc:title", run->scheme_name);
    json_member_text(&json, "dc:identifier", run->manifest_sha256);
    json_member_text(&json, "dc:license", options->licence);
    json_key(&json, "dc:source");
    sources(&json, run);
    json_key(&json, "dialect");
    json_open(&json, '{');
    json_member_text(&json, "encoding", "utf-8");
    json_member_text(&json, "delimiter", ",");
    json_member_text(&json, "lineTerminators", "\n");
    json_key(&json, "header");
    json_bool(&json, true);
    json_close(&json, '}');
    json_key(&json, "tables");
    json_open(&json, '[');
    for (size_t i = 0; i < open_table_count; i++)
        describe_table(&json, &open_tables[i], options->language);
    json_close(&json, ']');
    json_close(&json, '}');
    out_char(out, '\n');
}

/* ---- DCAT ---- */

static void context(struct json *json)
{
    json_key(json, "@context");
    json_open(json, '{');
    json_member_text(json, "dcat", "http://www.w3.org/ns/dcat#");
    json_member_text(json, "dct", "http://purl.org/dc/terms/");
    json_member_text(json, "xsd", "http://www.w3.org/2001/XMLSchema#");
    json_close(json, '}');
}

static void member_id(struct json *json, const char *key, const char *uri)
{
    json_key(json, key);
    json_open(json, '{');
    json_member_text(json, "@id", uri);
    json_close(json, '}');
}

static void licence(struct json *json, const struct opendata_options *options)
{
    if (options->licence != NULL)
        member_id(json, "dct:license", options->licence);
}

static void distribution(struct json *json, const struct open_table *table,
                         const struct opendata_options *options)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "@id", table->file);
    json_member_text(json, "@type", "dcat:Distribution");
    member_language(json, "dct:title", &table->title, options->language);
    member_id(json, "dcat:downloadURL", table->file);
    member_id(json, "dcat:mediaType", "http://www.iana.org/assignments/media-types/text/csv");
    member_id(json, "dct:conformsTo", "csv-metadata.json");
    licence(json, options);
    json_close(json, '}');
}

static void typed_date(struct json *json, const char *key, const char *date)
{
    json_key(json, key);
    json_open(json, '{');
    json_member_text(json, "@value", date);
    json_member_text(json, "@type", "xsd:date");
    json_close(json, '}');
}

static void period(struct json *json, const struct run *run)
{
    const struct run_parameter *from = run_parameter_find(run, "projectperiode-van");
    const struct run_parameter *to = run_parameter_find(run, "projectperiode-tot");

    if (from == NULL || to == NULL)
        return;
    json_key(json, "dct:temporal");
    json_open(json, '{');
    json_member_text(json, "@type", "dct:PeriodOfTime");
    typed_date(json, "dcat:startDate", from->value);
    typed_date(json, "dcat:endDate", to->value);
    json_close(json, '}');
}

static void write_dcat(struct out *out, const struct run *run,
                       const struct opendata_options *options)
{
    static const struct open_text description = {
        "Berekening en afrekening van de subsidies: wat elk bestuur vooropstelde en behaalde, en "
        "wat "
        "het kreeg. Bedragen in euro; elk bedrag volgt uit een regel waarvan de bron vermeld is.",
        "Computation and settlement of the grants: what each government promised and reached, and "
        "what it was paid. Amounts in euro; each follows from a rule whose source is named."};
    struct json json = {.out = out};

    json_open(&json, '{');
    context(&json);
    json_member_text(&json, "@id", "");
    json_member_text(&json, "@type", "dcat:Dataset");
    json_member_text(&json, "dct:identifier", run->manifest_sha256);
    json_member_text(&json, "dct:title", run->scheme_name);
    member_language(&json, "dct:description", &description, options->language);
    json_member_text(&json, "dct:language", options->language == LANGUAGE_NL ? "nl" : "en");
    typed_date(&json, "dct:valid", run->cutoff);
    period(&json, run);
    licence(&json, options);
    json_key(&json, "dct:source");
    sources(&json, run);
    json_key(&json, "dcat:distribution");
    json_open(&json, '[');
    for (size_t i = 0; i < open_table_count; i++)
        distribution(&json, &open_tables[i], options);
    json_close(&json, ']');
    json_close(&json, '}');
    out_char(out, '\n');
}

/* ---- files ---- */

size_t opendata_file_count(void)
{
    return open_table_count + 2;
}

const char *opendata_file_name(size_t index)
{
    if (index < open_table_count)
        return open_tables[index].file;
    return index == open_table_count ? "csv-metadata.json" : "dcat.jsonld";
}

enum status opendata_file_write(const struct run *run, const struct opendata_options *options,
                                size_t index, struct out *out)
{
    struct run_sums sums = {0};
    struct open_data data = {.run = run, .sums = &sums};
    enum status status = STATUS_OK;

    if (index == open_table_count) {
        write_csvw(out, run, options);
    } else if (index > open_table_count) {
        write_dcat(out, run, options);
    } else {
        if (open_tables[index].table == RUN_sum)
            status = run_sums_make(run, &sums);
        if (status == STATUS_OK)
            write_table(out, &data, &open_tables[index]);
        run_sums_free(&sums);
    }
    return status;
}
