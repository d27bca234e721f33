/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/text.h"

#include <string.h>

#include "core/limits.h"

#define FIRST(bytes) ((UINT64_C(1) << (bytes)*8) - 1)
const uint64_t bbc_first_bytes[25] = {0,          0,          0,          0,          0,
                                      0,          0,          0,          0,          FIRST(1),
                                      FIRST(2),   FIRST(3),   FIRST(4),   FIRST(5),   FIRST(6),
                                      FIRST(7),   UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
                                      UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};

/* Bytes 0x80 to 0x9f of Windows-1252; 0: not a character. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static uint32_t iso_8859_15(unsigned char c)
{
    switch (c) {
    case 0xa4:
        return 0x20ac;
    case 0xa6:
        return 0x0160;
    case 0xa8:
        return 0x0161;
    case 0xb4:
        return 0x017d;
    case 0xb8:
        return 0x017e;
    case 0xbc:
        return 0x0152;
    case 0xbd:
        return 0x0153;
    case 0xbe:
        return 0x0178;
    default:
        return c;
    }
}

/* The character of a single byte from 0x80 on; 0: none. */
static uint32_t single_byte(enum profile_encoding encoding, unsigned char c)
{
    if (encoding == PROFILE_WINDOWS_1252)
        return c < 0xa0 ? windows_1252[c - 0x80] : c;
    if (c < 0xa0) /* C1 controls: no text has them */
        return 0;
    return encoding == PROFILE_ISO_8859_15 ? iso_8859_15(c) : c;
}

static size_t put_utf8(uint32_t c, char *out) /* c from 0x80 to 0xffff */
{
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3f));
    out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

static bool is_single_byte(enum profile_encoding encoding)
{
    return encoding == PROFILE_WINDOWS_1252 || encoding == PROFILE_ISO_8859_1 ||
           encoding == PROFILE_ISO_8859_15;
}

bool bbc_decode(enum profile_encoding encoding, char quote, struct text raw, char *out,
                size_t *length)
{
    bool quoted = raw.length >= 2 && raw.at[0] == quote && raw.at[raw.length - 1] == quote;
    const char *end = raw.at + raw.length - quoted;
    bool single = is_single_byte(encoding);
    size_t n = 0;

    for (const char *p = raw.at + quoted; p < end; p++) {
        unsigned char c = (unsigned char)*p;
        if (quoted && *p == quote)
            p++; /* the scan has seen to it that another one follows */
        if (c < 0x80 || !single) {
            out[n++] = (char)c;
            continue;
        }
        uint32_t character = single_byte(encoding, c);
        if (character == 0)
            return false;
        n += put_utf8(character, out + n);
    }
    *length = n;
    return single || text_utf8_error(out, n) == n;
}

