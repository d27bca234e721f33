/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/refusal.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/bbc/near.h"
#include "ingest/bbc/text.h"

/* Room to decode a whole record, or any part of it. */
static char *scratch(struct bbc_rows *rows, size_t length)
{
    size_t wanted = length * 4 + 64;

    if (wanted > rows->scratch_capacity) {
        char *grown = realloc(rows->scratch, wanted);
        if (grown == NULL) {
            rows->status = STATUS_MEMORY;
            return NULL;
        }
        rows->scratch = grown;
        rows->scratch_capacity = wanted;
    }
    return rows->scratch;
}

/* Decodes a field for reading. False: it is not text in this encoding, or memory ran out. */
bool bbc_decode_field(struct bbc_rows *rows, struct text raw, struct text *out)
{
    const struct profile *profile = rows->layout->profile;
    char *room = scratch(rows, raw.length);
    size_t length = 0;

    if (room == NULL || !bbc_decode(profile->encoding, profile->quote, raw, room, &length))
        return false;
    *out = bbc_trim((struct text){room, length});
    return true;
}

/* ---- rejects ---- */

/* The start of a field, fit for a sentence. */
void bbc_show(const struct bbc_rows *rows, struct text raw, char *out)
{
    static const char more[] = "…";
    struct text start = {raw.at, raw.length < BBC_SHOWN_BYTES ? raw.length : BBC_SHOWN_BYTES};
    size_t length = bbc_decode_shown(rows->layout->profile->encoding, start, out);

    for (size_t i = 0; i < length; i++)
        if (out[i] == '\n' || out[i] == '\r' || out[i] == '\t')
            out[i] = ' ';
    memcpy(out + length, more, sizeof more);
    if (start.length == raw.length)
        out[length] = '\0';
}

static void put_sentence(struct bbc_rows *rows, const struct bbc_refusal *refusal)
{
    struct diag diag = {
        .finding = refusal->finding,
        .part = {refusal->shown, refusal->part[0] == NULL ? "" : refusal->part[0],
                 refusal->part[1] == NULL ? "" : refusal->part[1], ""},
    };
    char sentence[DIAG_TEXT_BYTES];

    diag_text(&diag, rows->options->language, sentence);
    bbc_put_field_word(&rows->batch->text, sentence);
}

struct bbc_event *bbc_event_add(struct bbc_rows *rows, const struct bbc_record *record,
                                uint32_t place)
{
    struct bbc_event event = {
        .line = bbc_line_at(rows, record->from),
        .byte = rows->chunk.first_byte + place + 1,
    };

    if (VECTOR_PUSH(&rows->batch->events, event) != STATUS_OK) {
        rows->status = STATUS_MEMORY;
        return NULL;
    }
    return &rows->batch->events.items[rows->batch->events.count - 1];
}

/* Writes the row of verworpen.csv up to the record itself. */
static void put_place(struct bbc_buffer *text, const struct bbc_layout *layout, uint64_t line,
                      uint64_t byte, int32_t column, enum finding finding)
{
    char name[24];

    bbc_put_field_word(text, layout->file);
    bbc_put(text, ";", 1);
    bbc_put_number(text, line);
    bbc_put(text, ";", 1);
    bbc_put_number(text, byte);
    bbc_put(text, ";", 1);
    if (column != BBC_NO_COLUMN)
        bbc_put_field_word(text, bbc_column_name(layout, (uint32_t)column, name));
    bbc_put(text, ";", 1);
    bbc_put_word(text, finding_code(finding));
    bbc_put(text, ";", 1);
}

void bbc_raw_keep(struct bbc_rows *rows, const struct bbc_record *record, struct bbc_event *event)
{
    struct text raw = bbc_record_text(record);

    if (!rows->known.raw) {
        rows->known.raw_from = (uint32_t)rows->batch->text.length;
        bbc_put(&rows->batch->text, raw.at, raw.length);
        rows->known.raw = true;
    }
    event->raw_from = rows->known.raw_from;
    event->raw_length = (uint32_t)raw.length;
}

/* Writes the row of verworpen.csv up to the record, which the ledger adds. */
static void write_head(struct bbc_rows *rows, const struct bbc_record *record,
                       const struct bbc_refusal *refusal, struct bbc_event *event)
{
    struct bbc_buffer *text = &rows->batch->text;

    bbc_raw_keep(rows, record, event);
    event->row_from = (uint32_t)text->length;
    put_place(text, rows->layout, event->line, event->byte, refusal->column, refusal->finding);
    put_sentence(rows, refusal);
    bbc_put(text, ";", 1);
    bbc_put_number(text, refusal->postings);
    bbc_put(text, ";", 1);
    if (refusal->readable)
        bbc_put_money(text, refusal->cents);
    event->row_length = (uint32_t)(text->length - event->row_from);
    if (text->lost)
        rows->status = STATUS_MEMORY;
}

