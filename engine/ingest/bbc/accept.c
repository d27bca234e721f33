/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postings that count: whose they are, where they stand in herkomst.csv. */
#include <string.h>

#include "core/limits.h"
#include "ingest/bbc/near.h"
#include "ingest/bbc/posting.h"
#include "ingest/bbc/text.h"

/* What a role holds: in a column, above the column of the amount, or declared. False: nothing, or
 * no text. */
static bool read_role(struct bbc_rows *rows, const struct bbc_posting *posting,
                      enum profile_role role, struct text *out)
{
    int32_t column = rows->layout->column[role];
    const char *fixed = posting->value->fixed[role];

    if (column >= 0)
        return bbc_decode_field(rows, bbc_field(posting->record, (uint32_t)column), out);
    fixed = fixed == NULL ? rows->layout->fixed[role] : fixed;
    *out = (struct text){fixed, fixed == NULL ? 0 : strlen(fixed)};
    return fixed != NULL;
}

static bool has_code(const struct bbc_layout *layout, const struct bbc_posting *posting)
{
    return layout->column[ROLE_NIS] >= 0 || posting->value->fixed[ROLE_NIS] != NULL ||
           layout->fixed[ROLE_NIS] != NULL;
}

/* The NIS code of the column, of what is declared, or by the name. */
static bool read_code(struct bbc_rows *rows, const struct bbc_posting *posting, char nis[8])
{
    struct text text;

    if (!has_code(rows->layout, posting))
        return rows->options->nis_of_name != NULL && read_role(rows, posting, ROLE_NAME, &text) &&
               rows->options->nis_of_name(rows->options->dossier_context, text, nis);
    if (!read_role(rows, posting, ROLE_NIS, &text))
        return false;
    if (!text_is_nis(text) || memcmp(text.at, BBC_FIRST_NIS, 5) < 0)
        return false;
    memcpy(nis, text.at, 5);
    nis[5] = '\0';
    return true;
}

/* The same, or what stands for a beneficiary that has no NIS code and is known by its name. */
static bool read_nis(struct bbc_rows *rows, const struct bbc_posting *posting, char nis[8])
{
    struct text name;

    if (read_code(rows, posting, nis))
        return true;
    return rows->options->named != NULL && read_role(rows, posting, ROLE_NAME, &name) &&
           rows->options->named(rows->options->dossier_context, name, nis);
}

static bool begins(struct text text, const char *word)
{
    size_t length = strlen(word);

    return text.length >= length && bbc_same_word((struct text){text.at, length}, word);
}

/* A name as it is written: "OCMW Mechelen", "Mechelen (O.C.M.W.)". A report of both is that of the
 * municipality. */
static enum bbc_entity entity_of(struct text name, const char *word)
{
    if (bbc_names_ocmw(word) && !bbc_alike_holds(word, "gemeenteen") &&
        !bbc_alike_holds(word, "staden"))
        return BBC_OCMW;
    if (begins(name, "AGB") || begins(name, "Autonoom gemeentebedrijf"))
        return BBC_AGB;
    return begins(name, "Provincie") ? BBC_OTHER : BBC_GEMEENTE;
}

/* The name of the government is left in rows->government; many rows have the same. */
static enum bbc_entity read_entity(struct bbc_rows *rows, const struct bbc_posting *posting)
{
    struct text name;

    if (!read_role(rows, posting, ROLE_NAME, &name)) {
        rows->government_length = 0;
        return BBC_GEMEENTE;
    }
    size_t length = name.length < BBC_NAME_BYTES ? name.length : BBC_NAME_BYTES - 1;
    if (length == rows->government_length && length > 0 &&
        memcmp(name.at, rows->government, length) == 0)
        return rows->entity;
    memcpy(rows->government, name.at, length);
    rows->government[length] = '\0';
    rows->government_length = length;
    rows->entity = entity_of(name, rows->government);
    return rows->entity;
}

/* The code of the action; empty when the export does not say. False: *finding. */
static bool read_action(struct bbc_rows *rows, const struct bbc_posting *posting, struct text *out,
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
    if (!bbc_decode_field(rows, bbc_field(posting->record, (uint32_t)column), out)) {
        *finding = FINDING_BBC_ENCODING;
        return false;
    }
    if (profile->block == NULL)
        return out->length <= LIMIT_KEY_BYTES;
    return bbc_block_find(*out, profile->block, out) && out->length > 0 &&
           out->length <= LIMIT_KEY_BYTES;
}

