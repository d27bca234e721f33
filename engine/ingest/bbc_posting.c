/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc_posting.h"

#include <stdlib.h>
#include <string.h>

#include "core/limits.h"
#include "ingest/bbc_text.h"

/* Out of the way of the many rows that are only skipped. */
#define SELDOM __attribute__((noinline))
#define COLD __attribute__((noinline, cold))

enum { NO_COLUMN = -1, SHOWN_BYTES = 60 };

static struct text record_text(const struct bbc_record *record)
{
    uint32_t to = record->ends[record->count - 1];

    if (to > record->from && record->base[to - 1] == '\r')
        to--;
    return (struct text){record->base + record->from, to - record->from};
}

static void sum_add(struct bbc_sum *sum, int64_t cents)
{
    sum->count++;
    sum->cents += cents;
}

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
static bool decode(struct bbc_rows *rows, struct text raw, struct text *out)
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

struct refusal {
    enum finding finding;
    int32_t column;                  /* NO_COLUMN: the whole row */
    char shown[SHOWN_BYTES * 4 + 8]; /* part {1} */
    const char *part[2];             /* {2} and {3} */
    char numbers[2][COUNT_TEXT_BYTES];
    bool readable; /* the amount is known */
    int64_t cents;
    uint32_t postings;
};

/* The start of a field, fit for a sentence. */
static void show(const struct bbc_rows *rows, struct text raw, char *out)
{
    static const char more[] = "…";
    struct text start = {raw.at, raw.length < SHOWN_BYTES ? raw.length : SHOWN_BYTES};
    size_t length = bbc_decode_shown(rows->layout->profile->encoding, start, out);

    for (size_t i = 0; i < length; i++)
        if (out[i] == '\n' || out[i] == '\r' || out[i] == '\t')
            out[i] = ' ';
    memcpy(out + length, more, sizeof more);
    if (start.length == raw.length)
        out[length] = '\0';
}

static void put_sentence(struct bbc_rows *rows, const struct refusal *refusal)
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

static struct bbc_event *add_event(struct bbc_rows *rows, const struct bbc_record *record,
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
    if (column != NO_COLUMN)
        bbc_put_field_word(text, bbc_column_name(layout, (uint32_t)column, name));
    bbc_put(text, ";", 1);
    bbc_put_word(text, finding_code(finding));
    bbc_put(text, ";", 1);
}

static void put_raw(struct bbc_rows *rows, const struct bbc_record *record)
{
    struct text raw = record_text(record);
    char *room = scratch(rows, raw.length);

    if (room == NULL)
        return;
    size_t length = bbc_decode_shown(rows->layout->profile->encoding, raw, room);
    bbc_put_field(&rows->batch->text, (struct text){room, length});
}

static void write_refusal(struct bbc_rows *rows, const struct bbc_record *record,
                          const struct refusal *refusal)
{
    uint32_t place = record->from;

    if (refusal->column > 0 && (uint32_t)refusal->column < record->count)
        place = record->ends[refusal->column - 1] + 1;
    struct bbc_event *event = add_event(rows, record, place);
    struct bbc_buffer *text = &rows->batch->text;
    if (event == NULL)
        return;
    event->place = BBC_REJECTED;
    event->row_from = (uint32_t)text->length;
    put_place(text, rows->layout, event->line, event->byte, refusal->column, refusal->finding);
    put_sentence(rows, refusal);
    bbc_put(text, ";", 1);
    bbc_put_number(text, refusal->postings);
    bbc_put(text, ";", 1);
    if (refusal->readable)
        bbc_put_money(text, refusal->cents);
    bbc_put(text, ";", 1);
    put_raw(rows, record);
    bbc_put(text, "\n", 1);
    event->row_length = (uint32_t)(text->length - event->row_from);
    if (text->lost)
        rows->status = STATUS_MEMORY;
}

/* Rejects the postings that a refusal is about. class NULL: the record has no classes. */
static void refuse(struct bbc_rows *rows, const struct bbc_record *record, struct bbc_class *class,
                   const struct refusal *refusal)
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

static bool is_empty(struct text field)
{
    return field.length == 0 || (field.length == 2 && field.at[0] == '"' && field.at[1] == '"');
}