static void write_refusal(struct bbc_rows *rows, const struct bbc_record *record,
                          const struct bbc_refusal *refusal)
{
    uint32_t place = record->from;

    if (refusal->column > 0 && (uint32_t)refusal->column < record->count)
        place = record->ends[refusal->column - 1] + 1;
    struct bbc_event *event = bbc_event_add(rows, record, place);
    if (event == NULL)
        return;
    event->place = BBC_REJECTED;
    event->finding = refusal->finding;
    event->postings = refusal->postings;
    event->cents = refusal->readable ? refusal->cents : 0;
    if (rows->full == NULL ||
        !atomic_load_explicit(&rows->full[refusal->finding], memory_order_relaxed))
        write_head(rows, record, refusal, event);
}

/* Rejects the postings that a refusal is about. class NULL: the record has no classes. */
void bbc_refuse(struct bbc_rows *rows, const struct bbc_record *record, struct bbc_class *class,
                const struct bbc_refusal *refusal)
{
    struct bbc_reason_sum *reason = &rows->rejects[refusal->finding];
    struct bbc_sum *sum = class == NULL ? &rows->rejected : &class->rejected;

    reason->sum.count += refusal->postings;
    sum->count += refusal->postings;
    if (refusal->readable) {
        reason->sum.cents += refusal->cents;
        sum->cents += refusal->cents;
    } else {
        reason->unreadable += refusal->postings;
        rows->unreadable += refusal->postings;
    }
    write_refusal(rows, record, refusal);
}

void bbc_row_skip(struct bbc_rows *rows, enum bbc_skip reason, uint64_t count)
{
    uint64_t postings = count * rows->layout->value_count;

    rows->skips[reason].count += postings;
    rows->skipped.count += postings;
}

/* ---- what a row is that is no row ---- */

static bool is_empty(struct text field, char quote)
{
    return field.length == 0 || (field.length == 2 && field.at[0] == quote && field.at[1] == quote);
}

/* Counts the fields that are not empty; *first is the first of them. */
static uint32_t filled_fields(const struct bbc_rows *rows, const struct bbc_record *record,
                              uint32_t *first)
{
    const char quote = rows->layout->profile->quote;
    uint32_t filled = 0;

    for (uint32_t i = record->count; i-- > 0;)
        if (!is_empty(bbc_field(record, i), quote)) {
            filled++;
            *first = i;
        }
    return filled;
}

static bool is_header(struct bbc_rows *rows, const struct bbc_record *record)
{
    struct text text;

    if (record->count != rows->layout->width)
        return false;
    for (uint32_t i = 0; i < record->count; i++)
        if (!bbc_decode_field(rows, bbc_field(record, i), &text) ||
            !text_is(text, rows->layout->headers[i]))
            return false;
    return true;
}

static bool holds_tot(const char *word)
{
    for (; *word != '\0'; word++)
        if ((word[0] | 32) == 't' && (word[1] | 32) == 'o' && (word[2] | 32) == 't')
            return true;
    return false;
}

/* Whether a text begins with a word for a total, in whatever spelling. */
static bool like_total(const char *word)
{
    static const char *const words[] = {"totaal",         "total",         "eindtotaal",
                                        "subtotaal",      "subtotal",      "grandtotal",
                                        "algemeentotaal", "generaaltotaal"};
    bool like = false;

    for (size_t i = 0; i < sizeof words / sizeof *words && holds_tot(word); i++)
        like |= bbc_alike_begins(word, words[i]);
    return like;
}

/* Whether a field says that the row is a total. Only a word of a few letters can, and in the name
 * of a government one that is followed by whose total it is. */
static bool says_total(struct bbc_rows *rows, struct text raw, bool name)
{
    struct text start = {raw.at, raw.length < 200 ? raw.length : 0};
    struct text text;
    char word[32] = "";

    size_t skip = start.length > 0 && start.at[0] == rows->layout->profile->quote;
    if (start.length <= skip || memchr("tesgaTESGA ", start.at[skip], 11) == NULL ||
        !bbc_decode_field(rows, start, &text))
        return false;
    memcpy(word, text.at, text.length < sizeof word - 1 ? text.length : sizeof word - 1);
    rows->known.like_total |= like_total(word);
    return name ? bbc_begins_total(word) : bbc_is_total(word);
}

static bool look_for_total(struct bbc_rows *rows, const struct bbc_record *record, uint32_t *column)
{
    for (uint32_t i = 0; i < record->count; i++)
        if (says_total(rows, bbc_field(record, i), (int32_t)i == rows->layout->column[ROLE_NAME])) {
            *column = i;
            return true;
        }
    return false;
}

