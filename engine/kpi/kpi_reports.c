/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two readers of one table. The fast one finds the fields 64 bytes at a time and gives up at the
 * first thing that is not plain and right; the careful one then reads the whole again and names
 * what is wrong. Both give the same figures (tests/kpi/reports). */
#include "kpi/kpi_reports.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/limits.h"
#include "core/map.h"
#include "core/vector.h"
#include "ingest/stream/split.h"
#include "ingest/table/field.h"

enum { R_OWNER, R_ACTION, R_GROUP, R_MOMENT, R_DATE, R_ACHIEVED, R_MOTIVATION, R_COLUMNS };
enum { MOMENTS = 2, KEY_BYTES = 2 * LIMIT_KEY_BYTES + 8 };

static const char *const columns[R_COLUMNS] = {"begunstigde", "actie",        "doelgroep", "moment",
                                               "datum",       "behaalde_kpi", "motivering"};
static const char *const moments[MOMENTS] = {"tussentijds", "eind"};

const char *kpi_moment_name(uint32_t moment)
{
    return moments[moment];
}

/* ---- groups ---- */

struct tally {
    struct kpi_report_table *table;
    struct text_map *groups;
    const char *file;
    struct diag_list *diags;
};

struct report {
    struct text action, group;
    uint32_t moment;
    int64_t achieved;
};

static char *copy(struct text text)
{
    char *made = malloc(text.length + 1);

    if (made != NULL) {
        memcpy(made, text.at, text.length);
        made[text.length] = '\0';
    }
    return made;
}

static size_t key_of(const struct report *report, char key[KEY_BYTES])
{
    size_t size = report->action.length;

    memcpy(key, report->action.at, size);
    key[size++] = '\n'; /* in no key */
    memcpy(key + size, report->group.at, report->group.length);
    size += report->group.length;
    key[size++] = (char)('0' + report->moment);
    return size;
}

static enum status new_group(struct tally *t, const struct report *report, struct text key,
                             uint32_t *index)
{
    struct kpi_report_table *table = t->table;
    void *items = table->items;
    enum status status = vector_grow(&items, table->count, &table->capacity, sizeof *table->items);

    table->items = items;
    if (status != STATUS_OK)
        return status;
    char *kept = copy(key);
    struct kpi_report_figures *group = &table->items[table->count];
    *group = (struct kpi_report_figures){.action = copy(report->action),
                                         .group = copy(report->group),
                                         .moment = report->moment,
                                         .key = kept,
                                         .least = INT64_MAX,
                                         .most = INT64_MIN};
    table->count++;
    if (group->action == NULL || group->group == NULL || kept == NULL)
        return STATUS_MEMORY;
    return text_map_add(t->groups, (struct text){kept, key.length}, table->count - 1, index);
}

static enum status add_value(struct kpi_report_figures *group, int64_t achieved)
{
    void *values = group->values;
    enum status status =
        vector_grow(&values, group->reports, &group->capacity, sizeof *group->values);

    group->values = values;
    if (status != STATUS_OK)
        return status;
    group->values[group->reports++] = (double)achieved;
    group->least = achieved < group->least ? achieved : group->least;
    group->most = achieved > group->most ? achieved : group->most;
    return __builtin_add_overflow(group->sum, achieved, &group->sum) ? STATUS_OVERFLOW : STATUS_OK;
}

static enum status take(struct tally *t, const struct report *report)
{
    char bytes[KEY_BYTES];
    struct text key = {bytes, key_of(report, bytes)};
    uint32_t index = text_map_find(t->groups, key);

    if (index == MAP_NONE) {
        enum status status = new_group(t, report, key, &index);
        if (status != STATUS_OK)
            return status;
    }
    t->table->reports++;
    return add_value(&t->table->items[index], report->achieved);
}

/* ---- the fast reader ---- */

struct memory {
    struct text left;
};

static enum status read_memory(void *context, char *at, size_t size, size_t *got)
{
    struct memory *memory = context;

    *got = size < memory->left.length ? size : memory->left.length;
    memcpy(at, memory->left.at, *got);
    memory->left.at += *got;
    memory->left.length -= *got;
    return STATUS_OK;
}

struct fast {
    struct tally *tally;
    uint32_t place[R_COLUMNS]; /* field of each column */
    uint32_t fields;           /* of the header; 0: not read yet */
    uint32_t *ends;
    uint32_t *records;
    size_t capacity; /* of both */
};

