/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain/read.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "run/run.h"

/* The end of the JSON string that begins at line[1], behind its closing quote; 0: it has none. */
static size_t string_end(const char *line, size_t length)
{
    for (size_t i = 2; i < length; i++) {
        if (line[i] == '\\')
            i++;
        else if (line[i] == '"')
            return i + 1;
    }
    return 0;
}

/* Whether the line is a row of this beneficiary: ["ID", … . The id is compared as JSON reads it. */
static bool is_wanted(const char *line, size_t length, const char *beneficiary)
{
    size_t end = string_end(line, length);
    json_t *id = end == 0 ? NULL : json_loadb(line + 1, end - 1, JSON_DECODE_ANY, NULL);
    const char *text = json_string_value(id);
    bool wanted = text != NULL && strcmp(text, beneficiary) == 0;

    json_decref(id);
    return wanted;
}

static bool is_row(const char *line, size_t length)
{
    return length > 1 && line[0] == '[' && line[1] == '"';
}

struct sieve {
    char *kept;
    size_t size;
    bool comma_owed; /* a row was kept, and the next one needs a comma before it */
};

static void keep_row(struct sieve *sieve, const char *line, size_t length)
{
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == ','))
        length--;
    if (sieve->comma_owed)
        sieve->kept[sieve->size++] = ',';
    memcpy(sieve->kept + sieve->size, line, length);
    sieve->size += length;
    sieve->comma_owed = true;
}

static void sift(struct sieve *sieve, const char *json, size_t size, const char *beneficiary)
{
    for (size_t at = 0; at < size;) {
        const char *line = json + at;
        const char *end = memchr(line, '\n', size - at);
        size_t length = end == NULL ? size - at : (size_t)(end - line) + 1;
        at += length;
        if (is_row(line, length)) {
            if (is_wanted(line, length, beneficiary))
                keep_row(sieve, line, length);
            continue;
        }
        memcpy(sieve->kept + sieve->size, line, length);
        sieve->size += length;
        sieve->comma_owed = false;
    }
}

json_t *explain_load(const char *json, size_t size, const char *beneficiary, enum status *status)
{
    struct sieve sieve = {.kept = malloc(size + 1)};

    *status = STATUS_MEMORY;
    if (sieve.kept == NULL)
        return NULL;
    sift(&sieve, json, size, beneficiary);
    json_t *root = json_loadb(sieve.kept, sieve.size, JSON_REJECT_DUPLICATES, NULL);
    free(sieve.kept);
    const char *schema = json_string_value(json_object_get(root, "schema"));
    *status = STATUS_OK;
    if (schema != NULL && strcmp(schema, RUN_JSON_SCHEMA) == 0)
        return root;
    *status = STATUS_SYNTAX;
    json_decref(root);
    return NULL;
}

struct row explain_row(const struct explanation *e, const char *table, size_t index)
{
    const json_t *object = json_object_get(e->root, table);

    return (struct row){json_object_get(object, "kolommen"),
                        json_array_get(json_object_get(object, "rijen"), index)};
}

const json_t *row_cell(struct row row, const char *column)
{
    for (size_t i = 0; i < json_array_size(row.columns); i++) {
        const char *name = json_string_value(json_array_get(row.columns, i)); /* may be NULL */
        if (name != NULL && strcmp(name, column) == 0)
            return json_array_get(row.cells, i);
    }
    return NULL;
}

const char *row_text(struct row row, const char *column)
{
    const char *text = json_string_value(row_cell(row, column));

    return text == NULL ? "" : text;
}

int64_t row_count(struct row row, const char *column)
{
    return json_integer_value(row_cell(row, column));
}

bool row_has(struct row row, const char *column)
{
    const json_t *cell = row_cell(row, column);

    return cell != NULL && !json_is_null(cell) &&
           (!json_is_string(cell) || *json_string_value(cell) != '\0');
}

enum { BUFFERS = 16 };

const char *explain_money(const char *plain)
{
    static _Thread_local char buffers[BUFFERS][MONEY_TEXT_BYTES];
    static _Thread_local unsigned next;
    char *buffer = buffers[next++ % BUFFERS];
    char *point;
    struct money money;

    if (plain == NULL || strlen(plain) >= MONEY_TEXT_BYTES)
        return "";
    memcpy(buffer, plain, strlen(plain) + 1);
    point = strchr(buffer, '.');
    if (point != NULL)
        *point = ',';
    if (text_parse_money((struct text){buffer, strlen(buffer)}, &money) == STATUS_OK)
        text_format_money(money, buffer);
    return buffer;
}

const char *explain_number(int64_t count)
{
    static _Thread_local char buffers[BUFFERS][COUNT_TEXT_BYTES];
    static _Thread_local unsigned next;
    char *buffer = buffers[next++ % BUFFERS];

    text_format_count(count, buffer);
    return buffer;
}
