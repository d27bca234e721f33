/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deelnames.csv: rows, checked one by one and then among each other. */
#include <stdlib.h>
#include <string.h>

#include "core/alike.h"
#include "core/map.h"
#include "ingest/table/field.h"
#include "participation/participation.h"
#include "participation/person.h"
#include "participation/trajectories.h"

enum { C_PARTICIPANT, C_DATE, C_HOURS, C_ACTIVITY, C_GOVERNMENT, COLUMN_COUNT };

static const char *const columns[COLUMN_COUNT] = {"deelnemer", "datum", "uren", "activiteit",
                                                  "bestuur"};
static const char vgc[] = "vgc";

struct reading {
    struct participation *out;
    struct arena *arena;
    struct diag_list *diags;
    struct nis_register nis;
    VECTOR(const struct municipality *) merged; /* by government as written: what was said of it */
    VECTOR(uint32_t) merged_lines;
};

enum status hours_parse(struct text text, int64_t *hundredths)
{
    struct money value; /* the same grammar: at most two decimals, right grouping */
    enum status status = text_parse_money(text, &value);

    if (status != STATUS_OK)
        return status;
    if (value.cents <= 0 || value.cents > (int64_t)HOURS_OF_A_DAY * HOURS_WHOLE)
        return STATUS_RANGE;
    *hundredths = value.cents;
    return STATUS_OK;
}

/* ---- governments ---- */

static enum status add_government(struct reading *reading, struct government government,
                                  uint32_t *index)
{
    for (*index = 0; *index < reading->out->governments.count; (*index)++)
        if (strcmp(reading->out->governments.items[*index].code, government.code) == 0)
            return STATUS_OK;
    return VECTOR_PUSH(&reading->out->governments, government);
}

static enum status keep_government(struct reading *reading, const struct municipality *found,
                                   uint32_t *index)
{
    struct government government = {vgc, "Vlaamse Gemeenschapscommissie", "Brussel-Hoofdstad"};

    if (found != NULL) {
        const struct municipality *today = municipality_today(found);
        const char *region = municipality_region(&reading->nis, today);
        /* a new code over several regions lies in none */
        government =
            (struct government){today->nis, today->name, *region == '\0' ? "zonder regio" : region};
    }
    return add_government(reading, government, index);
}

/* Each merged code is named once, at its first line whatever the order of the rows. */
static enum status note_merged(struct reading *reading, const struct municipality *found,
                               uint32_t line)
{
    if (found == NULL || found->successor == NULL)
        return STATUS_OK;
    for (uint32_t i = 0; i < reading->merged.count; i++)
        if (reading->merged.items[i] == found)
            return STATUS_OK;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): a vector of pointers */
    enum status status = VECTOR_PUSH(&reading->merged, found);
    return status == STATUS_OK ? VECTOR_PUSH(&reading->merged_lines, line) : status;
}

static enum status find_government(struct reading *reading, const struct field_reader *reader,
                                   uint32_t *index, bool *right)
{
    struct text code = field_raw(reader, C_GOVERNMENT);
    const struct municipality *found = register_find(&reading->nis, code);

    *right = false;
    if (found == NULL && !text_is(code, vgc)) {
        field_report(reader, C_GOVERNMENT, FINDING_GOVERNMENT_UNKNOWN, NULL);
        return STATUS_OK;
    }
    *right = true;
    enum status status = note_merged(reading, found, reader->row->line);
    return status == STATUS_OK ? keep_government(reading, found, index) : status;
}

/* ---- rows ---- */

/* A key that is refused may be a name: no message repeats it. */
static bool read_key(const struct field_reader *reader, struct text *key)
{
    static const enum finding findings[] = {[KEY_FORM] = FINDING_PSEUDONYM,
                                            [KEY_PERSON_NUMBER] = FINDING_PSEUDONYM_NUMBER,
                                            [KEY_DATE] = FINDING_PSEUDONYM_DATE};
    enum key_verdict verdict;

    *key = field_raw(reader, C_PARTICIPANT);
    verdict = participation_key(*key);
    if (verdict == KEY_FINE)
        return true;
    field_report_parts(reader, C_PARTICIPANT, findings[verdict], (struct text){"", 0},
                       columns[C_PARTICIPANT], NULL);
    return false;
}

/* A number of a person that slid into another column: not repeated there either. */
static bool holds_person(const struct field_reader *reader)
{
    bool any = false;

    for (uint32_t column = C_PARTICIPANT + 1; column < COLUMN_COUNT; column++) {
        if (!person_number_in_text(field_raw(reader, column)))
            continue;
        field_report_parts(reader, column, FINDING_PSEUDONYM_NUMBER, (struct text){"", 0},
                           columns[column], NULL);
        any = true;
    }
    return any;
}

