/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/field.h"

#include <string.h>

bool field_is_empty(const struct field_reader *reader, uint32_t column)
{
    return reader->row->fields[column].length == 0;
}

struct text field_raw(const struct field_reader *reader, uint32_t column)
{
    return reader->row->fields[column];
}

struct text field_shown(const struct field_reader *reader, uint32_t column)
{
    struct text raw = field_raw(reader, column);

    return reader->row->confidential ? table_shown(raw) : raw;
}

void field_report_parts(const struct field_reader *reader, uint32_t column, enum finding finding,
                        struct text part1, const char *part2, const char *part3)
{
    struct text field = field_raw(reader, column);

    if (text_utf8_error(field.at, field.length) <
        field.length) { /* that was named, with its line */
        (*reader->row->held_back)++;
        return;
    }
    diag_add_text(reader->diags, finding, table_pos(reader->row, column), reader->subject, part1,
                  part2, part3);
}

void field_report(const struct field_reader *reader, uint32_t column, enum finding finding,
                  const char *part3)
{
    field_report_parts(reader, column, finding, field_shown(reader, column),
                       reader->row->spec->columns[column], part3);
}

/* Whether there is a character that a reader cannot see; bytes that are no text were reported. */
static bool has_invisible(struct text text)
{
    size_t size;

    for (size_t i = 0; i < text.length; i += size) {
        unsigned char c = (unsigned char)text.at[i];
        size = 1;
        if (c >= 0x20 && c < 0x7f)
            continue;
        size = text_character(text.at + i, text.length - i);
        if (size > 0 && text_is_invisible(text.at + i, size))
            return true;
        size = size > 0 ? size : 1;
    }
    return false;
}

static bool fits(const struct field_reader *reader, uint32_t column, size_t limit)
{
    const char *name = reader->row->spec->columns[column];
    char have[COUNT_TEXT_BYTES];
    char most[COUNT_TEXT_BYTES];
    size_t length = field_raw(reader, column).length;

    if (length <= limit)
        return true;
    text_format_count_plain((int64_t)length, have);
    text_format_count_plain((int64_t)limit, most);
    field_report_parts(reader, column, FINDING_TEXT_LONG, (struct text){name, strlen(name)}, have,
                       most);
    return false;
}

bool field_optional_key(const struct field_reader *reader, uint32_t column, struct text *out)
{
    struct text key = field_raw(reader, column);

    if (!fits(reader, column, LIMIT_KEY_BYTES))
        return false;
    if (text_has_outer_space(key)) {
        field_report(reader, column, FINDING_FIELD_SPACES, NULL);
        return false;
    }
    if (has_invisible(key)) {
        field_report(reader, column, FINDING_FIELD_CONTROL, NULL);
        return false;
    }
    *out = key;
    return true;
}

static bool is_filled(const struct field_reader *reader, uint32_t column)
{
    const char *name = reader->row->spec->columns[column];

    if (!field_is_empty(reader, column))
        return true;
    field_report_parts(reader, column, FINDING_FIELD_EMPTY, (struct text){name, strlen(name)}, NULL,
                       NULL);
    return false;
}

bool field_key(const struct field_reader *reader, uint32_t column, struct text *out)
{
    return is_filled(reader, column) && field_optional_key(reader, column, out);
}

bool field_text(const struct field_reader *reader, uint32_t column, struct arena *arena,
                const char **out)
{
    struct text text = field_raw(reader, column);

    if (!fits(reader, column, LIMIT_TEXT_BYTES))
        return false;
    *out = text.length == 0 ? "" : arena_copy(arena, text.at, text.length);
    return true;
}

bool field_line(const struct field_reader *reader, uint32_t column, struct arena *arena,
                const char **out)
{
    if (!has_invisible(field_raw(reader, column)))
        return field_text(reader, column, arena, out);
    field_report(reader, column, FINDING_FIELD_CONTROL, NULL);
    return false;
}

bool field_count(const struct field_reader *reader, uint32_t column, int64_t *out)
{
    if (!is_filled(reader, column))
        return false;
    enum status status = text_parse_count(field_raw(reader, column), out);

    if (status == STATUS_OK)
        return true;
    field_report(reader, column, status == STATUS_RANGE ? FINDING_COUNT_LARGE : FINDING_COUNT_BAD,
                 NULL);
    return false;
}

bool field_money(const struct field_reader *reader, uint32_t column, bool may_be_negative,
                 struct money *out)
{
    if (!is_filled(reader, column))
        return false;
    enum status status = text_parse_money(field_raw(reader, column), out);

    if (status == STATUS_OK && (out->cents >= 0 || may_be_negative))
        return true;
    field_report(reader, column,
                 status == STATUS_OK      ? FINDING_MONEY_NEGATIVE
                 : status == STATUS_RANGE ? FINDING_MONEY_LARGE
                                          : FINDING_MONEY_BAD,
                 NULL);
    return false;
}

bool field_date(const struct field_reader *reader, uint32_t column, struct date from,
                struct date to, struct date *out)
{
    char period[2 * DATE_TEXT_BYTES + 4];
    struct text text = field_raw(reader, column);

    if (!is_filled(reader, column))
        return false;
    if (date_parse(text.at, text.length, out) != STATUS_OK) {
        field_report(reader, column, FINDING_DATE_BAD, NULL);
        return false;
    }
    if (date_within(*out, from, to))
        return true;
    date_format(from, period);
    memcpy(period + DATE_TEXT_BYTES - 1, " - ", 3);
    date_format(to, period + DATE_TEXT_BYTES + 2);
    field_report(reader, column, FINDING_DATE_OUTSIDE, period);
    return false;
}

void words_join(const char *const *words, uint32_t count, char out[WORDS_BYTES])
{
    static const char more[] = ", …";
    size_t length = 0;

    for (uint32_t i = 0; i < count; i++) {
        size_t size = strlen(words[i]);
        if (length + size + sizeof more + 2 > WORDS_BYTES) {
            memcpy(out + length, more, sizeof more);
            return;
        }
        if (i > 0) {
            memcpy(out + length, ", ", 2);
            length += 2;
        }
        memcpy(out + length, words[i], size);
        length += size;
    }
    out[length] = '\0';
}

bool field_word(const struct field_reader *reader, uint32_t column, const char *const *words,
                uint32_t count, uint32_t *out)
{
    char expected[WORDS_BYTES];

    if (!is_filled(reader, column))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (text_is(field_raw(reader, column), words[i])) {
            *out = i;
            return true;
        }
    words_join(words, count, expected);
    field_report(reader, column, FINDING_WORD_UNKNOWN, expected);
    return false;
}