/* Counts the fields that are not empty; *first is the first of them. */
static uint32_t filled_fields(const struct bbc_record *record, uint32_t *first)
{
    uint32_t filled = 0;

    for (uint32_t i = record->count; i-- > 0;)
        if (!is_empty(bbc_field(record, i))) {
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
        if (!decode(rows, bbc_field(record, i), &text) || !text_is(text, rows->layout->headers[i]))
            return false;
    return true;
}

/* Whether a field says that the row is a total. Only a word of a few letters can. */
static bool says_total(struct bbc_rows *rows, struct text raw)
{
    struct text start = {raw.at, raw.length < 200 ? raw.length : 0};
    struct text text;
    char word[24] = "";

    size_t skip = start.length > 0 && start.at[0] == '"';
    if (start.length <= skip || memchr("tesgaTESGA ", start.at[skip], 11) == NULL ||
        !decode(rows, start, &text))
        return false;
    memcpy(word, text.at, text.length < sizeof word - 1 ? text.length : sizeof word - 1);
    return bbc_is_total(word);
}

static bool find_total(struct bbc_rows *rows, const struct bbc_record *record, uint32_t *column)
{
    for (uint32_t i = 0; i < record->count; i++)
        if (says_total(rows, bbc_field(record, i))) {
            *column = i;
            return true;
        }
    return false;
}

/* Puts the true reason in the place of what was noticed first. False: there is nothing at all in
 * the row, and it is skipped. */
static bool refine(struct bbc_rows *rows, const struct bbc_record *record, struct refusal *refusal)
{
    uint32_t column = 0;
    uint32_t filled = filled_fields(record, &column);

    if (filled == 0)
        return false;
    if (is_header(rows, record)) {
        refusal->finding = FINDING_BBC_HEADER_AGAIN;
        refusal->column = NO_COLUMN;
    } else if (find_total(rows, record, &column)) {
        refusal->finding = FINDING_BBC_TOTAL_ROW;
        refusal->column = (int32_t)column;
        show(rows, bbc_field(record, column), refusal->shown);
    } else if (filled == 1 && rows->layout->width > 1) {
        refusal->finding = FINDING_BBC_LOOSE_TEXT;
        refusal->column = (int32_t)column;
        show(rows, bbc_field(record, column), refusal->shown);
    }
    return true;
}

static struct refusal refusal_new(const struct bbc_rows *rows, enum finding finding, int32_t column)
{
    return (struct refusal){
        .finding = finding, .column = column, .postings = rows->layout->value_count};
}

/* {1} fields and not {2}. */
static void fill_counts(struct refusal *refusal, uint32_t fields, uint32_t width)
{
    text_format_count_plain(fields, refusal->shown);
    text_format_count_plain(width, refusal->numbers[1]);
    refusal->part[0] = refusal->numbers[1];
}

static void refuse_whole(struct bbc_rows *rows, const struct bbc_record *record,
                         struct refusal *refusal)
{
    if (refine(rows, record, refusal))
        refuse(rows, record, NULL, refusal);
    else
        bbc_row_skip(rows, BBC_SKIP_BLANK, 1);
}

COLD static void take_ragged(struct bbc_rows *rows, const struct bbc_record *record)
{
    struct text raw = record_text(record);
    bool longer = record->count > rows->layout->width;
    struct refusal refusal =
        refusal_new(rows, longer ? FINDING_ROW_LONG : FINDING_ROW_SHORT, NO_COLUMN);

    fill_counts(&refusal, record->count, rows->layout->width);
    if (memchr(raw.at, '\r', raw.length) != NULL) {
        refusal.finding = FINDING_BBC_CR;
        refuse(rows, record, NULL, &refusal);
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
    struct refusal refusal = refusal_new(rows, finding, NO_COLUMN);

    text_format_count_plain(SPLIT_RECORD_LIMIT, refusal.shown);
    refuse(rows, record, NULL, &refusal);
}

/* ---- postings ---- */

static const char *encoding_name(enum profile_encoding encoding)
{
    static const char *const names[] = {"UTF-8",       "Windows-1252", "ISO-8859-1",
                                        "ISO-8859-15", "UTF-16LE",     "UTF-16BE"};

    return names[encoding];
}

static void copy_word(char shown[SHOWN_BYTES * 4 + 8], const char *word)
{
    size_t length = word == NULL ? 0 : strlen(word);

    if (length > SHOWN_BYTES)
        length = SHOWN_BYTES;
    if (length == 0) {
        shown[0] = '\0';
        return;
    }

    memcpy(shown, word, length);
    shown[length] = '\0';
}

/* Fills {1} with the field, {2} with its column. */
static void fill_field(const struct bbc_rows *rows, const struct bbc_record *record,
                       struct refusal *refusal, char name[24])
{
    if (refusal->column == NO_COLUMN)
        return;
    show(rows, bbc_field(record, (uint32_t)refusal->column), refusal->shown);
    refusal->part[0] = bbc_column_name(rows->layout, (uint32_t)refusal->column, name);
}

struct posting {
    const struct bbc_record *record;
    const struct bbc_value_column *value;
    struct bbc_class *class;
    bool readable;
    int64_t cents;
};

COLD static void refuse_posting(struct bbc_rows *rows, const struct posting *posting,
                                enum finding finding, int32_t column)
{
    struct refusal refusal = {
        .finding = finding,
        .column = column,
        .readable = posting->readable,
        .cents = posting->cents,
        .postings = 1,
    };
    char name[24];

    fill_field(rows, posting->record, &refusal, name);
    if (finding == FINDING_BBC_ENCODING) {
        copy_word(refusal.shown, encoding_name(rows->layout->profile->encoding));
    } else if (finding == FINDING_BBC_ACTION) {
        const char *label = rows->layout->profile->columns[ROLE_ACTION].block;
        copy_word(refusal.shown, label == NULL ? "" : label);
    } else if (finding == FINDING_TEXT_LONG) {
        struct text raw = bbc_field(posting->record, (uint32_t)column);
        copy_word(refusal.shown, refusal.part[0]);
        text_format_count_plain((int64_t)raw.length, refusal.numbers[0]);
        text_format_count_plain(BBC_CLASS_VALUE_BYTES, refusal.numbers[1]);
        refusal.part[0] = refusal.numbers[0];
        refusal.part[1] = refusal.numbers[1];
    }
    if (refine(rows, posting->record, &refusal)) {
        refuse(rows, posting->record, posting->class, &refusal);
        return;
    }
    rows->skips[BBC_SKIP_BLANK].count++;
    posting->class->skipped.count++;
}

static void skip_posting(struct bbc_rows *rows, const struct posting *posting, enum bbc_skip reason)
{
    sum_add(&rows->skips[reason], posting->cents);
    sum_add(&posting->class->skipped, posting->cents);
}

static const enum finding amount_findings[] = {
    [BBC_AMOUNT_SYNTAX] = FINDING_BBC_AMOUNT, [BBC_AMOUNT_GROUPING] = FINDING_BBC_GROUPING,
    [BBC_AMOUNT_LOST] = FINDING_BBC_LOST,     [BBC_AMOUNT_DECIMALS] = FINDING_BBC_DECIMALS,
    [BBC_AMOUNT_RANGE] = FINDING_MONEY_LARGE,
};

/* The long way to an amount: quotes, other marks, a currency. */
static enum bbc_amount read_amount(struct bbc_rows *rows, struct text raw, int64_t *cents)
{
    struct text text;

    if (raw.length > LIMIT_TEXT_BYTES || !decode(rows, raw, &text))
        return BBC_AMOUNT_SYNTAX;
    return bbc_amount_read(rows->layout->profile, text, cents);
}

static bool read_nis(struct bbc_rows *rows, const struct bbc_record *record, char nis[8])
{
    const struct bbc_layout *layout = rows->layout;
    int32_t column = layout->column[ROLE_NIS];
    struct text text = {layout->fixed[ROLE_NIS], 0};

    if (column >= 0) {
        if (!decode(rows, bbc_field(record, (uint32_t)column), &text))
            return false;
    } else if (text.at != NULL) {
        text.length = strlen(text.at);
    } else {
        if (rows->options->nis_of_name == NULL ||
            !decode(rows, bbc_field(record, (uint32_t)layout->column[ROLE_NAME]), &text))
            return false;
        return rows->options->nis_of_name(rows->options->dossier_context, text, nis);
    }
    if (!text_is_nis(text))
        return false;
    memcpy(nis, text.at, 5);
    nis[5] = '\0';
    return true;
}

static bool begins(struct text text, const char *word)
{
    size_t length = strlen(word);

    return text.length >= length && bbc_same_word((struct text){text.at, length}, word);
}

static enum bbc_entity read_entity(struct bbc_rows *rows, const struct bbc_record *record)
{
    int32_t column = rows->layout->column[ROLE_NAME];
    struct text name;

    if (column < 0 || !decode(rows, bbc_field(record, (uint32_t)column), &name))
        return BBC_GEMEENTE;
    if (begins(name, "OCMW"))
        return BBC_OCMW;
    if (begins(name, "AGB") || begins(name, "Autonoom gemeentebedrijf"))
        return BBC_AGB;
    return begins(name, "Provincie") ? BBC_OTHER : BBC_GEMEENTE;
}

/* The code of the action; empty when the export does not say. False: *finding. */
static bool read_action(struct bbc_rows *rows, const struct posting *posting, struct text *out,
                        enum finding *finding)
{
    const struct profile_column *profile = &rows->layout->profile->columns[ROLE_ACTION];
    const char *fixed = posting->value->fixed[ROLE_ACTION];
    int32_t column = rows->layout->column[ROLE_ACTION];

    *finding = FINDING_BBC_ACTION;
    if (fixed == NULL && column < 0)
        fixed = rows->layout->fixed[ROLE_ACTION] == NULL ? "" : rows->layout->fixed[ROLE_ACTION];
    if (fixed != NULL) {
        *out = (struct text){fixed, strlen(fixed)};
        return out->length <= LIMIT_KEY_BYTES;
    }
    if (!decode(rows, bbc_field(posting->record, (uint32_t)column), out)) {
        *finding = FINDING_BBC_ENCODING;
        return false;
    }
    if (profile->block == NULL)
        return out->length <= LIMIT_KEY_BYTES;
    return bbc_block_find(*out, profile->block, out) && out->length > 0 &&
           out->length <= LIMIT_KEY_BYTES;
}

/* A row of herkomst.csv. */
static void put_origin(struct bbc_rows *rows, const struct bbc_event *event, struct text action,
                       struct text raw_amount)
{
    struct bbc_buffer *text = &rows->batch->text;
    const struct bbc_class *class = event->class;
    char shown[SHOWN_BYTES * 4 + 8];

    bbc_put_field_word(text, rows->layout->file);
    bbc_put(text, ";", 1);
    bbc_put_number(text, event->line);
    bbc_put(text, ";", 1);
    bbc_put_number(text, event->byte);
    bbc_put(text, ";", 1);
    bbc_put_word(text, event->nis);
    bbc_put(text, ";", 1);
    bbc_put_number(text, class->year);
    bbc_put(text, ";", 1);
    if (class->quarter != 0)
        bbc_put_number(text, class->quarter);
    bbc_put(text, ";", 1);
    bbc_put_field_word(text, class->value[ROLE_KIND]);
    bbc_put(text, ";", 1);
    bbc_put_field_word(text, class->value[ROLE_STATUS]);
    bbc_put(text, ";", 1);
    bbc_put_field_word(text, class->value[ROLE_CODE]);
    bbc_put(text, ";", 1);
    bbc_put_field(text, action);
    bbc_put(text, ";", 1);
    bbc_put_money(text, event->cents);
    bbc_put(text, ";", 1);
    show(rows, raw_amount, shown);
    bbc_put_word(text, shown); /* an amount, so no quotes and no formula */
    bbc_put(text, "\n", 1);
}

/* Writes down an accepted posting. action is kept in the batch for the ledger, the raw record for
 * the case that the posting repeats an earlier one. */
static void write_accepted(struct bbc_rows *rows, const struct posting *posting, const char nis[8],
                           enum bbc_entity entity, struct text action)
{
    struct text raw = bbc_field(posting->record, posting->value->column);
    struct bbc_buffer *text = &rows->batch->text;
    uint32_t place = (uint32_t)(raw.at - posting->record->base);
    struct bbc_event *event = add_event(rows, posting->record, place);

    if (event == NULL)
        return;
    event->place = BBC_ACCEPTED;
    event->entity = entity;
    event->class = posting->class;
    event->cents = posting->cents;
    memcpy(event->nis, nis, sizeof event->nis);
    const uint64_t *key = rows->options->hash_key;
    event->hash = bbc_hash_text((const uint64_t[2]){key[0] ^ posting->value->column, key[1]},
                                record_text(posting->record));
    event->action_from = (uint32_t)text->length;
    event->action_length = (uint32_t)action.length;
    bbc_put(text, action.at, action.length);
    event->row_from = (uint32_t)text->length;
    put_origin(rows, event, action, raw);
    event->row_length = (uint32_t)(text->length - event->row_from);
    struct text record = record_text(posting->record);
    event->raw_from = (uint32_t)text->length;
    event->raw_length = (uint32_t)record.length;
    bbc_put(text, record.at, record.length);
    if (text->lost)
        rows->status = STATUS_MEMORY;
}

static void note_ocmw(struct bbc_rows *rows, const struct posting *posting, const char nis[8])
{
    struct bbc_event *event = add_event(rows, posting->record, posting->record->from);

    skip_posting(rows, posting, BBC_SKIP_OCMW);
    if (event == NULL)
        return;
    event->place = BBC_SKIPPED;
    event->entity = BBC_OCMW;
    event->class = posting->class;
    memcpy(event->nis, nis, sizeof event->nis);
}

SELDOM static void accept(struct bbc_rows *rows, const struct posting *posting)
{
    const struct bbc_layout *layout = rows->layout;
    enum profile_role who = layout->column[ROLE_NIS] >= 0 ? ROLE_NIS : ROLE_NAME;
    uint32_t column = 0;
    char nis[8] = "";
    struct text action;
    enum finding finding;

    if (!read_nis(rows, posting->record, nis)) {
        refuse_posting(rows, posting, who == ROLE_NIS ? FINDING_NIS_BAD : FINDING_BBC_NAME,
                       layout->column[who]);
        return;
    }
    if (find_total(rows, posting->record, &column)) {
        refuse_posting(rows, posting, FINDING_BBC_TOTAL_ROW, (int32_t)column);
        return;
    }
    enum bbc_entity entity = read_entity(rows, posting->record);
    if (rows->options->beneficiary != NULL &&
        rows->options->beneficiary(rows->options->dossier_context, (struct text){nis, 5}) == NULL) {
        skip_posting(rows, posting, BBC_SKIP_OUTSIDE);
        return;
    }
    if (entity == BBC_OCMW && rows->options->ocmw == BBC_OCMW_SKIP) {
        note_ocmw(rows, posting, nis);
        return;
    }
    if (!read_action(rows, posting, &action, &finding)) {
        refuse_posting(rows, posting, finding, layout->column[ROLE_ACTION]);
        return;
    }
    sum_add(&posting->class->plain, posting->cents);
    write_accepted(rows, posting, nis, entity, action);
}

/* A posting whose amount the fast way could not read. False: it is settled here. */
COLD static bool read_slowly(struct bbc_rows *rows, struct posting *posting, struct text raw)
{
    enum bbc_amount outcome = read_amount(rows, raw, &posting->cents);

    if (outcome == BBC_AMOUNT_OK)
        return true;
    posting->cents = 0;
    posting->readable = false;
    if (posting->class->place == BBC_REJECTED)
        return true;
    if (outcome == BBC_AMOUNT_EMPTY)
        skip_posting(rows, posting, BBC_SKIP_EMPTY);
    else
        refuse_posting(rows, posting, amount_findings[outcome], (int32_t)posting->value->column);
    return false;
}

static void take_posting(struct bbc_rows *rows, const struct bbc_record *record,
                         const struct bbc_value_column *value)
{
    const struct profile *profile = rows->layout->profile;
    struct posting posting = {record, value, NULL, true, 0};
    struct text raw = bbc_field(record, value->column);

    posting.class = bbc_class_of(rows->classes, record, value);
    if (__builtin_expect(posting.class == NULL, 0)) {
        rows->status = bbc_classes_status(rows->classes);
        return;
    }
    bool common = profile->decimal == ',' && (profile->grouping & GROUPING_POINT) != 0;
    if (!common || !bbc_amount_fast(raw.at, raw.length, &posting.cents))
        if (!read_slowly(rows, &posting, raw))
            return;
    if (profile->inverted)
        posting.cents = -posting.cents;
    rows->cents += posting.cents;
    switch (posting.class->place) {
    case BBC_SKIPPED:
        sum_add(&posting.class->plain, posting.cents);
        break;
    case BBC_ACCEPTED:
        accept(rows, &posting);
        break;
    case BBC_REJECTED:
        refuse_posting(rows, &posting, posting.class->finding,
                       rows->layout->column[posting.class->role]);
        break;
    }
}

/* False: there is no NUL byte in this record. */
COLD static bool take_nul(struct bbc_rows *rows, const struct bbc_record *record)
{
    struct text raw = record_text(record);
    struct refusal refusal = refusal_new(rows, FINDING_BBC_NUL, NO_COLUMN);

    if (memchr(raw.at, 0, raw.length) == NULL)
        return false;
    refuse(rows, record, NULL, &refusal);
    return true;
}

void bbc_record_take(struct bbc_rows *rows, const struct bbc_record *record)
{
    const struct bbc_layout *layout = rows->layout;

    if (__builtin_expect(record->count != layout->width, 0)) {
        take_ragged(rows, record);
        return;
    }
    if (__builtin_expect(rows->chunk.nul, 0) && take_nul(rows, record))
        return;
    for (uint32_t i = 0; i < layout->value_count && rows->status == STATUS_OK; i++)
        take_posting(rows, record, &layout->values[i]);
}