static enum status reserve_ends(struct fast *fast, size_t wanted)
{
    if (wanted <= fast->capacity)
        return STATUS_OK;
    free(fast->ends);
    free(fast->records);
    fast->ends = malloc(wanted * sizeof *fast->ends);
    fast->records = malloc(wanted * sizeof *fast->records);
    fast->capacity = fast->ends == NULL || fast->records == NULL ? 0 : wanted;
    return fast->capacity == 0 ? STATUS_MEMORY : STATUS_OK;
}

/* Between two separators; a CR before the line end does not count. */
static struct text field_at(const char *bytes, uint32_t from, uint32_t end, bool last)
{
    size_t length = end - from;

    if (last && length > 0 && bytes[end - 1] == '\r')
        length--;
    return (struct text){bytes + from, length};
}

static bool fast_header(struct fast *fast, const char *bytes, const uint32_t *ends, uint32_t count)
{
    uint32_t from = 0;

    if (count != R_COLUMNS) /* one more or less: for the careful reader */
        return false;
    for (int c = 0; c < R_COLUMNS; c++)
        fast->place[c] = R_COLUMNS;
    for (uint32_t i = 0; i < count; i++) {
        struct text name = field_at(bytes, from, ends[i], i + 1 == count);
        for (int c = 0; c < R_COLUMNS; c++)
            if (text_is(name, columns[c]))
                fast->place[c] = i;
        from = ends[i] + 1;
    }
    for (int c = 0; c < R_COLUMNS; c++)
        if (fast->place[c] == R_COLUMNS)
            return false;
    fast->fields = count;
    return true;
}

/* Not quoted, no blanks around it, nothing that cannot be seen. */
static bool plain_key(struct text key, bool may_be_empty)
{
    if (key.length == 0)
        return may_be_empty;
    if (key.length > LIMIT_KEY_BYTES || *key.at == '"')
        return false;
    for (size_t i = 0; i < key.length; i++)
        if ((unsigned char)key.at[i] <= ' ' || (unsigned char)key.at[i] >= 0x7f)
            return false;
    return true;
}

static bool plain_moment(struct text word, uint32_t *out)
{
    for (*out = 0; *out < MOMENTS; (*out)++)
        if (text_is(word, moments[*out]))
            return true;
    return false;
}

/* STATUS_INVALID: for the careful reader. */
static enum status fast_record(struct fast *fast, const char *bytes, uint32_t from,
                               const uint32_t *ends, uint32_t count)
{
    struct text fields[R_COLUMNS];
    struct report report;
    struct date date;

    if (count != fast->fields)
        return STATUS_INVALID;
    for (uint32_t i = 0; i < count; i++) {
        fields[i] = field_at(bytes, from, ends[i], i + 1 == count);
        from = ends[i] + 1;
    }
    struct text day = fields[fast->place[R_DATE]];
    report.action = fields[fast->place[R_ACTION]];
    report.group = fields[fast->place[R_GROUP]];
    if (!plain_key(fields[fast->place[R_OWNER]], false) || !plain_key(report.action, false) ||
        !plain_key(report.group, true) || fields[fast->place[R_MOTIVATION]].length > 1000 ||
        !plain_moment(fields[fast->place[R_MOMENT]], &report.moment) ||
        date_parse(day.at, day.length, &date) != STATUS_OK ||
        text_parse_count(fields[fast->place[R_ACHIEVED]], &report.achieved) != STATUS_OK)
        return STATUS_INVALID;
    return take(fast->tally, &report);
}

static enum status fast_chunk(struct fast *fast, const struct split_chunk *chunk,
                              enum scan_level level)
{
    size_t blocks = (chunk->length + SCAN_BLOCK - 1) / SCAN_BLOCK;
    size_t records = 0;
    uint32_t first = 0;
    uint32_t from = 0;
    enum status status = STATUS_OK;

    if (chunk->kind != SPLIT_RECORDS)
        return STATUS_INVALID;
    status = reserve_ends(fast, (blocks + 1) * SCAN_BLOCK);
    if (status != STATUS_OK)
        return status;
    assert(fast->records != NULL); /* room for at least one block */
    scan_flatten(level, chunk->masks, 0, blocks, chunk->length, fast->ends, 0, fast->records,
                 &records);
    for (size_t r = 0; r < records && status == STATUS_OK; r++) {
        uint32_t count = fast->records[r] - first;
        if (fast->fields == 0)
            status = fast_header(fast, chunk->bytes, fast->ends, count) ? STATUS_OK
                                                                        : STATUS_INVALID;
        else
            status = fast_record(fast, chunk->bytes, from, fast->ends + first, count);
        first = fast->records[r];
        from = fast->ends[first - 1] + 1;
    }
    return status;
}