bool bbc_find_total(struct bbc_rows *rows, const struct bbc_record *record, uint32_t *column)
{
    struct bbc_known *known = &rows->known;

    if (!known->total) {
        known->like_total = false;
        known->is_total = look_for_total(rows, record, &known->total_column);
    }
    known->total = true;
    if (known->is_total)
        *column = known->total_column;
    return known->is_total;
}

/* Fields that are not empty, and the first of them. */
static uint32_t find_filled(struct bbc_rows *rows, const struct bbc_record *record, uint32_t *first)
{
    struct bbc_known *known = &rows->known;

    if (!known->filled)
        known->filled_count = filled_fields(rows, record, &known->filled_first);
    known->filled = true;
    *first = known->filled_first;
    return known->filled_count;
}

static bool find_header(struct bbc_rows *rows, const struct bbc_record *record)
{
    struct bbc_known *known = &rows->known;

    if (!known->header)
        known->is_header = is_header(rows, record);
    known->header = true;
    return known->is_header;
}

/* Puts the true reason in the place of what was noticed first. False: there is nothing at all in
 * the row, and it is skipped. */
bool bbc_refine(struct bbc_rows *rows, const struct bbc_record *record, struct bbc_refusal *refusal)
{
    uint32_t column = 0;
    uint32_t filled = find_filled(rows, record, &column);

    if (filled == 0)
        return false;
    if (find_header(rows, record)) {
        refusal->finding = FINDING_BBC_HEADER_AGAIN;
        refusal->column = BBC_NO_COLUMN;
    } else if (bbc_find_total(rows, record, &column)) {
        refusal->finding = FINDING_BBC_TOTAL_ROW;
        refusal->column = (int32_t)column;
        bbc_show(rows, bbc_field(record, column), refusal->shown);
    } else if (filled == 1 && rows->layout->width > 1) {
        refusal->finding = FINDING_BBC_LOOSE_TEXT;
        refusal->column = (int32_t)column;
        bbc_show(rows, bbc_field(record, column), refusal->shown);
    }
    return true;
}

static struct bbc_refusal refusal_new(const struct bbc_rows *rows, enum finding finding,
                                      int32_t column)
{
    return (struct bbc_refusal){
        .finding = finding, .column = column, .postings = rows->layout->value_count};
}

/* {1} fields and not {2}. */
static void fill_counts(struct bbc_refusal *refusal, uint32_t fields, uint32_t width)
{
    text_format_count_plain(fields, refusal->shown);
    text_format_count_plain(width, refusal->numbers[1]);
    refusal->part[0] = refusal->numbers[1];
}

static void refuse_whole(struct bbc_rows *rows, const struct bbc_record *record,
                         struct bbc_refusal *refusal)
{
    if (bbc_refine(rows, record, refusal))
        bbc_refuse(rows, record, NULL, refusal);
    else
        bbc_row_skip(rows, BBC_SKIP_BLANK, 1);
}

void bbc_ragged_take(struct bbc_rows *rows, const struct bbc_record *record)
{
    struct text raw = bbc_record_text(record);
    bool longer = record->count > rows->layout->width;
    struct bbc_refusal refusal =
        refusal_new(rows, longer ? FINDING_ROW_LONG : FINDING_ROW_SHORT, BBC_NO_COLUMN);

    fill_counts(&refusal, record->count, rows->layout->width);
    if (memchr(raw.at, '\r', raw.length) != NULL) {
        refusal.finding = FINDING_BBC_CR;
        bbc_refuse(rows, record, NULL, &refusal);
        return;
    }
    refuse_whole(rows, record, &refusal);
}

void bbc_malformed_take(struct bbc_rows *rows, const struct bbc_record *record,
                        enum split_kind kind)
{
    enum finding finding = kind == SPLIT_STRAY  ? FINDING_BBC_STRAY
                           : kind == SPLIT_OPEN ? FINDING_BBC_OPEN
                                                : FINDING_BBC_LONG;
    struct bbc_refusal refusal = refusal_new(rows, finding, BBC_NO_COLUMN);

    text_format_count_plain(SPLIT_RECORD_LIMIT, refusal.shown);
    bbc_refuse(rows, record, NULL, &refusal);
}

/* False: there is no NUL byte in this record. */
bool bbc_nul_take(struct bbc_rows *rows, const struct bbc_record *record)
{
    struct text raw = bbc_record_text(record);
    struct bbc_refusal refusal = refusal_new(rows, FINDING_BBC_NUL, BBC_NO_COLUMN);

    if (memchr(raw.at, 0, raw.length) == NULL)
        return false;
    bbc_refuse(rows, record, NULL, &refusal);
    return true;
}
