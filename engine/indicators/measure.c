/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/table/field.h"

enum { YEAR, ACTION, INDICATOR, VALUE, UNIT, SOURCE, NOTE, WORDS, COLUMN_COUNT };
enum { KEY_BYTES = 4 * LIMIT_KEY_BYTES, PHRASE_BYTES = 64 };

static const char *const columns[COLUMN_COUNT] = {
    "jaar", "actie", "indicator", "waarde", "eenheid", "bron", "toelichting", MEASURE_WORDS_COLUMN};

/* With and without the column that is there for people only. */
static const struct table_spec without_words = {MEASURE_FILE, columns, WORDS, true, false, NULL};
static const struct table_spec with_words = {MEASURE_FILE, columns, COLUMN_COUNT,
                                             true,         false,   NULL};

const char *const measure_milestone_words[2] = {"niet-bereikt", "bereikt"};
const char *const measure_answer_words[2] = {"nee", "ja"};

struct loader {
    const struct plan *plan;
    struct arena *arena;
    struct diag_list *diags;
    int last_year; /* in which the cut-off date lies */
    const char *cutoff;
    uint32_t columns[COLUMN_COUNT]; /* where they stand in the file */
    struct measurements *out;
};

/* ---- one row ---- */

static bool read_year(const struct loader *loader, const struct field_reader *reader, int *out)
{
    const struct plan *plan = loader->plan;
    struct text text = field_raw(reader, YEAR);
    char expected[PHRASE_BYTES];
    int64_t year = 0;

    if (text.length == 4 && text_parse_count(text, &year) == STATUS_OK && year >= plan->from &&
        year <= plan->to) {
        *out = (int)year;
        return true;
    }
    snprintf(expected, sizeof expected, "%d tot %d", plan->from, plan->to);
    field_report(reader, YEAR, FINDING_MEASURE_YEAR, expected);
    return false;
}

static const struct plan_indicator *read_indicator(const struct loader *loader,
                                                   struct field_reader *reader)
{
    const struct plan *plan = loader->plan;
    const char *numbers[LIMIT_COLUMNS];
    char expected[WORDS_BYTES];
    struct text action_number, number;

    bool readable = field_key(reader, ACTION, &action_number);
    if (!field_key(reader, INDICATOR, &number) || !readable)
        return NULL;
    const struct plan_action *action = plan_action_find(plan, action_number);
    if (action == NULL) {
        snprintf(expected, sizeof expected, "1 tot %zu", plan->action_count);
        field_report(reader, ACTION, FINDING_PLAN_ACTION, expected);
        return NULL;
    }
    reader->subject.action = action->number;
    const struct plan_indicator *indicator = plan_indicator_find(action, number);
    if (indicator != NULL)
        return indicator;
    uint32_t count = 0;
    while (count < action->indicator_count && count < LIMIT_COLUMNS) {
        numbers[count] = action->indicators[count].number;
        count++;
    }
    words_join(numbers, count, expected);
    field_report_parts(reader, INDICATOR, FINDING_PLAN_INDICATOR, number, action->number, expected);
    return NULL;
}

/* A percentage without its sign: that stands in eenheid. */
static bool read_percentage(const struct field_reader *reader, int64_t *out)
{
    char percentage[PHRASE_BYTES];
    struct text text = field_raw(reader, VALUE);
    bool negative = text.length > 0 && text.at[0] == '-';
    struct rate rate = {0};
    enum status status = STATUS_SYNTAX;

    if (text.length < PHRASE_BYTES - 2) {
        size_t length = text.length - negative;
        memcpy(percentage, text.at + negative, length);
        memcpy(percentage + length, " %", 2);
        status = text_parse_rate((struct text){percentage, length + 2}, &rate);
    }
    if (status == STATUS_SYNTAX) {
        field_report(reader, VALUE, FINDING_MEASURE_PERCENTAGE, NULL);
        return false;
    }
    if (status != STATUS_OK || rate.ppm > RATE_WHOLE.ppm || (negative && rate.ppm > 0)) {
        field_report(reader, VALUE, FINDING_MEASURE_OUTSIDE, NULL);
        return false;
    }
    *out = rate.ppm;
    return true;
}

