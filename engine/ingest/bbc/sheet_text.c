/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/sheet_text.h"

#include <string.h>

#include "core/encoding.h"
#include "ingest/bbc/source.h"

enum { LINES_AT_ONCE = 64 * 1024, DATE_LENGTH = 10, DATE_BYTES = 32 };

enum status sheet_text_to_row(struct sheet_text *text, uint32_t row)
{
    for (uint32_t lines = 0; text->row < row && lines < LINES_AT_ONCE; lines++, text->row++)
        bytes_add(&text->out, "\n", 1);
    return bytes_status(&text->out);
}

/* ---- encoding ---- */

/* Code point of a byte in an encoding of one byte a character; 0: none. */
static uint32_t point_of(enum profile_encoding encoding, unsigned char byte)
{
    static const struct {
        unsigned char byte;
        uint32_t point;
    } others[] = {{0xa4, 0x20ac}, {0xa6, 0x160}, {0xa8, 0x161}, {0xb4, 0x17d},
                  {0xb8, 0x17e},  {0xbc, 0x152}, {0xbd, 0x153}, {0xbe, 0x178}};

    if (encoding == PROFILE_WINDOWS_1252)
        return encoding_windows_1252(byte);
    for (size_t i = 0; encoding == PROFILE_ISO_8859_15 && i < sizeof others / sizeof *others; i++)
        if (others[i].byte == byte)
            return others[i].point;
    return byte;
}

static bool is_narrow(enum profile_encoding encoding)
{
    return encoding == PROFILE_WINDOWS_1252 || encoding == PROFILE_ISO_8859_1 ||
           encoding == PROFILE_ISO_8859_15;
}

/* Adds one character of UTF-8 in the encoding of the profile; false: it has none. */
static bool put_character(struct sheet_text *text, const char *at, size_t size)
{
    if (size == 1 || !is_narrow(text->profile->encoding)) {
        bytes_add(&text->out, at, size);
        return true;
    }
    uint32_t point = text_code_point(at, size);
    for (unsigned byte = 0x80; byte <= 0xff; byte++) {
        if (point_of(text->profile->encoding, (unsigned char)byte) != point)
            continue;
        char narrow = (char)byte;
        bytes_add(&text->out, &narrow, 1);
        return true;
    }
    return false;
}

/* ---- cells ---- */

static bool needs_quotes(const struct profile *profile, struct text cell)
{
    return memchr(cell.at, profile->delimiter, cell.length) != NULL ||
           memchr(cell.at, profile->quote, cell.length) != NULL ||
           memchr(cell.at, '\n', cell.length) != NULL || memchr(cell.at, '\r', cell.length) != NULL;
}

static enum status no_character(struct sheet_text *text, uint32_t column, const char *at,
                                size_t size)
{
    diag_add_text(text->diags, FINDING_WORKBOOK_CHARACTER,
                  (struct source_pos){text->name, text->row, column}, (struct diag_subject){0},
                  (struct text){at, size}, bbc_encoding_name(text->profile->encoding), NULL);
    return STATUS_INVALID;
}

/* A line end inside a cell becomes a CR, which ends a line of a block of text and no line of the
 * export: a row is one line. */
static enum status put_cell(struct sheet_text *text, uint32_t column, struct text cell)
{
    bool quoted = cell.length > 0 && needs_quotes(text->profile, cell);

    if (quoted)
        bytes_add(&text->out, &text->profile->quote, 1);
    for (size_t i = 0; i < cell.length;) {
        size_t size = text_character(cell.at + i, cell.length - i);
        const char *at = cell.at[i] == '\n' ? "\r" : cell.at + i;
        if (size == 0 || !put_character(text, at, size))
            return no_character(text, column, at, size == 0 ? 1 : size);
        if (cell.at[i] == text->profile->quote)
            bytes_add(&text->out, at, 1);
        i += size;
    }
    if (quoted)
        bytes_add(&text->out, &text->profile->quote, 1);
    return STATUS_OK;
}

/* Digits of "2024-10-01" for a letter of a form of a date: where, and how many. */
static struct text part_of(struct text cell, char letter)
{
    size_t from = letter == 'j' ? 0 : letter == 'm' ? 5 : 8;

    return (struct text){cell.at + from, letter == 'j' ? 4 : 2};
}

/* A date cell as the profile writes dates, in its first form: "01/10/2024". A time of day stays as
 * it is: whoever reads dates rejects it. */
static struct text date_text(const struct profile *profile, struct text cell, char out[DATE_BYTES])
{
    const char *form = profile->dates.count == 0 ? "" : profile->dates.at[0];
    size_t length = 0;

    if (cell.length != DATE_LENGTH || *form == '\0')
        return cell;
    for (const char *p = form; *p != '\0' && length + 4 < DATE_BYTES;) {
        if (*p != 'd' && *p != 'm' && *p != 'j') {
            out[length++] = *p++;
            continue;
        }
        struct text part = part_of(cell, *p);
        memcpy(out + length, part.at, part.length);
        length += part.length;
        p += strspn(p, (char[]){*p, '\0'});
    }
    return (struct text){out, length};
}

static enum status put_typed(struct sheet_text *text, const struct workbook_cell *cell)
{
    char number[WORKBOOK_NUMBER_BYTES];
    char date[DATE_BYTES];
    struct text shown = cell->text;

    if (cell->kind == WORKBOOK_NUMBER) {
        /* What is no cent keeps its digits: whoever reads amounts rejects it. */
        if (workbook_number(cell->text, text->profile->decimal, number) != STATUS_SYNTAX)
            shown = (struct text){number, strlen(number)};
    } else if (cell->kind == WORKBOOK_DATE) {
        shown = date_text(text->profile, cell->text, date);
    } else if (cell->kind == WORKBOOK_UNKNOWN) {
        shown = (struct text){"#?", 2}; /* not empty: there is a formula */
    }
    return put_cell(text, cell->column, shown);
}

enum status sheet_text_row(struct sheet_text *text, const struct workbook_row *row)
{
    enum status status = STATUS_OK;
    uint32_t column = 1;

    for (uint32_t i = 0; i < row->count && status == STATUS_OK; i++) {
        for (; column < row->cells[i].column; column++)
            bytes_add(&text->out, &text->profile->delimiter, 1);
        status = put_typed(text, &row->cells[i]);
    }
    for (; column < text->width; column++)
        bytes_add(&text->out, &text->profile->delimiter, 1);
    bytes_add(&text->out, "\n", 1);
    text->row++;
    return status == STATUS_OK ? bytes_status(&text->out) : status;
}
