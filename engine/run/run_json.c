/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is sealed, but whoever edits it can seal it again: nothing is taken on trust. A cell of
 * another type than the schema's, an index that is not there, a column too many: STATUS_SYNTAX.
 *
 * Every row stands on a line of its own, so a run of a million rows is never held as a tree. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "run/run_value.h"

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

/* Everything but the rows, as a tree. */
static void read_frame(struct run_reader *r, const char *json, size_t size)
{
    char *frame = malloc(size + 1);
    size_t used = 0;

    if (frame == NULL) {
        run_fail(r, STATUS_MEMORY);
        return;
    }
    for (size_t at = 0; at < size;) {
        size_t length = line_length(json + at, size - at);
        if (!is_row(json + at, length)) {
            memcpy(frame + used, json + at, length);
            used += length;
        }
        at += length;
    }
    json_t *root = json_loadb(frame, used, JSON_REJECT_DUPLICATES, NULL);
    free(frame);
    run_frame(r, root);
    json_decref(root);
}

static void read_row(struct run_reader *r, const char *line, size_t length,
                     void (*take)(struct run_reader *, const json_t *))
{
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == ','))
        length--;
    json_t *row = json_loadb(line, length, 0, NULL);
    take(r, row);
    json_decref(row);
}

static bool begins(const char *line, size_t length, const char *with)
{
    return length >= strlen(with) && memcmp(line, with, strlen(with)) == 0;
}

/* The rows of one table: those between the line that opens it and the next that is no row. */
static void read_table(struct run_reader *r, const char *json, size_t size, const char *opening,
                       void (*take)(struct run_reader *, const json_t *))
{
    bool inside = false;

    for (size_t at = 0; at < size && r->to->status == STATUS_OK;) {
        size_t length = line_length(json + at, size - at);
        bool row = is_row(json + at, length);
        if (row && inside)
            read_row(r, json + at, length, take);
        else if (!row)
            inside = begins(json + at, length, opening);
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

/* No row was left out. */
static void check_counts(struct run_reader *r)
{
    const struct run_totals *totals = &r->to->run.totals;

    if (totals->beneficiaries != r->to->beneficiaries.count ||
        totals->applications != r->to->lines.count ||
        totals->incentive_count != r->to->incentives.count)
        run_fail(r, STATUS_SYNTAX);
}

enum status run_json_load(struct run_loading *loading, const char *json, size_t size)
{
    struct run_reader r = {loading, text_map_new(), text_map_new(), text_map_new()};

    if (r.beneficiaries == NULL || r.groups == NULL || r.kinds == NULL)
        run_fail(&r, STATUS_MEMORY);
    if (loading->status == STATUS_OK)
        read_frame(&r, json, size);
    read_table(&r, json, size, "\"begunstigden\":", run_beneficiary_row);
    read_table(&r, json, size, "\"afrekening\":", run_line_row);
    read_table(&r, json, size, "\"stimulansen\":", run_incentive_row);
    check_counts(&r);
    if (loading->status == STATUS_OK)
        join_rows(&r);
    run_bounds(&r);
    text_map_free(r.beneficiaries);
    text_map_free(r.groups);
    text_map_free(r.kinds);
    return loading->status;
}