static bool read_value(const struct field_reader *reader, enum indicator_kind kind, int64_t *out)
{
    uint32_t word = 0;
    bool read = true;

    switch (kind) {
    case INDICATOR_COUNT:
        return field_count(reader, VALUE, out);
    case INDICATOR_PERCENTAGE:
        return read_percentage(reader, out);
    case INDICATOR_MILESTONE:
        read = field_word(reader, VALUE, measure_milestone_words, 2, &word);
        break;
    case INDICATOR_YES_NO:
        read = field_word(reader, VALUE, measure_answer_words, 2, &word);
        break;
    case INDICATOR_QUALITATIVE:
    case INDICATOR_KIND_COUNT:
        break;
    }
    *out = word;
    return read;
}

static bool read_unit(const struct field_reader *reader, const struct plan_indicator *indicator)
{
    struct text unit;

    if (!field_key(reader, UNIT, &unit))
        return false;
    if (*indicator->unit == '\0' || text_is(unit, indicator->unit))
        return true;
    field_report(reader, UNIT, FINDING_MEASURE_UNIT, indicator->unit);
    return false;
}

/* Blanks say no more than nothing does. */
static bool is_filled(const struct field_reader *reader, uint32_t column)
{
    struct text text = field_raw(reader, column);

    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] != ' ' && text.at[i] != '\t')
            return true;
    field_report_parts(reader, column, FINDING_FIELD_EMPTY,
                       (struct text){columns[column], strlen(columns[column])}, NULL, NULL);
    return false;
}

/* The name of a part is a key: "a" and "a " would be two series of one part. */
static bool is_split_name(const struct field_reader *reader, const struct plan_indicator *indicator)
{
    if (indicator->split == NULL || !text_has_outer_space(field_raw(reader, NOTE)))
        return true;
    field_report(reader, NOTE, FINDING_FIELD_SPACES, NULL);
    return false;
}

/* Copies what is kept of the row. STATUS_INVALID: there is a finding. */
static enum status read_words(const struct loader *loader, const struct field_reader *reader,
                              struct measurement *row)
{
    bool read = is_filled(reader, SOURCE);

    read = is_split_name(reader, row->indicator) && read;
    read = field_text(reader, VALUE, loader->arena, &row->words) && read;
    read = field_text(reader, UNIT, loader->arena, &row->unit) && read;
    read = field_text(reader, SOURCE, loader->arena, &row->source) && read;
    read = field_text(reader, NOTE, loader->arena, &row->note) && read;
    if (!read)
        return STATUS_INVALID;
    row->split = row->indicator->split == NULL ? "" : row->note;
    if (row->words == NULL || row->unit == NULL || row->source == NULL || row->note == NULL)
        return STATUS_MEMORY;
    return STATUS_OK;
}

static enum status keep(struct loader *loader, const struct field_reader *reader,
                        const struct measurement *row)
{
    char year[PHRASE_BYTES];

    if (row->year <= loader->last_year)
        return VECTOR_PUSH(&loader->out->rows, *row);
    snprintf(year, sizeof year, "%d", row->year);
    field_report_parts(reader, YEAR, FINDING_MEASURE_LATER, (struct text){year, strlen(year)},
                       loader->cutoff, NULL);
    loader->out->later++;
    return STATUS_OK;
}

static enum status take_row(void *context, const struct table_row *table_row)
{
    struct loader *loader = context;
    struct field_reader reader = {.row = table_row, .diags = loader->diags};
    struct measurement row = {.line = table_row->line};

    loader->out->read++;
    memcpy(loader->columns, table_row->columns, table_row->spec->column_count * sizeof(uint32_t));
    row.indicator = read_indicator(loader, &reader);
    if (field_is_empty(&reader, VALUE) && field_is_empty(&reader, SOURCE)) {
        loader->out->empty++;
        return STATUS_OK;
    }
    bool read = read_year(loader, &reader, &row.year);
    if (row.indicator == NULL || !is_filled(&reader, VALUE))
        return STATUS_OK;
    read = read_value(&reader, row.indicator->kind, &row.number) && read;
    read = read_unit(&reader, row.indicator) && read;
    enum status status = read_words(loader, &reader, &row);
    if (status == STATUS_INVALID || (status == STATUS_OK && !read))
        return STATUS_OK; /* told */
    return status == STATUS_OK ? keep(loader, &reader, &row) : status;
}