size_t bbc_decode_shown(enum profile_encoding encoding, struct text raw, char *out)
{
    static const char digits[] = "0123456789abcdef";
    bool single = is_single_byte(encoding);
    size_t n = 0;

    for (size_t i = 0; i < raw.length;) {
        unsigned char c = (unsigned char)raw.at[i];
        size_t good = 0;
        if (c >= 0x80 && single && single_byte(encoding, c) != 0) {
            n += put_utf8(single_byte(encoding, c), out + n);
            i++;
            continue;
        }
        if (c >= 0x80 && !single) /* a sequence is at most four bytes */
            good = text_utf8_error(raw.at + i, raw.length - i < 4 ? raw.length - i : 4);
        else if ((c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t')
            good = 1;
        if (good > 0) {
            memcpy(out + n, raw.at + i, good);
            n += good;
            i += good;
            continue;
        }
        out[n++] = '\\';
        out[n++] = 'x';
        out[n++] = digits[c >> 4];
        out[n++] = digits[c & 15];
        i++;
    }
    return n;
}

struct text bbc_trim(struct text text)
{
    static const char nbsp[] = "\xc2\xa0";

    for (;;) {
        if (text.length > 0 && memchr(" \t\r\n", text.at[0], 4) != NULL) {
            text.at++;
            text.length--;
        } else if (text.length >= 2 && memcmp(text.at, nbsp, 2) == 0) {
            text.at += 2;
            text.length -= 2;
        } else if (text.length > 0 && memchr(" \t\r\n", text.at[text.length - 1], 4) != NULL) {
            text.length--;
        } else if (text.length >= 2 && memcmp(text.at + text.length - 2, nbsp, 2) == 0) {
            text.length -= 2;
        } else {
            return text;
        }
    }
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool bbc_same_word(struct text a, const char *b)
{
    if (strlen(b) != a.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (lower(a.at[i]) != lower(b[i]))
            return false;
    return true;
}

bool bbc_block_find(struct text block, const char *label, struct text *out)
{
    const char *end = block.at + block.length;
    size_t size = strlen(label);

    for (const char *line = block.at; line < end;) {
        const char *stop = line;
        while (stop < end && *stop != '\n' && *stop != '\r')
            stop++;
        struct text text = bbc_trim((struct text){line, (size_t)(stop - line)});
        if (text.length > size && text.at[size] == ':' && memcmp(text.at, label, size) == 0) {
            *out = bbc_trim((struct text){text.at + size + 1, text.length - size - 1});
            return true;
        }
        line = stop + 1;
    }
    return false;
}

bool bbc_year_read(struct text text, uint32_t *year)
{
    uint32_t value = 0;

    if (text.length != 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        value = value * 10 + (uint32_t)(text.at[i] - '0');
    }
    if (value < BBC_FIRST_YEAR || value > BBC_LAST_YEAR)
        return false;
    *year = value;
    return true;
}

/* ---- amounts, the long way ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The grouping mark at p, among all that exist; its length, or 0. */
static size_t mark_at(const char *p, const char *end, enum profile_grouping *mark)
{
    static const struct {
        const char *bytes;
        enum profile_grouping mark;
    } marks[] = {
        {".", GROUPING_POINT},           {",", GROUPING_COMMA},
        {" ", GROUPING_SPACE},           {"\xc2\xa0", GROUPING_NBSP},
        {"\xe2\x80\x89", GROUPING_THIN}, {"\xe2\x80\xaf", GROUPING_THIN},
        {"'", GROUPING_APOSTROPHE},
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i].bytes);
        if ((size_t)(end - p) >= length && memcmp(p, marks[i].bytes, length) == 0) {
            *mark = marks[i].mark;
            return length;
        }
    }
    return 0;
}

struct amount_parts { /* as it was read from left to right */
    int64_t whole;
    int digits;
    int group; /* digits since the last mark */
    bool grouped;
    bool wrong_group;
    bool zero_first; /* 0500 */
    bool zero_head;  /* 0.500 */
    bool large;
};

static void take_digit(struct amount_parts *parts, char c)
{
    parts->zero_first |= parts->digits == 0 && c == '0';
    if (parts->whole > LIMIT_MONEY_CENTS / 100)
        parts->large = true;
    else
        parts->whole = parts->whole * 10 + (c - '0');
    parts->digits++;
    parts->group++;
}

static void take_mark(struct amount_parts *parts)
{
    parts->zero_head |= parts->zero_first; /* "0.500" is half a euro to whoever wrote it */
    if (parts->grouped ? parts->group != 3 : parts->digits < 1 || parts->digits > 3)
        parts->wrong_group = true;
    parts->grouped = true;
    parts->group = 0;
}

/* The digits and marks before the decimals. All marks must be the same one. */
static const char *read_whole(const struct profile *profile, const char *p, const char *end,
                              struct amount_parts *parts)
{
    enum profile_grouping first = 0;
    enum profile_grouping mark = 0;

    while (p < end) {
        if (is_digit(*p)) {
            take_digit(parts, *p++);
            continue;
        }
        size_t length = *p == profile->decimal ? 0 : mark_at(p, end, &mark);
        if (length == 0 || (profile->grouping & mark) == 0 || (first != 0 && mark != first))
            break;
        first = mark;
        take_mark(parts);
        p += length;
    }
    if (parts->grouped && parts->group != 3)
        parts->wrong_group = true;
    return p;
}

/* Strips the currency, with a blank between, from one side. */
static struct text strip_currency(const struct profile *profile, struct text text)
{
    size_t length = profile->currency == NULL ? 0 : strlen(profile->currency);

    if (length == 0 || text.length < length)
        return text;
    if (memcmp(text.at, profile->currency, length) == 0)
        return bbc_trim((struct text){text.at + length, text.length - length});
    if (memcmp(text.at + text.length - length, profile->currency, length) == 0)
        return bbc_trim((struct text){text.at, text.length - length});
    return text;
}

/* "990.0", "12.34": one point, used as a decimal mark, where it should group. */
static bool is_lost_grouping(const struct profile *profile, const struct amount_parts *parts,
                             const char *at_end, const char *end)
{
    bool few = parts->wrong_group && parts->group > 0 && parts->group < 3;

    return parts->grouped && at_end == end && (few || parts->zero_head) && profile->decimal != '.';
}

/* Reads the decimals at p: as many as the unit has cents. They are *out units of the last one. */
static enum bbc_amount read_decimals(const struct profile *profile, const char *p, const char *end,
                                     int64_t *out)
{
    const uint32_t most = profile->scale + 2;
    uint32_t count = 0;

    *out = 0;
    for (; p < end && is_digit(*p); p++, count++)
        if (count < most)
            *out = *out * 10 + (*p - '0');
    if (p != end || count == 0)
        return BBC_AMOUNT_SYNTAX;
    for (uint32_t i = count; i < most; i++)
        *out *= 10;
    if (count > most)
        return profile->scale > 0 ? BBC_AMOUNT_SCALE : BBC_AMOUNT_DECIMALS;
    return BBC_AMOUNT_OK;
}

/* How many cents the unit of the profile is: 100, or more when it is a thousand euro. */
static int64_t unit_cents(const struct profile *profile)
{
    int64_t cents = 100;

    for (uint32_t i = 0; i < profile->scale; i++)
        cents *= 10;
    return cents;
}

enum bbc_amount bbc_amount_read(const struct profile *profile, struct text raw, int64_t *cents)
{
    struct text text = strip_currency(profile, bbc_trim(raw));
    const char *end = text.at + text.length;
    struct amount_parts parts = {0};
    int64_t decimals = 0;
    bool negative = false;

    if (text.length == 0)
        return BBC_AMOUNT_EMPTY;
    if (*text.at == '-') {
        negative = true;
        text = strip_currency(profile, (struct text){text.at + 1, text.length - 1});
        end = text.at + text.length;
    }
    const char *p = read_whole(profile, text.at, end, &parts);
    if (parts.digits == 0)
        return BBC_AMOUNT_SYNTAX;
    if (is_lost_grouping(profile, &parts, p, end))
        return BBC_AMOUNT_LOST;
    if (p < end && *p == profile->decimal) {
        enum bbc_amount outcome = read_decimals(profile, p + 1, end, &decimals);
        if (outcome != BBC_AMOUNT_OK)
            return outcome;
        p = end;
    }
    if (p != end)
        return BBC_AMOUNT_SYNTAX;
    if (parts.wrong_group || parts.zero_head)
        return BBC_AMOUNT_GROUPING;
    if (parts.large || parts.whole >= LIMIT_MONEY_CENTS / unit_cents(profile))
        return BBC_AMOUNT_RANGE;
    *cents = (parts.whole * unit_cents(profile) + decimals) * (negative ? -1 : 1);
    return BBC_AMOUNT_OK;
}