static bool read_hours(const struct field_reader *reader, int64_t *hundredths)
{
    if (hours_parse(field_raw(reader, C_HOURS), hundredths) == STATUS_OK)
        return true;
    field_report(reader, C_HOURS, FINDING_HOURS_BAD, NULL);
    return false;
}

static bool read_date(const struct field_reader *reader, struct date *date)
{
    struct text text = field_raw(reader, C_DATE);

    if (date_parse(text.at, text.length, date) == STATUS_OK)
        return true;
    field_report(reader, C_DATE, FINDING_DATE_BAD, NULL);
    return false;
}

static bool read_activity(const struct field_reader *reader, struct arena *arena, const char **out)
{
    if (!field_is_empty(reader, C_ACTIVITY))
        return field_text(reader, C_ACTIVITY, arena, out);
    field_report_parts(reader, C_ACTIVITY, FINDING_FIELD_EMPTY,
                       (struct text){columns[C_ACTIVITY], strlen(columns[C_ACTIVITY])}, NULL, NULL);
    return false;
}

static enum status keep_row(struct reading *reading, struct participation_row *row, struct text key)
{
    if (date_compare(row->date, reading->out->as_of) > 0) {
        reading->out->later++;
        return STATUS_OK;
    }
    row->key = arena_copy(reading->arena, key.at, key.length);
    if (row->key == NULL)
        return STATUS_MEMORY;
    return VECTOR_PUSH(&reading->out->rows, *row);
}

static enum status take_row(void *context, const struct table_row *row)
{
    struct reading *reading = context;
    struct field_reader reader = {.row = row, .diags = reading->diags};
    struct participation_row out = {.line = row->line, .activity = ""};
    struct text key;
    bool known;

    bool right = read_key(&reader, &key);
    if (holds_person(&reader))
        return STATUS_OK;
    right &= read_date(&reader, &out.date);
    right &= read_hours(&reader, &out.hundredths);
    right &= read_activity(&reader, reading->arena, &out.activity);
    if (out.activity == NULL)
        return STATUS_MEMORY;
    enum status status = find_government(reading, &reader, &out.government, &known);
    if (status != STATUS_OK || !right || !known)
        return status;
    return keep_row(reading, &out, key);
}

/* ---- among each other ---- */

static int compare_rows(const void *left, const void *right)
{
    const struct participation_row *a = left;
    const struct participation_row *b = right;
    int order = strcmp(a->key, b->key);

    if (order == 0)
        order = date_compare(a->date, b->date);
    if (order == 0)
        order = (a->government > b->government) - (a->government < b->government);
    if (order == 0)
        order = strcmp(a->activity, b->activity);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static int compare_governments(const void *left, const void *right)
{
    const struct government *a = left;
    const struct government *b = right;

    return strcmp(a->code, b->code);
}

/* Sorts the governments by code and renumbers the rows. */
static enum status sort_governments(struct participation *out)
{
    uint32_t count = out->governments.count;
    struct government *old = malloc((count + 1) * sizeof *old);
    uint32_t *place = malloc((count + 1) * sizeof *place);

    if (old != NULL && place != NULL && count > 0) {
        memcpy(old, out->governments.items, count * sizeof *old);
        qsort(out->governments.items, count, sizeof *old, compare_governments);
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t j = 0; j < count; j++)
                if (out->governments.items[j].code == old[i].code)
                    place[i] = j;
        for (uint32_t i = 0; i < out->rows.count; i++)
            out->rows.items[i].government = place[out->rows.items[i].government];
    }
    enum status status = old == NULL || place == NULL ? STATUS_MEMORY : STATUS_OK;
    free(old);
    free(place);
    return status;
}

static void report_at(struct reading *reading, enum finding finding, uint32_t line,
                      const char *part1, const char *part2)
{
    diag_add(reading->diags, finding, (struct source_pos){reading->out->file, line, 0},
             (struct diag_subject){0}, part1, part2, NULL);
}

static bool same_participation(const struct participation_row *a, const struct participation_row *b)
{
    return strcmp(a->key, b->key) == 0 && date_compare(a->date, b->date) == 0 &&
           a->government == b->government && strcmp(a->activity, b->activity) == 0;
}

