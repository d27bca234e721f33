/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is sealed, but whoever edits it can seal it again: nothing is taken on trust. A cell of
 * another type than the schema's, an index that is not there, a column too many: STATUS_SYNTAX.
 *
 * Every row stands on a line of its own, so a run of a million rows is never held as a tree. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "run/run_value.h"
#include "seal/json_read.h"

const char *const run_outcomes[7] = {"beslissing-nodig", "terugvordering",   "saldo-ingehouden",
                                     "lopend",           "saldo-uitbetalen", "stopgezet",
                                     "geen-subsidie"};

static bool is_row(const char *line, size_t length)
{
    return length > 1 && line[0] == '[' && line[1] == '"';
}

static size_t line_length(const char *json, size_t size)
{
    const char *end = memchr(json, '\n', size);

    return end == NULL ? size : (size_t)(end - json) + 1;
}

/* NULL, and what failed is kept. */
static json_t *parse(struct run_reader *r, const char *text, size_t length)
{
    json_t *value;
    enum status status = json_read_part(text, length, &value);

    if (status != STATUS_OK)
        run_fail(r, status);
    return value;
}

/* Everything but the rows, as a tree; counts the rows. */
static void read_frame(struct run_reader *r, const char *json, size_t size, int64_t *rows)
{
    char *frame = malloc(size + 1);
    size_t used = 0;

    if (frame == NULL) {
        run_fail(r, STATUS_MEMORY);
        return;
    }
    for (size_t at = 0; at < size;) {
        size_t length = line_length(json + at, size - at);
        if (is_row(json + at, length)) {
            ++*rows;
        } else {
            memcpy(frame + used, json + at, length);
            used += length;
        }
        at += length;
    }
    json_t *root = parse(r, frame, used);
    free(frame);
    run_frame(r, root);
    json_decref(root);
}

typedef void (*take_fn)(struct run_reader *r, const json_t *row);

static void read_row(struct run_reader *r, const char *line, size_t length, take_fn take)
{
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == ','))
        length--;
    json_t *row = parse(r, line, length);
    if (row != NULL)
        take(r, row);
    json_decref(row);
}

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

/* Whether the row is wanted: ["ID", … . The id is compared as JSON reads it. */
static bool is_wanted(struct run_reader *r, const char *line, size_t length)
{
    if (r->only == NULL)
        return true;
    size_t end = string_end(line, length);
    json_t *id = end == 0 ? NULL : parse(r, line + 1, end - 1);
    const char *text = json_string_value(id);
    bool wanted = text != NULL && strcmp(text, r->only) == 0;

    json_decref(id);
    return wanted;
}

static bool begins(const char *line, size_t length, const char *with)
{
    size_t size = strlen(with);

    return length >= size + 3 && line[0] == '"' && memcmp(line + 1, with, size) == 0 &&
           line[size + 1] == '"' && line[size + 2] == ':';
}

/* The rows of one table: those between the line that opens it and the next that is no row. */
static void read_table(struct run_reader *r, const char *json, size_t size, enum run_table table,
                       take_fn take)
{
    bool inside = false;

    for (size_t at = 0; at < size && r->to->status == STATUS_OK;) {
        size_t length = line_length(json + at, size - at);
        bool row = is_row(json + at, length);
        if (row && inside && is_wanted(r, json + at, length))
            read_row(r, json + at, length, take);
        else if (row && inside)
            r->passed[table]++;
        else if (!row)
            inside = begins(json + at, length, run_table_name(table));
        at += length;
    }
}

/* The rows of a beneficiary stand together, in its order. */
static void join_rows(struct run_reader *r)
{
    struct run_beneficiary *owners = r->to->beneficiaries.items;

    for (uint32_t i = 0; i < r->to->lines.count; i++) {
        struct run_beneficiary *owner = &owners[r->to->lines.items[i].beneficiary];
        if (owner->line_count++ == 0)
            owner->first_line = i;
        else if (owner->first_line + owner->line_count - 1 != i)
            run_fail(r, STATUS_SYNTAX);
    }
    for (uint32_t i = 0; i < r->to->incentives.count; i++) {
        struct run_beneficiary *owner = &owners[r->to->incentives.items[i].beneficiary];
        if (owner->incentive_count++ == 0)
            owner->first_incentive = i;
        else if (owner->first_incentive + owner->incentive_count - 1 != i)
            run_fail(r, STATUS_SYNTAX);
    }
}

/* No row was left out, and none stands where it is not read. */
static void check_counts(struct run_reader *r, int64_t rows)
{
    const struct run_totals *totals = &r->to->run.totals;
    int64_t beneficiaries = r->passed[RUN_beneficiary] + r->to->beneficiaries.count;
    int64_t lines = r->passed[RUN_line] + r->to->lines.count;
    int64_t incentives = r->passed[RUN_incentive] + r->to->incentives.count;

    if (totals->beneficiaries != beneficiaries || totals->applications != lines ||
        totals->incentive_count != incentives || beneficiaries + lines + incentives != rows)
        run_fail(r, STATUS_SYNTAX);
}

static bool reader_new(struct run_reader *r)
{
    for (int i = 0; i < RUN_TABLES; i++)
        run_shape((enum run_table)i, RUN_JSON, &r->shapes[i]);
    r->beneficiaries = text_map_new();
    r->groups = text_map_new();
    r->kinds = text_map_new();
    r->words = text_map_new();
    return r->beneficiaries != NULL && r->groups != NULL && r->kinds != NULL && r->words != NULL;
}

static void reader_free(struct run_reader *r)
{
    text_map_free(r->beneficiaries);
    text_map_free(r->groups);
    text_map_free(r->kinds);
    text_map_free(r->words);
    free(r->known.items);
}

enum status run_json_load(struct run_loading *loading, const char *json, size_t size,
                          const char *beneficiary)
{
    struct run_reader r = {.to = loading, .only = beneficiary};
    int64_t rows = 0;

    if (!reader_new(&r))
        run_fail(&r, STATUS_MEMORY);
    if (loading->status == STATUS_OK)
        read_frame(&r, json, size, &rows);
    read_table(&r, json, size, RUN_beneficiary, run_beneficiary_row);
    read_table(&r, json, size, RUN_line, run_line_row);
    read_table(&r, json, size, RUN_incentive, run_incentive_row);
    check_counts(&r, rows);
    if (loading->status == STATUS_OK)
        join_rows(&r);
    run_bounds(&r);
    run_ties(&r);
    reader_free(&r);
    return loading->status;
}