static enum status fast_chunks(struct fast *fast, struct text text)
{
    struct memory memory = {text};
    struct splitter splitter = {.level = scan_best_level(),
                                .dialect = {';', '"', '\n'},
                                .chunk_bytes = SPLIT_CHUNK_BYTES,
                                .record_limit = SPLIT_RECORD_LIMIT};
    struct split_chunk chunk = {0};
    enum status status = splitter_open(&splitter, read_memory, &memory, "", 0);

    while (status == STATUS_OK) {
        status = splitter_next(&splitter, UINT64_MAX, &chunk);
        if (status != STATUS_OK || chunk.kind == SPLIT_END)
            break;
        status = fast_chunk(fast, &chunk, splitter.level);
    }
    splitter_close(&splitter);
    split_chunk_free(&chunk);
    return status == STATUS_OK && fast->fields == 0 ? STATUS_INVALID : status;
}

static enum status read_fast(struct tally *tally, struct text text)
{
    struct fast fast = {.tally = tally};
    enum status status = fast_chunks(&fast, text);

    free(fast.ends);
    free(fast.records);
    return status;
}

/* ---- the careful reader ---- */

static enum status take_row(void *context, const struct table_row *row)
{
    struct tally *t = context;
    struct field_reader reader = {.row = row, .diags = t->diags};
    struct date first;
    struct date last;
    struct date date;
    struct text owner;
    struct report report = {0};

    if (date_from_civil(1, 1, 1, &first) != STATUS_OK ||
        date_from_civil(9999, 12, 31, &last) != STATUS_OK)
        return STATUS_BROKEN;
    bool right = field_key(&reader, R_OWNER, &owner);
    right &= field_key(&reader, R_ACTION, &report.action);
    right &= field_optional_key(&reader, R_GROUP, &report.group);
    right &= field_word(&reader, R_MOMENT, moments, MOMENTS, &report.moment);
    right &= field_date(&reader, R_DATE, first, last, &date);
    right &= field_count(&reader, R_ACHIEVED, &report.achieved);
    return right ? take(t, &report) : STATUS_OK;
}

static enum status read_carefully(struct tally *t, struct text text)
{
    struct table_spec spec = {t->file, columns, R_COLUMNS, true, false, NULL};
    struct table_counts counts;
    enum status status = table_read(&spec, text, t->diags, take_row, t, &counts);

    return status == STATUS_OK ? diag_list_status(t->diags) : status;
}

/* ---- the whole ---- */

static int compare_groups(const void *left, const void *right)
{
    const struct kpi_report_figures *a = left;
    const struct kpi_report_figures *b = right;
    size_t length_a = strlen(a->action);
    size_t length_b = strlen(b->action);

    if (length_a != length_b)
        return length_a < length_b ? -1 : 1;
    int order = strcmp(a->action, b->action);
    if (order == 0)
        order = strcmp(a->group, b->group);
    return order != 0 ? order : (a->moment > b->moment) - (a->moment < b->moment);
}

static enum status finish(struct kpi_report_table *table)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < table->count && status == STATUS_OK; i++)
        status = stats_quartiles(table->items[i].values, table->items[i].reports,
                                 &table->items[i].quartiles);
    if (table->count > 1)
        qsort(table->items, table->count, sizeof *table->items, compare_groups); /* a handful */
    return status;
}

static enum status read_with(enum status (*reader)(struct tally *, struct text), const char *file,
                             struct text text, struct diag_list *diags,
                             struct kpi_report_table *out)
{
    struct tally tally = {out, text_map_new(), file, diags};
    enum status status = tally.groups == NULL ? STATUS_MEMORY : reader(&tally, text);

    text_map_free(tally.groups);
    return status;
}

enum status kpi_reports_read(const char *file, struct text text, struct diag_list *diags,
                             struct kpi_report_table *out)
{
    *out = (struct kpi_report_table){0};
    enum status status = read_with(read_fast, file, text, diags, out);

    if (status == STATUS_INVALID) {
        kpi_reports_free(out);
        status = read_with(read_carefully, file, text, diags, out);
    }
    return status == STATUS_OK ? finish(out) : status;
}

void kpi_reports_free(struct kpi_report_table *table)
{
    for (uint32_t i = 0; i < table->count; i++) {
        free(table->items[i].action);
        free(table->items[i].group);
        free(table->items[i].key);
        free(table->items[i].values);
    }
    free(table->items);
    *table = (struct kpi_report_table){0};
}
