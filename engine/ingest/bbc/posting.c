/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/posting.h"

#include <string.h>

#include "core/limits.h"
#include "ingest/bbc/source.h"
#include "ingest/bbc/text.h"

static void copy_word(char shown[BBC_SHOWN_BYTES * 4 + 8], const char *word)
{
    size_t length = word == NULL ? 0 : strlen(word);

    if (length > BBC_SHOWN_BYTES)
        length = BBC_SHOWN_BYTES;
    if (length == 0) {
        shown[0] = '\0';
        return;
    }

    memcpy(shown, word, length);
    shown[length] = '\0';
}

/* Fills {1} with the field, {2} with its column. */
static void fill_field(const struct bbc_rows *rows, const struct bbc_record *record,
                       struct bbc_refusal *refusal, char name[24])
{
    if (refusal->column == BBC_NO_COLUMN)
        return;
    bbc_show(rows, bbc_field(record, (uint32_t)refusal->column), refusal->shown);
    refusal->part[0] = bbc_column_name(rows->layout, (uint32_t)refusal->column, name);
}

void bbc_posting_refuse(struct bbc_rows *rows, const struct bbc_posting *posting,
                        enum finding finding, int32_t column)
{
    struct bbc_refusal refusal = {
        .finding = finding,
        .column = column,
        .readable = posting->readable,
        .cents = posting->cents,
        .postings = 1,
    };
    char name[24];

    fill_field(rows, posting->record, &refusal, name);
    if (finding == FINDING_BBC_ENCODING) {
        copy_word(refusal.shown, bbc_encoding_name(rows->layout->profile->encoding));
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
    if (bbc_refine(rows, posting->record, &refusal)) {
        bbc_refuse(rows, posting->record, posting->class, &refusal);
        return;
    }
    rows->skips[BBC_SKIP_BLANK].count++;
    posting->class->skipped.count++;
}

void bbc_posting_skip(struct bbc_rows *rows, const struct bbc_posting *posting,
                      enum bbc_skip reason)
{
    bbc_sum_add(&rows->skips[reason], posting->cents);
    bbc_sum_add(&posting->class->skipped, posting->cents);
}

enum finding bbc_amount_finding(enum bbc_amount outcome)
{
    static const enum finding findings[] = {
        [BBC_AMOUNT_SYNTAX] = FINDING_BBC_AMOUNT, [BBC_AMOUNT_GROUPING] = FINDING_BBC_GROUPING,
        [BBC_AMOUNT_LOST] = FINDING_BBC_LOST,     [BBC_AMOUNT_DECIMALS] = FINDING_BBC_DECIMALS,
        [BBC_AMOUNT_RANGE] = FINDING_MONEY_LARGE,
    };

    return findings[outcome];
}

/* The long way to an amount: quotes, other marks, a currency. */
static enum bbc_amount read_amount(struct bbc_rows *rows, struct text raw, int64_t *cents)
{
    struct text text;

    if (raw.length > LIMIT_TEXT_BYTES || !bbc_decode_field(rows, raw, &text))
        return BBC_AMOUNT_SYNTAX;
    return bbc_amount_read(rows->layout->profile, text, cents);
}

/* A posting whose amount the fast way could not read. False: it is settled here. */
COLD static bool read_slowly(struct bbc_rows *rows, struct bbc_posting *posting, struct text raw)
{
    enum bbc_amount outcome = read_amount(rows, raw, &posting->cents);

    if (outcome == BBC_AMOUNT_OK)
        return true;
    posting->cents = 0;
    posting->readable = false;
    if (posting->class->place == BBC_REJECTED)
        return true;
    if (outcome == BBC_AMOUNT_EMPTY)
        bbc_posting_skip(rows, posting, BBC_SKIP_EMPTY);
    else
        bbc_posting_refuse(rows, posting, bbc_amount_finding(outcome),
                           (int32_t)posting->value->column);
    return false;
}

static void take_posting(struct bbc_rows *rows, const struct bbc_record *record,
                         const struct bbc_value_column *value)
{
    const struct profile *profile = rows->layout->profile;
    struct bbc_posting posting = {record, value, NULL, true, 0};
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
        bbc_sum_add(&posting.class->plain, posting.cents);
        break;
    case BBC_ACCEPTED:
        bbc_posting_accept(rows, &posting);
        break;
    case BBC_REJECTED:
        bbc_posting_refuse(rows, &posting, posting.class->finding,
                           rows->layout->column[posting.class->role]);
        break;
    }
}

void bbc_record_take(struct bbc_rows *rows, const struct bbc_record *record)
{
    const struct bbc_layout *layout = rows->layout;

    if (__builtin_expect(record->count != layout->width, 0)) {
        bbc_ragged_take(rows, record);
        return;
    }
    if (__builtin_expect(rows->chunk.nul, 0) && bbc_nul_take(rows, record))
        return;
    for (uint32_t i = 0; i < layout->value_count && rows->status == STATUS_OK; i++)
        take_posting(rows, record, &layout->values[i]);
}