/* An amount that stands in several fields, as "1.250,00 - 0,00 [D]". */
static void put_parts(struct bbc_rows *rows, const struct bbc_record *record, const char *amount)
{
    const struct bbc_layout *layout = rows->layout;
    struct bbc_buffer parts = {0};
    char shown[BBC_SHOWN_BYTES * 4 + 8];

    bbc_put_word(&parts, amount);
    if (layout->column[ROLE_CREDIT] >= 0) {
        bbc_show(rows, bbc_field(record, (uint32_t)layout->column[ROLE_CREDIT]), shown);
        bbc_put_word(&parts, " - ");
        bbc_put_word(&parts, shown);
    }
    if (layout->column[ROLE_SIGN] >= 0) {
        bbc_show(rows, bbc_field(record, (uint32_t)layout->column[ROLE_SIGN]), shown);
        bbc_put_word(&parts, " [");
        bbc_put_word(&parts, shown);
        bbc_put_word(&parts, "]");
    }
    bbc_put_field(&rows->batch->text, (struct text){parts.at, parts.length});
    rows->batch->text.lost |= parts.lost;
    bbc_buffer_free(&parts);
}

/* A row of herkomst.csv. */
static void put_origin(struct bbc_rows *rows, const struct bbc_record *record,
                       const struct bbc_event *event, struct text action, struct text raw_amount)
{
    const struct bbc_layout *layout = rows->layout;
    struct bbc_buffer *text = &rows->batch->text;
    const struct bbc_class *class = event->class;
    char shown[BBC_SHOWN_BYTES * 4 + 8];

    bbc_put_field_word(text, rows->layout->file);
    bbc_put(text, ";", 1);
    bbc_put_number(text, event->line);
    bbc_put(text, ";", 1);
    bbc_put_number(text, event->byte);
    bbc_put(text, ";", 1);
    bbc_put_word(text, bbc_shown_nis(event->nis));
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
    bbc_show(rows, raw_amount, shown);
    if (layout->column[ROLE_CREDIT] < 0 && layout->column[ROLE_SIGN] < 0)
        bbc_put_word(text, shown); /* an amount, so no quotes and no formula */
    else
        put_parts(rows, record, shown);
    bbc_put(text, "\n", 1);
}

/* Whether a field stands as it is: no quotes, no blanks, NBSP or mark around it. */
static bool is_plain_field(const struct profile *profile, struct text raw)
{
    if (raw.length == 0)
        return true;
    unsigned char first = (unsigned char)raw.at[0];
    unsigned char last = (unsigned char)raw.at[raw.length - 1];
    return first > ' ' && last > ' ' && first < 0x80 && last < 0x80 && first != profile->quote;
}

/* A row is compared by its cells, cut and trimmed, in the order of the headers, and by the value of
 * its amount where it has one: quotes, blanks, the order of the columns and marks of grouping say
 * nothing. */
static void put_compared(struct bbc_rows *rows, const struct bbc_posting *posting)
{
    const struct bbc_layout *layout = rows->layout;
    struct bbc_buffer *out = &rows->compared;
    const bool one = layout->value_count == 1;

    out->length = 0;
    for (uint32_t i = 0; i < layout->width; i++) {
        uint32_t column = layout->by_name[i];
        struct text text = bbc_field(posting->record, column);
        if (one && column == posting->value->column)
            text = (struct text){(const char *)&posting->cents, sizeof posting->cents};
        else if (!is_plain_field(layout->profile, text))
            (void)bbc_decode_field(rows, text, &text); /* what is no text stays as it is */
        const uint32_t length = (uint32_t)text.length;
        bbc_put(out, (const char *)&length, sizeof length);
        bbc_put(out, text.at, text.length);
    }
    if (out->lost)
        rows->status = STATUS_MEMORY;
}

/* Of the record and the column. Decodes: what was decoded before is gone. */
static struct bbc_hash hash_of(struct bbc_rows *rows, const struct bbc_posting *posting)
{
    const uint64_t *key = rows->options->hash_key;
    struct bbc_known *known = &rows->known;

    if (!known->hash) {
        put_compared(rows, posting);
        known->record_hash =
            bbc_hash_text(key, (struct text){rows->compared.at, rows->compared.length});
    }
    known->hash = true;
    if (rows->layout->value_count == 1)
        return known->record_hash;
    return bbc_hash_text(
        (const uint64_t[2]){key[0] ^ (rows->layout->rank[posting->value->column] + 1u), key[1]},
        (struct text){(const char *)known->record_hash.half, sizeof known->record_hash.half});
}