/* ---- rows together ---- */

static int compare_series(const struct measurement *a, const struct measurement *b)
{
    if (a->indicator->index != b->indicator->index)
        return a->indicator->index < b->indicator->index ? -1 : 1;
    return strcmp(a->split, b->split);
}

static int compare_rows(const void *left, const void *right)
{
    const struct measurement *a = left;
    const struct measurement *b = right;
    int series = compare_series(a, b);

    if (series != 0)
        return series;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void report_row(const struct loader *loader, const struct measurement *row,
                       enum finding finding, uint32_t column, const char *part1, const char *part2,
                       const char *part3)
{
    struct source_pos pos = {MEASURE_FILE, row->line, loader->columns[column]};

    diag_add(loader->diags, finding, pos,
             (struct diag_subject){.action = row->indicator->action->number}, part1, part2, part3);
}

static void report_twice(const struct loader *loader, const struct measurement *row,
                         const struct measurement *first)
{
    char key[KEY_BYTES], line[COUNT_TEXT_BYTES];

    snprintf(key, sizeof key, "actie %s, indicator %s, jaar %d%s%.100s",
             row->indicator->action->number, row->indicator->number, row->year,
             *row->split == '\0' ? "" : ", ", row->split);
    text_format_count_plain(first->line, line);
    report_row(loader, row, FINDING_KEY_DUPLICATE, INDICATOR, key, line, NULL);
}

/* A measurement against the one before it in its series. */
static void compare_with_last(const struct loader *loader, const struct measurement *row,
                              const struct measurement *last)
{
    const struct plan_indicator *indicator = row->indicator;
    char this_year[PHRASE_BYTES], last_year[PHRASE_BYTES];

    snprintf(this_year, sizeof this_year, "%d", row->year);
    snprintf(last_year, sizeof last_year, "%d", last->year);
    if (row->year == last->year)
        report_twice(loader, row, last);
    else if (strcmp(row->unit, last->unit) != 0)
        report_row(loader, row, FINDING_MEASURE_UNIT_CHANGED, UNIT, row->unit, last_year,
                   last->unit);
    else if (indicator->kind == INDICATOR_MILESTONE && row->number < last->number)
        report_row(loader, row, FINDING_MEASURE_UNDONE, VALUE, this_year, last_year, NULL);
    else if (indicator->target_per == TARGET_PLAN && row->number < last->number)
        report_row(loader, row, FINDING_MEASURE_FALLS, VALUE, row->words, last->words, last_year);
}

static void check_series(const struct loader *loader)
{
    const struct measurement *rows = loader->out->rows.items;

    for (uint32_t i = 1; i < loader->out->rows.count; i++)
        if (compare_series(&rows[i - 1], &rows[i]) == 0)
            compare_with_last(loader, &rows[i], &rows[i - 1]);
}

/* Whether the header has the column that only the template has. */
static bool has_words(struct text text)
{
    const char *end = memchr(text.at, '\n', text.length);
    size_t length = end == NULL ? text.length : (size_t)(end - text.at);

    return memmem(text.at, length, MEASURE_WORDS_COLUMN, strlen(MEASURE_WORDS_COLUMN)) != NULL;
}

enum status measure_read(const struct plan *plan, struct text text, struct date cutoff,
                         struct arena *arena, struct diag_list *diags, struct measurements *out)
{
    char last_day[DATE_TEXT_BYTES];
    struct loader loader = {
        .plan = plan, .arena = arena, .diags = diags, .cutoff = last_day, .out = out};
    struct table_counts counts;
    int month, day;

    *out = (struct measurements){0};
    date_format(cutoff, last_day);
    date_to_civil(cutoff, &loader.last_year, &month, &day);
    enum status status = table_read(has_words(text) ? &with_words : &without_words, text, diags,
                                    take_row, &loader, &counts);
    if (status != STATUS_OK && status != STATUS_INVALID)
        return status;
    if (out->rows.count > 0)
        qsort(out->rows.items, out->rows.count, sizeof *out->rows.items, compare_rows);
    check_series(&loader);
    return STATUS_OK;
}

void measure_free(struct measurements *measurements)
{
    free(measurements->rows.items);
    measurements->rows.items = NULL;
}
