/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/adjust.h"

#include "core/limits.h"

enum bbc_amount bbc_amount_slow(struct bbc_rows *rows, struct text raw, int64_t *cents)
{
    struct text text;

    if (raw.length > LIMIT_TEXT_BYTES || !bbc_decode_field(rows, raw, &text))
        return BBC_AMOUNT_SYNTAX;
    return bbc_amount_read(rows->layout->profile, text, cents);
}

/* Both are below 10^17 cents. */
enum bbc_amount bbc_amount_less(enum bbc_amount outcome, int64_t *cents, enum bbc_amount credit,
                                int64_t off)
{
    if (outcome == BBC_AMOUNT_EMPTY && credit == BBC_AMOUNT_EMPTY)
        return BBC_AMOUNT_EMPTY;
    *cents = (outcome == BBC_AMOUNT_OK ? *cents : 0) - (credit == BBC_AMOUNT_OK ? off : 0);
    return *cents >= LIMIT_MONEY_CENTS || *cents <= -LIMIT_MONEY_CENTS ? BBC_AMOUNT_RANGE
                                                                       : BBC_AMOUNT_OK;
}

enum bbc_amount bbc_amount_sign(const struct profile *profile, struct text word, int64_t *cents)
{
    for (size_t i = 0; i < profile->sign_count; i++)
        if (text_is(word, profile->signs[i].value)) {
            *cents = profile->signs[i].negative ? -*cents : *cents;
            return BBC_AMOUNT_OK;
        }
    return BBC_AMOUNT_SIGN;
}

static bool is_read(enum bbc_amount outcome)
{
    return outcome == BBC_AMOUNT_OK || outcome == BBC_AMOUNT_EMPTY;
}

static enum bbc_amount less_credit(struct bbc_rows *rows, const struct bbc_record *record,
                                   enum bbc_amount outcome, int64_t *cents, int32_t *column)
{
    int32_t credit = rows->layout->column[ROLE_CREDIT];
    int64_t off = 0;

    if (!is_read(outcome))
        return outcome;
    enum bbc_amount other = bbc_amount_slow(rows, bbc_field(record, (uint32_t)credit), &off);
    if (!is_read(other)) {
        *column = credit;
        return other;
    }
    return bbc_amount_less(outcome, cents, other, off);
}

static enum bbc_amount take_sign(struct bbc_rows *rows, const struct bbc_record *record,
                                 int64_t *cents, int32_t *column)
{
    int32_t sign = rows->layout->column[ROLE_SIGN];
    struct text word;

    *column = sign;
    if (!bbc_decode_field(rows, bbc_field(record, (uint32_t)sign), &word))
        return BBC_AMOUNT_SIGN;
    return bbc_amount_sign(rows->layout->profile, word, cents);
}

enum bbc_amount bbc_amount_adjust(struct bbc_rows *rows, const struct bbc_record *record,
                                  enum bbc_amount outcome, int64_t *cents, int32_t *column)
{
    const struct bbc_layout *layout = rows->layout;

    if (layout->column[ROLE_CREDIT] >= 0)
        outcome = less_credit(rows, record, outcome, cents, column);
    if (outcome == BBC_AMOUNT_OK && layout->column[ROLE_SIGN] >= 0)
        outcome = take_sign(rows, record, cents, column);
    if (outcome == BBC_AMOUNT_OK && layout->profile->inverted)
        *cents = -*cents;
    return outcome;
}

struct bbc_row_sum bbc_row_sum(struct bbc_rows *rows, const struct bbc_record *record,
                               uint32_t count)
{
    const struct bbc_layout *layout = rows->layout;
    struct bbc_row_sum sum = {0, true};

    for (uint32_t i = 0; i < count; i++) {
        int32_t column = 0;
        int64_t cents = 0;
        enum bbc_amount outcome =
            bbc_amount_slow(rows, bbc_field(record, layout->values[i].column), &cents);
        if (layout->adjusted)
            outcome = bbc_amount_adjust(rows, record, outcome, &cents, &column);
        sum.cents += outcome == BBC_AMOUNT_OK ? cents : 0;
        sum.readable &= is_read(outcome);
    }
    return sum;
}