/* Writes down an accepted posting. action is kept in the batch for the ledger, the raw record for
 * the case that the posting repeats an earlier one. */
static void write_accepted(struct bbc_rows *rows, const struct bbc_posting *posting,
                           const char nis[8], enum bbc_entity entity, struct text action)
{
    struct text raw = bbc_field(posting->record, posting->value->column);
    struct bbc_buffer *text = &rows->batch->text;
    uint32_t place = (uint32_t)(raw.at - posting->record->base);
    struct bbc_event *event = bbc_event_add(rows, posting->record, place);

    if (event == NULL)
        return;
    event->place = BBC_ACCEPTED;
    event->entity = entity;
    event->class = posting->class;
    event->cents = posting->cents;
    memcpy(event->nis, nis, sizeof event->nis);
    bbc_raw_keep(rows, posting->record, event);
    event->action_from = (uint32_t)text->length;
    event->action_length = (uint32_t)action.length;
    bbc_put(text, action.at, action.length);
    event->name_from = (uint32_t)text->length;
    event->name_length = (uint32_t)rows->government_length;
    bbc_put(text, rows->government, rows->government_length);
    event->like_total = rows->known.like_total;
    event->row_from = (uint32_t)text->length;
    put_origin(rows, posting->record, event, action, raw);
    event->row_length = (uint32_t)(text->length - event->row_from);
    event->hash = hash_of(rows, posting);
    if (text->lost)
        rows->status = STATUS_MEMORY;
}

static void note_ocmw(struct bbc_rows *rows, const struct bbc_posting *posting, const char nis[8])
{
    struct bbc_event *event = bbc_event_add(rows, posting->record, posting->record->from);

    bbc_posting_skip(rows, posting, BBC_SKIP_OCMW);
    if (event == NULL)
        return;
    event->place = BBC_SKIPPED;
    event->entity = BBC_OCMW;
    event->class = posting->class;
    memcpy(event->nis, nis, sizeof event->nis);
}

/* Whether a key that the profile says every row has is empty: a subtotal without a word. The keys
 * of a class are seen to there (ingest/bbc/judge.c). */
static bool lacks_key(struct bbc_rows *rows, const struct bbc_record *record, uint32_t *column)
{
    static const enum profile_role keys[] = {ROLE_NAME, ROLE_ACTION};
    const struct bbc_layout *layout = rows->layout;
    struct text text;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!layout->profile->columns[keys[i]].required || layout->column[keys[i]] < 0)
            continue;
        *column = (uint32_t)layout->column[keys[i]];
        if (bbc_decode_field(rows, bbc_field(record, *column), &text) && text.length == 0)
            return true;
    }
    return false;
}

void bbc_posting_accept(struct bbc_rows *rows, const struct bbc_posting *posting)
{
    const struct bbc_layout *layout = rows->layout;
    enum profile_role who = has_code(layout, posting) ? ROLE_NIS : ROLE_NAME;
    uint32_t column = 0;
    char nis[8] = "";
    struct text action;
    enum finding finding;

    if (!read_nis(rows, posting, nis)) {
        bbc_posting_refuse(rows, posting, who == ROLE_NIS ? FINDING_NIS_BAD : FINDING_BBC_NAME,
                           layout->column[who]);
        return;
    }
    if (bbc_find_total(rows, posting->record, &column)) {
        bbc_posting_refuse(rows, posting, FINDING_BBC_TOTAL_ROW, (int32_t)column);
        return;
    }
    if (layout->keyed && lacks_key(rows, posting->record, &column)) {
        bbc_posting_refuse(rows, posting, FINDING_BBC_EMPTY_KEY, (int32_t)column);
        return;
    }
    enum bbc_entity entity = read_entity(rows, posting);
    if (rows->options->beneficiary != NULL &&
        rows->options->beneficiary(rows->options->dossier_context, (struct text){nis, 5}) == NULL) {
        bbc_posting_skip(rows, posting, BBC_SKIP_OUTSIDE);
        return;
    }
    if (entity == BBC_OCMW && rows->options->ocmw == BBC_OCMW_SKIP) {
        note_ocmw(rows, posting, nis);
        return;
    }
    if (!read_action(rows, posting, &action, &finding)) {
        bbc_posting_refuse(rows, posting, finding, layout->column[ROLE_ACTION]);
        return;
    }
    bbc_sum_add(&posting->class->plain, posting->cents);
    write_accepted(rows, posting, nis, entity, action);
}