static void report_twice(struct reading *reading)
{
    const struct participation_row *rows = reading->out->rows.items;
    char line[COUNT_TEXT_BYTES];

    for (uint32_t i = 1; i < reading->out->rows.count; i++)
        if (same_participation(&rows[i - 1], &rows[i])) {
            text_format_count_plain(rows[i - 1].line, line);
            report_at(reading, FINDING_PARTICIPATION_TWICE, rows[i].line, line, NULL);
        }
}

/* All rows of one participant on one day, at the last line of them. */
static void report_long_days(struct reading *reading)
{
    const struct participation_row *rows = reading->out->rows.items;
    uint32_t count = reading->out->rows.count;
    char day[DATE_TEXT_BYTES], sum[MONEY_TEXT_BYTES];

    for (uint32_t i = 0; i < count;) {
        int64_t hundredths = 0;
        uint32_t line = 0, first = i;
        for (; i < count && strcmp(rows[i].key, rows[first].key) == 0 &&
               date_compare(rows[i].date, rows[first].date) == 0;
             i++) {
            hundredths += rows[i].hundredths;
            line = rows[i].line > line ? rows[i].line : line;
        }
        if (hundredths <= (int64_t)HOURS_OF_A_DAY * HOURS_WHOLE)
            continue;
        date_format(rows[first].date, day);
        text_format_money((struct money){hundredths}, sum);
        report_at(reading, FINDING_HOURS_DAY, line, day, sum);
    }
}

/* Keys that differ in case only: of one participant, they would be two. */
static enum status report_alike(struct reading *reading)
{
    const struct participation_row *rows = reading->out->rows.items;
    struct text_map *map = text_map_new();
    enum status status = map == NULL ? STATUS_MEMORY : STATUS_OK;
    char form[ALIKE_BYTES(LIMIT_KEY_BYTES)], line[COUNT_TEXT_BYTES];

    for (uint32_t i = 0; i < reading->out->rows.count && status == STATUS_OK; i++) {
        uint32_t found;
        if (i > 0 && strcmp(rows[i - 1].key, rows[i].key) == 0)
            continue;
        size_t length = alike_form((struct text){rows[i].key, strlen(rows[i].key)}, form);
        const char *copy = arena_copy(reading->arena, form, length);
        status = copy == NULL ? STATUS_MEMORY
                              : text_map_add(map, (struct text){copy, length}, i, &found);
        if (status != STATUS_OK || found == i)
            continue;
        text_format_count_plain(rows[found].line, line);
        report_at(reading, FINDING_PSEUDONYM_ALIKE, rows[i].line, line, NULL);
    }
    text_map_free(map);
    return status;
}

static void report_notes(struct reading *reading)
{
    char count[COUNT_TEXT_BYTES], day[DATE_TEXT_BYTES];

    for (uint32_t i = 0; i < reading->merged.count; i++)
        report_at(reading, FINDING_NIS_MERGED, reading->merged_lines.items[i],
                  reading->merged.items[i]->nis, reading->merged.items[i]->successor->nis);
    if (reading->out->later == 0)
        return;
    text_format_count(reading->out->later, count);
    date_format(reading->out->as_of, day);
    report_at(reading, FINDING_PARTICIPATION_LATER, 0, count, day);
}

static enum status read_table(struct reading *reading, struct text text)
{
    struct participation *out = reading->out;
    const struct table_spec spec = {out->file, columns, COLUMN_COUNT, true, false, NULL};
    struct table_counts counts;
    enum status status =
        table_read_confidential(&spec, text, reading->diags, take_row, reading, &counts);

    if (status == STATUS_OK)
        status = sort_governments(out);
    if (status != STATUS_OK)
        return status;
    if (out->rows.count > 1)
        qsort(out->rows.items, out->rows.count, sizeof *out->rows.items, compare_rows);
    report_twice(reading);
    report_long_days(reading);
    status = report_alike(reading);
    report_notes(reading);
    return status == STATUS_OK ? diag_list_status(reading->diags) : status;
}

enum status participation_read(struct text text, struct arena *arena, struct diag_list *diags,
                               struct participation *out)
{
    struct reading reading = {.out = out, .arena = arena, .diags = diags};
    enum status status = register_load(arena, &reading.nis);

    if (status != STATUS_OK)
        return status;
    status = read_table(&reading, text);
    if (status == STATUS_OK)
        status = trajectories_make(out);
    free(reading.merged.items);
    free(reading.merged_lines.items);
    register_free(&reading.nis);
    return status;
}

void participation_free(struct participation *participation)
{
    free(participation->governments.items);
    free(participation->rows.items);
    free(participation->participants.items);
    *participation = (struct participation){0};
}
