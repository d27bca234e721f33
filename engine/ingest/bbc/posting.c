/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/posting.h"

#include <string.h>

#include "core/limits.h"
#include "ingest/bbc/adjust.h"
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

/* Where no column of the record holds what is wrong, a row of metadata or an option does. */
static void fill_fixed(const struct bbc_rows *rows, const struct bbc_posting *posting,
                       struct bbc_refusal *refusal)
{
    const struct bbc_class *class = posting->class;
    bool of_class = class->place == BBC_REJECTED && class->finding == refusal->finding;
    enum profile_role role = of_class                               ? class->role
                             : refusal->finding == FINDING_BBC_NAME ? ROLE_NAME
                                                                    : ROLE_NIS;
    const char *value = of_class ? class->value[role] : posting->value->fixed[role];
    const char *name = rows->layout->profile->columns[role].name;

    copy_word(refusal->shown, value);
    refusal->part[0] = name == NULL ? profile_role_name(role) : name;
}

/* A row that is a total: what it holds and what stands above it, once a record. */
COLD static void note_total(struct bbc_rows *rows, const struct bbc_posting *posting)
{
    const struct bbc_layout *layout = rows->layout;
    const uint32_t count = layout->value_count;
    const uint32_t read = (uint32_t)(posting->value - layout->values) + 1;
    const uint64_t line = bbc_line_at(rows, posting->record->from);
    struct bbc_batch *batch = rows->batch;

    if (batch->totals.count > 0 && batch->totals.items[batch->totals.count - 1].line == line)
        return;
    struct bbc_row_sum all = bbc_row_sum(rows, posting->record, count);
    __int128 above = rows->cents - bbc_row_sum(rows, posting->record, read).cents;
    const struct bbc_total_row total = {
        .line = line,
        .event = batch->events.count,
        .cents = all.cents,
        .above = above - rows->total_cents - rows->handed,
        .readable = all.readable,
        .class = count == 1 ? posting->class : NULL,
    };
    rows->total_cents += all.cents;
    if (VECTOR_PUSH(&batch->totals, total) != STATUS_OK)
        rows->status = STATUS_MEMORY;
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
    if (column == BBC_NO_COLUMN)
        fill_fixed(rows, posting, &refusal);
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
        if (refusal.finding == FINDING_BBC_TOTAL_ROW)
            note_total(rows, posting);
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
        [BBC_AMOUNT_RANGE] = FINDING_MONEY_LARGE, [BBC_AMOUNT_SIGN] = FINDING_BBC_SIGN,
        [BBC_AMOUNT_SCALE] = FINDING_BBC_SCALE,
    };

    return findings[outcome];
}

/* A posting whose amount cannot be read. */
COLD static void take_unread(struct bbc_rows *rows, struct bbc_posting *posting,
                             enum bbc_amount outcome, int32_t column)
{
    posting->cents = 0;
    posting->readable = false;
    if (posting->class->place == BBC_REJECTED)
        bbc_posting_refuse(rows, posting, posting->class->finding,
                           rows->layout->column[posting->class->role]);
    else if (outcome == BBC_AMOUNT_EMPTY)
        bbc_posting_skip(rows, posting, BBC_SKIP_EMPTY);
    else
        bbc_posting_refuse(rows, posting, bbc_amount_finding(outcome), column);
}

/* Reads the amount of a posting. False: it is settled here. */
static inline bool read_cents(struct bbc_rows *rows, struct bbc_posting *posting, struct text raw)
{
    const struct bbc_layout *layout = rows->layout;
    int32_t column = (int32_t)posting->value->column;
    enum bbc_amount outcome = BBC_AMOUNT_OK;

    if (!layout->fast_amounts || !bbc_amount_fast(raw.at, raw.length, &posting->cents))
        outcome = bbc_amount_slow(rows, raw, &posting->cents);
    if (__builtin_expect(layout->adjusted, 0))
        outcome = bbc_amount_adjust(rows, posting->record, outcome, &posting->cents, &column);
    if (__builtin_expect(outcome == BBC_AMOUNT_OK, 1))
        return true;
    take_unread(rows, posting, outcome, column);
    return false;
}

static void take_posting(struct bbc_rows *rows, const struct bbc_record *record,
                         const struct bbc_value_column *value)
{
    struct bbc_posting posting = {record, value, NULL, true, 0};
    struct text raw = bbc_field(record, value->column);

    posting.class = bbc_class_of(rows->classes, record, value);
    if (__builtin_expect(posting.class == NULL, 0)) {
        rows->status = bbc_classes_status(rows->classes);
        return;
    }
    if (!read_cents(rows, &posting, raw))
        return;
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
